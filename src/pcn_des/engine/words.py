"""The words that rules are written in. Each builds one expression; what it means is in its first line."""

from __future__ import annotations

from pcn_des.engine.registry import fact, obligation, payment
from pcn_des.engine.tree import (
    AllOf,
    Among,
    AnyOf,
    AppliesWhen,
    ByToday,
    Compare,
    DaysAfter,
    DoneBy,
    Either,
    Expr,
    Holds,
    IsNot,
    JudgeWhen,
    Lookup,
    Same,
    Thousands,
    ToNearest,
    Where,
    as_expr,
)

__all__ = [
    "all_of",
    "among",
    "any_of",
    "applies_when",
    "at_least",
    "at_most",
    "between",
    "by_today",
    "days_after",
    "done",
    "done_by",
    "either",
    "fact",
    "holds",
    "is_not",
    "judge_when",
    "lookup",
    "obligation",
    "payment",
    "same",
    "thousands",
    "to_nearest",
    "where",
]


def at_least(observed: object, required: object) -> Expr:
    """What is observed reaches what is required."""
    return Compare("at_least", as_expr(observed), as_expr(required))


def at_most(observed: object, limit: object) -> Expr:
    """What is observed does not exceed a limit."""
    return Compare("at_most", as_expr(observed), as_expr(limit))


def between(observed: object, low: object, high: object) -> Expr:
    """What is observed lies between two limits, both included."""
    return all_of(at_least(observed, low), at_most(observed, high))


def holds(fact: object) -> Expr:
    """A yes/no fact is yes."""
    return Holds(as_expr(fact))


def is_not(condition: object) -> Expr:
    """A condition does not hold; unknown stays unknown."""
    return IsNot(as_expr(condition))


def same(left: object, right: object) -> Expr:
    """Two values are the same."""
    return Same(as_expr(left), as_expr(right))


def among(value: object, choices: object) -> Expr:
    """A value is one of a list."""
    return Among(as_expr(value), as_expr(choices))


def done(day: object) -> Expr:
    """Something was done: its day is on record."""
    return DoneBy(as_expr(day), None)


def done_by(day: object, due: object) -> Expr:
    """Something was done; after `due` it is late, and undone it is a shortfall only when `due` has passed."""
    return DoneBy(as_expr(day), as_expr(due))


def by_today(due: object) -> Expr:
    """The day by which something has to happen again has not passed."""
    return ByToday(as_expr(due))


def days_after(day: object, days: object) -> Expr:
    """The day so many days after a day."""
    return DaysAfter(as_expr(day), as_expr(days))


def applies_when(condition: object, then: object) -> Expr:
    """A verdict that only counts while the condition holds; otherwise the duty does not apply."""
    return AppliesWhen(as_expr(condition), as_expr(then))


def judge_when(condition: object, then: object, *, decides: str) -> Expr:
    """Where something falls short or was done late, and the condition holds, a person decides; `decides` says what."""
    return JudgeWhen(as_expr(condition), as_expr(then), decides)


def where(condition: object, then: object, otherwise: object) -> Expr:
    """One of two expressions, by a condition."""
    return Where(as_expr(condition), as_expr(then), as_expr(otherwise))


def either(first: object, second: object) -> Expr:
    """Two readings of a text: the answer stands where they agree and is UNKNOWN where they differ."""
    return Either(as_expr(first), as_expr(second))


def lookup(table: object, *by: object) -> Expr:
    """The value that a table term has for these keys, in the order of its `by`."""
    return Lookup(as_expr(table), tuple(as_expr(key) for key in by))


def thousands(patients: object) -> Expr:
    """A count of patients in thousands, for rates per 1,000."""
    return Thousands(as_expr(patients))


def to_nearest(number: object, step: object) -> Expr:
    """A number rounded to the nearest multiple of a step, a half up."""
    return ToNearest(as_expr(number), as_expr(step))


def all_of(*parts: object) -> Expr:
    """Every part holds."""
    return AllOf(tuple(as_expr(part) for part in parts))


def any_of(*parts: object) -> Expr:
    """At least one part holds."""
    return AnyOf(tuple(as_expr(part) for part in parts))
