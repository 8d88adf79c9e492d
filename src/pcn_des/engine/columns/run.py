"""Gives rules the facts and terms of many rows, and keeps what was worked out once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.contract.entries import Obligation
from pcn_des.contract.terms import Terms
from pcn_des.engine.binding import EVIDENCE, BoundRule
from pcn_des.engine.columns.calculate import value_of
from pcn_des.engine.columns.codes import (
    MET,
    NOT_DUE,
    NOT_MET,
    UNKNOWN,
    Codes,
    agreed,
    as_mask,
    both,
    equal,
    no,
    where,
    yes_no,
)
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import Answers, Column, Days, Rows, day_of, number_of
from pcn_des.engine.columns.numbers import NOT_KNOWN, Numbers
from pcn_des.engine.columns.too_large import too_large
from pcn_des.engine.columns.verdicts import Due, Verdicts, before_due, verdict_of
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import Trace
from pcn_des.engine.tree import Expr
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import Range, Unknown


class Calendar:
    """The facts that depend on the day alone, each worked out once for each day; `of` gives the facts of a day."""

    def __init__(self, terms: Trace, source_of: Any) -> None:
        self._terms = terms
        self._source_of = source_of
        self._known: dict[tuple[str, int], int] = {}

    def answers(self, name: str, days: NDArray[np.int32]) -> Answers:
        """A yes-or-no fact on each of these days."""
        first, last = int(days.min()), int(days.max())
        if first == last:
            return Answers(self._code(name, first))
        present = np.zeros(last - first + 1, dtype=bool)
        present[days - first] = True
        codes = np.zeros(len(present), dtype=np.uint8)
        for place in np.flatnonzero(present):
            codes[place] = self._code(name, int(place) + first)
        return Answers(codes[days - first])

    def _code(self, name: str, day: int) -> int:
        if (name, day) not in self._known:
            source: FactSource = self._source_of(day_of(day))
            value = source.observe(name, (), None, self._terms.term).value
            if not isinstance(value, bool | Unknown):
                raise RuleDefinitionError(f"the calendar fact {name} is {value!r}; columns know yes and no")
            self._known[name, day] = UNKNOWN if isinstance(value, Unknown) else MET if value else NOT_MET
        return self._known[name, day]


class Setting:
    """Under what rows are worked out: the terms of a span of days, the facts there are, and the calendar."""

    def __init__(self, terms: Terms, facts: Registry[Fact], source_of: Any, forms: Forms) -> None:
        self.trace = Trace(terms, facts, source_of(terms.as_of))
        self.facts = facts
        self.forms = forms
        self.calendar = Calendar(self.trace, source_of)
        self._terms: dict[str, Any] = {}

    def term(self, key: str) -> Any:
        """A term as columns calculate with it."""
        if key not in self._terms:
            self._terms[key] = as_column(self.trace.term(key))
        return self._terms[key]


def as_column(value: Any) -> Any:
    """The value of a term, or of a fact that no record tells of, as columns calculate with it."""
    match value:
        case Fraction() | Range():
            return Numbers.of(value)
        case None | Unknown():
            return NOT_KNOWN
        case date():
            return Days(number_of(value))
        case _:
            return value


class RowRun:
    """Some rows under a setting. An expression is worked out once, however many duties have it."""

    def __init__(self, setting: Setting, rows: Rows, as_of: NDArray[np.int32]) -> None:
        self.as_of = as_of
        self._setting = setting
        self._rows = rows
        self._values: dict[int, Any] = {}
        self._verdicts: dict[int, Verdicts] = {}

    def value(self, node: Expr) -> Any:
        """See `Facts`."""
        form = self._setting.forms.of(node)
        if form not in self._values:
            self._values[form] = value_of(node, self)
        return self._values[form]

    def verdict(self, node: Expr) -> Verdicts:
        """See `Facts`."""
        form = self._setting.forms.of(node)
        if form not in self._verdicts:
            self._verdicts[form] = verdict_of(node, self)
        return self._verdicts[form]

    def term(self, key: str) -> Any:
        """See `Facts`."""
        return self._setting.term(key)

    def fact(self, name: str) -> Column:
        """See `Facts`. A fact that is no column is what the facts that a caller gives are without it."""
        if name in self._rows:
            return self._rows[name]
        if name.startswith(EVIDENCE):
            return NOT_KNOWN
        fact = self._setting.facts[name]
        if fact.given_by:
            return self.fact(fact.given_by)
        if fact.calendar:
            return self._setting.calendar.answers(name, self.as_of)
        if fact.absent is None:
            return NOT_KNOWN
        return Answers(yes_no(fact.absent)) if isinstance(fact.absent, bool) else as_column(fact.absent)

    def answers(self, duty: Obligation, rule: BoundRule, asked: NDArray[np.int32]) -> Codes:
        """The answer of a duty on each row: its readings laid side by side, and its deadline."""
        try:
            codes = agreed(timed(duty, self.verdict(variant), asked) for variant in rule.variants)
        except OverflowError as error:
            raise too_large(duty.key, error, self._rows.table, rule.facts, self._setting.facts) from None
        return asked_by_week(duty, codes, asked)


def timed(duty: Obligation, verdict: Verdicts, asked: NDArray[np.int32]) -> Codes:
    """The answers on these days with the duty's own deadline, as `engine.run` has it for one network."""
    if duty.due is not None:
        due = Due(number_of(duty.due.first), number_of(duty.due.last))
        verdict = attrs.evolve(verdict, due=due)
    if duty.late == "fails":
        failed = both(equal(verdict.codes, MET), verdict.late)
        verdict = verdict.answering(where(failed, NOT_MET, verdict.codes))
    return before_due(verdict, asked)


def asked_by_week(duty: Obligation, codes: Codes, asked: NDArray[np.int32]) -> Codes:
    """The answers; a weekly duty asks nothing of the week before it began, until one of its own is over."""
    if not duty.weekly or duty.due is None:
        return codes
    first_week = as_mask(np.less_equal(asked, number_of(duty.due.first)))
    return where(both(first_week, no(equal(codes, MET))), NOT_DUE, codes)
