"""The generic duty: 'do it, by then, and here is the record'. No rule of its own; the contract entry says which record.

With a day, the first record that shows it done counts, in time or late. Without one, and of what is in place, the last
record says how things stand. A list of returns is silent about what it omits, unless it says that it is complete
(DESIGN 4).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import UNKNOWN, OutsideDataError, RecordError, Status, UnknownNameError, assess
from pcn_des.dates import ONE_DAY
from support.narrowed import there
from support.small_network import Record, complete, finding, given, incomplete, report, waiver

PLAN, AGREED = "enhanced_access.plan_submitted", "enhanced_access.plan_agreed"
BOOKING, REMINDERS = "enhanced_access.booking_horizon", "enhanced_access.reminders"
SHARING = "network_agreement.data_sharing"
AREA, MAP = "network.area_agreed", "network.area_map"


def sent(kind: str, on: str, **fields: Any) -> Record:
    return {"kind": kind, "on": on, **fields}


def plan(on: str, **fields: Any) -> Record:
    return sent("enhanced_access_plan", on, **fields)


def audit(on: str, **fields: Any) -> Record:
    return sent("appointment_book_audit", on, **fields)


class TestByADay:
    """enhanced_access.plan_submitted, due 31 July 2022: 'GP practices have until 31 July to submit draft enhanced
    access plans to local commissioners' (gponline-opt-out-2022).
    """

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-04-01", Status.NOT_DUE, id="the first day of the year"),
            pytest.param("2022-07-30", Status.NOT_DUE, id="the day before"),
            pytest.param("2022-07-31", Status.NOT_DUE, id="the day"),
            pytest.param("2022-08-01", Status.NOT_MET, id="the day after"),
            pytest.param("2023-03-31", Status.NOT_MET, id="the last day of the year"),
        ],
    )
    def test_not_sent(self, day: str, status: Status) -> None:
        found = finding(PLAN, day, returns=complete())
        assert (found.status, there(found.due).day) == (status, date(2022, 7, 31))

    @pytest.mark.parametrize(
        ("on", "late_by"),
        [
            pytest.param("2022-07-30", None, id="the day before"),
            pytest.param("2022-07-31", None, id="the day"),
            pytest.param("2022-08-01", 1, id="one day late"),
            pytest.param("2022-08-19", 19, id="19 days late"),
        ],
    )
    @pytest.mark.parametrize("listed", [complete, incomplete])
    def test_sent_in_time_or_late(self, listed: Any, on: str, late_by: int | None) -> None:
        found = finding(PLAN, "2022-11-14", returns=listed(plan(on)))
        assert (found.status, found.late_by, found.done) == (Status.MET, late_by, date.fromisoformat(on))

    def test_sent_tomorrow_is_not_sent_today(self) -> None:
        returns = complete(plan("2022-08-19"))
        assert finding(PLAN, "2022-07-31", returns=returns).status is Status.NOT_DUE
        assert finding(PLAN, "2022-08-18", returns=returns).status is Status.NOT_MET
        assert finding(PLAN, "2022-08-19", returns=returns).status is Status.MET

    def test_the_first_record_that_shows_it_counts(self) -> None:
        twice = complete(plan("2022-09-01"), plan("2022-07-20"))
        assert finding(PLAN, "2022-11-14", returns=twice).late_by is None
        refused = plan("2022-07-20", shows={PLAN: False})
        found = finding(PLAN, "2022-11-14", returns=complete(refused, plan("2022-08-05")))
        assert (found.status, found.late_by) == (Status.MET, 5)

    @pytest.mark.parametrize("listed", [complete, incomplete])
    def test_a_record_that_shows_it_not_done_is_a_shortfall_after_the_day(self, listed: Any) -> None:
        returns = listed(plan("2022-07-20", document="draft without staffing", shows={PLAN: False}))
        assert finding(PLAN, "2022-07-31", returns=returns).status is Status.NOT_DUE
        found = finding(PLAN, "2022-08-01", returns=returns)
        assert found.status is Status.NOT_MET
        assert found.reason == (
            "the enhanced access plan of 20 July 2022 (draft without staffing) shows that it is not done"
        )

    def test_once_sent_it_stays_sent_though_the_record_expires(self) -> None:
        returns = complete(plan("2022-07-20", until="2022-09-30"))
        assert finding(PLAN, "2022-11-14", returns=returns).status is Status.MET

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param({}, id="no list of returns"),
            pytest.param({"returns": [audit("2022-07-20")]}, id="an incomplete list without it"),
        ],
    )
    @pytest.mark.parametrize("day", ["2022-07-31", "2022-08-01"])
    def test_no_record_is_unknown_and_names_it(self, day: str, records: dict[str, Any]) -> None:
        found = finding(PLAN, day, **records)
        assert (found.status, found.missing) == (Status.UNKNOWN, ("the enhanced access plan",))

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(PLAN, "2022-08-01", returns=[], variations=[waiver(PLAN, since="2022-08-01")])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_it_belongs_to_2022_23(self) -> None:
        assert PLAN not in report("2022-03-31")
        assert PLAN in report("2022-04-01")
        assert PLAN in report("2023-03-31")
        assert PLAN not in report("2023-04-01")


@pytest.mark.parametrize(
    ("rule", "kind", "before", "due", "after"),
    [
        pytest.param(
            "network.confirmed_for_the_year", "network_confirmation", "2020-05-30", "2020-05-31", "2020-06-01",
            id="yearly notice by 31 May 2020",
        ),
        pytest.param(
            "network_agreement.community_services", "community_services_arrangements",
            "2020-09-29", "2020-09-30", "2020-10-01", id="community services by 30 September 2020",
        ),
        pytest.param(
            "network_agreement.mental_health_and_pharmacy", "mental_health_and_pharmacy_arrangements",
            "2021-03-30", "2021-03-31", "2021-04-01", id="mental health and pharmacy by 31 March 2021",
        ),
    ],
)  # fmt: skip
def test_other_days_of_2020_21(rule: str, kind: str, before: str, due: str, after: str) -> None:
    """contract/years/2020-21/network.toml; the last from hempsons-key-dates-2020-revised: 'is 31 March 2021'."""
    assert finding(rule, before, returns=[]).status is Status.NOT_DUE
    assert finding(rule, due, returns=[]).status is Status.NOT_DUE
    assert finding(rule, after, returns=[]).status is Status.NOT_MET
    assert finding(rule, due, returns=complete(sent(kind, due))).late_by is None
    assert finding(rule, after, returns=complete(sent(kind, due))).status is Status.MET


@pytest.mark.parametrize(
    ("rule", "kind", "due"),
    [
        ("network.confirmed_for_the_year", "network_confirmation", "2020-05-31"),
        ("participation.national_form", "participation_form", "2020-05-31"),
        ("data.workforce_plan", "workforce_plan", "2020-08-31"),
        ("data.workforce_plan_to_2024", "workforce_plan_to_2024", "2020-10-31"),
    ],
)
def test_a_paper_of_2019_20_is_none_of_the_papers_of_2020_21(rule: str, kind: str, due: str) -> None:
    old, day = sent(kind, "2019-07-20"), date.fromisoformat(due)
    assert finding(rule, due, returns=complete(old)).status is Status.NOT_DUE
    assert finding(rule, str(day + ONE_DAY), returns=complete(old)).status is Status.NOT_MET
    assert finding(rule, str(day + ONE_DAY), returns=complete(old, sent(kind, "2020-04-01"))).late_by is None


@pytest.mark.parametrize(
    ("rule", "kind", "due"),
    [
        ("data.workforce_plan", "workforce_plan", "2022-08-31"),
        ("data.workforce_plan_to_2024", "workforce_plan_to_2024", "2022-10-31"),
    ],
)
def test_last_years_paper_excuses_none_that_is_due_by_a_day(rule: str, kind: str, due: str) -> None:
    old, day = complete(sent(kind, "2021-08-31")), date.fromisoformat(due)
    assert finding(rule, "2022-04-01", returns=old).status is Status.NOT_DUE
    assert finding(rule, due, returns=old).status is Status.NOT_DUE
    assert finding(rule, str(day + ONE_DAY), returns=old).status is Status.NOT_MET


@pytest.mark.parametrize(
    ("rule", "kind", "sent_on", "last"),
    [
        (SHARING, "data_sharing_agreement", "2019-06-20", "2019-09-30"),
        ("extended_hours.data_sharing", "data_sharing_agreement", "2019-06-20", "2019-09-30"),
        ("network_agreement.community_services", "community_services_arrangements", "2020-09-20", "2020-11-30"),
        ("care_homes.homes_agreed", "care_home_list", "2020-07-20", "2020-11-30"),
        ("care_homes.team_established", "care_home_team", "2020-09-20", "2020-11-30"),
        ("care_homes.care_plan_arrangements", "care_home_plan_arrangements", "2020-09-20", "2020-11-30"),
    ],
)
def test_what_is_in_place_is_short_from_the_day_after_it_ended(rule: str, kind: str, sent_on: str, last: str) -> None:
    """As in a year in which the duty has no day: an agreement that has ended, or was shown not to be there."""
    after = date.fromisoformat(last) + ONE_DAY
    ended = complete(sent(kind, sent_on, until=last))
    revoked = complete(sent(kind, sent_on), sent(kind, str(after), shows={rule: False}))
    for returns in (ended, revoked):
        assert finding(rule, last, returns=returns).status is Status.MET
        assert finding(rule, str(after), returns=returns).status is Status.NOT_MET


@pytest.mark.parametrize(
    ("rule", "kind", "due", "on", "late_by"),
    [
        (SHARING, "data_sharing_agreement", "2019-06-30", "2019-07-19", 19),
        ("extended_hours.data_sharing", "data_sharing_agreement", "2019-06-30", "2019-07-01", 1),
        ("network_agreement.initial_submitted", "network_agreement_first_version", "2019-05-15", "2019-05-16", 1),
        (MAP, "network_area_map", "2019-05-15", "2019-06-03", 19),
    ],
)
def test_days_before_the_first_day_of_the_data_can_only_be_late(
    rule: str, kind: str, due: str, on: str, late_by: int
) -> None:
    """contract/years/2019-20: registration by 15 May 2019, agreements by 30 June; questions start on 1 July 2019."""
    found = finding(rule, "2019-07-19", returns=complete(sent(kind, on)))
    assert (found.status, there(found.due).day, found.late_by) == (Status.MET, date.fromisoformat(due), late_by)
    assert finding(rule, "2019-07-19", returns=complete(sent(kind, due))).late_by is None
    assert finding(rule, "2019-07-01", returns=[], areas=[]).status is Status.NOT_MET
    with pytest.raises(OutsideDataError):
        finding(rule, "2019-06-30", returns=[])


class TestByAMonth:
    """enhanced_access.plan_agreed, due in August 2022: 'agree a plan ... by August 2022'; the day was not seen."""

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-07-31", Status.NOT_DUE, id="before the month"),
            pytest.param("2022-08-01", Status.NOT_DUE, id="the first day it may be due"),
            pytest.param("2022-08-02", Status.UNKNOWN, id="within the month"),
            pytest.param("2022-08-31", Status.UNKNOWN, id="the last day it may be due"),
            pytest.param("2022-09-01", Status.NOT_MET, id="after the month"),
        ],
    )
    def test_not_agreed(self, day: str, status: Status) -> None:
        found = finding(AGREED, day, returns=[])
        assert (found.status, there(found.due).day) == (status, None)
        if status is Status.UNKNOWN:
            assert found.missing == ("the day in August 2022 by which it is due",)

    @pytest.mark.parametrize(("on", "late_by"), [("2022-08-15", None), ("2022-08-31", None), ("2022-09-05", 5)])
    def test_agreed(self, on: str, late_by: int | None) -> None:
        """Late only by what is certain: from the end of the month."""
        found = finding(AGREED, "2022-11-14", returns=complete(sent("enhanced_access_plan_agreement", on)))
        assert (found.status, found.late_by) == (Status.MET, late_by)


class TestYearly:
    """Checks of the appointment book under enhanced access: yearly = true, from 1 October 2022."""

    @pytest.mark.parametrize(
        ("on", "day", "status"),
        [
            pytest.param("2022-03-31", "2022-11-14", Status.NOT_MET, id="last year's"),
            pytest.param("2022-09-30", "2022-11-14", Status.NOT_MET, id="the day before the duty began"),
            pytest.param("2022-09-30", "2023-04-01", Status.NOT_MET, id="which is nothing to go by in the next either"),
            pytest.param("2022-10-01", "2022-11-14", Status.MET, id="first day of the duty"),
            pytest.param("2022-10-10", "2023-03-31", Status.MET, id="to the last day of the year"),
            pytest.param("2022-10-10", "2023-04-01", Status.UNKNOWN, id="the next asks for its own"),
            pytest.param("2022-10-10", "2024-03-30", Status.UNKNOWN, id="all through the next"),
            pytest.param("2022-10-10", "2024-03-31", Status.NOT_MET, id="which is over without one on its last day"),
            pytest.param("2022-10-10", "2024-04-01", Status.NOT_MET, id="and then there is nothing to go by"),
            pytest.param("2023-04-01", "2023-11-14", Status.MET, id="first day of the next year"),
        ],
    )
    def test_a_record_counts_in_its_contract_year(self, on: str, day: str, status: Status) -> None:
        """Last year's check says nothing of this year, and is no sign that the duty is not done any more."""
        assert finding(BOOKING, day, returns=complete(audit(on))).status is status

    @pytest.mark.parametrize(("since", "status"), [("2022-10-01", Status.NOT_MET), ("2022-10-02", Status.UNKNOWN)])
    def test_a_list_that_is_complete_from_the_first_day_of_the_duty_tells_all(self, since: str, status: Status) -> None:
        """What a check would have seen before 1 October shows nothing, so that nothing is wanted of those days."""
        returns = {"complete": {"since": since}, "items": []}
        assert finding(BOOKING, "2022-11-14", returns=returns).status is status

    @pytest.mark.parametrize(
        "last_years", [audit("2023-02-01", shows={BOOKING: False}), audit("2023-02-01", until="2023-03-31")]
    )
    def test_last_years_record_excuses_only_where_it_showed_the_duty_done_and_has_not_ended(
        self, last_years: Record
    ) -> None:
        assert finding(BOOKING, "2023-04-01", returns=complete(last_years)).status is Status.NOT_MET

    def test_in_an_incomplete_list_an_old_record_leaves_it_unknown_and_names_the_year(self) -> None:
        found = finding(BOOKING, "2023-04-01", returns=[audit("2022-05-10")])
        assert (found.status, found.missing) == (Status.UNKNOWN, ("an appointment book audit in 2023/24",))

    def test_one_record_can_show_one_duty_done_and_another_not(self) -> None:
        returns = complete(audit("2022-10-05", shows={BOOKING: False}))
        assert finding(BOOKING, "2022-11-14", returns=returns).status is Status.NOT_MET
        assert finding(REMINDERS, "2022-11-14", returns=returns).status is Status.MET

    @pytest.mark.parametrize(("first", "last", "status"), [(False, True, Status.MET), (True, False, Status.NOT_MET)])
    def test_the_last_record_says_how_things_stand(self, first: bool, last: bool, status: Status) -> None:
        returns = [audit("2022-11-01", shows={BOOKING: last}), audit("2022-10-05", shows={BOOKING: first})]
        found = finding(BOOKING, "2022-11-14", returns=returns)
        assert (found.status, found.late_by) == (status, None)

    def test_no_record_in_a_complete_list_is_a_shortfall(self) -> None:
        found = finding(BOOKING, "2022-11-14", returns=[])
        assert found.status is Status.NOT_MET
        assert found.reason == "the list of returns is complete and does not have an appointment book audit"

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(BOOKING, "2022-11-14", returns=[], variations=[waiver(BOOKING, since="2022-10-01")])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_the_network_agreement_is_brought_up_to_date_each_year(self) -> None:
        """network_agreement.kept_current, yearly from 2020/21: 'updated year on year'."""
        returns = complete(sent("network_agreement_update", "2020-06-20"))
        assert "network_agreement.kept_current" not in report("2020-03-31")
        assert finding("network_agreement.kept_current", "2020-06-19", returns=returns).status is Status.NOT_MET
        assert finding("network_agreement.kept_current", "2020-06-20", returns=returns).status is Status.MET
        assert finding("network_agreement.kept_current", "2021-03-31", returns=returns).status is Status.MET
        assert finding("network_agreement.kept_current", "2021-04-01", returns=returns).status is Status.UNKNOWN
        assert finding("network_agreement.kept_current", "2022-04-01", returns=returns).status is Status.NOT_MET


EVERY_YEARLY_DUTY_OF_ENHANCED_ACCESS = [
    ("all_patients", "appointment_book_audit"),
    ("appointment_book_access", "appointment_book_audit"),
    ("booking_horizon", "appointment_book_audit"),
    ("same_day_online_booking", "appointment_book_audit"),
    ("reminders", "appointment_book_audit"),
    ("simple_cancellation", "appointment_book_audit"),
    ("unused_slots_to_nhs111", "appointment_book_audit"),
    ("gp_cover", "enhanced_access_rota"),
    ("mode_mix", "enhanced_access_activity"),
    ("service_range", "enhanced_access_activity"),
]


@pytest.mark.parametrize(("what", "kind"), EVERY_YEARLY_DUTY_OF_ENHANCED_ACCESS)
def test_each_yearly_duty_of_enhanced_access_by_its_own_record(what: str, kind: str) -> None:
    """contract/years/2022-23/access.toml: every one from 1 October 2022, by a record of this kind."""
    rule = f"enhanced_access.{what}"
    assert rule not in report("2022-09-30")
    assert finding(rule, "2022-10-01", returns=complete(sent(kind, "2022-10-01"))).status is Status.MET
    assert finding(rule, "2022-10-01", returns=complete(sent("something_else", "2022-10-01"))).status is Status.NOT_MET
    assert finding(rule, "2022-10-01").status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("extended_hours.all_patients", "appointment_book_audit"),
        ("extended_hours.outside_core_hours", "extended_hours_timetable"),
    ],
)
def test_yearly_duties_of_extended_hours(rule: str, kind: str) -> None:
    """contract/years/2019-20 to 2022-23/access.toml: until 30 September 2022."""
    returns = complete(sent(kind, "2019-07-01"), sent(kind, "2022-09-30"))
    assert finding(rule, "2019-07-01", returns=returns).status is Status.MET
    assert finding(rule, "2020-04-01", returns=returns).status is Status.UNKNOWN
    assert finding(rule, "2021-04-01", returns=returns).status is Status.NOT_MET
    assert finding(rule, "2022-09-30", returns=returns).status is Status.MET
    assert rule not in report("2022-10-01")


WORKFORCE = "data.workforce_return"


class TestMonthly:
    """data.workforce_return, monthly = true: 'log in at least once per month (preferably shortly before data
    extraction on the last day of each month' (nhse-nwrs-responsibilities).
    """

    def on_days(self, *days: str) -> dict[str, Any]:
        return complete(*(sent("workforce_return", day) for day in days))

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-05-30", Status.MET, id="May is not over"),
            pytest.param("2022-05-31", Status.MET, id="the last day of a month, on which its return may still come"),
            pytest.param("2022-06-01", Status.NOT_MET, id="the day after"),
            pytest.param("2023-03-31", Status.NOT_MET, id="to the last day of the year"),
        ],
    )
    def test_a_month_without_a_return_is_a_shortfall_from_the_day_after(self, day: str, status: Status) -> None:
        assert finding(WORKFORCE, day, returns=self.on_days("2022-04-20", "2022-06-20")).status is status

    def test_the_reason_names_the_months(self) -> None:
        found = finding(WORKFORCE, "2022-09-01", returns=self.on_days("2022-04-20", "2022-06-20", "2022-08-31"))
        assert found.reason == (
            "the list of returns is complete and does not have a workforce return of the network for May 2022, "
            "July 2022"
        )
        found = finding(WORKFORCE, "2022-09-01", returns=self.on_days("2022-04-20"))
        assert found.reason.endswith("for each month from May 2022 to August 2022")

    def test_a_return_in_each_month_is_met(self) -> None:
        days = [f"2022-{month:02}-28" for month in range(4, 11)]
        found = finding(WORKFORCE, "2022-11-14", returns=self.on_days(*days))
        assert (found.status, found.late_by) == (Status.MET, None)
        assert found.reason == (
            "a workforce return of the network of 28 October 2022, and one for each month that is over"
        )

    def test_a_record_may_say_until_when_it_counts(self) -> None:
        kept = complete(sent("workforce_return", "2022-04-20", until="2022-06-01"))
        assert finding(WORKFORCE, "2022-07-31", returns=kept).status is Status.MET
        assert finding(WORKFORCE, "2022-08-01", returns=kept).status is Status.NOT_MET

    @pytest.mark.parametrize("returns", [[], complete()])
    def test_in_the_first_month_of_the_duty_what_lacks_may_still_come(self, returns: Any) -> None:
        found = finding(WORKFORCE, "2021-07-31", returns=returns)
        assert (found.status, found.missing) == (
            Status.UNKNOWN,
            ("a workforce return of the network for July 2021",),
        )
        assert finding(WORKFORCE, "2021-08-01", returns=returns).status is Status.NOT_MET

    def test_in_the_first_month_of_the_duty_a_return_is_enough_and_an_earlier_one_is_not(self) -> None:
        assert finding(WORKFORCE, "2021-07-20", returns=self.on_days("2021-07-20")).status is Status.MET
        assert finding(WORKFORCE, "2021-07-20", returns=self.on_days("2021-06-30")).status is Status.UNKNOWN

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2023-03-31", Status.MET, id="March is not over"),
            pytest.param("2023-04-01", Status.NOT_MET, id="March is over, and so is its contract year"),
            pytest.param("2023-04-30", Status.NOT_MET, id="no month of the new year is over"),
            pytest.param("2023-05-01", Status.MET, id="April is over, and had its return"),
        ],
    )
    def test_the_last_month_of_a_year_is_asked_about_in_the_first_of_the_next(self, day: str, status: Status) -> None:
        """By the duty of the year that it was in, as weekly duties are held to the year in which a week ended."""
        days = [f"2022-{month:02}-28" for month in range(4, 13)]
        returns = self.on_days(*days, "2023-01-31", "2023-02-28", "2023-04-03")
        assert finding(WORKFORCE, day, returns=returns).status is status

    def test_a_network_that_opened_in_the_last_month_of_a_year_owes_none_of_it(self) -> None:
        opened = finding(WORKFORCE, "2023-04-20", opened="2023-03-02", returns=complete())
        assert (opened.status, opened.missing) == (
            Status.UNKNOWN,
            ("a workforce return of the network for April 2023",),
        )
        assert finding(WORKFORCE, "2023-04-20", opened="2023-03-01", returns=complete()).status is Status.NOT_MET

    def test_a_return_after_the_month_does_not_count(self) -> None:
        assert finding(WORKFORCE, "2022-05-01", returns=self.on_days("2022-05-01")).status is Status.NOT_MET

    def test_in_an_incomplete_list_the_months_without_a_return_are_unknown_and_named(self) -> None:
        found = finding(WORKFORCE, "2022-06-01", returns=incomplete(sent("workforce_return", "2022-04-20")))
        assert (found.status, found.missing) == (
            Status.UNKNOWN,
            ("a workforce return of the network for May 2022",),
        )

    def test_a_record_that_shows_it_not_done_is_a_shortfall_in_any_list(self) -> None:
        undone = incomplete(sent("workforce_return", "2022-04-20", shows={WORKFORCE: False}))
        found = finding(WORKFORCE, "2022-05-01", returns=undone)
        assert found.status is Status.NOT_MET
        assert found.reason == "a workforce return of the network shows that it is not done in April 2022"

    def test_from_july_2021_on(self) -> None:
        """The reporting service of today began in July 2021: no month before is asked about."""
        assert finding(WORKFORCE, "2021-06-30").text_missing
        assert finding(WORKFORCE, "2021-07-31", returns=self.on_days("2021-07-31")).status is Status.MET
        assert finding(WORKFORCE, "2021-08-01", returns=self.on_days("2021-06-30")).status is Status.NOT_MET

    @pytest.mark.parametrize("day", ["2021-07-01", "2022-04-01", "2024-11-14", "2027-03-31"])
    def test_of_the_practices_too(self, day: str) -> None:
        found = finding("data.practice_workforce_return", day, returns=incomplete())
        assert found.status is Status.UNKNOWN
        assert found.missing[0].startswith("a workforce return of a practice for")


class TestWithoutADay:
    """network_agreement.data_sharing after 2019/20: no day, not yearly."""

    def test_a_record_counts_until_another_takes_its_place(self) -> None:
        old = sent("data_sharing_agreement", "2019-06-20")
        assert finding(SHARING, "2026-11-14", returns=complete(old)).status is Status.MET

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-12-30", Status.MET, id="the day before its last"),
            pytest.param("2022-12-31", Status.MET, id="its last day"),
            pytest.param("2023-01-01", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_a_record_counts_until_its_last_day(self, day: str, status: Status) -> None:
        old = sent("data_sharing_agreement", "2021-01-01", until="2022-12-31")
        assert finding(SHARING, day, returns=complete(old)).status is status

    def test_an_expired_record_in_an_incomplete_list_leaves_it_unknown(self) -> None:
        old = sent("data_sharing_agreement", "2021-01-01", until="2022-12-31")
        found = finding(SHARING, "2023-01-01", returns=incomplete(old))
        assert (found.status, found.missing) == (Status.UNKNOWN, ("a data sharing agreement",))

    def test_done_at_any_time_is_never_late(self) -> None:
        found = finding(SHARING, "2022-11-14", returns=[sent("data_sharing_agreement", "2022-11-01")])
        assert (found.status, found.late_by, found.due) == (Status.MET, None, None)

    def test_the_day_of_2019_ends_with_its_year(self) -> None:
        late = [sent("data_sharing_agreement", "2019-07-10")]
        assert finding(SHARING, "2020-03-31", returns=late).late_by == 10
        assert finding(SHARING, "2020-04-01", returns=late).late_by is None


class TestAreaRecords:
    """The Network Area has a record of its own, which shows the agreement and the map as well as a return would."""

    def area(self, **fields: Any) -> dict[str, Any]:
        return {"areas": [{"description": "Millbrook", "since": "2021-04-01", **fields}]}

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2021-03-18", Status.UNKNOWN, id="the day before it was agreed"),
            pytest.param("2021-03-19", Status.MET, id="the day it was agreed"),
            pytest.param("2022-11-14", Status.MET, id="while it lasts"),
            pytest.param("2022-11-15", Status.UNKNOWN, id="after it ended"),
        ],
    )
    def test_agreed(self, day: str, status: Status) -> None:
        assert finding(AREA, day, **self.area(agreed_on="2021-03-19", until="2022-11-14")).status is status

    def test_a_return_shows_it_too(self) -> None:
        assert finding(AREA, "2022-11-14", returns=[sent("network_area_agreement", "2021-03-19")]).status is Status.MET

    def test_an_area_without_agreement_or_map_shows_neither(self) -> None:
        found = finding(AREA, "2022-11-14", **self.area())
        assert (found.status, found.missing) == (Status.UNKNOWN, ("the agreement to the Network Area",))
        assert finding(MAP, "2022-11-14", **self.area()).missing == ("the Network Area map",)

    def test_the_map(self) -> None:
        held = self.area(map="map of 2021.pdf", agreed_on="2021-03-19", until="2022-11-14")
        days = ("2021-03-18", "2021-03-19", "2022-11-14", "2022-11-15")
        found = [finding(MAP, day, **held).status for day in days]
        assert found == [Status.UNKNOWN, Status.MET, Status.MET, Status.UNKNOWN]

    def test_a_map_of_an_area_that_is_not_agreed_counts_from_its_first_day(self) -> None:
        found = [finding(MAP, day, **self.area(map="map")).status for day in ("2021-03-31", "2021-04-01")]
        assert found == [Status.UNKNOWN, Status.MET]

    def test_an_area_that_was_agreed_after_it_ended_shows_it_on_that_day_alone(self) -> None:
        held = self.area(map="map", until="2021-06-30", agreed_on="2021-07-05")
        days = ("2021-07-04", "2021-07-05", "2021-07-06")
        assert [finding(AREA, day, **held).status for day in days] == [Status.UNKNOWN, Status.MET, Status.UNKNOWN]
        assert [finding(MAP, day, **held).status for day in days] == [Status.UNKNOWN, Status.MET, Status.UNKNOWN]

    def test_nothing_in_complete_lists_is_a_shortfall(self) -> None:
        assert finding(AREA, "2022-11-14", returns=[], areas=[]).status is Status.NOT_MET
        assert finding(MAP, "2022-11-14", returns=[], areas=[]).status is Status.NOT_MET

    @pytest.mark.parametrize("rule", [AREA, MAP])
    def test_complete_returns_do_not_speak_for_areas_that_are_not_on_record(self, rule: str) -> None:
        """The agreement may stand with the area; no list of areas is silent about it (DESIGN 4)."""
        assert finding(rule, "2022-11-14", returns=[]).status is Status.UNKNOWN

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(AREA, "2022-11-14", returns=[], areas=[], variations=[waiver(AREA, since="2022-04-01")])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)


class TestGivenFacts:
    def test_the_day_of_the_record_may_be_given(self) -> None:
        found = given(PLAN, "2022-11-14", {f"evidence.{PLAN}": date(2022, 8, 19)})
        assert (found.status, found.late_by) == (Status.MET, 19)

    @pytest.mark.parametrize("facts", [{}, {f"evidence.{PLAN}": UNKNOWN}], ids=["not given", "given as unknown"])
    def test_otherwise_it_is_unknown(self, facts: dict[str, Any]) -> None:
        assert given(PLAN, "2022-11-14", facts).status is Status.UNKNOWN

    def test_a_day_after_the_question_says_nothing_about_it(self) -> None:
        """Records after the day are not counted either."""
        assert given(PLAN, "2022-07-20", {f"evidence.{PLAN}": date(2022, 7, 29)}).status is not Status.MET

    def test_an_obligation_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="plan_submitted"):
            assess({"evidence.enhanced_access.plan_submited": date(2022, 7, 29)}, date(2022, 11, 14))

    def test_anything_but_a_day_is_refused(self) -> None:
        with pytest.raises(RecordError, match="must be a date"):
            assess({f"evidence.{PLAN}": "2022-07-29"}, date(2022, 11, 14))


class TestSlips:
    """What a paper names that there is not is said in the report: it would count for something else than was meant."""

    def test_a_duty_that_there_is_not(self) -> None:
        slip = audit("2022-10-07", shows={"enhanced_access.reminder": False})
        assert report("2022-11-14", returns=[slip]).notes == (
            "A paper of 7 October 2022 (appointment_book_audit) shows 'enhanced_access.reminder', which is no duty; "
            "is 'enhanced_access.reminders' meant?",
        )

    def test_a_kind_that_no_duty_asks_for(self) -> None:
        assert report("2022-11-14", returns=[sent("appointment_book_adit", "2022-10-07")]).notes == (
            "A paper of 7 October 2022 is of the kind 'appointment_book_adit', which no duty asks for; "
            "is 'appointment_book_audit' meant?",
        )

    def test_nothing_is_said_of_what_there_is(self) -> None:
        later = audit("2022-10-07", shows={REMINDERS: False, "extended_hours.all_patients": True})
        assert report("2022-11-14", returns=[later]).notes == ()
