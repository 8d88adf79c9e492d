"""What an expression comes to on one network: exact, unknown with what is missing, or a lower bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from math import floor
from typing import Any, Protocol

from pcn_des.contract.tables import row
from pcn_des.engine.tree import (
    Arithmetic,
    DaysAfter,
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
from pcn_des.values import NEVER, LowerBound, Unknown, Value
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


@singledispatch
def value_of(node: Expr, facts: Facts) -> Any:
    """The value of an expression: exact, unknown with what is missing, or a lower bound."""
    raise RuleDefinitionError(f"{node} is not something that has a value")


@value_of.register
def _number_as_written(node: Number, facts: Facts) -> Any:
    return node.value_


@value_of.register
def _value_of_fact(node: FactRef, facts: Facts) -> Any:
    args = [value_of(arg, facts) for arg in node.args_]
    unknown = [arg for arg in args if isinstance(arg, Unknown)]
    return Unknown.of(unknown) if unknown else facts.fact(node.name_, args)


@value_of.register
def _value_of_term(node: TermRef, facts: Facts) -> Any:
    return facts.term(node.key_)


@value_of.register
def _value_of_arithmetic(node: Arithmetic, facts: Facts) -> Any:
    left, right = value_of(node.left, facts), value_of(node.right, facts)
    unknown = [side for side in (left, right) if isinstance(side, Unknown)]
    if unknown:
        return Unknown.of(unknown)
    if isinstance(left, LowerBound) or isinstance(right, LowerBound):
        return _bounded(node.sign, left, right)
    if node.sign == "/" and right == 0:
        return Unknown.because(f"{node.right} that is not nothing")
    return _calculated(node.sign, left, right)


def _calculated(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "x":
            return left * right
        case _:
            return left / right


def _bounded(sign: str, left: Fraction | LowerBound, right: Fraction | LowerBound) -> Value:
    """A calculation with a lower bound: a lower bound again where it can only grow with what is missing."""
    missing = tuple(reason for side in (left, right) if isinstance(side, LowerBound) for reason in side.missing)
    low_left = left.low if isinstance(left, LowerBound) else left
    low_right = right.low if isinstance(right, LowerBound) else right
    grows = (
        sign == "+"
        or (sign == "x" and low_left >= 0 and low_right >= 0)
        or (sign == "-" and isinstance(right, Fraction))
        or (sign == "/" and isinstance(right, Fraction) and right > 0)
    )
    return LowerBound(_calculated(sign, low_left, low_right), missing) if grows else Unknown.because(*missing)


@value_of.register
def _value_in_thousands(node: Thousands, facts: Facts) -> Any:
    return _each(value_of(node.of, facts), lambda number: number / 1000)


@value_of.register
def _value_to_nearest(node: ToNearest, facts: Facts) -> Any:
    step = value_of(node.step, facts)
    if not isinstance(step, Fraction):
        return step if isinstance(step, Unknown) else Unknown.because(f"{node.step}")
    return _each(value_of(node.of, facts), lambda number: floor(number / step + Fraction(1, 2)) * step)


def _each(value: Any, change: Callable[[Fraction], Fraction]) -> Any:
    if isinstance(value, LowerBound):
        return LowerBound(change(value.low), value.missing)
    return value if isinstance(value, Unknown) else change(value)


@value_of.register
def _day_after(node: DaysAfter, facts: Facts) -> Any:
    day, days = value_of(node.day, facts), value_of(node.days, facts)
    unknown = [side for side in (day, days) if isinstance(side, Unknown)]
    if unknown:
        return Unknown.of(unknown)
    return NEVER if day is NEVER else day + timedelta(days=int(days))


@value_of.register
def _value_looked_up(node: Lookup, facts: Facts) -> Any:
    found = value_of(node.table, facts)
    for by in node.by:
        key = value_of(by, facts)
        if isinstance(found, Unknown) or isinstance(key, Unknown):
            return found if isinstance(found, Unknown) else key
        if isinstance(key, LowerBound):
            return Unknown.because(*key.missing)
        found = row(found, key)
    if found is None:
        keys = ", ".join(in_words(value_of(by, facts)) for by in node.by)
        return Unknown.because(f"a value of {node.table} for {keys}")
    return exact(found)


@value_of.register
def _value_by_condition(node: Where, facts: Facts) -> Any:
    condition = value_of(node.condition, facts)
    if isinstance(condition, Unknown):
        then, otherwise = value_of(node.then, facts), value_of(node.otherwise, facts)
        return then if then == otherwise else condition
    return value_of(node.then if condition else node.otherwise, facts)


def exact(value: Any) -> Any:
    """A number as an exact fraction; anything else as it is.

    Raises:
        RuleDefinitionError: a float.
    """
    if isinstance(value, float):
        raise RuleDefinitionError(f"{value!r} is a float; numbers are whole or Decimal")
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
