"""The network as a whole: its practices, whether it was approved, and its size then."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

import pytest

from pcn_des.values import Range
from support.observing import complete, lists, missing, observe, practice

DAY = "2022-11-14"
FACT = "network.approved"
AREA = {"description": "Millbrook", "since": "2021-03-19", "agreed_on": "2021-03-19"}
NEVER_AGREED = {"description": "Millbrook", "since": "2021-03-19"}


def approved(*practices: dict[str, Any], areas: Any = (AREA,), day: str = DAY, known_on: str | None = None) -> Any:
    return observe(FACT, day, known_on=known_on, areas=list(areas), practices=complete(*practices))


def refusal(duty: str) -> dict[str, Any]:
    return {"kind": "network_area_agreement", "on": "2021-03-19", "shows": {duty: False}}


def kept(since: str) -> dict[str, Any]:
    return {"complete": {"since": since}, "items": []}


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


class TestAnyCorePractice:
    FACT = "network.has_core_practice"
    ENDED: ClassVar = practice(membership=complete({"since": "2019-07-01", "until": "2022-11-13"}))

    @pytest.mark.parametrize(
        ("practices", "value", "because"),
        [
            (complete(practice("A00001"), practice("A00002")), True, "Core Network Practices on record: 2"),
            ([practice("A00001")], True, "Core Network Practices on record: 1"),
            (complete(ENDED), False, "there is no Core Network Practice on 14 November 2022"),
            ([], False, "there is no Core Network Practice on 14 November 2022"),
        ],
    )
    def test_one_is_enough(self, practices: Any, value: bool, because: str) -> None:
        found = observe(self.FACT, DAY, practices=practices)
        assert (found.value, found.because) == (value, because)

    def test_what_is_missing(self) -> None:
        assert missing(observe(self.FACT, DAY)) == ("the list of practices",)
        assert missing(observe(self.FACT, DAY, practices=[self.ENDED])) == (
            "whether the list of practices is complete",
        )


class TestMembersOfAnEdition:
    """Members that a public file lists are known for a year from its day; those with a last day until then."""

    def count(self, edition: str | None, whole: bool = True) -> Any:
        bounded = practice("A00002", membership=complete({"since": "2019-07-01", "until": "2023-03-31"}))
        gone = practice("A00003", membership=complete({"since": "2019-07-01", "until": "2020-03-31"}))
        held = {"complete": whole, "items": [practice("A00001"), bounded, gone]}
        of: dict[str, Any] = {} if edition is None else {"edition": edition}
        return observe("network.practices", DAY, practices=held, **of).value

    def test_while_the_edition_is_not_too_old_all_of_them_count(self) -> None:
        assert (self.count("2021-11-15"), self.count("2022-11-14"), self.count(None)) == (2, 2, 2)

    def test_of_an_edition_that_is_too_old_only_those_with_a_last_day_are_known(self) -> None:
        of_the_day = "the members of 14 November 2022 (those on record are of 1 January 2021)"
        for whole in (True, False):
            assert self.count("2021-01-01", whole) == Range(Fraction(1), None, (of_the_day,))

    def test_an_edition_that_may_lack_one_is_a_lower_bound(self) -> None:
        found = self.count("2022-11-01", whole=False)
        assert found == Range(Fraction(2), None, ("whether the list of practices is complete",))


class TestApproved:
    NOT_SAID = ("the commissioner's approval (areas, returns), or the day of opening (opened)",)

    def test_with_the_patients_of_that_day_whatever_their_number(self) -> None:
        for patients in (29_999, 30_000):
            found = approved(practice(populations=lists("registered", y2021=patients)))
            because = f"approved on 19 March 2021 with {patients:,} registered patients"
            assert (found.value, found.because) == (True, because)

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"areas": complete()}, id="no area, and nothing of papers"),
            pytest.param({"returns": complete()}, id="no paper, and nothing of areas"),
            pytest.param({"areas": [NEVER_AGREED], "returns": complete()}, id="areas with gaps"),
            pytest.param({"areas": kept("2020-01-01"), "returns": complete()}, id="areas kept for a time"),
        ],
    )
    def test_silence_is_unknown(self, records: dict[str, Any]) -> None:
        assert missing(observe(FACT, DAY, **records)) == self.NOT_SAID

    def test_no_approval_in_complete_records_is_no(self) -> None:
        for areas in (complete(), complete(NEVER_AGREED)):
            found = observe(FACT, DAY, areas=areas, returns=complete())
            assert (found.value, found.because) == (False, "no approval by the commissioner is on record")

    @pytest.mark.parametrize(
        ("opened", "value"),
        [pytest.param("2022-11-14", True, id="that day"), pytest.param("2022-11-15", False, id="the day after")],
    )
    def test_open_on_record(self, opened: str, value: bool) -> None:
        """Whatever the commissioner wrote: a network that opened was approved."""
        assert observe(FACT, DAY, opened=opened, areas=complete(), returns=complete()).value is value

    def test_says_since_when_it_is_open(self) -> None:
        found = observe(FACT, DAY, opened="2019-07-01")
        assert (found.value, found.because) == (True, "open since 1 July 2019")

    def test_an_approval_on_the_day_of_opening_is_the_last_word(self) -> None:
        found = observe(FACT, DAY, opened="2021-03-19", areas=[AREA])
        assert (found.value, found.because) == (True, "approved on 19 March 2021")

    def test_a_network_of_the_public_register_is_open(self) -> None:
        found = observe(FACT, DAY, edition="2022-01-01")
        assert (found.value, found.because) == (True, "open, by the public register, from its first edition on")

    @pytest.mark.parametrize(
        ("records", "because"),
        [
            ({"areas": [AREA]}, "approved on 19 March 2021"),
            (
                {"areas": [NEVER_AGREED], "returns": [refusal("network.list_size")]},
                "refused by the commissioner on 19 March 2021",
            ),
            ({"opened": "2019-07-01"}, "open since 1 July 2019"),
        ],
    )
    def test_the_records_of_a_network_of_the_register_come_first(self, records: dict[str, Any], because: str) -> None:
        assert observe(FACT, DAY, edition="2022-01-01", **records).because == because

    def test_a_network_of_the_register_that_opens_later_is_not_approved_yet(self) -> None:
        assert missing(observe(FACT, DAY, edition="2022-01-01", opened="2022-11-15")) == self.NOT_SAID

    @pytest.mark.parametrize(("until", "value"), [(DAY, False), ("2022-11-13", None)])
    def test_lists_kept_to_the_day_say_that_there_was_no_approval(self, until: str, value: bool | None) -> None:
        held = {"complete": {"since": "0001-01-01", "until": until}, "items": []}
        found = observe(FACT, DAY, areas=held, returns=held).value
        assert (found if isinstance(found, bool) else None) is value

    def test_an_approval_still_to_come_is_not_on_record(self) -> None:
        one = practice(populations=lists("registered", y2021=30_000))
        assert missing(approved(one, day="2021-03-18")) == self.NOT_SAID
        assert approved(one, day="2021-03-19").value is True

    def test_a_paper_shows_it_too(self) -> None:
        paper = {"kind": "network_area_agreement", "on": "2021-03-19"}
        found = observe(FACT, DAY, returns=[paper])
        assert (found.value, found.because) == (True, "approved on 19 March 2021")

    @pytest.mark.parametrize("duty", ["network.list_size", "network.area_agreed"])
    def test_a_refusal_on_record(self, duty: str) -> None:
        found = observe(FACT, DAY, returns=[refusal(duty)], areas=[NEVER_AGREED])
        assert (found.value, found.because) == (False, "refused by the commissioner on 19 March 2021")

    def test_a_refusal_is_not_the_last_word_where_nothing_is_known_of_areas(self) -> None:
        gap = ("whether the commissioner approved after 19 March 2021 (areas)",)
        assert missing(observe(FACT, DAY, returns=[refusal("network.list_size")])) == gap

    @pytest.mark.parametrize(
        ("records", "value"),
        [
            pytest.param({"areas": [{**AREA, "agreed_on": "2021-03-20"}]}, True, id="approved a day later"),
            pytest.param({"areas": [{**AREA, "agreed_on": "2021-03-18"}]}, False, id="approved a day before"),
            pytest.param({"areas": [], "opened": "2021-03-20"}, True, id="opened a day later"),
            pytest.param({"areas": [], "opened": "2021-03-18"}, False, id="opened a day before"),
        ],
    )
    def test_the_last_word_counts(self, records: dict[str, Any], value: bool) -> None:
        """A change of members is approved, or refused, anew."""
        assert observe(FACT, DAY, returns=[refusal("network.list_size")], **records).value is value


class TestSizeWhenApproved:
    """For whoever has to judge it: the registered patients on the day of the approval, where they are known."""

    @pytest.mark.parametrize(
        ("figures", "patients"),
        [
            pytest.param(
                lists("registered", y2020=31_000, y2021=29_000, y2022=40_000), "29,000", id="the latest before"
            ),
            pytest.param(
                [*lists("registered", y2021=29_000), {"kind": "registered", "at": "2021-03-19", "patients": 30_000}],
                "30,000",
                id="of that very day",
            ),
            pytest.param(
                [*lists("registered", y2021=29_000), {"kind": "registered", "at": "2021-03-20", "patients": 30_000}],
                "29,000",
                id="not of the next",
            ),
            pytest.param(
                [*lists("adjusted", y2021=40_000), *lists("registered", y2021=29_999)], "29,999", id="registered only"
            ),
            pytest.param(
                [
                    *lists("registered", y2021=31_000),
                    {**lists("registered", y2021=29_000)[0], "published": "2021-02-01"},
                ],
                "29,000",
                id="the last edition",
            ),
        ],
    )
    def test_by_which_list(self, figures: list[dict[str, Any]], patients: str) -> None:
        for order in (figures, figures[::-1]):
            because = f"approved on 19 March 2021 with {patients} registered patients"
            assert approved(practice(populations=order)).because == because

    def test_with_a_gap_it_is_not_said(self) -> None:
        found = approved(practice(populations=lists("registered", y2021=30_000)), practice("A00002"))
        assert (found.value, found.because) == (True, "approved on 19 March 2021")

    def test_a_list_that_was_not_known_by_the_day_asked_is_a_gap(self) -> None:
        figures = [{"kind": "registered", "at": "2021-01-01", "patients": 30_000, "published": "2022-06-10"}]
        assert "30,000" in approved(practice(populations=figures), known_on="2022-06-10").because
        assert "30,000" not in approved(practice(populations=figures), known_on="2022-06-09").because

    def test_practices_that_were_members_on_that_day(self) -> None:
        later = practice(
            "A00002", populations=lists("registered", y2021=2_000), membership=complete({"since": "2021-10-01"})
        )
        found = approved(practice(populations=lists("registered", y2021=29_000)), later)
        assert found.because == "approved on 19 March 2021 with 29,000 registered patients"

    def test_practices_whose_membership_starts_with_the_area_that_was_agreed(self) -> None:
        """Agreed on 19 March 2021 for an area from 1 April, with the practice that joins on 1 April: it is that network
        which the commissioner approved, not the one without the practice.
        """
        area = {**AREA, "since": "2021-04-01"}
        joins = practice(
            "A00002", populations=lists("registered", y2021=2_000), membership=complete({"since": "2021-04-01"})
        )
        found = approved(practice(populations=lists("registered", y2021=29_000)), joins, areas=(area,))
        assert found.because == "approved on 19 March 2021 with 31,000 registered patients"

    def test_the_networks_own_figure_serves_where_the_practices_are_not_known(self) -> None:
        found = observe(FACT, DAY, areas=[AREA], populations=lists("registered", y2021=28_900))
        assert found.because == "approved on 19 March 2021 with 28,900 registered patients"
