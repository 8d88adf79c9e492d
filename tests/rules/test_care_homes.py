"""Enhanced health in care homes, home by home.

Written answer of 28 September 2022: "weekly 'home round' of care home patients". A calendar week and a gap of at most
seven days are two readings: the answer stands where they agree.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.contract.coverage import ways_of_checking

ROUND, LEAD = "care_homes.weekly_home_round", "care_homes.clinical_lead"


def home(name: str = "The Elms", since: str = "2020-10-01", **more: Any) -> dict[str, Any]:
    return {"location": name, "name": name, "alignment": [{"since": since}], **more}


def finding(rule: str, day: str, *homes: dict[str, Any], complete: bool = True, **more: Any) -> des.Finding:
    network = {
        "code": "U99906",
        "name": "Homes PCN",
        "care_homes": {"complete": complete, "items": list(homes)},
        **more,
    }
    return des.assess(des.read_network(network), date.fromisoformat(day))[rule]


def rounds(*days: str, complete: bool = True) -> dict[str, Any]:
    return {"complete": complete, "items": [{"on": day} for day in days]}


class TestWeeklyHomeRound:
    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2022-11-02", Status.MET),  # the day of the round, a Wednesday
            ("2022-11-09", Status.MET),  # seven days after it
            ("2022-11-10", Status.UNKNOWN),  # more than seven days, but the week after is not over
            ("2022-11-13", Status.UNKNOWN),  # the Sunday of that week
            ("2022-11-14", Status.NOT_MET),  # overdue by both readings
        ],
    )
    def test_the_answer_stands_where_both_readings_agree(self, day: str, status: Status) -> None:
        found = finding(ROUND, day, home(rounds=rounds("2022-11-02")))
        assert found.status is status

    def test_a_round_in_a_week_and_one_in_the_next_may_be_thirteen_days_apart_by_one_reading(self) -> None:
        """Monday the 7th and Sunday the 20th lie in weeks that follow each other."""
        held = rounds("2022-11-07", "2022-11-20")
        assert finding(ROUND, "2022-11-18", home(rounds=held)).status is Status.UNKNOWN
        assert finding(ROUND, "2022-11-20", home(rounds=held)).status is Status.MET

    def test_before_the_first_round_the_days_count_from_the_alignment(self) -> None:
        new = home(since="2022-11-02", rounds=rounds())
        assert finding(ROUND, "2022-11-09", new).status is Status.MET
        assert finding(ROUND, "2022-11-14", new).status is Status.NOT_MET

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2020-10-01", Status.MET),
            ("2020-10-08", Status.MET),  # seven days after rounds were first owed, a Thursday
            ("2020-10-09", Status.UNKNOWN),  # the week after that of 1 October is not over
            ("2020-10-12", Status.NOT_MET),
        ],
    )
    def test_a_home_aligned_before_rounds_were_owed_is_not_overdue_on_the_first_day(
        self, day: str, status: Status
    ) -> None:
        """Homes were aligned by 31 July 2020; 'As of 1 October 2020' rounds were made (londonwide-lmcs-care-homes)."""
        assert finding(ROUND, day, home(since="2020-07-31", rounds=rounds())).status is status

    def test_an_incomplete_log_is_silent_once_its_day_has_passed(self) -> None:
        log = home(rounds=rounds("2022-11-02", complete=False))
        assert finding(ROUND, "2022-11-09", log).status is Status.MET
        overdue = finding(ROUND, "2022-11-14", log)
        assert (overdue.status, overdue.missing) == (
            Status.UNKNOWN,
            ("the home rounds of The Elms since 2 November 2022",),
        )

    def test_one_failing_home_of_twelve_is_seen_at_once(self) -> None:
        homes = [home(f"Home {place}", rounds=rounds("2022-11-10")) for place in range(11)]
        found = finding(ROUND, "2022-11-14", *homes, home("Heronsmead", rounds=rounds("2022-10-20")))
        assert (found.status, found.reason) == (Status.NOT_MET, "1 of 12 care homes: Heronsmead")

    def test_without_homes_nothing_is_owed_and_without_a_list_nothing_is_known(self) -> None:
        assert finding(ROUND, "2022-11-14").status is Status.NOT_APPLICABLE
        silent = des.assess(des.read_network({"code": "U99906", "name": "Homes PCN"}), date(2022, 11, 14))[ROUND]
        assert (silent.status, silent.missing) == (Status.UNKNOWN, ("the list of Aligned Care Homes",))

    def test_a_home_that_is_no_longer_aligned_is_not_asked_about(self) -> None:
        left = home(rounds=rounds("2022-10-01"))
        left["alignment"] = {"complete": True, "items": [{"since": "2020-10-01", "until": "2022-10-31"}]}
        assert finding(ROUND, "2022-11-14", left).status is Status.NOT_APPLICABLE

    def test_a_list_of_alignments_that_may_have_gaps_does_not_say_that_a_home_left(self) -> None:
        gone = home(rounds=rounds("2022-10-01"))
        gone["alignment"] = [{"since": "2020-10-01", "until": "2022-10-31"}]
        found = finding(ROUND, "2022-11-14", gone)
        assert (found.status, found.missing) == (Status.UNKNOWN, ("whether The Elms is aligned to the network",))

    @pytest.mark.parametrize("last", ["2021-09-28", "2022-11-01"])
    def test_a_home_that_comes_back_has_seven_days_from_that_day(self, last: str) -> None:
        """Aligned again on Monday 7 November 2022: rounds of an earlier spell make nothing overdue."""
        again = home(rounds=rounds(last))
        again["alignment"] = [{"since": "2020-10-01", "until": "2021-09-30"}, {"since": "2022-11-07"}]
        assert finding(ROUND, "2022-11-07", again).status is Status.MET
        assert finding(ROUND, "2022-11-14", again).status is Status.MET
        assert finding(ROUND, "2022-11-21", again).status is Status.NOT_MET

    def test_a_waiver_lifts_it(self) -> None:
        waiver = {"kind": "waiver", "granted_by": "ICB", "since": "2022-11-01", "lifts": [ROUND]}
        found = finding(ROUND, "2022-11-14", home(rounds=rounds("2022-10-20")), variations=[waiver])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    @pytest.mark.parametrize(("day", "there"), [("2020-09-30", False), ("2020-10-01", True), ("2020-10-02", True)])
    def test_in_force_from_1_october_2020(self, day: str, there: bool) -> None:
        """NHS England: 'As of 1 October 2020, a PCN must: Deliver a weekly home round'."""
        report = des.assess(des.read_network({"code": "U99906", "name": "Homes PCN"}), date.fromisoformat(day))
        assert (ROUND in report) is there

    def test_after_march_2024_a_person_judges_for_its_text_was_not_seen(self) -> None:
        assert finding(ROUND, "2024-03-31", home(rounds=rounds("2024-03-31"))).status is Status.MET
        for day in ("2024-04-01", "2024-04-02"):
            assert finding(ROUND, day, home(rounds=rounds(day))).status is Status.JUDGEMENT


class TestClinicalLead:
    @pytest.mark.parametrize(
        ("lead", "status"), [("Dr A Menon", Status.MET), ("", Status.NOT_MET), (None, Status.UNKNOWN)]
    )
    def test_each_home_has_a_named_lead(self, lead: str | None, status: Status) -> None:
        found = finding(LEAD, "2022-11-14", home(**({} if lead is None else {"clinical_lead": lead})))
        assert found.status is status

    def test_an_incomplete_list_of_homes_is_silent_about_the_others(self) -> None:
        found = finding(LEAD, "2022-11-14", home(clinical_lead="Dr A"), complete=False)
        assert (found.status, found.missing) == (Status.UNKNOWN, ("whether the list of care homes is complete",))


class TestEveryDuty:
    """How each care home duty is checked, year by year; '-' where the year does not have it, or not its text."""

    YEARS = ("2019/20", "2020/21", "2021/22", "2022/23", "2023/24", "2024/25", "2025/26", "2026/27")
    WAYS = (
        ("homes_agreed", "- evidence evidence evidence evidence - - -"),
        ("clinical_lead", "- rule rule rule rule - - -"),
        ("weekly_home_round", "- rule rule rule rule judgement judgement judgement"),
        ("team_established", "- evidence evidence evidence evidence evidence evidence evidence"),
        ("care_plan_arrangements", "- evidence - - - - - -"),
        ("protocols", "- evidence evidence evidence evidence - - -"),
        ("assessment_in_time", "- rule rule rule rule - - -"),
        ("care_plan_in_time", "- rule rule rule rule - - -"),
        ("care_plans_refreshed", "- judgement judgement judgement judgement - - -"),
        ("medical_input", "- judgement judgement judgement judgement - - -"),
        ("discharge_support", "- judgement judgement judgement judgement - - -"),
        ("shared_learning", "- judgement judgement judgement judgement - - -"),
        ("residents_prioritised_for_review", "- evidence evidence evidence evidence - - -"),
        ("residents_coded", "- judgement judgement judgement judgement judgement judgement judgement"),
        ("vaccination_offered", "- - - - - - - evidence"),
        ("vaccination_status_reviewed", "- - - - - - - judgement"),
    )

    @pytest.mark.parametrize(("duty", "ways"), WAYS)
    def test_how_it_is_checked(self, duty: str, ways: str) -> None:
        found = ways_of_checking().duties[f"care_homes.{duty}"]
        assert [found.get(year, "-") for year in self.YEARS] == ways.split()

    def test_there_are_no_others(self) -> None:
        listed = {key.partition(".")[2] for key in ways_of_checking().duties if key.startswith("care_homes.")}
        assert listed == {duty for duty, _ in self.WAYS}
