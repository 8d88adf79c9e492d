"""The truth lies inside: what is exact of a network that is known lies within what is said of it where less is known.

Worlds are drawn complete, and then with holes in their records. Run many with `WORLDS=100000 pytest -m deep -s`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from pcn_des import Finding, Network, Report, Statement, Status, assess, entitlements
from pcn_des.dates import ContractYear
from pcn_des.units import Money, Quantity
from pcn_des.values import Range
from support.holes import with_holes
from support.random_records import FIRST, LAST, comparisons, day_between
from support.worlds import world

OPEN = (Status.UNKNOWN, Status.JUDGEMENT)
HOLED = 4  # worlds with holes of each that is complete
BATCH = 20  # complete worlds
PAID_ON = ("practices", "populations", "care_homes", "payees")
"""What money rests on; where it is the same, only one in so many worlds is asked again what it is owed."""
ALL_MONEY = 8
WORLDS = int(os.environ.get("WORLDS", "2000"))


def inside(exact: Fraction, said: Fraction | Range) -> bool:
    """Whether a number lies within what is said of it."""
    if isinstance(said, Fraction):
        return exact == said
    return (said.low is None or said.low <= exact) and (said.high is None or exact <= said.high)


def by_rule(report: Report) -> dict[str, Finding]:
    return {finding.rule: finding for finding in report.findings}


def parts_of(finding: Finding) -> dict[str | None, Finding]:
    return {None: finding} | {part.subject: part for part in finding.parts}


def wrong_statuses(complete: dict[str, Finding], holed: dict[str, Finding]) -> Iterator[Any]:
    for rule, whole in complete.items():
        less = parts_of(holed[rule])
        for subject, known in parts_of(whole).items():
            if known.status is Status.UNKNOWN or subject not in less:
                continue
            said = less[subject]
            if said.status not in (known.status, *OPEN):
                yield rule, subject, known.status, said.status, said.reason
            yield from wrong_numbers(rule, known, said)


def wrong_numbers(rule: str, known: Finding, said: Finding) -> Iterator[Any]:
    """What was observed and required, and each fact that is a number, or a yes or no."""
    for what in ("observed", "required"):
        exact, less = getattr(known, what), getattr(said, what)
        numbers = isinstance(exact, Quantity) and isinstance(less, Quantity)
        if numbers and exact.exact is not None and not inside(exact.exact, less.number):
            yield rule, what, exact, less
    facts = {use.name: use.value for use in said.facts}
    for use in known.facts:
        less = facts.get(use.name)
        if isinstance(use.value, bool) and isinstance(less, bool) and less is not use.value:
            yield rule, use.name, use.value, less
        if isinstance(use.value, Fraction) and isinstance(less, Fraction | Range) and not inside(use.value, less):
            yield rule, use.name, use.value, less


def ends(known: Any) -> tuple[Money | None, Money | None]:
    """Between what an amount lies; None is an open end."""
    return (known.amount, known.amount) if known.amount is not None else (known.at_least, known.at_most)


def wrong_amounts(complete: Statement, holed: Statement) -> Iterator[Any]:
    for stream, whole in complete.streams.items():
        less = holed.streams[stream]
        pairs = [(whole, less), *zip(whole.lines, less.lines, strict=True)]
        for known, said in pairs:
            (low, high), (least, most) = ends(known), ends(said)
            above = least is not None and (low is None or low.pounds < least.pounds) and least.pounds > 0
            below = most is not None and (high is None or high.pounds > most.pounds)
            if above or below:
                yield stream, getattr(known, "month", "year"), (low, high), (least, most)


def tried(first: int, count: int) -> tuple[Counter[str], list[Any]]:
    """Worlds by the numbers of their sources of chance: how many there were, and what is wrong in which."""
    tally: Counter[str] = Counter()
    wrong: list[Any] = []
    for number in range(first, first + count):
        random = Random(number)
        day = day_between(random, FIRST, LAST)
        year = str(ContractYear.of(day))
        network = world(random, day)
        report, money = by_rule(assess(network, day)), entitlements(network, year)
        tally["worlds"] += 1
        for _ in range(HOLED):
            less = with_holes(random, network)
            tally["worlds"] += 1
            same = number % ALL_MONEY and all(getattr(less, name) is getattr(network, name) for name in PAID_ON)
            said = money if same else entitlements(less, year)
            found = [*wrong_statuses(report, by_rule(assess(less, day))), *wrong_amounts(money, said)]
            wrong += [(number, day, one) for one in found]
            for total in said.streams.values():
                if total.lines and total.amount is None:
                    tally["inexact"] += 1
                    tally["bounded"] += total.is_bounded
                    tally["inexact by a hole"] += money.streams[total.stream].amount is not None
                    tally["bounded by a hole"] += total.is_bounded and money.streams[total.stream].amount is not None
    return tally, wrong


def test_the_truth_lies_inside() -> None:
    tally, wrong = tried(0, max(3, comparisons() // 10))
    assert wrong == []
    assert tally["bounded"] > 0


@pytest.mark.deep
def test_the_truth_lies_inside_of_many_worlds() -> None:
    """In two processes, a batch at a time; the numbers of the worlds are others than those of the quick run."""
    tally: Counter[str] = Counter()
    wrong: list[Any] = []
    batches = range(1_000_000, 1_000_000 + WORLDS // (HOLED + 1), BATCH)
    with ProcessPoolExecutor(2) as pool:
        for counted, found in pool.map(tried, batches, [BATCH] * len(batches)):
            tally.update(counted)
            wrong += found
    share, by_hole = (tally[f"bounded{which}"] / max(1, tally[f"inexact{which}"]) for which in ("", " by a hole"))
    print(
        f"\n{tally['worlds']:,} worlds, {len(wrong)} wrong; of {tally['inexact']:,} inexact stream-years {share:.0%} "
        f"are bounded, of the {tally['inexact by a hole']:,} that are exact in the complete world {by_hole:.0%}"
    )
    assert wrong == []


def network_of(number: int) -> Network:
    """The complete world of a number, for whoever looks into a failure."""
    random = Random(number)
    return world(random, day_between(random, FIRST, LAST))
