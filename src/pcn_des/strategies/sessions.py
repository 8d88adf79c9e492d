"""Plausible appointments outside core hours: a week that offers enough or too little, and cancelled time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, ContractYear, Period, bank_holidays, last_whole_week
from pcn_des.engine.trace import exact_term
from pcn_des.facts._access import Window, days_of, minutes_of, windows_on
from pcn_des.facts.population import SNAPSHOT
from pcn_des.network import AccessSession, AccessWeek, CancelledSession, MakeUp, Records
from pcn_des.strategies.drawing import Making
from pcn_des.strategies.members import LIST_DATE
from pcn_des.strategies.wishes import ENOUGH_MINUTES, HOURS_COVERED, MADE_UP, Wishes

EXTENDED, ENHANCED = "extended_hours", "enhanced_access"
WAKING: Final[Window] = (time(7), time(21))  # hours in which a session is believable
Slot = tuple[date, Window]
Owed = tuple[Fraction, Fraction]


@attrs.frozen
class Week:
    """The service of a day, when it can be offered in the last whole week, and the shortest session that counts."""

    service: str
    slots: tuple[Slot, ...]
    shortest: int
    must_cover: tuple[Slot, ...] = ()

    @property
    def covering_minutes(self) -> int:
        """The minutes that leave no gap in the hours to be covered."""
        return sum(_whole_minutes(window) for _, window in self.must_cover)


def week_of(wishes: Wishes) -> Week | None:
    """The week that is measured on a day; None where the contract that it is held against has neither service."""
    terms, days = wishes.weekly, days_of(last_whole_week(wishes.as_of))
    hours = _value(terms, f"{ENHANCED}.network_standard_hours")
    if hours is not None:
        slots = tuple((day, window) for day in days for window in windows_on(day, hours))
        covered = tuple((day, window) for day, window in slots if day not in bank_holidays(day.year))
        return Week(ENHANCED, slots, 1, covered)
    core, shortest = _value(terms, f"{EXTENDED}.core_hours"), _value(terms, f"{EXTENDED}.session_min_minutes")
    if core is None or shortest is None:
        return None
    found = tuple((day, window) for day in days for window in _free(day, core) if minutes_of(window) >= shortest)
    return Week(EXTENDED, found, ceil(shortest))


def _free(day: date, core: Sequence[Mapping[str, Any]]) -> Iterator[Window]:
    reached, end = WAKING
    for start, stop in () if day in bank_holidays(day.year) else sorted(windows_on(day, core)):
        if start > reached:
            yield reached, start
        reached = max(reached, stop)
    if reached < end:
        yield reached, end


def _whole_minutes(window: Window) -> int:
    return floor(minutes_of(window))


def _value(terms: Terms, key: str) -> Any:
    term = terms.get(key)
    return exact_term(term) if term is not None and term.is_known else None


def least_adjusted(making: Making, week: Week | None) -> Fraction:
    """How many adjusted patients a network has at least, so that a covered week is too little for them.

    No time of such a week is cancelled.
    """
    wishes = making.wishes
    if week is None or wishes.holds(ENOUGH_MINUTES) is not False or not wishes.holds(HOURS_COVERED):
        return Fraction(0)
    rate, step = (wishes.figure_of_week(f"{ENHANCED}.{key}") for key in ("minutes_per_1000", "rounding_minutes"))
    return Fraction((week.covering_minutes + step + 1) * 1000 / rate)


# --- the week's minutes -----------------------------------------------------------------------------------------------


def access(
    making: Making, week: Week | None, owed: Owed, cancelled_in_week: int
) -> tuple[Records[AccessSession] | None, Records[AccessWeek] | None]:
    """The sessions and the sums of weeks on record; too little is too little with the cancelled minutes, too."""
    elsewhere = _other_sessions(making)
    if week is None or not week.slots:
        return making.known("access_sessions", elsewhere), making.known("access_weeks", [])
    enough, covered = (making.wishes.holds(sentence) for sentence in (ENOUGH_MINUTES, HOURS_COVERED))
    if covered is None:
        covered = False if enough is False else making.yes()
    enough = making.yes() if enough is None else enough
    aim = _aim(making, owed, enough) if enough else max(0, _aim(making, owed, enough) - cancelled_in_week)
    if making.wishes.holds(HOURS_COVERED) is None and making.yes():
        monday = last_whole_week(making.as_of).since
        summed = [AccessWeek(service=week.service, week_starting=monday, minutes=aim)]
        return _sum_only(elsewhere), making.known("access_weeks", summed)
    offered = _offered(making, week, aim, covered=covered, at_least=enough)
    # What a list with gaps shows is a lower bound: only a complete one falls short, or shows that nothing was enough.
    short = False in (making.wishes.holds(ENOUGH_MINUTES), making.wishes.holds(HOURS_COVERED))
    return making.known(
        "access_sessions", [*offered, *elsewhere], complete=True if short or not offered else None
    ), None


def _sum_only(elsewhere: list[AccessSession]) -> Records[AccessSession] | None:
    """Sessions of other weeks; a complete list would say that the week summed elsewhere had none."""
    return Records(elsewhere, complete=False) if elsewhere else None


def owed_in(terms: Terms, week: Week | None, sums: Mapping[tuple[str, date], Fraction]) -> Owed:
    """The least and the most that is owed in a week by any reading, under the contract that it is held against."""
    if week is None:
        return Fraction(0), Fraction(0)
    rate, step = _value(terms, f"{week.service}.minutes_per_1000"), _value(terms, f"{week.service}.rounding_minutes")
    kind = "adjusted" if week.service == ENHANCED else "registered"
    days = [_value(terms, key) for key in (SNAPSHOT, LIST_DATE)]
    patients = [sums[kind, day] for day in days if (kind, day) in sums]
    if rate is None or step is None or not patients:
        return Fraction(0), Fraction(0)
    exact = [rate * number / 1000 for number in patients]
    read = [*exact, *(floor(minutes / step + Fraction(1, 2)) * step for minutes in exact)]
    return min(read), max(read)


def _aim(making: Making, owed: Owed, enough: bool) -> int:
    if enough:
        return ceil(owed[1]) + making.draw(st.integers(0, 60))
    highest = max(0, ceil(owed[0]) - 1)
    return max(0, highest - making.draw(st.integers(0, max(highest, 0))))


def _offered(making: Making, week: Week, aim: int, *, covered: bool, at_least: bool) -> list[AccessSession]:
    """Sessions of so many minutes (or, where enough is wanted, some more), that leave a gap or none."""
    found: list[AccessSession] = []
    slots = list(week.slots)
    if covered:
        found = [_session(making, week, slot, _whole_minutes(slot[1])) for slot in week.must_cover]
        aim -= week.covering_minutes
    elif len(slots) > 1 and week.must_cover:
        slots.remove(making.draw(st.sampled_from(week.must_cover)))
    order = making.draw(st.permutations(slots))
    place = 0
    while aim > 0:
        slot = order[place % len(order)]
        minutes = min(aim, _whole_minutes(slot[1]))
        if minutes < week.shortest:
            if not at_least:
                break
            minutes = week.shortest
        found.append(_session(making, week, slot, minutes))
        aim -= minutes
        place += 1
    return found


def _session(making: Making, week: Week, slot: Slot, minutes: int) -> AccessSession:
    day, (start, _) = slot
    end = (datetime.combine(day, start) + timedelta(minutes=minutes)).time()
    return AccessSession(
        service=week.service, on=day, start=start, end=end, site=making.text("Main site"), staff=making.text("GP")
    )


def _other_sessions(making: Making) -> list[AccessSession]:
    """Sessions of other weeks, which change nothing."""
    monday = last_whole_week(making.as_of).since
    days = making.draw(st.lists(st.integers(1, 60), max_size=2))
    return [
        AccessSession(
            service=making.draw(st.sampled_from((EXTENDED, ENHANCED))),
            on=monday - timedelta(days=back),
            start=time(18, 30),
            end=time(20),
            agreed_outside_hours=making.yes(),
        )
        for back in days
    ]


# --- cancelled time ---------------------------------------------------------------------------------------------------


def cancelled(making: Making, owed: Owed) -> Records[CancelledSession] | None:
    """Cancelled sessions of the day's service, made up or not.

    Where the minutes of the week are too little, those cancelled in it have to leave it so: they count by one reading.
    """
    name = "cancelled_sessions"
    service = ENHANCED if f"{ENHANCED}.network_standard_hours" in making.wishes.terms else EXTENDED
    holds = making.wishes.holds(MADE_UP)
    count = making.draw(st.integers(0 if holds is None else 1, 3))
    window = _value(making.wishes.terms, f"{service}.make_up_window_days")
    if window is None:
        count = 0
    answers = making.each(MADE_UP, count)
    found = [_cancelled(making, service, f"C{place}", int(window), made) for place, made in enumerate(answers)]
    if making.wishes.holds(ENOUGH_MINUTES) is False:
        found = _leaving_it_short(making, found, owed)
    return making.known(name, found, complete=True if holds else None)


def _leaving_it_short(making: Making, found: list[CancelledSession], owed: Owed) -> list[CancelledSession]:
    """The sessions, those put off until after the week whose minutes would be enough for it."""
    week = last_whole_week(making.as_of)
    spare = 0 if making.wishes.holds(HOURS_COVERED) else ceil(owed[0]) - 1
    kept = []
    for session in found:
        if session.on in week and session.minutes > spare:
            day = week.since + len(days_of(week)) * ONE_DAY
            later = [attrs.evolve(part, on=max(part.on, day)) for part in session.made_up or ()]
            complete = session.made_up is not None and session.made_up.complete
            session = attrs.evolve(session, on=day, made_up=Records(later, complete=complete))
        elif session.on in week:
            spare -= session.minutes
        kept.append(session)
    return kept


def minutes_cancelled_in(week: Period, sessions: Iterable[CancelledSession] | None) -> int:
    """The minutes of the sessions cancelled in a week."""
    return sum(session.minutes for session in sessions or () if session.on in week)


def _cancelled(making: Making, service: str, id_: str, window: int, made_up: bool | None) -> CancelledSession:
    year = ContractYear.of(making.as_of)
    minutes = making.draw(st.integers(30, 240))
    fields: dict[str, Any] = {"id": id_, "service": service, "minutes": minutes, "reason": making.text("illness")}
    if made_up:
        on = making.day_between(max(year.first_day, making.as_of - 60 * ONE_DAY), making.as_of)
        parts = making.draw(st.sampled_from(([minutes], [minutes - 15, 15], [minutes + 30])))
        after = [MakeUp(on=making.day_between(on, making.as_of), minutes=part) for part in parts]
        agreed = making.draw(st.none() | st.just(on + 2 * window * ONE_DAY))
        return CancelledSession(on=on, made_up=Records(after, complete=making.yes()), agreed_until=agreed, **fields)
    overdue = making.as_of - (window + 1) * ONE_DAY
    on = making.day_between(max(ContractYear(year.starts_in - 1).first_day, overdue - 60 * ONE_DAY), overdue)
    agreed = making.draw(st.none() | st.just(making.as_of - ONE_DAY))
    if made_up is None:
        return CancelledSession(on=on, agreed_until=agreed, **fields)
    part = [MakeUp(on=making.day_between(on, making.as_of), minutes=minutes - 15)] if making.yes() else []
    return CancelledSession(on=on, made_up=Records(part, complete=True), agreed_until=agreed, **fields)
