"""What a network was owed held against what it was paid: by stream and month, with the cause where one is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.answers.amount import NO_MONEY, Amount, sum_of
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Payment, Term
from pcn_des.contract.files import load_year
from pcn_des.contract.stream_names import stream_called
from pcn_des.dates import ContractYear
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.showing import CSV, Shown, show
from pcn_des.sources import Citation
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.values import sum_of as pounds_together
from pcn_des.wording import month_in_words

AGREES: Final = "agrees"
EARLIER_RATE: Final = "rate known later"
ROUNDING: Final = "rounding of the paying system"
CORRECTION: Final = "population correction"
OTHER_LIST: Final = "list of another day"
OLD_BEDS: Final = "bed count of an earlier month"
MEMBERSHIP: Final = "membership"
ARREARS: Final = "arrears"
IN_ADVANCE: Final = "paid in advance"
NOT_PAID: Final = "not paid"
NOT_ON_RECORD: Final = "no remittance on record"
PAID_TWICE: Final = "paid twice"
NOT_OWED: Final = "nothing is owed for the month"
NOT_KNOWN: Final = "what is owed is not known exactly"
NOT_EXPECTED: Final = "not worked out here"
TO_MAP: Final = "a name to be mapped"
UNEXPLAINED: Final = "not explained"
CAUSES: Final[Mapping[str, str]] = FrozenMap(
    {
        AGREES: "what was paid is what was owed, to the penny",
        EARLIER_RATE: "it was paid at a rate that was raised, or lowered, by a later publication",
        ROUNDING: "the paying system rounds each month's rate or amount",
        CORRECTION: "it was paid on a population that was corrected later, or before it was to be used",
        OTHER_LIST: "it was paid on lists of another day than the snapshot of the year",
        OLD_BEDS: "it was paid on the bed count of an earlier month",
        MEMBERSHIP: "it was paid on other members, or patients of members, than the network had",
        ARREARS: "it makes up for what earlier months of the stream were short of, or had too much",
        IN_ADVANCE: "it pays for later months of the stream too, of which nothing came in their turn",
        NOT_PAID: "nothing was paid: complete records have no payment, or what is on record comes to £0.00",
        NOT_ON_RECORD: "no remittance for the month is on record",
        PAID_TWICE: "it was paid twice",
        NOT_OWED: "it was paid for a month in which the stream, or the network, is not paid",
        NOT_KNOWN: "the amount owed lies between two ends, and what was paid lies within them",
        NOT_EXPECTED: "what is owed of this stream depends on what is claimed, declared or achieved",
        TO_MAP: "what was paid in the month under a name near to the stream's may be of it, or be all of it",
        UNEXPLAINED: "no cause that was tried gives what was paid, to the penny",
    }
)
"""The causes of a difference, and what each means. One counts only where applying it gives what was paid."""
SETTLED: Final = (AGREES, ARREARS, IN_ADVANCE, ROUNDING)
OPEN: Final = (NOT_ON_RECORD, NOT_KNOWN, NOT_EXPECTED, TO_MAP)
NOT_COMPARED: Final = (NOT_ON_RECORD, NOT_EXPECTED, TO_MAP)
NO_STREAM: Final = "no stream of the year"
"""What is said of a payment under a name that no stream of the year has: it is in no month of a stream."""

Ends = tuple[Decimal | None, Decimal | None]
"""Pounds between two ends, the same where they are exact; None is an open end."""


def ends_together(of: Iterable[Ends]) -> Ends:
    """What amounts come to together, as far as each is known; nothing of none."""
    lows, highs = zip((Decimal(0), Decimal(0)), *of, strict=True)
    return _sum_or_open(lows), _sum_or_open(highs)


def _sum_or_open(ends: Iterable[Decimal | None]) -> Decimal | None:
    listed = list(ends)
    known = [end for end in listed if end is not None]
    return pounds_together(known) if len(known) == len(listed) else None


@attrs.frozen(kw_only=True, repr=False)
class ReconciledMonth(Shown):
    """A month of a stream: what was owed, what was paid, and the cause of the difference.

    `paid` is None where no remittance is on record. `because` is the cause in the words of this month, `working` how
    what was owed is come to, `ask` what to write to the commissioner where something is to be settled.
    """

    stream: str
    title: str
    month: date
    owed: Amount
    paid: Money | None
    cause: str
    because: str = ""
    working: str = ""
    ask: str = ""
    entry: Payment | None = None
    terms: tuple[Term, ...] = ()
    makes_up_for: tuple[date, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """What was paid beyond what was owed, in pounds; negative where it was less, None where that is not known."""
        if self.owed.exact is None:
            return None
        return ((self.paid or NO_MONEY) - self.owed.exact).pounds

    @property
    def ends(self) -> Ends:
        """What was paid beyond what was owed, in pounds: at least, and at most, as far as each is known."""
        return Compared(self.owed, self.paid or NO_MONEY).ends

    @property
    def is_compared(self) -> bool:
        """Whether what was paid is held against what was owed; False where either is not known, or not on record."""
        return self.cause not in NOT_COMPARED

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the rate that it was owed at, each once."""
        return tuple(dict.fromkeys(citation for term in self.terms for citation in term.sources))

    def __repr__(self) -> str:
        said = f"ReconciledMonth {self.stream}, {month_in_words(self.month)}: {self.cause}"
        return bracketed(said)


@attrs.frozen
class Compared:
    """What was owed and what was paid of the months that are compared, and what was paid beyond what was owed."""

    owed: Amount
    paid: Money

    @property
    def ends(self) -> Ends:
        """What was paid beyond what was owed, in pounds: at least, and at most, as far as each is known."""
        most = self.owed.at_most
        return (None if most is None else (self.paid - most).pounds), (self.paid - self.owed.at_least).pounds


@attrs.frozen(kw_only=True, repr=False)
class Reconciliation(Shown):
    """A contract year's remittances against what was owed.

    `months` has each month of each stream for which something is owed or was paid. `unmapped` is what was paid under
    names that are no stream of the year's, as they were printed, by name and month. `years` is what the year of a
    stream comes to, as `entitlements` has it: it is rounded once, and known better than its months together.

    A stream that is asked for by its key or its title has to be one of the year's; another is an `UnknownNameError`.
    """

    heading: Heading
    receipt: Receipt
    months: tuple[ReconciledMonth, ...]
    notes: tuple[str, ...] = ()
    unmapped: Mapping[tuple[str, date], Money] = attrs.field(factory=FrozenMap, converter=frozen)
    years: Mapping[str, Amount] = attrs.field(factory=FrozenMap, converter=frozen)

    def of(self, stream: str) -> tuple[ReconciledMonth, ...]:
        """The months of a stream.

        Raises:
            UnknownNameError: the year has no such stream.
        """
        asked = self._called(stream)
        return tuple(month for month in self.months if month.stream == asked)

    def _called(self, stream: str) -> str:
        """The key of a stream of the year."""
        year = self.receipt.contract_year
        of_year = {*self.streams, *self.years, *load_year(ContractYear.parse(year)).payments}
        paid = isinstance(stream, str) and stream in self.unknown
        hint = "What was paid under this name is in `unmapped`." if paid else f"Is it paid in {year}?"
        return stream_called(stream, of_year, hint)

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams, each once."""
        return tuple(dict.fromkeys(month.stream for month in self.months))

    @property
    def to_look_at(self) -> tuple[ReconciledMonth, ...]:
        """The months that differ from what was owed by more than rounding, and that no other month makes up for."""
        made_up = self._made_up
        return tuple(
            month
            for month in self.months
            if month.cause not in (*SETTLED, *OPEN) and (month.stream, month.month) not in made_up
        )

    @property
    def _made_up(self) -> set[tuple[str, date]]:
        """The months whose differences another month made up for."""
        return {(one.stream, month) for one in self.months for month in one.makes_up_for}

    def compared(self, stream: str | None = None) -> Compared | None:
        """What was owed and paid of the months that are compared, of a stream or of all; None where none of them is."""
        months = [month for month in self._of(stream) if month.is_compared]
        paid = (month.paid for month in months if month.paid is not None)
        streams = dict.fromkeys(month.stream for month in months)
        return Compared(sum_of(map(self._owed_of_compared, streams)), sum(paid, NO_MONEY)) if months else None

    def _owed_of_compared(self, stream: str) -> Amount:
        months = self.of(stream)
        found = sum_of(month.owed for month in months if month.is_compared)
        year = self.years.get(stream)
        whole = year is not None and year.at_most is not None and all(month.is_compared for month in months)
        return found.within(year) if year is not None and whole else found

    def owed(self, stream: str | None = None) -> Amount:
        """What was owed, of a stream or of all whose amount is worked out: as `entitlements` has the year.

        Of a stream of which nothing is worked out, nothing is known.
        """
        if stream is None:
            return sum_of(map(self.owed, self.streams))
        asked, months = self._called(stream), self.of(stream)
        if asked in self.years:
            return self.years[asked]
        return sum_of(month.owed for month in months if month.cause != NOT_EXPECTED) if months else Amount()

    def paid(self, stream: str | None = None) -> Money:
        """What was paid, as far as it is on record."""
        found = [month.paid for month in self._of(stream) if month.paid is not None]
        return sum(found[1:], found[0]) if found else NO_MONEY

    @property
    def unknown(self) -> Mapping[str, Money]:
        """What was paid under each name that is no stream of the year's: `unmapped`, the months of a name together.

        The names are unknown, the sums are not. What is owed and not known is in `months`.
        """
        found: dict[str, Money] = {}
        for (name, _), amount in self.unmapped.items():
            found[name] = found.get(name, NO_MONEY) + amount
        return FrozenMap(found)

    @property
    def not_compared(self) -> tuple[ReconciledMonth, ...]:
        """The months of which a payment is on record that is held against nothing."""
        return tuple(month for month in self.months if month.paid is not None and not month.is_compared)

    def by_cause(self) -> Mapping[str, Decimal]:
        """What was paid beyond what was owed, in pounds, by cause; of months in which both are known to the penny."""
        found: dict[str, Decimal] = {}
        for month in self.months:
            if month.difference and month.cause not in OPEN:
                found[month.cause] = EXACTLY.add(found.get(month.cause, Decimal(0)), month.difference)
        return FrozenMap(found)

    def ends_by_cause(self) -> Mapping[str, Ends]:
        """The same of all months that differ: at least and at most, where what is owed lies between two ends."""
        found: dict[str, list[Ends]] = {}
        for month in self.months:
            if month.difference != 0 and month.cause not in OPEN:
                found.setdefault(month.cause, []).append(month.ends)
        return FrozenMap({cause: ends_together(each) for cause, each in found.items()})

    def to_csv(self) -> str:
        """The months as CSV for spreadsheets, a row each."""
        return str(show(self, CSV))

    def _of(self, stream: str | None) -> tuple[ReconciledMonth, ...]:
        return self.months if stream is None else self.of(stream)

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        found = f"{len(self.to_look_at)} of {len(self.months)} months to look at"
        return bracketed(f"Reconciliation {self.receipt.contract_year}: {found}")
