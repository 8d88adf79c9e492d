"""How much of an indicator's points an achievement earns, and where on its scale a number of points is reached.

Thresholds that were not found may lie anywhere that they can: what is earned then lies between two ends.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from pcn_des.contract.entries import BINARY, Indicator
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.questions.fund.measures import is_share, measure_of
from pcn_des.values import Range, Unknown, range_of

ALL: Final = Fraction(1)
NONE: Final = Fraction(0)
_SINGLE: Final = "single_threshold"
_LINEAR: Final = ("linear", "other")  # what the data call other is linear, too, in a unit of its own


@attrs.frozen(kw_only=True)
class Scale:
    """The scale of an indicator: better is always more. Where less is better, its numbers have the other sign.

    `lower` and `upper` are None where they were not found; they lie between `least` and `most`, where those are known.
    """

    sign: int
    lower: Fraction | None
    upper: Fraction | None
    least: Fraction | None
    most: Fraction | None

    @classmethod
    def of(cls, entry: Indicator) -> Scale | None:
        """The scale of an indicator that has one; None of one that is done or not, or of which none was found."""
        if entry.function not in (*_LINEAR, _SINGLE) or entry.better is None:
            return None
        sign = -1 if entry.better == "lower" else 1
        of_all = is_share(entry) and not measure_of(entry).change
        ends = sorted(sign * end for end in (Fraction(0), Fraction(100))) if of_all else [None, None]
        upper = None if entry.upper is None else sign * Fraction(entry.upper)
        lower = upper if entry.function == _SINGLE else None if entry.lower is None else sign * Fraction(entry.lower)
        return cls(sign=sign, lower=lower, upper=upper, least=ends[0], most=ends[1])

    @property
    def is_known(self) -> bool:
        """Whether both thresholds are established."""
        return self.lower is not None and self.upper is not None

    def earned(self, achievement: Number) -> Number:
        """The part of the points that an achievement earns, between nothing and all of them."""
        if isinstance(achievement, Unknown):
            return range_of(NONE, ALL, achievement.missing)
        ends = [ranges.lowest(achievement), ranges.highest(achievement)]
        low, high = (None if end is None else self.sign * end for end in (ends if self.sign > 0 else ends[::-1]))
        needs = ranges.needs_of(achievement)
        worst = NONE if low is None else self._at_worst(low)
        best = ALL if high is None else self._at_best(high)
        return range_of(worst, best, needs)

    def _at_worst(self, number: Fraction) -> Fraction:
        """What is earned if the thresholds are as high as they can be."""
        upper = self.most if self.upper is None else self.upper
        if upper is None:
            return NONE
        return part(number, upper if self.lower is None else self.lower, upper)

    def _at_best(self, number: Fraction) -> Fraction:
        """What is earned if the thresholds are as low as they can be: the upper one just above the lower."""
        lower = self.least if self.lower is None else self.lower
        if lower is None:
            return ALL
        if self.upper is None:
            return ALL if number > lower else NONE
        return part(number, lower, self.upper)

    def reached_at(self, share: Fraction) -> Fraction | None:
        """The achievement at which a part of the points, above nothing, is earned; None where it is not known."""
        if self.lower is None or self.upper is None:
            return None
        return self.sign * (self.lower + share * (self.upper - self.lower))


def part(number: Fraction, lower: Fraction, upper: Fraction) -> Fraction:
    """All at the upper threshold or better, none at the lower or worse, in between in proportion."""
    if number >= upper:
        return ALL
    return NONE if number <= lower else (number - lower) / (upper - lower)


def earned(entry: Indicator, achievement: Number, done: bool | None) -> Number:
    """The part of its points that an indicator earns, between nothing and all of them, with what would settle it."""
    if entry.function == BINARY:
        needs = (f"whether {entry.key} was done",)
        return range_of(NONE, ALL, needs) if done is None else ALL if done else NONE
    scale = Scale.of(entry)
    if scale is None:
        return range_of(NONE, ALL, (*ranges.needs_of(achievement), f"how {entry.key} earns points"))
    found = scale.earned(achievement)
    return found if isinstance(found, Fraction) else _needing(found, thresholds_missing(entry, scale))


def thresholds_missing(entry: Indicator, scale: Scale) -> tuple[str, ...]:
    """The thresholds that were not found, as what would settle the points."""
    if scale.is_known:
        return ()
    named = [name for name, at in (("lower", scale.lower), ("upper", scale.upper)) if at is None]
    if entry.function == _SINGLE:
        named = [""]
    return tuple(f"the {name} threshold of {entry.key}".replace("  ", " ") for name in named)


def _needing(found: Range | Unknown, needs: tuple[str, ...]) -> Number:
    if isinstance(found, Unknown):
        return Unknown.because(*found.missing, *needs)
    return range_of(found.low, found.high, (*found.needs, *needs))
