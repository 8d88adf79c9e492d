"""Enhanced access, from 1 October 2022: minutes a week, and coverage of the Network Standard Hours.

Figures from contract/years/2022-23/access.toml: 60 minutes a week for each 1,000 PCN adjusted patients
(gponline-enhanced-access-2022-04-01); Network Standard Hours 18:30 to 20:00 on weekdays and 09:00 to 17:00 on Saturday,
15.5 hours = 930 minutes a week (pulse-enhanced-access-cpd). Rounding to the quarter hour is carried from extended hours
and serves only as a second reading.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

import pytest

from pcn_des import Finding, Standing, Status, assess, terms
from support.narrowed import quantity, there
from support.small_network import (
    FULL_WEEK_MINUTES,
    Record,
    complete,
    finding_of_week,
    full_week,
    given,
    incomplete,
    practice,
    report,
    session,
    waiver,
    week_of,
)

MINUTES, COVERAGE = "enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered"
MONDAY, SATURDAY, SUNDAY = "2022-11-07", "2022-11-12", "2022-11-13"
DAY = "2022-11-14"  # the Monday after that week
WEEK_MISSING = "the enhanced access sessions of the week from 7 November 2022 to 13 November 2022"


def adjusted(patients: int | str = 15_500, at: str = "2022-01-01") -> Record:
    """Practices with 15,500 adjusted patients, who call for 930 minutes: one session in each standard hour."""
    return complete(practice(adjusted={at: patients}))


class TestMinutesGiven:
    """The figures of the specification: 51,230 adjusted patients on 14 November 2022."""

    @pytest.mark.parametrize(
        ("minutes", "status"),
        [
            pytest.param(3_070, Status.NOT_MET, id="3,070 short by both readings"),
            pytest.param(3_073, Status.NOT_MET, id="3,073 short by both readings"),
            pytest.param(Decimal("3073.8"), Status.UNKNOWN, id="3,073.8 enough by one reading"),
            pytest.param(3_074, Status.UNKNOWN, id="3,074 enough by one reading"),
            pytest.param(3_075, Status.MET, id="3,075 enough by both"),
            pytest.param(3_080, Status.MET, id="3,080 enough by both"),
        ],
    )
    def test_3_073_8_minutes_or_3_075_by_the_other_reading(self, minutes: Decimal | int, status: Status) -> None:
        """60 x 51.23 = 3,073.8; to the nearest quarter hour 3,075."""
        found = given(MINUTES, DAY, {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": minutes})
        assert found.status is status
        assert quantity(found.required).by_reading == (Decimal("3073.8"), Decimal(3_075))
        assert str(found.required) == "3,073.8 minutes per week (3,075 by another reading)"
        assert found.working == "60 x 51,230 / 1,000"

    def test_3_074_is_unknown_because_two_readings_differ(self) -> None:
        found = given(MINUTES, DAY, {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": 3_074})
        assert found.reason == "two readings of the text differ: 3,073.8 gives MET, 3,075 gives NOT MET"
        assert found.missing == ()

    def test_without_minutes_it_is_unknown_and_still_says_what_is_required(self) -> None:
        found = given(MINUTES, DAY, {"population.adjusted": 51_230})
        assert found.status is Status.UNKNOWN
        assert quantity(found.required).by_reading == (Decimal("3073.8"), Decimal(3_075))
        assert len(found.missing) == 1 and "minutes offered in the Network Standard Hours" in found.missing[0]

    def test_the_rest_of_the_report_is_unknown_or_for_a_person(self) -> None:
        found = assess({"population.adjusted": 51_230}, as_of=date(2022, 11, 14))
        assert {finding.status for finding in found.values()} == {Status.UNKNOWN, Status.JUDGEMENT}

    def test_registered_patients_do_not_answer_it(self) -> None:
        """facts/README: access is counted on the PCN adjusted population."""
        facts = {"population.registered": 51_230, "enhanced_access.weekly_minutes": 9_999}
        assert given(MINUTES, DAY, facts).status is Status.UNKNOWN

    def test_the_finding_is_no_better_established_than_its_weakest_term(self) -> None:
        """The duty is confirmed; the rounding of the second reading is carried."""
        found = given(MINUTES, DAY, {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": 3_080})
        assert found.standing is Standing.CARRIED


class TestMinutesOnRecord:
    @pytest.mark.parametrize(
        ("minutes", "status"), [(3_070, Status.NOT_MET), (3_074, Status.UNKNOWN), (3_080, Status.MET)]
    )
    def test_a_week_of_which_only_the_sum_is_kept(self, minutes: int, status: Status) -> None:
        """26,000.5 + 25,229.5 = 51,230: adjusted populations have decimals."""
        members = complete(
            practice("A00001", adjusted={"2022-01-01": "26000.5"}),
            practice("A00002", adjusted={"2022-01-01": "25229.5"}),
        )
        found = finding_of_week(MINUTES, DAY, practices=members, access_weeks=[week_of(MONDAY, minutes)])
        assert (found.status, quantity(found.observed).value) == (status, Decimal(minutes))
        assert quantity(found.required).by_reading == (Decimal("3073.8"), Decimal(3_075))

    def test_the_sum_of_another_week_does_not_answer_it(self) -> None:
        other = [week_of("2022-10-31", 9_999), week_of("2022-11-14", 9_999)]
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_weeks=other)
        assert (found.status, found.missing) == (Status.UNKNOWN, (WEEK_MISSING,))

    def test_a_sum_answers_it_although_some_sessions_are_on_record_too(self) -> None:
        """The list of sessions is incomplete, so it is silent about the rest; the sum of the week is on record."""
        found = finding_of_week(
            MINUTES,
            DAY,
            practices=adjusted(),
            access_weeks=[week_of(MONDAY, 930)],
            access_sessions=incomplete(session(MONDAY, "18:30", "20:00")),
        )
        assert found.status is Status.MET

    def test_one_session_in_each_standard_hour_is_930_minutes(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(*full_week(MONDAY)))
        assert found.status is Status.MET
        assert (quantity(found.observed).value, quantity(found.required).value) == (930, 930)
        assert FULL_WEEK_MINUTES == 930

    def test_one_minute_less_is_a_shortfall(self) -> None:
        sessions = [*full_week(MONDAY, leave_out=(MONDAY,)), session(MONDAY, "18:30", "19:59")]
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(*sessions))
        assert (found.status, quantity(found.observed).value) == (Status.NOT_MET, 929)

    def test_sessions_at_the_same_time_add_up(self) -> None:
        """enhanced_access.concurrent_sessions_count: 'Minutes of sessions that run side by side add up'."""
        pair = [session(SATURDAY, "09:00", "17:00", staff="nurse"), session(SATURDAY, "09:00", "17:00", staff="GP")]
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(*pair))
        assert (found.status, quantity(found.observed).value) == (Status.MET, 960)

    @pytest.mark.parametrize(
        ("on", "start", "end", "counted"),
        [
            pytest.param(MONDAY, "18:30", "20:00", 90, id="a weekday evening"),
            pytest.param(MONDAY, "18:00", "20:30", 90, id="partly outside the standard hours"),
            pytest.param(MONDAY, "16:00", "18:30", 0, id="in core hours"),
            pytest.param(MONDAY, "20:00", "22:00", 0, id="late in the evening"),
            pytest.param(SATURDAY, "08:00", "18:00", 480, id="Saturday, partly outside"),
            pytest.param(SATURDAY, "18:30", "20:00", 0, id="Saturday evening"),
            pytest.param(SUNDAY, "09:00", "17:00", 0, id="Sunday in the day"),
            pytest.param(SUNDAY, "18:30", "20:00", 0, id="Sunday evening"),
        ],
    )
    def test_only_minutes_in_the_standard_hours_count(self, on: str, start: str, end: str, counted: int) -> None:
        """network_standard_hours: 'from 6.30pm to 8pm and 9am to 5pm on Saturdays'; none on Sundays."""
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(session(on, start, end)))
        assert (found.status, quantity(found.observed).value) == (Status.NOT_MET, counted)

    def test_what_does_not_count_is_said(self) -> None:
        sessions = complete(*full_week(MONDAY), session(SUNDAY, "09:00", "17:00"))
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=sessions)
        told = next(fact.because for fact in found.facts if fact.name == MINUTES)
        assert told == "7 sessions in the week from 7 November 2022 to 13 November 2022; 480 minutes do not count"

    def test_time_agreed_outside_the_standard_hours_counts(self) -> None:
        """outside_hours_min_minutes: 'a proportion may be delivered in continuous periods ... outside of the NSH'."""
        agreed = session(SUNDAY, "09:00", "10:30", agreed_outside_hours=True)
        sessions = [*full_week(MONDAY, leave_out=(MONDAY,)), agreed]
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(*sessions))
        assert (found.status, quantity(found.observed).value) == (Status.MET, 930)

    @pytest.mark.parametrize(("end", "counted"), [("09:29", 0), ("09:30", 30)])
    def test_agreed_time_outside_counts_from_30_minutes(self, end: str, counted: int) -> None:
        """enhanced_access.outside_hours_min_minutes = 30: 'Shortest period that counts outside the standard hours'."""
        agreed = session(SUNDAY, "09:00", end, agreed_outside_hours=True)
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(agreed))
        assert quantity(found.observed).value == counted

    @pytest.mark.parametrize(
        ("day", "counted"),
        [
            pytest.param("2022-11-13", 0, id="Sunday: the week is not over"),
            pytest.param("2022-11-14", 930, id="the Monday after"),
            pytest.param("2022-11-20", 930, id="the Sunday after"),
            pytest.param("2022-11-21", 0, id="a week later"),
        ],
    )
    def test_the_last_whole_week_counts(self, day: str, counted: int) -> None:
        found = finding_of_week(MINUTES, day, practices=adjusted(), access_sessions=complete(*full_week(MONDAY)))
        assert quantity(found.observed).value == counted

    def test_an_incomplete_list_that_is_already_enough_is_met(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=incomplete(*full_week(MONDAY)))
        assert found.status is Status.MET
        assert str(found.observed) == "at least 930 minutes per week"

    def test_an_incomplete_list_that_is_not_enough_is_unknown_and_names_the_week(self) -> None:
        sessions = incomplete(*full_week(MONDAY, leave_out=(MONDAY,)))
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=sessions)
        assert (found.status, found.missing) == (Status.UNKNOWN, (WEEK_MISSING,))

    def test_an_empty_list_says_that_there_were_no_sessions(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=[])
        assert (found.status, quantity(found.observed).value) == (Status.NOT_MET, 0)

    def test_extended_hours_sessions_do_not_count(self) -> None:
        sessions = [session(SATURDAY, "09:00", "17:00", "extended_hours")] * 2
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_sessions=complete(*sessions))
        assert quantity(found.observed).value == 0

    def test_a_practice_without_an_adjusted_population_is_named(self) -> None:
        members = complete(practice("A00001", adjusted={"2022-01-01": 15_500}), practice("A00002"))
        found = finding_of_week(MINUTES, DAY, practices=members, access_sessions=complete(*full_week(MONDAY)))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the adjusted population of Practice A00002 (A00002) at 1 January 2022",)

    def test_less_than_the_known_practices_alone_call_for_is_a_shortfall(self) -> None:
        members = complete(practice("A00001", adjusted={"2022-01-01": 16_000}), practice("A00002"))
        found = finding_of_week(MINUTES, DAY, practices=members, access_sessions=complete(*full_week(MONDAY)))
        assert found.status is Status.NOT_MET

    def test_a_waiver_lifts_it(self) -> None:
        lifted = [waiver(MINUTES, since="2022-11-07", until="2022-11-13")]
        records: Record = {"practices": adjusted(), "access_sessions": [], "variations": lifted}
        found = finding_of_week(MINUTES, DAY, **records)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
        assert finding_of_week(MINUTES, "2022-11-13", **records).status is Status.NOT_MET

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2022-11-20", Status.NOT_MET),  # its last day: still about the week before
            ("2022-11-21", Status.NOT_APPLICABLE),  # the week that is judged is the one for which it was granted
            ("2022-11-27", Status.NOT_APPLICABLE),
            ("2022-11-28", Status.NOT_MET),
        ],
    )
    def test_a_waiver_of_a_week_lifts_what_that_week_owed(self, day: str, status: Status) -> None:
        lifted = [waiver(MINUTES, since="2022-11-14", until="2022-11-20")]
        found = finding_of_week(MINUTES, day, practices=adjusted(), access_sessions=[], variations=lifted)
        assert found.status is status


class TestCancelledTime:
    """Cancelled time is owed back: that it counts in the week in which it was cancelled is one reading; that a week is
    what was offered in it is the other. The sums here are of 15,500 adjusted patients, who call for 930 minutes.
    """

    def week(self, minutes: int, *cancelled: Record) -> Finding:
        return finding_of_week(
            MINUTES,
            DAY,
            practices=adjusted(),
            access_weeks=[week_of(MONDAY, minutes)],
            cancelled_sessions=complete(*cancelled),
        )

    def cancelled(self, on: str, minutes: int, *made_up: tuple[str, int]) -> Record:
        given_back = complete(*({"on": day, "minutes": back} for day, back in made_up))
        return {"id": on, "service": "enhanced_access", "on": on, "minutes": minutes, "made_up": given_back}

    @pytest.mark.parametrize(
        ("offered", "cancelled", "status"),
        [
            pytest.param(840, 90, Status.UNKNOWN, id="short, and with what was cancelled exactly enough"),
            pytest.param(839, 90, Status.NOT_MET, id="short by both"),
            pytest.param(930, 90, Status.MET, id="enough by both"),
        ],
    )
    def test_a_week_in_which_a_session_was_cancelled(self, offered: int, cancelled: int, status: Status) -> None:
        assert self.week(offered, self.cancelled("2022-11-10", cancelled)).status is status

    def test_it_says_what_each_reading_gives(self) -> None:
        found = self.week(840, self.cancelled("2022-11-10", 90))
        assert found.reason == "two readings of the text differ: 840 gives NOT MET, 930 gives MET"
        assert str(found.observed) == "840 minutes per week (930 by another reading)"

    def test_a_make_up_counts_in_the_week_in_which_it_was_given(self) -> None:
        earlier = self.cancelled("2022-11-03", 90, (MONDAY, 90))
        assert self.week(930, earlier).status is Status.MET

    @pytest.mark.parametrize("on", ["2022-11-06", "2022-11-14"])
    def test_the_day_before_the_week_and_the_day_after_it_are_of_other_weeks(self, on: str) -> None:
        assert self.week(840, self.cancelled(on, 90)).status is Status.NOT_MET

    def test_another_services_time_does_not_count(self) -> None:
        other = {**self.cancelled("2022-11-10", 90), "service": "extended_hours"}
        assert self.week(840, other).status is Status.NOT_MET

    def test_an_empty_list_says_that_none_was_cancelled(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=adjusted(), access_weeks=[week_of(MONDAY, 840)])
        assert found.status is Status.NOT_MET
        said = {fact.name: fact.because for fact in found.facts}
        assert said["enhanced_access.cancelled_minutes"] == (
            "no cancelled sessions on record in the week from 7 November 2022"
        )

    @pytest.mark.parametrize(
        ("cancelled", "minutes", "status"),
        [
            pytest.param(None, 929, Status.UNKNOWN, id="no list, a minute short"),
            pytest.param(None, 930, Status.MET, id="no list, enough"),
            pytest.param({"complete": False, "items": []}, 929, Status.UNKNOWN, id="a list with gaps, a minute short"),
            pytest.param({"complete": False, "items": []}, 930, Status.MET, id="a list with gaps, enough"),
        ],
    )
    def test_without_a_complete_list_too_few_are_unknown(self, cancelled: Any, minutes: int, status: Status) -> None:
        """Minutes that were cancelled count by one reading, and silence is no none."""
        found = finding_of_week(
            MINUTES,
            DAY,
            practices=adjusted(),
            access_weeks=[week_of(MONDAY, minutes)],
            cancelled_sessions=cancelled,
        )
        assert found.status is status
        gap = ("the enhanced access sessions cancelled in the week from 7 November 2022 to 13 November 2022",)
        assert found.missing == (gap if status is Status.UNKNOWN else ())


class TestWeeksWithABankHoliday:
    """[missing] bank_holiday_weeks: 'whether a week with a bank holiday owes fewer minutes was not found'.

    26 and 27 December 2022 were bank holidays: seen on 2 January 2023.
    """

    @pytest.mark.parametrize(("minutes", "status"), [(929, Status.UNKNOWN), (930, Status.MET), (0, Status.UNKNOWN)])
    def test_the_full_minutes_are_enough_and_fewer_are_unknown(self, minutes: int, status: Status) -> None:
        sums = [week_of("2022-12-26", minutes)]
        found = finding_of_week(MINUTES, "2023-01-02", practices=adjusted(), access_weeks=sums)
        assert (found.status, quantity(found.required).value) == (status, 930)
        if status is Status.UNKNOWN:
            assert any("whether a week with a bank holiday owes fewer minutes" in wanted for wanted in found.missing)

    @pytest.mark.parametrize(
        ("day", "monday", "status"),
        [
            pytest.param("2022-12-26", "2022-12-19", Status.NOT_MET, id="the week before"),
            pytest.param("2023-01-02", "2022-12-26", Status.UNKNOWN, id="the first Monday after"),
            pytest.param("2023-01-08", "2022-12-26", Status.UNKNOWN, id="to the Sunday after"),
            pytest.param("2023-01-09", "2023-01-02", Status.UNKNOWN, id="the week of 2 January"),
            pytest.param("2023-01-16", "2023-01-09", Status.NOT_MET, id="the week after"),
        ],
    )
    def test_only_in_such_weeks(self, day: str, monday: str, status: Status) -> None:
        found = finding_of_week(MINUTES, day, practices=adjusted(), access_weeks=[week_of(monday, 929)])
        assert found.status is status


class TestFirstWeek:
    """due = 2022-10-09, the Sunday that ends the service's first whole week."""

    @pytest.mark.parametrize("rule", [MINUTES, COVERAGE])
    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-10-01", Status.NOT_DUE, id="the first day"),
            pytest.param("2022-10-08", Status.NOT_DUE, id="the day before"),
            pytest.param("2022-10-09", Status.NOT_DUE, id="the day"),
            pytest.param("2022-10-10", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_no_sessions_are_a_shortfall_only_after_the_first_whole_week(
        self, rule: str, day: str, status: Status
    ) -> None:
        found = finding_of_week(rule, day, practices=adjusted(), access_sessions=[])
        assert (found.status, there(found.due).day) == (status, date(2022, 10, 9))

    def test_the_first_whole_week_is_that_from_3_october(self) -> None:
        records: Record = {"practices": adjusted(), "access_sessions": complete(*full_week("2022-10-03"))}
        assert finding_of_week(MINUTES, "2022-10-10", **records).status is Status.MET
        assert finding_of_week(COVERAGE, "2022-10-10", **records).status is Status.MET

    @pytest.mark.parametrize(("day", "status"), [("2022-10-09", Status.NOT_DUE), ("2022-10-10", Status.UNKNOWN)])
    def test_nothing_is_asked_of_a_week_before_the_service(self, day: str, status: Status) -> None:
        found = finding_of_week(MINUTES, day, practices=adjusted())
        assert (found.status, bool(found.missing)) == (status, status is Status.UNKNOWN)


class TestCoverage:
    def covered(self, *sessions: Record, day: str = DAY, patients: int = 15_500, **records: Any) -> Status:
        members = adjusted(patients)
        return finding_of_week(COVERAGE, day, practices=members, access_sessions=complete(*sessions), **records).status

    def test_one_session_in_each_standard_hour_covers_them(self) -> None:
        assert self.covered(*full_week(MONDAY)) is Status.MET

    def test_coverage_does_not_need_the_minutes(self) -> None:
        """Two tests: 30,000 adjusted patients call for 1,800 minutes, and one session at a time covers the hours."""
        assert self.covered(*full_week(MONDAY), patients=30_000) is Status.MET

    def test_a_gap_with_minutes_short_too_is_a_shortfall_by_both_readings(self) -> None:
        found = finding_of_week(
            COVERAGE,
            DAY,
            practices=adjusted(),
            access_sessions=complete(*full_week(MONDAY, leave_out=(MONDAY,))),
        )
        assert found.status is Status.NOT_MET
        assert "Monday 18:30 to 20:00" in found.reason

    def test_a_gap_although_the_minutes_are_enough_depends_on_the_reading(self) -> None:
        """The entry is conflicting: full coverage, or 'they won't have to cover the whole periods'. Sessions at the
        same time add minutes and cover only once.
        """
        sessions = [*full_week(MONDAY, leave_out=(MONDAY,)), session(SATURDAY, "09:00", "17:00")]
        found = finding_of_week(COVERAGE, DAY, practices=adjusted(), access_sessions=complete(*sessions))
        assert found.status is Status.UNKNOWN
        assert found.reason.startswith("two readings of the text differ")
        assert found.missing == ()
        assert found.standing is Standing.CONFLICTING

    @pytest.mark.parametrize(
        ("saturday", "status"),
        [
            pytest.param([("09:00", "13:00"), ("13:00", "17:00")], Status.MET, id="one after the other"),
            pytest.param([("09:00", "13:00"), ("12:00", "17:00")], Status.MET, id="overlapping"),
            pytest.param([("12:00", "17:00"), ("08:00", "12:30")], Status.MET, id="in any order"),
            pytest.param([("09:00", "13:00"), ("13:01", "17:00")], Status.NOT_MET, id="a gap of one minute"),
            pytest.param([("09:01", "17:00")], Status.NOT_MET, id="one minute late"),
            pytest.param([("09:00", "16:59")], Status.NOT_MET, id="one minute short"),
        ],
    )
    def test_sessions_together_leave_no_gap(self, saturday: list[tuple[str, str]], status: Status) -> None:
        """30,000 adjusted patients, so that the minutes are short and both readings agree."""
        sessions = [*full_week(MONDAY, leave_out=(SATURDAY,)), *(session(SATURDAY, *clock) for clock in saturday)]
        assert self.covered(*sessions, patients=30_000) is status

    def test_the_second_reading_stands_on_the_minutes(self) -> None:
        facts = {
            "enhanced_access.standard_hours_covered": False,
            "population.adjusted": 51_230,
            "enhanced_access.weekly_minutes": 3_070,
        }
        assert given(COVERAGE, DAY, facts).status is Status.NOT_MET
        assert given(COVERAGE, DAY, {**facts, "enhanced_access.weekly_minutes": 3_080}).status is Status.UNKNOWN
        assert given(COVERAGE, DAY, {**facts, "enhanced_access.standard_hours_covered": True}).status is Status.MET

    def test_an_incomplete_list_without_a_gap_is_met(self) -> None:
        found = finding_of_week(COVERAGE, DAY, practices=adjusted(), access_sessions=incomplete(*full_week(MONDAY)))
        assert found.status is Status.MET

    def test_an_incomplete_list_with_a_gap_is_unknown_and_names_the_week(self) -> None:
        sessions = incomplete(*full_week(MONDAY, leave_out=(MONDAY,)))
        found = finding_of_week(COVERAGE, DAY, practices=adjusted(), access_sessions=sessions)
        assert found.status is Status.UNKNOWN
        assert found.missing == (WEEK_MISSING,)

    def test_the_sum_of_a_week_says_nothing_about_coverage(self) -> None:
        found = finding_of_week(COVERAGE, DAY, practices=adjusted(), access_weeks=[week_of(MONDAY, 9_999)])
        assert found.status is Status.UNKNOWN

    @pytest.mark.parametrize(
        ("day", "monday", "holidays"),
        [
            pytest.param("2023-01-02", "2022-12-26", ("2022-12-26", "2022-12-27"), id="26 and 27 December 2022"),
            pytest.param("2023-04-10", "2023-04-03", ("2023-04-07",), id="Good Friday 2023"),
            pytest.param("2023-04-17", "2023-04-10", ("2023-04-10",), id="Easter Monday 2023"),
            pytest.param("2023-05-15", "2023-05-08", ("2023-05-08",), id="the coronation"),
        ],
    )
    def test_bank_holidays_need_not_be_covered(self, day: str, monday: str, holidays: tuple[str, ...]) -> None:
        """haringey-enhanced-access-2022: 'no requirement for services on Sundays or Bank Holidays'.

        With another gap the readings differ at best: whether such a week owes fewer minutes was not found.
        """
        members = complete(practice(adjusted={"2022-01-01": 30_000, "2023-01-01": 30_000}))
        sessions = full_week(monday, leave_out=holidays)
        found = finding_of_week(COVERAGE, day, practices=members, access_sessions=complete(*sessions))
        assert found.status is Status.MET
        one_more = next(held["on"] for held in sessions if held["on"] not in holidays)
        fewer = full_week(monday, leave_out=(*holidays, one_more))
        assert (
            finding_of_week(COVERAGE, day, practices=members, access_sessions=complete(*fewer)).status is Status.UNKNOWN
        )

    @pytest.mark.parametrize(
        ("day", "sessions"),
        [
            ("2022-12-26", full_week("2022-12-19", leave_out=("2022-12-23",))),
            ("2023-05-22", full_week("2023-05-15", leave_out=("2023-05-15",))),
        ],
        ids=["the Friday before Christmas", "an ordinary Monday in May"],
    )
    def test_other_days_near_them_have_to_be(self, day: str, sessions: list[Record]) -> None:
        members = complete(practice(adjusted={"2022-01-01": 30_000, "2023-01-01": 30_000}))
        assert (
            finding_of_week(COVERAGE, day, practices=members, access_sessions=complete(*sessions)).status
            is Status.NOT_MET
        )

    def test_a_waiver_lifts_it(self) -> None:
        lifted = [waiver(COVERAGE, since="2022-10-01")]
        found = finding_of_week(COVERAGE, DAY, practices=adjusted(), access_sessions=[], variations=lifted)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_after_march_2024_its_text_was_not_seen(self) -> None:
        records: Record = {"practices": complete(practice(adjusted={"2023-01-01": 15_500})), "access_sessions": []}
        assert finding_of_week(COVERAGE, "2024-03-31", **records).status is Status.NOT_MET
        for day in ("2024-04-01", "2025-04-01", "2026-04-01"):
            found = finding_of_week(COVERAGE, day, **records)
            assert (found.status, found.text_missing) == (Status.UNKNOWN, True)
            assert "was not seen after March 2024" in found.reason


class TestFirstDay:
    def test_in_force_from_1_october_2022(self) -> None:
        """gponline-contract-2022-03-01: 'will come together under the PCN DES from October 2022'."""
        for day in ("2022-09-29", "2022-09-30"):
            assert MINUTES not in report(day)
            assert COVERAGE not in report(day)
            assert "enhanced_access.plan_submitted" in report(day)
        for day in ("2022-10-01", "2022-10-02", "2027-03-31"):
            assert MINUTES in report(day)

    def test_the_service_takes_the_place_of_extended_hours_on_that_day(self) -> None:
        """Planning alone is no service in force: only the phase 'delivery' is (DESIGN 3)."""
        last, first = terms(date(2022, 9, 30)).services, terms(date(2022, 10, 1)).services
        assert ("extended_hours" in last, "enhanced_access" in last) == (True, False)
        assert ("extended_hours" in first, "enhanced_access" in first) == (False, True)

    @pytest.mark.parametrize(
        ("known_on", "there"),
        [("2022-02-28", False), ("2022-03-01", True), ("2022-03-02", True)],
    )
    def test_known_since_the_letter_of_1_march_2022(self, known_on: str, there: bool) -> None:
        assert (MINUTES in report(DAY, known_on)) is there

    def test_before_the_specification_was_published_the_rounding_is_unknown(self) -> None:
        """rounding_minutes was published on 31 March 2022: before that the second reading has no figure."""
        records: Record = {"practices": adjusted(51_230), "access_weeks": [week_of(MONDAY, 9_999)]}
        assert finding_of_week(MINUTES, DAY, "2022-03-30", **records).status is Status.UNKNOWN
        assert finding_of_week(MINUTES, DAY, "2022-03-31", **records).status is Status.MET


class TestPopulationOfTheYear:
    @pytest.mark.parametrize(
        ("first", "last_sunday", "old", "new", "short"),
        [
            pytest.param("2023-04-01", "2023-04-02", "2022-01-01", "2023-01-01", Status.NOT_MET, id="2023/24"),
            pytest.param("2024-04-01", "2024-04-07", "2023-01-01", "2024-01-01", Status.UNKNOWN, id="2024/25"),
            pytest.param("2025-04-01", "2025-04-06", "2024-01-01", "2025-01-01", Status.NOT_MET, id="2025/26"),
            pytest.param("2026-04-01", "2026-04-05", "2025-01-01", "2026-01-01", Status.UNKNOWN, id="2026/27"),
        ],
    )
    def test_a_week_is_held_against_the_population_of_the_year_in_which_it_ended(
        self, first: str, last_sunday: str, old: str, new: str, short: Status
    ) -> None:
        """16,000 adjusted patients call for 960 minutes, 15,500 for 930, and each week offered 930. The old year's
        figure is the same as corrected in May 2025, which changes nothing in the other years. Easter Monday 2024 was on
        1 April and Good Friday 2026 on 3 April: whether such a week owes fewer minutes was not found.
        """
        figures = [
            {"kind": "adjusted", "at": old, "patients": 15_500},
            {"kind": "adjusted", "at": old, "patients": 15_500, "published": "2025-05-30"},
            {"kind": "adjusted", "at": new, "patients": 16_000},
        ]
        members = complete(practice(populations=figures))
        monday = date.fromisoformat(last_sunday) + timedelta(days=1)
        sums = [week_of((monday - timedelta(days=7 * back)).isoformat(), 930) for back in range(1, 4)]
        for day in (first, last_sunday):
            before = finding_of_week(MINUTES, day, practices=members, access_weeks=sums)
            assert (before.status, quantity(before.required).value) == (Status.MET, 930)
        after = finding_of_week(MINUTES, monday.isoformat(), practices=members, access_weeks=sums)
        assert (after.status, quantity(after.required).value) == (short, 960)

    def test_the_membership_is_that_of_the_week_too(self) -> None:
        """A practice that joins on 1 April 2023 does not raise what was owed in the last weeks of March."""
        members = complete(
            practice("A00001", adjusted={"2022-01-01": 15_500, "2023-01-01": 15_500}),
            practice("A00002", adjusted={"2022-01-01": 3_000, "2023-01-01": 3_000}, since="2023-04-01"),
        )
        sums = [week_of("2023-03-20", 930), week_of("2023-03-27", 930)]
        for day, status in (("2023-04-02", Status.MET), ("2023-04-03", Status.NOT_MET)):
            assert finding_of_week(MINUTES, day, practices=members, access_weeks=sums).status is status

    def test_from_2023_24_there_is_no_first_week_to_wait_for(self) -> None:
        for day in ("2023-04-03", "2024-04-08", "2026-04-06"):
            assert finding_of_week(MINUTES, day, access_sessions=[]).due is None
        members = complete(practice(adjusted={"2023-01-01": 15_500}))
        assert finding_of_week(MINUTES, "2023-04-03", practices=members, access_sessions=[]).status is Status.NOT_MET


class TestCorrectionOfJune2025:
    """population.adjusted_corrected_from = 2025-06-01, published 2025-05-30: 'PCSE will use the amended PCN adjusted
    populations for monthly payments to PCNs from June onwards' (mip-adjusted-populations-2025).

    31 May and 1 June 2025 look at the week from 19 to 25 May, 9 June at that from 2 to 8 June; that between them has a
    bank holiday. 15,500 call for 930 minutes, the corrected 16,000 for 960; 930 were offered. When the minutes follow
    was left to commissioner and network (surrey-sussex-lmcs-adjustments-2025): until the agreed day is on record, both
    editions count.
    """

    FIRST: ClassVar[Record] = {"kind": "adjusted", "at": "2025-01-01", "patients": 15_500}
    CORRECTED: ClassVar[Record] = {
        "kind": "adjusted",
        "at": "2025-01-01",
        "patients": 16_000,
        "published": "2025-05-30",
    }
    WEEK: ClassVar[list[Record]] = [week_of("2025-05-19", 930), week_of("2025-06-02", 930)]

    AGREED_DAY = "the day agreed for minutes to follow the corrected PCN Adjusted Population (returns)"

    def found(
        self, day: str, *editions: Record, known_on: str | None = None, agreed: str | None = None
    ) -> tuple[Status, Decimal | None]:
        members = complete(practice(populations=list(editions)))
        returns = [{"kind": "corrected_minutes_agreed", "on": agreed}] if agreed else []
        found = finding_of_week(MINUTES, day, known_on, practices=members, access_weeks=self.WEEK, returns=returns)
        return found.status, quantity(found.required).value if found.required else None

    def test_the_first_edition_serves_until_31_may_and_a_note_says_so(self) -> None:
        assert self.found("2025-05-31", self.FIRST) == (Status.MET, 930)
        members = complete(practice(populations=[self.FIRST]))
        (note,) = report("2025-05-31", practices=members, access_weeks=self.WEEK).notes
        assert "was corrected later, for use from 1 June 2025" in note

    def test_a_week_that_ended_before_june_is_not_judged_anew_on_1_june(self) -> None:
        for known_on in (None, "2025-05-30"):
            assert self.found("2025-06-01", self.FIRST, self.CORRECTED, known_on=known_on) == (Status.MET, 930)

    def test_from_1_june_the_first_edition_is_not_enough(self) -> None:
        members = complete(practice(populations=[self.FIRST]))
        for day in ("2025-06-09", "2026-03-31"):
            found = finding_of_week(
                MINUTES, day, practices=members, access_weeks=[*self.WEEK, week_of("2026-03-23", 930)]
            )
            assert found.status is Status.UNKNOWN
            assert found.missing == ("the corrected PCN Adjusted Population in use from 1 June 2025",)

    def test_from_1_june_both_editions_count(self) -> None:
        members = complete(practice(populations=[self.FIRST, self.CORRECTED]))
        for offered, status in ((929, Status.NOT_MET), (930, Status.UNKNOWN), (959, Status.UNKNOWN), (960, Status.MET)):
            found = finding_of_week(
                MINUTES, "2025-06-09", practices=members, access_weeks=[week_of("2025-06-02", offered)]
            )
            required = quantity(found.required)
            assert (found.status, required.at_least, required.at_most) == (status, 930, 960)
            assert found.missing == ((self.AGREED_DAY,) if status is Status.UNKNOWN else ())

    @pytest.mark.parametrize(
        ("day", "agreed", "status", "required"),
        [
            ("2025-06-30", "2025-07-01", Status.MET, 930),
            ("2025-07-06", "2025-07-01", Status.MET, 930),
            ("2025-07-07", "2025-07-01", Status.NOT_MET, 960),
            ("2025-05-31", "2025-05-15", Status.MET, 930),
        ],
    )
    def test_an_agreed_day_on_record_settles_it(self, day: str, agreed: str, status: Status, required: int) -> None:
        offered = [week_of(monday, 930) for monday in ("2025-05-19", "2025-06-23", "2025-06-30")]
        found = finding_of_week(
            MINUTES,
            day,
            practices=complete(practice(populations=[self.FIRST, self.CORRECTED])),
            returns=[{"kind": "corrected_minutes_agreed", "on": agreed}],
            access_weeks=offered,
        )
        assert (found.status, quantity(found.required).value) == (status, required)

    def test_a_corrected_figure_that_is_the_same_leaves_nothing_open(self) -> None:
        assert self.found("2025-06-09", self.FIRST, {**self.FIRST, "published": "2025-05-30"}) == (Status.MET, 930)

    def test_without_the_first_edition_it_is_open(self) -> None:
        assert self.found("2025-06-09", self.CORRECTED)[0] is Status.UNKNOWN
        assert self.found("2025-06-09", self.CORRECTED, agreed="2025-06-01") == (Status.NOT_MET, 960)

    def test_39_000_corrected_to_40_000(self) -> None:
        """60 minutes per 1,000: 2,340 and 2,400 (access.toml); 2,370 were offered."""
        editions = [{**self.FIRST, "patients": 39_000}, {**self.CORRECTED, "patients": 40_000}]
        members = complete(practice(populations=editions))
        found = finding_of_week(MINUTES, "2025-06-30", practices=members, access_weeks=[week_of("2025-06-23", 2_370)])
        required = quantity(found.required)
        assert (found.status, required.at_least, required.at_most) == (Status.UNKNOWN, 2_340, 2_400)

    def test_on_31_may_the_corrected_edition_was_not_yet_in_use(self) -> None:
        """facts/README 1: 'payments use the corrected figure from June'; April and May are a separate line."""
        assert self.found("2025-05-31", self.FIRST, self.CORRECTED) == (Status.MET, 930)

    @pytest.mark.parametrize("day", ["2025-05-31", "2025-06-01", "2025-06-09"])
    def test_as_published_by_29_may_nobody_knew_of_a_correction(self, day: str) -> None:
        assert self.found(day, self.FIRST, known_on="2025-05-29") == (Status.MET, 930)
        assert self.found(day, self.FIRST, self.CORRECTED, known_on="2025-05-29") == (Status.MET, 930)
        members = complete(practice(populations=[self.FIRST]))
        assert report(day, "2025-05-29", practices=members, access_weeks=self.WEEK).notes == ()

    def test_as_published_by_30_may_it_was_known(self) -> None:
        assert self.found("2025-05-31", self.FIRST, known_on="2025-05-30") == (Status.MET, 930)
        assert self.found("2025-06-09", self.FIRST, known_on="2025-05-30")[0] is Status.UNKNOWN
        assert self.found("2025-06-09", self.FIRST, self.CORRECTED, known_on="2025-05-30")[0] is Status.UNKNOWN
        settled = self.found("2025-06-09", self.FIRST, self.CORRECTED, known_on="2025-05-30", agreed="2025-06-01")
        assert settled == (Status.NOT_MET, 960)

    def test_an_edition_published_before_the_letter_is_not_the_corrected_one(self) -> None:
        """A first edition may carry its own day of publication; it stays the first edition."""
        dated = {**self.FIRST, "published": "2025-03-27"}
        assert self.found("2025-06-09", dated)[0] is Status.UNKNOWN

    def test_of_one_practice_without_the_corrected_figure_the_others_call_for_so_much_at_least(self) -> None:
        """16,000 by the corrected edition without it, and 31,000 by the first: 960 minutes or more, of no known end."""
        members = complete(
            practice("A00001", populations=[self.FIRST, self.CORRECTED]),
            practice("A00002", populations=[self.FIRST]),
        )
        wanted = "the corrected PCN Adjusted Population of Practice A00002 (A00002) in use from 1 June 2025"
        for offered, status in ((959, Status.NOT_MET), (960, Status.UNKNOWN), (100_000, Status.UNKNOWN)):
            found = finding_of_week(
                MINUTES, "2025-06-09", practices=members, access_weeks=[week_of("2025-06-02", offered)]
            )
            required = quantity(found.required)
            assert (found.status, required.at_least, required.at_most) == (status, 960, None)
            assert (wanted in found.missing) is (status is Status.UNKNOWN)

    def test_the_networks_own_figure_has_to_be_the_corrected_one_too(self) -> None:
        found = finding_of_week(MINUTES, "2025-06-09", populations=[self.FIRST], access_weeks=self.WEEK)
        assert found.status is Status.UNKNOWN
        agreed = [{"kind": "corrected_minutes_agreed", "on": "2025-06-01"}]
        corrected = finding_of_week(
            MINUTES, "2025-06-09", populations=[self.CORRECTED], access_weeks=self.WEEK, returns=agreed
        )
        assert (corrected.status, quantity(corrected.required).value) == (Status.NOT_MET, 960)

    @pytest.mark.parametrize(("day", "at", "monday"), [("2026-04-20", "2026-01-01", "2026-04-13")])
    def test_the_next_year_has_no_correction(self, day: str, at: str, monday: str) -> None:
        members = complete(practice(adjusted={at: 15_500}))
        assert (
            finding_of_week(MINUTES, day, practices=members, access_weeks=[week_of(monday, 930)]).status is Status.MET
        )
