"""The page that a manager opens on Monday: what is at risk, what is due, what is new, and what to decide."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.difference import Difference
from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.workforce import Pot
from pcn_des.brief import bracketed
from pcn_des.showing import Shown
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True)
class AtRisk:
    """Money that may be lost or has to be settled: how much as far as it is known, why, and what to do about it."""

    amount: Amount
    why: str
    do: str


@attrs.frozen(kw_only=True)
class DueSoon:
    """Something with a day in the time ahead; None where only its month is known."""

    day: date | None
    what: str
    who: str


@attrs.frozen(kw_only=True, repr=False)
class Briefing(Shown):
    """What a network's manager can act on, as seen on a day: nothing else is on the page.

    `at_risk` is money, the largest amount first; `due` what comes within thirty days; `new` what became otherwise since
    `since`, a week before; `papers` the records that would settle most findings, each with those; `decide` what a
    person has to judge; `pots` the sums for staff and what goes against them.
    """

    heading: Heading
    receipt: Receipt
    since: date
    at_risk: tuple[AtRisk, ...]
    due: tuple[DueSoon, ...]
    new: tuple[Difference, ...]
    papers: tuple[tuple[str, tuple[str, ...]], ...]
    decide: tuple[Finding, ...]
    pots: tuple[Pot, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        found = f"{len(self.at_risk)} at risk, {len(self.due)} due, {len(self.decide)} to decide"
        return bracketed(f"Briefing {in_words(self.receipt.as_of)}: {found}")
