"""Runs an expression on one network: values, three-valued verdicts, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from math import floor
from typing import Any, Protocol

import attrs

from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.contract.tables import row
from pcn_des.dates import Deadline
from pcn_des.engine.notation import working
from pcn_des.engine.tree import (
    AllOf,
    Among,
    AnyOf,
    AppliesWhen,
    Arithmetic,
    ByToday,
    Compare,
    DaysAfter,
    DoneBy,
    Expr,
    FactRef,
    Holds,
    IsNot,
    JudgeWhen,
    Lookup,
    Number,
    Same,
    TermRef,
    Thousands,
    ToNearest,
    Where,
)
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import NEVER, LowerBound, Unknown, Value
from pcn_des.wording import in_words, month_in_words


class Facts(Protocol):
    """Where an expression finds its facts and terms."""

    as_of: date

    def fact(self, name: str, args: Sequence[Any]) -> Value:
        """A fact, given the values of its arguments."""

    def because(self, name: str, args: Sequence[Any]) -> str:
        """What a fact's value rests on, in words."""

    def term(self, key: str) -> Any:
        """A term's value: a number as a fraction, `Unknown` where it is not established."""


@attrs.frozen
class Verdict:
    """What an expression says of one network, and on what it rests."""

    status: Status
    reason: str = ""
    missing: tuple[str, ...] = ()
    observed: Value | None = None
    required: Value | None = None
    bar: str = ""  # of a comparison: "at least" or "at most"
    because: str = ""  # what the observed side of a comparison rests on
    unit_of: Expr | None = None  # the expression that observed and required share their unit with
    working: str = ""
    done: date | None = None
    due: Deadline | None = None
    to_judge: str = ""  # what a person has to decide


# --- values -----------------------------------------------------------------------------------------------------------


@singledispatch
def value_of(node: Expr, facts: Facts) -> Any:
    """The value of an expression: exact, unknown with what is missing, or a lower bound."""
    verdict = verdict_of(node, facts)
    if verdict.status is Status.MET:
        return True
    if verdict.status is Status.NOT_MET:
        return False
    return Unknown.because(*(verdict.missing or (verdict.reason,)))


@value_of.register
def _(node: Number, facts: Facts) -> Any:
    return node.value_


@value_of.register
def _(node: FactRef, facts: Facts) -> Any:
    args = [value_of(arg, facts) for arg in node.args_]
    unknown = [arg for arg in args if isinstance(arg, Unknown)]
    return Unknown.of(unknown) if unknown else facts.fact(node.name_, args)


@value_of.register
def _(node: TermRef, facts: Facts) -> Any:
    return facts.term(node.key_)


@value_of.register
def _(node: Arithmetic, facts: Facts) -> Any:
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
def _(node: Thousands, facts: Facts) -> Any:
    return _each(value_of(node.of, facts), lambda number: number / 1000)


@value_of.register
def _(node: ToNearest, facts: Facts) -> Any:
    step = value_of(node.step, facts)
    if not isinstance(step, Fraction):
        return step if isinstance(step, Unknown) else Unknown.because(f"{node.step}")
    return _each(value_of(node.of, facts), lambda number: floor(number / step + Fraction(1, 2)) * step)


def _each(value: Any, change: Callable[[Fraction], Fraction]) -> Any:
    if isinstance(value, LowerBound):
        return LowerBound(change(value.low), value.missing)
    return value if isinstance(value, Unknown) else change(value)


@value_of.register
def _(node: DaysAfter, facts: Facts) -> Any:
    day, days = value_of(node.day, facts), value_of(node.days, facts)
    unknown = [side for side in (day, days) if isinstance(side, Unknown)]
    if unknown:
        return Unknown.of(unknown)
    return NEVER if day is NEVER else day + timedelta(days=int(days))


@value_of.register
def _(node: Lookup, facts: Facts) -> Any:
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
def _(node: Where, facts: Facts) -> Any:
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


# --- verdicts ---------------------------------------------------------------------------------------------------------


@singledispatch
def verdict_of(node: Expr, facts: Facts) -> Verdict:
    """Whether an expression holds, and why."""
    raise RuleDefinitionError(f"{node} is not something that can be met")


@verdict_of.register
def _(node: TermRef, facts: Facts) -> Verdict:
    return _yes_no(node, value_of(node, facts), facts)


@verdict_of.register
def _(node: FactRef, facts: Facts) -> Verdict:
    return _yes_no(node, value_of(node, facts), facts)


@verdict_of.register
def _(node: Holds, facts: Facts) -> Verdict:
    return _yes_no(node.fact, value_of(node.fact, facts), facts)


def _yes_no(node: Expr, value: Value, facts: Facts) -> Verdict:
    if isinstance(value, Unknown):
        return _unknown(value)
    return Verdict(_met(bool(value)), _because(node, facts) or in_words(bool(value)), observed=value)


def _because(node: Expr, facts: Facts) -> str:
    if not isinstance(node, FactRef):
        return ""
    return facts.because(node.name_, [value_of(arg, facts) for arg in node.args_])


@verdict_of.register
def _(node: Compare, facts: Facts) -> Verdict:
    observed, required = value_of(node.observed, facts), value_of(node.required, facts)
    return attrs.evolve(
        _compared(node.kind, observed, required),
        observed=observed,
        because=_because(node.observed, facts),
        required=required,
        bar=node.kind.replace("_", " "),
        unit_of=node.observed,
        working=_working(node.required, facts, required),
    )


def _working(node: Expr, facts: Facts, result: Value) -> str:
    if isinstance(node, FactRef | TermRef | Number) or isinstance(result, Unknown):
        return ""
    return working(node, lambda leaf: value_of(leaf, facts))


def _compared(kind: str, observed: Any, required: Any) -> Verdict:
    unknown = [side for side in (observed, required) if isinstance(side, Unknown)]
    if required == "unlimited":
        return Verdict(Status.MET, "there is no limit")
    if unknown:
        return _unknown(Unknown.of(unknown))
    low_observed = observed.low if isinstance(observed, LowerBound) else observed
    low_required = required.low if isinstance(required, LowerBound) else required
    enough = kind == "at_least"
    reason = f"{in_words(observed)}, {kind.replace('_', ' ')} {in_words(required)} required"
    gaps = tuple(gap for side in (observed, required) if isinstance(side, LowerBound) for gap in side.missing)
    if not gaps:
        return Verdict(_met(observed >= required if enough else observed <= required), reason)
    # A bound can only grow: what is observed may be enough (or too much) already, what is required out of reach.
    if enough and isinstance(required, Fraction) and low_observed >= required:
        return Verdict(Status.MET, reason)
    if enough and isinstance(observed, Fraction) and observed < low_required:
        return Verdict(Status.NOT_MET, reason)
    if not enough and isinstance(required, Fraction) and low_observed > required:
        return Verdict(Status.NOT_MET, reason)
    if not enough and isinstance(observed, Fraction) and observed <= low_required:
        return Verdict(Status.MET, reason)
    return Verdict(Status.UNKNOWN, f"{reason}, with gaps", missing=gaps)


@verdict_of.register
def _(node: Same, facts: Facts) -> Verdict:
    left, right = value_of(node.left, facts), value_of(node.right, facts)
    return _settled((left, right), lambda: left == right, f"{in_words(left)}, to be the same as {in_words(right)}")


@verdict_of.register
def _(node: Among, facts: Facts) -> Verdict:
    value, choices = value_of(node.value, facts), value_of(node.choices, facts)
    listed = ", ".join(map(str, choices)) if isinstance(choices, list | tuple) else ""
    return _settled((value, choices), lambda: value in choices, f"{in_words(value)}, to be one of {listed}")


def _settled(sides: Iterable[Any], answer: Callable[[], bool], reason: str) -> Verdict:
    listed = list(sides)
    gaps = [gap for side in listed if isinstance(side, Unknown | LowerBound) for gap in side.missing]
    return _unknown(Unknown.because(*gaps)) if gaps else Verdict(_met(answer()), reason, observed=listed[0])


@verdict_of.register
def _(node: IsNot, facts: Facts) -> Verdict:
    verdict = verdict_of(node.condition, facts)
    opposite = {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET}
    return attrs.evolve(verdict, status=opposite.get(verdict.status, verdict.status))


@verdict_of.register
def _(node: DoneBy, facts: Facts) -> Verdict:
    done = value_of(node.done, facts)
    due = value_of(node.due, facts) if node.due is not None else None
    deadline = Deadline.on(due) if isinstance(due, date) else None
    if isinstance(done, Unknown):
        return attrs.evolve(_unknown(done), due=deadline)
    if isinstance(done, date) and done > facts.as_of:
        later = f"what was done by {in_words(facts.as_of)}: {in_words(done)} is later"
        return attrs.evolve(_unknown(Unknown.because(later)), due=deadline)
    if done is NEVER:
        if isinstance(due, Unknown):
            return _unknown(due)
        reason = _because(node.done, facts) or "not done"
        return before_due(Verdict(Status.NOT_MET, reason, observed=NEVER, due=deadline), facts.as_of)
    reason = _because(node.done, facts) or f"done on {in_words(done)}"
    return Verdict(Status.MET, reason, observed=done, done=done, due=deadline)


def before_due(verdict: Verdict, as_of: date) -> Verdict:
    """A shortfall before its day is not due; in the month of a deadline whose day is not established, it is unknown."""
    due = verdict.due
    if verdict.status is not Status.NOT_MET or due is None or as_of > due.last:
        return verdict
    if as_of <= due.first:
        return attrs.evolve(verdict, status=Status.NOT_DUE, reason=f"{verdict.reason}; due by {due}")
    missing = (f"the day in {month_in_words(due.first)} by which it is due",)
    return attrs.evolve(verdict, status=Status.UNKNOWN, reason=f"{verdict.reason}; due by {due}", missing=missing)


@verdict_of.register
def _(node: ByToday, facts: Facts) -> Verdict:
    due = value_of(node.due, facts)
    if isinstance(due, Unknown):
        return _unknown(due)
    if due is NEVER:
        raise RuleDefinitionError(f"{node.due} is NEVER; the day by which something is due has to be a day")
    if facts.as_of <= due:
        return Verdict(Status.MET, f"next due by {in_words(due)}", due=Deadline.on(due))
    return Verdict(Status.NOT_MET, f"it was due by {in_words(due)}", due=Deadline.on(due))


_BEST_FIRST = (
    Status.MET,
    Status.UNKNOWN,
    Status.JUDGEMENT,
    Status.NOT_DUE,
    Status.NOT_MET,
    Status.NOT_APPLICABLE,
)


@verdict_of.register
def _(node: AllOf, facts: Facts) -> Verdict:
    return _deciding([verdict_of(part, facts) for part in node.parts], WORST_FIRST)


@verdict_of.register
def _(node: AnyOf, facts: Facts) -> Verdict:
    return _deciding([verdict_of(part, facts) for part in node.parts], _BEST_FIRST)


def _deciding(parts: list[Verdict], order: tuple[Status, ...]) -> Verdict:
    """The part that decides, with everything that is missing where that is what decides."""
    if not parts:
        raise RuleDefinitionError("all_of and any_of need at least one part")
    status = min((part.status for part in parts), key=order.index)
    deciding = [part for part in parts if part.status is status]
    if status is Status.UNKNOWN:
        shown = next((part for part in parts if part.required is not None), deciding[0])
        gaps = tuple(dict.fromkeys(gap for part in parts for gap in part.missing))
        return attrs.evolve(shown, status=status, reason="not known", missing=gaps)
    shown = next((part for part in deciding if part.required is not None), deciding[0])
    return shown if len(deciding) == 1 else attrs.evolve(shown, reason="; ".join(part.reason for part in deciding))


@verdict_of.register
def _(node: AppliesWhen, facts: Facts) -> Verdict:
    condition, then = verdict_of(node.condition, facts), verdict_of(node.then, facts)
    if condition.status is Status.NOT_MET:
        return Verdict(Status.NOT_APPLICABLE, f"it does not apply: {condition.reason}")
    if condition.status is Status.MET or then.status is Status.NOT_APPLICABLE:
        return then
    return _unknown(Unknown.because(*(condition.missing or (condition.reason,))))


@verdict_of.register
def _(node: JudgeWhen, facts: Facts) -> Verdict:
    then = verdict_of(node.then, facts)
    if then.status is not Status.NOT_MET and not _late(then):
        return then
    condition = verdict_of(node.condition, facts)
    if condition.status is Status.NOT_MET:
        return _explained(then, condition.reason)
    if condition.status is Status.MET:
        return attrs.evolve(_explained(then, condition.reason), status=Status.JUDGEMENT, to_judge=node.decides)
    return _unknown(Unknown.because(*(condition.missing or (condition.reason,))))


def _late(verdict: Verdict) -> bool:
    return verdict.done is not None and verdict.due is not None and verdict.done > verdict.due.last


def _explained(verdict: Verdict, words: str) -> Verdict:
    return attrs.evolve(verdict, reason=_both(verdict.reason, words), because=_both(verdict.because, words))


def _both(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(part for part in (one, other) if part))


def _met(holds: bool) -> Status:
    return Status.MET if holds else Status.NOT_MET


def _unknown(unknown: Unknown) -> Verdict:
    return Verdict(Status.UNKNOWN, "not known", missing=unknown.missing)
