"""Plausible appointments outside core hours: a last whole week that offers enough or too little."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import cycle
from math import ceil

from hypothesis import strategies as st

from pcn_des.dates import last_whole_week
from pcn_des.network import AccessSession, AccessWeek, Records
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.plausible.weeks import ENHANCED, EXTENDED, Owed, Slot, Week, whole_minutes
from pcn_des.strategies.sentences import ENOUGH_MINUTES, HOURS_COVERED


def sessions_and_weeks(
    plausible: PlausibleValues, week: Week | None, owed: Owed, cancelled_in_week: int
) -> tuple[Records[AccessSession] | None, Records[AccessWeek] | None]:
    """The sessions and the sums of weeks on record; too little is too little with the cancelled minutes, too."""
    elsewhere = _sessions_of_other_weeks(plausible)
    if week is None or not week.slots:
        return plausible.record_list("access_sessions", elsewhere), plausible.record_list("access_weeks", [])
    required_enough, required_covered = map(plausible.requirements.holds, (ENOUGH_MINUTES, HOURS_COVERED))
    covered = required_covered
    if covered is None:
        covered = False if required_enough is False else plausible.yes_or_no()
    enough = plausible.yes_or_no() if required_enough is None else required_enough
    minutes = _enough(plausible, owed) if enough else max(0, _too_few(plausible, owed) - cancelled_in_week)
    if required_covered is None and plausible.yes_or_no():
        monday = last_whole_week(plausible.as_of).since
        summed = [AccessWeek(service=week.service, week_starting=monday, minutes=minutes)]
        # A complete list of sessions would say that the week that is summed had none.
        sessions = Records(elsewhere, complete=False) if elsewhere else None
        return sessions, plausible.record_list("access_weeks", summed)
    offered = _sessions_of_the_week(plausible, week, minutes, covered=covered, at_least=enough)
    # What a list with gaps shows is a lower bound: only a complete one falls short, or shows that nothing was enough.
    whole = False in (required_enough, required_covered) or not offered
    return plausible.record_list("access_sessions", [*offered, *elsewhere], complete=True if whole else None), None


def _enough(plausible: PlausibleValues, owed: Owed) -> int:
    return ceil(owed.most) + plausible.draw(st.integers(0, 60))


def _too_few(plausible: PlausibleValues, owed: Owed) -> int:
    return owed.too_few - plausible.draw(st.integers(0, owed.too_few))


def _sessions_of_the_week(
    plausible: PlausibleValues, week: Week, minutes: int, *, covered: bool, at_least: bool
) -> list[AccessSession]:
    """Sessions of so many minutes (or, where at least so many are wanted, some more), that leave a gap or none."""
    found: list[AccessSession] = []
    slots: Sequence[Slot] = week.slots
    left = minutes
    if covered:
        found = [
            _session(plausible, week, slot, whole_minutes(slot[1]), place) for place, slot in enumerate(week.must_cover)
        ]
        left -= week.covering_minutes
    elif len(slots) > 1 and week.must_cover:
        gap = plausible.draw(st.sampled_from(week.must_cover))
        slots = [slot for slot in slots if slot != gap]
    for slot in cycle(plausible.draw(st.permutations(slots))):
        if left <= 0:
            break
        length = min(left, whole_minutes(slot[1]))
        if length < week.shortest:
            if not at_least:
                break
            length = week.shortest
        found.append(_session(plausible, week, slot, length, len(found)))
        left -= length
    return found


def _session(plausible: PlausibleValues, week: Week, slot: Slot, minutes: int, place: int) -> AccessSession:
    """A session of somebody else than those before it: one that is on record twice may be one."""
    day, (start, _) = slot
    staff = plausible.text_or_blank("GP")
    return AccessSession(
        service=week.service,
        on=day,
        start=start,
        end=(datetime.combine(day, start) + timedelta(minutes=minutes)).time(),
        site=plausible.text_or_blank("Main site"),
        staff=f"{staff} {place + 1}" if staff else "",
    )


def _sessions_of_other_weeks(plausible: PlausibleValues) -> list[AccessSession]:
    """Sessions of earlier weeks, which change nothing."""
    monday = last_whole_week(plausible.as_of).since
    days_before = plausible.draw(st.lists(st.integers(1, 60), max_size=2))
    return [
        AccessSession(
            service=plausible.draw(st.sampled_from((EXTENDED, ENHANCED))),
            on=monday - timedelta(days=back),
            start=time(18, 30),
            end=time(20),
            agreed_outside_hours=plausible.yes_or_no(),
        )
        for back in days_before
    ]
