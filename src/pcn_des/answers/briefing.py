"""The page that a manager opens on Monday: what is at risk, what is due, what is new, and what to decide."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.difference import Difference
from pcn_des.answers.finding import Finding
from pcn_des.answers.points import Gain, IifYear
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.workforce import Pot
from pcn_des.brief import bracketed
from pcn_des.showing import Shown
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True)
class AtRisk:
    """Money that may be lost or has to be settled: how much as far as it is known, why, and what to do about it.

    `rules` are the duties that it hangs on, where it is money that may be withheld.
    """

    amount: Amount
    why: str
    do: str
    rules: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class DueSoon:
    """Something with a day in the time ahead; None where only its month is known."""

    day: date | None
    what: str
    who: str


@attrs.frozen(kw_only=True)
class WithinReach:
    """An indicator by which more can still be earned: what the next point and the upper threshold take and bring.

    One of the two is None where it can't be reached. `best` is the one that brings most for each more in the numerator.
    """

    code: str
    title: str
    next_point: Gain | None
    upper_threshold: Gain | None

    @property
    def gains(self) -> tuple[Gain, ...]:
        """The gains that can be reached; only one of two that need the same number."""
        found = (gain for gain in (self.next_point, self.upper_threshold) if gain is not None)
        return tuple({gain.count: gain for gain in found}.values())

    @property
    def best(self) -> Gain:
        """The gain that brings most for each one more: in pounds where they are known, or else in points."""
        return max(self.gains, key=worth_of_each)


def worth_of_each(gain: Gain) -> tuple[Fraction, Fraction]:
    """What each one more brings at the least, in pounds and in points."""
    return Fraction(gain.worth.at_least.pounds) / gain.count, gain.points / gain.count


@attrs.frozen(kw_only=True, repr=False)
class Briefing(Shown):
    """What a network's manager can act on, as seen on a day: nothing else is on the page.

    `at_risk` is money, the largest amount first; `falls_short` the duties that are not met and on which no payment
    hangs, a breach all the same; `due` what comes within thirty days; `new` what became otherwise since
    `since`, a week before; `papers` the records that would settle most findings, each with those; `decide` what a
    person has to judge; `pots` the sums for staff and what goes against them. `incentives` is how the network stands in
    the Investment and Impact Fund by the figures on record, None where there are none of the year; `within_reach` what
    can still be earned in it, that first of which each one more in the numerator brings most. `of_network` says that it
    was no network on the day, or that its members are those of an older one; `of_records` what is on record and counts
    for nothing, or for something else, such as a name that is misspelt.

    What can still be claimed, declared or settled of the year before is at risk, too, and each line of it names the
    year; `incentives_before` is how the network ended in that year's fund, until it is paid.
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
    of_network: tuple[str, ...] = ()
    of_records: tuple[str, ...] = ()
    incentives: IifYear | None = None
    incentives_before: IifYear | None = None
    within_reach: tuple[WithinReach, ...] = ()
    falls_short: tuple[Finding, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        found = f"{len(self.at_risk)} at risk, {len(self.due)} due, {len(self.decide)} to decide"
        return bracketed(f"Briefing {in_words(self.receipt.as_of)}: {found}")
