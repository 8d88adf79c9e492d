"""Extended hours access, 1 July 2019 to 30 September 2022.

Figures from contract/years/2019-20/access.toml: 30 minutes a week for each 1,000 registered patients at 1 April 2019,
to the nearest quarter hour, in continuous periods of at least 30 minutes outside core hours (08:00 to 18:30, Monday to
Friday); NHS England's specification 2019/20, clauses 4.6.2(a), (c) and (d). For 2020/21 to 2022/23 neither the day of
the list nor the rounding was seen: there the duty is read both ways.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pcn_des import OutsideDataError, Standing, Status
from support.narrowed import quantity, there
from support.small_network import (
    Record,
    complete,
    finding_of_week,
    given,
    incomplete,
    practice,
    report,
    session,
    waiver,
    week_of,
)

MINUTES, HALF_DAY = "extended_hours.weekly_minutes", "extended_hours.practice_half_day_closure"
MONDAY, DAY = "2019-09-09", "2019-09-16"  # the week from 9 to 15 September 2019, seen on the Monday after it

PRACTICES = complete(  # 42,300 at 1 April 2019, and 44,000 at 1 January 2019, which is for the money only
    practice("A00001", registered={"2019-01-01": 21_000, "2019-04-01": 20_000}),
    practice("A00002", registered={"2019-01-01": 23_000, "2019-04-01": 22_300}),
)


def summed(minutes: int, monday: str = MONDAY) -> list[Record]:
    return [week_of(monday, minutes, "extended_hours")]


def hours(on: str, start: str, end: str) -> Record:
    return session(on, start, end, "extended_hours")


def small(*sessions: Record, patients: int = 1_000) -> Record:
    """A network of 1,000 patients: 30 minutes are owed."""
    return {
        "practices": complete(practice(registered={"2019-04-01": patients})),
        "access_sessions": complete(*sessions),
    }


class TestCancelledTime:
    """As for enhanced access: two readings of a week in which time was cancelled that is owed back."""

    @pytest.mark.parametrize(
        ("minutes", "status"), [(1_184, Status.NOT_MET), (1_185, Status.UNKNOWN), (1_275, Status.MET)]
    )
    def test_a_week_in_which_90_minutes_were_cancelled(self, minutes: int, status: Status) -> None:
        """42,300 registered patients owe 1,275 minutes in 2019/20."""
        cancelled = {"id": "one", "service": "extended_hours", "on": "2019-09-19", "minutes": 90}
        found = finding_of_week(
            "extended_hours.weekly_minutes",
            "2019-09-23",
            practices=complete(practice(registered={"2019-04-01": 42_300})),
            access_weeks=[week_of("2019-09-16", minutes, "extended_hours")],
            cancelled_sessions=complete(cancelled),
        )
        assert found.status is status


class TestMinutesOfTheFirstYear:
    @pytest.mark.parametrize(
        ("minutes", "status"),
        [
            pytest.param(1_269, Status.NOT_MET, id="30 x 42.3 before rounding is not enough"),
            pytest.param(1_274, Status.NOT_MET, id="one minute short"),
            pytest.param(1_275, Status.MET, id="exactly"),
            pytest.param(1_276, Status.MET, id="one above"),
        ],
    )
    def test_42_300_patients_at_1_april_owe_1_275_minutes(self, minutes: int, status: Status) -> None:
        """30 x 42.3 = 1,269, to the nearest quarter hour 1,275 (clause 4.6.2(c))."""
        found = finding_of_week(MINUTES, DAY, practices=PRACTICES, access_weeks=summed(minutes))
        assert found.status is status
        assert (quantity(found.observed).value, quantity(found.required).value) == (Decimal(minutes), Decimal(1_275))
        assert str(found.required) == "1,275 minutes per week"
        assert quantity(found.required).by_reading == ()
        assert found.clause == "4.6.2(c)"

    @pytest.mark.parametrize(("minutes", "status"), [(1_274, Status.NOT_MET), (1_275, Status.MET)])
    def test_the_same_from_given_facts(self, minutes: int, status: Status) -> None:
        found = given(MINUTES, DAY, {"population.registered": 42_300, "extended_hours.weekly_minutes": minutes})
        assert (found.status, quantity(found.required).value) == (status, Decimal(1_275))

    def test_the_working_is_shown_as_a_person_writes_it(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=PRACTICES, access_weeks=summed(1_275))
        assert found.working == "30 x 42,300 / 1,000, to the nearest 15"

    @pytest.mark.parametrize(
        ("patients", "required"),
        [
            pytest.param(42_249, 1_260, id="1,267.47 goes down"),
            pytest.param(42_251, 1_275, id="1,267.53 goes up"),
            pytest.param(42_000, 1_260, id="1,260 stays"),
        ],
    )
    def test_rounded_up_or_down_to_the_nearest_quarter_hour(self, patients: int, required: int) -> None:
        facts = {"population.registered": patients, "extended_hours.weekly_minutes": required}
        assert quantity(given(MINUTES, DAY, facts).required).value == required
        assert given(MINUTES, DAY, facts).status is Status.MET

    def test_lists_of_january_alone_do_not_answer_it(self) -> None:
        members = complete(practice(registered={"2019-01-01": 42_300}))
        found = finding_of_week(MINUTES, DAY, practices=members, access_weeks=summed(2_000))
        assert found.status is Status.UNKNOWN
        assert found.missing == (
            "the registered population of Practice A00001 (A00001) at 1 April 2019; on record, and not counted: "
            "1 January 2019 (42,300)",
        )

    def test_out_of_reach_although_a_practice_has_no_list(self) -> None:
        """What is required can only grow with the list that is missing."""
        members = complete(practice("A00001", registered={"2019-04-01": 42_300}), practice("A00002"))
        assert finding_of_week(MINUTES, DAY, practices=members, access_weeks=summed(1_274)).status is Status.NOT_MET
        found = finding_of_week(MINUTES, DAY, practices=members, access_weeks=summed(1_275))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the registered population of Practice A00002 (A00002) at 1 April 2019",)

    def test_minutes_not_on_record_are_unknown(self) -> None:
        found = finding_of_week(MINUTES, DAY, practices=PRACTICES)
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the extended hours sessions of the week from 9 September 2019 to 15 September 2019",)
        assert quantity(found.required).value == 1_275

    def test_a_waiver_lifts_it(self) -> None:
        lifted = [waiver(MINUTES, since="2019-09-01", until="2019-09-16")]
        records: Record = {"practices": PRACTICES, "access_weeks": summed(900), "variations": lifted}
        found = finding_of_week(MINUTES, DAY, **records)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
        assert finding_of_week(MINUTES, "2019-09-22", **records).status is Status.NOT_APPLICABLE
        later: Record = {
            **records,
            "access_weeks": [*summed(900), *summed(900, "2019-09-16"), *summed(900, "2019-09-23")],
        }
        assert finding_of_week(MINUTES, "2019-09-23", **later).status is Status.NOT_APPLICABLE  # the week from the 16th
        assert finding_of_week(MINUTES, "2019-09-30", **later).status is Status.NOT_MET

    def test_enhanced_access_minutes_do_not_count(self) -> None:
        sums = [week_of(MONDAY, 2_000, "enhanced_access")]
        assert finding_of_week(MINUTES, DAY, practices=PRACTICES, access_weeks=sums).status is Status.UNKNOWN


class TestWhatCounts:
    """Monday 9 September 2019; 1,000 patients owe 30 minutes."""

    @pytest.mark.parametrize(
        ("on", "start", "end", "counted"),
        [
            pytest.param(MONDAY, "18:30", "19:00", 30, id="just after core hours"),
            pytest.param(MONDAY, "07:30", "08:00", 30, id="just before core hours"),
            pytest.param(MONDAY, "18:00", "19:15", 45, id="partly in core hours"),
            pytest.param(MONDAY, "07:00", "09:00", 60, id="running into core hours"),
            pytest.param(MONDAY, "10:00", "12:00", 0, id="in core hours"),
            pytest.param(MONDAY, "08:00", "18:30", 0, id="exactly core hours"),
            pytest.param("2019-09-14", "10:00", "12:00", 120, id="on Saturday"),
            pytest.param("2019-09-15", "10:00", "12:00", 120, id="on Sunday"),
            pytest.param(MONDAY, "07:00", "19:30", 120, id="on both sides of core hours"),
        ],
    )
    def test_minutes_outside_core_hours(self, on: str, start: str, end: str, counted: int) -> None:
        found = finding_of_week(MINUTES, DAY, **small(hours(on, start, end)))
        assert quantity(found.observed).value == counted
        assert found.status is (Status.MET if counted >= 30 else Status.NOT_MET)

    @pytest.mark.parametrize(
        ("start", "end", "counted"),
        [
            pytest.param("18:30", "18:59", 0, id="29 minutes"),
            pytest.param("18:30", "19:00", 30, id="30 minutes"),
            pytest.param("17:00", "18:59", 0, id="long, but 29 minutes outside core hours"),
        ],
    )
    def test_periods_under_30_minutes_do_not_count(self, start: str, end: str, counted: int) -> None:
        """Clause 4.6.2(d): 'continuous periods of at least 30 minutes'."""
        assert quantity(finding_of_week(MINUTES, DAY, **small(hours(MONDAY, start, end))).observed).value == counted

    def test_what_does_not_count_is_said(self) -> None:
        found = finding_of_week(MINUTES, DAY, **small(hours(MONDAY, "17:30", "19:30")))
        told = next(fact.because for fact in found.facts if fact.name == "extended_hours.weekly_minutes")
        assert told == "1 session in the week from 9 September 2019 to 15 September 2019; 60 minutes do not count"

    def test_each_period_outside_core_hours_has_to_be_30_minutes(self) -> None:
        """Clause 4.6.2(d): continuous periods. A quarter of an hour before core hours and one after are two."""
        found = finding_of_week(MINUTES, DAY, **small(hours(MONDAY, "07:45", "18:45")))
        assert quantity(found.observed).value == 0
        assert found.status is Status.NOT_MET

    def test_on_a_bank_holiday_there_are_no_core_hours(self) -> None:
        """Note of extended_hours.core_hours: 'these are the usual hours, bank holidays excepted'. Monday 26 August 2019
        was a bank holiday, so its morning lies outside core hours.
        """
        found = finding_of_week(MINUTES, "2019-09-02", **small(hours("2019-08-26", "10:00", "12:00")))
        assert quantity(found.observed).value == 120
        assert found.status is Status.MET

    @pytest.mark.parametrize(
        ("on", "day", "least", "most"),
        [
            pytest.param("2020-04-10", "2020-04-13", 60, 120, id="Good Friday 2020"),
            pytest.param("2020-05-25", "2020-06-01", 60, 120, id="the last of them"),
            pytest.param("2020-04-09", "2020-04-13", 60, 60, id="no bank holiday"),
            pytest.param("2020-08-31", "2020-09-07", 120, 120, id="from June 2020 on bank holidays have none"),
        ],
    )
    def test_whether_bank_holidays_of_spring_2020_had_core_hours_is_not_known(
        self, on: str, day: str, least: int, most: int
    ) -> None:
        """Core hours are 8.00am to 6.30pm: of an evening session half an hour before their end is in them or not."""
        session = hours(on, "17:30", "19:30")
        found = finding_of_week(MINUTES, day, **small(session))
        assert (quantity(found.observed).at_least, quantity(found.observed).at_most) == (least, most)
        assert ("whether the bank holiday had core hours" in found.missing) is (least != most)

    def test_sessions_at_the_same_time_add_up(self) -> None:
        pair = [hours(MONDAY, "18:30", "19:30"), hours(MONDAY, "18:30", "19:30")]
        assert quantity(finding_of_week(MINUTES, DAY, **small(*pair)).observed).value == 120

    @pytest.mark.parametrize(
        ("day", "counted"),
        [
            pytest.param("2019-09-15", 0, id="Sunday: the week is not over"),
            pytest.param("2019-09-16", 60, id="the Monday after"),
            pytest.param("2019-09-22", 60, id="the Sunday after"),
            pytest.param("2019-09-23", 0, id="a week later"),
        ],
    )
    def test_the_last_whole_week_counts(self, day: str, counted: int) -> None:
        assert (
            quantity(finding_of_week(MINUTES, day, **small(hours(MONDAY, "18:30", "19:30"))).observed).value == counted
        )

    @pytest.mark.parametrize("on", ["2019-09-08", "2019-09-16"])
    def test_sessions_of_the_weeks_beside_it_do_not_count(self, on: str) -> None:
        assert quantity(finding_of_week(MINUTES, DAY, **small(hours(on, "19:00", "20:00"))).observed).value == 0

    def test_an_incomplete_list_that_is_already_enough_is_met(self) -> None:
        records: Record = {**small(), "access_sessions": incomplete(hours(MONDAY, "18:30", "19:00"))}
        found = finding_of_week(MINUTES, DAY, **records)
        assert found.status is Status.MET
        assert str(found.observed) == "at least 30 minutes per week"

    def test_an_incomplete_list_that_is_not_enough_is_unknown(self) -> None:
        records: Record = {**small(patients=2_000), "access_sessions": incomplete(hours(MONDAY, "18:30", "19:00"))}
        found = finding_of_week(MINUTES, DAY, **records)
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the extended hours sessions of the week from 9 September 2019 to 15 September 2019",)


class TestFirstWeek:
    """due = 2019-07-07, the Sunday that ends the service's first whole week."""

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2019-07-01", Status.NOT_DUE, id="the first day"),
            pytest.param("2019-07-06", Status.NOT_DUE, id="the day before"),
            pytest.param("2019-07-07", Status.NOT_DUE, id="the day"),
            pytest.param("2019-07-08", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_no_minutes_are_a_shortfall_only_after_the_first_whole_week(self, day: str, status: Status) -> None:
        found = finding_of_week(MINUTES, day, **small())
        assert (found.status, there(found.due).day) == (status, date(2019, 7, 7))

    def test_enough_minutes_are_met_before_that_too(self) -> None:
        assert (
            finding_of_week(MINUTES, "2019-07-07", **small(hours("2019-06-25", "18:30", "19:30"))).status is Status.MET
        )

    def test_the_day_before_the_contract_is_outside_the_data(self) -> None:
        with pytest.raises(OutsideDataError, match="30 June 2019 is outside"):
            finding_of_week(MINUTES, "2019-06-30", **small())


class TestUnsettledYears:
    """2020/21 to 30 September 2022: four readings, from two lists and with or without rounding."""

    @pytest.mark.parametrize(
        ("minutes", "status"),
        [
            pytest.param(1_268, Status.NOT_MET, id="below every reading"),
            pytest.param(1_269, Status.UNKNOWN, id="enough unless rounded"),
            pytest.param(1_274, Status.UNKNOWN, id="still short if rounded"),
            pytest.param(1_275, Status.MET, id="enough by every reading"),
        ],
    )
    @pytest.mark.parametrize(
        ("day", "monday", "january", "april"),
        [
            pytest.param("2020-09-14", "2020-09-07", "2020-01-01", "2020-04-01", id="2020/21"),
            pytest.param("2021-09-13", "2021-09-06", "2021-01-01", "2021-04-01", id="2021/22"),
            pytest.param("2022-09-12", "2022-09-05", "2022-01-01", "2022-04-01", id="2022/23"),
        ],
    )
    def test_with_or_without_rounding(
        self, day: str, monday: str, january: str, april: str, minutes: int, status: Status
    ) -> None:
        members = complete(practice(registered={january: 42_300, april: 42_300}))
        found = finding_of_week(MINUTES, day, practices=members, access_weeks=summed(minutes, monday))
        assert found.status is status
        assert quantity(found.required).by_reading == (
            Decimal(1_269),
            Decimal(1_275),
        )

    def test_where_the_readings_differ_the_reason_says_so_and_nothing_is_missing(self) -> None:
        found = given(MINUTES, "2020-09-14", {"population.registered": 42_300, "extended_hours.weekly_minutes": 1_270})
        assert found.status is Status.UNKNOWN
        assert found.reason == "two readings of the text differ: 1,269 gives MET, 1,275 gives NOT MET"
        assert found.missing == ()

    @pytest.mark.parametrize(
        ("minutes", "status"),
        [
            pytest.param(1_268, Status.NOT_MET, id="below the smaller list"),
            pytest.param(1_280, Status.UNKNOWN, id="enough for the list of January only"),
            pytest.param(1_290, Status.MET, id="enough for both lists"),
        ],
    )
    def test_the_list_of_january_or_of_april(self, minutes: int, status: Status) -> None:
        """42,300 owe 1,269 or 1,275; 43,000 owe 1,290 either way."""
        members = complete(practice(registered={"2020-01-01": 42_300, "2020-04-01": 43_000}))
        records: Record = {"practices": members, "access_weeks": summed(minutes, "2020-09-07")}
        found = finding_of_week(MINUTES, "2020-09-14", **records)
        assert found.status is status
        assert quantity(found.required).by_first_reading == 1_269
        assert set(quantity(found.required).by_reading) == {1_269, 1_275, 1_290}

    def test_a_list_of_april_not_on_record_is_unknown_and_named(self) -> None:
        members = complete(practice(registered={"2020-01-01": 42_300}))
        found = finding_of_week(MINUTES, "2020-09-14", practices=members, access_weeks=summed(9_999, "2020-09-07"))
        assert found.status is Status.UNKNOWN
        assert found.missing == (
            "the registered population of Practice A00001 (A00001) at 1 April 2020; on record, and not counted: "
            "1 January 2020 (42,300)",
        )

    def test_no_minutes_on_record_are_unknown(self) -> None:
        assert given(MINUTES, "2020-09-14", {"population.registered": 42_300}).status is Status.UNKNOWN

    def test_a_waiver_lifts_it(self) -> None:
        members = complete(practice(registered={"2020-01-01": 42_300, "2020-04-01": 42_300}))
        records: Record = {"practices": members, "access_weeks": summed(0, "2020-09-07")}
        found = finding_of_week(MINUTES, "2020-09-14", variations=[waiver(MINUTES, since="2020-04-01")], **records)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_the_settled_text_ends_on_31_march_2020(self) -> None:
        """Until Sunday 5 April the last whole week is one of March; that from 30 March ends in 2020/21."""
        members = complete(practice(registered={"2019-04-01": 42_300, "2020-01-01": 42_300, "2020-04-01": 42_300}))
        sums = [*summed(1_270, "2020-03-23"), *summed(1_270, "2020-03-30")]
        for day in ("2020-03-31", "2020-04-01", "2020-04-05"):
            last = finding_of_week(MINUTES, day, practices=members, access_weeks=sums)
            assert (last.status, quantity(last.required).value, last.standing) == (
                Status.NOT_MET,
                1_275,
                Standing.SINGLE_SOURCE,
            )
        first = finding_of_week(MINUTES, "2020-04-06", practices=members, access_weeks=sums)
        assert (first.status, first.standing) == (Status.UNKNOWN, Standing.CARRIED)
        assert first.due is None

    def test_not_due_is_out_of_reach_without_a_day(self) -> None:
        """From the first Monday on which a week of the year is over."""
        for day in ("2020-04-06", "2021-04-05", "2022-04-04"):
            assert finding_of_week(MINUTES, day, access_sessions=[]).due is None


class TestLastDay:
    def test_in_force_on_30_september_2022_and_not_on_1_october(self) -> None:
        """doncaster-lmc-enhanced-access: 'extended hours access and, from 1 October 2022, enhanced access'."""
        owed = {
            "extended_hours.weekly_minutes",
            "extended_hours.cancelled_time_made_up",
            "extended_hours.all_patients",
            "extended_hours.outside_core_hours",
            "extended_hours.practices_plan_together",
        }
        for day in ("2022-09-29", "2022-09-30"):
            assert owed <= set(report(day))
        for day in ("2022-10-01", "2022-10-02"):
            assert not any(rule.startswith("extended_hours.") for rule in report(day))


class TestHalfDayClosure:
    """pulse-intelligence-extended-hours-2019: 'Practices that close for half a day each week are not allowed'."""

    @pytest.mark.parametrize(("closes", "status"), [(False, Status.MET), (True, Status.NOT_MET)])
    def test_a_practice_that_closes_for_half_a_day_falls_short(self, closes: bool, status: Status) -> None:
        found = finding_of_week(HALF_DAY, DAY, practices=complete(practice(closes_half_day=closes)))
        assert found.status is status

    def test_not_on_record_is_unknown_and_names_the_practice(self) -> None:
        found = finding_of_week(HALF_DAY, DAY, practices=complete(practice("A00002")))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("whether Practice A00002 closes for half a day each week",)

    def test_a_network_without_practices_has_nobody_to_owe_it(self) -> None:
        assert finding_of_week(HALF_DAY, DAY, practices=[]).status is Status.NOT_APPLICABLE

    def test_an_agreed_exception_lifts_it(self) -> None:
        """Entry's note: 'The service before it let commissioners agree exceptions'."""
        members = complete(practice(closes_half_day=True))
        found = finding_of_week(HALF_DAY, DAY, practices=members, variations=[waiver(HALF_DAY, since="2019-07-01")])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_seen_for_2019_20_and_carried_to_the_end_of_the_service(self) -> None:
        members = complete(practice(closes_half_day=True))
        for day, standing in (("2020-03-31", "single-source"), ("2020-04-01", "carried"), ("2022-09-30", "carried")):
            found = finding_of_week(HALF_DAY, day, practices=members)
            assert (found.status, found.entry.standing) == (Status.NOT_MET, standing)
