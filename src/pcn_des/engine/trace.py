"""Gives a rule its facts and terms, and notes which it used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from pcn_des.answers.finding import FactUse, TermUse
from pcn_des.contract.entries import Obligation, Term
from pcn_des.contract.terms import Terms
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.evaluate import exact
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.view import Observed, Subject
from pcn_des.values import Unknown, Value
from pcn_des.wording import in_words


def value_of_term(term: Term) -> Any:
    """The value of a term as rules calculate with it: numbers as exact fractions."""
    return exact(term.value)


class Trace:
    """The facts and terms of one rule, one network and one day; what was used stands in `facts`, `terms`, `notes`."""

    def __init__(
        self,
        contract: Terms,
        known_facts: Registry[Fact],
        source: FactSource,
        *,
        subject: Subject | None = None,
        obligation: Obligation | None = None,
        value: Callable[[Term], Any] = value_of_term,
    ) -> None:
        self.as_of = contract.as_of
        self.facts: dict[str, FactUse] = {}
        self.terms: dict[str, TermUse] = {}
        self.notes: dict[str, None] = {}
        self._contract = contract
        self._known_facts = known_facts
        self._source = source
        self._subject = subject
        self._obligation = obligation
        self._value = value

    def fact(self, name: str, args: Sequence[Any]) -> Value:
        """The value of a fact, noted."""
        observed = self._observe(name, args)
        title = "Shown by a record" if name.startswith(EVIDENCE) else self._known_facts[name].title
        shown = ", ".join(in_words(arg) if isinstance(arg, date | Fraction) else "…" for arg in args)
        key = f"{name}({shown})" if shown else name
        self.facts[key] = FactUse(key, title.rstrip("."), in_words(observed.value), observed.because)
        if observed.note:
            self.notes[observed.note] = None
        return observed.value

    def because(self, name: str, args: Sequence[Any]) -> str:
        """What the value of a fact rests on."""
        return self._observe(name, args).because

    def term(self, key: str) -> Any:
        """The value of a term, noted; None where there is no such term on the day.

        Binding has seen to it that this can only be a term that a fact may do without.
        """
        term = self._contract.get(key)
        if term is None:
            return None
        self.terms[key] = _term_use(term)
        if not term.is_known:
            return Unknown.because(f"the contract's {key.replace('.', ' ').replace('_', ' ')}: {term.note}")
        return self._value(term)

    def _observe(self, name: str, args: Sequence[Any]) -> Observed:
        if name.startswith(EVIDENCE):
            return self._source.evidence(self._obligation, self._subject, self.term)
        return self._source.observe(name, args, self._subject, self.term)


def _term_use(term: Term) -> TermUse:
    return TermUse(
        term.key, term.in_words, term.since, term.clause, term.standing, term.note, term.sources, term.hypothetical
    )
