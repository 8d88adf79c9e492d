"""One change of the Core Network Practices: a practice that joined the network, or left it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des.contract.entries import Window
from pcn_des.contract.load import in_force, year_of
from pcn_des.dates import ONE_DAY, Period, written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import MembershipChange

JOIN_OR_LEAVE: Final = ("sign_up", "opt_out")
LEAVE: Final = ("sign_up", "opt_out", "opt_out_after_change")
NOTICE: Final = "participation.notice_months"


@fact("yes/no")
def left(on: View) -> Observed:
    """Whether the practice left the network."""
    change: MembershipChange = on.subject
    return Observed(change.left, _in_words(change))


@fact("yes/no", may_read=(NOTICE,))
def inside_window(on: View) -> Observed:
    """Whether the change took effect inside a window of the contract year, or by the end of the notice given in it.

    Of a window whose opening is not established, the days from the first of the contract year to its closing count.
    """
    change: MembershipChange = on.subject
    contract = year_of(on.as_of)
    known = [
        window
        for key in (LEAVE if change.left else JOIN_OR_LEAVE)
        if (window := in_force(contract.windows.get(key, ()), on.as_of, on.known_on or date.max)) is not None
    ]
    notice = on.term(NOTICE) if change.left else None
    months = int(notice) if isinstance(notice, Fraction) else 0
    for window in known:
        days = _certain_days(window, contract.year.first_day)
        if days is not None and _within(change, days, months):
            return Observed(True, f"{_in_words(change)}: {window.title}, {days}")
    tried = (
        "; ".join(f"{window.title}, {_days_in_words(window)}" for window in known) or "none of the year is established"
    )
    return Observed(False, f"{_in_words(change)}; windows: {tried}")


def _within(change: MembershipChange, days: Period, months: int) -> bool:
    from dateutil.relativedelta import relativedelta  # only a change of members needs it

    assert days.until is not None  # both days are certain
    last = change.day - ONE_DAY if change.left else change.day
    return days.since <= change.day and last <= days.until + relativedelta(months=months)


def _certain_days(window: Window, first_day: date) -> Period | None:
    """The days that lie in a window whatever its opening and closing are; None where no closing is established."""
    if window.closes is None:
        return None
    opens = window.opens.last if window.opens is not None else first_day
    return Period(opens, window.closes.first) if opens <= window.closes.first else None


def _days_in_words(window: Window) -> str:
    opens = f"{window.opens} to " if window.opens is not None else "to "
    return f"{opens}{window.closes if window.closes is not None else 'a day that is not established'}"


def _in_words(change: MembershipChange) -> str:
    """Whoever leaves is named with the last day as a member."""
    day = change.day - ONE_DAY if change.left else change.day
    return f"{'a member until' if change.left else 'joined on'} {written(day)}"
