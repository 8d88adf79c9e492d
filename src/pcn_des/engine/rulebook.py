"""The facts and rules that a run may use, each rule bound to the contract of the year that it is run under."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import attrs

from pcn_des.contract.entries import Obligation, Payment
from pcn_des.contract.files import place_of, years
from pcn_des.contract.year import YearContract
from pcn_des.dates import Period, first_day_outside
from pcn_des.engine.binding import EVIDENCE, BoundRule, bind
from pcn_des.engine.names_given import NamesThere
from pcn_des.engine.registry import Fact, ListSubjects, Registry, Rule
from pcn_des.engine.tree import AppliesWhen, DoneBy, Expr, FactRef, TermRef
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
    subjects: Registry[ListSubjects] = attrs.field(factory=lambda: Registry("kind of subject"))
    _checked: set[tuple[str, str]] = attrs.field(factory=set, init=False)
    _bound: dict[tuple[str, str, date, date | None, int], BoundRule] = attrs.field(factory=dict, init=False)

    @property
    def _replaced(self) -> int:
        """How often a fact or a rule was defined anew: what was bound before may be of the former."""
        return self.facts.replaced + self.rules.replaced + self.payments.replaced

    def bound(self, obligation: Obligation, contract: YearContract) -> BoundRule:
        """The rule of an obligation, checked against the contract of its year.

        Raises:
            RuleDefinitionError: it reads a term that is not there whenever it is in force, or its units do not agree.
            UnknownNameError: there is no such rule.
            ContractDataError: some duty of the year names a rule, a fact or a kind of subject that there is not.
        """
        key = (contract.digest, obligation.key, obligation.since, obligation.published, self._replaced)
        if key not in self._bound:
            self.check_names(contract, "obligations")
            self._bound[key] = self._bind("obligations", obligation, self._tree(obligation), contract)
        return self._bound[key]

    def bound_payment(self, payment: Payment, contract: YearContract) -> BoundRule:
        """The rule of a payment stream, checked against the contract of its year. Raises as `bound` does.

        Raises:
            RuleDefinitionError: the rule does not give pounds per year or per payment period.
        """
        key = (contract.digest, f"payments.{payment.key}", payment.since, payment.published, self._replaced)
        if key not in self._bound:
            self.check_names(contract, "payments")
            rule = self.payments[payment.rule or payment.key]
            bound = self._bind("payments", payment, rule.tree(), contract)
            if bound.unit not in (*_AMOUNTS, None):
                raise RuleDefinitionError(f"rule {rule.name} gives '{bound.unit}'; a payment is GBP per year or period")
            self._bound[key] = bound
        return self._bound[key]

    def _bind(self, section: str, entry: Obligation | Payment, tree: Expr, contract: YearContract) -> BoundRule:
        """The rule of an entry, bound; what is wrong is said with the place of the entry in the files of the year."""
        try:
            return bind(entry.key, tree, self.facts, cache(lambda term: term_unit(contract, term, entry.period)))
        except RuleDefinitionError as error:
            place = _place(section, entry, contract)
            if not place:
                raise
            said = f"{place}: {error}"
            end = "" if said.endswith((".", "?")) else "."
            raise RuleDefinitionError(
                f"{said}{end} Mend the key or the unit of the term in the files of {contract.year}, list it under "
                "[missing], or mend what reads it"
            ) from None

    def check_names(self, contract: YearContract, section: str) -> None:
        """Every rule, fact and kind of subject that the duties, or the payments, of a year name is there.

        It is looked at once for each contract, when the first of them is bound: reading a year knows no rule.

        Raises:
            ContractDataError: some are not; each with its place in the files of the year.
            UnknownNameError: one is not, of an entry that somebody added.
        """
        if (contract.digest, section) not in self._checked:
            NamesThere(self.rules, self.facts, self.subjects, self.payments).check(contract, section)
            self._checked.add((contract.digest, section))

    def _tree(self, obligation: Obligation) -> Expr:
        tree: Expr
        if obligation.evidence:
            due = TermRef(obligation.due_in) if obligation.due_in else None
            tree = DoneBy(FactRef(EVIDENCE + obligation.key), due)
        else:
            tree = self.rules[obligation.rule or obligation.key].tree()
        return AppliesWhen(FactRef(obligation.when), tree) if obligation.when else tree


def _place(section: str, entry: Obligation | Payment, contract: YearContract) -> str:
    """Where an entry stands; nothing of one that somebody added, or of a year that is not of the package."""
    if contract.year not in years() or any(one.key == entry.key for one in contract.own):
        return ""
    versions = getattr(contract, section).get(entry.key, ())
    version = versions.index(entry) if entry in versions else 0
    file, line = place_of(contract.year, f"{section}.{entry.key}", version)
    return f"{file}, line {line}" if line else file


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
