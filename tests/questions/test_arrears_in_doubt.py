"""Arrears of months that are half known: what is not known decides both editions alike, and which way they go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from support.effort import examples
from support.remittances import of_lists, population
from support.small_network import complete, incomplete, practice

YEAR, COUNTED, CORRECTED = "2025/26", "2025-01-01", "2025-05-30"
STREAM = "enhanced_access"
GONE: dict[str, Any] = {"until": "2025-03-31"}


def of_editions(code: str, first: int | None, corrected: int | None, **spell: Any) -> dict[str, Any]:
    """A practice with its adjusted list in one edition or both."""
    lists = [population("registered", 10_000, COUNTED)]
    lists += [] if first is None else [population("adjusted", first, COUNTED)]
    lists += [] if corrected is None else [population("adjusted", corrected, COUNTED, published=CORRECTED)]
    return practice(
        code, populations=lists, membership=complete({"since": "2019-07-01", **spell}), other_networks=complete()
    )


def of_practices(*practices: dict[str, Any], whole: bool = True, opened: date | None = None) -> des.Network:
    listed = complete(*practices) if whole else incomplete(*practices)
    read = des.read_network({"code": "U00001", "name": "M", "practices": listed})
    return read.evolve(opened=opened)


def arrears(network: des.Network) -> des.Arrears | None:
    return next((one for one in des.entitlements(network, YEAR).arrears if one.stream == STREAM), None)


def said(network: des.Network) -> tuple[str, bool | None] | None:
    found = arrears(network)
    return None if found is None else (str(found.of), found.less)


@pytest.mark.parametrize(
    ("to", "expected"),
    [(46_900, ("£632.03 to £1,264.05", False)), (45_100, ("£632.03 to £1,264.05", True)), (46_000, None)],
)
def test_the_part_of_a_month_that_counts_is_the_same_in_both_editions(to: int, expected: object) -> None:
    """8.427 x 900 / 12 = 632.025 for May, and up to as much again for April, in which it opened on the 15th."""
    network = of_lists(
        population("registered", 45_000, COUNTED),
        population("adjusted", 46_000, COUNTED),
        population("adjusted", to, COUNTED, published=CORRECTED),
    )
    assert said(network.evolve(opened=date(2025, 4, 15))) == expected


@pytest.mark.parametrize(
    ("stays", "gone", "expected"),
    [
        ((30_000, 30_600), (10_000, 10_200), ("£842.70 to £1,123.60", False)),  # 600 or 800 more
        ((30_000, 29_400), (10_000, 10_200), ("£561.80 to £842.70", True)),  # 600 or 400 less
        ((30_000, 30_000), (10_000, 10_200), ("at most £280.90", False)),  # none or 200 more
        ((30_000, 30_000), (10_000, 9_800), ("at most £280.90", True)),  # none or 200 less
        ((30_000, 30_100), (10_000, 9_000), ("at most £1,264.05", None)),  # 100 more or 900 less
        ((30_000, 30_600), (10_000, 10_000), ("£842.70", False)),  # 600 more, merged or not
        ((30_000, 30_000), (10_000, 10_000), None),
    ],
)
def test_a_practice_that_may_have_merged_counts_in_both_editions_or_in_neither(
    stays: tuple[int, int], gone: tuple[int, int], expected: object
) -> None:
    """8.427 / 6 a patient for April and May."""
    network = of_practices(of_editions("A00001", *stays), of_editions("A00002", *gone, **GONE))
    assert said(network) == expected


@pytest.mark.parametrize(
    ("first", "corrected"), [(10_000, None), (None, 10_000), (None, None)], ids=["correction", "first", "both"]
)
def test_a_practice_without_one_of_the_editions_leaves_it_open(first: int | None, corrected: int | None) -> None:
    network = of_practices(of_editions("A00001", 30_000, 30_600), of_editions("A00002", first, corrected))
    assert said(network) == ("unknown", None)
    shown = str(des.entitlements(network, YEAR))
    assert "Enhanced access payment, April 2025 to May 2025: how much is not known\n" in shown


def test_so_does_a_list_of_practices_with_gaps() -> None:
    assert said(of_practices(of_editions("A00001", 30_000, 30_600), whole=False)) == ("unknown", None)


def test_the_networks_own_figures_stand_in_for_practices_without_an_edition() -> None:
    """40,000 and 40,900 of the network: 8.427 x 900 / 6, though A00002 has no corrected figure."""
    own = [population("adjusted", 40_000, COUNTED), population("adjusted", 40_900, COUNTED, published=CORRECTED)]
    network = of_practices(of_editions("A00001", 30_000, 30_600), of_editions("A00002", 10_000, None))
    read = of_lists(*own)
    assert said(network.evolve(populations=read.populations)) == ("£1,264.05", False)


def test_which_way_it_goes_is_said_as_not_known() -> None:
    network = of_practices(of_editions("A00001", 30_000, 30_100), of_editions("A00002", 10_000, 9_000, **GONE))
    found = arrears(network)
    assert found is not None
    assert repr(found) == "<Arrears enhanced_access: more or less at most £1,264.05>"
    assert "April 2025 to May 2025: at most £1,264.05 more, or less to give back" in " ".join(str(found).split())
    assert (found.to_dict()["less"], found.to_dict()["amount"]) == (None, None)


@attrs.frozen
class Case:
    """Practices in both editions, which of them are gone and how, and what is not on record of them."""

    lists: Sequence[tuple[int, int]]
    gone: Sequence[str | None]
    ended_by: Sequence[str]
    lacking: Sequence[bool]
    whole: bool
    opened: date | None
    settled_opening: date | None

    @property
    def has_both_editions(self) -> bool:
        """Whether a practice on record has them: nothing is said of a correction of which nothing is there."""
        return not all(self.lacking[: len(self.lists) - (not self.whole)])

    def half_known(self) -> des.Network:
        """The network with what is on record."""
        listed = [
            of_editions(_code(place), first, None if self.lacking[place] else later, **self._spell(place))
            for place, (first, later) in enumerate(self.lists)
        ]
        shown = listed if self.whole else listed[:-1]
        return of_practices(*shown, whole=self.whole, opened=self.opened)

    def settled(self) -> des.Network:
        """The network with all of it."""
        listed = []
        for place, (first, later) in enumerate(self.lists):
            spell = self._spell(place)
            if spell:
                spell["ended_by"] = self.ended_by[place]
                spell |= {"into": _code(0)} if spell["ended_by"] == "merged" else {}
            listed.append(of_editions(_code(place), first, later, **spell))
        return of_practices(*listed, opened=self.settled_opening if self.opened else None)

    def _spell(self, place: int) -> dict[str, str]:
        until = self.gone[place] if place else None  # the first stays, and others may merge into it
        return {"until": until} if until else {}


def _code(place: int) -> str:
    return f"A0000{place + 1}"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sizes = st.tuples(st.integers(1, 20_000), st.integers(1, 20_000))
    lists = draw(st.lists(sizes, min_size=2, max_size=4))
    many = len(lists)

    def of_each(choice: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(choice, min_size=many, max_size=many))

    return Case(
        lists,
        of_each(st.sampled_from([None, "2025-03-31", "2025-04-30", "2025-08-31"])),
        of_each(st.sampled_from(["merged", "left", "closed", "dispersed"])),
        of_each(st.sampled_from([False, False, True])),
        draw(st.booleans()),
        draw(st.sampled_from([None, date(2025, 4, 15)])),
        draw(st.sampled_from([None, date(2025, 5, 1)])),
    )


def _signed(found: des.Arrears | None) -> tuple[Decimal | None, Decimal | None]:
    """Between which ends arrears lie, below nothing where they are given back; None for an open end."""
    if found is None:
        return Decimal(0), Decimal(0)
    low, high = found.of.at_least.pounds, found.of.at_most.pounds if found.of.at_most is not None else None
    back = None if high is None else high.copy_negate()
    if found.less is None:
        return back, high
    return (back, low.copy_negate()) if found.less else (low, high)


def _lies_within(amount: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or low <= amount) and (high is None or amount <= high)


@given(cases())
@settings(max_examples=examples(one_in=4), deadline=None)
def test_however_it_is_settled_arrears_and_amounts_lie_within_the_ends(case: Case) -> None:
    open_one, settled = (des.entitlements(network, YEAR) for network in (case.half_known(), case.settled()))
    (exact, same) = _signed(next((one for one in settled.arrears if one.stream == STREAM), None))
    assert exact == same
    assert exact is not None
    if case.has_both_editions:
        found = next((one for one in open_one.arrears if one.stream == STREAM), None)
        assert _lies_within(exact, *_signed(found))
    amounts = {line.month: line.amount for line in settled[STREAM].lines}
    for line in open_one[STREAM].lines:
        amount = amounts.get(line.month, des.Money(Decimal(0)))
        assert amount is not None
        if line.amount is not None:
            assert line.amount == amount
        low, high = (None if end is None else end.pounds for end in (line.at_least, line.at_most))
        assert _lies_within(amount.pounds, low, high)
