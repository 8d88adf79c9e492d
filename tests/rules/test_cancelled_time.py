"""Cancelled time is made up within 14 days, or by the later day that the commissioner agreed.

make_up_window_days = 14: "by offering additional appointments within a two-week period unless otherwise agreed by the
commissioner" (healthcare-leader-bank-holiday-2022).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Finding, Status
from support.narrowed import there
from support.small_network import Record, complete, finding, given, incomplete, report, waiver

ENHANCED, EXTENDED = "enhanced_access.cancelled_time_made_up", "extended_hours.cancelled_time_made_up"
NOTHING: Record = {"complete": True, "items": []}


def cancelled(on: str, *make_ups: tuple[str, int], service: str = "enhanced_access", **fields: Any) -> Record:
    """A cancelled session of 60 minutes and, completely, how it was made up."""
    made_up = complete(*({"on": day, "minutes": minutes} for day, minutes in make_ups))
    return {"id": on, "service": service, "on": on, "minutes": 60, "made_up": made_up, **fields}


def found(day: str, *sessions: Record, rule: str = ENHANCED, **records: Any) -> Finding:
    return finding(rule, day, cancelled_sessions=complete(*sessions), **records)


class TestWindow:
    """Cancelled on 1 November 2022: made up by 15 November."""

    @pytest.mark.parametrize(
        ("made_up", "late_by"),
        [
            pytest.param("2022-11-02", None, id="the next day"),
            pytest.param("2022-11-14", None, id="the day before the last"),
            pytest.param("2022-11-15", None, id="the last day"),
            pytest.param("2022-11-16", 1, id="one day late"),
            pytest.param("2022-11-20", 5, id="19 days after"),
        ],
    )
    def test_made_up_in_time_or_late(self, made_up: str, late_by: int | None) -> None:
        one = found("2022-12-01", cancelled("2022-11-01", (made_up, 60))).parts[0]
        assert (one.status, one.late_by, there(one.due).day) == (Status.MET, late_by, date(2022, 11, 15))
        assert one.done == date.fromisoformat(made_up)

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-11-01", Status.NOT_DUE, id="the day itself"),
            pytest.param("2022-11-14", Status.NOT_DUE, id="the day before the last"),
            pytest.param("2022-11-15", Status.NOT_DUE, id="the last day"),
            pytest.param("2022-11-16", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_not_made_up(self, day: str, status: Status) -> None:
        assert found(day, cancelled("2022-11-01")).status is status

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-11-30", Status.NOT_DUE, id="the agreed day"),
            pytest.param("2022-12-01", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_the_commissioner_may_agree_longer(self, day: str, status: Status) -> None:
        assert found(day, cancelled("2022-11-01", agreed_until="2022-11-30")).status is status

    def test_an_agreed_day_before_the_window_ends_takes_nothing_away(self) -> None:
        one = found("2022-11-15", cancelled("2022-11-01", agreed_until="2022-11-10")).parts[0]
        assert (one.status, there(one.due).day) == (Status.NOT_DUE, date(2022, 11, 15))

    def test_in_time_by_the_agreed_day(self) -> None:
        one = found("2022-12-01", cancelled("2022-11-01", ("2022-11-30", 60), agreed_until="2022-11-30")).parts[0]
        assert (one.status, one.late_by) == (Status.MET, None)


class TestMinutes:
    def test_all_of_them_have_to_be_made_up(self) -> None:
        one = found("2022-12-01", cancelled("2022-11-01", ("2022-11-08", 59))).parts[0]
        assert (one.status, one.reason) == (
            Status.NOT_MET,
            "1 of 60 minutes cancelled on 1 November 2022 not made up",
        )

    def test_the_day_of_the_last_minutes_counts(self) -> None:
        parts = ("2022-11-16", 30), ("2022-11-08", 30)
        one = found("2022-12-01", cancelled("2022-11-01", *parts)).parts[0]
        assert (one.status, one.late_by) == (Status.MET, 1)

    def test_make_up_after_the_day_does_not_count_yet(self) -> None:
        session = cancelled("2022-11-01", ("2022-11-10", 60))
        assert found("2022-11-09", session).status is Status.NOT_DUE
        assert found("2022-11-10", session).status is Status.MET


class TestUnknown:
    def test_make_up_not_on_record(self) -> None:
        session = {"id": "x", "service": "enhanced_access", "on": "2022-11-01", "minutes": 60}
        one = found("2022-12-01", session)
        assert one.status is Status.UNKNOWN
        assert one.missing == ("how the session cancelled on 1 November 2022 was made up",)

    def test_an_incomplete_record_of_make_up(self) -> None:
        partly = incomplete({"on": "2022-11-08", "minutes": 30})
        assert found("2022-12-01", cancelled("2022-11-01", made_up=partly)).status is Status.UNKNOWN
        enough = incomplete({"on": "2022-11-08", "minutes": 60})
        assert found("2022-12-01", cancelled("2022-11-01", made_up=enough)).status is Status.MET

    def test_no_list_of_cancelled_sessions(self) -> None:
        one = finding(ENHANCED, "2022-12-01")
        assert (one.status, one.missing) == (Status.UNKNOWN, ("the list of cancelled enhanced access sessions",))

    def test_a_list_that_may_omit_some(self) -> None:
        sessions = incomplete(cancelled("2022-11-01", ("2022-11-08", 60)))
        one = finding(ENHANCED, "2022-12-01", cancelled_sessions=sessions)
        assert one.status is Status.UNKNOWN
        assert one.missing == ("whether the list of cancelled enhanced access sessions is complete",)
        assert one.parts[0].status is Status.MET

    def test_given_facts_do_not_speak_of_single_sessions(self) -> None:
        assert given(ENHANCED, "2022-12-01", {"population.adjusted": 51_230}).status is Status.UNKNOWN


class TestSessions:
    def test_nothing_cancelled_means_nothing_to_make_up(self) -> None:
        assert found("2022-12-01").status is Status.NOT_APPLICABLE

    def test_the_group_has_the_worst_answer(self) -> None:
        group = found("2022-11-18", cancelled("2022-11-01", ("2022-11-08", 60)), cancelled("2022-11-02"))
        assert group.status is Status.NOT_MET
        sessions = [cancelled("2022-11-01", ("2022-11-08", 60)), cancelled("2022-11-02")]
        whole = report("2022-11-18", cancelled_sessions=complete(*sessions))
        assert whole[ENHANCED, "2022-11-01"].status is Status.MET
        assert whole[ENHANCED, "2022-11-02"].status is Status.NOT_MET

    def test_a_session_cancelled_later_is_not_asked_about_yet(self) -> None:
        assert found("2022-10-31", cancelled("2022-11-01")).status is Status.NOT_APPLICABLE
        assert found("2022-11-01", cancelled("2022-11-01")).status is Status.NOT_DUE

    def test_sessions_of_the_other_service_are_not_asked_about(self) -> None:
        other = cancelled("2022-11-01", service="extended_hours")
        assert found("2022-12-01", other).status is Status.NOT_APPLICABLE

    def test_a_waiver_lifts_it(self) -> None:
        one = found("2022-12-01", cancelled("2022-11-01"), variations=[waiver(ENHANCED, since="2022-11-01")])
        assert (one.status, one.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    @pytest.mark.parametrize(
        ("made_up", "status"),
        [
            pytest.param([("2023-03-30", 60)], Status.NOT_APPLICABLE, id="made up in the old year"),
            pytest.param([("2023-03-30", 30), ("2023-04-05", 30)], Status.MET, id="the rest in the new year"),
            pytest.param([], Status.NOT_DUE, id="not made up yet"),
        ],
    )
    def test_a_session_of_march_is_asked_about_in_april_if_it_was_open(
        self, made_up: list[tuple[str, int]], status: Status
    ) -> None:
        session = cancelled("2023-03-28", *made_up)
        assert found("2023-04-10", session).status is status
        assert found("2023-03-31", session).status is not Status.NOT_APPLICABLE

    def test_open_since_march_and_never_made_up(self) -> None:
        assert found("2023-04-11", cancelled("2023-03-28")).status is Status.NOT_DUE
        assert found("2023-04-12", cancelled("2023-03-28")).status is Status.NOT_MET


class TestExtendedHours:
    """Cancelled on 2 September 2019: made up by 16 September."""

    @pytest.mark.parametrize(
        ("day", "make_ups", "status", "late_by"),
        [
            pytest.param("2019-09-16", [], Status.NOT_DUE, None, id="not yet"),
            pytest.param("2019-09-17", [], Status.NOT_MET, None, id="not at all"),
            pytest.param("2019-09-30", [("2019-09-16", 60)], Status.MET, None, id="in time"),
            pytest.param("2019-09-30", [("2019-09-21", 60)], Status.MET, 5, id="19 days after"),
        ],
    )
    def test_within_14_days(
        self, day: str, make_ups: list[tuple[str, int]], status: Status, late_by: int | None
    ) -> None:
        session = cancelled("2019-09-02", *make_ups, service="extended_hours")
        one = found(day, session, rule=EXTENDED).parts[0]
        assert (one.status, one.late_by, there(one.due).day) == (status, late_by, date(2019, 9, 16))

    def test_unknown_and_not_applicable(self) -> None:
        assert finding(EXTENDED, "2019-09-16").status is Status.UNKNOWN
        assert finding(EXTENDED, "2019-09-16", cancelled_sessions=[]).status is Status.NOT_APPLICABLE

    def test_a_waiver_lifts_it(self) -> None:
        session = cancelled("2019-09-02", service="extended_hours")
        lifted = [waiver(EXTENDED, since="2019-09-01")]
        one = found("2019-09-17", session, rule=EXTENDED, variations=lifted)
        assert (one.status, one.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_it_ends_with_the_service_on_30_september_2022(self) -> None:
        """The bank holiday of 19 September 2022: time lost on it was to be made up by 3 October."""
        session = cancelled("2022-09-19", service="extended_hours")
        one = found("2022-09-30", session, rule=EXTENDED).parts[0]
        assert (one.status, there(one.due).day) == (Status.NOT_DUE, date(2022, 10, 3))
        whole = report("2022-10-01", cancelled_sessions=complete(session))
        assert EXTENDED not in whole
        assert whole[ENHANCED].status is Status.NOT_APPLICABLE


def test_a_record_with_gaps_keeps_the_day_by_which_the_time_is_owed_back() -> None:
    """100 minutes cancelled on 1 November 2022, 40 of them made up as far as is on record: the rest by 15 November."""
    partly = {"complete": False, "items": [{"on": "2022-11-08", "minutes": 40}]}
    one = {"id": "one", "service": "enhanced_access", "on": "2022-11-01", "minutes": 100, "made_up": partly}
    found = report("2022-11-10", cancelled_sessions=complete(one))
    (part,) = found["enhanced_access.cancelled_time_made_up"].parts
    assert (part.status, str(part.due)) == (Status.UNKNOWN, "15 November 2022")
    assert part in found.due_soon()
