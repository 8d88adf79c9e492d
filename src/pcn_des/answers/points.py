"""The points and pounds of indicators of the Investment and Impact Fund: of one, and of a year of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.notation import NOTHING, Sentence
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.brief import bracketed
from pcn_des.contract.entries import PER_CENT, Entry, Indicator, Term
from pcn_des.contract.indicator_codes import no_such_indicator
from pcn_des.frozen import frozen
from pcn_des.showing import CSV, Shown, show
from pcn_des.sources import Citation, Standing
from pcn_des.units import Money, Quantity
from pcn_des.values import Range
from pcn_des.wording import in_words

PAID: Final = "paid"
INSTEAD: Final = ("iif.change.", "iif.suspension.", "iif.support_payment.")


@attrs.frozen(kw_only=True, repr=False)
class PointsStep(Shown):
    """A step on the way from figures to pounds: `what` it is, how it is worked, and the entries that it rests on.

    `standing` is the weakest among what it read: of an indicator, of the fields that it read.
    """

    what: str
    worked: Sentence
    rests_on: tuple[Entry, ...] = ()
    standing: Standing | None = None

    @property
    def working(self) -> str:
        """How it is come to: `22 x (74 - 65) / (80 - 65) = 13.2 points`."""
        return str(self.worked)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that it rests on, each once."""
        return tuple(dict.fromkeys(citation for entry in self.rests_on for citation in entry.sources))

    def __repr__(self) -> str:
        return bracketed(f"PointsStep {self.what}: {self.working}")


@attrs.frozen(kw_only=True, repr=False)
class Gain(Shown):
    """What so many more in the numerator bring, or so many `fewer` where that is better.

    `to` says up to where: one more, the next whole point, or the upper threshold. `points` are those gained, `worth`
    is what they are worth as far as it is known.
    """

    to: str
    count: int
    fewer: bool
    points: Fraction
    worth: Amount

    @property
    def in_words(self) -> str:
        """How many: `3 more`, `1 fewer`."""
        return f"{self.count:,} {'fewer' if self.fewer else 'more'}"

    @property
    def of_each(self) -> Amount:
        """What each of them is worth on average, as far as it is known, to the nearest penny."""
        most = self.worth.at_most
        ends = (Fraction(end.pounds) / self.count for end in (self.worth.at_least, most) if end is not None)
        least, *more = map(Money.to_the_penny, ends)
        return Amount(least, more[0] if more else None)

    def __repr__(self) -> str:
        return bracketed(f"Gain {self.to}: {self.in_words}, {in_words(self.points)} points")


@attrs.frozen(kw_only=True, repr=False)
class IndicatorPoints(Shown):
    """The points of an indicator of a contract year, and what they are worth to the network.

    `achievement` is in the `unit` of the thresholds, None where nothing is known of it; `by_performance` are the points
    that it earns, `points` those that count: none where the indicator is not paid on performance (see `payment_kind`
    and `says`), all of them where the year credits them. `amount` is what they are worth as far as it is known, and
    `missing` what would make it exact. `no_gain` says why nothing is said of how many more there need to be.
    """

    code: str
    title: str
    year: str
    unit: str
    entry: Indicator
    payment_kind: str
    achievement: Quantity | None
    maximum: Quantity
    by_performance: Quantity
    points: Quantity
    amount: Amount
    steps: tuple[PointsStep, ...]
    missing: tuple[str, ...] = ()
    one_more: Gain | None = None
    next_point: Gain | None = None
    upper_threshold: Gain | None = None
    no_gain: Sentence = NOTHING
    says: Term | None = None
    notes: tuple[str, ...] = ()
    known_on: date | None = None
    draft_of: str = ""

    @property
    def payment(self) -> Money | None:
        """What the points are worth in pounds; None until that is known to the penny: see `reason`."""
        return self.amount.exact

    @property
    def at_least(self) -> Money:
        """The least that the points are worth."""
        return self.amount.at_least

    @property
    def at_most(self) -> Money | None:
        """The most that the points are worth; None where that is open."""
        return self.amount.at_most

    @property
    def reason(self) -> str:
        """Why there is no payment to the penny, or none at all; empty where there is one."""
        if self.payment is None:
            return f"needs {'; '.join(self.missing)}" if self.missing else ""
        return f"{self.payment_kind}: it earns nothing" if self.payment_kind != PAID else ""

    @property
    def working(self) -> str:
        """Every step from the figures to the pounds, a line each."""
        return "\n".join(f"{step.what}: {step.working}" for step in self.steps)

    @property
    def gains(self) -> tuple[Gain, ...]:
        """What is gained by one more in the numerator, by the next point, and by the upper threshold."""
        return tuple(gain for gain in (self.one_more, self.next_point, self.upper_threshold) if gain is not None)

    @property
    def standing(self) -> Standing | None:
        """The weakest standing among what was read."""
        return Standing.weakest(step.standing for step in self.steps)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that it rests on, each once."""
        return tuple(dict.fromkeys(citation for step in self.steps for citation in step.citations))

    def __repr__(self) -> str:
        return bracketed(f"IndicatorPoints {self.code}, {self.year}: {self.points}, {self.amount}")


@attrs.frozen(kw_only=True, repr=False)
class IifYear(Shown):
    """A contract year of the Investment and Impact Fund for a network: each indicator, its points and pounds.

    `rows` has every indicator that is paid on performance, whatever is known of it; `not_paid` those that were
    suspended, put off, ended or replaced; `not_found` those that are known to exist and were not found. `points` and
    `amount` are of the rows together, and of what was not found as far as the year's total limits it. `besides` is what
    the text says of the fund besides.
    """

    heading: Heading
    receipt: Receipt
    rows: tuple[IndicatorPoints, ...]
    not_paid: tuple[IndicatorPoints, ...]
    not_found: Mapping[str, str] = attrs.field(converter=frozen)
    points: Quantity
    amount: Amount
    notes: tuple[str, ...] = ()
    besides: tuple[Term, ...] = ()

    @property
    def year(self) -> str:
        """The contract year."""
        return self.receipt.contract_year

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    @property
    def payment(self) -> Money | None:
        """What all of it is worth in pounds; None where that is not known to the penny."""
        return self.amount.exact

    @property
    def at_least(self) -> Money:
        """The least that all of it is worth."""
        return self.amount.at_least

    @property
    def at_most(self) -> Money | None:
        """The most that all of it is worth; None where that is open."""
        return self.amount.at_most

    @property
    def instead(self) -> tuple[Term, ...]:
        """What became of the points and the money of indicators that are not paid on performance."""
        return tuple(term for term in self.besides if term.key.startswith(INSTEAD))

    @property
    def cheapest(self) -> tuple[IndicatorPoints, ...]:
        """The indicators with a next point, those first that need the fewest for it."""
        found = [row for row in self.rows if row.next_point is not None]
        return tuple(sorted(found, key=lambda row: row.next_point.count if row.next_point else 0))

    def __getitem__(self, code: str) -> IndicatorPoints:
        """The answer about an indicator, by its code in capitals or small letters.

        Raises:
            UnknownNameError: the year has no such indicator; the message offers the nearest.
        """
        listed = {row.code: row for row in (*self.rows, *self.not_paid)}
        if not isinstance(code, str) or code.strip().upper() not in listed:
            raise no_such_indicator(code, self.year, listed, known_on=self.receipt.known_on)
        return listed[code.strip().upper()]

    def __iter__(self) -> Iterator[IndicatorPoints]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_csv(self) -> str:
        """The indicators as CSV, a row each, safe to open in a spreadsheet."""
        return str(show(self, CSV))

    def __repr__(self) -> str:
        named = self.heading.code or "figures given directly"
        return bracketed(f"IifYear {self.year}, {named}: {self.points}, {self.amount}")


def says_more(achievement: Range, unit: str) -> bool:
    """Whether the ends of an achievement say more than that it is one: no share is above a hundred per cent."""
    if achievement.low or achievement.high is None:
        return bool(achievement.low)
    return unit != PER_CENT or achievement.high < 100
