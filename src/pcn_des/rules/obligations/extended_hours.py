"""Extended hours access."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import at_least, done_by, either, is_not, obligation, thousands, to_nearest
from pcn_des.rules.obligations._access import minutes_of_the_week


@obligation
def weekly_minutes(f: FactRef, t: TermRef) -> Expr:
    """Minutes outside core hours reach what the registered list calls for, to the quarter hour."""
    hours = t.extended_hours
    owed = hours.minutes_per_1000 * thousands(f.population.registered(hours.list_date))
    return at_least(minutes_of_the_week(f.extended_hours), to_nearest(owed, hours.rounding_minutes))


@obligation
def weekly_minutes_unsettled(f: FactRef, t: TermRef) -> Expr:
    """Minutes outside core hours reach what the list calls for; its date and the rounding are not established."""
    hours = t.extended_hours
    patients = either(f.population.registered, f.population.registered(hours.list_date))
    owed = hours.minutes_per_1000 * thousands(patients)
    return at_least(minutes_of_the_week(f.extended_hours), either(owed, to_nearest(owed, hours.rounding_minutes)))


@obligation
def cancelled_time_made_up(f: FactRef, t: TermRef) -> Expr:
    """Cancelled time is made up within the window, or by the day that the commissioner agreed."""
    return done_by(f.cancelled_session.made_up_on, f.cancelled_session.make_up_by(t.extended_hours.make_up_window_days))


@obligation
def practice_half_day_closure(f: FactRef, t: TermRef) -> Expr:
    """The practice does not shut regularly for half a day each week."""
    return is_not(f.practice.closes_half_day)
