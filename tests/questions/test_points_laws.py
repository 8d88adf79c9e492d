"""Laws of points: between nothing and all, monotone, in proportion, and bounds contain whatever comes to be known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.points import says_more
from pcn_des.contract.entries import BINARY, Indicator
from pcn_des.contract.files import load_year, years
from pcn_des.engine import ranges
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.measures import MEASURES, achievement, is_share
from pcn_des.questions.fund.rows import given_of_rows, one_row
from pcn_des.questions.fund.scales import earned
from pcn_des.values import Range

EVERY = [entry for year in years() for each in load_year(year).indicators.values() for entry in each]
SCALED = [entry for entry in EVERY if entry.function not in (None, BINARY) and not MEASURES[entry.unit].not_found]
SINGLE = "single_threshold"
KNOWN = [entry for entry in SCALED if entry.upper is not None and (entry.lower is None) is (entry.function == SINGLE)]
YEARS_OF = {(str(year), code) for year in years() for code in load_year(year).indicators}
ASKED = st.sampled_from(sorted(YEARS_OF))
COUNTS = st.integers(0, 3000)


@st.composite
def figures(draw: st.DrawFn) -> tuple[int, int]:
    """A numerator within its denominator."""
    denominator = draw(st.integers(1, 3000))
    return draw(st.integers(0, denominator)), denominator


def part_of(entry: Indicator, numerator: Any, denominator: Any) -> Any:
    """The part of its points that an indicator earns; held against a baseline of half as many."""
    change = MEASURES[entry.unit].change
    baseline = (Fraction(denominator) / 2, denominator) if change else None
    said = Given.of(entry.key, numerator=numerator, denominator=denominator, baseline=baseline)
    return earned(entry, achievement(entry, said), None)


def answer(asked: tuple[str, str], numerator: int, denominator: int, **choices: Any) -> des.IndicatorPoints:
    """The answer about an indicator of a year, whichever kind it is."""
    year, code = asked
    entry = load_year(next(one for one in years() if str(one) == year)).indicators[code][-1]
    if entry.function == BINARY:
        return des.indicator_points(code, year, done=numerator * 2 > denominator, **choices)
    baseline = (denominator, 2 * denominator) if MEASURES[entry.unit].change else None
    figures = {"numerator": numerator, "denominator": denominator, "baseline": baseline}
    return des.indicator_points(code, year, **figures, **choices)  # type: ignore[arg-type]


@given(ASKED, figures())
def test_points_lie_between_nothing_and_all(asked: tuple[str, str], pair: tuple[int, int]) -> None:
    found = answer(asked, *pair)
    for points in (found.points, found.by_performance):
        assert points.at_least is not None
        assert points.at_least >= 0
        if found.maximum.at_most is not None:
            assert points.at_most is not None
            assert points.at_most <= found.maximum.at_most
    assert found.payment is not None or found.missing


@given(st.sampled_from(SCALED), figures(), COUNTS)
def test_a_larger_numerator_never_earns_less_and_where_lower_is_better_never_more(
    entry: Indicator, pair: tuple[int, int], other: int
) -> None:
    numerator, denominator = pair
    low, high = sorted((numerator, min(other, denominator)))
    one, two = part_of(entry, low, denominator), part_of(entry, high, denominator)
    better_up = (entry.better == "higher") is (MEASURES[entry.unit].change >= 0)
    worse, best = (one, two) if better_up else (two, one)
    assert _ends(worse)[0] <= _ends(best)[0]
    assert _ends(worse)[1] <= _ends(best)[1]


def _ends(share: Any) -> tuple[Fraction, Fraction]:
    """The least and the most of a part of points, neither of which is ever open."""
    low, high = ranges.lowest(share), ranges.highest(share)
    assert low is not None
    assert high is not None
    return low, high


@given(st.sampled_from(KNOWN), figures())
def test_at_the_upper_threshold_or_beyond_all_is_earned_and_at_the_lower_or_short_of_it_nothing(
    entry: Indicator, pair: tuple[int, int]
) -> None:
    baseline = (Fraction(pair[1]) / 2, pair[1]) if MEASURES[entry.unit].change else None
    measured = achievement(entry, Given.of(entry.key, numerator=pair[0], denominator=pair[1], baseline=baseline))
    assert isinstance(measured, Fraction)
    assert entry.upper is not None
    sign = -1 if entry.better == "lower" else 1
    found = earned(entry, measured, None)
    if sign * measured >= sign * entry.upper:
        assert found == 1
    elif sign * measured <= sign * (entry.upper if entry.lower is None else entry.lower):
        assert found == 0
    else:
        assert 0 < found < 1  # type: ignore[operator]


@given(st.sampled_from(SCALED), figures(), st.integers(2, 50))
def test_numerator_and_denominator_grown_alike_leave_the_points(
    entry: Indicator, pair: tuple[int, int], factor: int
) -> None:
    assert part_of(entry, *pair) == part_of(entry, factor * pair[0], factor * pair[1])


@given(st.sampled_from(SCALED), figures(), st.integers(0, 100), st.integers(0, 100))
def test_bounds_of_thresholds_that_were_not_found_contain_every_pair_of_them(
    entry: Indicator, pair: tuple[int, int], one: int, other: int
) -> None:
    low, high = sorted((one, other))
    lower, upper = (high, low) if entry.better == "lower" else (low, high)
    completed = attrs.evolve(entry, upper=Decimal(upper) if entry.upper is None else entry.upper)
    if entry.function != SINGLE:
        completed = attrs.evolve(completed, lower=Decimal(lower) if entry.lower is None else entry.lower)
        assert completed.lower is not None
        assert completed.upper is not None
        sign = -1 if entry.better == "lower" else 1
        assume(sign * completed.lower < sign * completed.upper)  # the lower threshold is the worse one
    half_known, exact = part_of(entry, *pair), part_of(completed, *pair)
    assert _ends(half_known)[0] <= exact <= _ends(half_known)[1]


@given(st.sampled_from(KNOWN), figures(), figures(), st.booleans(), st.booleans(), st.integers(0, 20))
def test_bounds_of_figures_that_are_kept_back_contain_whatever_they_are(
    entry: Indicator, seen: tuple[int, int], kept: tuple[int, int], hides_top: bool, hides_bottom: bool, out: int
) -> None:
    """Whoever is adjusted out is in the denominator that is told, and in no numerator."""
    out = out if any(one.startswith("adjustment:") for one in entry.exclusions) else 0
    rows = [
        {"network": "U00001", "practice": practice, "indicator": entry.key, "numerator": n, "denominator": d}
        for practice, (n, d) in (("A00001", seen), ("A00002", kept))
    ]
    rows[1] |= {"denominator": kept[1] + out, "personalised_care_adjustments": out}
    rows[1] |= ({"numerator": None} if hides_top else {}) | ({"denominator": None} if hides_bottom else {})
    added = given_of_rows(entry, [one_row(entry, row) for row in rows], None)
    half = earned(entry, achievement(entry, _with_baseline(entry, added)), None)
    whole = Given.of(entry.key, numerator=seen[0] + kept[0], denominator=seen[1] + kept[1])
    exact = earned(entry, achievement(entry, _with_baseline(entry, whole)), None)
    assert isinstance(exact, Fraction)
    assert _ends(half)[0] <= exact <= _ends(half)[1]
    if hides_bottom is False and is_share(entry):
        tops = [seen[0] + top for top in ((0, kept[1]) if hides_top else (kept[0],))]
        earns = [
            earned(entry, achievement(entry, _with_baseline(entry, attrs.evolve(whole, numerator=Fraction(top)))), None)
            for top in tops
        ]
        assert _ends(half) == (min(map(_low, earns)), max(map(_low, earns)))


def _low(number: Any) -> Fraction:
    return _ends(number)[0]


def _with_baseline(entry: Indicator, said: Given) -> Given:
    return attrs.evolve(said, baseline=(Fraction(1), Fraction(2)) if MEASURES[entry.unit].change else None)


@given(ASKED, figures(), st.integers(1, 300), st.integers(1, 300))
def test_so_many_more_do_reach_the_next_point_and_one_less_does_not(
    asked: tuple[str, str], pair: tuple[int, int], list_size: int, prevalence: int
) -> None:
    factors: dict[str, Any] = {"list_size_adjustment": Fraction(list_size, 100)}
    if answer(asked, *pair).entry.prevalence_adjusted is not False:
        factors["prevalence_adjustment"] = Fraction(prevalence, 100)
    found = answer(asked, *pair, **factors)
    most, before = found.maximum.exact, found.points.exact
    for gain in (found.next_point, found.upper_threshold):
        if gain is None:
            continue
        assert most is not None
        assert before is not None
        target = min(Fraction(int(before) + 1), most) if gain is found.next_point else most
        sign = -1 if gain.fewer else 1
        after, short = (
            answer(asked, pair[0] + sign * count, pair[1], **factors) for count in (gain.count, gain.count - 1)
        )
        assert after.points.exact is not None
        assert short.points.exact is not None
        assert short.points.exact < target <= after.points.exact
        assert gain.points == after.points.exact - before
        assert after.payment is not None
        assert found.payment is not None
        assert gain.worth.exact is not None
        assert abs((after.payment - found.payment).pounds - gain.worth.exact.pounds) <= 0.01


@given(ASKED, figures(), st.integers(1, 200), st.integers(1, 200), st.integers(1, 200))
def test_pounds_between_two_adjustments_contain_those_of_any_between(
    asked: tuple[str, str], pair: tuple[int, int], one: int, other: int, between: int
) -> None:
    low, middle, high = sorted((one, other, between))
    wide = answer(asked, *pair, list_size_adjustment=(low, high))
    exact = answer(asked, *pair, list_size_adjustment=middle)
    assert wide.at_least <= exact.at_least
    assert wide.at_most is None or (exact.at_most is not None and exact.at_most <= wide.at_most)


@pytest.mark.parametrize(
    ("low", "high", "unit", "says"),
    [
        (0, None, "percent", False),
        (0, 100, "percent", False),
        (0, 99, "percent", True),
        (1, 100, "percent", True),
        (1, None, "percent", True),
        (0, 100, "contacts per resident", True),
        (0, None, "contacts per resident", False),
    ],
)
def test_ends_say_something_unless_every_share_lies_between_them(
    low: int, high: int | None, unit: str, says: bool
) -> None:
    ends = Range(Fraction(low), None if high is None else Fraction(high), ("the numerator",))
    assert says_more(ends, unit) is says
