"""What an expression comes to on one network: exact, between two ends, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from pcn_des.contract.tables import rows, unsettled_by
from pcn_des.engine import ranges
from pcn_des.engine.by_kind import ByKind
from pcn_des.engine.ranges import needs_of
from pcn_des.engine.tree import (
    Arithmetic,
    DaysAfter,
    Either,
    Expr,
    FactRef,
    Lookup,
    Number,
    TermRef,
    Thousands,
    ToNearest,
    Where,
)
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import NEVER, Range, Unknown, Value
from pcn_des.wording import in_words


class Facts(Protocol):
    """Where an expression finds its facts and terms."""

    as_of: date

    def fact(self, name: str, args: Sequence[Any]) -> Value:
        """A fact, given the values of its arguments."""

    def because(self, name: str, args: Sequence[Any]) -> str:
        """What a fact's value rests on, in words."""

    def term(self, key: str) -> Any:
        """A term's value: a number as a fraction, `Unknown` where it is not established."""


@ByKind
def value_of(node: Expr, facts: Facts) -> Any:
    """The value of an expression: exact, between two ends, or unknown."""
    raise RuleDefinitionError(f"{node} is not something that has a value")


@value_of.register
def _number_as_written(node: Number, facts: Facts) -> Any:
    return node.value_


@value_of.register
def _value_of_fact(node: FactRef, facts: Facts) -> Any:
    """Facts are worked out from exact values: what is half known is unknown to them."""
    if not node.args_:
        return facts.fact(node.name_, ())
    args = [value_of(arg, facts) for arg in node.args_]
    gaps = [arg for arg in args if isinstance(arg, Unknown | Range)]
    return Unknown.because(*(gap for arg in gaps for gap in needs_of(arg))) if gaps else facts.fact(node.name_, args)


@value_of.register
def _value_of_term(node: TermRef, facts: Facts) -> Any:
    return facts.term(node.key_)


@value_of.register
def _value_of_arithmetic(node: Arithmetic, facts: Facts) -> Any:
    left, right = value_of(node.left, facts), value_of(node.right, facts)
    match node.sign:
        case "+":
            return ranges.plus(left, right)
        case "-":
            return ranges.minus(left, right)
        case "x":
            return ranges.times(left, right)
        case _:
            return ranges.over(left, right, divisor=str(node.right))


@value_of.register
def _value_in_thousands(node: Thousands, facts: Facts) -> Any:
    return ranges.each_end(value_of(node.of, facts), lambda number: number / 1000)


@value_of.register
def _value_to_nearest(node: ToNearest, facts: Facts) -> Any:
    return ranges.nearest(value_of(node.of, facts), value_of(node.step, facts))


@value_of.register
def _value_by_two_readings(node: Either, facts: Facts) -> Any:
    """Two readings of a number; other readings are laid side by side when the rule is bound."""
    return ranges.either_of(value_of(node.first, facts), value_of(node.second, facts))


@value_of.register
def _day_after(node: DaysAfter, facts: Facts) -> Any:
    day, days = value_of(node.day, facts), value_of(node.days, facts)
    unknown = [side for side in (day, days) if isinstance(side, Unknown)]
    if unknown:
        return Unknown.of(unknown)
    return NEVER if day is NEVER else day + timedelta(days=int(days))


@value_of.register
def _value_looked_up(node: Lookup, facts: Facts) -> Any:
    keys = [value_of(by, facts) for by in node.by]
    found: list[Any] = [value_of(node.table, facts)]
    needs: list[str] = []
    for key in keys:
        gaps = [value for value in (*found, key) if isinstance(value, Unknown)]
        if gaps:
            return gaps[0]
        before, found = len(found), [value for table in found for value in rows(table, key)]
        needs += unsettled_by(key) if len(found) > before else ()
    if any(value is None for value in found):
        return Unknown.because(f"a value of {node.table} for {', '.join(map(in_words, keys))}")
    return _one_of([exact(value) for value in found], needs)


def _one_of(values: Sequence[Any], needs: Sequence[str]) -> Any:
    """A value that is one of these: the hull of numbers, unknown for other kinds that differ; no limit is open."""
    if all(value == values[0] for value in values):
        return values[0]
    numbers = [_no_limit(value) if value == "unlimited" else value for value in values]
    if all(isinstance(value, Fraction | Range | Unknown) for value in numbers):
        return ranges.hull(numbers, needs)
    return Unknown.because(*needs)


def _no_limit(value: object) -> Range:
    return Range(Fraction(0), None)


@value_of.register
def _value_by_condition(node: Where, facts: Facts) -> Any:
    condition = value_of(node.condition, facts)
    if isinstance(condition, Unknown):
        then, otherwise = value_of(node.then, facts), value_of(node.otherwise, facts)
        return _one_of((then, otherwise), condition.missing)
    return value_of(node.then if condition else node.otherwise, facts)


def exact(value: Any) -> Any:
    """A number as an exact fraction; anything else as it is.

    Raises:
        RuleDefinitionError: a float.
    """
    if isinstance(value, float):
        raise RuleDefinitionError(f"{value!r} is a float; numbers are whole or Decimal")
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
