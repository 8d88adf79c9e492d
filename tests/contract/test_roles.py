"""Whether a role is reimbursable on a day, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract import role_terms
from pcn_des.contract.role_terms import _first_published
from pcn_des.contract.roles import _reason, _spell, _told_by
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from support.lamps import COMMON, term, year_of


@pytest.mark.parametrize(
    ("role", "first_day"),
    [
        ("clinical_pharmacist", date(2019, 7, 1)),  # Wessex LMCs: 'From 2019 … one clinical pharmacist'
        ("first_contact_physiotherapist", date(2020, 4, 1)),  # Wessex LMCs: 'From April 2020'
        ("nursing_associate", date(2020, 10, 1)),  # NHS Confederation: 'The amendments apply from 1 October 2020'
        ("paramedic", date(2021, 4, 1)),  # Pulse Intelligence: 'Three new roles have now come online'
        ("general_practice_assistant", date(2022, 10, 1)),  # Pulse PCN: 'employable from October'
        ("apprentice_physician_associate", date(2023, 4, 1)),  # Skills for Health: 'From April 2023'
        ("enhanced_practice_nurse", date(2024, 4, 1)),  # PCC: GP contract 2024/25
        ("general_practitioner", date(2024, 10, 1)),  # THC Primary Care: 'from 1 October 2024'
        ("consultant_nurse_primary_care", date(2025, 4, 1)),  # Humberside LMC: Network Contract DES 2025/26
    ],
)
def test_a_role_is_reimbursable_from_its_first_day(role: str, first_day: date) -> None:
    answer = des.reimbursable(role, first_day)
    assert bool(answer)
    assert answer.since == first_day
    assert answer.until is None
    assert answer.citations
    if first_day > date(2019, 7, 1):
        before = des.reimbursable(role, date.fromordinal(first_day.toordinal() - 1))
        assert not before
        assert before.since == first_day


def test_before_its_start_the_answer_says_since_when_it_is_possible_and_cites_it() -> None:
    answer = des.reimbursable("paramedic", date(2020, 5, 1))
    assert not answer
    assert answer.reason == "Paramedic is not reimbursable on 1 May 2020: it becomes so on 1 April 2021."
    assert answer.since == date(2021, 4, 1)
    assert answer.citations[0].words == "Paramedics, Advanced practitioners, Mental health practitioners"


def test_what_was_not_published_yet_is_not_known() -> None:
    answer = des.reimbursable("paramedic", date(2020, 5, 1), known_on=date(2020, 5, 1))
    assert not answer
    assert answer.since is None
    assert answer.reason == "Paramedic is not reimbursable on 1 May 2020, as published by 1 May 2020."


def test_an_unknown_role_offers_the_nearest_and_a_day_outside_the_data_names_the_span() -> None:
    with pytest.raises(des.UnknownNameError, match="Did you mean 'paramedic'"):
        des.reimbursable("paramedics", date(2022, 5, 1))
    with pytest.raises(des.OutsideDataError, match="1 July 2019"):
        des.reimbursable("paramedic", date(2019, 6, 30))


def test_twenty_six_roles_have_been_reimbursable() -> None:
    assert len(des.terms(date(2026, 6, 1)).roles) == 26


def test_a_year_that_was_not_published_leaves_the_end_of_a_role_open() -> None:
    """The first document of 2022/23 came out on 31 March 2022."""
    known_on = date(2021, 10, 1)
    now = des.reimbursable("paramedic", date(2021, 10, 1), known_on=known_on)
    assert (bool(now), now.since, now.until) == (True, date(2021, 4, 1), None)
    later = des.reimbursable("paramedic", date(2022, 5, 1), known_on=known_on)
    assert not later
    assert later.reason.startswith(
        "Paramedic is not known to be reimbursable on 1 May 2022. It is so since 1 April 2021. Little of 2022/23"
    )


# --- spells ---


def role(more: str) -> str:
    return f'[[roles.keeper]]\ntitle = "Keeper"\n{COMMON}{more}\n'


def spell(*days: tuple[int, int], asked: int, end: date | None = None) -> Period | None:
    """The spell of days of April 2030 that a day lies in, or the next."""
    versions = [
        f"from = 2030-04-{since:02d}\nuntil = 2030-04-{until:02d}\npublished = 2030-03-01" for since, until in days
    ]
    entries = [year_of(role(version)).roles["keeper"][0] for version in versions]
    return _spell(entries, date(2030, 4, asked), end)


def april(since: int, until: int | None) -> Period:
    return Period(date(2030, 4, since), None if until is None else date(2030, 4, until))


@pytest.mark.parametrize(
    ("days", "asked", "found"),
    [
        pytest.param([(5, 10)], 5, april(5, 10), id="the first day"),
        pytest.param([(5, 10)], 10, april(5, 10), id="the last day"),
        pytest.param([(5, 10)], 4, april(5, 10), id="before it"),
        pytest.param([(5, 10)], 11, None, id="after it"),
        pytest.param([(5, 10), (11, 20)], 7, april(5, 20), id="one follows the other"),
        pytest.param([(11, 20), (5, 10)], 7, april(5, 20), id="in any order"),
        pytest.param([(5, 10), (12, 20)], 7, april(5, 10), id="a day between"),
        pytest.param([(5, 10), (12, 20)], 11, april(12, 20), id="that day itself"),
        pytest.param([(5, 20), (6, 10)], 7, april(5, 20), id="one within the other"),
    ],
)
def test_spells_that_touch_are_one(days: list[tuple[int, int]], asked: int, found: Period | None) -> None:
    assert spell(*days, asked=asked) == found


def test_a_spell_that_reaches_the_end_of_what_is_known_is_open() -> None:
    assert spell((5, 10), asked=7, end=date(2030, 4, 10)) == april(5, None)
    assert spell((5, 10), asked=11, end=date(2030, 4, 10)) == april(5, None)
    assert spell((5, 10), asked=7, end=date(2030, 4, 11)) == april(5, 10)


# --- terms of a role ---

FIGURES = (
    term("arrs.keeper.max_reimbursement.national", "50000", "GBP per WTE per year")
    + term("arrs.keeper.max_reimbursement.london", "60000", "GBP per WTE per year")
    + term("arrs.keeper.cap", "[{ below = 100000, value = 1 }, { value = 2 }]", "WTE", 'by = ["list_size"]')
    + term("arrs.keeper.band", '"7"', "text")
    + term("arrs.keeper.training", '"a course"', "text")
    + term("arrs.keepers.training", '"none"', "text")
    + term("arrs.scheme.funding_share", "0.7", "GBP per GBP")
)


def terms_of(area: str = "national", registered: int | None = None, text: str = FIGURES) -> dict[str, Any]:
    return role_terms.terms_of("keeper", Terms(year_of(text), date(2030, 6, 1)), area, registered)


def test_the_terms_of_a_role() -> None:
    found = terms_of()
    assert (found["maximum"].value, found["first_published"], found["band"].value) == (50_000, None, "7")
    assert found["funding_share"].key == "arrs.scheme.funding_share"
    assert [condition.key for condition in found["conditions"]] == ["arrs.keeper.training"]
    own = terms_of(text=FIGURES + term("arrs.keeper.funding_share", "1", "GBP per GBP"))
    assert own["funding_share"].key == "arrs.keeper.funding_share"


def test_a_figure_of_the_area_goes_before_one_for_all_of_london() -> None:
    assert [terms_of(area)["maximum"].value for area in ("outer_london", "inner_london")] == [60_000, 60_000]
    inner = FIGURES + term("arrs.keeper.max_reimbursement.inner_london", "65000", "GBP per WTE per year")
    assert [terms_of(area, text=inner)["maximum"].value for area in ("outer_london", "inner_london")] == [
        60_000,
        65_000,
    ]


def test_without_a_figure_the_maximum_is_unknown() -> None:
    maximum = terms_of(text=term("arrs.keeper.band", '"7"', "text"))["maximum"]
    assert (maximum.key, maximum.is_known) == ("arrs.keeper.max_reimbursement.national", False)
    assert maximum.note == "no figure for this area was found"
    assert (maximum.since, maximum.until) == (date(2030, 6, 1), date(2030, 6, 1))
    assert terms_of(text=term("arrs.keeper.band", '"7"', "text"))["cap"] is None


def test_a_figure_that_was_superseded_is_shown_as_first_published() -> None:
    key = "arrs.keeper.max_reimbursement.national"
    text = FIGURES + term(key, "51000", "GBP per WTE per year", "published = 2030-05-01")
    text += f'[missing]\n"{key}@2030-09-26" = "the final figure"\n'
    found = terms_of(text=text)
    assert (found["maximum"].note, found["first_published"].value) == ("the final figure", 51_000)


@pytest.mark.parametrize(("registered", "cap"), [(99_999, 1), (100_000, 2)])
def test_a_cap_at_a_list_size(registered: int, cap: int) -> None:
    found = terms_of(registered=registered)["cap"]
    assert (found.value, found.by) == (cap, ())
    assert terms_of()["cap"].by == ("list_size",)


DAYS = (date(2019, 11, 1), date(2021, 11, 1), date(2024, 11, 1))
ASKED = tuple((role, day) for day in DAYS for role in des.terms(day).roles)


@given(st.integers(0, 400_000), st.sampled_from(ASKED))
def test_a_cap_that_is_unknown_at_a_list_size_has_no_standing_of_one_that_is_known(
    registered: int, asked: tuple[str, date]
) -> None:
    """The source says what holds of other networks: neither it nor its standing is of what was not found."""
    answer = des.reimbursable(*asked, registered=registered)
    if answer.cap is not None and not (answer.cap.is_known or answer.cap.is_bounded):
        assert (answer.cap.standing, answer.cap.sources) == (None, ())
        assert answer.cap.note


def test_a_cap_whose_top_was_not_seen_is_not_established_from_there() -> None:
    """Of 2021/22 only the cap of networks below 100,000 patients was seen."""
    day = date(2021, 11, 1)
    small = des.reimbursable("advanced_practitioner", day, registered=99_999).cap
    assert small is not None
    assert (small.value, small.standing) == (1, des.Standing.SINGLE_SOURCE)
    large = des.reimbursable("advanced_practitioner", day, registered=100_000)
    assert large.cap is not None
    assert (large.cap.value, large.cap.standing, large.cap.sources) == (des.UNKNOWN, None, ())
    assert large.cap.note.startswith("How many a network of 100,000 patients or more might have was not seen")
    assert "Cap: not established: How many a network" in " ".join(str(large).split())
    both = des.reimbursable("advanced_practitioner", day)
    assert both.cap is not None
    assert both.cap.in_words == "1 below 100,000; not established from 100,000"
    assert "1 below 100,000; not established from 100,000" in " ".join(str(both).split())


def test_the_answer_has_the_title_the_area_and_the_standing_of_its_entry() -> None:
    answer = des.reimbursable("paramedic", date(2022, 5, 1), area="inner_london")
    assert (answer.role, answer.title, answer.on, answer.area) == (
        "paramedic",
        "Paramedic",
        date(2022, 5, 1),
        "inner_london",
    )
    entry = des.terms(date(2022, 5, 1)).roles["paramedic"]
    assert (answer.standing, answer.note, answer.citations) == (entry.standing, entry.note, entry.sources)
    assert answer.reason == "Paramedic is reimbursable on 1 May 2022, since 1 April 2021."
    with pytest.raises(des.MisuseError) as caught:
        des.reimbursable("paramedic", date(2022, 5, 1), area="wales")
    assert str(caught.value) == "area is 'wales'; it must be one of: national, outer_london, inner_london"
    with pytest.raises(TypeError, match=r"^on must be a datetime\.date"):
        des.reimbursable("paramedic", "2022-05-01")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^known_on must be a datetime\.date"):
        des.reimbursable("paramedic", date(2022, 5, 1), known_on="2022-05-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known_on", "first_version", "reason"),
    [
        (None, None, "Keeper is not reimbursable on 1 June 2030, as far as is known."),
        (date(2030, 5, 1), None, "Keeper is not reimbursable on 1 June 2030, as published by 1 May 2030."),
        (None, "until = 2030-05-31", "Keeper is not reimbursable on 1 June 2030: it was so until 31 May 2030."),
    ],
)
def test_why_a_role_is_not_reimbursable(known_on: date | None, first_version: str | None, reason: str) -> None:
    year = year_of(role(first_version or ""))
    known = list(year.roles["keeper"]) if first_version else []
    contract = Terms(year, date(2030, 6, 1), known_on)
    assert _reason("Keeper", date(2030, 6, 1), False, known, None, contract) == reason
    assert _told_by(known, None) is (known[0] if known else None)


def test_a_role_whose_end_is_known_says_until_when() -> None:
    contract = Terms(year_of(""), date(2030, 4, 7))
    said = _reason("Keeper", date(2030, 4, 7), True, [], april(5, 10), contract)
    assert said == "Keeper is reimbursable on 7 April 2030, since 5 April 2030 and until 10 April 2030."


def test_the_first_published_figure_is_the_last_before_the_one_that_was_not_found() -> None:
    key = "arrs.keeper.cap"
    first = term(key, "1", "WTE", "until = 2030-06-01")
    second = term(key, "2", "WTE", "until = 2030-06-01\npublished = 2030-05-01")
    gap = f'[missing]\n"{key}@2030-05-15" = "the final figure"\n'
    for text, value in ((first + gap, 1), (first + second + gap, 2)):
        year = year_of(text)
        for day in (date(2030, 4, 1), date(2030, 6, 1)):
            for known_on in (None, date(2030, 5, 15)):
                found = _first_published(Terms(year, day, known_on), key)
                assert found is not None
                assert found.value == value
            assert _first_published(Terms(year, day, date(2030, 5, 14)), key) is None  # it was still the figure
    assert _first_published(Terms(year, date(2030, 6, 2)), key) is None
    assert _first_published(Terms(year, date(2030, 6, 1), date(2030, 2, 28)), key) is None


@pytest.mark.parametrize(
    ("role", "day", "known_on", "plain", "in_short", "unpublished"),
    [
        ("paramedic", date(2026, 11, 1), date(2025, 1, 1), None, "not known", True),
        ("paramedic", date(2020, 5, 1), None, False, "no", False),
        ("paramedic", date(2022, 5, 1), None, True, "yes", False),
    ],
)
def test_what_is_not_known_is_no_no(
    role: str, day: date, known_on: date | None, plain: bool | None, in_short: str, unpublished: bool
) -> None:
    found = des.reimbursable(role, day, known_on=known_on)
    said = found.to_dict()
    assert (found.if_known, said["reimbursable"], said["in_short"]) == (plain, plain, in_short)
    assert said["unpublished"] == found.unpublished
    assert bool(said["unpublished"]) is unpublished
