"""Logs that were kept for a time, or have gaps, of random networks: weeks minute by minute, months day by day.

The weekly minutes are those of the last whole week before the day: exact where the log has everything of its seven
days, otherwise at least those on record. A monthly return is asked for each month of the contract year that is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from random import Random

from pcn_des import Network, Status, assess, terms
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.facts.evidence import shown_on
from pcn_des.network import AccessSession, AccessWeek, CancelledSession, Return
from pcn_des.values import Range, Unknown, Value
from support.by_hand import days_from, first_of_year, told_of_each
from support.random_records import LAST, chance, comparisons, day_between, day_near, known, listed, seeds

SERVICE = "enhanced_access"
BEGAN = date(2022, 10, 17)  # the service had begun by the last whole week
STARTS = (time(8), time(9), time(17, 45), time(18), time(18, 1), time(18, 30), time(18, 45), time(19, 50), time(20, 15))
ENDS = (time(17), time(18, 20), time(18, 30), time(18, 45), time(20), time(20, 15), time(20, 30), time(20, 40))
SHORTEST = 30  # minutes of a period outside the Network Standard Hours that count where they are agreed
MONTHLY = "data.workforce_return"
ASKED_SINCE = date(2021, 7, 1)
NOTHING_KNOWN = (Fraction(0), None)
Minutes = tuple[Fraction, Fraction | None] | None
"""The ends of a number of minutes (None: open); None where nothing is known of it."""


def drawn_week(random: Random, day: date) -> Network:
    monday = day - timedelta(days=day.weekday() + 7)
    sessions: list[AccessSession] = []
    for _ in range(random.randint(0, 8)):
        start = random.choice(STARTS)
        end = random.choice(ENDS)
        if end <= start:
            continue
        session = AccessSession(
            service=SERVICE if chance(random, 0.9) else "extended_hours",
            on=monday + timedelta(days=random.choice((-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7))),
            start=start,
            end=end,
            site=random.choice(("", "", "Hall")),
            staff=random.choice(("", "", "Nurse A", "Dr B")),
            agreed_outside_hours=chance(random, 0.3),
        )
        # of one member of staff, the same hours are agreed or they are not
        if not any(one.staff and told_apart(one) == told_apart(session) for one in sessions):
            sessions += [session] * (2 if chance(random, 0.15) else 1)
    cancelled = [
        CancelledSession(
            id=f"C{number}", service=SERVICE, on=monday + timedelta(days=random.randint(-1, 7)), minutes=60
        )
        for number in range(random.randint(0, 3))
    ]
    least, most = ends_by_hand([one for one in sessions if one.service == SERVICE])
    summed = random.choice((least, most)) + random.choice((0, 0, 0, 15, -15))
    weeks = [AccessWeek(service=SERVICE, week_starting=monday, minutes=max(0, summed))] if chance(random, 0.4) else []
    return Network(
        code="U00001",
        name="Millbrook PCN",
        access_sessions=listed(random, sessions, day),
        access_weeks=listed(random, weeks, day),
        cancelled_sessions=listed(random, cancelled, day),
    )


def told_apart(session: AccessSession) -> tuple[object, ...]:
    return session.service, session.on, session.start, session.end, session.site, session.staff


def ends_by_hand(sessions: list[AccessSession]) -> tuple[int, int]:
    """The least and the most minutes that count, one by one: those of one clinician's day by time, and by record.

    Without a name each session is of another clinician. How long a period goes on is told over all records of one site,
    agreed or not.
    """
    least, most = 0, 0
    people = {(one.on, one.staff or str(place)) for place, one in enumerate(sessions)}
    for day, person in sorted(people):
        theirs = [one for place, one in enumerate(sessions) if (one.on, one.staff or str(place)) == (day, person)]
        in_any: set[int] = set()
        for one in theirs:
            alike = [other for other in theirs if told_of(other) == told_of(one)]
            held = {minute for other in alike for minute in minutes_of(other)}
            counts = counted(day, held, agreed=one.agreed_outside_hours)
            most += len(counts & minutes_of(one))
            in_any |= counts
        least += len(in_any)
    return least, most


def told_of(session: AccessSession) -> tuple[str, bool]:
    return session.site, session.agreed_outside_hours


def minutes_of(session: AccessSession) -> set[int]:
    first, last = (at.hour * 60 + at.minute for at in (session.start, session.end))
    return set(range(first, last))


def counted(day: date, held: set[int], *, agreed: bool) -> set[int]:
    """Of minutes of a day, those that count: inside the hours, or in an agreed period outside them long enough."""
    found: set[int] = set()
    outside: set[int] = set()
    for minute in range(24 * 60):
        if minute in held and not in_standard_hours(day, minute):
            outside.add(minute)
            continue
        if agreed and len(outside) >= SHORTEST:
            found |= outside
        outside = set()
        if minute in held:
            found.add(minute)
    return found


def in_standard_hours(day: date, minute: int) -> bool:
    """18:30 to 20:00 from Monday to Friday, 9:00 to 17:00 on a Saturday."""
    if day.weekday() < 5:
        return 18 * 60 + 30 <= minute < 20 * 60
    return day.weekday() == 5 and 9 * 60 <= minute < 17 * 60


def offered_by_hand(network: Network, monday: date) -> Minutes:
    sunday = monday + timedelta(days=6)
    of_the_week = [
        one for one in known(network.access_sessions) if one.service == SERVICE and monday <= one.on <= sunday
    ]
    least, most = ends_by_hand(of_the_week)
    whole = told_of_each(network.access_sessions, monday, sunday)
    for week in known(network.access_weeks):
        if week.minutes < least or (whole and week.minutes > most):
            return None
        if not whole or least < most:
            return Fraction(week.minutes), Fraction(week.minutes)
    return Fraction(least), Fraction(most) if whole else None


def cancelled_by_hand(network: Network, monday: date) -> Minutes:
    sunday = monday + timedelta(days=6)
    total = sum(one.minutes for one in known(network.cancelled_sessions) if monday <= one.on <= sunday)
    return Fraction(total), Fraction(total) if told_of_each(network.cancelled_sessions, monday, sunday) else None


def by_the_package(network: Network, day: date, fact: str) -> Value:
    contract = terms(day)
    facts = RecordedFacts(network, day, None, FACTS, SUBJECTS, shown_on)
    return facts.observe(f"{SERVICE}.{fact}", (), None, lambda key: contract[key].value).value


def as_ends(value: Value) -> Minutes:
    """No bound at all is unknown: a number of minutes is never less than nothing."""
    if isinstance(value, Range) and value.low is not None:
        return None if value.low == 0 and value.high is None else (value.low, value.high)
    assert isinstance(value, Fraction | Unknown)
    return (value, value) if isinstance(value, Fraction) else None


def test_weeks() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, BEGAN, LAST)
        network = drawn_week(random, day)
        monday = day - timedelta(days=day.weekday() + 7)
        for fact, expected in (
            ("weekly_minutes", offered_by_hand(network, monday)),
            ("cancelled_minutes", cancelled_by_hand(network, monday)),
        ):
            found = as_ends(by_the_package(network, day, fact))
            if found != (None if expected == NOTHING_KNOWN else expected):
                wrong.append((number, day, fact, found, expected))
    assert wrong == []


def drawn_returns(random: Random, day: date) -> Network:
    """One for each month, save some, or one for many months; some show that it is not done."""
    begins = year_asked_about(day)
    papers = []
    for first in months_of_year(begins):
        if first <= day and not chance(random, 0.08):
            papers.append(drawn_return(random, first))
    if chance(random, 0.2):
        papers = [drawn_return(random, day_near(random, begins, 40), months=random.randint(0, 12))]
    return Network(code="U00001", name="Millbrook PCN", returns=listed(random, papers, begins))


def drawn_return(random: Random, first: date, months: int = 0) -> Return:
    on = first + timedelta(days=random.choice((0, 27, random.randint(0, 27))))
    until = None if not months and chance(random, 0.7) else on + timedelta(days=30 * months + random.randint(0, 20))
    shows = {MONTHLY: not chance(random, 0.2)} if chance(random, 0.3) else {}
    kind = "workforce_return" if chance(random, 0.95) else "practice_workforce_return"
    return Return(kind=kind, on=on, until=until, shows=shows)


def months_of_year(begins: date) -> Iterator[date]:
    """The first day of each month of a contract year."""
    for month in range(12):
        yield date(begins.year + (month + 3) // 12, (month + 3) % 12 + 1, 1)


def returned_by_hand(network: Network, day: date) -> Status:
    """In April the months of the year before are asked about; of several papers of a month its last day governs."""
    begins = year_asked_about(day)
    over = [
        first
        for first in months_of_year(begins)
        if first >= ASKED_SINCE and first <= day and last_of_month(first) < day
    ]
    papers = [one for one in known(network.returns) if one.kind == "workforce_return" and one.on <= day]
    said: dict[date, set[bool]] = {}
    for first in over or [day.replace(day=1)]:
        held = [one for one in papers if concerns(one, first, last_of_month(first))]
        last = max((one.on for one in held), default=None)
        said[first] = {one.shows.get(MONTHLY, True) for one in held if one.on == last}
    absent = [first for first in over if not said[first] and told_of_each(network.returns, first, last_of_month(first))]
    if absent or {False} in said.values():
        return Status.NOT_MET
    return Status.MET if all(states == {True} for states in said.values()) else Status.UNKNOWN


def year_asked_about(day: date) -> date:
    """The first day of the contract year whose months are asked about on a day."""
    begins = first_of_year(day)
    return begins.replace(year=begins.year - 1) if day.month == 4 else begins


def last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def concerns(paper: Return, first: date, last: date) -> bool:
    """Whether a paper counts on any day of a month."""
    return any(paper.on <= day <= (paper.until or paper.on) for day in days_from(first, last))


def test_months() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, ASKED_SINCE, LAST)
        network = drawn_returns(random, day)
        found, expected = assess(network, day)[MONTHLY].status, returned_by_hand(network, day)
        if found is not expected:
            wrong.append((number, day, found, expected))
    assert wrong == []
