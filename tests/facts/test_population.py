"""How many patients: a sum over the Core Network Practices of the day, at the snapshot, in the latest edition known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest

from pcn_des.values import Range, Unknown
from support.observing import complete, lists, missing, observe, practice

DAY = "2022-11-14"
SNAPSHOT = {"population.snapshot_date": date(2022, 1, 1)}
KINDS = ("registered", "weighted", "adjusted")


def count(kind: str, *practices: dict[str, Any], day: str = DAY, **more: Any) -> Any:
    return observe(f"population.{kind}", day, terms=SNAPSHOT, practices=complete(*practices), **more)


@pytest.mark.parametrize("kind", KINDS)
class TestSum:
    def test_over_the_practices(self, kind: str) -> None:
        first = practice("A00001", populations=lists(kind, y2022=12_000))
        second = practice("A00002", populations=lists(kind, y2022="8000.25"))
        found = count(kind, first, second)
        assert found.value == Fraction("20000.25")
        assert found.because == "sum over 2 Core Network Practices at 1 January 2022"

    def test_with_a_gap_it_is_a_lower_bound(self, kind: str) -> None:
        found = count(kind, practice("A00001", populations=lists(kind, y2022=12_000)), practice("A00002"))
        assert found.value == Range(
            Fraction(12_000), None, (f"the {kind} population of Practice A00002 (A00002) at 1 January 2022",)
        )
        assert found.because == "sum over 2 Core Network Practices at 1 January 2022, with gaps"

    def test_with_gaps_only_it_is_unknown(self, kind: str) -> None:
        assert isinstance(count(kind, practice()).value, Unknown)

    def test_figures_of_the_other_kinds_are_gaps(self, kind: str) -> None:
        others = [figure for other in KINDS if other != kind for figure in lists(other, y2022=12_000)]
        assert isinstance(count(kind, practice(populations=others)).value, Unknown)

    def test_without_any_practice_it_is_nothing(self, kind: str) -> None:
        found = count(kind)
        assert (found.value, found.because) == (Fraction(0), "no Core Network Practice on 14 November 2022")

    def test_the_networks_own_figure_where_the_practices_are_not_known(self, kind: str) -> None:
        own = lists(kind, y2022=40_000)
        assert count(kind, practice(), populations=own).value == 40_000
        assert observe(f"population.{kind}", DAY, terms=SNAPSHOT, populations=own).value == 40_000

    def test_the_networks_own_figure_is_not_less_than_some_of_its_practices_have(self, kind: str) -> None:
        """The gap can only add to 12,000: one of the two is wrong, unless the members are others now."""
        listed = practice("A00001", populations=lists(kind, y2022=12_000)), practice("A00002")
        assert count(kind, *listed, populations=lists(kind, y2022=12_000)).value == 12_000
        assert missing(count(kind, *listed, populations=lists(kind, y2022=11_999))) == (
            f"which {kind} population at 1 January 2022 is right: 12,000 or more summed over practices, 11,999 for "
            "the network",
        )
        joined = practice("A00003", membership=complete({"since": "2022-02-01"}))
        found = count(kind, *listed, joined, populations=lists(kind, y2022=11_999))
        assert isinstance(found.value, Range)
        assert found.value.low == 12_000

    def test_the_practices_come_first(self, kind: str) -> None:
        """Less than a patient between the two is rounding."""
        networks_own = lists(kind, y2022=Decimal("39000.9"))
        found = count(kind, practice(populations=lists(kind, y2022=39_000)), populations=networks_own)
        assert found.value == 39_000

    def test_a_network_that_others_joined_since_has_another_sum(self, kind: str) -> None:
        joined = practice(membership=[{"since": "2022-04-01"}], populations=lists(kind, y2022=39_000))
        assert count(kind, joined, populations=lists(kind, y2022=25_000)).value == 39_000

    def test_the_networks_own_figure_does_not_stand_in_for_a_practice_that_joined_since(self, kind: str) -> None:
        """The own figure of January counted 30,000 without the practice that joined in April and has no list."""
        first = practice("A00001", populations=lists(kind, y2022=20_000))
        second = practice("A00002")
        joined = practice("A00003", membership=complete({"since": "2022-04-01"}))
        own: dict[str, Any] = {"populations": lists(kind, y2022=30_000)}
        assert count(kind, first, second, **own).value == 30_000
        assert count(kind, first, second, joined, day="2022-03-31", **own).value == 30_000
        found = count(kind, first, second, joined, day="2022-04-01", **own)
        gaps = [f"the {kind} population of Practice {code} ({code}) at 1 January 2022" for code in ("A00002", "A00003")]
        assert found.value == Range(Fraction(20_000), None, tuple(gaps))

    def test_nor_where_it_is_not_known_who_belonged_to_the_network(self, kind: str) -> None:
        first = practice("A00001", populations=lists(kind, y2022=20_000))
        other = {"code": "A00002", "name": "Practice A00002"}
        found = count(kind, first, other, populations=lists(kind, y2022=30_000))
        assert found.value == Range(Fraction(20_000), None, ("the membership of Practice A00002 (A00002)",))

    @pytest.mark.parametrize("complete_from", [None, "2022-01-02"], ids=["gaps", "kept since the day after the count"])
    def test_nor_where_the_list_of_practices_may_lack_one(self, kind: str, complete_from: str | None) -> None:
        """The own figure of January counted 30,000; who joined since, and is not on record, has more."""
        listed = [practice("A00001", populations=lists(kind, y2022=20_000)), practice("A00002")]
        practices = {"complete": {"since": complete_from} if complete_from else False, "items": listed}
        found = observe(
            f"population.{kind}", DAY, terms=SNAPSHOT, practices=practices, populations=lists(kind, y2022=30_000)
        )
        assert isinstance(found.value, Range)
        assert (found.value.low, found.value.high) == (Fraction(20_000), None)

    def test_nor_where_the_list_of_practices_is_kept_no_longer(self, kind: str) -> None:
        listed = [practice("A00001", populations=lists(kind, y2022=20_000)), practice("A00002")]
        for until, value in ((DAY, Fraction(30_000)), ("2022-11-13", None)):
            practices = {"complete": {"since": "2019-07-01", "until": until}, "items": listed}
            own = lists(kind, y2022=30_000)
            found = observe(f"population.{kind}", DAY, terms=SNAPSHOT, practices=practices, populations=own).value
            assert (found if isinstance(found, Fraction) else None) == value

    def test_nor_where_it_is_not_known_of_one_whether_it_was_a_member_then(self, kind: str) -> None:
        """It is in another network since March; of January its list of memberships tells nothing."""
        listed = [practice("A00001", populations=lists(kind, y2022=20_000)), practice("A00002")]
        for since, value in (("2022-01-01", Fraction(30_000)), ("2022-01-02", None)):
            kept = {"complete": {"since": since}, "items": []}
            gone = practice("A00003", membership=kept, other_networks=[{"pcn": "U00002", "since": "2022-03-01"}])
            found = count(kind, *listed, gone, populations=lists(kind, y2022=30_000)).value
            assert (found if isinstance(found, Fraction) else None) == value

    def test_who_merged_before_the_list_of_practices_was_kept_may_be_on_a_member_s_list(self, kind: str) -> None:
        """The list has all members of the day; who left it since the snapshot, and merged into one, is not on it."""
        listed = [practice("A00001", populations=lists(kind, y2022=20_000))]
        for since, most in (("2022-01-01", Fraction(20_000)), ("2022-01-02", None)):
            practices = {"complete": {"since": since}, "items": listed}
            found = observe(f"population.{kind}", DAY, terms=SNAPSHOT, practices=practices)
            needs = ("every practice that was a member since 1 January 2022",)
            assert found.value == (most or Range(Fraction(20_000), None, needs))

    def test_a_whole_figure_of_the_network_is_rounded_where_those_of_its_practices_are_not(self, kind: str) -> None:
        first = practice("A00001", populations=lists(kind, y2022=Decimal("20000.5")))
        found = count(kind, first, practice("A00002"), populations=lists(kind, y2022=30_000))
        finer = f"the {kind} population at 1 January 2022 with its decimals"
        assert found.value == Range(Fraction(29_999), Fraction(30_001), (finer,))
        assert found.because == "the network's own figure at 1 January 2022, which is rounded"

    def test_a_rounded_figure_is_of_no_less_than_nobody(self, kind: str) -> None:
        first = practice("A00001", populations=lists(kind, y2022=Decimal("0.25")))
        found = count(kind, first, practice("A00002"), populations=lists(kind, y2022=1))
        assert isinstance(found.value, Range)
        assert (found.value.low, found.value.high) == (Fraction(0), Fraction(2))

    def test_lists_of_other_days_are_named_beside_the_one_that_is_missing(self, kind: str) -> None:
        """The two nearest; the lists of other days don't count."""
        others = lists(kind, y2020=11_000, y2021=34_500, y2023=34_588)
        assert missing(count(kind, practice("A00001", populations=others))) == (
            f"the {kind} population of Practice A00001 (A00001) at 1 January 2022; on record, and not counted: "
            "1 January 2021 (34,500) and 1 January 2023 (34,588)",
        )

    def test_two_figures_that_differ_are_unknown_and_both_named(self, kind: str) -> None:
        always = practice(membership=[{"since": "2019-07-01"}], populations=lists(kind, y2022=39_000))
        found = count(kind, always, populations=lists(kind, y2022=40_000))
        assert found.value.missing == (
            f"which {kind} population at 1 January 2022 is right: 39,000 summed over practices, 40,000 for the network",
        )


class TestMembers:
    def test_of_the_day_not_of_the_snapshot(self) -> None:
        """A practice that joined on 1 October 2022 counts from then on, with its list of 1 January."""
        joined = practice(
            "A00002", populations=lists("registered", y2022=8_000), membership=complete({"since": "2022-10-01"})
        )
        first = practice("A00001", populations=lists("registered", y2022=12_000))
        assert count("registered", first, joined, day="2022-09-30").value == 12_000
        assert count("registered", first, joined, day="2022-10-01").value == 20_000

    def test_without_a_record_of_membership_the_practice_is_a_gap(self) -> None:
        other = {"code": "A00002", "name": "Practice A00002", "populations": lists("registered", y2022=8_000)}
        found = count("registered", practice(populations=lists("registered", y2022=12_000)), other)
        assert found.value == Range(Fraction(12_000), None, ("the membership of Practice A00002 (A00002)",))

    def test_an_incomplete_list_of_practices_is_a_gap(self) -> None:
        found = observe(
            "population.registered",
            DAY,
            terms=SNAPSHOT,
            practices=[practice(populations=lists("registered", y2022=12_000))],
        )
        assert found.value == Range(Fraction(12_000), None, ("whether the list of practices is complete",))

    @pytest.mark.parametrize(
        "spell", [{"since": "2019-07-01", "until": "2022-03-31"}, {"since": "2023-04-01"}], ids=["ended", "to come"]
    )
    def test_an_incomplete_record_of_membership_is_silent_about_days_outside_it(self, spell: dict[str, Any]) -> None:
        """DESIGN 4: 'A list of records is silent about what it omits (UNKNOWN) unless it says complete = true'."""
        membership = {"complete": False, "items": [spell]}
        other = practice("A00002", populations=lists("registered", y2022=8_000), membership=membership)
        found = count("registered", practice(populations=lists("registered", y2022=12_000)), other)
        assert found.value == Range(Fraction(12_000), None, ("the membership of Practice A00002 (A00002)",))

    def test_a_member_that_is_no_core_practice_is_none_whatever_else_the_record_lacks(self) -> None:
        membership = {"complete": False, "items": [{"since": "2019-07-01", "core": False}]}
        other = practice("A00002", populations=lists("registered", y2022=8_000), membership=membership)
        assert count("registered", practice(populations=lists("registered", y2022=12_000)), other).value == 12_000

    def test_nothing_known_about_any_practice(self) -> None:
        found = observe("population.registered", DAY, terms=SNAPSHOT)
        assert missing(found) == ("the registered population at 1 January 2022",)


class TestDays:
    FIGURES = tuple(lists("registered", y2019=10_000, y2022=12_000))

    def test_at_the_snapshot_unless_a_day_is_given(self) -> None:
        one = practice(populations=list(self.FIGURES))
        assert count("registered", one).value == 12_000
        found = observe("population.registered", DAY, date(2019, 1, 1), terms=SNAPSHOT, practices=complete(one))
        assert found.value == 10_000

    def test_a_snapshot_that_is_not_established_makes_it_unknown(self) -> None:
        why = Unknown.because("the day was not seen")
        found = observe(
            "population.registered",
            DAY,
            terms={"population.snapshot_date": why},
            practices=complete(practice(populations=list(self.FIGURES))),
        )
        assert found.value == why


class TestEditions:
    FIRST, SECOND, THIRD = (
        {"kind": "registered", "at": "2022-01-01", "patients": 12_000},
        {"kind": "registered", "at": "2022-01-01", "patients": 12_500, "published": "2022-06-10"},
        {"kind": "registered", "at": "2022-01-01", "patients": 12_400, "published": "2022-09-01"},
    )

    @pytest.mark.parametrize(
        ("known_on", "patients"),
        [
            ("2022-04-01", 12_000),
            ("2022-06-09", 12_000),
            ("2022-06-10", 12_500),
            ("2022-08-31", 12_500),
            ("2022-09-01", 12_400),
            (None, 12_400),
        ],
    )
    def test_the_last_that_was_known(self, known_on: str | None, patients: int) -> None:
        one = practice(populations=[self.THIRD, self.FIRST, self.SECOND])
        assert count("registered", one, known_on=known_on).value == patients

    def test_before_the_only_edition_was_published_it_is_unknown(self) -> None:
        one = practice(populations=[self.SECOND])
        assert isinstance(count("registered", one, known_on="2022-06-09").value, Unknown)
        assert count("registered", one, known_on="2022-06-10").value == 12_500


class TestCorrection:
    """The adjusted populations of a year may be corrected within it, for use from a day on."""

    TERMS: ClassVar = SNAPSHOT | {
        "population.adjusted_corrected_on": date(2022, 5, 30),
        "population.adjusted_corrected_from": date(2022, 6, 1),
    }
    FIRST: ClassVar = {"kind": "adjusted", "at": "2022-01-01", "patients": 12_000}
    CORRECTED: ClassVar = {**FIRST, "patients": 12_300, "published": "2022-05-30"}

    def adjusted(self, day: str, *figures: dict[str, Any], **terms: Any) -> Any:
        held = complete(practice(populations=list(figures)))
        return observe("population.adjusted", day, terms=self.TERMS | terms, practices=held)

    def test_before_its_use_the_earlier_edition_counts_and_a_note_says_so(self) -> None:
        found = self.adjusted("2022-05-31", self.FIRST, self.CORRECTED)
        assert (found.value, found.because) == (12_000, "sum over 1 Core Network Practice at 1 January 2022")
        assert found.note == (
            "The PCN Adjusted Population was corrected later, for use from 1 June 2022; the figure used here is the "
            "earlier edition, which was in use on 31 May 2022. Arrears for the months before the correction are a "
            "line of their own."
        )

    def test_from_its_use_on_the_corrected_edition_counts(self) -> None:
        found = self.adjusted("2022-06-01", self.FIRST, self.CORRECTED)
        assert (found.value, found.note) == (12_300, "")

    def test_without_the_edition_that_was_in_use_it_is_unknown(self) -> None:
        before = self.adjusted("2022-05-31", self.CORRECTED)
        assert missing(before) == ("the adjusted population of Practice A00001 (A00001) at 1 January 2022",)
        assert before.note == ""
        after = self.adjusted("2022-06-01", self.FIRST)
        assert missing(after) == ("the corrected PCN Adjusted Population in use from 1 June 2022",)
        assert after.because == "what is on record is the edition before the correction, or has gaps"

    @pytest.mark.parametrize("term", ["population.adjusted_corrected_on", "population.adjusted_corrected_from"])
    def test_without_both_days_the_last_edition_counts(self, term: str) -> None:
        for day in ("2022-05-31", "2022-06-01"):
            assert self.adjusted(day, self.FIRST, self.CORRECTED, **{term: None}).value == 12_300


class TestCorrectionOfMinutes:
    """Weekly minutes follow a correction from the day that is agreed; until it is on record, both editions count."""

    FACT = "population.adjusted_for_minutes"
    TERMS: ClassVar = TestCorrection.TERMS | {"enhanced_access.minutes_follow_correction": True}
    BOTH: ClassVar = (TestCorrection.FIRST, TestCorrection.CORRECTED)

    def minutes(self, day: str, *figures: dict[str, Any], agreed: tuple[str, ...] = (), **terms: Any) -> Any:
        held = complete(practice(populations=list(figures or self.BOTH)))
        returns = [{"kind": "corrected_minutes_agreed", "on": on, "document": "e-mail"} for on in agreed]
        more = [{"kind": "network_agreement_update", "on": "2022-06-01"}]
        terms = {key.replace("__", "."): value for key, value in terms.items()}
        return observe(self.FACT, day, terms=self.TERMS | terms, practices=held, returns=[*returns, *more])

    def test_until_the_agreed_day_is_on_record_both_editions_count(self) -> None:
        found = self.minutes("2022-06-01")
        needed = "the day agreed for minutes to follow the corrected PCN Adjusted Population (returns)"
        assert found.value == Range(Fraction(12_000), Fraction(12_300), (needed,))
        assert found.because == "both editions count since 1 June 2022 until the agreed day is on record"

    @pytest.mark.parametrize(
        ("day", "agreed", "patients"),
        [
            ("2022-06-15", ("2022-06-16",), 12_000),
            ("2022-06-16", ("2022-06-16",), 12_300),
            ("2022-06-17", ("2022-06-16",), 12_300),
            ("2022-06-16", ("2022-06-16", "2022-07-01"), 12_000),  # agreed anew for a later day
            ("2022-07-01", ("2022-07-01", "2022-06-16"), 12_300),
        ],
    )
    def test_they_follow_from_the_agreed_day(self, day: str, agreed: tuple[str, ...], patients: int) -> None:
        found = self.minutes(day, agreed=agreed)
        assert (found.value, found.note) == (patients, "")

    def test_before_the_correction_is_used_nothing_is_to_be_agreed(self) -> None:
        found = self.minutes("2022-05-31", agreed=("2022-05-01",))
        assert found.value == 12_000
        assert found.note.startswith("The PCN Adjusted Population was corrected later, for use from 1 June 2022;")

    @pytest.mark.parametrize("follows", [None, False])
    def test_where_no_day_is_to_be_agreed_they_follow_the_payments(self, follows: bool | None) -> None:
        term: dict[str, Any] = {"enhanced_access__minutes_follow_correction": follows}
        assert [self.minutes(day, **term).value for day in ("2022-05-31", "2022-06-01")] == [12_000, 12_300]

    def test_without_a_correction_the_last_edition_counts(self) -> None:
        assert self.minutes("2022-06-01", population__adjusted_corrected_on=None).value == 12_300

    def test_editions_that_say_the_same_need_no_agreement(self) -> None:
        same = {**TestCorrection.CORRECTED, "patients": 12_000}
        assert self.minutes("2022-06-01", TestCorrection.FIRST, same).value == 12_000

    def test_without_the_corrected_edition_it_is_unknown(self) -> None:
        wanted = "the corrected PCN Adjusted Population in use from 1 June 2022"
        assert missing(self.minutes("2022-06-01", TestCorrection.FIRST)) == (wanted,)


def test_the_networks_lists_of_other_days_are_named_too() -> None:
    found = observe("population.registered", DAY, terms=SNAPSHOT, populations=lists("registered", y2021=39_000))
    assert missing(found) == (
        "the registered population at 1 January 2022; on record, and not counted: 1 January 2021 (39,000)",
    )


@pytest.mark.parametrize(
    ("known_on", "beside"),
    [
        ("2022-02-09", ""),
        ("2022-02-10", "; on record, and not counted: 1 January 2023 (41,000)"),
        ("2022-02-11", "; on record, and not counted: 1 January 2023 (41,000)"),
    ],
)
def test_a_list_of_another_day_is_named_from_its_publication_on(known_on: str, beside: str) -> None:
    other = [{**one, "published": "2022-02-10"} for one in lists("registered", y2023=41_000)]
    found = observe("population.registered", DAY, terms=SNAPSHOT, known_on=known_on, populations=other)
    assert missing(found) == (f"the registered population at 1 January 2022{beside}",)


def test_the_networks_own_figure_is_named() -> None:
    found = observe("population.registered", DAY, terms=SNAPSHOT, populations=lists("registered", y2022=40_000))
    assert found.because == "the network's own figure at 1 January 2022"


@pytest.mark.parametrize(("own", "settled"), [("39000.9", True), ("39001", False), ("38999.1", True), ("38999", False)])
def test_less_than_a_patient_is_rounding(own: str, settled: bool) -> None:
    always = practice(populations=lists("registered", y2022=39_000))
    found = count("registered", always, populations=lists("registered", y2022=Decimal(own)))
    assert isinstance(found.value, Fraction) is settled


def test_with_gaps_only_it_says_what_was_summed() -> None:
    found = count("registered", practice())
    assert missing(found) == ("the registered population of Practice A00001 (A00001) at 1 January 2022",)
    assert found.because == "sum over 1 Core Network Practice at 1 January 2022"


def test_a_day_may_be_given_for_the_weighted_list_too() -> None:
    held = complete(practice(populations=lists("weighted", y2019=10_000, y2022=12_000)))
    found = observe("population.weighted", DAY, date(2019, 1, 1), terms=SNAPSHOT, practices=held)
    assert found.value == 10_000
