"""Plausible cancelled time of appointments outside core hours, made up or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
from hypothesis import strategies as st

from pcn_des.dates import ONE_DAY, ContractYear, Period, last_whole_week
from pcn_des.facts._access import days_of
from pcn_des.network import CancelledSession, MakeUp, Records
from pcn_des.strategies.contract_figures import known_figure
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.plausible.weeks import ENHANCED, EXTENDED, Owed
from pcn_des.strategies.sentences import ENOUGH_MINUTES, HOURS_COVERED, MADE_UP


def cancelled_sessions(plausible: PlausibleValues, owed: Owed) -> Records[CancelledSession] | None:
    """Cancelled sessions of the day's service, made up or not.

    Where the minutes of the week are too little, those cancelled in it have to leave it so: they count by one reading.
    """
    service = ENHANCED if f"{ENHANCED}.network_standard_hours" in plausible.contract else EXTENDED
    holds = plausible.requirements.holds(MADE_UP)
    count = plausible.draw(st.integers(0 if holds is None else 1, 3))
    window = known_figure(plausible.contract, f"{service}.make_up_window_days")
    answers = plausible.answer_of_each(MADE_UP, 0 if window is None else count)
    found = [
        _cancelled_session(plausible, service, f"C{place}", int(window), made_up)
        for place, made_up in enumerate(answers)
    ]
    short = plausible.requirements.holds(ENOUGH_MINUTES) is False
    if short:
        found = _with_the_week_short(plausible, found, owed)
    return plausible.record_list("cancelled_sessions", found, complete=True if holds or short else None)


def _with_the_week_short(
    plausible: PlausibleValues, sessions: Iterable[CancelledSession], owed: Owed
) -> list[CancelledSession]:
    """The sessions, those put off until after the week whose minutes would be enough for it."""
    week = last_whole_week(plausible.as_of)
    spare = 0 if plausible.requirements.holds(HOURS_COVERED) else owed.too_few
    kept = []
    for session in sessions:
        if session.on not in week:
            kept.append(session)
        elif session.minutes > spare:
            kept.append(_put_off(session, week))
        else:
            kept.append(session)
            spare -= session.minutes
    return kept


def _put_off(session: CancelledSession, week: Period) -> CancelledSession:
    """The session on the day after a week, made up no earlier."""
    day = week.since + len(days_of(week)) * ONE_DAY
    later = [attrs.evolve(part, on=max(part.on, day)) for part in session.made_up or ()]
    complete = session.made_up is not None and session.made_up.complete
    return attrs.evolve(session, on=day, made_up=Records(later, complete=complete))


def minutes_cancelled_in(week: Period, sessions: Iterable[CancelledSession] | None) -> int:
    """The minutes of the sessions cancelled in a week."""
    return sum(session.minutes for session in sessions or () if session.on in week)


def _cancelled_session(
    plausible: PlausibleValues, service: str, id_: str, window: int, made_up: bool | None
) -> CancelledSession:
    year = ContractYear.of(plausible.as_of)
    minutes = plausible.draw(st.integers(30, 240))
    reason = plausible.text_or_blank("illness")
    fields: dict[str, Any] = {"id": id_, "service": service, "minutes": minutes, "reason": reason}
    if made_up:
        on = plausible.day_between(max(year.first_day, plausible.as_of - 60 * ONE_DAY), plausible.as_of)
        parts = plausible.draw(st.sampled_from(([minutes], [minutes - 15, 15], [minutes + 30])))
        after = [MakeUp(on=plausible.day_between(on, plausible.as_of), minutes=part) for part in parts]
        agreed = plausible.draw(st.none() | st.just(on + 2 * window * ONE_DAY))
        whole = plausible.yes_or_no()
        return CancelledSession(on=on, made_up=Records(after, complete=whole), agreed_until=agreed, **fields)
    overdue = plausible.as_of - (window + 1) * ONE_DAY
    on = plausible.day_between(max(ContractYear(year.starts_in - 1).first_day, overdue - 60 * ONE_DAY), overdue)
    agreed = plausible.draw(st.none() | st.just(plausible.as_of - ONE_DAY))
    if made_up is None:
        return CancelledSession(on=on, agreed_until=agreed, **fields)
    made_up_on = plausible.day_between(on, plausible.as_of) if plausible.yes_or_no() else None
    part = [] if made_up_on is None else [MakeUp(on=made_up_on, minutes=minutes - 15)]
    return CancelledSession(on=on, made_up=Records(part, complete=True), agreed_until=agreed, **fields)
