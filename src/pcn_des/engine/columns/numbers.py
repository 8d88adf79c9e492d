"""Numbers of many rows, each exact, between two ends or unknown, over one denominator: the ranges of `engine.ranges`.

Nothing is rounded and nothing wraps: what a calculation can come to is known beforehand, and refused where 64 bits do
not hold it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns.codes import Chosen, Codes, Mask, any_of, as_mask, both, either, graded, no, of_rows
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import Range, Unknown

Whole = int | NDArray[np.int64]
"""A whole number a row, or one for all rows."""

LARGEST: Final = 2**63 - 1


def held(most: int) -> int:
    """What a calculation can come to, if 64 bits hold it.

    Raises:
        OverflowError: they don't.
    """
    if most > LARGEST:
        raise OverflowError(f"come to {most:,}; 64 bits hold whole numbers up to {LARGEST:,}")
    return most


@attrs.frozen(eq=False)
class End:
    """The lower or the higher end of each number, times the denominator; `open` where there is none."""

    top: Whole
    open: Mask = False

    def times(self, factor: int) -> End:
        """The end of a number that is so many times larger; the factor is above nothing."""
        return self if factor == 1 else End(self.top * factor, self.open)

    def plus(self, other: End) -> End:
        """The end of the sum, where both are ends of the same side."""
        return End(self.top + other.top, any_of(self.open, other.open))


@attrs.frozen(eq=False)
class Numbers:
    """A number a row, `low.top / bottom` to `high.top / bottom`: exact where these meet, unknown where both are open.

    `most` is a whole number that no top is larger than in size.
    """

    low: End
    high: End
    bottom: int
    most: int

    @classmethod
    def exactly(cls, top: Whole, most: int, bottom: int = 1, unknown: Mask = False) -> Numbers:
        """Exact numbers, some of which may be unknown."""
        end = End(top, unknown)
        return cls(end, end, bottom, held(most))

    @classmethod
    def of(cls, value: Fraction | Range | Unknown) -> Numbers:
        """The same number in all rows."""
        if isinstance(value, Fraction):
            return cls.exactly(value.numerator, abs(value.numerator), value.denominator)
        if isinstance(value, Unknown):
            return NOT_KNOWN
        ends = [end for end in (value.low, value.high) if end is not None]
        bottom = lcm(*(end.denominator for end in ends))
        low, high = (End(0, True) if end is None else End(int(end * bottom)) for end in (value.low, value.high))
        return cls(low, high, bottom, held(max(abs(int(end * bottom)) for end in ends)))

    @property
    def exact(self) -> bool:
        """Whether every number is exact or unknown."""
        return self.low is self.high

    @property
    def unknown(self) -> Mask:
        """Which numbers are unknown."""
        return self.low.open if self.exact else both(self.low.open, self.high.open)

    @property
    def settled(self) -> Mask:
        """Which numbers are exact."""
        if self.exact:
            return no(self.low.open)
        return both(no(any_of(self.low.open, self.high.open)), as_mask(self.low.top == self.high.top))

    @property
    def constant(self) -> int | None:
        """The top that all rows have exactly; None where rows differ or it is not exact."""
        top = self.low.top
        return top if self.exact and isinstance(top, int) and self.low.open is False else None

    def over_bottom(self, bottom: int) -> Numbers:
        """The same numbers over a multiple of the denominator."""
        factor = bottom // self.bottom
        if factor == 1:
            return self
        most = held(self.most * factor)
        low = self.low.times(factor)
        return Numbers(low, low if self.exact else self.high.times(factor), bottom, most)

    def rows(self, chosen: Chosen) -> Numbers:
        """The numbers of some rows."""
        low = _chosen(self.low, chosen)
        return Numbers(low, low if self.exact else _chosen(self.high, chosen), self.bottom, self.most)


NOT_KNOWN: Final = Numbers.exactly(0, 0, unknown=True)


def on_one_bottom(numbers: Iterable[Numbers]) -> list[Numbers]:
    """Numbers over their smallest common denominator."""
    listed = list(numbers)
    bottom = lcm(*(number.bottom for number in listed))
    return [number.over_bottom(bottom) for number in listed]


def plus(left: Numbers, right: Numbers) -> Numbers:
    """The sum."""
    one, other = on_one_bottom((left, right))
    most = held(one.most + other.most)
    low = one.low.plus(other.low)
    high = low if one.exact and other.exact else one.high.plus(other.high)
    return Numbers(low, high, one.bottom, most)


def minus(left: Numbers, right: Numbers) -> Numbers:
    """The difference."""
    low = End(-right.high.top, right.high.open)
    high = low if right.exact else End(-right.low.top, right.low.open)
    return plus(left, Numbers(low, high, right.bottom, right.most))


def nothing_or_more(number: Numbers) -> Numbers:
    """The same numbers, but that those of which nothing is known are not below nothing."""
    unknown = number.unknown
    if unknown is False:
        return number
    top = 0 if unknown is True else np.where(unknown, 0, number.low.top)
    return attrs.evolve(number, low=End(top, both(number.low.open, no(unknown))))


def total(numbers: Iterable[Numbers]) -> Numbers:
    """The sum of several; nothing of none."""
    return reduce(plus, numbers, Numbers.of(Fraction(0)))


def times(left: Numbers, right: Numbers) -> Numbers:
    """The product; nothing times an open end is nothing."""
    for one, factor in ((left, right.constant), (right, left.constant)):
        if factor is not None and (factor > 0 or one.exact):
            return _times_constant(one, factor, (right if one is left else left).bottom)
    most = held(left.most * right.most)
    bottom = left.bottom * right.bottom
    unknown = any_of(left.unknown, right.unknown)
    if left.exact and right.exact:
        return Numbers.exactly(left.low.top * right.low.top, most, bottom, unknown)
    corners = [_corner(one, other) for one in _ends(left) for other in _ends(right)]
    low_side, low = reduce(_lower, corners)
    high_side, high = reduce(_higher, corners)
    return Numbers(End(low, any_of(low_side != 0, unknown)), End(high, any_of(high_side != 0, unknown)), bottom, most)


def over(left: Numbers, right: Numbers) -> Numbers:
    """The quotient by a number that all rows share.

    Raises:
        RuleDefinitionError: the divisor is not one exact number, the same in all rows and above nothing.
    """
    divisor = right.constant
    if divisor is None or divisor <= 0:
        raise RuleDefinitionError("columns divide only by one number, the same in all rows and above nothing")
    return times(left, Numbers.exactly(right.bottom, right.bottom, divisor))


def thousands(number: Numbers) -> Numbers:
    """Numbers in thousands."""
    return attrs.evolve(number, bottom=number.bottom * 1000)


def nearest(number: Numbers, step: Numbers) -> Numbers:
    """Numbers rounded to the nearest multiple of a step that all rows share, a half up.

    Raises:
        RuleDefinitionError: the rows have steps of their own.
    """
    exactly = step.constant
    if exactly is not None and exactly > 0:
        return _to_multiples(number, exactly, step.bottom)
    if step.unknown is True:
        return NOT_KNOWN
    if not all(isinstance(end.top, int) and isinstance(end.open, bool) for end in (step.low, step.high)):
        raise RuleDefinitionError("columns round only to a step that all rows share")
    if step.low.open or step.low.top <= 0 or step.high.open:
        return NOT_KNOWN
    half = Numbers.exactly(step.high.top, step.most, step.bottom * 2)
    low, high = minus(number, half), plus(number, half)
    return Numbers(low.low, high.high, low.bottom, max(low.most, high.most))


def _to_multiples(number: Numbers, step: int, bottom: int) -> Numbers:
    shared = gcd(2 * bottom, number.bottom * step)
    factor, half, divisor = 2 * bottom // shared, number.bottom * step // shared, 2 * number.bottom * step // shared
    held(number.most * factor + half)
    most = held(((number.most * factor + half) // divisor + 1) * step)

    def rounded(end: End) -> End:
        return End((end.top * factor + half) // divisor * step, end.open)

    low = rounded(number.low)
    return Numbers(low, low if number.exact else rounded(number.high), bottom, most)


def hull(numbers: Iterable[Numbers]) -> Numbers:
    """What holds of numbers that are one of these, whichever; unknown where one of them is."""
    listed = on_one_bottom(numbers)
    if len(listed) == 1:
        return listed[0]
    low_open = reduce(any_of, (number.low.open for number in listed))  # both are, of one that is unknown
    high_open = reduce(any_of, (number.high.open for number in listed))
    low = reduce(_smaller, (number.low.top for number in listed))
    high = reduce(_larger, (number.high.top for number in listed))
    return Numbers(End(low, low_open), End(high, high_open), listed[0].bottom, max(one.most for one in listed))


def chosen(condition: NDArray[np.bool_], then: Numbers, otherwise: Numbers) -> Numbers:
    """One of two numbers a row."""
    one, other = on_one_bottom((then, otherwise))

    def end(yes: End, no: End) -> End:
        return End(np.where(condition, yes.top, no.top), either(condition, yes.open, no.open))

    low = end(one.low, other.low)
    exact = one.exact and other.exact
    return Numbers(low, low if exact else end(one.high, other.high), one.bottom, max(one.most, other.most))


def reaches(one: Numbers, other: Numbers) -> Codes:
    """Whether one number is the other or more, wherever in their ranges they are; unknown where that depends."""
    left, right = on_one_bottom((one, other))
    unknown = any_of(left.unknown, right.unknown)
    surely = both(_at_least(left.low, right.high), no(any_of(left.low.open, right.high.open)))
    if left.exact and right.exact:
        return graded(surely, any_of(surely, unknown))
    perhaps = any_of(_at_least(left.high, right.low), any_of(left.high.open, right.low.open))
    return graded(both(surely, no(unknown)), any_of(perhaps, unknown))


def _at_least(one: End, other: End) -> Mask:
    return as_mask(one.top >= other.top)


def _times_constant(number: Numbers, factor: int, bottom: int) -> Numbers:
    shared = gcd(factor, number.bottom)
    factor //= shared
    most = held(number.most * abs(factor))
    low = End(number.low.top * factor, number.low.open)
    high = low if number.exact else End(number.high.top * factor, number.high.open)
    return Numbers(low, high, number.bottom // shared * bottom, most)


_Side = tuple[Any, Whole]
"""An end of each number: -1, 0 or 1 for one that is open downwards, not open, or open upwards, with its top."""


def _ends(number: Numbers) -> tuple[_Side, _Side]:
    return (-_one(number.low.open), _closed(number.low)), (_one(number.high.open), _closed(number.high))


def _one(mask: Mask) -> Any:
    return int(mask) if isinstance(mask, bool) else mask.astype(np.int8)


def _closed(end: End) -> Whole:
    return end.top if end.open is False else np.where(end.open, 0, end.top)


def _corner(one: _Side, other: _Side) -> _Side:
    side = _sign(one) * _sign(other) * ((one[0] != 0) | (other[0] != 0))
    return side, one[1] * other[1]  # of an open end the top is nothing


def _sign(end: _Side) -> Any:
    return end[0] + np.sign(end[1])


def _lower(one: _Side, other: _Side) -> _Side:
    first = (one[0] < other[0]) | ((one[0] == other[0]) & (one[1] <= other[1]))
    return np.where(first, one[0], other[0]), np.where(first, one[1], other[1])


def _higher(one: _Side, other: _Side) -> _Side:
    first = (one[0] > other[0]) | ((one[0] == other[0]) & (one[1] >= other[1]))
    return np.where(first, one[0], other[0]), np.where(first, one[1], other[1])


def _smaller(one: Whole, other: Whole) -> Whole:
    return min(one, other) if isinstance(one, int) and isinstance(other, int) else np.minimum(one, other)


def _larger(one: Whole, other: Whole) -> Whole:
    return max(one, other) if isinstance(one, int) and isinstance(other, int) else np.maximum(one, other)


def _chosen(end: End, rows: Chosen) -> End:
    return End(of_rows(end.top, rows), of_rows(end.open, rows))
