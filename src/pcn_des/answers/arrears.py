"""What a correction within the year makes owed for months that were paid before it."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Payment, Term
from pcn_des.showing import Shown
from pcn_des.sources import Citation
from pcn_des.units import Money


@attrs.frozen(kw_only=True, repr=False)
class Arrears(Shown):
    """A stream's arrears: what the corrected PCN Adjusted Population makes more, or less, of months before its use.

    They are rounded once. They are in no total: paying them is recommended to commissioners, and a remittance shows it.
    `less` says that it is money to give back; None where it is not known which way it goes, and `of` is how much it
    is either way. `terms` tell of the correction.
    """

    entry: Payment
    months: tuple[date, ...]
    of: Amount
    less: bool | None = False
    terms: tuple[Term, ...] = ()

    @property
    def stream(self) -> str:
        """The key of the stream."""
        return self.entry.key

    @property
    def title(self) -> str:
        """The stream's name."""
        return self.entry.title

    @property
    def amount(self) -> Money | None:
        """The arrears in pounds; None where they are not known to the penny."""
        return self.of.exact

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the correction, each once."""
        return tuple(dict.fromkeys(citation for term in self.terms for citation in term.sources))

    def __repr__(self) -> str:
        way = "more or less " if self.less is None else "less " if self.less else ""
        return bracketed(f"Arrears {self.stream}: {way}{self.of}")
