"""How the cancelled sessions of a ledger stand: by when their minutes are owed back, and what was made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pcn_des.answers.access_ledger import OwedBack
from pcn_des.answers.status import Status
from pcn_des.contract.question import terms
from pcn_des.dates import ONE_DAY, Period
from pcn_des.engine.view import View
from pcn_des.facts.cancelled_session import made_up_on, make_up_by
from pcn_des.network import CancelledSession, Network, Variation
from pcn_des.network.agreement import earliest_first
from pcn_des.values import NEVER, Value


def owed_back(network: Network, period: Period, known_on: date | None) -> Iterator[OwedBack]:
    """The sessions cancelled in the period, and those from before of which something was still owed when it began."""
    for session in sorted(network.cancelled_sessions or (), key=lambda session: (session.on, session.id)):
        if session.on <= period.last and (session.on >= period.since or left_of(session, period.since - ONE_DAY)):
            yield _settled(network, session, period.last, known_on)


def _settled(network: Network, session: CancelledSession, until: date, known_on: date | None) -> OwedBack:
    """A cancelled session as it stands on a day: the facts of the duty to make up, with the window of its own day."""
    view = View(network, until, known_on, lambda key: None, session)
    window = _window(session, known_on)
    due = None if window is None else make_up_by(view, window)
    done = made_up_on(view).value
    due_on = due.value if due is not None and isinstance(due.value, date) else None
    late_by = (done - due_on).days if isinstance(done, date) and due_on else 0
    status = _standing(done, due_on, until)
    closed = network.closed is not None and due_on is not None and network.closed < min(until, due_on)
    ended = _duty_ended(session, min(until, due_on), known_on) if due_on and status is not Status.MET else None
    lifting = _lifting(network, session, until) if status is not Status.MET else None
    return OwedBack(
        session=session,
        due=due_on,
        agreed=bool(due and due.because),
        made_up=tuple(sorted((back for back in session.made_up or () if back.on <= until), key=lambda back: back.on)),
        left=left_of(session, until),
        status=Status.NOT_APPLICABLE if lifting or ended or (closed and status is not Status.MET) else status,
        late_by=late_by if late_by > 0 else None,
        exception=lifting.name if lifting else "",
        ended=ended,
    )


def _duty_ended(session: CancelledSession, day: date, known_on: date | None) -> date | None:
    """The last day of the duty to make up for a session, where it is over on a day; None where it still asks."""
    duty, on_its_day = _duty(session), terms(session.on, known_on).obligations
    over = duty in on_its_day and duty not in terms(day, known_on).obligations
    return on_its_day[duty].until if over else None


def _duty(session: CancelledSession) -> str:
    return f"{session.service}.cancelled_time_made_up"


def _lifting(network: Network, session: CancelledSession, day: date) -> Variation | None:
    """The exception that lifts the duty to make up for a session on a day."""
    duty = _duty(session)
    lifting = (variation for variation in earliest_first(network.variations_on(day)) if duty in variation.lifts)
    return next((one for one in lifting if not one.subjects or session.id in one.subjects), None)


def _standing(done: Value, due: date | None, until: date) -> Status:
    if isinstance(done, date):
        return Status.MET
    if done is not NEVER or due is None:
        return Status.UNKNOWN
    return Status.NOT_DUE if until <= due else Status.NOT_MET


def _window(session: CancelledSession, known_on: date | None) -> Fraction | None:
    """The days in which the time has to be made up, as the contract of the day of the session has them."""
    try:
        window = terms(session.on, known_on)[f"{session.service}.make_up_window_days"]
    except LookupError:  # a day or a service outside the data
        return None
    return Fraction(window.value) if window.is_known else None


def left_of(session: CancelledSession, day: date) -> int:
    """The minutes of a cancelled session not made up by a day."""
    return max(0, session.minutes - sum(back.minutes for back in session.made_up or () if back.on <= day))
