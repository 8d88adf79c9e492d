"""Reads the list that a network was paid on off what it was paid, where whole patients give it to the penny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Final

import attrs

from pcn_des.questions.fund.given import exact
from pcn_des.questions.published.rates import WHOLE, StreamRates
from pcn_des.questions.published.ways import Way, penny

_MOST_RESIDUES: Final = 100  # beyond that, rounding tells nothing of two lists


@attrs.frozen
class HeadMonths:
    """Patients, or beds, added up over months: what is left of the list where it changed within the year."""

    population: str
    count: int
    months: tuple[date, ...]
    pence: int


@attrs.frozen
class TwoLists:
    """A list for the first months, and another for the rest."""

    first: int
    months: int
    then: int
    others: int


def whole_list(paid: int, ways: Sequence[Way]) -> tuple[str, int] | None:
    """The population and the whole number of it that was paid for in every month of the year; None where none is.

    By chance one amount in as many is such a number as a year's rate has pence.
    """
    for way in ways:
        if way.whole and len(way.streams) == 1 and len(way.populations) == 1:
            (population,) = way.populations
            if population in WHOLE and paid > 0:
                near = paid / way.per_head[population]
                for number in range(max(floor(near) - 1, 1), ceil(near) + 2):
                    if way.gives(paid, {population: Fraction(number)}):
                        return population, number
    return None


def head_months(paid: int, stream: StreamRates) -> HeadMonths | None:
    """The patient-months or bed-months that an amount pays for, where a month's rate is whole pence."""
    rates = [rate for _, rate in stream.by_contract]
    pence = {value for rate in rates if rate is not None for value in rate.pence.values()}
    (population, *others) = (*stream.populations, "")
    if None in rates or population not in WHOLE or others != [""] or len(pence) != 1 or paid <= 0:
        return None
    a_month = pence.pop()
    if a_month.denominator > 1 or paid % a_month:
        return None
    days = tuple(day for day, _ in stream.by_contract)
    return HeadMonths(population, int(paid // a_month), days, int(a_month))


def contract_pence(way: Way, known: HeadMonths) -> int | None:
    """What the contract's rate comes to for head-months, however the list changed; None where it is not one rate."""
    rate = _one_rate(way, known) if way.once_a_year else None
    return None if rate is None else penny(rate * known.count)


def two_lists(paid: int, way: Way, known: HeadMonths) -> TwoLists | None:
    """Two lists, one after the other, which add up to the head-months and give the amount to the penny.

    Of those that do, the two that differ least; None where there are none.
    """
    rate = None if way.once_a_year else _one_rate(way, known)
    if rate is None or rate.denominator > _MOST_RESIDUES or abs(rate * known.count - paid) > len(known.months):
        return None
    found = [pair for first in range(1, len(known.months)) for pair in _pairs(paid, rate, known, first)]
    return min(found, key=lambda pair: (abs(pair.first - pair.then), pair.months), default=None)


def _one_rate(way: Way, known: HeadMonths) -> Fraction | None:
    """A month's pence for a head, where the way pays the same rate in the same months."""
    fits = way.even is not None and way.populations == {known.population}
    return way.even if fits and tuple(rate.month for rate in way.months[0]) == known.months else None


def _pairs(paid: int, rate: Fraction, known: HeadMonths, months: int) -> Iterator[TwoLists]:
    """The pairs for one month of change: by what each list leaves over in the rounding of a month."""
    others, step = len(known.months) - months, rate.denominator
    over = [penny(rate * rest) - rate * rest for rest in range(step)]
    unrounded = rate * known.count
    for first in range(step):
        for then in range(step):
            left = known.count - months * first - others * then
            if left % step or unrounded + months * over[first] + others * over[then] != paid:
                continue
            pair = _nearest(left // step, months, others, (first - then, step))
            if pair is not None and (first, pair[0]) != (then, pair[1]):
                yield TwoLists(first + step * pair[0], months, then + step * pair[1], others)


def _nearest(total: int, months: int, others: int, apart: tuple[int, int]) -> tuple[int, int] | None:
    """Two numbers, not below nothing, with `months` x the one + `others` x the other = `total`, as near as may be."""
    common = gcd(months, others)
    if total < 0 or total % common:
        return None
    turn = others // common
    start = next(x for x in range(turn) if (total - months * x) % others == 0)
    middle = total // (months + others)
    near = start + (middle - start) // turn * turn
    choices = [(x, (total - months * x) // others) for x in (near - turn, near, near + turn, near + 2 * turn)]
    difference, step = apart
    fair = [(x, y) for x, y in choices if x >= 0 and y >= 0 and difference + step * (x - y) != 0]
    return min(fair, key=lambda pair: abs(difference + step * (pair[0] - pair[1])), default=None)


def as_lists(given: Mapping[str, object]) -> dict[str, Fraction]:
    """Populations that a caller gives, as exact numbers; that of a float is the one that it is written as.

    Raises:
        MisuseError: one is no number, is not finite or is below 0.
    """
    return {
        population: exact(str(number) if isinstance(number, float) else number, population)
        for population, number in given.items()
        if number is not None
    }
