"""Whether an expression holds on one network, and why: three-valued, with what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from pcn_des.answers.notation import NOTHING, Sentence, joined
from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.dates import Deadline
from pcn_des.engine.by_kind import ByKind
from pcn_des.engine.calculate import Facts, value_of
from pcn_des.engine.ranges import highest, lowest, needs_of
from pcn_des.engine.tree import (
    AllOf,
    Among,
    AnyOf,
    AppliesWhen,
    ByToday,
    Compare,
    Condition,
    DoneBy,
    Either,
    Expr,
    FactRef,
    Holds,
    IsNot,
    JudgeWhen,
    Lookup,
    Number,
    Same,
    TermRef,
    Where,
)
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import NEVER, Range, Unknown, Value, compared
from pcn_des.watched_day import plain_day
from pcn_des.wording import in_words, month_in_words

_NOT_KNOWN = Sentence("not known")


@attrs.frozen
class Verdict:
    """What an expression says of one network, and on what it rests."""

    status: Status
    why: Sentence = NOTHING
    missing: tuple[str, ...] = ()
    observed: Value | None = None
    required: Value | None = None
    bar: str = ""  # of a comparison: "at least" or "at most"
    because: Sentence = NOTHING  # what the observed side of a comparison rests on
    unit_of: Expr | None = None  # the expression that observed and required share their unit with
    worked: Any = None  # the calculation of what is required
    worked_otherwise: Sentence = NOTHING  # the same by another reading of the text
    done: date | None = None
    due: Deadline | None = None
    to_judge: str = ""  # what a person has to decide

    @property
    def reason(self) -> str:
        """Why, in words."""
        return str(self.why)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """What would settle it, or else why it does not."""
        return self.missing or (self.reason,)


@ByKind
def verdict_of(node: Expr, facts: Facts) -> Verdict:
    """Whether an expression holds, and why."""
    raise RuleDefinitionError(f"{node} is not something that can be met")


@value_of.register
def _whether(node: Condition, facts: Facts) -> Any:
    """The value of a condition: yes, no, or what is missing to know."""
    verdict = verdict_of(node, facts)
    if verdict.status is Status.MET:
        return True
    if verdict.status is Status.NOT_MET:
        return False
    return Unknown.because(*verdict.unsettled)


@verdict_of.register
def _of_term(node: TermRef, facts: Facts) -> Verdict:
    return _yes_no(node, value_of(node, facts), facts)


@verdict_of.register
def _of_fact(node: FactRef, facts: Facts) -> Verdict:
    return _yes_no(node, value_of(node, facts), facts)


@verdict_of.register
def _of_holds(node: Holds, facts: Facts) -> Verdict:
    return _yes_no(node.fact, value_of(node.fact, facts), facts)


def _yes_no(node: Expr, value: Value, facts: Facts) -> Verdict:
    if isinstance(value, Unknown):
        return _unknown(value)
    because = _because(node, facts)
    return Verdict(_met(bool(value)), because or Sentence(in_words(bool(value))), observed=value)


def _because(node: Expr, facts: Facts) -> Sentence:
    """What a fact rests on; of two readings, the first."""
    if isinstance(node, Either):
        return _because(node.first, facts)
    if not isinstance(node, FactRef):
        return NOTHING
    return Sentence(facts.because(node.name_, [value_of(arg, facts) for arg in node.args_]))


@verdict_of.register
def _of_comparison(node: Compare, facts: Facts) -> Verdict:
    observed, required = value_of(node.observed, facts), value_of(node.required, facts)
    status, why, missing = _compared(node.kind, observed, required)
    return Verdict(
        status,
        why,
        missing,
        observed=observed,
        because=_because(node.observed, facts),
        required=required,
        bar=node.kind.replace("_", " "),
        unit_of=node.observed,
        worked=_worked(node.required, facts, required),
        worked_otherwise=_worked_otherwise(node.required, facts),
    )


def _worked(node: Expr, facts: Facts, result: Value) -> Any:
    if isinstance(node, FactRef | TermRef | Number) or isinstance(result, Unknown):
        return None
    return calculation(node, facts)


def _worked_otherwise(node: Expr, facts: Facts) -> Sentence:
    """The number by the second of two readings, with its calculation."""
    if not isinstance(node, Either):
        return NOTHING
    result = value_of(node.second, facts)
    worked = _worked(node.second, facts, result)
    return NOTHING if worked is None else Sentence("{} = {}", (result, worked))


def calculation(node: Expr, facts: Facts) -> Any:
    """An expression with the figures of one network in the place of its facts and terms, by the first reading."""

    def figure(leaf: Expr) -> Any:
        if isinstance(leaf, Either):
            return leaf.first.noted(figure)
        return value_of(leaf, facts) if isinstance(leaf, FactRef | TermRef | Lookup | Where) else leaf.symbol

    return node.noted(figure)


def _compared(kind: str, observed: Any, required: Any) -> tuple[Status, Sentence, tuple[str, ...]]:
    """Whether it reaches what is required, why, and what is missing to know."""
    if required == "unlimited":
        return Status.MET, Sentence("there is no limit"), ()
    needs = tuple(dict.fromkeys((*needs_of(observed), *needs_of(required))))
    if isinstance(observed, Unknown) or isinstance(required, Unknown):
        return Status.UNKNOWN, _NOT_KNOWN, needs
    reaches = _reaches(observed, required) if kind == "at_least" else _reaches(required, observed)
    why = Sentence("{}, {} {} required", (observed, kind.replace("_", " "), required))
    if reaches is not None:
        return _met(reaches), why, ()
    if needs:
        return Status.UNKNOWN, why.then(", with gaps"), needs
    return Status.UNKNOWN, _readings_differ(kind, observed, required), ()


def _reaches(one: Any, other: Any) -> bool | None:
    """Whether one value is the other or more, wherever in their ranges they are; None where that depends."""
    if not isinstance(one, Fraction | Range) or not isinstance(other, Fraction | Range):
        return one is NEVER or (other is not NEVER and bool(one >= other))  # days: what never happens is after all
    (low, high), (least, most) = ((lowest(number), highest(number)) for number in (one, other))
    if low is not None and most is not None and low >= most:
        return True
    return False if high is not None and least is not None and high < least else None


def _readings_differ(kind: str, observed: Fraction | Range, required: Fraction | Range) -> Sentence:
    """What each reading of the text gives, by as little as tells the answers apart."""
    sides = (number.readings if isinstance(number, Range) else (number,) for number in (required, observed))
    pairs = list(product(*sides))
    answers = [_met(there >= asked if kind == "at_least" else there <= asked).words for asked, there in pairs]
    for part in (slice(0, 1), slice(1, 2), slice(None, None, -1)):  # what is required, what is observed, both
        said = dict(zip([pair[part] for pair in pairs], answers, strict=True))
        if all(said[pair[part]] == answer for pair, answer in zip(pairs, answers, strict=True)):
            break
    listed = []
    for answer in dict.fromkeys(said.values()):
        giving = tuple(Sentence(" of ".join(["{}"] * len(on)), on) for on, given in said.items() if given == answer)
        gives = "gives" if len(giving) == 1 else "give"
        listed.append(Sentence(f"{' and '.join(['{}'] * len(giving))} {gives} {answer}", giving))
    return readings_differ(len(said), listed, ", ")


def readings_differ(number: int, said: Sequence[Sentence], between: str) -> Sentence:
    """That so many readings of the text give different answers, and what they give."""
    many = "two" if number == 2 else "several"
    return Sentence(f"{many} readings of the text differ: {between.join(['{}'] * len(said))}", tuple(said))


@verdict_of.register
def _of_same(node: Same, facts: Facts) -> Verdict:
    left, right = value_of(node.left, facts), value_of(node.right, facts)
    why = Sentence("{}, to be the same as {}", (left, right))
    return _settled((left, right), lambda: compared(left) == compared(right), why)


@verdict_of.register
def _of_among(node: Among, facts: Facts) -> Verdict:
    value, choices = value_of(node.value, facts), value_of(node.choices, facts)
    listed = ", ".join(map(str, choices)) if isinstance(choices, tuple) else ""
    return _settled(
        (value, choices),
        lambda: compared(value) in map(compared, choices),
        Sentence("{}, to be one of {}", (value, listed)),
    )


def _settled(sides: Iterable[Any], answer: Callable[[], bool], why: Sentence) -> Verdict:
    listed = list(sides)
    if any(isinstance(side, Unknown | Range) for side in listed):
        return _unknown(Unknown.because(*(gap for side in listed for gap in needs_of(side))))
    return Verdict(_met(answer()), why, observed=listed[0])


@verdict_of.register
def _of_opposite(node: IsNot, facts: Facts) -> Verdict:
    verdict = verdict_of(node.condition, facts)
    opposite = {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET}
    return attrs.evolve(verdict, status=opposite.get(verdict.status, verdict.status))


@verdict_of.register
def _of_done(node: DoneBy, facts: Facts) -> Verdict:
    done = value_of(node.done, facts)
    due = value_of(node.due, facts) if node.due is not None else None
    deadline = Deadline.on(due) if isinstance(due, date) else None
    if isinstance(done, Unknown):
        return _unknown(done, deadline)
    if isinstance(done, date) and done > facts.as_of:
        later = f"what was done by {in_words(plain_day(facts.as_of))}: {in_words(done)} is later"
        return _unknown(Unknown.because(later), deadline)
    if done is NEVER:
        if isinstance(due, Unknown):
            return _unknown(due)
        why = _because(node.done, facts) or Sentence("not done")
        return before_due(Verdict(Status.NOT_MET, why, observed=NEVER, due=deadline), facts.as_of)
    why = _because(node.done, facts) or Sentence("done on {}", (done,))
    return Verdict(Status.MET, why, observed=done, done=done, due=deadline)


def before_due(verdict: Verdict, as_of: date) -> Verdict:
    """A shortfall before its day is not due; in the month of a deadline whose day is not established, it is unknown."""
    due = verdict.due
    if verdict.status is not Status.NOT_MET or due is None or as_of > due.last:
        return verdict
    if as_of <= due.first:
        return attrs.evolve(verdict, status=Status.NOT_DUE, why=verdict.why.then("; due by {}", due))
    missing = (f"the day in {month_in_words(due.first)} by which it is due",)
    return attrs.evolve(verdict, status=Status.UNKNOWN, why=verdict.why.then("; due by {}", due), missing=missing)


@verdict_of.register
def _of_coming_round(node: ByToday, facts: Facts) -> Verdict:
    due = value_of(node.due, facts)
    if isinstance(due, Unknown):
        return _unknown(due)
    if due is NEVER:
        raise RuleDefinitionError(f"{node.due} is NEVER; the day by which something is due has to be a day")
    if facts.as_of <= due:
        return Verdict(Status.MET, Sentence("next due by {}", (due,)), due=Deadline.on(due))
    return Verdict(Status.NOT_MET, Sentence("it was due by {}", (due,)), due=Deadline.on(due))


_BEST_FIRST = (
    Status.MET,
    Status.UNKNOWN,
    Status.JUDGEMENT,
    Status.NOT_DUE,
    Status.NOT_MET,
    Status.NOT_APPLICABLE,
)


@verdict_of.register
def _of_all(node: AllOf, facts: Facts) -> Verdict:
    return _deciding([verdict_of(part, facts) for part in node.parts], WORST_FIRST)


@verdict_of.register
def _of_any(node: AnyOf, facts: Facts) -> Verdict:
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
        why = _NOT_KNOWN if gaps else joined(part.why for part in deciding)
        return attrs.evolve(shown, status=status, why=why, missing=gaps)
    shown = next((part for part in deciding if part.required is not None), deciding[0])
    return shown if len(deciding) == 1 else attrs.evolve(shown, why=joined(part.why for part in deciding))


@verdict_of.register
def _of_applicable(node: AppliesWhen, facts: Facts) -> Verdict:
    condition, then = verdict_of(node.condition, facts), verdict_of(node.then, facts)
    if condition.status is Status.NOT_MET:
        return Verdict(Status.NOT_APPLICABLE, Sentence("it does not apply: {}", (condition.why,)))
    if condition.status is Status.MET or then.status is Status.NOT_APPLICABLE:
        return then
    return _unknown(Unknown.because(*condition.unsettled))


@verdict_of.register
def _of_judged(node: JudgeWhen, facts: Facts) -> Verdict:
    then = verdict_of(node.then, facts)
    if then.status is not Status.NOT_MET and not _late(then):
        return then
    condition = verdict_of(node.condition, facts)
    if condition.status is Status.NOT_MET:
        return _explained(then, condition.why)
    if condition.status is Status.MET:
        return attrs.evolve(_explained(then, condition.why), status=Status.JUDGEMENT, to_judge=node.decides)
    gaps = tuple(dict.fromkeys(condition.unsettled))
    return attrs.evolve(then, status=Status.UNKNOWN, why=_NOT_KNOWN, done=None, missing=gaps)


def _late(verdict: Verdict) -> bool:
    return verdict.done is not None and verdict.due is not None and verdict.done > verdict.due.last


def _explained(verdict: Verdict, words: Sentence) -> Verdict:
    return attrs.evolve(verdict, why=_both(verdict.why, words), because=_both(verdict.because, words))


def _both(one: Sentence, other: Sentence) -> Sentence:
    return joined(dict.fromkeys((one, other)))


def _met(holds: bool) -> Status:
    return Status.MET if holds else Status.NOT_MET


def _unknown(unknown: Unknown, due: Deadline | None = None) -> Verdict:
    return Verdict(Status.UNKNOWN, _NOT_KNOWN, unknown.missing, due=due)
