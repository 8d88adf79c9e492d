"""The clinical director in post on a day, of random networks, held against the records read by hand.

Somebody is in post, or the post is vacant on record, or a list that has everything of the day names nobody; otherwise
nobody knows. A post that is both vacant and held is refused.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from pcn_des import Network, Status, assess
from pcn_des.network import Appointment, Vacancy
from pcn_des.network.records import ContradictionError
from support.by_hand import days_from, lasts, told
from support.random_records import FIRST, LAST, comparisons, day_between, known, listed, seeds, spells

RULE = "clinical_director.in_post"


def drawn(random: Random, day: date) -> dict[str, Any]:
    names = ("Dr A", "Dr A", "Dr B")
    held = [Appointment(name=random.choice(names), since=since, until=until) for since, until in spells(random, day)]
    shared = [Appointment(name="Dr C", since=since, until=until) for since, until in spells(random, day, most=1)]
    vacant = [Vacancy(since=since, until=until) for since, until in spells(random, day, most=random.choice((0, 1, 2)))]
    return {
        "clinical_directors": listed(random, held + shared, day),
        "clinical_director_vacancies": listed(random, vacant, day),
    }


def by_hand(records: dict[str, Any], day: date) -> tuple[Status, date | None] | None:
    """The answer, and since when whoever has been longest in post is in it; None where the records are refused."""
    held = known(records["clinical_directors"])
    vacant = known(records["clinical_director_vacancies"])
    if any(in_both(one, other) for one in held for other in vacant):
        return None
    now = [one for one in held if lasts(one, day)]
    if now:
        return Status.MET, min(first_day_on_end(one, held, day) for one in now)
    if any(lasts(one, day) for one in vacant) or told(records["clinical_directors"], day):
        return Status.NOT_MET, None
    return Status.UNKNOWN, None


def in_both(one: Any, other: Any) -> bool:
    """Whether some day lies in both spells: if any does, the day on which the later one begins."""
    begins = max(one.since, other.since)
    return lasts(one, begins) and lasts(other, begins)


def first_day_on_end(one: Appointment, held: list[Appointment], day: date) -> date:
    """The day from which on a person is in post on each day up to this one."""
    of_the_name = [other for other in held if other.name == one.name]
    first = day
    for earlier in reversed(list(days_from(min(other.since for other in of_the_name), day))):
        if not any(lasts(other, earlier) for other in of_the_name):
            break
        first = earlier
    return first


def test_director() -> None:
    wrong: list[Any] = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, FIRST, LAST)
        records = drawn(random, day)
        expected = by_hand(records, day)
        try:
            finding = assess(Network(code="U00001", name="Millbrook PCN", **records), day)[RULE]
        except ContradictionError:
            if expected is not None:
                wrong.append((number, day, "refused", expected))
            continue
        said = f"since {expected[1].day} {expected[1]:%B %Y}" if expected and expected[1] else ""
        if expected is None or finding.status is not expected[0] or said not in finding.reason:
            wrong.append((number, day, finding.reason, expected))
    assert wrong == []
