"""Laws of the engine, over random rules: unknown only ever turns an answer into itself or UNKNOWN."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.answers.status import Status
from pcn_des.engine.binding import readings
from pcn_des.engine.tree import Expr, FactRef
from pcn_des.engine.verdicts import verdict_of
from pcn_des.engine.words import (
    all_of,
    any_of,
    applies_when,
    at_least,
    at_most,
    by_today,
    done_by,
    either,
    holds,
    is_not,
    judge_when,
    same,
    to_nearest,
    where,
)
from pcn_des.values import NEVER, Range, Unknown

NUMBERS = ("one", "two", "three")
CONDITIONS = ("wet", "cold", "dark")
DAYS = ("lit", "swept")
AS_OF = date(2030, 6, 15)


def fact(name: str) -> FactRef:
    return FactRef(name)


def amounts() -> st.SearchStrategy[Expr]:
    leaves = st.one_of(st.sampled_from(NUMBERS).map(fact), st.integers(0, 20).map(lambda n: fact("one") * 0 + n))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] - pair[1]),
            st.tuples(inner, inner).map(lambda pair: either(*pair)),
            inner.map(lambda amount: to_nearest(amount, 5)),
            st.tuples(st.sampled_from(CONDITIONS), inner, inner).map(lambda t: where(fact(t[0]), t[1], t[2])),
        ),
        max_leaves=5,
    )


def verdicts() -> st.SearchStrategy[Expr]:
    leaves = st.one_of(
        st.tuples(amounts(), amounts()).map(lambda pair: at_least(*pair)),
        st.tuples(amounts(), amounts()).map(lambda pair: at_most(*pair)),
        st.tuples(amounts(), amounts()).map(lambda pair: same(*pair)),
        st.sampled_from(CONDITIONS).map(lambda name: holds(fact(name))),
        st.just(done_by(fact("lit"), fact("swept"))),
        st.just(by_today(fact("swept"))),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: all_of(*parts)),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: any_of(*parts)),
            inner.map(is_not),
            st.tuples(inner, inner).map(lambda pair: applies_when(*pair)),
            st.tuples(inner, inner).map(lambda pair: judge_when(pair[0], pair[1], decides="it")),
            st.tuples(inner, inner).map(lambda pair: either(*pair)),
        ),
        max_leaves=6,
    )


DAY = st.integers(-20, 20).map(lambda days: AS_OF + timedelta(days=days))
KNOWN = st.fixed_dictionaries(
    {
        **{name: st.integers(0, 30).map(Fraction) for name in NUMBERS},
        **{name: st.booleans() for name in CONDITIONS},
        "lit": st.one_of(DAY, st.just(NEVER)),
        "swept": DAY,
    }
)


@attrs.define
class Room:
    values: dict[str, Any]
    as_of: date = AS_OF

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self.values[name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return ""

    def term(self, key: str) -> Any:
        raise AssertionError("these rules read no terms")


def answer(rule: Expr, values: dict[str, Any]) -> Status:
    """The status by all readings: one that they agree on, or UNKNOWN."""
    found = {verdict_of(reading, Room(values)).status for reading in readings(rule)}
    return found.pop() if len(found) == 1 else Status.UNKNOWN


@given(rule=verdicts(), values=KNOWN, hidden=st.sets(st.sampled_from([*NUMBERS, *CONDITIONS, *DAYS])))
def test_unknown_only_ever_turns_an_answer_into_itself_or_unknown(
    rule: Expr, values: dict[str, Any], hidden: set[str]
) -> None:
    known = answer(rule, values)
    veiled = answer(rule, {name: Unknown.because(name) if name in hidden else values[name] for name in values})
    assert veiled in (known, Status.UNKNOWN)


@given(rule=verdicts(), values=KNOWN, gaps=st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 30)))
def test_a_lower_bound_only_ever_turns_an_answer_into_itself_or_unknown(
    rule: Expr, values: dict[str, Any], gaps: dict[str, int]
) -> None:
    known = answer(rule, values)
    bounded = {
        **values,
        **{name: Range(values[name] - min(gap, values[name]), None, (name,)) for name, gap in gaps.items()},
    }
    assert answer(rule, bounded) in (known, Status.UNKNOWN)


@given(rule=verdicts(), values=KNOWN)
def test_whatever_is_unknown_says_what_is_missing_or_that_readings_differ(rule: Expr, values: dict[str, Any]) -> None:
    hidden = dict.fromkeys(values, Unknown.because("everything"))
    for reading in readings(rule):
        verdict = verdict_of(reading, Room(hidden))
        assert verdict.status is not Status.UNKNOWN or verdict.missing == ("everything",)
