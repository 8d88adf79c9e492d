"""What extended hours and enhanced access share: windows of clock time, a week's sessions, and their minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import attrs

from pcn_des.contract.kinds import weekdays
from pcn_des.dates import Period
from pcn_des.engine.view import Observed, View
from pcn_des.facts._said_twice import which_is_right
from pcn_des.network import AccessSession
from pcn_des.network.records import Records, tells_all_of
from pcn_des.values import Unknown, at_least_known, range_of
from pcn_des.wording import count_of, in_words

Window = tuple[time, time]
_ONE_MINUTE, _TICK = timedelta(minutes=1), timedelta(microseconds=1)


def windows_on(day: date, hours: Iterable[Mapping[str, Any]]) -> tuple[Window, ...]:
    """The windows of a term in clock times, `[{ days = "mon-fri", start = …, end = … }]`, that a day has."""
    return tuple((window["start"], window["end"]) for window in hours if day.weekday() in weekdays(window["days"]))


def periods_inside(session: AccessSession, windows: Iterable[Window]) -> tuple[Window, ...]:
    """The periods of a session that lie inside windows."""
    inside = ((max(session.start, start), min(session.end, end)) for start, end in windows)
    return tuple(period for period in inside if period[0] < period[1])


def periods_outside(session: AccessSession, windows: Iterable[Window]) -> tuple[Window, ...]:
    """The continuous periods of a session that lie outside windows."""
    found, reached = [], session.start
    for start, end in sorted(windows):
        if start > reached:
            found.append((reached, min(start, session.end)))
        reached = max(reached, end)
        if reached >= session.end:
            break
    if reached < session.end:
        found.append((reached, session.end))
    return tuple(found)


def minutes_of(period: Window) -> Fraction:
    """How long a period lasts, to the second and finer; nothing where it ends before it starts."""
    start, end = period
    length = datetime.combine(date.min, end) - datetime.combine(date.min, start)
    return max(Fraction(0), Fraction(length // _TICK, _ONE_MINUTE // _TICK))


def minutes_in_all(periods: Iterable[Window]) -> Fraction:
    """How long periods last, one after the other."""
    return sum(map(minutes_of, periods), Fraction(0))


def covers(sessions: Iterable[AccessSession], window: Window) -> bool:
    """Whether sessions of one day, taken together, leave no gap in a window."""
    reached, end = window
    for session in sorted(sessions, key=lambda session: session.start):
        if session.start > reached:
            break
        reached = max(reached, session.end)
    return reached >= end


def sessions_wanted(service: str, week: Period) -> str:
    """The record of a week's sessions, as reports name it where it is missing."""
    return f"the {service.replace('_', ' ')} sessions of {_name(week)}"


def _name(week: Period) -> str:
    return f"the week from {in_words(week.since)} to {in_words(week.until or week.since)}"


def sessions_in(on: View, service: str, week: Period) -> tuple[AccessSession, ...]:
    """The sessions of a service in a week that are on record."""
    return tuple(
        session for session in on.network.access_sessions or () if session.service == service and session.on in week
    )


Counted = Callable[[AccessSession], tuple[Window, ...]]
"""The periods of a session, which may be several records of one clinician in a row, that count."""


def minutes_of_last_week(on: View, service: str, counted: Counted) -> Observed:
    """The minutes of the last whole week before the day: from sessions, or from a sum where only that is kept.

    A sum that the sessions can't come to is a contradiction, whether the sessions are all on record or already more.
    Seconds add up over the week; none are cut off. Records of one clinician that touch are one session. Of those that
    overlap, the time in which there is one counts at least, and each of them at most.
    """
    if no_week := no_whole_week(on):
        return Observed(no_week)
    week = on.week
    sessions = sessions_in(on, service, week)
    total, most = Fraction(0), Fraction(0)
    in_doubt: list[str] = []
    for together in _by_clinician(sessions):
        least_of_them, most_of_them = _least_and_most(together, counted)
        total, most = total + least_of_them, most + most_of_them
        if least_of_them < most_of_them:
            in_doubt += _which_may_be_one(together)
    left_out = sum((minutes_of((session.start, session.end)) for session in sessions), -most)
    because = f"{count_of(len(sessions), 'session')} in {_name(week)}"
    because += f"; {in_words(left_out)} minutes do not count" if left_out else ""
    whole = whole_week_told(on)
    summed = _sum_of_week(on, service)
    if summed is not None and (summed < total or (whole and summed > most)):
        said = f"{in_words(total)}{'' if whole else ' or more'} in its sessions, {in_words(summed)} as summed"
        return Observed(which_is_right(f"number of {service.replace('_', ' ')} minutes in {_name(week)}", said))
    if whole and not in_doubt:
        return Observed(total, because)
    if summed is not None:
        return Observed(summed, f"{_name(week)}, as summed on record")
    missing = [] if whole else [sessions_wanted(service, week)]
    missing += in_doubt
    if not sessions:
        return Observed(Unknown.because(*missing), because)
    return Observed(range_of(total, most if whole else None, missing), because)


def _sum_of_week(on: View, service: str) -> Fraction | None:
    weeks = on.network.access_weeks or ()
    found = (kept.minutes for kept in weeks if kept.service == service and kept.week_starting == on.week.since)
    return next(map(Fraction, found), None)


def _by_clinician(sessions: Iterable[AccessSession]) -> Iterable[Sequence[AccessSession]]:
    """The sessions of each member of staff on each day: those without a name are each of another."""
    found: dict[object, list[AccessSession]] = {}
    for number, session in enumerate(sessions):
        found.setdefault((session.on, session.staff) if session.staff.strip() else number, []).append(session)
    return found.values()


def _least_and_most(sessions: Sequence[AccessSession], counted: Counted) -> tuple[Fraction, Fraction]:
    """The minutes of one clinician's day: of the time in which there is a session, and of all sessions added up.

    What is recorded in pieces, of one site and agreed or not, is taken together: what counts of it depends on how long
    it goes on.
    """
    if len(sessions) == 1:
        alone = minutes_in_all(counted(sessions[0]))
        return alone, alone
    alike: dict[tuple[str, bool], list[AccessSession]] = {}
    for session in sessions:
        alike.setdefault((session.site, session.agreed_outside_hours), []).append(session)
    in_any: list[Window] = []
    most = Fraction(0)
    for pieces in alike.values():
        whole = _joined((piece.start, piece.end) for piece in pieces)
        periods = [period for start, end in whole for period in counted(attrs.evolve(pieces[0], start=start, end=end))]
        most += sum((minutes_in_all(periods_inside(piece, periods)) for piece in pieces), Fraction(0))
        in_any += periods
    return minutes_in_all(_joined(in_any)), most


def _joined(periods: Iterable[Window]) -> list[Window]:
    """Periods of one day; those that overlap or touch as one."""
    found: list[Window] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _which_may_be_one(sessions: Sequence[AccessSession]) -> Iterator[str]:
    """What would tell how long one clinician's sessions of a day are, some of which are at the same time."""
    before: list[AccessSession] = []
    for session in sorted(sessions, key=lambda session: (session.start, session.end)):
        if session in before:
            yield f"whether {_in_words(session)}, on record twice, is one"
        elif any(session.start < other.end for other in before):
            yield f"whether {_in_words(session)}, which overlaps another of theirs, adds to it"
        before.append(session)


def _in_words(session: AccessSession) -> str:
    return f"the session of {session.staff} on {in_words(session.on)} at {session.start:%H:%M}"


def cancelled_last_week(on: View, service: str) -> Observed:
    """The minutes of the sessions cancelled in the last whole week: at least those on record, where more may be."""
    week = on.week
    cancelled = [
        session for session in on.network.cancelled_sessions or () if session.service == service and session.on in week
    ]
    count = f"{len(cancelled) or 'no'} cancelled session{'' if len(cancelled) == 1 else 's'}"
    total = Fraction(sum(session.minutes for session in cancelled))
    because = f"{count} on record in the week from {in_words(week.since)}"
    if _told_of_week(on.network.cancelled_sessions, week):
        return Observed(total, because)
    missing = f"the {service.replace('_', ' ')} sessions cancelled in {_name(week)}"
    return Observed(at_least_known(total, missing), because)


def whole_week_told(on: View) -> bool:
    """Whether every session of the week that is asked about is on record."""
    return _told_of_week(on.network.access_sessions, on.week)


def no_whole_week(on: View) -> Unknown | None:
    """Why nothing can be said of the week that is asked about: on a day of it, the network was none."""
    week, opened, closed = on.week, on.network.opened, on.network.closed
    if opened is not None and opened > week.since:
        return Unknown.because(f"a whole week since the network opened on {in_words(opened)}")
    if closed is not None and closed < week.since + timedelta(days=6):
        return Unknown.because(f"a whole week before the network closed on {in_words(closed)}")
    return None


def _told_of_week(records: Records[Any] | None, week: Period) -> bool:
    return tells_all_of(records, week.since, week.since + timedelta(days=6))


def days_of(week: Period) -> tuple[date, ...]:
    """The seven days of a week."""
    return tuple(week.since + timedelta(days=place) for place in range(7))
