"""Bank holidays and working days, as England counts them."""

from __future__ import annotations

from datetime import date

import pytest

from pcn_des.dates import bank_holidays, working_days_after


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
