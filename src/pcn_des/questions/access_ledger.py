"""Keeps the ledger of appointments outside core hours: each week's minutes, what fell short, how it was made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import attrs

from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek
from pcn_des.answers.finding import Finding
from pcn_des.contract.files import span, year_of, years
from pcn_des.contract.question import terms
from pcn_des.dates import ONE_DAY, Period, as_day, bank_holidays
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.run import Asking, none_apply
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.facts._access import days_of
from pcn_des.network import Network
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.questions.assess import assess
from pcn_des.questions.basis import a_network, fact_source, notes_on, rulebook
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
        WrongTypeError: it is no network.

    Examples:
        >>> ledger = des.access_ledger(des.example_network(), date(2022, 10, 1), date(2022, 10, 31))
        >>> print(ledger.weeks[0].week, "offered:", ledger.weeks[0].offered)
        from 3 October 2022 to 9 October 2022 offered: 3,090 minutes per week
    """
    a_network(network)
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
        notes=notes_on(network, until, since),
    )


def _weeks(network: Network, period: Period, known_on: date | None) -> Iterator[LedgerWeek]:
    """Weekly quantities are those of the last whole week: each is asked for on the Monday after it.

    A week that ended before the duty began is none of its service.
    """
    monday = _first_monday(period.since)
    while monday + ONE_WEEK <= min(period.last + ONE_DAY, years()[-1].last_day):
        week = Period(monday, monday + timedelta(days=6))
        answers = _answers_of(network, week, known_on)
        for service in ACCESS_SERVICES:  # one of them; none where it had not been published yet
            duty = f"{service}.weekly_minutes"
            if duty in answers and answers[duty].entry.since < monday + ONE_WEEK:
                yield _week(network, week, service, answers)
        monday += ONE_WEEK


def _answers_of(network: Network, week: Period, known_on: date | None) -> Mapping[str, Finding]:
    """What the duties answer of a week, by key, on the Monday after it.

    A week on no day of which there was a network is none of its weeks. On a Monday on which it has closed, no duty
    applies any more: what it did up to then is held to the contract of its last day.
    """
    monday, closed = week.since + ONE_WEEK, network.closed
    if not Period(network.opened or date.min, closed).overlaps(week):
        return _by_rule(none_apply(terms(monday, known_on, network), network.why_not_open(week.since)))
    if closed is None or closed not in week or closed not in span():
        return _by_rule(assess(network, monday, known_on).findings)
    contract, source = terms(closed, known_on, network), fact_source(network, closed, known_on)
    assert isinstance(source, RecordedFacts)  # what a network is read as
    variations = tuple(network.variations or ())
    asking = Asking(rulebook(), contract, attrs.evolve(source, measured=week), variations, day=monday)
    return _by_rule(asking.finding(duty) for duty in asking.duties if duty.weekly)


def _by_rule(findings: Iterable[Finding]) -> Mapping[str, Finding]:
    return {finding.rule: finding for finding in findings}


def _first_monday(since: date) -> date:
    return since + timedelta(days=-since.weekday() % 7)


def _week(network: Network, week: Period, service: str, answers: Mapping[str, Finding]) -> LedgerWeek:
    listed = network.cancelled_sessions
    sessions = [session for session in listed or () if session.service == service]
    made_up = (back for session in sessions for back in session.made_up or () if back.on in week)
    sunday = week.since + timedelta(days=6)
    return LedgerWeek(
        week=week,
        service=service,
        minutes=answers[f"{service}.weekly_minutes"],
        coverage=_coverage(answers),
        cancelled=None if listed is None else sum(session.minutes for session in sessions if session.on in week),
        made_up=None if listed is None else sum(back.minutes for back in made_up),
        still_owed=None if listed is None else sum(left_of(one, sunday) for one in sessions if one.on <= sunday),
        bank_holidays=tuple(day for day in days_of(week) if day in bank_holidays(day.year)),
    )


def _coverage(answers: Mapping[str, Finding]) -> Finding | None:
    found = answers.get("enhanced_access.full_standard_hours_covered")
    return None if found is None or found.text_missing else found
