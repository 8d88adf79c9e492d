"""What an indicator measures: from numerator and denominator to the number that its thresholds are about."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.notation import Step
from pcn_des.contract.entries import BINARY, PER_CENT, Indicator
from pcn_des.dates import ContractYear
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.errors import MisuseError
from pcn_des.questions.fund.given import Given
from pcn_des.values import Range, Unknown, range_of
from pcn_des.wording import in_words

_OF_THEM: Final = "those of them"  # how a numerator begins that is a part of its denominator
_NOTHING: Final = Fraction(0)
_WHOLE: Final = Fraction(100)
_DAYS: Final = 7


@attrs.frozen(kw_only=True)
class Measure:
    """How the number of a unit is worked out: numerator / denominator x `factor`.

    `change` is 1 where what counts is the rise above the network's baseline, -1 where it is the fall below it. `weekly`
    is a rate for a week. `second_scale` says of an indicator that it may be measured by a second pair of thresholds,
    which the entry does not have; `not_found` why the number can't be worked out at all.
    """

    factor: int = 1
    change: int = 0
    weekly: bool = False
    second_scale: str = ""
    not_found: str = ""


MEASURES: Final[Mapping[str, Measure]] = {
    PER_CENT: Measure(factor=100),
    "done or not": Measure(),
    "percentage points more than the network's own baseline": Measure(factor=100, change=1),
    "submissions per week per 1,000 registered patients": Measure(factor=1000, weekly=True),
    "submissions per registered patient per year": Measure(),
    "referrals per registered patient per year": Measure(),
    "requests per first outpatient attendance": Measure(),
    "contacts per resident": Measure(),
    "kg CO2e per inhaler": Measure(),
    "fewer standardised admissions per registered patient": Measure(
        change=-1, second_scale="whether the rate itself, by its own two thresholds, may earn more than the reduction"
    ),
    "admissions per resident": Measure(not_found="how the change of admissions is measured"),
}


def measure_of(entry: Indicator) -> Measure:
    """How the number of an indicator is worked out.

    Raises:
        MisuseError: it is measured in a unit that there is no way for.
    """
    if entry.unit not in MEASURES:
        raise MisuseError(
            f"{entry.key} is measured in '{entry.unit}', and there is no way to work that out; there is one for: "
            f"{', '.join(MEASURES)}"
        )
    return MEASURES[entry.unit]


def is_share(entry: Indicator) -> bool:
    """Whether the numerator of an indicator is a part of its denominator, so that it can't be above it."""
    return measure_of(entry).factor == _WHOLE and entry.numerator.startswith(_OF_THEM)


def denominator_of(entry: Indicator, given: Given) -> Number:
    """The denominator without the patients whom a personalised care adjustment takes out of it."""
    return given.denominator if given.adjusted is None else ranges.minus(given.denominator, given.adjusted)


def achievement(entry: Indicator, given: Given) -> Number:
    """What the network has achieved, in the unit of the thresholds.

    Raises:
        MisuseError: a numerator above its denominator where it is a part of it; figures of another kind of indicator.
    """
    measure = measure_of(entry)
    check(entry, given)
    if measure.not_found:
        return Unknown.because(f"{measure.not_found}, which was not found")
    now = _rate(entry, given.numerator, denominator_of(entry, given), measure, entry.key)
    if not measure.change:
        return now
    if given.baseline is None:
        return Unknown.because(*ranges.needs_of(now), f"the baseline of {entry.key}: its figures of the year before")
    before = _rate(entry, *given.baseline, measure, f"the baseline of {entry.key}")
    return ranges.minus(now, before) if measure.change > 0 else ranges.minus(before, now)


def _rate(entry: Indicator, numerator: Number, denominator: Number, measure: Measure, whose: str) -> Number:
    if denominator == 0:
        return Unknown.because(f"a denominator of {whose} above 0: of nobody, nothing can be measured")
    factor = measure.factor / _weeks(entry) if measure.weekly else Fraction(measure.factor)
    needs = (*ranges.needs_of(numerator), *ranges.needs_of(denominator))
    found = ranges.times(factor, ranges.over(numerator, denominator, f"a denominator of {whose}"))
    return _within(found, _NOTHING, _WHOLE if is_share(entry) else None, needs)


def _within(number: Number, low: Fraction, high: Fraction | None, needs: tuple[str, ...]) -> Number:
    """A number that can't be below one end, nor above another where there is one."""
    if isinstance(number, Fraction):
        return number
    least, most = (number.low, number.high) if isinstance(number, Range) else (None, None)
    top = high if most is None else most if high is None else min(most, high)
    bottom = low if least is None else max(low, least)
    return range_of(bottom if top is None else min(bottom, top), top, needs)


def _weeks(entry: Indicator) -> Fraction:
    """The weeks from the indicator's first day to the end of its year."""
    return Fraction((ContractYear.of(entry.since).last_day - entry.since).days + 1, _DAYS)


def worked(entry: Indicator, given: Given) -> Step | None:
    """How an exact achievement is come to, for people to read: `100 x 74 / 100`; None where it is not exact."""
    measure = measure_of(entry)
    figures = [given.numerator, given.denominator, *(given.baseline or ())]
    if not all(isinstance(each, Fraction) for each in figures) or bool(measure.change) is (given.baseline is None):
        return None
    divisor = given.denominator if given.adjusted is None else Step("-", (given.denominator, given.adjusted))
    now = _quotient(entry, measure, given.numerator, divisor)
    if given.baseline is None:
        return now
    before = _quotient(entry, measure, *given.baseline)
    return Step("-", (now, before) if measure.change > 0 else (before, now))


def _quotient(entry: Indicator, measure: Measure, numerator: object, denominator: object) -> Step:
    top = numerator if measure.factor == 1 else Step("x", (Fraction(measure.factor), numerator))
    rate = Step("/", (top, denominator))
    return Step("/", (rate, _weeks(entry))) if measure.weekly else rate


def check(entry: Indicator, given: Given) -> None:
    """Refuse figures that can't be those of an indicator.

    Raises:
        MisuseError: they can't.
    """
    if entry.function == BINARY and (given.has_figures or given.adjusted is not None or given.baseline is not None):
        raise MisuseError(f"{entry.key} is done or not and has no numerator; say done=True or done=False")
    if entry.function != BINARY and given.done is not None:
        raise MisuseError(f"{entry.key} is measured in {entry.unit}; give its numerator and denominator, not done")
    if given.baseline is not None and not measure_of(entry).change:
        raise MisuseError(f"{entry.key} is not measured against a baseline; leave it out")
    if given.prevalence is not None and entry.prevalence_adjusted is False and given.prevalence != 1:
        raise MisuseError(f"{entry.key} has no prevalence adjustment; leave it out")
    _check_adjustments(entry, given)
    if is_share(entry):
        _check_share(entry, given.numerator, denominator_of(entry, given), given.adjusted)
        if given.baseline is not None:
            _check_share(entry, *given.baseline, None)


def _check_adjustments(entry: Indicator, given: Given) -> None:
    if not given.adjusted:
        return
    listed = any(one.startswith("adjustment:") for one in entry.exclusions)
    if not listed and "exclusions" not in entry.not_found:
        raise MisuseError(f"{entry.key} has no personalised care adjustment; leave it out")
    if isinstance(given.denominator, Fraction) and given.adjusted > given.denominator:
        raise MisuseError(
            f"{entry.key} has {in_words(given.adjusted)} personalised care adjustments, more than the "
            f"{in_words(given.denominator)} of its denominator"
        )


def _check_share(entry: Indicator, numerator: Number, denominator: Number, adjusted: Fraction | None) -> None:
    if isinstance(numerator, Unknown) or isinstance(denominator, Unknown):
        return
    low, high = ranges.lowest(numerator), ranges.highest(denominator)
    if low is not None and high is not None and low > high:
        less = f", less {in_words(adjusted)} personalised care adjustments" if adjusted else ""
        raise MisuseError(
            f"{entry.key}: the numerator is {in_words(low)} and the denominator {in_words(high)}{less}; the numerator "
            "is a part of it and can't be above it"
        )
