"""Which version answers for a day, for whoever knows of publications up to another; and what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import Missing, in_force
from pcn_des.dates import ContractYear
from support.lamps import term, year_of

BACKDATED = term("lamps.rate", "7.674", "GBP") + term(
    "lamps.rate", "7.975", "GBP", "from = 2030-04-01\npublished = 2030-09-26"
)


@pytest.mark.parametrize(
    ("known_on", "value"),
    [
        (date(2030, 5, 1), Decimal("7.674")),
        (date(2030, 9, 25), Decimal("7.674")),
        (date(2030, 9, 26), Decimal("7.975")),
        (None, Decimal("7.975")),
    ],
)
def test_a_backdated_change_is_known_from_its_publication(known_on: date | None, value: Decimal) -> None:
    assert Terms(year_of(BACKDATED), date(2030, 4, 1), known_on)["lamps.rate"].value == value


def test_before_anything_was_published_a_term_is_unknown_and_says_when_it_was() -> None:
    found = Terms(year_of(BACKDATED), date(2030, 4, 1), date(2030, 2, 28))["lamps.rate"]
    assert found.value is des.UNKNOWN
    assert found.note == "not published yet; it was on 1 March 2030"


SUPERSEDED = term("lamps.rate", "7.674", "GBP") + '[missing]\n"lamps.rate@2030-09-26" = "the split was not found"\n'


@pytest.mark.parametrize(("known_on", "known"), [(date(2030, 9, 25), True), (date(2030, 9, 26), False), (None, False)])
def test_a_superseded_figure_is_unknown_to_whoever_knows_of_the_publication(known_on: date | None, known: bool) -> None:
    found = Terms(year_of(SUPERSEDED), date(2030, 4, 1), known_on)["lamps.rate"]
    assert found.is_known is known
    assert (found.value == Decimal("7.674")) is known
    assert found.note == ("" if known else "the split was not found")


def test_a_key_may_be_missing_for_a_part_of_the_year() -> None:
    text = term("lamps.rate", "7", "GBP", "from = 2030-10-01\npublished = 2030-09-26")
    text += '[missing]\n"lamps.rate" = { note = "not found", until = 2030-09-30 }\n'
    contract = year_of(text)
    assert Terms(contract, date(2030, 9, 30))["lamps.rate"].note == "not found"
    assert Terms(contract, date(2030, 10, 1))["lamps.rate"].value == 7


DAYS = st.dates(date(2030, 4, 1), date(2031, 3, 31))


DAYS = st.dates(date(2030, 4, 1), date(2031, 3, 31))


@given(cuts=st.sets(DAYS, max_size=5), day=DAYS)
def test_for_every_day_exactly_the_version_in_force_answers(cuts: set[date], day: date) -> None:
    starts = sorted({date(2030, 4, 1), *cuts})
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]] + [date(2031, 3, 31)]
    text = "".join(
        term("lamps.x", str(place), "minutes", f"from = {start}\nuntil = {end}\npublished = 2030-03-01")
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    found = in_force(year_of(text).terms["lamps.x"], day, date.max)
    assert found is not None
    assert found.value == sum(1 for start in starts if start <= day) - 1


@pytest.mark.parametrize(
    ("day", "after", "known_on", "note"),
    [
        pytest.param(date(2030, 4, 30), None, date.max, "spring", id="the first of two gaps"),
        pytest.param(date(2030, 5, 1), None, date.max, None, id="between them"),
        pytest.param(date(2030, 6, 30), None, date.max, "summer", id="the second"),
        pytest.param(date(2030, 6, 30), None, date(2030, 3, 1), "summer", id="on the day of the year's first document"),
        pytest.param(date(2030, 6, 30), None, date(2030, 2, 28), None, id="before the year's first document"),
        pytest.param(date(2030, 6, 30), date(2030, 3, 1), date.max, None, id="where a version answers"),
        pytest.param(date(2030, 8, 1), None, date(2030, 9, 26), "withdrawn", id="superseded, and nothing answers"),
        pytest.param(date(2030, 8, 1), None, date(2030, 9, 25), None, id="before the publication"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 25), date.max, "withdrawn", id="an earlier version answers"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 26), date.max, None, id="one of that very publication answers"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 27), date.max, None, id="a later version answers"),
    ],
)
def test_what_is_said_to_be_missing(day: date, after: date | None, known_on: date, note: str | None) -> None:
    gaps = (
        Missing("spring", None, date(2030, 4, 1), date(2030, 4, 30)),
        Missing("summer", None, date(2030, 6, 1), date(2030, 6, 30)),
        Missing("withdrawn", date(2030, 9, 26), date(2030, 7, 1), date(2031, 3, 31)),
    )
    contract = attrs.evolve(year_of(""), missing={"terms": {"lamps.x": gaps}})
    found = contract.missing_note("terms", "lamps.x", day, after=after, known_on=known_on)
    assert (found.note if found else None) == note
    assert contract.missing_note("terms", "lamps.y", day, after=after, known_on=known_on) is None


@given(
    year=st.sampled_from(years()),
    section=st.sampled_from(["terms", "services", "roles", "obligations", "payments", "indicators"]),
    day=st.dates(date(2019, 3, 30), date(2027, 4, 2)),
    known_by=st.dates(date(2019, 1, 1), date(2026, 12, 31)) | st.just(date.max),
)
def test_what_is_kept_between_two_changes_is_what_answers_on_each_day(
    year: ContractYear, section: str, day: date, known_by: date
) -> None:
    contract = load_year(year)
    found = {key: in_force(versions, day, known_by) for key, versions in getattr(contract, section).items()}
    assert dict(contract.answering(section, day, known_by)) == {key: one for key, one in found.items() if one}


@pytest.mark.parametrize(
    ("key", "day", "changes"),
    [
        (
            "arrs.band_5.max_reimbursement.national",
            date(2022, 4, 1),
            date(2022, 10, 1),
        ),  # raised, from the day it came out
        ("arrs.band_5.max_reimbursement.national", date(2022, 9, 30), date(2022, 10, 1)),
        ("arrs.band_5.max_reimbursement.national", date(2022, 10, 1), date(2023, 4, 1)),
        ("capacity_and_access_support.rate", date(2022, 5, 1), date(2022, 10, 1)),  # missing from that day
        ("capacity_and_access_support.rate", date(2022, 10, 1), date(2023, 4, 1)),
        ("iif.points_total", date(2022, 9, 30), date(2022, 10, 1)),  # missing up to the day before
        ("population.snapshot_date", date(2022, 5, 1), date(2023, 4, 1)),
        ("population.snapshot_date", date(2023, 3, 31), date(2023, 4, 1)),  # another year says it anew
        ("of.no_entry", date(2022, 5, 1), date(2023, 4, 1)),
    ],
)
def test_the_next_day_on_which_something_else_may_be_said_of_a_term(key: str, day: date, changes: date) -> None:
    year = load_year(ContractYear(2022))
    for _ in range(2):  # the second time from what was worked out
        assert year.term_changes(key, day) == changes
