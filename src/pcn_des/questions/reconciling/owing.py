"""A month of a stream as it was owed and as it was paid, before and after its cause is known."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from pcn_des.answers.amount import NO_MONEY, Amount
from pcn_des.answers.reconciliation import (
    AGREES,
    NOT_EXPECTED,
    NOT_KNOWN,
    NOT_ON_RECORD,
    NOT_OWED,
    NOT_PAID,
    OPEN,
    PAID_TWICE,
    SETTLED,
    UNEXPLAINED,
    ReconciledMonth,
)
from pcn_des.contract.entries import Payment, Term
from pcn_des.network import Remittance
from pcn_des.network.records import Records, tells_all_of
from pcn_des.questions.reconciling.causes import Supposed
from pcn_des.sources import Citation
from pcn_des.units import Money
from pcn_des.wording import month_in_words

_MOST_DOCUMENTS: Final = 2  # that a sentence to the commissioner names


@attrs.frozen(eq=False)
class Owed:
    """A month of a stream before its cause is known: what is owed, and what was paid.

    `unpaid_because` says why the stream is not paid for the month at all; nothing where it is. Not `expected` is a
    stream of which this version does not work out what is owed. `due` is what may be asked for, where that is less
    than what may rightly be paid.
    """

    entry: Payment
    month: date
    owed: Amount
    paid: Money | None
    working: str = ""
    terms: tuple[Term, ...] = ()
    sources: tuple[Citation, ...] = ()
    expected: bool = True
    unpaid_because: str = ""
    due: Amount | None = None
    due_working: str = ""

    @property
    def place(self) -> tuple[str, date]:
        """The stream and the month."""
        return self.entry.key, self.month

    @property
    def differs(self) -> bool:
        """Whether a cause is to be looked for: not where what was paid may be right."""
        return self.expected and not self.unpaid_because and self.paid is not None and not self._may_be_right(self.paid)

    def _may_be_right(self, paid: Money) -> bool:
        """Whether what was paid lies within the ends of what is owed."""
        most = self.owed.at_most
        return self.owed.at_least <= paid and (most is None or paid <= most)

    def reconciled(self, found: Supposed | None, listed: Records[Remittance]) -> ReconciledMonth:
        """The month with its cause: the one that was found, or what its two amounts say themselves."""
        cause, because = self._cause(found, listed)
        return ReconciledMonth(
            stream=self.entry.key,
            title=self.entry.title,
            month=self.month,
            owed=self.owed,
            paid=self.paid,
            cause=cause,
            because=because,
            working=self.working,
            ask=self._ask(cause, because),
            entry=self.entry,
            terms=self.terms,
        )

    def _cause(self, found: Supposed | None, listed: Records[Remittance]) -> tuple[str, str]:
        if not self.expected:
            return NOT_EXPECTED, ""
        if self.paid is None:
            whole = tells_all_of(listed, self.month, self.month)
            if self.owed.is_nothing:
                return AGREES, ""
            if whole and self.owed.at_least == NO_MONEY:
                return NOT_KNOWN, ""  # nothing was paid, and it may be that nothing is owed
            return (NOT_PAID if whole else NOT_ON_RECORD), ""
        if self.paid == self.owed.exact:
            return AGREES, ""
        if self.unpaid_because:
            return NOT_OWED, self.unpaid_because
        if self._may_be_right(self.paid):
            return NOT_KNOWN, ""
        if found is not None:
            return found.cause, found.because
        if self.paid == NO_MONEY and self.owed.at_least > NO_MONEY:
            return NOT_PAID, self._of_nothing(listed)
        if self.owed.exact is not None and self.paid == self.owed.exact + self.owed.exact:
            return PAID_TWICE, ""
        return UNEXPLAINED, ""

    def _of_nothing(self, listed: Records[Remittance]) -> str:
        """What is on record of a month of which nothing arrived, and something is on record."""
        count = sum((one.stream, one.month) == self.place for one in listed)
        if count == 1:
            return f"a payment of {NO_MONEY} is on record"
        return f"the {count} payments on record come to {NO_MONEY} together"

    def _ask(self, cause: str, because: str) -> str:
        """What to write to the commissioner, with the clause and the source; nothing where nothing is to be settled."""
        if cause in (*SETTLED, *OPEN):
            return ""
        owed, due = self._told(self.owed, self.working), self.due or self.owed
        asked = owed if due == self.owed else self._told(due, self.due_working)
        why = f" (as it looks: {because})" if because else ""
        was_paid = Amount(self.paid or NO_MONEY, self.paid or NO_MONEY)
        short, over = due.less(was_paid), was_paid.less(self.owed)
        if cause == NOT_PAID:
            said = f"{asked}, and {because or 'no payment is on record'}. Please tell us when it was or will be paid."
        elif short.at_least > NO_MONEY:
            said = f"{asked}, and {self.paid} was paid{why}. Please pay the difference, {short}."
        elif over.at_least > NO_MONEY:
            said = f"{owed}, and {self.paid} was paid{why}. Please tell us whether {over} is to be taken back."
        else:
            said = f"{owed}, and {self.paid} was paid{why}. Please tell us how that was worked out."
        return f"{said}{self._source()}"

    def _told(self, amount: Amount, working: str) -> str:
        """What is owed of the stream in the month, and how it is come to."""
        worked = f", {working}," if working else ""
        return f"{self.entry.title}, {month_in_words(self.month)}: {amount}{worked} is owed"

    def _source(self) -> str:
        clauses = dict.fromkeys(entry.clause for entry in (self.entry, *self.terms) if entry.clause)
        documents = dict.fromkeys(citation.document.name for citation in self.sources)
        said = "; ".join([*(f"clause {clause}" for clause in clauses), *list(documents)[:_MOST_DOCUMENTS]])
        return f" ({said})" if said else ""
