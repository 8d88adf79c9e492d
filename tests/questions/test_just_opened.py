"""A network that has just opened owes nothing for the weeks and months before it was one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import Status
from support.narrowed import there

WEEKLY = ("enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered")


def opened(on: str, **records: Any) -> des.Network:
    member = {
        "code": "Y99901",
        "name": "Y99901",
        "membership": {"complete": True, "items": [{"since": on}]},
        "populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": 40_000}],
    }
    practices = {"complete": True, "items": [member]}
    return des.read_network(
        {"code": "U99901", "name": "Riverside PCN", "opened": on, "practices": practices, **records}
    )


class TestWeeks:
    """The first week that is asked about is the first that was whole."""

    @pytest.mark.parametrize("duty", WEEKLY)
    @pytest.mark.parametrize(
        ("on", "first"), [("2022-11-09", 21), ("2022-11-14", 21), ("2022-11-15", 28), ("2022-11-07", 14)]
    )
    def test_no_shortfall_before_it(self, duty: str, on: str, first: int) -> None:
        network = opened(on, access_sessions={"complete": True, "items": []}, cancelled_sessions=[])
        said = {day: des.assess(network, date(2022, 11, day))[duty].status for day in range(int(on[-2:]), first + 1)}
        assert said == {day: Status.UNKNOWN if day < first else Status.NOT_MET for day in said}

    def test_what_it_waits_for_is_said(self) -> None:
        network = opened("2022-11-09", access_sessions={"complete": True, "items": []}, cancelled_sessions=[])
        found = des.assess(network, date(2022, 11, 14))[WEEKLY[0]]
        assert found.missing == ("a whole week since the network opened on 9 November 2022",)

    @given(on=st.dates(date(2022, 10, 10), date(2022, 12, 5)), later=st.integers(0, 13))
    def test_nothing_falls_short_that_was_due_before_it_was_a_network(self, on: date, later: int) -> None:
        """A week is asked about from its next Monday on: not before seven whole days since the opening.

        The days are those without a bank holiday: what a week with one owes is not established.
        """
        network = opened(str(on), access_sessions={"complete": True, "items": []}, cancelled_sessions=[])
        day = on + timedelta(days=later)
        monday = on + timedelta(days=-on.weekday() % 7)
        expected = Status.NOT_MET if day >= monday + timedelta(days=7) else Status.UNKNOWN
        report = des.assess(network, day)
        assert {report[duty].status for duty in WEEKLY} == {expected}

    def test_extended_hours_wait_for_it_too(self) -> None:
        network = opened("2020-11-11", access_sessions={"complete": True, "items": []}, cancelled_sessions=[])
        waits = "a whole week since the network opened on 11 November 2020"
        needs = {
            day: waits in des.assess(network, date(2020, 11, day))["extended_hours.weekly_minutes"].missing
            for day in (11, 22, 23)
        }
        assert needs == {11: True, 22: True, 23: False}

    def test_the_ledger_has_no_shortfall_of_a_week_before_it(self) -> None:
        network = opened("2022-11-14", access_sessions={"complete": True, "items": []}, cancelled_sessions=[])
        ledger = des.access_ledger(network, date(2022, 11, 1), date(2022, 11, 30))
        said = [(str(week.week.since), week.status) for week in ledger.weeks]
        assert said == [
            ("2022-11-07", Status.NOT_APPLICABLE),
            ("2022-11-14", Status.NOT_MET),
            ("2022-11-21", Status.NOT_MET),
        ]

    def test_a_week_on_no_day_of_which_it_was_a_network_owed_nothing(self) -> None:
        """Whether it was asked for on the day of the opening or before; the week in which it opened is not known."""
        for on in ("2022-11-14", "2022-11-15"):
            before, after = des.access_ledger(opened(on), date(2022, 11, 1), date(2022, 11, 20)).weeks
            assert after.status is Status.UNKNOWN
            assert (before.status, before.required, before.short) == (Status.NOT_APPLICABLE, None, None)
            assert there(before.coverage).status is Status.NOT_APPLICABLE
            assert str(before.minutes.why) == f"the network opened on {int(on[-2:])} November 2022"


class TestMonths:
    """A monthly duty asks for papers of the months since the opening."""

    RETURNS = tuple({"kind": "workforce_return", "on": f"2022-0{month}-20"} for month in (7, 8))

    @pytest.mark.parametrize("complete", [True, {"since": "2022-07-06"}])
    def test_the_months_before_are_not_asked_for(self, complete: Any) -> None:
        network = opened("2022-07-06", returns={"complete": complete, "items": list(self.RETURNS)})
        assert des.assess(network, date(2022, 9, 5))["data.workforce_return"].status is Status.MET

    @pytest.mark.parametrize("complete", [True, {"since": "2022-07-06"}])
    def test_a_month_since_then_is(self, complete: Any) -> None:
        network = opened("2022-07-06", returns={"complete": complete, "items": [self.RETURNS[0]]})
        found = des.assess(network, date(2022, 9, 5))["data.workforce_return"]
        assert (found.status, "August 2022" in str(found.why)) == (Status.NOT_MET, True)
