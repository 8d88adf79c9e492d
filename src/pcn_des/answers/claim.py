"""What may be claimed for a post in a month: lines with their amount, reason and clause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.notation import NOTHING as NO_WORDS
from pcn_des.answers.notation import Sentence
from pcn_des.arguments import a_choice
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Entry, Term
from pcn_des.dates import Period
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.units import Money
from pcn_des.wording import month_in_words

CLAIMABLE: Final = "claimable"
NEEDS_AGREEMENT: Final = "needs_agreement"
NOT_CLAIMABLE: Final = "not_claimable"
KINDS: Final = (CLAIMABLE, NEEDS_AGREEMENT, NOT_CLAIMABLE)


@attrs.frozen(kw_only=True, repr=False)
class ClaimLine(Shown):
    """A part of a month's cost: `claimable`, `not_claimable`, or `needs_agreement` of the commissioner.

    `of` is the amount as far as it is known; `rests_on` the entries of the contract that it rests on.
    """

    kind: str
    of: Amount
    why: Sentence
    worked: Sentence = NO_WORDS
    rests_on: tuple[Entry, ...] = ()

    @property
    def amount(self) -> Money | None:
        """The amount; None where it is not known to the penny."""
        return self.of.exact

    @property
    def reason(self) -> str:
        """Why it is so."""
        return str(self.why)

    @property
    def working(self) -> str:
        """How the amount is come to: `65,838 / 12 x 0.8`."""
        return str(self.worked)

    @property
    def clause(self) -> str:
        """The clauses that it rests on, where they are known."""
        return "; ".join(dict.fromkeys(entry.clause for entry in self.rests_on if entry.clause))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that it rests on, each once."""
        return tuple(dict.fromkeys(citation for entry in self.rests_on for citation in entry.sources))

    def __repr__(self) -> str:
        return bracketed(f"ClaimLine {self.kind.replace('_', ' ')}: {self.of}")


@attrs.frozen(kw_only=True)
class ClaimByReading:
    """What may be claimed if one reading of the text is the right one: what it `says`, and each kind of line's sum."""

    says: str
    claimable: Amount
    needs_agreement: Amount
    not_claimable: Amount


@attrs.frozen(kw_only=True, repr=False)
class Claim(Shown):
    """What may be claimed for a post in a month, under the Additional Roles Reimbursement Scheme.

    `days` are those of the month on which the post is held. `cost` is what it costs in the month as it is held, not
    what a whole-time equivalent would, as far as it is on record, and `maximum` the most that is reimbursed for it.
    `pot` is the stream whose sum the claim counts against. `by_reading` has more than one reading where the text leaves
    it open how a part month counts. `assumes` is what the records don't say and the claim takes to be so, `missing`
    what would make it exact, `papers` what the network keeps for it, `notes` what to look at besides. A person's
    pay is in it only as the cost of the month.
    """

    post: str
    role: str
    title: str
    month: date
    days: Period | None
    wte: Decimal
    area: str
    pot: str
    cost: Amount
    maximum: Amount
    lines: tuple[ClaimLine, ...]
    by_reading: tuple[ClaimByReading, ...]
    assumes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    papers: Term | None = None
    known_on: date | None = None
    draft_of: str = ""
    notes: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> Amount:
        """The sum of the lines of a kind, as far as it is known: `claimable`, `needs_agreement` or `not_claimable`.

        Raises:
            MisuseError: another kind.
        """
        a_choice(kind, KINDS, "kind")
        return hull(getattr(reading, kind) for reading in self.by_reading)

    @property
    def claimable(self) -> Money | None:
        """What may be claimed, in pounds; None where it is not known to the penny."""
        return self.of_kind(CLAIMABLE).exact

    @property
    def at_least(self) -> Money:
        """The least that may be claimed."""
        return self.of_kind(CLAIMABLE).at_least

    @property
    def at_most(self) -> Money | None:
        """The most that may be claimed; None where that is open."""
        return self.of_kind(CLAIMABLE).at_most

    @property
    def needs_agreement(self) -> Money | None:
        """What may be claimed with the commissioner's agreement alone; None where it is not known to the penny."""
        return self.of_kind(NEEDS_AGREEMENT).exact

    @property
    def not_claimable(self) -> Money | None:
        """What the network bears itself; None where it is not known to the penny."""
        return self.of_kind(NOT_CLAIMABLE).exact

    @property
    def reason(self) -> str:
        """Why it is so, line by line."""
        return " ".join(dict.fromkeys(line.reason for line in self.lines))

    @property
    def standing(self) -> Standing | None:
        """The weakest standing among the entries that it rests on."""
        return Standing.weakest(entry.standing for line in self.lines for entry in line.rests_on)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that it rests on, each once."""
        return tuple(dict.fromkeys(citation for line in self.lines for citation in line.citations))

    def __repr__(self) -> str:
        said = f"Claim {self.post}, {month_in_words(self.month)}: {self.of_kind(CLAIMABLE)} claimable"
        return bracketed(said)


def hull(amounts: Iterable[Amount]) -> Amount:
    """What is known of an amount that is one of these: the lowest lower end, the highest upper end; £0 of none."""
    found: Amount | None = None
    for amount in amounts:
        found = amount if found is None else found.or_as_well(amount)
    return NOTHING if found is None else found
