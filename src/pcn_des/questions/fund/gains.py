"""How many more in a numerator reach the next whole point, or the upper threshold, and what they bring.

The next point is the next whole one, or the last part of one where the indicator's points end in a part. An increase
stays within the denominator: it is of people who are in it already.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Final

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.points import Gain
from pcn_des.contract.entries import Indicator
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.measures import achievement, denominator_of, is_share
from pcn_des.questions.fund.scales import Scale, earned

ONE: Final = "one"
NEXT_POINT: Final = "the next whole point"
UPPER: Final = "the upper threshold"


@attrs.frozen(kw_only=True)
class Gains:
    """The three gains of an indicator; None of what can't be reached, or is one with another."""

    one: Gain | None = None
    point: Gain | None = None
    upper: Gain | None = None


def gains(entry: Indicator, given: Given, points: Fraction, most: Fraction, value: Number) -> Gains:
    """What more in the numerator bring, where figures, thresholds and points are all exact; `value` is a point's.

    Args:
        entry: the indicator, whose thresholds are established.
        given: its figures, all exact.
        points: the points that it earns by them.
        most: all of its points.
        value: what a point is worth to the network.
    """
    scale = Scale.of(entry)
    now = achievement(entry, given)
    if scale is None or not scale.is_known or not isinstance(now, Fraction) or points >= most:
        return Gains()
    per_one = _per_one(entry, given, now)
    if not per_one:
        return Gains()
    direction = 1 if per_one * scale.sign > 0 else -1
    step = abs(per_one)

    def at(count: int) -> Fraction:
        found = earned(entry, now + count * direction * per_one, None)
        assert isinstance(found, Fraction)  # thresholds are known
        return found * most

    def gain(to: str, count: int) -> Gain | None:
        if not _within(entry, given, count * direction):
            return None
        more = at(count) - points
        worth = Amount.of(ranges.times(more, value))
        return Gain(to=to, count=count, fewer=direction < 0, points=more, worth=worth)

    def up_to(to: str, target: Fraction) -> Gain | None:
        reached = scale.reached_at(target / most)
        assert reached is not None  # thresholds are known
        count = max(1, ceil(abs(reached - now) / step))
        return gain(to, count)

    return Gains(
        one=gain(ONE, 1),
        point=up_to(NEXT_POINT, min(Fraction(floor(points) + 1), most)),
        upper=up_to(UPPER, most),
    )


def _per_one(entry: Indicator, given: Given, now: Fraction) -> Fraction:
    """By how much one more in the numerator changes the achievement."""
    assert isinstance(given.numerator, Fraction)  # the achievement is exact
    if is_share(entry):
        divisor = denominator_of(entry, given)
        assert isinstance(divisor, Fraction)
        return Fraction(100) / divisor
    after = achievement(entry, attrs.evolve(given, numerator=given.numerator + 1))
    assert isinstance(after, Fraction)
    return after - now


def _within(entry: Indicator, given: Given, more: int) -> bool:
    """Whether a numerator can be so much more, or so much less."""
    divisor = denominator_of(entry, given)
    if not isinstance(given.numerator, Fraction) or not isinstance(divisor, Fraction):
        return False
    after = given.numerator + more
    return after >= 0 and (not is_share(entry) or after <= divisor)
