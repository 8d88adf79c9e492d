"""Keeps the ledger of appointments outside core hours: each week's minutes, what fell short, how it was made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek
from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.contract.files import span, year_of, years
from pcn_des.dates import ONE_DAY, Period, as_day, bank_holidays
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.facts._access import days_of
from pcn_des.network import Network
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.questions.assess import assess
from pcn_des.questions.cancelled_sessions import left_of, owed_back

ONE_WEEK = timedelta(days=7)


def access_ledger(network: Network, since: date, until: date, known_on: date | None = None) -> AccessLedger:
    """Extended hours and enhanced access week by week: owed, offered, cancelled, made up.

    Args:
        network: the network.
        since: the first day; the first week is the first Monday to Sunday that begins on it or later, and that does not
            end before there was a service.
        until: the last day; the last week is the last that ends on it or before. Cancelled sessions are taken as they
            stood on this day.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a day is outside the data.
        MisuseError: the last day is before the first, or no whole week of a service lies between them.

    Examples:
        >>> ledger = des.access_ledger(des.example_network(), date(2022, 10, 1), date(2022, 10, 31))
        >>> print(ledger.weeks[0].week, "offered:", ledger.weeks[0].offered)
        from 3 October 2022 to 9 October 2022 offered: 3,090 minutes per week
    """
    if not isinstance(network, Network):
        raise MisuseError(f"a ledger is of a Network, not of {type(network).__name__}; read_network reads one")
    period = Period(as_day(since, "since"), as_day(until, "until"))
    last_day = years()[-1].last_day
    if since > last_day or _first_monday(since) + ONE_WEEK < span().since:
        year_of(since)  # refuses it as it was given, and not the Monday on which its first week would be asked for
    if until > last_day:
        raise OutsideDataError(f"{until} is outside the data, which end on {last_day}")
    weeks = tuple(_weeks(network, period, known_on))
    if not weeks:
        raise MisuseError(
            f"no whole week, Monday to Sunday, of a service lies between {since} and {until}"
            f"{'' if known_on is None else f' as published by {known_on}'}; widen the period"
        )
    last = assess(network, until, known_on)
    return AccessLedger(
        heading=last.heading,
        receipt=last.receipt,
        since=since,
        until=until,
        weeks=weeks,
        owed_back=tuple(owed_back(network, period, known_on)),
    )


def _weeks(network: Network, period: Period, known_on: date | None) -> Iterator[LedgerWeek]:
    """Weekly quantities are those of the last whole week: each is asked for on the Monday after it.

    A week that ended before the duty began is none of its service.
    """
    assert period.until is not None  # given as a day
    monday = _first_monday(period.since)
    while monday + ONE_WEEK <= min(period.until + ONE_DAY, years()[-1].last_day):
        report = assess(network, monday + ONE_WEEK, known_on)
        for service in ACCESS_SERVICES:  # one of them; none where it had not been published yet
            duty = f"{service}.weekly_minutes"
            if duty in report and report[duty].entry.since < monday + ONE_WEEK:
                yield _week(network, Period(monday, monday + timedelta(days=6)), service, report)
        monday += ONE_WEEK


def _first_monday(since: date) -> date:
    return since + timedelta(days=-since.weekday() % 7)


def _week(network: Network, week: Period, service: str, report: Report) -> LedgerWeek:
    listed = network.cancelled_sessions
    sessions = [session for session in listed or () if session.service == service]
    made_up = (back for session in sessions for back in session.made_up or () if back.on in week)
    sunday = week.since + timedelta(days=6)
    return LedgerWeek(
        week=week,
        service=service,
        minutes=report[f"{service}.weekly_minutes"],
        coverage=_coverage(report),
        cancelled=None if listed is None else sum(session.minutes for session in sessions if session.on in week),
        made_up=None if listed is None else sum(back.minutes for back in made_up),
        still_owed=None if listed is None else sum(left_of(one, sunday) for one in sessions if one.on <= sunday),
        bank_holidays=tuple(day for day in days_of(week) if day in bank_holidays(day.year)),
    )


def _coverage(report: Report) -> Finding | None:
    rule = "enhanced_access.full_standard_hours_covered"
    return report[rule] if rule in report and not report[rule].text_missing else None
