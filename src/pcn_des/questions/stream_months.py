"""A month of what a network is owed: the contract and the facts of its first day, which all its streams share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.contract.entries import CEILING, NOMINATED_PAYEE, Payment
from pcn_des.contract.files import span
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, month_of, whole_months
from pcn_des.engine import ranges
from pcn_des.engine.amounts import MonthAmount, month_amount
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.trace import Trace
from pcn_des.network import Network
from pcn_des.network.records import covering
from pcn_des.questions.basis import fact_source, rulebook
from pcn_des.questions.paying import Paid, by_the_national_system, where_the_national_system_paid
from pcn_des.wording import month_in_words

NATIONAL_SYSTEM: Final = "national_system"


def months_of(year: ContractYear) -> Iterator[date]:
    """The first days of the twelve months of a contract year."""
    return (month.since for month in whole_months(year.first_day, year.last_day))


@attrs.frozen(eq=False)
class StreamMonth:
    """The contract and the facts of one month, which all its streams share."""

    network: Network | None
    contract: Terms
    source: FactSource
    paid_by: str | None

    @classmethod
    def of(cls, network: Network | Mapping[str, Any], contract: Terms, paid_by: str | None) -> StreamMonth:
        recorded = network if isinstance(network, Network) else None
        source = fact_source(network, on_record(recorded, contract.as_of), contract.known_on)
        return cls(recorded, varied(contract, recorded), source, paid_by)

    def read_as(self, taken: Mapping[str, str]) -> StreamMonth:
        """The month by one reading of what is half known."""
        return attrs.evolve(self, contract=self.contract.read_as(taken))

    @property
    def first(self) -> date:
        """The first day of the month."""
        return self.contract.as_of

    @property
    def why_not_open(self) -> str:
        """Why the network is none on any day of the month; nothing where it is one on some.

        Money of 2019/20 goes back to April; a network that was open when the contract began has it.
        """
        return self.network.why_not_open(on_record(self.network, self.first)) if self.network is not None else ""

    def is_so(self, fact: str) -> bool | None:
        """Whether a yes/no fact is true in the month; None where it is not known."""
        found = Trace(self.contract, rulebook().facts, self.source).fact(fact, ())
        return found if isinstance(found, bool) else None

    def amount(self, payment: Payment) -> MonthAmount:
        """What a stream comes to in the month; a ceiling is the contract's, whoever pays."""
        paid = self._paid(payment)
        if self.paid_by != NATIONAL_SYSTEM or payment.kind == CEILING:
            return paid(None)
        return by_the_national_system(paid, payment, self.contract)

    def where_the_national_system_paid(self, payment: Payment) -> MonthAmount | None:
        """What a stream comes to in the month if the national system paid it; None where that is not known."""
        return where_the_national_system_paid(self._paid(payment), payment, self.contract)

    def _paid(self, payment: Payment) -> Paid:
        rule = rulebook().bound_payment(payment, self.contract.contract)

        def paid(rate_step: Fraction | None) -> MonthAmount:
            whole = month_amount(rule, self.contract, rulebook().facts, self.source, rate_step)
            return attrs.evolve(whole, amount=self.as_far_as_open(whole.amount))

        return paid

    def as_far_as_open(self, whole: ranges.Number) -> ranges.Number:
        """What of a whole month's money counts: from nothing to all of it where the network opened or closed in it."""
        days = (self.first, month_of(self.first).last) if self.first in span() else ()
        part = [why for day in days if self.network and (why := self.network.why_not_open(day))]
        if not part:
            return whole
        needed = f"how much of {month_in_words(self.first)} counts, for {' and '.join(dict.fromkeys(part))}"
        return ranges.hull([Fraction(0), whole], [needed])

    def payee(self, payment: Payment) -> str:
        """To whom a stream is paid, by name where the records have it."""
        named = covering(self.network.payees, on_record(self.network, self.first)) if self.network else ()
        return f"{payment.payee}: {named[0].name}" if named and payment.payee == NOMINATED_PAYEE else payment.payee


def on_record(network: Network | None, first: date) -> date:
    """The day of a month's facts: the first on which there is a network, or its first day.

    Money of 2019/20 goes back to April, on the members of the contract's first day.
    """
    day = max(first, span().since)
    opened = network.opened if network is not None else None
    return opened if opened is not None and opened > day and opened in month_of(first) else day
