"""Gives a rule its facts and terms, and notes which it used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from pcn_des.answers.finding import FactUse
from pcn_des.contract.entries import Obligation, Term
from pcn_des.contract.terms import Terms
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.calculate import exact
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.view import Observed, Subject
from pcn_des.values import Value, range_of
from pcn_des.watched_day import stays


def exact_term(term: Term) -> Any:
    """The value of a term as rules calculate with it: numbers as exact fractions."""
    return exact(term.value)


def as_it_is(_: Term, said: Any) -> Any:
    """What is known of a term, unchanged."""
    return said


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
        value: Callable[[Term, Any], Any] = as_it_is,
        as_of: date | None = None,
    ) -> None:
        self.as_of = as_of or contract.as_of  # the same day, perhaps a watched one
        self.facts: dict[tuple[Any, ...], FactUse] = {}
        self.terms: dict[str, Term] = {}
        self.notes: dict[str, None] = {}
        self._contract = contract
        self._known_facts = known_facts
        self._source = source
        self._subject = subject
        self._obligation = obligation
        self._value = value
        self._observed: dict[tuple[Any, ...], Observed] = {}
        self._said: dict[str, Any] = {}

    def fact(self, name: str, args: Sequence[Any]) -> Value:
        """The value of a fact, noted."""
        asked = (name, *args)
        use = self.facts.get(asked)
        if use is None:
            use = self.facts[asked] = self._use(asked)
        return use.value

    def because(self, name: str, args: Sequence[Any]) -> str:
        """What the value of a fact rests on."""
        return self._observe((name, *args)).because

    def term(self, key: str) -> Any:
        """The value of a term, noted; None where there is no such term on the day.

        Binding has seen to it that this can only be a term that a fact may do without.
        """
        if key not in self._said:
            stays(self.as_of, lambda: self._contract.contract.term_changes(key, self._contract.as_of))
            term = self._contract.get(key)
            if term is None:
                return None
            self.terms[key] = term
            said = exact_term(term) if term.is_known else self._half_known(term)
            self._said[key] = self._value(term, said)
        return self._said[key]

    def _use(self, asked: tuple[Any, ...]) -> FactUse:
        observed = self._observe(asked)
        if observed.note:
            self.notes[observed.note] = None
        known_as, *args = asked
        title = "Shown by a record"
        if not known_as.startswith(EVIDENCE):
            known_as = self._known_facts[known_as].given_by or known_as
            title = self._known_facts[known_as].title.rstrip(".")
        return FactUse(known_as, title, observed.value, observed.because, tuple(args), observed.since)

    def _observe(self, asked: tuple[Any, ...]) -> Observed:
        """A fact with its arguments, observed once."""
        observed = self._observed.get(asked)
        if observed is None:
            observed = self._observed[asked] = self._asked(*asked)
        return observed

    def _asked(self, name: str, *args: Any) -> Observed:
        if name.startswith(EVIDENCE):
            return self._source.evidence(self._obligation, self._subject, self.term)
        return self._source.observe(name, args, self._subject, self.term)

    def _half_known(self, term: Term) -> Any:
        """Between which ends a term lies, as far as that is known, and what is missing: one thing for a whole block."""
        low, high = (None if end is None else Fraction(end) for end in (term.at_least, term.at_most))
        gap = f"the contract's {term.key.replace('.', ' ').replace('_', ' ')}: {term.note}"
        for block in self._contract.reading_blocks([term.key]):
            gap = block.note or block.title
        return range_of(low, high, (gap,))
