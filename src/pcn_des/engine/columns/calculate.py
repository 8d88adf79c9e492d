"""What an expression comes to on many rows: numbers, days, texts, or answers; as `engine.calculate` has it for one."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns import numbers
from pcn_des.engine.columns.codes import MET, NOT_MET, as_mask, both, no
from pcn_des.engine.columns.given import NEVER, Answers, Column, Days
from pcn_des.engine.columns.lookups import looked_up
from pcn_des.engine.columns.numbers import NOT_KNOWN, Numbers
from pcn_des.engine.tree import (
    Arithmetic,
    Condition,
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

Value = Any
"""A column, a list or table of the contract, or a text that all rows share such as `unlimited`."""


class Facts(Protocol):
    """Where expressions find the facts of their rows, the terms, and what was worked out before."""

    @property
    def as_of(self) -> NDArray[np.int32]:
        """The day that each row is about."""

    def value(self, node: Expr) -> Value:
        """What an expression comes to, worked out once for all that have its form."""

    def verdict(self, node: Expr) -> Any:
        """Whether an expression holds, worked out once for all that have its form."""

    def fact(self, name: str) -> Column:
        """A fact."""

    def term(self, key: str) -> Value:
        """A term: `NOT_KNOWN` where it is not established."""


@singledispatch
def value_of(node: Expr, facts: Facts) -> Value:
    """What an expression comes to on each row."""
    raise RuleDefinitionError(f"{node} is not something that has a value")


@value_of.register
def _number_as_written(node: Number, facts: Facts) -> Value:
    return Numbers.of(node.value_)


@value_of.register
def _value_of_fact(node: FactRef, facts: Facts) -> Value:
    return facts.fact(node.name_)  # as it is given, whatever terms it would be worked out by


@value_of.register
def _value_of_term(node: TermRef, facts: Facts) -> Value:
    return facts.term(node.key_)


@value_of.register
def _value_of_arithmetic(node: Arithmetic, facts: Facts) -> Value:
    left, right = facts.value(node.left), facts.value(node.right)
    match node.sign:
        case "+":
            return numbers.plus(left, right)
        case "-":
            return numbers.minus(left, right)
        case "x":
            return numbers.times(left, right)
        case _:
            return numbers.over(left, right)


@value_of.register
def _value_in_thousands(node: Thousands, facts: Facts) -> Value:
    return numbers.thousands(facts.value(node.of))


@value_of.register
def _value_to_nearest(node: ToNearest, facts: Facts) -> Value:
    return numbers.nearest(facts.value(node.of), facts.value(node.step))


@value_of.register
def _value_by_two_readings(node: Either, facts: Facts) -> Value:
    return numbers.hull((facts.value(node.first), facts.value(node.second)))


@value_of.register
def _day_after(node: DaysAfter, facts: Facts) -> Value:
    day, days = facts.value(node.day), facts.value(node.days)
    if not isinstance(day, Days) or not isinstance(days, Numbers):
        return NOT_KNOWN
    if not days.exact:
        raise RuleDefinitionError(f"{node} has a number of days that is not exact")
    known = both(day.known, no(days.unknown))
    happens = both(known, as_mask(np.not_equal(day.on, NEVER)))
    later = np.where(happens, np.asarray(day.on, dtype=np.int64) + days.low.top // days.bottom, NEVER)
    if (later > NEVER).any():
        raise OverflowError("come to days after the year 9999")
    return Days(later.astype(np.int32), known)


@value_of.register
def _value_looked_up(node: Lookup, facts: Facts) -> Value:
    return looked_up(facts.value(node.table), [facts.value(key) for key in node.by])


@value_of.register
def _value_by_condition(node: Where, facts: Facts) -> Value:
    codes = facts.verdict(node.condition).codes
    if isinstance(codes, int):
        if codes in (MET, NOT_MET):
            return facts.value(node.then if codes == MET else node.otherwise)
        codes = np.full(len(facts.as_of), codes, dtype=np.uint8)
    then, otherwise = facts.value(node.then), facts.value(node.otherwise)
    if not isinstance(then, Numbers) or not isinstance(otherwise, Numbers):
        raise RuleDefinitionError(f"{node} chooses between {type(then).__name__}; columns choose between numbers")
    decided = numbers.chosen(codes == MET, then, otherwise)
    open_ = (codes != MET) & (codes != NOT_MET)
    return numbers.chosen(open_, numbers.hull((then, otherwise)), decided) if open_.any() else decided


@value_of.register
def _whether(node: Condition, facts: Facts) -> Value:
    return Answers(facts.verdict(node).codes)
