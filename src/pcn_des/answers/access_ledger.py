"""The ledger of appointments outside core hours, as it comes back: weeks, what fell short, how it was made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.status import Status
from pcn_des.brief import bracketed
from pcn_des.dates import Period
from pcn_des.network import CancelledSession, MakeUp
from pcn_des.showing import CSV, Shown, show
from pcn_des.units import Quantity
from pcn_des.wording import count_of


@attrs.frozen(kw_only=True, repr=False)
class LedgerWeek(Shown):
    """One week, Monday to Sunday, of the service that was owed on the Monday after it; minutes throughout.

    `made_up` is what the week gave for sessions cancelled at any time, a part of what was offered. `still_owed` is what
    had been cancelled by the end of the week and not made up by then, as far as is on record. All three are None for a
    network without a list of cancelled sessions. `coverage` is the finding on the Network Standard Hours, where
    covering them is a duty.
    """

    week: Period
    service: str
    minutes: Finding
    coverage: Finding | None
    cancelled: int | None
    made_up: int | None
    still_owed: int | None
    bank_holidays: tuple[date, ...]

    @property
    def offered(self) -> Quantity | None:
        """The minutes that count, by the reading that leaves cancelled time out; None where they are unknown."""
        return self.minutes.observed if isinstance(self.minutes.observed, Quantity) else None

    @property
    def required(self) -> Quantity | None:
        """The minutes that were owed, with the other reading of the rounding; None where they are unknown."""
        return self.minutes.required if isinstance(self.minutes.required, Quantity) else None

    @property
    def short(self) -> Fraction | None:
        """By how many minutes the week fell short, before anything was made up; None where that is unknown."""
        offered, required = _minutes(self.offered), _minutes(self.required)
        return None if offered is None or required is None else max(Fraction(0), required - offered)

    @property
    def status(self) -> Status:
        """The answer of the weekly minutes, which has regard to exceptions and to time that is owed back."""
        return self.minutes.status

    @property
    def enough_only_with_make_up(self) -> bool:
        """Whether the week reached what it owed only with time that made up for cancelled sessions."""
        offered, required = _minutes(self.offered), _minutes(self.required)
        return offered is not None and required is not None and offered - (self.made_up or 0) < required <= offered

    def __repr__(self) -> str:
        return bracketed(f"LedgerWeek {self.service}, from {self.week.since}: {self.status.words}")


def _minutes(quantity: Quantity | None) -> Fraction | None:
    return quantity.by_first_reading if quantity else None


@attrs.frozen(kw_only=True, repr=False)
class OwedBack(Shown):
    """A cancelled session: by when its minutes are owed back, and what has been made up by the last day of the ledger.

    `due` is None where the window is not established. `status` is MET (with `late_by` in days where it was late),
    NOT_MET, NOT_DUE, UNKNOWN where the record of what was made up has gaps, or NOT_APPLICABLE where the duty to make
    up was lifted by the commissioner (`exception` says by what), or ended before the minutes were due: because the
    network had closed, or because no text after the day `ended` asks for it.
    """

    session: CancelledSession
    due: date | None
    agreed: bool  # a later day than that of the window, agreed with the commissioner
    made_up: tuple[MakeUp, ...]
    left: int
    status: Status
    late_by: int | None = None
    exception: str = ""
    ended: date | None = None

    def __repr__(self) -> str:
        return bracketed(
            f"OwedBack {self.session.service}, {self.session.on}, {self.left} minutes left: {self.status.words}"
        )


@attrs.frozen(kw_only=True, repr=False)
class AccessLedger(Shown):
    """The weeks of a period and the cancelled sessions of it, oldest first.

    `notes` say what to know of the records as they are on the last day.
    """

    heading: Heading
    receipt: Receipt
    since: date
    until: date
    weeks: tuple[LedgerWeek, ...]
    owed_back: tuple[OwedBack, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    @property
    def short(self) -> tuple[LedgerWeek, ...]:
        """The weeks that offered less than was owed, whatever was made up later; not those before the service began."""
        return tuple(week for week in self.weeks if week.short and week.status is not Status.NOT_DUE)

    @property
    def open(self) -> tuple[OwedBack, ...]:
        """The cancelled sessions of which minutes are still owed, or may be."""
        return tuple(owed for owed in self.owed_back if owed.status not in (Status.MET, Status.NOT_APPLICABLE))

    def to_csv(self) -> str:
        """The weeks as CSV for spreadsheets, a row each."""
        return str(show(self, CSV))

    def __repr__(self) -> str:
        weeks = f"{count_of(len(self.weeks), 'week')}, {len(self.short)} short"
        return bracketed(f"Ledger of {self.heading.name}, {self.since} to {self.until}: {weeks}")
