"""Draws records at random, much cheaper than Hypothesis does: for tests that compare thousands of small networks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import settings

from pcn_des.dates import Period
from pcn_des.network import Records
from support.covered import FIRST_DAY, LAST_DAY

Thing = TypeVar("Thing")
FIRST, LAST = FIRST_DAY, LAST_DAY
"""The days that the data cover."""


def comparisons() -> int:
    """How many networks an oracle is asked about: 60 unless told, 240 under the profile ci, 20,000 under deep."""
    return max(60, 4 * settings().max_examples)


def seeds(count: int) -> Iterable[Random]:
    """So many sources of chance, the same ones in each run; a failure names the number of its own."""
    return map(Random, range(count))


def chance(random: Random, part: float) -> bool:
    """Whether something happens that happens in this part of all cases."""
    return random.random() < part


def day_between(random: Random, first: date, last: date) -> date:
    """A day, the first and the last included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def day_near(random: Random, day: date, far: int = 60) -> date:
    """A day close to another, or the same, or one of its neighbours."""
    return day + timedelta(days=random.choice((-1, 0, 1, random.randint(-far, far))))


def spells(random: Random, around: date, most: int = 3) -> list[tuple[date, date | None]]:
    """The first and last days of spells that don't overlap, in order, many of them close to a day; some adjoin."""
    found: list[tuple[date, date | None]] = []
    since = around - timedelta(days=random.randint(0, 900))
    for _ in range(random.randint(0, most)):
        until = since + timedelta(days=random.choice((0, random.randint(0, 60), random.randint(0, 700))))
        until = max(since, day_near(random, around)) if chance(random, 0.3) else until
        if chance(random, 0.25):
            found.append((since, None))
            return found
        found.append((since, until))
        since = until + timedelta(days=random.choice((1, 2, random.randint(1, 300))))
    return found


def listed(
    random: Random, items: Sequence[Thing], around: date, *, kept: bool = True, whole: bool = False
) -> Records[Thing] | None:
    """A list that is complete, has gaps, was kept for a time (unless that has no meaning), or is not there.

    Where `whole` is asked for, it is complete nearly always.
    """
    items = random.sample(items, len(items))
    what = random.choice(("complete", "complete", "gaps", "none", "kept" if kept else "complete"))
    if whole and not chance(random, 0.03):
        what = "complete"
    if what == "none":
        return None
    if what == "kept":
        return Records(items, complete=_some_days(random, around))
    return Records(items, complete=what == "complete")


def _some_days(random: Random, around: date) -> Period:
    since, until = sorted((day_near(random, around, 400), day_near(random, around, 400)))
    return Period(since, None if chance(random, 0.3) else until)


def known(records: Iterable[Any] | None) -> list[Any]:
    """The records of a list, none where there is no list."""
    return list(records or ())
