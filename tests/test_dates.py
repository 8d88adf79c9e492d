"""Periods joined and left out; bank holidays and working days, as England counts them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.dates import (
    ONE_DAY,
    ContractYear,
    Period,
    as_day,
    as_day_or_none,
    bank_holidays,
    first_day_outside,
    first_hole,
    joined,
    working_days_after,
)
from pcn_des.errors import OutsideDataError, PcnDesError, WrongTypeError

TABLE = tomllib.loads(files("pcn_des").joinpath("bank_holidays.toml").read_text(encoding="utf-8"))["days"]
KNOWN = sorted(map(int, TABLE))
FIRST, LAST = date(2030, 4, 1), date(2030, 6, 30)
EVERY_DAY = [FIRST + count * ONE_DAY for count in range((LAST - FIRST).days + 1)]


def periods(*, closed: bool = False) -> st.SearchStrategy[Period]:
    """Periods of one spring; some are open, some end with the calendar, many meet."""
    days = st.sampled_from(EVERY_DAY)
    ends = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
    return ends if closed else ends | st.builds(Period, days, st.sampled_from([None, date.max]))


def covered(day: date, by: list[Period]) -> bool:
    return any(day in period for period in by)


class TestADayThatIsGiven:
    def test_is_taken_as_it_is(self) -> None:
        assert as_day(FIRST, "the day") is FIRST

    @given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.datetimes())
    def test_is_refused_where_it_is_of_another_type(self, value: object) -> None:
        with pytest.raises(WrongTypeError, match=r"^the day must be a datetime\.date such as") as found:
            as_day(value, "the day")
        assert isinstance(found.value, PcnDesError)
        assert isinstance(found.value, TypeError)
        assert len(str(found.value)) < 200

    @given(st.datetimes())
    def test_a_moment_is_told_how_to_be_its_day(self, moment: datetime) -> None:
        with pytest.raises(WrongTypeError, match=r"; its \.date\(\) is the day$"):
            as_day(moment, "the day")

    def test_may_be_left_out_where_none_is_needed(self) -> None:
        assert as_day_or_none(None, "the day") is None
        assert as_day_or_none(FIRST, "the day") is FIRST
        for value in ("", 0, False, "2022-11-14"):
            with pytest.raises(WrongTypeError, match=r"^the day must be a datetime\.date such as"):
                as_day_or_none(value, "the day")


class TestPeriods:
    def test_overlapping_and_adjoining_ones_are_one(self) -> None:
        april, may = Period(date(2030, 4, 1), date(2030, 4, 30)), Period(date(2030, 5, 1), date(2030, 5, 31))
        june, spring = Period(date(2030, 6, 2), date(2030, 6, 30)), Period(date(2030, 4, 1), date(2030, 5, 31))
        assert joined([june, may, april]) == (spring, june)
        assert joined([spring, april]) == (spring,)
        assert joined([may, Period(date(2030, 5, 31))]) == (Period(date(2030, 5, 1)),)
        assert joined([Period(date(2030, 5, 1)), june]) == (Period(date(2030, 5, 1)),)
        assert joined([]) == ()

    @given(st.lists(periods(), max_size=6))
    def test_joined_they_cover_the_same_days_in_order_and_never_touch(self, some: list[Period]) -> None:
        spells = joined(some)
        assert [covered(day, list(spells)) for day in EVERY_DAY] == [covered(day, some) for day in EVERY_DAY]
        for one, following in pairwise(spells):
            assert one.until is not None
            assert (following.since - one.until).days > 1

    def test_adjoining_ones_may_stay_apart(self) -> None:
        april, may = Period(date(2030, 4, 1), date(2030, 4, 30)), Period(date(2030, 5, 1), date(2030, 5, 31))
        assert joined([may, april], adjoining=False) == (april, may)
        assert joined([april, Period(date(2030, 4, 30), may.until)], adjoining=False) == (Period(FIRST, may.until),)

    @given(st.lists(periods(), max_size=6))
    def test_those_that_may_touch_cover_the_same_days_and_never_overlap(self, some: list[Period]) -> None:
        spells = joined(some, adjoining=False)
        assert [covered(day, list(spells)) for day in EVERY_DAY] == [covered(day, some) for day in EVERY_DAY]
        assert not any(one.overlaps(following) for one, following in pairwise(spells))
        assert joined(spells) == joined(some)

    @given(st.lists(periods(), max_size=6))
    def test_joining_twice_or_in_another_order_is_joining_once(self, some: list[Period]) -> None:
        assert joined(joined(some)) == joined(some)
        assert [spell.since for spell in joined(some[::-1])] == [spell.since for spell in joined(some)]

    @given(whole=periods(), others=st.lists(periods(), max_size=5))
    def test_what_is_left_has_the_days_of_the_whole_that_no_other_has(
        self, whole: Period, others: list[Period]
    ) -> None:
        left = whole.without(others)
        assert list(left) == list(joined(left))
        for day in EVERY_DAY:
            assert covered(day, list(left)) == (day in whole and not covered(day, others))

    def test_what_is_left_of_an_open_period_is_open(self) -> None:
        may = Period(date(2030, 5, 1), date(2030, 5, 31))
        assert Period(FIRST).without([may]) == (Period(FIRST, date(2030, 4, 30)), Period(date(2030, 6, 1)))
        assert Period(FIRST).without([Period(date(2030, 5, 1), date.max)]) == (Period(FIRST, date(2030, 4, 30)),)
        assert Period(FIRST).without([Period(date.min)]) == ()
        assert may.without([Period(date(2029, 1, 1), date(2029, 1, 1)), Period(LAST)]) == (may,)

    def test_the_last_day_of_an_open_one_is_that_of_the_calendar(self) -> None:
        assert Period(FIRST, LAST).last == date(2030, 6, 30)
        assert Period(FIRST).last == date(9999, 12, 31)

    @given(st.lists(periods(closed=True), max_size=6))
    def test_a_hole_is_the_first_day_between_that_no_period_covers(self, some: list[Period]) -> None:
        first = min((period.since for period in some), default=LAST)
        last = max((period.until for period in some if period.until), default=FIRST)
        holes = [day for day in EVERY_DAY if first <= day <= last and not covered(day, some)]
        assert first_hole(some) == (holes[0] if holes else None)

    @given(whole=periods(closed=True), others=st.lists(periods(), max_size=5))
    def test_the_first_day_outside_is_one_that_no_other_covers(self, whole: Period, others: list[Period]) -> None:
        outside = [day for day in EVERY_DAY if day in whole and not covered(day, others)]
        assert first_day_outside(others, whole) == (outside[0] if outside else None)

    def test_the_first_day_of_a_period_that_others_leave_out(self) -> None:
        april, june = Period(date(2030, 4, 1), date(2030, 4, 30)), Period(date(2030, 6, 1), date(2030, 6, 30))
        may = Period(date(2030, 5, 1), date(2030, 5, 31))
        assert first_day_outside([june, april], Period(april.since, june.until)) == date(2030, 5, 1)
        assert first_day_outside([june, may, april], Period(april.since, june.until)) is None
        assert first_day_outside([may], Period(april.since, june.until)) == date(2030, 4, 1)
        assert first_day_outside([april, may], Period(april.since, june.until)) == date(2030, 6, 1)
        assert first_day_outside([Period(date(2030, 4, 1), date(2030, 5, 31)), april], may) is None
        assert first_day_outside([], may) == date(2030, 5, 1)
        assert first_day_outside([Period(date(2030, 5, 1), date(2030, 5, 1))], may) == date(2030, 5, 2)
        assert first_day_outside([Period(date(2030, 5, 1), date(2030, 5, 30))], may) == date(2030, 5, 31)


class TestBankHolidays:
    def test_of_england_in_2022(self) -> None:
        """GOV.UK's list of bank holidays in England and Wales for 2022, with the State Funeral on 19 September."""
        assert bank_holidays(2022) == {
            date(2022, 1, 3),
            date(2022, 4, 15),
            date(2022, 4, 18),
            date(2022, 5, 2),
            date(2022, 6, 2),
            date(2022, 6, 3),
            date(2022, 8, 29),
            date(2022, 9, 19),
            date(2022, 12, 26),
            date(2022, 12, 27),
        }  # not 1 January and 25 December, both at a weekend: the substitute days stand in for them

    @pytest.mark.parametrize(
        ("day", "holiday"),
        [(date(2023, 5, 8), True), (date(2024, 4, 1), True), (date(2024, 5, 27), True), (date(2024, 3, 18), False)],
    )
    def test_of_later_years(self, day: date, holiday: bool) -> None:
        """The coronation, Easter Monday and the spring holiday; 18 March 2024 was one only in Northern Ireland."""
        assert (day in bank_holidays(day.year)) is holiday

    @pytest.mark.parametrize("year", KNOWN)
    def test_are_those_of_the_holidays_library(self, year: int) -> None:
        holidays = pytest.importorskip("holidays")
        days = holidays.country_holidays("GB", subdiv="ENG", years=year)
        assert bank_holidays(year) == {day for day in days if day.weekday() < 5}

    @pytest.mark.parametrize("year", [2018, KNOWN[-1] + 1, 1, 9999])
    def test_a_year_that_is_not_in_the_table_is_outside(self, year: int) -> None:
        with pytest.raises(OutsideDataError, match=f"the bank holidays of 2019 to {KNOWN[-1]}; {year} is outside"):
            bank_holidays(year)

    def test_the_table_reaches_a_week_beyond_the_contract_data_on_both_sides(self) -> None:
        """Weekly quantities look back a week, and a deadline of working days may run on."""
        covered = span()
        assert covered.until is not None
        assert bank_holidays((covered.since - timedelta(days=7)).year)
        assert bank_holidays((covered.until + timedelta(days=60)).year)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("count", "on"),
        [
            pytest.param(0, date(2022, 12, 22), id="none after it is the day itself"),
            pytest.param(1, date(2022, 12, 23), id="the Friday"),
            pytest.param(2, date(2022, 12, 28), id="after the weekend and two bank holidays"),
            pytest.param(4, date(2022, 12, 30), id="the last of the year"),
            pytest.param(5, date(2023, 1, 3), id="after the weekend and the bank holiday of 2 January"),
            pytest.param(7, date(2023, 1, 5), id="the seventh"),
        ],
    )
    def test_after_thursday_22_december_2022(self, count: int, on: date) -> None:
        assert working_days_after(date(2022, 12, 22), count) == on

    @pytest.mark.parametrize("day", [date(2022, 11, 4), date(2022, 11, 5), date(2022, 11, 6)])
    def test_a_weekend_counts_as_the_friday_before_it(self, day: date) -> None:
        assert working_days_after(day, 7) == date(2022, 11, 15)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("24/25", "2024/25"),
        ("24-25", "2024/25"),
        (2024, "2024/25"),
        ("2024", "2024/25"),
        ("2024/2025", "2024/25"),
        ("2024/5", "2024/25"),
        ("2024–25", "2024/25"),
        ("2023/25", "2023/24"),
        ("FY24", "2024/25"),
        ("next", "2022/23"),
        (True, "2022/23"),
        (None, "2022/23"),
        pytest.param(10**5000, "2022/23", id="a number of 5,001 digits"),
    ],
)
def test_what_is_no_contract_year_is_told_the_one_that_was_meant(said: Any, meant: str) -> None:
    with pytest.raises(OutsideDataError, match=rf" is not a contract year\. Write it as {meant}\.$"):
        ContractYear.parse(said)
