"""The ledger of appointments outside core hours: each week's minutes, what fell short, and how it was made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from pcn_des.assessment import assess
from pcn_des.contract.load import years
from pcn_des.contract.question import terms
from pcn_des.csv_text import csv_text
from pcn_des.dates import ONE_DAY, Period, as_day, bank_holidays
from pcn_des.engine.view import View
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.facts._access import days_of
from pcn_des.facts.cancelled_session import made_up_on, make_up_by
from pcn_des.network import CancelledSession, MakeUp, Network, Variation
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.report import Finding, Heading, Receipt, Report
from pcn_des.status import Status
from pcn_des.units import Quantity, decimal_of
from pcn_des.values import NEVER, Value

ONE_WEEK = timedelta(days=7)


@attrs.frozen(kw_only=True)
class LedgerWeek:
    """One week, Monday to Sunday, of the service that was owed on the Monday after it; minutes throughout.

    `made_up` is what the week gave for sessions cancelled at any time, a part of what was offered. `still_owed` is what
    had been cancelled by the end of the week and not made up by then, as far as is on record. `coverage` is the finding
    on the Network Standard Hours, where covering them is a duty.
    """

    week: Period
    service: str
    minutes: Finding
    coverage: Finding | None
    cancelled: int
    made_up: int
    still_owed: int
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
        if self.offered is None or self.required is None or self.offered.is_lower_bound:
            return None
        return max(Fraction(0), self.required.exact - self.offered.exact)

    @property
    def status(self) -> Status:
        """The answer of the weekly minutes, which has regard to exceptions and to time that is owed back."""
        return self.minutes.status

    @property
    def enough_only_with_make_up(self) -> bool:
        """Whether the week reached what it owed only with time that made up for cancelled sessions."""
        if self.offered is None or self.required is None or self.short is None or self.short:
            return False
        return self.offered.exact - self.made_up < self.required.exact


@attrs.frozen(kw_only=True)
class OwedBack:
    """A cancelled session: by when its minutes are owed back, and what has been made up by the last day of the ledger.

    `due` is None where the window is not established. `status` is MET (with `late_by` in days where it was late),
    NOT_MET, NOT_DUE, UNKNOWN where the record of what was made up has gaps, or NOT_APPLICABLE where the commissioner
    lifted the duty to make up (`exception` says by what).
    """

    session: CancelledSession
    due: date | None
    agreed: bool  # a later day than that of the window, agreed with the commissioner
    made_up: tuple[MakeUp, ...]
    left: int
    status: Status
    late_by: int | None = None
    exception: str = ""


@attrs.frozen(kw_only=True, repr=False)
class AccessLedger:
    """The weeks of a period and the cancelled sessions of it, oldest first."""

    heading: Heading
    receipt: Receipt
    since: date
    until: date
    weeks: tuple[LedgerWeek, ...]
    owed_back: tuple[OwedBack, ...]

    @property
    def short(self) -> tuple[LedgerWeek, ...]:
        """The weeks that offered less than was owed, whatever was made up later; not those before the service began."""
        return tuple(week for week in self.weeks if week.short and week.status is not Status.NOT_DUE)

    @property
    def open(self) -> tuple[OwedBack, ...]:
        """The cancelled sessions of which minutes are still owed, or may be."""
        return tuple(owed for owed in self.owed_back if owed.status not in (Status.MET, Status.NOT_APPLICABLE))

    def to_dict(self) -> dict[str, Any]:
        """The ledger as plain values, ready for JSON."""
        return {
            "heading": attrs.asdict(self.heading),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "known_on": self.receipt.known_on.isoformat() if self.receipt.known_on else None,
            "weeks": [_week_dict(week) for week in self.weeks],
            "owed_back": [_owed_dict(owed) for owed in self.owed_back],
        }

    def to_csv(self) -> str:
        """The weeks as CSV for spreadsheets, a row each."""
        rows = [_week_dict(week) for week in self.weeks]
        return csv_text(_COLUMNS, ([_cell(row[column]) for column in _COLUMNS] for row in rows))

    def __str__(self) -> str:
        from pcn_des.display.ledgers import ledger_text

        return ledger_text(self)

    def __repr__(self) -> str:
        name = self.heading.name
        return f"<Ledger of {name}, {self.since} to {self.until}: {len(self.weeks)} weeks, {len(self.short)} short>"

    def _repr_html_(self) -> str:
        from pcn_des.display.ledgers import ledger_html

        return ledger_html(self)


def access_ledger(network: Network, since: date, until: date, known_on: date | None = None) -> AccessLedger:
    """Extended hours and enhanced access week by week: owed, offered, cancelled, made up.

    Args:
        network: the network.
        since: the first day; the first week is the first Monday to Sunday that begins on it or later.
        until: the last day; the last week is the last that ends on it or before. Cancelled sessions are taken as they
            stood on this day.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a day is outside the data.
        MisuseError: the last day is before the first, or no whole week lies between them.
    """
    if not isinstance(network, Network):
        raise MisuseError(f"a ledger is of a Network, not of {type(network).__name__}; read_network reads one")
    period = Period(as_day(since, "since"), as_day(until, "until"))
    last_day = years()[-1].last_day
    if until > last_day:
        raise OutsideDataError(f"{until} is outside the data, which end on {last_day}")
    weeks = tuple(_weeks(network, period, known_on))
    if not weeks:
        raise MisuseError(f"no whole week, Monday to Sunday, lies between {since} and {until}; widen the period")
    last = assess(network, until, known_on)
    return AccessLedger(
        heading=last.heading,
        receipt=last.receipt,
        since=since,
        until=until,
        weeks=weeks,
        owed_back=tuple(_owed_back(network, period, known_on)),
    )


# --- weeks ------------------------------------------------------------------------------------------------------------


def _weeks(network: Network, period: Period, known_on: date | None) -> Iterator[LedgerWeek]:
    """Weekly quantities are those of the last whole week: each is asked for on the Monday after it."""
    assert period.until is not None  # given as a day
    monday = period.since + timedelta(days=-period.since.weekday() % 7)
    while monday + ONE_WEEK <= min(period.until + ONE_DAY, years()[-1].last_day):
        yield _week(network, Period(monday, monday + timedelta(days=6)), assess(network, monday + ONE_WEEK, known_on))
        monday += ONE_WEEK


def _week(network: Network, week: Period, report: Report) -> LedgerWeek:
    service = next(service for service in ACCESS_SERVICES if f"{service}.weekly_minutes" in report)
    sessions = [session for session in network.cancelled_sessions or () if session.service == service]
    sunday = week.since + timedelta(days=6)
    return LedgerWeek(
        week=week,
        service=service,
        minutes=report[f"{service}.weekly_minutes"],
        coverage=_coverage(report),
        cancelled=sum(session.minutes for session in sessions if session.on in week),
        made_up=sum(back.minutes for session in sessions for back in session.made_up or () if back.on in week),
        still_owed=sum(_left(session, sunday) for session in sessions if session.on <= sunday),
        bank_holidays=tuple(day for day in days_of(week) if day in bank_holidays(day.year)),
    )


def _coverage(report: Report) -> Finding | None:
    rule = "enhanced_access.full_standard_hours_covered"
    return report[rule] if rule in report and not report[rule].text_missing else None


def _left(session: CancelledSession, day: date) -> int:
    """The minutes of a cancelled session not made up by a day."""
    return max(0, session.minutes - sum(back.minutes for back in session.made_up or () if back.on <= day))


# --- cancelled sessions -----------------------------------------------------------------------------------------------


def _owed_back(network: Network, period: Period, known_on: date | None) -> Iterator[OwedBack]:
    """The sessions cancelled in the period, and those from before of which something was still owed when it began."""
    assert period.until is not None  # given as a day
    for session in sorted(network.cancelled_sessions or (), key=lambda session: (session.on, session.id)):
        if session.on <= period.until and (session.on >= period.since or _left(session, period.since - ONE_DAY)):
            yield _settled(network, session, period.until, known_on)


def _settled(network: Network, session: CancelledSession, until: date, known_on: date | None) -> OwedBack:
    """A cancelled session as it stands on a day: the facts of the duty to make up, with the window of its own day."""
    view = View(network, until, known_on, lambda key: None, session)
    window = _window(session, known_on)
    due = None if window is None else make_up_by(view, window)
    done = made_up_on(view).value
    due_on = due.value if due is not None and isinstance(due.value, date) else None
    late_by = (done - due_on).days if isinstance(done, date) and due_on else 0
    status = _standing(done, due_on, until)
    lifting = _lifting(network, session, until) if status is not Status.MET else None
    return OwedBack(
        session=session,
        due=due_on,
        agreed=bool(due and due.because),
        made_up=tuple(sorted((back for back in session.made_up or () if back.on <= until), key=lambda back: back.on)),
        left=_left(session, until),
        status=Status.NOT_APPLICABLE if lifting else status,
        late_by=late_by if late_by > 0 else None,
        exception=lifting.name if lifting else "",
    )


def _lifting(network: Network, session: CancelledSession, day: date) -> Variation | None:
    """The exception that lifts the duty to make up for a session on a day."""
    duty = f"{session.service}.cancelled_time_made_up"
    lifting = (variation for variation in network.variations_on(day) if duty in variation.lifts)
    return next((one for one in lifting if not one.subjects or session.id in one.subjects), None)


def _standing(done: Value, due: date | None, until: date) -> Status:
    if isinstance(done, date):
        return Status.MET
    if done is not NEVER or due is None:
        return Status.UNKNOWN
    return Status.NOT_DUE if until <= due else Status.NOT_MET


def _window(session: CancelledSession, known_on: date | None) -> Fraction | None:
    """The days in which the time has to be made up, as the contract of the day of the session has them."""
    try:
        window = terms(session.on, known_on)[f"{session.service}.make_up_window_days"]
    except LookupError:  # a day or a service outside the data
        return None
    return Fraction(window.value) if window.is_known else None


# --- plain values -----------------------------------------------------------------------------------------------------

_COLUMNS = (
    "week_from",
    "week_to",
    "service",
    "required",
    "required_otherwise",
    "offered",
    "short",
    "cancelled",
    "made_up",
    "still_owed",
    "bank_holidays",
    "answer",
    "reason",
    "coverage",
)


def _week_dict(week: LedgerWeek) -> dict[str, Any]:
    other = week.required.alternative if week.required else None
    return {
        "week_from": week.week.since.isoformat(),
        "week_to": week.week.until.isoformat() if week.week.until else None,
        "service": week.service,
        "required": str(week.required.value) if week.required else None,
        "required_otherwise": None if other is None else str(other),
        "offered": str(week.offered.value) if week.offered else None,
        "short": None if week.short is None else str(decimal_of(week.short)),
        "cancelled": week.cancelled,
        "made_up": week.made_up,
        "still_owed": week.still_owed,
        "bank_holidays": [day.isoformat() for day in week.bank_holidays],
        "answer": week.status.value,
        "reason": week.minutes.reason,
        "coverage": week.coverage.status.value if week.coverage else None,
    }


def _owed_dict(owed: OwedBack) -> dict[str, Any]:
    return {
        "id": owed.session.id,
        "service": owed.session.service,
        "on": owed.session.on.isoformat(),
        "minutes": owed.session.minutes,
        "reason": owed.session.reason,
        "due": owed.due.isoformat() if owed.due else None,
        "agreed_with_the_commissioner": owed.agreed,
        "made_up": [{"on": back.on.isoformat(), "minutes": back.minutes} for back in owed.made_up],
        "left": owed.left,
        "exception": owed.exception,
        "answer": owed.status.value,
        "late_by": owed.late_by,
    }


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)
