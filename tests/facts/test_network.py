"""The network as a whole: its practices, and its size when it was approved."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pcn_des.values import Range
from support.observing import complete, lists, missing, observe, practice

DAY = "2022-11-14"
MINIMUM = Fraction(30_000)
AREA = {"description": "Millbrook", "since": "2021-03-19", "agreed_on": "2021-03-19"}


def approved(*practices: dict[str, Any], areas: Any = (AREA,), day: str = DAY, known_on: str | None = None) -> Any:
    return observe(
        "network.had_minimum_when_approved",
        day,
        MINIMUM,
        known_on=known_on,
        areas=list(areas),
        practices=complete(*practices),
    )


class TestPractices:
    def test_core_network_practices_of_the_day(self) -> None:
        left = practice("A00002", membership=complete({"since": "2019-07-01", "until": "2022-11-13"}))
        other = practice("A00003", membership=complete({"since": "2019-07-01", "core": False}))
        held = complete(practice("A00001"), left, other)
        assert observe("network.practices", "2022-11-13", practices=held).value == 2
        assert observe("network.practices", DAY, practices=held).value == 1
        assert observe("network.practices", "2019-06-30", practices=held).value == 0

    def test_a_list_that_may_omit_some_is_a_lower_bound(self) -> None:
        found = observe("network.practices", DAY, practices=[practice()])
        assert found.value == Range(Fraction(1), None, ("whether the list of practices is complete",))

    def test_an_empty_list_says_that_there_are_none(self) -> None:
        assert observe("network.practices", DAY, practices=[]).value == 0

    def test_no_list_is_unknown(self) -> None:
        assert missing(observe("network.practices", DAY)) == ("the list of practices",)

    def test_an_interrupted_membership(self) -> None:
        spells = complete({"since": "2019-07-01", "until": "2020-06-30"}, {"since": "2021-07-01"})
        held = complete(practice(membership=spells))
        counts = [observe("network.practices", day, practices=held).value for day in ("2020-06-30", "2020-07-01")]
        counts += [observe("network.practices", day, practices=held).value for day in ("2021-06-30", "2021-07-01")]
        assert counts == [1, 0, 0, 1]


class TestSizeWhenApproved:
    def test_reached(self) -> None:
        found = approved(practice(populations=lists("registered", y2021=30_000)))
        assert (found.value, found.because) == (True, "approved on 19 March 2021 with 30,000 registered patients")

    def test_not_reached(self) -> None:
        found = approved(practice(populations=lists("registered", y2021=29_999)))
        assert (found.value, found.because) == (False, "approved on 19 March 2021 with 29,999 registered patients")

    def test_by_the_latest_list_before_the_approval(self) -> None:
        figures = lists("registered", y2020=31_000, y2021=29_000, y2022=40_000)
        assert approved(practice(populations=figures)).value is False

    def test_a_list_of_that_very_day_counts_and_one_of_the_next_does_not(self) -> None:
        for at, reached in (("2021-03-19", True), ("2021-03-20", False)):
            later = {"kind": "registered", "at": at, "patients": 30_000}
            figures = [*lists("registered", y2021=29_000), later]
            assert approved(practice(populations=figures)).value is reached

    def test_no_approval_on_record_is_no(self) -> None:
        never = {"description": "Millbrook", "since": "2021-03-19"}
        for areas in ((), (never,)):
            found = approved(practice(populations=lists("registered", y2021=40_000)), areas=areas)
            assert (found.value, found.because) == (False, "no approval by the commissioner is on record")

    def test_an_approval_still_to_come_is_not_on_record(self) -> None:
        one = practice(populations=lists("registered", y2021=30_000))
        assert approved(one, day="2021-03-18").value is False
        assert approved(one, day="2021-03-19").value is True

    def test_with_a_gap_it_is_unknown_unless_the_rest_is_enough(self) -> None:
        gap = practice("A00002")
        enough = approved(practice(populations=lists("registered", y2021=30_000)), gap)
        short = approved(practice(populations=lists("registered", y2021=29_999)), gap)
        assert enough.value is True
        assert missing(short) == ("the registered patients when the commissioner approved on 19 March 2021",)

    def test_a_list_that_was_not_known_by_the_day_asked_is_a_gap(self) -> None:
        figures = [{"kind": "registered", "at": "2021-01-01", "patients": 30_000, "published": "2022-06-10"}]
        assert approved(practice(populations=figures), known_on="2022-06-10").value is True
        assert missing(approved(practice(populations=figures), known_on="2022-06-09"))

    def test_only_registered_patients_count(self) -> None:
        figures = [*lists("adjusted", y2021=40_000), *lists("registered", y2021=29_999)]
        assert approved(practice(populations=figures)).value is False

    def test_practices_that_were_members_on_that_day(self) -> None:
        later = practice(
            "A00002", populations=lists("registered", y2021=2_000), membership=complete({"since": "2021-10-01"})
        )
        assert approved(practice(populations=lists("registered", y2021=29_000)), later).value is False

    def test_practices_whose_membership_starts_with_the_area_that_was_agreed(self) -> None:
        """Agreed on 19 March 2021 for an area from 1 April, with the practice that joins on 1 April: it is that network
        which the commissioner approved, not the one without the practice.
        """
        area = {**AREA, "since": "2021-04-01"}
        joins = practice(
            "A00002", populations=lists("registered", y2021=2_000), membership=complete({"since": "2021-04-01"})
        )
        found = approved(practice(populations=lists("registered", y2021=29_000)), joins, areas=(area,))
        assert found.value is True

    def test_without_any_list_of_practices_it_is_unknown(self) -> None:
        found = observe("network.had_minimum_when_approved", DAY, MINIMUM, areas=[AREA])
        assert missing(found) == ("the registered patients when the commissioner approved on 19 March 2021",)

    def test_the_last_edition_of_a_list_counts(self) -> None:
        first, second = lists("registered", y2021=31_000)[0], lists("registered", y2021=29_000)[0]
        figures = [first, {**second, "published": "2021-02-01"}]
        assert approved(practice(populations=figures)).value is False
        assert approved(practice(populations=figures[::-1])).value is False
