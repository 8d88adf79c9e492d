"""The local improvement payment of a year: which parts are in place in every practice, and what each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Term
from pcn_des.frozen import frozen
from pcn_des.showing import CSV, Shown, show
from pcn_des.sources import Citation
from pcn_des.wording import count_of


@attrs.frozen(kw_only=True, repr=False)
class ImprovementPart(Shown):
    """A part of the payment: in full or not at all, for the whole year whenever it is declared in time.

    `in_place` has each Core Network Practice's answer, None where it is not known; `blocked_by` are the practices in
    which it is not in place, `unknown` those of which that is not known. `declared` is the day of the declaration.
    `missing` are the facts that would settle what it is worth: nothing where that is exact.
    """

    part: str
    worth: Amount
    of: Amount
    in_place: Mapping[str, bool | None] = attrs.field(converter=frozen)
    declared: date | None
    reason: str
    terms: tuple[Term, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """The practices in which it is not in place: one is enough."""
        return tuple(practice for practice, there in self.in_place.items() if there is False)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The practices of which it is not known."""
        return tuple(practice for practice, there in self.in_place.items() if there is None)

    @property
    def why_not_exact(self) -> str:
        """That what it is worth is not known, and what would settle it; nothing where it is exact."""
        if self.worth.exact is not None:
            return ""
        known = "what it is worth is not known" if self.worth.is_open else "what it is worth is not known exactly"
        if len(self.missing) < 2:
            return f"{known}; missing: {''.join(self.missing)}"
        return f"{known}; missing are {count_of(len(self.missing), 'fact')}, the first: {self.missing[0]}"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of its rate and rules, each once."""
        return tuple(dict.fromkeys(citation for term in self.terms for citation in term.sources))

    def __repr__(self) -> str:
        return bracketed(f"ImprovementPart {self.part}: {self.of}")


@attrs.frozen(kw_only=True, repr=False)
class Improvement(Shown):
    """The capacity and access improvement payment of a year, part by part."""

    heading: Heading
    receipt: Receipt
    parts: tuple[ImprovementPart, ...]
    declare_by: date | None
    notes: tuple[str, ...] = ()

    @property
    def amount(self) -> Amount:
        """What is payable, of all parts."""
        return sum_of(part.of for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle what the parts are worth, each once."""
        return tuple(dict.fromkeys(gap for part in self.parts for gap in part.missing))

    def to_csv(self) -> str:
        """The grid as CSV, a row for each part and practice, safe to open in a spreadsheet."""
        return str(show(self, CSV))

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        return bracketed(f"Improvement {self.receipt.contract_year}: {self.amount}")
