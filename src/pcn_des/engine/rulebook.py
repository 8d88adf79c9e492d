"""The facts and rules that a run may use, each rule bound to the contract of the year that it is run under."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import attrs

from pcn_des.contract.entries import Obligation, Payment
from pcn_des.contract.year import YearContract
from pcn_des.dates import Period, first_day_outside
from pcn_des.engine.binding import EVIDENCE, BoundRule, bind
from pcn_des.engine.registry import Fact, Registry, Rule
from pcn_des.engine.tree import AppliesWhen, DoneBy, Expr, FactRef
from pcn_des.errors import RuleDefinitionError, UnknownNameError
from pcn_des.units import Unit
from pcn_des.wording import in_words

_AMOUNTS: Final = tuple(
    Unit.parse(f"GBP per {span}")
    for span in ("year", "payment period", "network per year", "network per payment period")
)


@attrs.frozen
class Rulebook:
    """The facts and rules that a run may use. Bound rules are kept for the contract that they were bound to."""

    facts: Registry[Fact]
    rules: Registry[Rule]
    payments: Registry[Rule] = attrs.field(factory=lambda: Registry("payment rule"))
    _bound: dict[tuple[str, str, date, date | None], BoundRule] = attrs.field(factory=dict, init=False)

    def bound(self, obligation: Obligation, contract: YearContract) -> BoundRule:
        """The rule of an obligation, checked against the contract of its year.

        Raises:
            RuleDefinitionError: it reads a term that is not there whenever it is in force, or its units do not agree.
            UnknownNameError: there is no such rule.
        """
        key = (contract.digest, obligation.key, obligation.since, obligation.published)
        if key not in self._bound:
            self._bound[key] = bind(
                obligation.key,
                self._tree(obligation),
                self.facts,
                cache(lambda term: term_unit(contract, term, obligation.period)),
            )
        return self._bound[key]

    def bound_payment(self, payment: Payment, contract: YearContract) -> BoundRule:
        """The rule of a payment stream, checked against the contract of its year. Raises as `bound` does.

        Raises:
            RuleDefinitionError: the rule does not give pounds per year or per payment period.
        """
        key = (contract.digest, f"payments.{payment.key}", payment.since, payment.published)
        if key not in self._bound:
            rule = self.payments[payment.rule or payment.key]
            bound = bind(
                payment.key, rule.tree(), self.facts, cache(lambda term: term_unit(contract, term, payment.period))
            )
            if bound.unit not in (*_AMOUNTS, None):
                raise RuleDefinitionError(f"rule {rule.name} gives '{bound.unit}'; a payment is GBP per year or period")
            self._bound[key] = bound
        return self._bound[key]

    def _tree(self, obligation: Obligation) -> Expr:
        tree: Expr
        if obligation.evidence:
            tree = DoneBy(FactRef(EVIDENCE + obligation.key), None)
        else:
            tree = self.rules[obligation.rule or obligation.key].tree()
        return AppliesWhen(FactRef(obligation.when), tree) if obligation.when else tree


def term_unit(contract: YearContract, key: str, period: Period) -> Unit | None:
    """The unit of a term that a rule reads during a period; None where the term is missing all through.

    Raises:
        UnknownNameError: the year has no such term.
        RuleDefinitionError: the term is not there on all days.
    """
    versions = contract.terms.get(key, ())
    missing = contract.missing["terms"].get(key, ())
    if not versions and not missing:
        raise UnknownNameError("term", key, contract.terms)
    covered = [version.period for version in versions] + [Period(gap.since, gap.until) for gap in missing]
    hole = first_day_outside(covered, period)
    if hole is not None:
        raise RuleDefinitionError(
            f"the term {key} is not there on {in_words(hole)}, and the duty that reads it is in force {period}; "
            "give it a value or list it under missing"
        )
    return Unit.parse(versions[0].unit) if versions else None  # a year's versions have one unit, or are not read
