"""Spells of a list that say the same and follow each other, or overlap, as one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from pcn_des.dates import Period, joined

if TYPE_CHECKING:
    from pcn_des.network.records import Spell

Dated = TypeVar("Dated", bound="Spell")
_DAYS: Final = ("since", "until")  # of a spell

Joined = dict[tuple[Any, ...], tuple[Period, ...]]  # the days on which a list says something, by what it says
_FEW: Final = 16


def whole_of(spell: Dated, listed: Sequence[Dated], joined_of: Joined) -> Dated:
    """The spell with those of the list that say the same and leave no gap: from their first day to their last.

    How it ended is what the one that ended last says; of several with that last day, the one that says most. What was
    joined for one spell of the list is kept for the others, in `joined_of`.
    """
    if len(listed) <= _FEW and not any(_goes_on(spell, other) for other in listed):
        return spell  # most have no neighbour that says the same, and cost little
    if not joined_of:
        same: dict[tuple[Any, ...], list[Period]] = defaultdict(list)
        for other in listed:
            same[_said(other)].append(other.period)
        joined_of.update((said, joined(periods)) for said, periods in same.items())
    periods = joined_of[_said(spell)]
    whole = periods[bisect_right(periods, spell.since, key=lambda period: period.since) - 1]
    if not spell.of_the_end:
        return spell if whole == spell.period else attrs.evolve(spell, since=whole.since, until=whole.until)
    ends = [other for other in listed if other.until == whole.until and _said(other) == _said(spell)]
    return attrs.evolve(max(ends, key=_told_of_end), since=whole.since)


def _told_of_end(spell: Spell) -> int:
    """How much a spell says of how it ended."""
    return sum(getattr(spell, name) is not None for name in spell.of_the_end)


def _goes_on(spell: Spell, other: Spell) -> bool:
    """Whether another spell says the same, and they overlap or follow each other."""
    return other is not spell and _touch(spell, other) and _said(other) == _said(spell)


def _touch(one: Spell, other: Spell) -> bool:
    """Whether two spells overlap, or one follows the other without a gap."""
    over, other_over = one.over, other.over
    return (other_over is None or one.since <= other_over) and (over is None or other.since <= over)


def _said(spell: Spell) -> tuple[Any, ...]:
    """Everything that a spell says besides its days, and how it ended."""
    kind: Any = type(spell)
    return tuple(getattr(spell, name) for name in _names(kind))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if field.name not in (*_DAYS, *kind.of_the_end))
