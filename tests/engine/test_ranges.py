"""Calculations with ranges: the truth always lies inside, and knowing more never changes what was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import Status
from pcn_des.engine.calculate import value_of
from pcn_des.engine.ranges import each_end, hull, minus, narrowed, nearest, over, plus, times
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.verdicts import verdict_of
from pcn_des.engine.words import (
    all_of,
    any_of,
    at_least,
    at_most,
    between,
    either,
    is_not,
    lookup,
    same,
    to_nearest,
    where,
)
from pcn_des.values import Range, Unknown, range_of

f, t = FactRef(""), TermRef("")
NAMES = ("a", "b", "c")
TABLE = [{"below": 5, "value": 3}, {"below": 12, "value": 7}, {"value": 1}]

numbers = st.integers(-12, 24).map(Fraction)


@attrs.define
class World:
    """What is known of three numbers and a condition."""

    values: dict[str, Any]
    as_of: date = date(2030, 6, 15)

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self.values[name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return ""

    def term(self, key: str) -> Any:
        return TABLE


@st.composite
def half_known(draw: st.DrawFn) -> tuple[World, World]:
    """A world, and the same world half known: each number exact, between two ends, with an open end, or unknown."""
    true: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for name in NAMES:
        true[name] = draw(numbers)
        below, above = draw(st.integers(0, 6)), draw(st.integers(0, 6))
        low = None if draw(st.booleans()) and below > 4 else true[name] - below
        high = None if draw(st.booleans()) and above > 4 else true[name] + above
        known[name] = range_of(low, high, (name,))
    true["wet"] = draw(st.booleans())
    known["wet"] = draw(st.sampled_from([true["wet"], Unknown.because("wet")]))
    return World(true), World(known)


def amounts() -> st.SearchStrategy[Expr]:
    leaves = st.one_of(
        st.sampled_from(NAMES).map(lambda name: FactRef(name)), st.integers(0, 9).map(lambda n: f.a * 0 + n)
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] - pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] / pair[1]),
            inner.map(lambda amount: to_nearest(amount, 5)),
            inner.map(lambda amount: lookup(t.table, amount)),
            st.tuples(inner, inner).map(lambda pair: where(FactRef("wet"), *pair)),
            st.tuples(inner, inner, inner).map(lambda three: where(at_least(three[0], three[1]), three[1], three[2])),
        ),
        max_leaves=6,
    )


def conditions() -> st.SearchStrategy[Expr]:
    compared = st.one_of(
        st.tuples(amounts(), amounts()).map(lambda pair: at_least(*pair)),
        st.tuples(amounts(), amounts()).map(lambda pair: at_most(*pair)),
        st.tuples(amounts(), amounts(), amounts()).map(lambda three: between(*three)),
        st.tuples(amounts(), amounts()).map(lambda pair: same(*pair)),
    )
    return st.recursive(
        compared,
        lambda inner: st.one_of(
            inner.map(is_not),
            st.tuples(inner, inner).map(lambda pair: all_of(*pair)),
            st.tuples(inner, inner).map(lambda pair: any_of(*pair)),
        ),
        max_leaves=3,
    )


def inside(number: Fraction, known: Any) -> bool:
    """Whether a number lies within what is known of it."""
    if isinstance(known, Unknown):
        return True
    if isinstance(known, Range):
        return (known.low is None or known.low <= number) and (known.high is None or number <= known.high)
    return bool(number == known)


@given(half_known(), half_known())
def test_what_two_tell_of_a_number_is_as_narrow_as_the_narrower_and_holds(
    one: tuple[World, World], other: tuple[World, World]
) -> None:
    shift = one[0].values["a"] - other[0].values["a"]
    left, right = one[1].values["a"], plus(other[1].values["a"], shift)
    found = narrowed(left, right)
    assert inside(one[0].values["a"], found)
    for number in map(Fraction, range(-40, 60)):
        assert inside(number, found) is (inside(number, left) and inside(number, right))


def test_what_two_tell_of_a_number() -> None:
    low, high = Range(Fraction(3), None, ("a",)), Range(None, Fraction(8), ("b",))
    assert narrowed(low, high) == Range(Fraction(3), Fraction(8), ("a", "b"))
    assert narrowed(low, Fraction(5)) == 5
    assert narrowed(low, Unknown.because("c")) == narrowed(Unknown.because("c"), low) == low
    assert narrowed(Range(Fraction(1), Fraction(4), ("a",)), Range(Fraction(4), Fraction(9), ("b",))) == 4


@given(amounts(), half_known())
def test_the_truth_lies_inside(tree: Expr, worlds: tuple[World, World]) -> None:
    true, known = worlds
    exact = value_of(tree, true)
    assume(isinstance(exact, Fraction))  # something was divided by nothing
    assert inside(exact, value_of(tree, known)), (str(tree), exact, value_of(tree, known))


@given(conditions(), half_known())
def test_knowing_more_never_changes_what_was_decided(tree: Expr, worlds: tuple[World, World]) -> None:
    true, known = worlds
    before, after = verdict_of(tree, known).status, verdict_of(tree, true).status
    assert before in (after, Status.UNKNOWN)


@given(amounts(), half_known())
def test_an_inexact_value_names_what_would_settle_it(tree: Expr, worlds: tuple[World, World]) -> None:
    found = value_of(tree, worlds[1])
    if isinstance(found, Range):
        assert found.needs


@pytest.mark.parametrize(
    ("word", "exactly"),
    [(plus, lambda a, b: a + b), (minus, lambda a, b: a - b), (times, lambda a, b: a * b)],
)
@given(ends=st.tuples(numbers, numbers, numbers, numbers))
def test_the_ends_are_those_of_the_corners(
    word: Callable[..., Any], exactly: Callable[[Fraction, Fraction], Fraction], ends: tuple[Fraction, ...]
) -> None:
    left, right = sorted(ends[:2]), sorted(ends[2:])
    corners = [exactly(one, other) for one, other in product(left, right)]
    found = word(range_of(left[0], left[1], ("one",)), range_of(right[0], right[1], ("other",)))
    assert found == range_of(min(corners), max(corners), found.needs if isinstance(found, Range) else ())


def test_open_ends() -> None:
    more, less = Range(Fraction(2), None, ("a",)), Range(None, Fraction(-2), ("b",))
    assert plus(more, less) == Unknown.because("a", "b")
    assert minus(more, less) == Range(Fraction(4), None, ("a", "b"))
    assert times(more, less) == Range(None, Fraction(-4), ("a", "b"))
    assert times(more, Fraction(0)) == 0  # nothing times an open end is nothing
    assert over(Fraction(6), more, "a") == Range(Fraction(0), Fraction(3), ("a",))
    assert over(Fraction(6), Range(Fraction(0), Fraction(3), ("a",)), "a") == Unknown.because("a")
    assert hull([Fraction(3), more]) == Range(Fraction(2), None, ("a",))


def test_two_readings_are_kept_apart_as_long_as_they_are_few() -> None:
    world = World({"a": Fraction(4), "b": Fraction(6), "c": Fraction(1), "wet": True})
    found = value_of(either(f.a, f.b) * 2 + f.c, world)
    assert found == Range(Fraction(9), Fraction(13), (), (Fraction(9), Fraction(13)))
    both = value_of(either(f.a, f.b) + either(f.c, f.c * 3), world)
    assert both == Range(Fraction(5), Fraction(9), (), (Fraction(5), Fraction(7), Fraction(9)))


def test_a_reading_with_a_gap_is_a_range_that_names_it() -> None:
    world = World({"a": Fraction(4), "b": Range(Fraction(6), None, ("a list",)), "c": Fraction(1), "wet": True})
    assert value_of(either(f.a, f.b), world) == Range(Fraction(4), None, ("a list",))


def test_the_ends_of_a_range_are_the_right_way_round() -> None:
    with pytest.raises(des.MisuseError, match="can't lie between 3 and 2"):
        range_of(Fraction(3), Fraction(2))


# --- readings of the contract's text ---


def read(*numbers: int | str) -> Range:
    """A number of which nothing but the reading of the text is open."""
    exact = tuple(map(Fraction, numbers))
    return Range(min(exact), max(exact), (), exact)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (plus(read(3, 5), Fraction(2)), read(5, 7)),
        (minus(Fraction(10), read(3, 5)), read(7, 5)),
        (minus(read(3, 5), Fraction(1)), read(2, 4)),
        (times(read(3, 5), Fraction(-2)), read(-6, -10)),
        (over(read(4, 8), Fraction(2), "it"), read(2, 4)),
        (over(Fraction(8), read(2, 4), "it"), read(4, 2)),
        (each_end(read(3, 5), lambda end: end / 1000), read("3/1000", "5/1000")),
        (nearest(read(7, 23), Fraction(15)), read(0, 30)),
        (plus(read(1, 2), read(10, 20, 30, 40)), read(11, 21, 31, 41, 12, 22, 32, 42)),
    ],
)
def test_a_calculation_is_made_by_each_reading_of_its_numbers(found: Any, expected: Range) -> None:
    assert found == expected


def test_more_than_eight_readings_are_not_listed() -> None:
    assert plus(read(1, 2, 3), read(10, 20, 30)) == Range(Fraction(11), Fraction(33))


def test_a_reading_is_not_listed_where_a_record_is_missing_too() -> None:
    assert plus(read(1, 2), Range(Fraction(1), None, ("a list",))) == Range(Fraction(2), None, ("a list",))


# --- what is not known ---


def ends(low: int | str | None, high: int | str | None, *needs: str) -> Range:
    least, most = (None if end is None else Fraction(end) for end in (low, high))
    return Range(least, most, needs or ("a step",))


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        pytest.param(Fraction(7), Fraction(0), Unknown(("a step to round to that is not nothing",)), id="nothing"),
        pytest.param(Fraction(7), ends(0, 4), Unknown(("a step",)), id="perhaps nothing"),
        pytest.param(Fraction(7), ends(None, 4), Unknown(("a step",)), id="no lower end"),
        pytest.param(Fraction(7), ends(2, None), Unknown(("a step",)), id="no higher end"),
        pytest.param(Fraction(7), ends("1/2", 4), ends(5, 9), id="a half at least"),
        pytest.param(Fraction(7), ends(1, 4), ends(5, 9), id="one at least"),
        pytest.param(ends(None, 7, "a list"), ends(2, 4), ends(None, 9, "a list", "a step"), id="at most 7"),
        pytest.param(ends(7, None, "a list"), ends(2, 4), ends(5, None, "a list", "a step"), id="at least 7"),
    ],
)
def test_a_number_to_the_nearest_multiple_of_a_step_that_is_half_known(number: Any, step: Any, expected: Any) -> None:
    assert nearest(number, step) == expected


@pytest.mark.parametrize(
    ("left", "right", "missing"),
    [
        (Unknown(("a list",)), Unknown(("a key",)), ("a list", "a key")),
        (Fraction(2), Unknown(("a key",)), ("a key",)),
        (Unknown(("a list",)), ends(-1, 1, "a key"), ("a list", "a key")),
        (ends(1, 2, "a list"), ends(0, None, "a key"), ("a list", "a key")),
        (Fraction(2), Fraction(0), ("the homes that is not nothing",)),
    ],
)
def test_a_quotient_that_is_unknown_names_what_is_missing_on_both_sides(
    left: Any, right: Any, missing: tuple[str, ...]
) -> None:
    assert over(left, right, "the homes") == Unknown(missing)
