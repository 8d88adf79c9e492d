"""Enhanced access: appointments in the Network Standard Hours."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcn_des.dates import bank_holidays
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._access import (
    Window,
    cancelled_last_week,
    covers,
    days_of,
    minutes_of,
    minutes_of_last_week,
    no_whole_week,
    periods_inside,
    periods_outside,
    sessions_in,
    sessions_wanted,
    whole_week_told,
    windows_on,
)
from pcn_des.network import AccessSession
from pcn_des.values import Unknown
from pcn_des.wording import in_words, weekday_in_words

STANDARD_HOURS = "enhanced_access.network_standard_hours"
SHORTEST_OUTSIDE = "enhanced_access.outside_hours_min_minutes"
FIRST_DAY = "enhanced_access.first_day"


@fact("minutes per week", reads=(STANDARD_HOURS, SHORTEST_OUTSIDE))
def weekly_minutes(on: View) -> Observed:
    """Appointment minutes offered in the Network Standard Hours in the last whole week, with those agreed outside them.

    Sessions at the same time add up; a period agreed outside the hours counts from the shortest length that is allowed.
    """
    hours, shortest = on.term(STANDARD_HOURS), on.term(SHORTEST_OUTSIDE)
    for term in (hours, shortest):
        if isinstance(term, Unknown):
            return Observed(term)

    def counted(session: AccessSession) -> tuple[Window, ...]:
        windows = windows_on(session.on, hours)
        inside = periods_inside(session, windows)
        outside = periods_outside(session, windows) if session.agreed_outside_hours else ()
        return (*inside, *(period for period in outside if minutes_of(period) >= shortest))

    return minutes_of_last_week(on, "enhanced_access", counted)


@fact("minutes per week", absent=Fraction(0))
def cancelled_minutes(on: View) -> Observed:
    """Minutes cancelled in the last whole week.

    Figures that are given directly without them have none; a network without a list of them has them unknown.
    """
    return cancelled_last_week(on, "enhanced_access")


@fact("yes/no", calendar=True, may_read=(FIRST_DAY,))
def bank_holiday_in_week(on: View) -> Observed:
    """Whether the last whole week, if it was one of the service, had a bank holiday."""
    week = on.week
    first_day = on.term(FIRST_DAY)
    if isinstance(first_day, date) and week.since < first_day:
        return Observed(False, f"the week from {in_words(week.since)} began before the service")
    holidays = [day for day in days_of(week) if day in bank_holidays(day.year)]
    if holidays:
        return Observed(True, f"bank holiday on {', '.join(map(in_words, holidays))}")
    return Observed(False, f"no bank holiday in the week from {in_words(week.since)}")


@fact("yes/no", reads=(STANDARD_HOURS,))
def standard_hours_covered(on: View) -> Observed:
    """Whether sessions, taken together, left no gap in the Network Standard Hours of the last whole week.

    Bank holidays are left out: nothing is required on them.
    """
    hours = on.term(STANDARD_HOURS)
    if isinstance(hours, Unknown):
        return Observed(hours)
    if no_week := no_whole_week(on):
        return Observed(no_week)
    week = on.week
    sessions = sessions_in(on, "enhanced_access", week)
    open_days = [day for day in days_of(week) if day not in bank_holidays(day.year)]
    gaps = [
        f"{weekday_in_words(day)} {start:%H:%M} to {end:%H:%M}"
        for day in open_days
        for start, end in windows_on(day, hours)
        if not covers([session for session in sessions if session.on == day], (start, end))
    ]
    name = f"the week from {in_words(week.since)}"
    if not gaps:
        return Observed(True, f"covered throughout in {name}")
    if not whole_week_told(on):
        return Observed(Unknown.because(sessions_wanted("enhanced_access", week)))
    return Observed(False, f"not covered in {name}: {', '.join(gaps)}")
