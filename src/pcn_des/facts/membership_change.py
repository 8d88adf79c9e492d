"""One change of the Core Network Practices: a practice that joined the network, or left it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des.contract.entries import Window
from pcn_des.contract.files import year_of
from pcn_des.contract.year import in_force
from pcn_des.dates import ONE_DAY, Period
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import MembershipChange
from pcn_des.values import Value
from pcn_des.wording import in_words

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
    known = windows_of_year(on.as_of, on.known_on, left=change.left)
    first_day = year_of(on.as_of).year.first_day
    months = notice_months(on.term(NOTICE)) if change.left else 0
    for window in known:
        days = _certain_days(window, first_day)
        if days is not None and change.day in _days_of_effect(days, months, left=change.left):
            return Observed(True, f"{_in_words(change)}: {window.title}, {days}")
    tried = (
        "; ".join(f"{window.title}, {_days_in_words(window)}" for window in known) or "none of the year is established"
    )
    return Observed(False, f"{_in_words(change)}; windows: {tried}")


def windows_of_year(as_of: date, known_on: date | None, *, left: bool) -> list[Window]:
    """The windows for joining, or for leaving, that are established on a day."""
    windows = year_of(as_of).windows
    found = (in_force(windows.get(key, ()), as_of, known_on or date.max) for key in (LEAVE if left else JOIN_OR_LEAVE))
    return [window for window in found if window is not None]


def notice_months(notice: Value) -> int:
    """The months of notice that leaving takes; none where they are not established."""
    return int(notice) if isinstance(notice, Fraction) else 0


def days_to_leave(as_of: date, months: int) -> list[Period]:
    """The days up to a day on which a practice that left inside a window was no member any more."""
    first_day = year_of(as_of).year.first_day
    certain = (_certain_days(window, first_day) for window in windows_of_year(as_of, None, left=True))
    found = [_days_of_effect(days, months, left=True) for days in certain if days is not None]
    return [Period(days.since, min(days.until or as_of, as_of)) for days in found if days.since <= as_of]


def _days_of_effect(days: Period, months: int, *, left: bool) -> Period:
    """The days on which a change inside a window takes effect: whoever leaves is a member until the day before."""
    from dateutil.relativedelta import relativedelta  # only a change of members needs it

    last = days.last + relativedelta(months=months)
    return Period(days.since, last + ONE_DAY if left else last)


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
    if not change.left:
        return f"joined on {in_words(change.day)}"
    last_day, ended = change.day - ONE_DAY, change.ended
    told = f", notified on {in_words(ended.notified)}" if ended and ended.notified else ""
    agreed = f", agreed by the commissioner on {in_words(ended.agreed)}" if ended and ended.agreed else ""
    return f"a member until {in_words(last_day)}{told}{agreed}"
