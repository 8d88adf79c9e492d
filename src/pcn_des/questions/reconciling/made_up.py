"""Months that make up for what earlier ones of their stream were short of, or had over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.answers.amount import NO_MONEY
from pcn_des.answers.arrears import Arrears
from pcn_des.answers.reconciliation import (
    ARREARS,
    NOT_KNOWN,
    NOT_ON_RECORD,
    NOT_OWED,
    NOT_PAID,
    OPEN,
    PAID_TWICE,
    UNEXPLAINED,
    Ends,
    ReconciledMonth,
    ends_together,
)
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import month_in_words

_PENNY: Final = Decimal("0.01")
_MAY_MAKE_UP: Final = (UNEXPLAINED, PAID_TWICE, NOT_OWED)


def with_arrears(months: Iterable[ReconciledMonth], corrected: Sequence[Arrears]) -> list[ReconciledMonth]:
    """The months, with those named that make up for earlier ones of their stream.

    Of a list that may have gaps, a month without a remittance counts only after one that was paid: before the first
    payment on record nothing says where the list begins. One that is made up for was not paid in its turn.
    """
    found = list(months)
    before: dict[str, list[int]] = {}  # by stream, the places of the months that are still to be made up for
    for place, month in enumerate(found):
        earlier = before.setdefault(month.stream, [])
        if month.cause in _MAY_MAKE_UP and month.paid is not None:
            correction = [one for one in corrected if (one.stream, _owing(one)) == (month.stream, month.difference)]
            if correction:
                because = f"the corrected population of earlier months, {correction[0].of}"
                found[place] = attrs.evolve(month, cause=ARREARS, because=because, ask="")
                continue
            made_up = _made_up(found, tuple(earlier), month)
            if made_up:
                found[place] = _making_up(month, [found[one] for one in made_up])
                for one in made_up:
                    earlier.remove(one)
                    found[one] = _made_up_for(found[one], month)
                continue
        begun = any(one.paid is not None for one in found[:place] if one.stream == month.stream)
        counts = begun if month.cause == NOT_ON_RECORD else month.cause not in OPEN
        if counts and month.difference != 0:
            earlier.append(place)
    return found


def _owing(one: Arrears) -> Decimal | None:
    """What arrears come to, negative where they are given back; None where they are not known to the penny."""
    if one.amount is None:
        return None
    return (NO_MONEY - one.amount if one.less else one.amount).pounds


def _making_up(month: ReconciledMonth, earlier: Sequence[ReconciledMonth]) -> ReconciledMonth:
    """A month as one that makes up for others: to the penny, or as far as what is owed is known."""
    join = " and " if len(earlier) == 2 else " to "
    span = join.join(dict.fromkeys(month_in_words(one.month) for one in (earlier[0], earlier[-1])))
    of = tuple(one.month for one in earlier)
    if month.difference is None or any(one.difference is None for one in earlier):
        because = f"as far as it is known, it makes up for {span}"
        return attrs.evolve(month, cause=NOT_KNOWN, because=because, ask="", makes_up_for=of)
    because = f"{Money.to_the_penny(EXACTLY.abs(month.difference))} for {span}"
    return attrs.evolve(month, cause=ARREARS, because=because, ask="", makes_up_for=of)


def _made_up_for(earlier: ReconciledMonth, later: ReconciledMonth) -> ReconciledMonth:
    """A month that a later one makes up for: nothing of it is to be settled."""
    if earlier.cause != NOT_ON_RECORD:
        return attrs.evolve(earlier, ask="")
    because = f"as it looks, it was paid with {month_in_words(later.month)}"
    return attrs.evolve(earlier, cause=NOT_PAID, because=because, ask="")


def _made_up(months: Sequence[ReconciledMonth], earlier: Sequence[int], month: ReconciledMonth) -> Sequence[int]:
    """The places of the earlier months that a month makes up for: to the penny, else to a penny for each month.

    A payer that rounds each month pays for two what they come to within a penny each.
    """
    choices = [
        (places, ends_together([*(months[place].ends for place in places), month.ends]))
        for places in _choices(months, earlier)
    ]
    exact = (places for places, ends in choices if _is_nothing(ends, Decimal(0)) and ends[0] == ends[1])
    pennies = ((places, EXACTLY.multiply(_PENNY, Decimal(len(places) + 1)), ends) for places, ends in choices)
    about = (places for places, give, ends in pennies if _is_nothing(ends, give))
    return next(exact, None) or next(about, ())


def _choices(months: Sequence[ReconciledMonth], earlier: Sequence[int]) -> Iterator[Sequence[int]]:
    """All earlier months, those of one cause, the last ones, and any that follow one another, the latest first."""
    if not earlier:
        return
    yield earlier
    for cause in dict.fromkeys(months[place].cause for place in earlier):
        yield [place for place in earlier if months[place].cause == cause]
    for end in range(len(earlier), 0, -1):
        yield from (earlier[start:end] for start in range(end))


def _is_nothing(ends: Ends, give: Decimal) -> bool:
    """Whether differences come to nothing together, or may, give or take so much; not where an end is open."""
    low, high = ends
    return low is not None and high is not None and low <= give and high >= EXACTLY.minus(give)
