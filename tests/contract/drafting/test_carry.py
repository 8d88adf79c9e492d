"""What is carried from one contract year into the next: all that can be, and never a pound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.contract.carried import is_left, published_anew
from pcn_des.contract.drafting.carry import carried_files
from pcn_des.contract.drafting.pieces import pieces_of
from pcn_des.contract.entries import Indicator, Obligation, Term
from pcn_des.contract.files import documents, files_of, load_year, years
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract, in_force
from pcn_des.dates import ContractYear, Deadline
from pcn_des.sources import Standing
from support.lamps import ABOUT, DOCUMENTS, YEAR, duty, term
from support.published import PUBLISHED

pytestmark = pytest.mark.thorough  # each year is carried into a draft

AFTER = ContractYear(2031)
REGISTER = read_documents("documents.toml", DOCUMENTS)


def carried(text: str) -> tuple[str, YearContract]:
    files = carried_files(AFTER, {"2030-31/year.toml": ABOUT, "2030-31/lamps.toml": text.encode()}, REGISTER)
    return files["lamps.toml"].decode(), read_year(AFTER, in_folder(AFTER, files), REGISTER)


def in_folder(year: ContractYear, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{year.folder}/{name}": content for name, content in files.items()}


@cache
def after(year: ContractYear) -> tuple[dict[str, bytes], YearContract]:
    new = ContractYear(year.starts_in + 1)
    files = carried_files(new, files_of(year), documents())
    return files, read_year(new, in_folder(new, files), documents())


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_year_can_be_carried_into_a_draft(year: ContractYear) -> None:
    """What was in force on the last day is there, unconfirmed; or it is missing; and nothing has an amount or a day."""
    before, (_, draft) = load_year(year), after(year)
    assert draft.draft
    assert draft.published == draft.year.first_day
    for section in SECTIONS:
        entries = getattr(draft, section)
        for key, versions in getattr(before, section).items():
            last = in_force(versions, year.last_day, date.max)
            if last is None:
                assert key in draft.removed[section]
            elif published_anew(last) and not isinstance(last, Indicator):
                assert key in draft.missing[section]
                assert key not in entries
            else:
                assert key in entries or key in draft.missing[section]
        for versions in entries.values():
            (one,) = versions
            assert (one.unconfirmed, one.standing, one.period) == (True, Standing.CARRIED, draft.year.period)
            assert one.carried_from
            assert not published_anew(one)
            last = in_force(getattr(before, section)[one.key], year.last_day, date.max)
            assert last is not None
            assert one.title == last.title
    assert not draft.readings


@pytest.mark.parametrize("year", years(), ids=str)
def test_titles_and_comments_are_kept_in_last_years_order(year: ContractYear) -> None:
    files, _ = after(year)
    for path, content in files_of(year).items():
        name = path.rpartition("/")[2]
        if name == "year.toml":
            continue
        old, new = content.decode(), files[name].decode()
        rulers = re.compile(r"^# ---.*$", re.MULTILINE)
        assert rulers.findall(new) == rulers.findall(old)
        kept = [piece.name for piece in pieces_of(new) if piece.is_entry]
        order = list(dict.fromkeys(piece.name for piece in pieces_of(old) if piece.is_entry))
        assert kept == [one for one in order if one in kept]
        assert new.splitlines()[0] == old.splitlines()[0].replace(str(year), str(ContractYear(year.starts_in + 1)))


def test_an_entry_is_marked_and_loses_its_days() -> None:
    text = "# 2030/31: lamps\n\n# --- Oil ---\n\n" + term("lamps.x", "1", "minutes", "from = 2030-04-01")
    found, draft = carried(text)
    assert found == (
        '# 2031/32: lamps\n\n# --- Oil ---\n\n[[terms.lamps.x]]\ntitle = "lamps.x"\nvalue = 1\nunit = "minutes"\n'
        'standing = "carried"\ncarried_from = "2030/31"\nunconfirmed = true\n'
        'sources = [{ document = "charter", words = "as written" }]\n'
    )
    assert draft.terms["lamps.x"][0].value == 1


def test_the_version_of_the_last_day_that_was_published_last_is_carried() -> None:
    text = (
        term("lamps.x", "1", "minutes", "until = 2030-05-31\nend_known = 2030-05-01")
        + term("lamps.x", "2", "minutes", "from = 2030-06-01\npublished = 2030-05-01")
        + term("lamps.x", "3", "minutes", "from = 2030-06-01\npublished = 2030-09-01")
        + term("lamps.y", "4", "minutes", "until = 2030-05-31")
    )
    _, draft = carried(text)
    assert [one.value for one in draft.terms["lamps.x"]] == [3]
    assert draft.removed["terms"] == {"lamps.y": "it ended on 31 May 2030"}


BLOCK = """\
[[readings.uplift]]
title = "The uplift"
kind = "cases"
standing = "confirmed"
sources = [{ document = "charter", words = "as written" }]
terms = { "lamps.oil" = { title = "Oil", unit = "GBP" }, "lamps.gas" = { title = "Gas", unit = "GBP" } }

[[readings.uplift.readings]]
says = "so"
values = { "lamps.oil" = 1, "lamps.gas" = 2 }

[[readings.uplift.readings]]
says = "otherwise"
values = { "lamps.oil" = 2, "lamps.gas" = 3 }
"""


def test_what_a_year_publishes_anew_is_missing() -> None:
    text = (
        term("lamps.rate", "2.5", "GBP per patient per year")
        + term("payments.share", "1", "GBP per GBP")
        + duty("lamps.lit", "due = 2030-06-30")
        + BLOCK
    )
    found, draft = carried(text)
    assert found == (
        '[missing]\n"lamps.rate" = "not published yet"\n"terms.payments.share" = "not published yet"\n'
        '"obligations.lamps.lit" = { note = "not published yet: when it is due", owed_by = "PCN" }\n'
        '"lamps.oil" = "not published yet"\n"lamps.gas" = "not published yet"\n'
    )
    assert set(draft.missing["terms"]) == {"lamps.rate", "payments.share", "lamps.oil", "lamps.gas"}
    assert draft.missing["obligations"]["lamps.lit"][0].owed_by == "PCN"


def test_an_indicator_is_carried_without_its_thresholds_and_points() -> None:
    text = '[[indicators.l]]\ntitle = "x"\narea = "a"\nnumerator = "n"\nupper = 3\npoints = 5\nstandard = 1\n'
    text = text.replace("standard = 1\n", 'standing = "confirmed"\nstandings = { points = "single-source" }\n')
    text += 'not_found = ["lower"]\nsources = [{ document = "charter", words = "as written" }]\n'
    (found,) = carried(text)[1].indicators["l"]
    assert (found.lower, found.upper, found.points, found.standings) == (None, None, None, {})
    assert found.not_found == ("lower", "upper", "points")


@pytest.mark.parametrize(
    ("value", "new"),
    [
        ("2030-01-01", date(2031, 1, 1)),  # a snapshot
        ("2030-04-01", date(2031, 4, 1)),
        ("2031-03-31", date(2032, 3, 31)),
        ("2019-03-31", date(2019, 3, 31)),  # of the past, whatever the year
        ("2030-06-30", None),
        ("2030-08-14", None),
    ],
)
def test_days_of_the_year_move_those_of_the_past_stay_and_others_are_missing(value: str, new: date | None) -> None:
    _, draft = carried(term("lamps.day", value, "date"))
    found = draft.terms.get("lamps.day")
    assert (found[0].value if found else None) == new
    assert ("lamps.day" in draft.missing["terms"]) is (new is None)


WINDOW = '[[windows.signing]]\ntitle = "x"\nstanding = "confirmed"\nwho = "anyone"\nwhat = "sign"\n'
WINDOW += 'sources = [{ document = "charter", words = "as written" }]\n'


@pytest.mark.parametrize(
    ("opens", "new"),
    [
        ("2030-04-01", Deadline.on(date(2031, 4, 1))),
        ("2030-04-02", Deadline.in_month("2031-04")),
        ('"2030-12"', Deadline.in_month("2031-12")),
        ("2031-01-14", Deadline.in_month("2032-01")),
    ],
)
def test_a_window_opens_in_the_same_month_on_a_day_that_is_not_known(opens: str, new: Deadline) -> None:
    (found,) = carried(WINDOW + f"opens = {opens}\n")[1].windows["signing"]
    assert (found.opens, found.closes) == (new, None)


def test_a_window_that_something_within_the_year_opened_does_not_come_again() -> None:
    _, draft = carried(WINDOW + "opens = 2030-05-01\nfrom = 2030-05-01\npublished = 2030-04-30\n")
    assert not draft.windows
    assert [gap.note for gap in draft.missing["windows"]["signing"]] == ["not published yet"]


def test_of_what_was_missing_that_is_missing_still_which_was_on_the_last_day() -> None:
    text = term("lamps.x", "1", "minutes") + (
        '[missing]\n"lamps.a" = "not found"\n"lamps.x@2030-09-26" = "raised, not by how much"\n'
        '"lamps.b" = { note = "gone", until = 2030-05-31 }\n'
        '"obligations.lamps.c" = { note = "words", owed_by = "PCN" }\n'
        '[removed]\n"lamps.old" = "burnt down"\n'
    )
    found, draft = carried(text)
    assert {key: gaps[0].note for key, gaps in draft.missing["terms"].items()} == {
        "lamps.a": "not looked for yet; of 2030/31: not found",
        "lamps.x": "not published yet",
    }
    (gap,) = draft.missing["obligations"]["lamps.c"]
    assert (gap.note, gap.owed_by) == ("not looked for yet; of 2030/31: words", "PCN")
    assert draft.removed["terms"] == {}
    assert found.endswith("[removed]\n")


def test_where_was_looked_is_not_carried_and_what_was_not_found_says_of_which_year() -> None:
    text = '# 2030/31: lamps\n\n[looked]\n"*" = "the attic"\n\n[missing]\n"lamps.a" = "torn"\n'
    files = {"2030-31/year.toml": ABOUT, "2030-31/lamps.toml": text.encode()}
    found = carried_files(AFTER, files, REGISTER)
    note = '"lamps.a" = "not looked for yet; of 2030/31: torn"\n'
    assert found["lamps.toml"].decode() == f"# 2031/32: lamps\n\n[missing]\n{note}"
    again = carried_files(ContractYear(2032), in_folder(AFTER, found), REGISTER)
    assert again["lamps.toml"].decode() == f"# 2032/33: lamps\n\n[missing]\n{note}"  # the year in which somebody looked


@pytest.mark.parametrize("year", years(), ids=str)
def test_nothing_of_a_draft_says_that_somebody_looked(year: ContractYear) -> None:
    files, draft = after(year)
    gaps = [gap for keys in draft.missing.values() for found in keys.values() for gap in found]
    assert [gap for gap in gaps if gap.looked or not is_left(gap.note)] == []
    assert not any("[looked]" in text.decode() for text in files.values())
    assert not any("\n\n\n" in text.decode() for text in files.values())


UNITS = st.sampled_from(["GBP", "GBP per bed per year", "points", "minutes", "WTE", "registered patients"])


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(1, 9), UNITS), min_size=1))
def test_of_any_terms_all_are_carried_or_missing_and_none_has_money(terms: dict[str, tuple[int, str]]) -> None:
    _, draft = carried("".join(term(f"lamps.{key}", str(value), unit) for key, (value, unit) in terms.items()))
    for key, (value, unit) in terms.items():
        money = unit.startswith(("GBP", "points"))
        assert (f"lamps.{key}" in draft.missing["terms"]) is money
        assert [one.value for one in draft.terms.get(f"lamps.{key}", ())] == ([] if money else [value])


def test_a_draft_is_carried_on_into_the_next_year() -> None:
    """From the last year that is published: in a draft somebody may have looked at some duties already."""
    files, _ = after(PUBLISHED[-1])
    first, second = ContractYear(PUBLISHED[-1].starts_in + 1), ContractYear(PUBLISHED[-1].starts_in + 2)
    again = carried_files(second, in_folder(first, files), documents())
    draft = read_year(second, in_folder(second, again), documents())
    kinds = {type(one) for section in SECTIONS for found in getattr(draft, section).values() for one in found}
    assert {Term, Obligation} <= kinds
    seen = {one.carried_from for found in draft.obligations.values() for one in found}
    assert str(PUBLISHED[-1]) in seen
    assert seen <= set(map(str, PUBLISHED))  # the year in which it was last seen, and no draft
    assert YEAR.starts_in == 2030  # the lamps have a year of their own
