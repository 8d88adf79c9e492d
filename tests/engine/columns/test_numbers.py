"""Numbers of many rows are the numbers of each: every calculation gives what `engine.ranges` gives, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.answers.status import WORST_FIRST, Status  # noqa: E402  # needs NumPy
from pcn_des.engine import ranges  # noqa: E402
from pcn_des.engine.columns import numbers  # noqa: E402
from pcn_des.engine.columns.given import value_at  # noqa: E402
from pcn_des.engine.columns.numbers import LARGEST, End, Numbers  # noqa: E402
from pcn_des.engine.verdicts import _reaches  # noqa: E402
from pcn_des.errors import RuleDefinitionError  # noqa: E402
from pcn_des.values import UNKNOWN, Range, Unknown, range_of  # noqa: E402

Scalar = Fraction | Range | Unknown
BOTTOM = 20
whole = st.integers(-40, 400)


@st.composite
def scalars(draw: st.DrawFn) -> Scalar:
    """A number over 20: exact, between two ends, open on a side, or unknown."""
    kind = draw(st.sampled_from(["exact", "exact", "between", "low", "high", "unknown"]))
    low = draw(whole)
    if kind == "exact":
        return Fraction(low, BOTTOM)
    if kind == "between":
        return range_of(Fraction(low, BOTTOM), Fraction(low + draw(st.integers(0, 60)), BOTTOM))
    if kind == "unknown":
        return Unknown(())
    return range_of(*((Fraction(low, BOTTOM), None) if kind == "low" else (None, Fraction(low, BOTTOM))))


def column(rows: Sequence[Scalar]) -> Numbers:
    """The same numbers as arrays."""
    sides = []
    for side in ("low", "high"):
        ends = [number if isinstance(number, Fraction) else getattr(number, side, None) for number in rows]
        tops = np.array([0 if end is None else int(end * BOTTOM) for end in ends], dtype=np.int64)
        sides.append(End(tops, np.array([end is None for end in ends])))
    if all(isinstance(number, Fraction | Unknown) for number in rows):
        sides[1] = sides[0]
    return Numbers(sides[0], sides[1], BOTTOM, 480)


def same(found: Numbers, expected: Sequence[Scalar]) -> None:
    """Every row is what the scalar calculation gives."""
    for row, wanted in enumerate(expected):
        got = value_at(found, row)
        if isinstance(wanted, Unknown):
            assert got is UNKNOWN, (row, got)
        elif isinstance(wanted, Range):
            assert isinstance(got, Range) and (got.low, got.high) == (wanted.low, wanted.high), (row, got, wanted)
        else:
            assert got == wanted, (row, got, wanted)


PAIRS: list[tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]] = [
    (numbers.plus, ranges.plus),
    (numbers.minus, ranges.minus),
    (numbers.times, ranges.times),
    (lambda one, other: numbers.hull((one, other)), lambda one, other: ranges.hull((one, other))),
]


@pytest.mark.parametrize(("columns", "scalar"), PAIRS, ids=["plus", "minus", "times", "hull"])
@given(st.lists(st.tuples(scalars(), scalars()), min_size=1, max_size=30))
def test_two_columns(columns: Any, scalar: Any, pairs: list[tuple[Scalar, Scalar]]) -> None:
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    same(columns(column(left), column(right)), [scalar(one, other) for one, other in pairs])


@pytest.mark.parametrize(("columns", "scalar"), PAIRS, ids=["plus", "minus", "times", "hull"])
@given(st.lists(scalars(), min_size=1, max_size=30), scalars())
def test_a_column_and_a_number_that_all_rows_share(columns: Any, scalar: Any, rows: list[Scalar], one: Scalar) -> None:
    same(columns(column(rows), Numbers.of(one)), [scalar(number, one) for number in rows])
    same(columns(Numbers.of(one), column(rows)), [scalar(one, number) for number in rows])


@given(st.lists(scalars(), min_size=1, max_size=30), st.integers(1, 99), st.integers(1, 9))
def test_a_quotient_by_a_number_that_all_rows_share(rows: list[Scalar], top: int, bottom: int) -> None:
    divisor = Fraction(top, bottom)
    same(numbers.over(column(rows), Numbers.of(divisor)), [ranges.over(number, divisor, "it") for number in rows])


@given(st.lists(scalars(), min_size=1, max_size=30))
def test_thousands(rows: list[Scalar]) -> None:
    expected = [ranges.each_end(number, lambda end: end / 1000) for number in rows]
    same(numbers.thousands(column(rows)), expected)


@given(st.lists(scalars(), min_size=1, max_size=30), scalars())
def test_to_the_nearest_multiple(rows: list[Scalar], step: Scalar) -> None:
    if isinstance(step, Fraction) and step <= 0:
        step = Fraction(1) - step
    same(numbers.nearest(column(rows), Numbers.of(step)), [ranges.nearest(number, step) for number in rows])


@given(st.lists(st.tuples(scalars(), scalars()), min_size=1, max_size=30))
def test_whether_one_reaches_the_other(pairs: list[tuple[Scalar, Scalar]]) -> None:
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    codes = numbers.reaches(column(left), column(right))
    for row, (one, other) in enumerate(pairs):
        known = not isinstance(one, Unknown) and not isinstance(other, Unknown)
        reaches = _reaches(one, other) if known else None
        expected = Status.UNKNOWN if reaches is None else Status.MET if reaches else Status.NOT_MET
        assert WORST_FIRST[np.broadcast_to(codes, len(pairs))[row]] is expected


@given(st.lists(scalars(), min_size=1, max_size=30))
def test_some_rows_of_a_column(rows: list[Scalar]) -> None:
    same(column(rows).rows(slice(0, None, 2)), rows[::2])
    same(column(rows).rows(np.arange(len(rows))[::-1]), rows[::-1])


def test_what_is_settled_is_exact() -> None:
    rows: list[Scalar] = [Fraction(1), Range(Fraction(1), None), Unknown(()), Range(Fraction(1), Fraction(2))]
    assert np.asarray(column(rows).settled).tolist() == [True, False, False, False]


@given(st.integers(1, 10**18), st.integers(1, 10**18))
def test_nothing_wraps(one: int, other: int) -> None:
    """A product is exact, or refused before it is worked out."""
    left = Numbers.exactly(np.array([one]), one)
    right = Numbers.exactly(np.array([other]), other)
    if one * other <= LARGEST:
        assert value_at(numbers.times(left, right), 0) == one * other
    else:
        with pytest.raises(OverflowError, match=f"{one * other:,}"):
            numbers.times(left, right)


def test_the_sum_of_the_largest_is_refused() -> None:
    largest = Numbers.exactly(np.array([LARGEST]), LARGEST)
    with pytest.raises(OverflowError, match="64 bits hold"):
        numbers.plus(largest, Numbers.of(Fraction(1)))
    with pytest.raises(OverflowError, match="64 bits hold"):
        numbers.nearest(largest, Numbers.of(Fraction(15)))


def test_a_divisor_that_differs_by_row_is_refused() -> None:
    rows = column([Fraction(1), Fraction(2)])
    with pytest.raises(RuleDefinitionError, match="the same in all rows"):
        numbers.over(rows, rows)
    with pytest.raises(RuleDefinitionError, match="all rows share"):
        numbers.nearest(rows, rows)
