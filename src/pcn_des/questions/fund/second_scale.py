"""The second scale of an indicator that is measured by a change: the rate itself, by two thresholds of its own."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from pcn_des.contract.entries import Indicator, Term
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.questions.fund import scheme
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.measures import denominator_of, measure_of
from pcn_des.questions.fund.scales import Scale
from pcn_des.values import Range, range_of
from pcn_des.wording import in_words

_ALL, _NONE = Fraction(1), Fraction(0)


@attrs.frozen(kw_only=True)
class SecondScale:
    """What the rate itself earns, of all the points; fewer are better. `said` is how that is come to."""

    earned: Number
    said: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, known: Callable[[str], Term | None], entry: Indicator, given: Given) -> SecondScale | None:
        """The second scale of an indicator that has one; None of others, or where its thresholds were not found."""
        lower, upper = known(scheme.SECOND_LOWER), known(scheme.SECOND_UPPER)
        if not measure_of(entry).second_scale or lower is None or upper is None:
            return None
        if entry.key not in lower.value or entry.key not in upper.value:
            return None
        ends = tuple(Fraction(term.value[entry.key]) for term in (lower, upper))
        scale = Scale(sign=-1, lower=-ends[0], upper=-ends[1], least=None, most=None)
        rate = ranges.over(given.numerator, denominator_of(entry, given), f"a denominator of {entry.key}")
        rates = f"thresholds {in_words(ends[0])} to {in_words(ends[1])}"
        said = f"{in_words(rate)}; {rates}" if isinstance(rate, Fraction) else rates
        return cls(earned=scale.earned(rate), said=said, terms=(lower, upper))


def better_of(one: Number, other: Number) -> Number:
    """The larger of two parts of the points, each between nothing and all, as far as it is known."""
    lows = [_NONE if (low := _end(number, ranges.lowest)) is None else low for number in (one, other)]
    highs = [_ALL if (high := _end(number, ranges.highest)) is None else high for number in (one, other)]
    needs = (*ranges.needs_of(one), *ranges.needs_of(other))
    return range_of(max(lows), max(highs), needs)


def _end(number: Number, end: Callable[[Fraction | Range], Fraction | None]) -> Fraction | None:
    return end(number) if isinstance(number, Fraction | Range) else None
