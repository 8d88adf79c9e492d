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
UNDER_AN_OPEN_END = 37  # what stands there says nothing
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
        tops = np.array([UNDER_AN_OPEN_END if end is None else int(end * BOTTOM) for end in ends], dtype=np.int64)
        sides.append(End(tops, np.array([end is None for end in ends])))
    if all(isinstance(number, Fraction | Unknown) for number in rows):
        sides[1] = sides[0]
    return Numbers(sides[0], sides[1], BOTTOM, 480)


def same(found: Numbers, expected: Sequence[Scalar]) -> None:
    """Every row is what the scalar calculation gives, in whole numbers no larger than was foreseen."""
    assert (type(found.bottom), type(found.most)) == (int, int)
    for end in (found.low, found.high):
        known = np.broadcast_to(np.abs(end.top), len(expected))[~np.broadcast_to(end.open, len(expected))]
        assert np.issubdtype(known.dtype, np.integer)
        assert (known <= found.most).all(), (known, found.most)
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
    for divisor in (rows, Numbers.of(Fraction(0)), Numbers.of(Fraction(-1)), Numbers.of(range_of(Fraction(1), None))):
        with pytest.raises(RuleDefinitionError) as caught:
            numbers.over(rows, divisor)
        said = "columns divide only by one number, the same in all rows and above nothing"
        assert str(caught.value) == said


def test_a_step_that_differs_by_row_is_refused() -> None:
    rows = column([Fraction(1), Fraction(2)])
    for step in (rows, Numbers.exactly(np.array([1, 2]), 2)):
        with pytest.raises(RuleDefinitionError) as caught:
            numbers.nearest(rows, step)
        assert str(caught.value) == "columns round only to a step that all rows share"


EACH_KIND: list[Scalar] = [
    Fraction(7, 2), Fraction(-3, 20), Fraction(0), Range(Fraction(1), Fraction(3)), Range(Fraction(-2), Fraction(1)),
    Range(Fraction(2), None), Range(None, Fraction(2)), Unknown(()),
]  # fmt: skip
EXACT: list[Scalar] = [Fraction(2), Fraction(-1), Fraction(0)]


@pytest.mark.parametrize(("columns", "scalar"), PAIRS, ids=["plus", "minus", "times", "hull"])
@pytest.mark.parametrize("other", [*EACH_KIND, Fraction(1), Fraction(-1)], ids=str)
def test_each_kind_of_number_beside_one_that_all_rows_share(columns: Any, scalar: Any, other: Scalar) -> None:
    same(columns(column(EACH_KIND), Numbers.of(other)), [scalar(one, other) for one in EACH_KIND])
    same(columns(Numbers.of(other), column(EXACT)), [scalar(other, one) for one in EXACT])


@pytest.mark.parametrize(("columns", "scalar"), PAIRS, ids=["plus", "minus", "times", "hull"])
@pytest.mark.parametrize("other", EACH_KIND, ids=str)
def test_exact_numbers_beside_each_kind(columns: Any, scalar: Any, other: Scalar) -> None:
    same(columns(column(EXACT), column([other] * len(EXACT))), [scalar(one, other) for one in EXACT])
    same(columns(column([other] * len(EXACT)), column(EXACT)), [scalar(other, one) for one in EXACT])


@pytest.mark.parametrize(
    "step",
    [
        Fraction(3, 4), Fraction(15), Fraction(0), Range(Fraction(1, 20), Fraction(1)), Range(Fraction(1), Fraction(4)),
        Range(Fraction(0), Fraction(1)), Range(Fraction(-1), Fraction(1)), Range(Fraction(1), None),
        Range(None, Fraction(1)), Unknown(()),
    ],
    ids=str,
)  # fmt: skip
def test_each_kind_of_number_to_each_kind_of_step(step: Scalar) -> None:
    same(numbers.nearest(column(EACH_KIND), Numbers.of(step)), [ranges.nearest(one, step) for one in EACH_KIND])


def test_nothing_is_the_sum_of_none() -> None:
    same(numbers.total([]), [Fraction(0)])
    same(numbers.total([column(EACH_KIND)] * 2), [ranges.plus(one, one) for one in EACH_KIND])


@pytest.mark.parametrize("most", [LARGEST // 2, LARGEST // 2 + 1])
def test_a_multiple_is_refused_where_the_next_one_might_not_be_held(most: int) -> None:
    """To the nearest 2, of which the last within 64 bits is 2**63 - 2."""
    number = Numbers.exactly(np.array([most]), most)
    found = numbers.nearest(number, Numbers.of(Fraction(2)))
    assert value_at(found, 0) == (most + 1) // 2 * 2
