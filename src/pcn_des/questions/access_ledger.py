"""Keeps the ledger of appointments outside core hours: each week's minutes, what fell short, how it was made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek, OwedBack
from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.contract.load import years
from pcn_des.contract.question import terms
from pcn_des.dates import ONE_DAY, Period, as_day, bank_holidays
from pcn_des.engine.view import View
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.facts._access import days_of
from pcn_des.facts.cancelled_session import made_up_on, make_up_by
from pcn_des.network import CancelledSession, Network, Variation
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.questions.assess import assess
from pcn_des.values import NEVER, Value

ONE_WEEK = timedelta(days=7)


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

    Examples:
        >>> ledger = des.access_ledger(des.example_network(), date(2022, 10, 1), date(2022, 10, 31))
        >>> print(ledger.weeks[0].week, "offered:", ledger.weeks[0].offered)
        from 3 October 2022 to 9 October 2022 offered: 3,090 minutes per week
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
