"""Cancelled sessions and their make-up, of random networks, held against the records read by hand, minute by minute.

A session is made up on the day on which the last of its minutes was, within 14 days or by the day that the commissioner
agreed. The duty is about those of the contract year, and those of the year before that were still owed when it began.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pcn_des import Network, Status, assess
from pcn_des.network import CancelledSession, MakeUp
from support.by_hand import first_of_year, told_of_each
from support.random_records import FIRST, LAST, chance, comparisons, day_between, day_near, known, listed, seeds

WINDOW = timedelta(days=14)
SERVICES = ("extended_hours", "enhanced_access")
ENHANCED = date(2022, 10, 1)  # the first day of enhanced access, and the end of extended hours
Answer = tuple[Status, int | None]
"""The status of a session, and by how many days its make-up was late."""


def drawn(random: Random, day: date) -> Network:
    service = SERVICES[day >= ENHANCED]
    sessions = []
    for number in range(random.randint(0, 3)):
        on = day_near(random, day, random.choice((30, 30, 500)))
        minutes = random.choice((30, 60, 90))
        made_up = [
            MakeUp(on=on + timedelta(days=random.choice((0, 13, 14, 15, random.randint(0, 200)))), minutes=part)
            for part in random.choice(((), (minutes,), (30, 30, 30), (minutes - 1, 1), (minutes - 10,)))
            if part
        ]
        sessions.append(
            CancelledSession(
                id=f"C{number}",
                service=service if chance(random, 0.9) else random.choice(SERVICES),
                on=on,
                minutes=minutes,
                made_up=listed(random, made_up, day),
                agreed_until=day_near(random, on + WINDOW, 60) if chance(random, 0.3) else None,
            )
        )
    return Network(code="U00001", name="Millbrook PCN", cancelled_sessions=listed(random, sessions, day))


def by_hand(session: CancelledSession, day: date) -> Answer:
    due = session.on + WINDOW
    if session.agreed_until is not None and session.agreed_until > due:
        due = session.agreed_until
    minute_by_minute = sorted(back.on for back in known(session.made_up) for _ in range(back.minutes) if back.on <= day)
    if len(minute_by_minute) >= session.minutes:
        last = minute_by_minute[session.minutes - 1]
        return Status.MET, (last - due).days if last > due else None
    if not told_of_each(session.made_up, session.on, day):
        return Status.UNKNOWN, None
    return (Status.NOT_DUE if day <= due else Status.NOT_MET), None


def asked_about(network: Network, service: str, day: date) -> tuple[dict[str, CancelledSession], bool]:
    """The sessions that the duty is about, and whether one of last year may be another, or made up before this one."""
    begins = first_of_year(day)
    found = {}
    doubtful = False
    for session in known(network.cancelled_sessions):
        back = sum(one.minutes for one in known(session.made_up) if one.on < begins)
        owed_still = session.on >= first_of_year(begins - timedelta(days=1)) and back < session.minutes
        if session.service != service or session.on > day or not (session.on >= begins or owed_still):
            continue
        if session.on < begins and not told_of_each(session.made_up, session.on, begins - timedelta(days=1)):
            doubtful = True
        else:
            found[session.id] = session
    return found, doubtful


def of_all(network: Network, answers: list[Status], day: date) -> Status:
    """The answer of the whole duty: a shortfall if any session has one, and settled where no session can be missing."""
    for worst in (Status.NOT_MET, Status.UNKNOWN):
        if worst in answers:
            return worst
    if not told_of_each(network.cancelled_sessions, first_of_year(day), day):
        return Status.UNKNOWN
    return next((status for status in (Status.NOT_DUE, Status.MET) if status in answers), Status.NOT_APPLICABLE)


def test_make_up() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, FIRST, LAST)
        network = drawn(random, day)
        service = SERVICES[day >= ENHANCED]
        finding = assess(network, day)[f"{service}.cancelled_time_made_up"]
        asked, doubtful = asked_about(network, service, day)
        expected = {id_: by_hand(one, day) for id_, one in asked.items()}
        found = {part.subject: (part.status, part.late_by) for part in finding.parts}
        answers = [status for status, _ in expected.values()]
        whole = of_all(network, [*answers, *([Status.UNKNOWN] if doubtful else [])], day)
        if found != expected or finding.status is not whole:
            wrong.append((number, day, found, expected, finding.status, whole))
    assert wrong == []
