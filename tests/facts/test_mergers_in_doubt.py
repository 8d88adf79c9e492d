"""Chains of mergers whose end is not told, founders, and lists that were kept for a time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcn_des.network import Appointment
from pcn_des.values import NEVER, Range
from support.observing import missing, observe

SNAPSHOT = {"population.snapshot_date": date(2023, 1, 1)}
MOLE, QUAY, NEW, FERN = "A00001", "A00002", "A00003", "A00004"


def practice(code: str, patients: int | None, *spells: dict[str, Any], **more: Any) -> dict[str, Any]:
    figure = {"kind": "registered", "at": "2023-01-01", "patients": patients}
    return {
        "code": code,
        "name": f"Practice {code}",
        "membership": {"complete": True, "items": list(spells or ({"since": "2019-07-01"},))},
        "populations": [] if patients is None else [figure],
        **more,
    }


def until(last_day: str, **ending: Any) -> dict[str, Any]:
    return {"since": "2019-07-01", "until": last_day, **ending}


def merged(last_day: str, into: str) -> dict[str, Any]:
    return until(last_day, ended_by="merged", into=into)


def registered(*practices: dict[str, Any], kept: object = True) -> Any:
    listed = {"complete": kept, "items": list(practices)}
    return observe("population.registered", "2023-11-15", terms=SNAPSHOT, practices=listed)


def maybe_merged(code: str, last_day: str) -> str:
    return f"whether Practice {code} ({code}), a member until {last_day}, merged into another practice (ended_by)"


class TestChains:
    """MOLE (18,000) merged into QUAY (9,000); what became of QUAY decides whose both lists are. FERN stays."""

    def found(self, quay: dict[str, Any], *others: dict[str, Any], kept: object = True) -> Any:
        mole = practice(MOLE, 18_000, merged("2023-04-30", QUAY))
        return registered(mole, practice(QUAY, 9_000, quay), practice(FERN, 14_000), *others, kept=kept).value

    def test_an_heir_that_is_merely_gone_may_have_taken_both_lists_along(self) -> None:
        wanted = maybe_merged(QUAY, "30 September 2023")
        assert self.found(until("2023-09-30")) == Range(Fraction(14_000), Fraction(41_000), (wanted,))

    @pytest.mark.parametrize("ending", ["left", "dispersed", "closed"])
    def test_an_heir_that_ended_otherwise_takes_both_lists_away(self, ending: str) -> None:
        assert self.found(until("2023-09-30", ended_by=ending)) == 14_000

    def test_an_heir_that_merged_into_a_member_carries_both_lists(self) -> None:
        assert self.found(merged("2023-09-30", FERN)) == 41_000

    def test_an_heir_that_is_a_member_has_both(self) -> None:
        assert self.found({"since": "2019-07-01"}) == 41_000

    def test_a_chain_may_end_with_one_that_is_merely_gone(self) -> None:
        new = practice(NEW, 5_000, until("2023-10-31"))
        wanted = maybe_merged(NEW, "31 October 2023")
        assert self.found(merged("2023-09-30", NEW), new) == Range(Fraction(14_000), Fraction(46_000), (wanted,))

    def test_a_chain_may_end_with_one_whose_membership_is_not_on_record(self) -> None:
        new = {"code": NEW, "name": f"Practice {NEW}", "populations": []}
        found = self.found(merged("2023-09-30", NEW), new)
        assert (found.low, found.high) == (14_000, None)
        assert set(found.needs) == {
            "the membership of Practice A00003 (A00003)",
            "whether A00003, into which Practice A00002 (A00002) merged, is a Core Network Practice",
        }

    @pytest.mark.parametrize(
        ("since", "until", "known"),
        [("2023-01-01", "2023-11-15", True), ("2023-01-01", "2023-11-14", False), ("2023-11-15", "2023-11-15", True)],
    )
    def test_whether_a_successor_is_a_member_is_known_where_the_list_was_kept_to_the_day(
        self, since: str, until: str, known: bool
    ) -> None:
        found = self.found(merged("2023-09-30", "B00001"), kept={"since": since, "until": until})
        wanted = "whether B00001, into which Practice A00002 (A00002) merged, is a Core Network Practice"
        assert (wanted in getattr(found, "needs", ())) is not known


def test_the_sum_names_each_list_that_is_carried_and_no_gap_where_it_has_none() -> None:
    carried = [practice(code, 1_000, merged("2023-04-30", FERN)) for code in (MOLE, QUAY)]
    assert registered(*carried, practice(FERN, 14_000)).because == (
        "sum over 1 Core Network Practice at 1 January 2023, with the list of Practice A00001, merged since; "
        "with the list of Practice A00002, merged since"
    )
    doubtful = registered(practice(MOLE, 1_000, until("2023-09-30")), practice(FERN, 14_000))
    assert doubtful.because == "sum over 1 Core Network Practice at 1 January 2023"


def test_a_list_that_may_be_carried_and_is_not_on_record_is_wanted() -> None:
    found = registered(practice(MOLE, None, until("2023-09-30")), practice(FERN, 14_000))
    wanted = "the registered population of Practice A00001 (A00001) at 1 January 2023"
    assert found.value == Range(Fraction(14_000), None, (wanted, maybe_merged(MOLE, "30 September 2023")))
    assert found.because == "sum over 1 Core Network Practice at 1 January 2023, with gaps"


def test_the_last_spell_says_what_became_of_a_practice() -> None:
    spells = [until("2020-06-30"), {"since": "2021-07-01", "until": "2023-09-30", "ended_by": "merged", "into": QUAY}]
    for order in (spells, spells[::-1]):
        assert registered(practice(MOLE, 18_000, *order), practice(QUAY, 14_000)).value == 32_000


@pytest.mark.parametrize(("first_day", "gap"), [("2023-01-01", True), ("2023-01-02", False)])
def test_a_practice_that_a_merger_founded_by_the_day_of_the_count_has_a_list_of_its_own(
    first_day: str, gap: bool
) -> None:
    last_day = {"2023-01-01": "2022-12-31", "2023-01-02": "2023-01-01"}[first_day]
    found = registered(practice(MOLE, 18_000, merged(last_day, NEW)), practice(NEW, None, {"since": first_day}))
    if gap:
        assert missing(found) == ("the registered population of Practice A00003 (A00003) at 1 January 2023",)
    else:
        assert found.value == 18_000


def test_who_left_on_the_day_is_no_founder() -> None:
    """QUAY left on the day before NEW joined, and did not merge into it: its signature is not NEW's."""
    signatures = {"complete": True, "items": [{"practice": code, "on": "2023-04-03"} for code in (MOLE, QUAY)]}
    agreement = {"version": "2023/24", "since": "2023-04-01", "signatures": signatures}
    practices = [practice(MOLE, 1), practice(QUAY, 1, until("2023-09-30", ended_by="left"))]
    practices.append(practice(NEW, None, {"since": "2023-10-01"}))
    listed = {"complete": True, "items": practices}
    found = observe("network_agreement.signed_by_all_on", "2023-11-15", practices=listed, agreements=[agreement])
    assert (found.value, found.because) == (NEVER, "not signed by Practice A00003 (2023/24)")


def test_a_practice_that_is_no_member_and_never_merged_is_no_directors_successor() -> None:
    director = Appointment(name="Dr A", since=date(2022, 4, 1), practice=MOLE)
    for spell, because in [
        (merged("2023-09-30", QUAY), "works at A00002, which A00001 has merged into"),
        (until("2023-09-30", ended_by="closed"), "A00001, where Dr A works, is no Core Network Practice"),
        (merged("2023-09-30", "B00001"), "A00001, where Dr A works, is no Core Network Practice"),
    ]:
        listed = {"complete": True, "items": [practice(MOLE, 1, spell), practice(QUAY, 1)]}
        found = observe("director.works_in_core_practice", "2023-11-15", about=director, practices=listed)
        assert found.because == because
