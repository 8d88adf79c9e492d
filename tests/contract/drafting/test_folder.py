"""A draft is worked through entry by entry; each change is checked, and what is wrong leaves it as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.drafting.carry import carried_files
from pcn_des.contract.drafting.folder import Draft
from pcn_des.contract.drafting.left import UNCONFIRMED, Left, by_area, left_in
from pcn_des.contract.drafting.pieces import as_toml
from pcn_des.contract.files import documents, files_of, load_year
from pcn_des.sources import Citation
from support.own_data import LAST, NEXT, own_data

pytestmark = pytest.mark.thorough  # a draft of a whole year is written for each


CITED = Citation(documents()["nhse-spec-2026-27"], "as it is written there")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draft]:
    with own_data(tmp_path_factory.mktemp("data")) as data:
        folder = data / "years" / NEXT.folder
        folder.mkdir(exist_ok=True)
        for name, content in carried_files(NEXT, files_of(LAST), documents()).items():
            (folder / name).write_bytes(content)
        yield Draft.read(NEXT, folder)


def left(draft: Draft, name: str) -> Left:
    (found,) = (one for one in left_in(draft.contract) if one.name == name)
    return found


def test_what_is_left_is_what_is_unconfirmed_or_not_published(draft: Draft) -> None:
    found = left_in(draft.contract)
    assert len({one.name for one in found}) == len(found)
    one = left(draft, "terms.network.minimum_population")
    assert (one.area, one.title, one.why) == ("network", "Smallest population of a network", UNCONFIRMED)
    rate = left(draft, "terms.enhanced_access.rate")
    assert (rate.area, rate.title, rate.why) == ("enhanced_access", "Yearly rate", "not published yet")
    assert sum(sum(counts.values()) for counts in by_area(found).values()) == len(found)


def test_an_entry_is_kept_with_a_new_citation(draft: Draft) -> None:
    one = left(draft, "terms.network.minimum_population")
    kept = draft.with_citation(one, CITED, "confirmed", {})
    (found,) = kept.contract.terms[one.key]
    assert (found.value, found.standing, found.sources) == (30000, des.Standing.CONFIRMED, (CITED,))
    assert (found.carried_from, found.unconfirmed) == ("", False)
    assert not found.note.startswith("Carried from")  # which is so no more; the rest of the note stays
    assert "never weighted" in found.note
    assert len(left_in(kept.contract)) == len(left_in(draft.contract)) - 1


def test_a_rate_that_is_found_stands_where_last_years_stood(draft: Draft) -> None:
    one = left(draft, "terms.core_pcn_funding.adjusted_rate")
    found = draft.with_citation(one, CITED, "confirmed", {"value": "0.8"})
    text = found.files["payments.toml"]
    assert text.index("[[payments.core_pcn_funding]]") < text.index("[[terms.core_pcn_funding.adjusted_rate]]")
    assert text.index("[[terms.core_pcn_funding.adjusted_rate]]") < text.index("# --- Enhanced access")
    (rate,) = found.contract.terms[one.key]
    assert (rate.in_words, rate.period) == ("£0.8 per adjusted patient per year", NEXT.period)
    assert one.key not in found.contract.missing["terms"]


def test_a_figure_from_which_others_follow_takes_them_out_of_what_is_missing(draft: Draft) -> None:
    following = "arrs.pharmacy_technician.max_reimbursement.national"
    assert following in draft.contract.missing["terms"]
    band = left(draft, "terms.arrs.band_5.max_reimbursement.national")
    found = draft.with_citation(band, CITED, "confirmed", {"value": "47000"}).contract
    assert following not in found.missing["terms"]
    assert [one.value for one in found.terms[following]] == [47000]


def test_a_term_that_was_part_of_a_block_becomes_one_of_its_own(draft: Draft) -> None:
    one = left(draft, "terms.arrs_sum.national_total")
    changed = draft.with_citation(one, CITED, "confirmed", {"value": "1800000000"})
    text = changed.files["payments.toml"]
    assert text.startswith(f"# {NEXT}: ")
    assert text.index("[[payments.") < text.index("[[terms.arrs_sum.national_total]]") < text.index("[missing]")
    (found,) = changed.contract.terms[one.key]
    assert (found.title, found.in_words) == ("Money for England", "£1,800,000,000 per year")


def test_an_entry_is_removed_with_the_reason(draft: Draft) -> None:
    for name in ("terms.network.minimum_population", "terms.enhanced_access.rate", "roles.paramedic"):
        one = left(draft, name)
        contract = draft.without(one, "the new text has it no more").contract
        assert contract.removed[one.section][one.key] == "the new text has it no more"
        assert one.key not in getattr(contract, one.section)
        assert one.key not in contract.missing[one.section]


def test_what_was_not_found_is_missing_with_where_it_was_looked_for(draft: Draft) -> None:
    for name, owed_by in (
        ("terms.network.minimum_population", ""),  # carried
        ("terms.enhanced_access.rate", ""),  # not published yet
        ("terms.enhanced_access.population_date", ""),  # of which no year knows
        ("obligations.enhanced_access.weekly_minutes", "PCN"),
    ):
        one = left(draft, name)
        contract = draft.not_found(one, "it is in no text", "the specification, whole").contract
        (gap,) = contract.missing[one.section][one.key]
        assert (gap.note, gap.looked, gap.owed_by) == ("it is in no text", "the specification, whole", owed_by)
        assert (gap.since, gap.until) == (NEXT.first_day, NEXT.last_day)
        assert one.key not in getattr(contract, one.section)


def test_a_term_that_no_year_had_is_found_with_its_unit(draft: Draft) -> None:
    one = left(draft, "terms.enhanced_access.population_date")
    with pytest.raises(des.ContractDataError, match="'unit' is missing"):
        draft.with_citation(one, CITED, "confirmed", {"value": "2027-01-01"})
    found = draft.with_citation(one, CITED, "confirmed", {"value": "2027-01-01", "unit": '"date"'}).contract
    (term,) = found.terms[one.key]
    assert (term.title, term.value) == ("Enhanced access: population date", date(2027, 1, 1))
    assert one.key not in found.missing["terms"]


def test_what_is_wrong_is_told_with_its_line_and_nothing_is_changed(draft: Draft) -> None:
    before = dict(draft.files)
    one = left(draft, "terms.network.minimum_population")
    with pytest.raises(des.ContractDataError) as caught:
        draft.with_citation(one, CITED, "confirmed", {"value": '"many"'})
    assert caught.value.wrong == "'many' is not a value in 'registered patients'"
    assert caught.value.line is not None
    assert draft.files == before


def test_a_document_that_came_out_before_the_year_says_so(draft: Draft) -> None:
    one = left(draft, "terms.enhanced_access.rate")
    (found,) = draft.with_citation(one, CITED, "confirmed", {"value": "9"}).contract.terms[one.key]
    assert found.published == CITED.document.published


def test_a_folder_that_is_none_and_a_year_that_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(des.OutsideDataError, match="holds no contract year"):
        Draft.read(NEXT, tmp_path)
    if LAST.starts_in == 2026:
        with pytest.raises(des.MisuseError, match="is no draft"):
            Draft.read(LAST)


def test_the_package_answers_from_the_draft_at_once_and_states_no_pound(draft: Draft) -> None:
    first = f"DRAFT of {NEXT}: not the published contract; nothing carried is confirmed."
    day, facts = date(NEXT.starts_in, 5, 1), {"population.registered": 50_000, "population.adjusted": 49_000}
    statement = des.entitlements({**facts, "population.weighted": 50_000}, str(NEXT))
    report = des.assess(des.example_network(), day)
    timeline = des.timeline(des.example_network(), day, day)
    answers: list[Any] = [
        *(des.terms(day), des.terms(day).obligations, des.terms(day).roles, des.terms(day).all_services),
        *(des.reimbursable("paramedic", day), des.deadlines(str(NEXT)), des.compare(str(LAST), str(NEXT))),
        *(statement, report, timeline, report.receipt),
    ]
    for answer in answers:
        assert str(answer).splitlines()[0] == first, type(answer)
        assert answer._repr_html_().startswith(f"<p><strong>{first}</strong></p>"), type(answer)
    assert report.explain("network.list_size").splitlines()[0] == first
    assert report.to_dict()["receipt"]["draft"] is True
    assert statement.to_dict()["draft"] is True
    assert timeline.to_dict()["draft"] is True
    assert des.reimbursable("paramedic", day).to_dict()["draft"] is True
    assert des.compare(str(LAST), str(NEXT)).to_dict()["draft"] is True
    assert des.deadlines(str(NEXT)).to_dict()["draft"] is True
    assert f"DRAFT of {NEXT}" in des.deadlines(str(NEXT)).to_csv()
    assert all(total.amount is None for total in statement.streams.values())
    assert not any(total.at_least or total.at_most for total in statement.streams.values())
    assert not statement.is_carried
    assert "draft" not in des.assess({}, LAST.last_day).to_dict()["receipt"] or LAST.starts_in > 2026


def test_every_day_of_the_draft_has_an_answer(draft: Draft) -> None:
    """As far as bank holidays are known, which GOV.UK gives two years ahead."""
    table = resources.files("pcn_des").joinpath("bank_holidays.toml").read_text(encoding="utf-8")
    latest = max(map(int, tomllib.loads(table)["days"]))
    for month in range(12):
        day = date(NEXT.starts_in + (month + 3) // 12, (month + 3) % 12 + 1, 15)
        if day.year <= latest:
            assert des.assess(des.example_network(), day).draft_of == str(NEXT)


@pytest.mark.parametrize("standing", ["single-source", "confirmed"])
@pytest.mark.parametrize("key", ["enhanced_access.rate", "arrs.band_5.max_reimbursement.national"])
def test_an_amount_of_the_year_before_is_not_kept_with_its_citations_alone(
    draft: Draft, key: str, standing: str
) -> None:
    """Whatever standing somebody gives it: it is refused with its line."""
    if load_year(LAST).draft:
        pytest.skip("the year before is a draft itself, and has no amount to keep")
    one = left(draft, f"terms.{key}")
    citation = load_year(LAST).terms[key][-1].sources[0]
    value = {"value": as_toml(draft.raw(one)["value"])}
    with pytest.raises(des.ContractDataError, match=f"an amount with the citations of {LAST} alone") as caught:
        draft.with_citation(one, citation, standing, value)
    assert caught.value.key == one.name
    assert caught.value.line is not None
    anew = Citation(citation.document, f"{citation.words} and in {NEXT}")
    assert draft.with_citation(one, anew, standing, value).contract.terms[key]
