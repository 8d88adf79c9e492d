"""Months that make up for what other ones of their stream were short of, or had over: earlier, or in advance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, takewhile
from typing import Final

import attrs

from pcn_des.answers.amount import NO_MONEY
from pcn_des.answers.arrears import Arrears
from pcn_des.answers.reconciliation import (
    ARREARS,
    IN_ADVANCE,
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
from pcn_des.dates import joined, month_of
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import month_in_words

_PENNY: Final = Decimal("0.01")
_NONE: Final[Ends] = (Decimal(0), Decimal(0))
_MAY_MAKE_UP: Final = (UNEXPLAINED, PAID_TWICE, NOT_OWED)
_NOTHING_CAME: Final = (NOT_PAID, NOT_ON_RECORD)


def with_arrears(months: Iterable[ReconciledMonth], corrected: Sequence[Arrears]) -> list[ReconciledMonth]:
    """The months, stream by stream, with those named that make up for others of their stream.

    Of a list that may have gaps, a month without a remittance counts only after one that was paid: before the first
    payment on record nothing says where the list begins. One that is made up for was not paid in its turn. A payment
    for months that follow is one in advance.
    """
    found: list[ReconciledMonth] = []
    for stream, of_stream in groupby(months, key=lambda month: month.stream):
        found += _of_stream(list(of_stream), [one for one in corrected if one.stream == stream])
    return found


def _of_stream(found: list[ReconciledMonth], owing: Sequence[Arrears]) -> list[ReconciledMonth]:
    earlier: list[int] = []  # the places of the months that are still to be made up for
    settled: set[int] = set()  # and of those that are
    arrears = _Owing(owing)
    for place, month in enumerate(found):
        if place in settled:  # paid in advance
            continue
        if month.cause in _MAY_MAKE_UP and month.paid is not None:
            others: Sequence[int] = ()
            paying = arrears.paid_with(month)
            if paying is None:
                others = _made_up(found, tuple(earlier), month) or _in_advance(found, place, earlier)
                paying = (
                    _making_up(month, [found[one] for one in others]) if others else arrears.may_be_paid_with(month)
                )
            if paying is not None:
                found[place] = paying
                for one in others:
                    found[one] = _made_up_for(found[one], month)
                settled.update(others)
                earlier = [one for one in earlier if one not in settled]
                continue
            found[place] = arrears.paid_again_with(month)
        begun = any(one.paid is not None for one in found[:place])
        counts = begun if month.cause == NOT_ON_RECORD else month.cause not in OPEN
        if counts and month.difference != 0:
            earlier.append(place)
    return found


class _Owing:
    """The arrears of a corrected population, each of which one payment settles: the first that has it."""

    def __init__(self, arrears: Iterable[Arrears]) -> None:
        self._left = list(arrears)
        self._paid: list[tuple[Arrears, ReconciledMonth]] = []

    def paid_with(self, month: ReconciledMonth) -> ReconciledMonth | None:
        """A month as the one that pays, to the penny, arrears which nothing paid before; None where it is not."""
        for arrears in self._left:
            if _more_than(month, arrears) == _NONE:
                self._settle(arrears, month)
                return attrs.evolve(month, cause=ARREARS, because=_of_correction(arrears), ask="")
        return None

    def may_be_paid_with(self, month: ReconciledMonth) -> ReconciledMonth | None:
        """A month as one that may pay arrears, as far as they and what is owed are known; None where it can't."""
        for arrears in self._left:
            if _is_nothing(_more_than(month, arrears), Decimal(0)):
                self._settle(arrears, month)
                because = f"as far as it is known, it pays for {_of_correction(arrears)}"
                return attrs.evolve(month, cause=NOT_KNOWN, because=because, ask="")
        return None

    def _settle(self, arrears: Arrears, month: ReconciledMonth) -> None:
        self._left.remove(arrears)
        self._paid.append((arrears, month))

    def paid_again_with(self, month: ReconciledMonth) -> ReconciledMonth:
        """A month as it is, or as one that has to the penny the arrears which another paid before."""
        for arrears, first in self._paid:
            if _more_than(month, arrears) == _NONE:
                because = f"{_of_correction(arrears)}, as with {month_in_words(first.month)}"
                return attrs.evolve(month, cause=PAID_TWICE, because=because)
        return month


def _of_correction(arrears: Arrears) -> str:
    return f"the corrected population of earlier months, {arrears.of}"


def _more_than(month: ReconciledMonth, arrears: Arrears) -> Ends:
    """What a month has beyond what is owed for it and the arrears: arrears to give back are a shortfall of it.

    Of arrears of which it is not known which way they go, either.
    """
    least, most = arrears.of.at_least.pounds, None if arrears.of.at_most is None else arrears.of.at_most.pounds
    lowest = None if most is None else EXACTLY.minus(most)
    to_pay, to_give_back = (lowest, EXACTLY.minus(least)), (least, most)
    either = {None: (lowest, most), False: to_pay, True: to_give_back}
    return ends_together([month.ends, either[arrears.less]])


def _making_up(month: ReconciledMonth, others: Sequence[ReconciledMonth]) -> ReconciledMonth:
    """A month as one that makes up for others: to the penny, or as far as what is owed is known."""
    of = tuple(one.month for one in others)
    in_advance = of[-1] > month.month
    if month.difference is None or any(one.difference is None for one in others):
        does = "pays for" if in_advance else "makes up for"
        because = f"as far as it is known, it {does} {_in_words(of)}"
        return attrs.evolve(month, cause=NOT_KNOWN, because=because, ask="", makes_up_for=of)
    cause = IN_ADVANCE if in_advance else ARREARS
    because = f"{Money.to_the_penny(EXACTLY.abs(month.difference))} for {_in_words(of)}"
    return attrs.evolve(month, cause=cause, because=because, ask="", makes_up_for=of)


def _in_words(months: Sequence[date]) -> str:
    """Months in words, those that follow one another together."""
    said = []
    for span in joined(map(month_of, months)):
        of_span = [month_in_words(month) for month in months if month in span]
        join = " and " if len(of_span) == 2 else " to "
        said.append(join.join(dict.fromkeys((of_span[0], of_span[-1]))))
    return " and ".join(said)


def _made_up_for(one: ReconciledMonth, by: ReconciledMonth) -> ReconciledMonth:
    """A month that another one makes up for: nothing of it is to be settled."""
    if one.cause not in _NOTHING_CAME or (one.cause == NOT_PAID and one.month < by.month):
        return attrs.evolve(one, ask="")
    how = "with" if one.month < by.month else "in advance with"
    because = f"as it looks, it was paid {how} {month_in_words(by.month)}"
    return attrs.evolve(one, cause=NOT_PAID, because=because, ask="")


def _made_up(months: Sequence[ReconciledMonth], earlier: Sequence[int], month: ReconciledMonth) -> Sequence[int]:
    """The places of the earlier months that a month makes up for."""
    return _coming_to_nothing(months, _choices(months, earlier), month)


def _in_advance(months: Sequence[ReconciledMonth], place: int, earlier: Sequence[int]) -> Sequence[int]:
    """The places of the months after one that had more, for which it pays: nothing came of them in their turn.

    It may pay for those right before it too, as the whole year's money paid at once. After the last payment on a list
    that may have gaps nothing says where the list ends.
    """
    month, after = months[place], range(place + 1, len(months))
    unpaid = [*takewhile(lambda one: _nothing_came(months[one], month), after)]
    if any(months[one].cause == NOT_ON_RECORD for one in unpaid) and all(months[one].paid is None for one in after):
        return ()
    missed = [*takewhile(lambda one: one in earlier and _nothing_came(months[one], month), reversed(range(place)))]
    ahead = [unpaid[:count] for count in range(len(unpaid), 0, -1)]
    return _coming_to_nothing(months, [*ahead, *([*reversed(missed), *each] for each in ahead)], month)


def _nothing_came(of: ReconciledMonth, month: ReconciledMonth) -> bool:
    """Whether nothing came in a month of which something is owed for certain, so that another may have paid for it.

    Of one without a remittance, in a list that may have gaps, only where both are known to the penny.
    """
    exactly = of.difference is not None and month.difference is not None
    return of.owed.at_least > NO_MONEY and (of.cause == NOT_PAID or (of.cause == NOT_ON_RECORD and exactly))


def _coming_to_nothing(
    months: Sequence[ReconciledMonth], choices: Iterable[Sequence[int]], month: ReconciledMonth
) -> Sequence[int]:
    """The first choice of places that comes to nothing with a month: to the penny, else to a penny for each month.

    A payer that rounds each month pays for two what they come to within a penny each.
    """
    each = [(places, ends_together([*(months[place].ends for place in places), month.ends])) for places in choices]
    exact = (places for places, ends in each if ends == _NONE)
    pennies = ((places, EXACTLY.multiply(_PENNY, Decimal(len(places) + 1)), ends) for places, ends in each)
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
