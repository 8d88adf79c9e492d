"""Whether an expression holds on each of many rows, as `engine.verdicts` has it for one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns import numbers
from pcn_des.engine.columns.calculate import Facts
from pcn_des.engine.columns.codes import (
    JUDGEMENT,
    MET,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_MET,
    UNKNOWN,
    Codes,
    Mask,
    any_of,
    as_mask,
    best,
    both,
    either,
    equal,
    graded,
    no,
    opposite,
    where,
    worst,
    yes_no,
)
from pcn_des.engine.columns.given import NEVER, Answers, Days, Texts
from pcn_des.engine.columns.numbers import NOT_KNOWN, Numbers
from pcn_des.engine.tree import (
    AllOf,
    Among,
    AnyOf,
    AppliesWhen,
    ByToday,
    Compare,
    DoneBy,
    Expr,
    FactRef,
    Holds,
    IsNot,
    JudgeWhen,
    Same,
    TermRef,
)
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import compared

NO_DAYS: Final = Days(0, False)
"""What stands for days of verdicts that rest on none."""


@attrs.frozen(eq=False)
class Due:
    """By when something is due in each row: a day, or the first and last that it may be; `known` where there is one."""

    first: int | NDArray[np.int32]
    last: int | NDArray[np.int32]
    known: Mask = True

    @classmethod
    def on(cls, days: Days) -> Due:
        """Days that are established; what never comes is no day."""
        return cls(days.on, days.on, both(days.known, as_mask(np.not_equal(days.on, NEVER))))


NOT_DUE_EVER: Final = Due(0, 0, False)


@attrs.frozen(eq=False)
class Verdicts:
    """Answers of many rows, with the days that they rest on: when it was `done`, and when it is `due`.

    `compared` is where something was held against what is required.
    """

    codes: Codes
    done: Days = NO_DAYS
    due: Due = NOT_DUE_EVER
    compared: Mask = False

    @property
    def undated(self) -> bool:
        """Whether no row rests on a day."""
        return self.done.known is False and self.due.known is False

    @property
    def late(self) -> Mask:
        """Where it was done, after the day by which it was due."""
        there = both(self.done.known, self.due.known)
        return there if there is False else both(there, as_mask(np.greater(self.done.on, self.due.last)))

    def answering(self, codes: Codes) -> Verdicts:
        """The same with other answers."""
        return attrs.evolve(self, codes=codes)


@singledispatch
def verdict_of(node: Expr, facts: Facts) -> Verdicts:
    """Whether an expression holds on each row."""
    raise RuleDefinitionError(f"{node} is not something that can be met")


@verdict_of.register
def _of_term(node: TermRef, facts: Facts) -> Verdicts:
    return _answers(facts.value(node))


@verdict_of.register
def _of_fact(node: FactRef, facts: Facts) -> Verdicts:
    return _answers(facts.value(node))


@verdict_of.register
def _of_holds(node: Holds, facts: Facts) -> Verdicts:
    return _answers(facts.value(node.fact))


def _answers(value: Any) -> Verdicts:
    if isinstance(value, bool):
        return Verdicts(yes_no(value))
    return Verdicts(value.codes if isinstance(value, Answers) else UNKNOWN)


@verdict_of.register
def _of_comparison(node: Compare, facts: Facts) -> Verdicts:
    observed, required = facts.value(node.observed), facts.value(node.required)
    if isinstance(required, str) and required == "unlimited":
        return Verdicts(MET, compared=True)
    one, other = (observed, required) if node.kind == "at_least" else (required, observed)
    if isinstance(one, Days) or isinstance(other, Days):
        return Verdicts(_reaches_day(one, other), compared=True)
    return Verdicts(numbers.reaches(one, other), compared=True)


def _reaches_day(one: Any, other: Any) -> Codes:
    if not isinstance(one, Days) or not isinstance(other, Days):
        return UNKNOWN
    return yes_no(np.greater_equal(one.on, other.on), both(one.known, other.known))


@verdict_of.register
def _of_same(node: Same, facts: Facts) -> Verdicts:
    return Verdicts(_same(facts.value(node.left), facts.value(node.right)))


def _same(left: Any, right: Any) -> Codes:
    if left is NOT_KNOWN or right is NOT_KNOWN:
        return UNKNOWN
    match left, right:
        case Numbers(), Numbers():
            one, other = numbers.on_one_bottom((left, right))
            return yes_no(as_mask(one.low.top == other.low.top), both(one.settled, other.settled))
        case Days(), Days():
            return yes_no(np.equal(left.on, right.on), both(left.known, right.known))
        case (Texts(), str()) | (str(), Texts()):
            texts, word = (left, right) if isinstance(left, Texts) else (right, left)
            return _one_of(texts, (word,))
        case Answers(), Answers():
            settled = both(no(equal(left.codes, UNKNOWN)), no(equal(right.codes, UNKNOWN)))
            return yes_no(equal(left.codes, right.codes), settled)
    raise RuleDefinitionError(
        f"columns can't tell whether a {type(left).__name__} and a {type(right).__name__} are one"
    )


@verdict_of.register
def _of_among(node: Among, facts: Facts) -> Verdicts:
    value, choices = facts.value(node.value), facts.value(node.choices)
    if value is NOT_KNOWN or choices is NOT_KNOWN:
        return Verdicts(UNKNOWN)
    if not isinstance(value, Texts):
        raise RuleDefinitionError(f"{node} looks for what is no text; columns find texts among others")
    return Verdicts(_one_of(value, choices))


def _one_of(texts: Texts, choices: Sequence[Any]) -> Codes:
    wanted = {compared(choice) for choice in choices}
    meant = np.array([compared(word) in wanted for word in (*texts.words, "")], dtype=bool)
    return yes_no(meant[texts.places], texts.known)


@verdict_of.register
def _of_opposite(node: IsNot, facts: Facts) -> Verdicts:
    verdict: Verdicts = facts.verdict(node.condition)
    return verdict.answering(opposite(verdict.codes))


@verdict_of.register
def _of_done(node: DoneBy, facts: Facts) -> Verdicts:
    done = facts.value(node.done)
    due = facts.value(node.due) if node.due is not None else None
    by = Due.on(due) if isinstance(due, Days) else NOT_DUE_EVER
    if not isinstance(done, Days):
        return Verdicts(UNKNOWN, due=by)
    never = both(done.known, as_mask(np.equal(done.on, NEVER)))
    told = both(done.known, as_mask(np.less_equal(done.on, facts.as_of)))  # a day to come tells nothing yet
    codes = graded(told, no(never))
    if due is not None:
        settled = due.known if isinstance(due, Days) else False
        codes = where(both(never, no(settled)), UNKNOWN, codes)
        codes = before_due(Verdicts(codes, due=by), facts.as_of)
    return Verdicts(codes, Days(done.on, told), by)


def before_due(verdict: Verdicts, as_of: NDArray[np.int32]) -> Codes:
    """A shortfall before its day is not due; in the month of a deadline whose day is not established, it is unknown."""
    due = verdict.due
    if due.known is False:
        return verdict.codes
    early = both(due.known, as_mask(np.less_equal(as_of, due.last)))
    if not np.any(early):
        return verdict.codes
    short = both(early, equal(verdict.codes, NOT_MET))
    return where(short, where(as_mask(np.less_equal(as_of, due.first)), NOT_DUE, UNKNOWN), verdict.codes)


@verdict_of.register
def _of_coming_round(node: ByToday, facts: Facts) -> Verdicts:
    due = facts.value(node.due)
    if not isinstance(due, Days):
        return Verdicts(UNKNOWN)
    if np.any(both(due.known, as_mask(np.equal(due.on, NEVER)))):
        raise RuleDefinitionError(f"{node.due} is NEVER; the day by which something is due has to be a day")
    return Verdicts(yes_no(as_mask(np.less_equal(facts.as_of, due.on)), due.known), due=Due.on(due))


@verdict_of.register
def _of_all(node: AllOf, facts: Facts) -> Verdicts:
    parts = [facts.verdict(part) for part in node.parts]
    return _deciding(parts, worst(part.codes for part in parts))


@verdict_of.register
def _of_any(node: AnyOf, facts: Facts) -> Verdicts:
    parts = [facts.verdict(part) for part in node.parts]
    return _deciding(parts, best(part.codes for part in parts))


def _deciding(parts: Sequence[Verdicts], codes: Codes) -> Verdicts:
    """The answers, resting on the days of the part that decides: of several, the first that compares something.

    Where it is unknown, the first that does so among all parts.
    """
    if all(part.undated for part in parts):
        some: Mask = False
        for part in parts:
            some = any_of(some, both(part.compared, any_of(equal(codes, part.codes), equal(codes, UNKNOWN))))
        return Verdicts(codes, compared=some)
    shown = Verdicts(codes)
    deciding = [equal(part.codes, codes) for part in parts]
    unknown = equal(codes, UNKNOWN)
    ranked = [(there, part) for there, part in zip(deciding, parts, strict=True)]
    first = [(both(any_of(there, unknown), part.compared), part) for there, part in ranked]
    for there, part in reversed([*first, *ranked]):
        shown = _chosen(there, part, shown)
    return shown.answering(codes)


@verdict_of.register
def _of_applicable(node: AppliesWhen, facts: Facts) -> Verdicts:
    condition, then = facts.verdict(node.condition).codes, facts.verdict(node.then)
    stands = both(no(equal(condition, NOT_MET)), any_of(equal(condition, MET), equal(then.codes, NOT_APPLICABLE)))
    otherwise = where(equal(condition, NOT_MET), NOT_APPLICABLE, UNKNOWN)
    return _chosen(stands, then, Verdicts(otherwise))


@verdict_of.register
def _of_judged(node: JudgeWhen, facts: Facts) -> Verdicts:
    then: Verdicts = facts.verdict(node.then)
    short = any_of(equal(then.codes, NOT_MET), then.late)
    condition = facts.verdict(node.condition).codes
    undecided = both(short, no(any_of(equal(condition, NOT_MET), equal(condition, MET))))
    codes = where(both(short, equal(condition, MET)), JUDGEMENT, where(undecided, UNKNOWN, then.codes))
    return attrs.evolve(then, codes=codes, done=Days(then.done.on, both(then.done.known, no(undecided))))


def _chosen(condition: Mask, then: Verdicts, otherwise: Verdicts) -> Verdicts:
    if isinstance(condition, bool):
        return then if condition else otherwise

    def days(one: Any, other: Any) -> Any:
        return one if one is other else np.where(condition, one, other)

    return Verdicts(
        codes=where(condition, then.codes, otherwise.codes),
        done=then.done
        if then.done is otherwise.done
        else Days(days(then.done.on, otherwise.done.on), either(condition, then.done.known, otherwise.done.known)),
        due=then.due
        if then.due is otherwise.due
        else Due(
            days(then.due.first, otherwise.due.first),
            days(then.due.last, otherwise.due.last),
            either(condition, then.due.known, otherwise.due.known),
        ),
        compared=either(condition, then.compared, otherwise.compared),
    )
