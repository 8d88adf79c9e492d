"""Calculates with numbers that are exact, lie between two ends, or are unknown: the truth always lies inside.

A range is never narrower than what is known, and may be wider where a fact stands twice in a calculation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import product
from math import floor
from typing import Final, cast

from pcn_des.values import Range, Unknown, range_of

Number = Fraction | Range | Unknown
_End = tuple[int, Fraction]
"""An end of a range: 0 with the number, or 1 (or -1) for one that is open upwards (or downwards)."""

_NOTHING: Final = Fraction(0)
_HALF: Final = Fraction(1, 2)
MOST_READINGS: Final = 8


def plus(left: Number, right: Number) -> Number:
    """The sum."""
    return _from_corners(left, right, lambda one, other: one + other, _added)


def total(numbers: Iterable[Number]) -> Number:
    """The sum of several; nothing of none."""
    return reduce(plus, numbers, cast("Number", Fraction(0)))


def minus(left: Number, right: Number) -> Number:
    """The difference."""
    return plus(left, mirrored(right))


def mirrored(number: Number) -> Number:
    """The number with the other sign."""
    if isinstance(number, Unknown):
        return number
    if isinstance(number, Fraction):
        return -number
    low, high = (None if end is None else -end for end in (number.high, number.low))
    return range_of(low, high, number.needs, (-reading for reading in number.readings))


def times(left: Number, right: Number) -> Number:
    """The product; nothing times an open end is nothing."""
    return _from_corners(left, right, lambda one, other: one * other, _multiplied)


def over(left: Number, right: Number, divisor: str) -> Number:
    """The quotient; unknown where the divisor, which is named, may be nothing."""
    if isinstance(right, Unknown):
        return _unknown(left, right)
    (low_kind, low), (high_kind, high) = _ends(right)
    if (low_kind, low) <= (0, _NOTHING) <= (high_kind, high):
        return _unknown(left, right) if isinstance(right, Range) else Unknown.because(f"{divisor} that is not nothing")
    if isinstance(right, Fraction):
        return times(left, 1 / right)
    least, most = (_NOTHING if kind else 1 / end for kind, end in ((high_kind, high), (low_kind, low)))
    return times(left, range_of(least, most, right.needs, (1 / reading for reading in right.readings)))


def each_end(number: Number, change: Callable[[Fraction], Fraction]) -> Number:
    """A number changed by something that never puts a larger one before a smaller."""
    if isinstance(number, Unknown):
        return number
    if isinstance(number, Fraction):
        return change(number)
    low, high = (None if end is None else change(end) for end in (number.low, number.high))
    return range_of(low, high, number.needs, map(change, number.readings))


def nearest(number: Number, step: Number) -> Number:
    """A number rounded to the nearest multiple of a step, a half up; unknown where the step may be nothing."""
    if isinstance(number, Unknown) or isinstance(step, Unknown):
        return _unknown(number, step)
    if isinstance(step, Fraction):
        if not step:
            return Unknown.because("a step to round to that is not nothing")
        return each_end(number, lambda exact: floor(exact / step + _HALF) * step)
    if step.low is None or step.low <= 0 or step.high is None:
        return Unknown(step.needs)
    half = step.high / 2
    (low_kind, low), (high_kind, high) = _ends(number)
    return range_of(
        None if low_kind else low - half,
        None if high_kind else high + half,
        (*needs_of(number), *step.needs),
    )


def hull(numbers: Iterable[Number], needs: Iterable[str] = ()) -> Number:
    """What holds of a number that is one of these, whichever."""
    listed = list(numbers)
    missing = (*(gap for number in listed for gap in needs_of(number)), *needs)
    ends = [_ends(number) for number in listed if not isinstance(number, Unknown)]
    if len(ends) < len(listed):
        return Unknown.because(*missing)
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    return range_of(None if low[0] else low[1], None if high[0] else high[1], missing)


def narrowed(left: Number, right: Number) -> Number:
    """What holds of a number of which both are known: it lies between the ends that are nearest to each other."""
    if isinstance(left, Unknown):
        return right
    if isinstance(right, Unknown):
        return left
    (low, high), (other_low, other_high) = _ends(left), _ends(right)
    low, high = max(low, other_low), min(high, other_high)
    needs = (*needs_of(left), *needs_of(right))
    return range_of(None if low[0] else low[1], None if high[0] else high[1], needs)


def either_of(first: Number, second: Number) -> Number:
    """A number by two readings of a text."""
    found = hull((first, second))
    if not isinstance(found, Range) or found.needs:
        return found
    return range_of(found.low, found.high, (), [*_by_reading(first), *_by_reading(second)])


def needs_of(value: object) -> tuple[str, ...]:
    """What would settle a value; nothing where it is exact."""
    if isinstance(value, Unknown):
        return value.missing
    return value.needs if isinstance(value, Range) else ()


def lowest(number: Fraction | Range) -> Fraction | None:
    """The lower end; None where it is open."""
    return number.low if isinstance(number, Range) else number


def highest(number: Fraction | Range) -> Fraction | None:
    """The higher end; None where it is open."""
    return number.high if isinstance(number, Range) else number


def _from_corners(
    left: Number,
    right: Number,
    exactly: Callable[[Fraction, Fraction], Fraction],
    corner: Callable[[_End, _End], _End],
) -> Number:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _unknown(left, right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return exactly(left, right)
    corners = [corner(one, other) for one in _ends(left) for other in _ends(right)]
    low, high = min(corners), max(corners)
    needs = (*needs_of(left), *needs_of(right))
    return range_of(
        None if low[0] else low[1],
        None if high[0] else high[1],
        needs,
        () if needs else _readings_of(left, right, exactly),
    )


def _readings_of(left: Number, right: Number, exactly: Callable[[Fraction, Fraction], Fraction]) -> Iterator[Fraction]:
    """Each reading of one side with each of the other; none where there are more than a reader can take in."""
    pairs = list(product(_by_reading(left), _by_reading(right)))
    return (exactly(one, other) for one, other in (pairs if len(pairs) <= MOST_READINGS else ()))


def _by_reading(number: Number) -> tuple[Fraction, ...]:
    if isinstance(number, Fraction):
        return (number,)
    return number.readings if isinstance(number, Range) else ()


def _ends(number: Fraction | Range) -> tuple[_End, _End]:
    if isinstance(number, Fraction):
        return (0, number), (0, number)
    low: _End = (-1, _NOTHING) if number.low is None else (0, number.low)
    high: _End = (1, _NOTHING) if number.high is None else (0, number.high)
    return low, high


def _added(one: _End, other: _End) -> _End:
    return (one[0] or other[0], _NOTHING if one[0] or other[0] else one[1] + other[1])


def _multiplied(one: _End, other: _End) -> _End:
    if not one[0] and not other[0]:
        return 0, one[1] * other[1]
    return _sign(one) * _sign(other), _NOTHING


def _sign(end: _End) -> int:
    return end[0] or (end[1] > 0) - (end[1] < 0)


def _unknown(*numbers: Number) -> Unknown:
    return Unknown.because(*(gap for number in numbers for gap in needs_of(number)))
