"""Needs assessed and a care plan made within seven working days of admission or readmission to an Aligned Care Home.

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


def stay(on: str = "2022-12-22", identifier: str = "S-1", **fields: Any) -> Record:
    """An admission on Thursday 22 December 2022, before bank holidays on 26 and 27 December and 2 January."""
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
    assert one(rule, "2023-02-01", "2023-01-06").to_judge == reason


@both
class TestSevenWorkingDays:
    """Admitted on 22 December 2022: due by 5 January 2023."""

    @pytest.mark.parametrize(
        ("done", "status", "late_by"),
        [
            pytest.param("2022-12-22", Status.MET, None, id="the day of admission"),
            pytest.param("2023-01-04", Status.MET, None, id="the day before the last"),
            pytest.param("2023-01-05", Status.MET, None, id="the last day"),
            pytest.param("2023-01-06", Status.JUDGEMENT, 1, id="one day late"),
            pytest.param("2022-12-01", Status.MET, None, id="before the admission"),
        ],
    )
    def test_done_in_time_or_late(self, rule: str, done: str, status: Status, late_by: int | None) -> None:
        answer = one(rule, "2023-02-01", done)
        assert (answer.status, answer.late_by) == (status, late_by)
        assert answer.due is not None
        assert answer.due.day == date(2023, 1, 5)

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-12-22", Status.NOT_DUE, id="the day of admission"),
            pytest.param("2023-01-04", Status.NOT_DUE, id="the day before the last"),
            pytest.param("2023-01-05", Status.NOT_DUE, id="the last day"),
            pytest.param("2023-01-06", Status.JUDGEMENT, id="the day after"),
        ],
    )
    def test_not_done(self, rule: str, day: str, status: Status) -> None:
        assert one(rule, day, None).status is status

    @pytest.mark.parametrize(("day", "status"), [("2023-01-05", Status.NOT_DUE), ("2023-01-06", Status.JUDGEMENT)])
    def test_what_is_done_later_was_not_done_on_the_day_of_the_question(
        self, rule: str, day: str, status: Status
    ) -> None:
        assert one(rule, day, "2023-01-09").status is status

    def test_late_with_a_reason_on_record_is_met_and_says_so(self, rule: str) -> None:
        answer = one(rule, "2023-02-01", "2023-01-10", "in hospital until 9 January")
        assert (answer.status, answer.late_by, answer.to_judge) == (Status.MET, 5, "")
        assert answer.reason.endswith("on 10 January 2023; a reason for the delay is on record")

    def test_a_reason_does_not_hurt_what_was_in_time(self, rule: str) -> None:
        answer = one(rule, "2023-02-01", "2023-01-05", "in hospital until 4 January")
        assert (answer.status, answer.late_by) == (Status.MET, None)
        assert answer.reason.endswith("on 5 January 2023")

    def test_late_without_a_reason_is_for_a_person(self, rule: str) -> None:
        answer = one(rule, "2023-02-01", "2023-01-10")
        assert (answer.status, answer.late_by) == (Status.JUDGEMENT, 5)
        assert answer.reason.endswith("on 10 January 2023; no reason for the delay is on record")

    def test_overdue_is_for_a_person_even_with_a_reason(self, rule: str) -> None:
        answer = one(rule, "2023-01-06", None, "moved away")
        assert answer.status is Status.JUDGEMENT
        assert answer.reason.endswith("since the admission on 22 December 2022; a reason for the delay is on record")

    def test_a_list_with_gaps_says_what_was_done_and_not_what_was_not(self, rule: str) -> None:
        assert one(rule, "2023-02-01", "2023-01-05", whole=False).status is Status.MET
        assert one(rule, "2023-02-01", "2023-01-10", whole=False).status is Status.JUDGEMENT
        for day in ("2023-01-05", "2023-01-06"):
            assert one(rule, day, None, whole=False).status is Status.UNKNOWN

    @pytest.mark.parametrize("done", [None, "2022-12-22", "2023-01-05", "2023-01-06", "2023-03-01"])
    @pytest.mark.parametrize("reason", ["", "in hospital"])
    def test_late_is_never_a_shortfall(self, rule: str, done: str | None, reason: str) -> None:
        for day in ("2022-12-22", "2023-01-05", "2023-01-06", "2023-02-01", "2023-03-31"):
            assert one(rule, day, done, reason).status in (Status.MET, Status.NOT_DUE, Status.JUDGEMENT)


class TestWords:
    """What the entry asked of a person before records could decide the rest."""

    def test_what_is_to_be_judged(self) -> None:
        assert one(ASSESSMENT, "2023-02-01", None).to_judge == (
            "whether an assessment that came later than the days allowed, or has not come, had a good reason; "
            "it may draw on earlier assessments"
        )
        assert one(PLAN, "2023-02-01", None).to_judge == (
            "whether a plan that came later than the days allowed, or has not come, has a good reason"
        )

    def test_each_reads_its_own_day_and_its_own_term(self) -> None:
        held = home(stay(assessed_on="2023-01-05", planned_on="2023-01-06"))
        assessed, planned = (found(rule, "2023-02-01", held) for rule in (ASSESSMENT, PLAN))
        assert (assessed.status, planned.status) == (Status.MET, Status.JUDGEMENT)
        assert assessed.parts[0].reason == "assessed on 5 January 2023"
        assert planned.parts[0].reason == "plan made on 6 January 2023; no reason for the delay is on record"
        assert [term.key for term in assessed.parts[0].terms] == ["care_homes.assessment_working_days"]
        assert [term.key for term in planned.parts[0].terms] == ["care_homes.care_plan_working_days"]

    @both
    def test_before_the_admission_is_said(self, rule: str) -> None:
        assert one(rule, "2023-02-01", "2022-12-01").reason.endswith("on 1 December 2022, before the admission")

    @pytest.mark.parametrize("rule", [ASSESSMENT, PLAN])
    def test_seven_working_days_are_one_aim(self, rule: str) -> None:
        assert found(rule, "2023-02-01", home()).strength == "should"


@both
class TestHomes:
    def test_nobody_admitted(self, rule: str) -> None:
        answer = found(rule, "2023-02-01", home())
        assert (answer.status, answer.reason) == (
            Status.NOT_APPLICABLE,
            "there is no admission on record that it asks about",
        )
        assert found(rule, "2023-02-01").status is Status.NOT_APPLICABLE

    def test_without_a_list_of_homes_nothing_is_known(self, rule: str) -> None:
        answer = finding(rule, "2023-02-01")
        assert (answer.status, answer.missing) == (Status.UNKNOWN, ("the list of Aligned Care Homes",))
        assert given(rule, "2023-02-01", {}).status is Status.UNKNOWN

    def test_a_home_without_a_list_is_named_and_hides_nothing(self, rule: str) -> None:
        silent = {"location": "2", "name": "Heronsmead", "alignment": [{"since": "2020-08-01"}]}
        late = stay(identifier="S-2", **{DONE[rule]: "2023-01-06"})
        answer = found(rule, "2023-02-01", silent, home(stay(**{DONE[rule]: "2022-12-28"}), late))
        assert (answer.status, answer.missing) == (Status.UNKNOWN, ("the admissions of Heronsmead",))
        assert answer.reason == "needs the admissions of Heronsmead"
        assert {part.subject_name: part.status for part in answer.parts} == {
            "The Elms, S-1": Status.MET,
            "The Elms, S-2": Status.JUDGEMENT,
        }

    @pytest.mark.parametrize(
        ("since", "status"), [("2022-12-22", Status.JUDGEMENT), ("2022-12-23", Status.NOT_APPLICABLE)]
    )
    def test_an_admission_before_the_home_was_aligned_is_not_this_networks(
        self, rule: str, since: str, status: Status
    ) -> None:
        assert found(rule, "2023-02-01", home(stay(), since=since)).status is status

    def test_of_an_admission_before_it_is_not_known_where_the_alignments_may_have_gaps(self, rule: str) -> None:
        aligned = {"complete": False, "items": [{"since": "2022-12-23"}]}
        answer = found(rule, "2023-02-01", {**home(stay()), "alignment": aligned})
        assert answer.status is Status.UNKNOWN
        assert answer.missing == ("whether The Elms was aligned to the network on 22 December 2022",)

    def test_a_list_with_gaps_leaves_open_whether_there_were_more(self, rule: str) -> None:
        answer = found(rule, "2023-02-01", home(stay(**{DONE[rule]: "2022-12-28"}), whole=False))
        assert (answer.status, answer.missing) == (
            Status.UNKNOWN,
            ("whether the list of admissions of The Elms is complete",),
        )

    def test_the_names_of_several_do_not_run_into_each_other(self, rule: str) -> None:
        stays = [stay(identifier=f"S-{place}", **{DONE[rule]: "2023-01-09"}) for place in range(1, 6)]
        in_time = stay(identifier="S-9", **{DONE[rule]: "2023-01-05"})
        assert found(rule, "2023-02-01", home(in_time, *stays)).reason == (
            "5 of 6 admissions: The Elms, S-1; The Elms, S-2; The Elms, S-3; …"
        )

    def test_a_waiver_lifts_it(self, rule: str) -> None:
        lifted = waiver(rule, since="2023-01-06", until="2023-01-31")
        late = home(stay(**{DONE[rule]: "2023-01-06"}))
        for day, status in (
            ("2023-01-05", Status.NOT_DUE),
            ("2023-01-06", Status.NOT_APPLICABLE),
            ("2023-01-31", Status.NOT_APPLICABLE),
            ("2023-02-01", Status.JUDGEMENT),
        ):
            assert found(rule, day, late, variations=[lifted]).status is status
        answer = found(rule, "2023-01-31", late, variations=[lifted])
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
            ("2023-04-01", "conflicting"),
            ("2023-04-02", "conflicting"),
            ("2024-03-31", "conflicting"),
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
