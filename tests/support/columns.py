"""A column interpreter in small: the rules' own trees on a whole table, through narwhals.

It proves that no rule has to change to run on columns. Numbers are integers over a constant denominator, so nothing is
rounded; a fact that is null is unknown; a verdict is a status as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import attrs
import narwhals as nw

from pcn_des.engine.registry import FACTS
from pcn_des.engine.tree import (
    AllOf,
    AnyOf,
    AppliesWhen,
    Arithmetic,
    Compare,
    Expr,
    FactRef,
    Holds,
    IsNot,
    JudgeWhen,
    Number,
    TermRef,
    Thousands,
    ToNearest,
)
from support.narrowed import there

MET, NOT_MET, UNKNOWN, JUDGEMENT, NOT_APPLICABLE = "MET", "NOT_MET", "UNKNOWN", "JUDGEMENT", "NOT_APPLICABLE"
WORST_FIRST = (NOT_MET, UNKNOWN, JUDGEMENT, MET, NOT_APPLICABLE)
BEST_FIRST = (MET, UNKNOWN, JUDGEMENT, NOT_MET, NOT_APPLICABLE)
Terms = Mapping[str, int | None]


@attrs.frozen
class Amount:
    """`top / bottom`, the bottom a plain number; null where it is unknown."""

    top: nw.Expr
    bottom: int = 1


def amount(node: Expr, terms: Terms) -> Amount:
    match node:
        case Number(value_=value):
            return Amount(nw.lit(value.numerator), value.denominator)
        case FactRef(name_=name):
            return Amount(nw.col(FACTS[name].given_by or name))
        case TermRef(key_=key):
            return Amount(nw.lit(terms[key]))
        case Thousands(of=of):
            inner = amount(of, terms)
            return Amount(inner.top, inner.bottom * 1000)
        case Arithmetic(sign="x", left=left, right=right):
            one, other = amount(left, terms), amount(right, terms)
            return Amount(one.top * other.top, one.bottom * other.bottom)
        case Arithmetic(sign="+", left=left, right=right):
            one, other = amount(left, terms), amount(right, terms)
            return Amount(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom)
        case ToNearest(of=of, step=TermRef(key_=key)):
            inner, step = amount(of, terms), there(terms[key])
            return Amount((inner.top * 2 + inner.bottom * step) // (2 * inner.bottom * step) * step)
    raise NotImplementedError(f"{node} is not among the words that this proof covers")


def verdict(node: Expr, terms: Terms) -> nw.Expr:
    match node:
        case Compare(kind=kind, observed=observed, required=required):
            one, other = amount(observed, terms), amount(required, terms)
            left, right = one.top * other.bottom, other.top * one.bottom
            return _yes_no(left >= right if kind == "at_least" else left <= right)
        case FactRef(name_=name):
            return _yes_no(nw.col(name))
        case TermRef(key_=key):
            return _yes_no(nw.lit(terms[key], dtype=nw.Boolean))
        case Holds(fact=fact):
            return verdict(fact, terms)
        case IsNot(condition=condition):
            inner = verdict(condition, terms)
            return _choose([(inner == MET, NOT_MET), (inner == NOT_MET, MET)], inner)
        case AllOf(parts=parts):
            return _decided([verdict(part, terms) for part in parts], WORST_FIRST)
        case AnyOf(parts=parts):
            return _decided([verdict(part, terms) for part in parts], BEST_FIRST)
        case AppliesWhen(condition=condition, then=then):
            applies, inner = verdict(condition, terms), verdict(then, terms)
            return _choose(
                [(applies == NOT_MET, NOT_APPLICABLE), ((applies == MET) | (inner == NOT_APPLICABLE), inner)], UNKNOWN
            )
        case JudgeWhen(condition=condition, then=then):
            judged, inner = verdict(condition, terms), verdict(then, terms)
            return _choose([(inner != NOT_MET, inner), (judged == NOT_MET, inner), (judged == MET, JUDGEMENT)], UNKNOWN)
    raise NotImplementedError(f"{node} is not among the words that this proof covers")


def agreed(readings: list[nw.Expr]) -> nw.Expr:
    """One answer where all readings agree, otherwise UNKNOWN."""
    same: Callable[[nw.Expr, nw.Expr], nw.Expr] = lambda one, other: _choose([(one == other, one)], UNKNOWN)  # noqa: E731
    return reduce(same, readings)


def terms_of(contract: Any, keys: tuple[str, ...]) -> dict[str, int | None]:
    """The terms that these rules read, None where one is not established."""
    return {key: int(Fraction(contract[key].value)) if contract[key].is_known else None for key in keys}


def _yes_no(condition: nw.Expr) -> nw.Expr:
    return _choose([(condition.is_null(), UNKNOWN), (condition, MET)], NOT_MET)


def _decided(parts: list[nw.Expr], order: tuple[str, ...]) -> nw.Expr:
    some = [(nw.any_horizontal(*(part == status for part in parts), ignore_nulls=False), status) for status in order]
    return _choose(some[:-1], order[-1])


def _choose(cases: list[tuple[nw.Expr, Any]], otherwise: Any) -> nw.Expr:
    """The first case that holds."""
    chosen = otherwise if isinstance(otherwise, nw.Expr) else nw.lit(otherwise)
    for condition, value in reversed(cases):
        chosen = nw.when(condition).then(value if isinstance(value, nw.Expr) else nw.lit(value)).otherwise(chosen)
    return chosen
