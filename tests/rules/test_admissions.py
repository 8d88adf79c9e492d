"""Needs assessed and a care plan made within seven (working) days of admission or readmission to an Aligned Care Home.

care_homes.assessment_working_days and care_homes.care_plan_working_days = 7: "within 7 working days of admission or
re-admission" (nhse-ehch-page-2023-24). Late is never a shortfall (entry's note: "an aim from which good reason
excuses"): without a reason on record a person judges it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Finding, Status
from support.small_network import Record, complete, finding, given, incomplete, report, waiver

ASSESSMENT, PLAN = "care_homes.assessment_in_time", "care_homes.care_plan_in_time"
DONE = {ASSESSMENT: "assessed_on", PLAN: "planned_on"}
both = pytest.mark.parametrize("rule", [ASSESSMENT, PLAN])


def stay(on: str = "2023-12-21", identifier: str = "S-1", **fields: Any) -> Record:
    """An admission on Thursday 21 December 2023, before bank holidays on 25 and 26 December and 1 January."""
    return {"id": identifier, "on": on, "kind": "admission", **fields}


def home(*stays: Record, name: str = "The Elms", whole: bool = True, since: str = "2020-08-01") -> Record:
    admissions = complete(*stays) if whole else incomplete(*stays)
    return {
        "location": name,
        "name": name,
        "alignment": {"complete": True, "items": [{"since": since}]},
        "admissions": admissions,
    }


def found(rule: str, day: str, *homes: Record, **records: Any) -> Finding:
    return finding(rule, day, care_homes=complete(*homes), **records)


def _done(rule: str, day: str | None) -> Record:
    return {DONE[rule]: day}


def one(rule: str, day: str, done: str | None, reason: str = "", *, whole: bool = True) -> Finding:
    """The finding on a single admission."""
    return found(rule, day, home(stay(**_done(rule, done), delay_reason=reason), whole=whole)).parts[0]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (
            ASSESSMENT,
            "whether an assessment that came later than the days allowed, or has not come, had a good reason; it may "
            "draw on earlier assessments",
        ),
        (PLAN, "whether a plan that came later than the days allowed, or has not come, has a good reason"),
    ],
)
def test_what_a_person_has_to_decide(rule: str, reason: str) -> None:
    assert one(rule, "2024-01-31", "2024-01-05").to_judge == reason


@both
class TestSevenWorkingDays:
    """Admitted on 21 December 2023: due by 4 January 2024."""

    @pytest.mark.parametrize(
        ("done", "status", "late_by"),
        [
            pytest.param("2023-12-21", Status.MET, None, id="the day of admission"),
            pytest.param("2024-01-03", Status.MET, None, id="the day before the last"),
            pytest.param("2024-01-04", Status.MET, None, id="the last day"),
            pytest.param("2024-01-05", Status.JUDGEMENT, 1, id="one day late"),
            pytest.param("2023-11-30", Status.MET, None, id="before the admission"),
        ],
    )
    def test_done_in_time_or_late(self, rule: str, done: str, status: Status, late_by: int | None) -> None:
        answer = one(rule, "2024-01-31", done)
        assert (answer.status, answer.late_by) == (status, late_by)
        assert answer.due is not None
        assert answer.due.day == date(2024, 1, 4)

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2023-12-21", Status.NOT_DUE, id="the day of admission"),
            pytest.param("2024-01-03", Status.NOT_DUE, id="the day before the last"),
            pytest.param("2024-01-04", Status.NOT_DUE, id="the last day"),
            pytest.param("2024-01-05", Status.JUDGEMENT, id="the day after"),
        ],
    )
    def test_not_done(self, rule: str, day: str, status: Status) -> None:
        assert one(rule, day, None).status is status

    @pytest.mark.parametrize(("day", "status"), [("2024-01-04", Status.NOT_DUE), ("2024-01-05", Status.JUDGEMENT)])
    def test_what_is_done_later_was_not_done_on_the_day_of_the_question(
        self, rule: str, day: str, status: Status
    ) -> None:
        assert one(rule, day, "2024-01-08").status is status

    def test_late_with_a_reason_on_record_is_met_and_says_so(self, rule: str) -> None:
        answer = one(rule, "2024-01-31", "2024-01-09", "in hospital until 8 January")
        assert (answer.status, answer.late_by, answer.to_judge) == (Status.MET, 5, "")
        assert answer.reason.endswith("on 9 January 2024; a reason for the delay is on record")

    def test_a_reason_does_not_hurt_what_was_in_time(self, rule: str) -> None:
        answer = one(rule, "2024-01-31", "2024-01-04", "in hospital until 3 January")
        assert (answer.status, answer.late_by) == (Status.MET, None)
        assert answer.reason.endswith("on 4 January 2024")

    def test_late_without_a_reason_is_for_a_person(self, rule: str) -> None:
        answer = one(rule, "2024-01-31", "2024-01-09")
        assert (answer.status, answer.late_by) == (Status.JUDGEMENT, 5)
        assert answer.reason.endswith("on 9 January 2024; no reason for the delay is on record")

    def test_overdue_is_for_a_person_even_with_a_reason(self, rule: str) -> None:
        answer = one(rule, "2024-01-05", None, "moved away")
        assert answer.status is Status.JUDGEMENT
        assert answer.reason.endswith("since the admission on 21 December 2023; a reason for the delay is on record")

    def test_a_list_with_gaps_says_what_was_done_and_not_what_was_not(self, rule: str) -> None:
        assert one(rule, "2024-01-31", "2024-01-04", whole=False).status is Status.MET
        assert one(rule, "2024-01-31", "2024-01-09", whole=False).status is Status.JUDGEMENT
        for day in ("2024-01-04", "2024-01-05"):
            assert one(rule, day, None, whole=False).status is Status.UNKNOWN

    @pytest.mark.parametrize("done", [None, "2023-12-21", "2024-01-04", "2024-01-05", "2024-02-28"])
    @pytest.mark.parametrize("reason", ["", "in hospital"])
    def test_late_is_never_a_shortfall(self, rule: str, done: str | None, reason: str) -> None:
        for day in ("2023-12-21", "2024-01-04", "2024-01-05", "2024-01-31", "2024-03-29"):
            assert one(rule, day, done, reason).status in (Status.MET, Status.NOT_DUE, Status.JUDGEMENT)


@both
class TestTwoReadings:
    """Until March 2023 sources differ: admitted on 22 December 2022, the last day is 29 December or 5 January.

    nhse-ehch-page-2020-21: "within 7 days of re/admission"; nhse-ehch-page-2023-24: "within 7 working days".
    """

    @pytest.mark.parametrize(
        ("done", "status"),
        [
            pytest.param("2022-12-29", Status.MET, id="the last day by both"),
            pytest.param("2022-12-30", Status.UNKNOWN, id="late by one"),
            pytest.param("2023-01-05", Status.UNKNOWN, id="late by one, in time by the other to the last day"),
            pytest.param("2023-01-06", Status.JUDGEMENT, id="late by both"),
        ],
    )
    def test_it_stands_where_they_agree(self, rule: str, done: str, status: Status) -> None:
        held = home(stay("2022-12-22", **_done(rule, done)))
        assert found(rule, "2023-02-01", held).parts[0].status is status

    def test_where_they_differ_both_are_told(self, rule: str) -> None:
        answer = found(rule, "2023-02-01", home(stay("2022-12-22", **_done(rule, "2022-12-31")))).parts[0]
        assert answer.reason.startswith("two readings of the text differ: JUDGEMENT, ")
        assert "; MET, " in answer.reason
        assert [str(answer.due.day) if answer.due else "", *(str(due.day) for due in answer.other_dues)] == [
            "2022-12-29",
            "2023-01-05",
        ]

    def test_a_reason_on_record_settles_it(self, rule: str) -> None:
        held = home(stay("2022-12-22", **_done(rule, "2022-12-31"), delay_reason="in hospital"))
        assert found(rule, "2023-02-01", held).parts[0].status is Status.MET

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2022-12-29", Status.NOT_DUE),
            ("2022-12-30", Status.UNKNOWN),
            ("2023-01-05", Status.UNKNOWN),
            ("2023-01-06", Status.JUDGEMENT),
        ],
    )
    def test_not_done(self, rule: str, day: str, status: Status) -> None:
        assert found(rule, day, home(stay("2022-12-22", **_done(rule, None)))).parts[0].status is status

    def test_from_april_2023_working_days_alone_count(self, rule: str) -> None:
        """Admitted on Friday 28 April 2023, before two bank holidays; 8 May is one of them, and the tenth day."""
        held = home(stay("2023-04-28", **_done(rule, "2023-05-08")))
        assert found(rule, "2023-05-08", held).parts[0].status is Status.MET


class TestWords:
    """What the entry asked of a person before records could decide the rest."""

    def test_what_is_to_be_judged(self) -> None:
        assert one(ASSESSMENT, "2024-01-31", None).to_judge == (
            "whether an assessment that came later than the days allowed, or has not come, had a good reason; "
            "it may draw on earlier assessments"
        )
        assert one(PLAN, "2024-01-31", None).to_judge == (
            "whether a plan that came later than the days allowed, or has not come, has a good reason"
        )

    def test_each_reads_its_own_day_and_its_own_term(self) -> None:
        held = home(stay(assessed_on="2024-01-04", planned_on="2024-01-05"))
        assessed, planned = (found(rule, "2024-01-31", held) for rule in (ASSESSMENT, PLAN))
        assert (assessed.status, planned.status) == (Status.MET, Status.JUDGEMENT)
        assert assessed.parts[0].reason == "assessed on 4 January 2024"
        assert planned.parts[0].reason == "plan made on 5 January 2024; no reason for the delay is on record"
        assert [term.key for term in assessed.parts[0].terms] == ["care_homes.assessment_working_days"]
        assert [term.key for term in planned.parts[0].terms] == ["care_homes.care_plan_working_days"]

    @both
    def test_before_the_admission_is_said(self, rule: str) -> None:
        assert one(rule, "2024-01-31", "2023-11-30").reason.endswith("on 30 November 2023, before the admission")

    @pytest.mark.parametrize("rule", [ASSESSMENT, PLAN])
    def test_seven_working_days_are_one_aim(self, rule: str) -> None:
        assert found(rule, "2024-01-31", home()).strength == "should"


@both
class TestHomes:
    def test_nobody_admitted(self, rule: str) -> None:
        answer = found(rule, "2024-01-31", home())
        assert (answer.status, answer.reason) == (
            Status.NOT_APPLICABLE,
            "there is no admission on record that it asks about",
        )
        assert found(rule, "2024-01-31").status is Status.NOT_APPLICABLE

    def test_without_a_list_of_homes_nothing_is_known(self, rule: str) -> None:
        answer = finding(rule, "2024-01-31")
        assert (answer.status, answer.missing) == (Status.UNKNOWN, ("the list of Aligned Care Homes",))
        assert given(rule, "2024-01-31", {}).status is Status.UNKNOWN

    def test_a_home_without_a_list_is_named_and_hides_nothing(self, rule: str) -> None:
        silent = {"location": "2", "name": "Heronsmead", "alignment": [{"since": "2020-08-01"}]}
        late = stay(identifier="S-2", **{DONE[rule]: "2024-01-05"})
        answer = found(rule, "2024-01-31", silent, home(stay(**{DONE[rule]: "2023-12-27"}), late))
        assert (answer.status, answer.missing) == (Status.UNKNOWN, ("the admissions of Heronsmead",))
        assert answer.reason == "needs the admissions of Heronsmead"
        assert {part.subject_name: part.status for part in answer.parts} == {
            "The Elms, S-1": Status.MET,
            "The Elms, S-2": Status.JUDGEMENT,
        }

    @pytest.mark.parametrize(
        ("since", "status"), [("2023-12-21", Status.JUDGEMENT), ("2023-12-22", Status.NOT_APPLICABLE)]
    )
    def test_an_admission_before_the_home_was_aligned_is_not_this_networks(
        self, rule: str, since: str, status: Status
    ) -> None:
        assert found(rule, "2024-01-31", home(stay(), since=since)).status is status

    def test_of_an_admission_before_it_is_not_known_where_the_alignments_may_have_gaps(self, rule: str) -> None:
        aligned = {"complete": False, "items": [{"since": "2023-12-22"}]}
        answer = found(rule, "2024-01-31", {**home(stay()), "alignment": aligned})
        assert answer.status is Status.UNKNOWN
        assert answer.missing == ("whether The Elms was aligned to the network on 21 December 2023",)

    def test_a_list_with_gaps_leaves_open_whether_there_were_more(self, rule: str) -> None:
        answer = found(rule, "2024-01-31", home(stay(**{DONE[rule]: "2023-12-27"}), whole=False))
        assert (answer.status, answer.missing) == (
            Status.UNKNOWN,
            ("whether the list of admissions of The Elms is complete",),
        )

    def test_the_names_of_several_do_not_run_into_each_other(self, rule: str) -> None:
        stays = [stay(identifier=f"S-{place}", **{DONE[rule]: "2024-01-08"}) for place in range(1, 6)]
        in_time = stay(identifier="S-9", **{DONE[rule]: "2024-01-04"})
        assert found(rule, "2024-01-31", home(in_time, *stays)).reason == (
            "5 of 6 admissions: The Elms, S-1; The Elms, S-2; The Elms, S-3; …"
        )

    def test_a_waiver_lifts_it(self, rule: str) -> None:
        lifted = waiver(rule, since="2024-01-05", until="2024-01-30")
        late = home(stay(**{DONE[rule]: "2024-01-05"}))
        for day, status in (
            ("2024-01-04", Status.NOT_DUE),
            ("2024-01-05", Status.NOT_APPLICABLE),
            ("2024-01-30", Status.NOT_APPLICABLE),
            ("2024-01-31", Status.JUDGEMENT),
        ):
            assert found(rule, day, late, variations=[lifted]).status is status
        answer = found(rule, "2024-01-30", late, variations=[lifted])
        assert (answer.without_exception, answer.to_judge) == (Status.JUDGEMENT, "")


@both
class TestInForce:
    def test_from_1_october_2020(self, rule: str) -> None:
        """londonwide-lmcs-care-homes: 'As of 1 October 2020, a PCN must'."""
        assert [rule in report(day) for day in ("2020-09-30", "2020-10-01", "2020-10-02")] == [False, True, True]

    def test_an_admission_of_september_2020_is_for_a_person_at_most(self, rule: str) -> None:
        """Whether the days count for who was admitted before the duty began is not established."""
        before = home(stay("2020-09-15", **_done(rule, None)))
        assert found(rule, "2020-10-01", before).status is Status.JUDGEMENT

    @pytest.mark.parametrize(
        ("day", "standing"),
        [
            ("2020-10-01", "conflicting"),
            ("2021-03-31", "conflicting"),
            ("2021-04-01", "carried"),
            ("2021-04-02", "carried"),
            ("2022-03-31", "carried"),
            ("2022-04-01", "carried"),
            ("2023-03-31", "carried"),
            ("2023-04-01", "confirmed"),
            ("2023-04-02", "confirmed"),
            ("2024-03-31", "confirmed"),
        ],
    )
    def test_checked_with_its_standing_in_every_year(self, rule: str, day: str, standing: str) -> None:
        answer = found(rule, day, home(stay(day, **{DONE[rule]: day}))).parts[0]
        assert (answer.status, answer.standing) == (Status.MET, standing)

    def test_an_open_admission_goes_on_into_the_next_year(self, rule: str) -> None:
        """Admitted on Monday 27 March 2023; Good Friday and Easter Monday are 7 and 10 April: due by 5 April."""
        late = home(stay("2023-03-27", **_done(rule, None)))
        days = ("2023-03-31", "2023-04-01", "2023-04-05", "2023-04-06")
        assert [found(rule, day, late).status for day in days] == [*[Status.NOT_DUE] * 3, Status.JUDGEMENT]

    def test_after_march_2024_its_text_was_not_seen(self, rule: str) -> None:
        for day, missing in (("2024-03-31", False), ("2024-04-01", True), ("2024-04-02", True)):
            assert found(rule, day, home()).text_missing is missing
