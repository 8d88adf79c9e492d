"""One cancelled session, and how its time was made up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import CancelledSession
from pcn_des.network.records import tells_all_of
from pcn_des.values import NEVER, Unknown
from pcn_des.wording import in_words


@fact("date")
def made_up_on(on: View) -> Observed:
    """The day on which the last of the cancelled minutes was made up."""
    session: CancelledSession = on.subject
    left = session.minutes
    for make_up in sorted(session.made_up or (), key=lambda made_up: made_up.on):
        if make_up.on > on.as_of:
            break
        left -= make_up.minutes
        if left <= 0:
            return Observed(make_up.on, f"all {session.minutes} minutes made up by {in_words(make_up.on)}")
    if not tells_all_of(session.made_up, session.on, on.as_of):
        return Observed(Unknown.because(f"how the session cancelled on {in_words(session.on)} was made up"))
    return Observed(NEVER, f"{left} of {session.minutes} minutes cancelled on {in_words(session.on)} not made up")


@fact("date", takes=("days",))
def make_up_by(on: View, window: Fraction) -> Observed:
    """The last day of the window for making up, or the later day that the commissioner agreed."""
    session: CancelledSession = on.subject
    ends: date = session.on + timedelta(days=int(window))
    if session.agreed_until is not None and session.agreed_until > ends:
        return Observed(session.agreed_until, "as agreed with the commissioner")
    return Observed(ends)
