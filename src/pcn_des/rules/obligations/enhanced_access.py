"""Enhanced access."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import all_of, any_of, at_least, done_by, either, holds, obligation, thousands, to_nearest
from pcn_des.rules.obligations._access import minutes_of_the_week


@obligation
def weekly_minutes(f: FactRef, t: TermRef) -> Expr:
    """Minutes in the Network Standard Hours reach what the PCN Adjusted Population calls for.

    Whether a week with a bank holiday owes fewer was not found, so that falling short in one is unknown.
    """
    access = t.enhanced_access
    owed = access.minutes_per_1000 * thousands(f.population.adjusted_for_minutes)
    enough = at_least(minutes_of_the_week(f.enhanced_access), either(owed, to_nearest(owed, access.rounding_minutes)))
    return any_of(enough, all_of(f.enhanced_access.bank_holiday_in_week, access.bank_holiday_weeks))


@obligation
def full_standard_hours_covered(f: FactRef, t: TermRef) -> Expr:
    """Sessions leave no gap in the Network Standard Hours; by another reading, the minutes alone are enough."""
    covered = holds(f.enhanced_access.standard_hours_covered)
    return either(covered, any_of(covered, weekly_minutes(f, t)))


@obligation
def cancelled_time_made_up(f: FactRef, t: TermRef) -> Expr:
    """Cancelled time is made up within the window, or by the day that the commissioner agreed."""
    return done_by(
        f.cancelled_session.made_up_on, f.cancelled_session.make_up_by(t.enhanced_access.make_up_window_days)
    )
