"""Extended hours access: appointments outside the practices' core hours."""

from __future__ import annotations

from fractions import Fraction

from pcn_des.dates import bank_holidays
from pcn_des.engine.ranges import hull
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._access import (
    Window,
    cancelled_last_week,
    minutes_of,
    minutes_of_last_week,
    periods_outside,
    windows_on,
)
from pcn_des.network import AccessSession
from pcn_des.values import Range, Unknown

CORE_HOURS = "extended_hours.core_hours"
SHORTEST = "extended_hours.session_min_minutes"
ON_HOLIDAYS = "extended_hours.core_hours_on_bank_holidays"  # missing while it is not known whether there were any


@fact("minutes per week", reads=(CORE_HOURS, SHORTEST), may_read=(ON_HOLIDAYS,))
def weekly_minutes(on: View) -> Observed:
    """Appointment minutes offered outside core hours in the last whole week, short periods left out.

    On a bank holiday there are no core hours; where it is not known whether there were, the minutes lie between what
    they come to with them and without.
    """
    core_hours, shortest = on.term(CORE_HOURS), on.term(SHORTEST)
    for term in (core_hours, shortest):
        if isinstance(term, Unknown):
            return Observed(term)

    def minutes(*, on_holidays: bool) -> Observed:
        def counted(session: AccessSession) -> tuple[Window, ...]:
            is_off = session.on in bank_holidays(session.on.year) and not on_holidays
            core = () if is_off else windows_on(session.on, core_hours)
            return tuple(period for period in periods_outside(session, core) if minutes_of(period) >= shortest)

        return minutes_of_last_week(on, "extended_hours", counted)

    found = minutes(on_holidays=False)
    if not isinstance(on.term(ON_HOLIDAYS), Unknown):
        return found
    other = minutes(on_holidays=True)
    numbers = [one.value for one in (found, other) if isinstance(one.value, Fraction | Range)]
    if len(numbers) < 2 or found.value == other.value:  # with one of them the week's sum contradicts its sessions
        return found if isinstance(found.value, Fraction | Range) else other
    return Observed(hull(numbers, ["whether the bank holiday had core hours"]), found.because)


@fact("minutes per week", absent=Fraction(0))
def cancelled_minutes(on: View) -> Observed:
    """Minutes cancelled in the last whole week.

    Figures that are given directly without them have none; a network without a list of them has them unknown.
    """
    return cancelled_last_week(on, "extended_hours")
