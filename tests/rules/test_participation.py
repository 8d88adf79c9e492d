"""Joining and leaving: inside a window a practice is free to, outside one the commissioner decides.

pulse-assign-practices-2020: "only be allowed in 'exceptional circumstances, at the discretion of the commissioner'".
Records have the day on which a change took effect, not the day of the notice, so that a change outside the windows is
for a person to judge and never a shortfall.
"""

from __future__ import annotations

import pytest

from pcn_des import Finding, Standing, Status
from support.small_network import complete, finding, given, incomplete, practice, report, waiver

RULE = "participation.change_in_window"
FOUNDED = practice("A00001")


def joins(since: str, day: str) -> Finding:
    return finding(RULE, day, practices=complete(FOUNDED, practice("A00002", since=since)))


def leaves(last_day: str, day: str, known_on: str | None = None) -> Finding:
    spell = complete({"since": "2019-07-01", "until": last_day})
    return finding(RULE, day, known_on, practices=complete(FOUNDED, practice("A00002", membership=spell)))


class TestJoining:
    @pytest.mark.parametrize(
        ("since", "status"),
        [
            pytest.param("2022-04-01", Status.MET, id="the first day of the window"),
            pytest.param("2022-04-30", Status.MET, id="its last day"),
            pytest.param("2022-05-01", Status.JUDGEMENT, id="the day after"),
            pytest.param("2022-10-15", Status.JUDGEMENT, id="the window of October was for leaving"),
        ],
    )
    def test_in_2022_23(self, since: str, status: Status) -> None:
        """'between 1 April and 30 April 2022' (mip-opting-out-2022)."""
        assert joins(since, "2022-11-14").status is status

    @pytest.mark.parametrize(("since", "status"), [("2024-04-30", Status.MET), ("2024-05-01", Status.JUDGEMENT)])
    def test_in_2024_25_the_closing_day_alone_is_established(self, since: str, status: Status) -> None:
        assert joins(since, "2024-11-14").status is status

    def test_in_2023_24_only_the_month_is_established(self) -> None:
        found = joins("2023-04-15", "2023-11-14")
        assert found.status is Status.JUDGEMENT
        assert "a day of April 2023 that is not established" in found.reason

    @pytest.mark.parametrize("day", ["2021-07-01", "2025-07-01"])
    def test_in_years_whose_window_is_carried_a_person_judges(self, day: str) -> None:
        """The window is at the start of each year; only its month is known."""
        found = joins(day, day)
        assert found.status is Status.JUDGEMENT
        assert f"a day of April {day[:4]} that is not established" in found.reason

    def test_the_reason_names_the_day_the_windows_and_what_is_to_be_judged(self) -> None:
        found = joins("2022-07-01", "2022-07-01")
        assert found.reason == (
            "Practice A00002: joined on 1 July 2022; windows: Yearly window to join or leave, 1 April 2022 to "
            "30 April 2022"
        )
        assert found.to_judge == (
            "whether notice was given in a window, the commissioner accepted exceptional circumstances, or practices "
            "merged or closed"
        )
        assert [part.subject for part in found.parts] == ["A00002 joined 2022-07-01"]


class TestLeaving:
    @pytest.mark.parametrize(
        ("last_day", "status"),
        [
            pytest.param("2022-03-31", Status.MET, id="out from the first day of the window"),
            pytest.param("2022-04-30", Status.MET, id="a member to its last day"),
            pytest.param("2022-05-01", Status.JUDGEMENT, id="the day after"),
            pytest.param("2022-09-29", Status.JUDGEMENT, id="the day before the window of October"),
            pytest.param("2022-09-30", Status.MET, id="out from its first day"),
            pytest.param("2022-10-31", Status.MET, id="a member to its last day in October"),
            pytest.param("2022-11-01", Status.JUDGEMENT, id="the day after October"),
        ],
    )
    def test_in_2022_23(self, last_day: str, status: Status) -> None:
        """'leave your PCN by the 31 October deadline' (londonwide-lmcs-opt-out-2022)."""
        assert leaves(last_day, "2022-11-14").status is status

    def test_a_window_counts_once_it_is_published(self) -> None:
        """'triggered by the publication of changes to the contract on 1 October' (pulse-extra-window-2022)."""
        assert leaves("2022-10-20", "2022-11-14", "2022-09-30").status is Status.JUDGEMENT
        assert leaves("2022-10-20", "2022-11-14", "2022-10-01").status is Status.MET

    @pytest.mark.parametrize(
        ("last_day", "status"),
        [
            pytest.param("2020-06-30", Status.MET, id="notice by 31 May, effect on 30 June"),
            pytest.param("2020-07-01", Status.JUDGEMENT, id="the day after"),
            pytest.param("2020-11-17", Status.MET, id="a month after 17 October"),
            pytest.param("2020-11-18", Status.JUDGEMENT, id="the day after that"),
        ],
    )
    def test_in_2020_21_notice_is_one_month(self, last_day: str, status: Status) -> None:
        """'if you opt out by 31 May this will not become contractually effective until 30 June'."""
        assert leaves(last_day, "2021-03-31").status is status

    def test_in_2020_21_nothing_was_seen_of_joining_outside_the_window(self) -> None:
        found = joins("2020-09-01", "2020-11-14")
        assert found.status is Status.NOT_APPLICABLE
        assert found.parts[0].status is Status.NOT_APPLICABLE

    @pytest.mark.parametrize(("last_day", "status"), [("2026-05-31", Status.MET), ("2026-04-15", Status.JUDGEMENT)])
    def test_in_2026_27_the_window_of_may(self, last_day: str, status: Status) -> None:
        assert leaves(last_day, "2026-11-14").status is status


class TestNoChange:
    def test_two_spells_of_which_one_ends_on_the_day_before_the_other_are_one(self) -> None:
        spells = complete({"since": "2019-07-01", "until": "2022-06-30"}, {"since": "2022-07-01"})
        found = finding(RULE, "2022-11-14", practices=complete(FOUNDED, practice("A00002", membership=spells)))
        assert found.status is Status.NOT_APPLICABLE

    def test_a_spell_after_a_gap_is_leaving_and_joining(self) -> None:
        spells = complete({"since": "2019-07-01", "until": "2022-06-30"}, {"since": "2022-07-02"})
        found = finding(RULE, "2022-11-14", practices=complete(FOUNDED, practice("A00002", membership=spells)))
        assert [part.subject for part in found.parts] == ["A00002 joined 2022-07-02", "A00002 left 2022-07-01"]

    def test_without_a_change_it_does_not_apply(self) -> None:
        assert finding(RULE, "2022-11-14", practices=complete(FOUNDED)).status is Status.NOT_APPLICABLE

    def test_a_list_that_may_omit_practices_is_unknown(self) -> None:
        found = finding(RULE, "2022-11-14", practices=incomplete(FOUNDED))
        assert (found.status, found.missing) == (Status.UNKNOWN, ("whether the list of practices is complete",))

    def test_nothing_on_record_is_unknown(self) -> None:
        assert finding(RULE, "2022-11-14").missing == ("the list of practices",)
        assert given(RULE, "2022-11-14", {"network.practices": 3}).status is Status.UNKNOWN


def test_the_commissioners_approval_lifts_it() -> None:
    members = complete(FOUNDED, practice("A00002", since="2022-07-01"))
    approval = waiver(RULE, since="2022-07-01", kind="approval")
    found = finding(RULE, "2022-11-14", practices=members, variations=[approval])
    assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.JUDGEMENT)


def test_in_force_from_1_june_2020() -> None:
    assert RULE not in report("2020-05-31")
    for day in ("2020-06-01", "2021-03-31", "2021-04-01", "2027-03-31"):
        assert finding(RULE, day).status is Status.UNKNOWN


def test_standing() -> None:
    assert joins("2021-07-01", "2021-07-01").standing is Standing.SINGLE_SOURCE
    assert joins("2022-07-01", "2022-07-01").standing is Standing.CARRIED
