"""Papers that show a duty done, of random networks, held against the records read by hand.

What is in place is done while a paper of it counts; what is sent by a day stays sent; a yearly duty asks for a paper of
the contract year. Two of the duties have a day, and one is left open by last year's paper until the year is over.
"""

from __future__ import annotations

from datetime import date
from random import Random

import attrs

from pcn_des import Network, Status, assess
from pcn_des.network import Return
from support.by_hand import first_of_year, told_of_each
from support.random_records import chance, comparisons, day_between, day_near, known, listed, seeds


@attrs.frozen
class Duty:
    """A duty as the contract has it, in the days that are asked about."""

    key: str
    kind: str
    since: date
    until: date
    due: date | None = None
    yearly: bool = False
    stands: bool = False


DUTIES = (
    Duty(
        "network_agreement.data_sharing",
        "data_sharing_agreement",
        date(2019, 7, 1),
        date(2020, 3, 31),
        due=date(2019, 6, 30),
        stands=True,
    ),
    Duty("network_agreement.data_sharing", "data_sharing_agreement", date(2020, 4, 1), date(2027, 3, 31), stands=True),
    Duty(
        "care_homes.team_established",
        "care_home_team",
        date(2020, 7, 31),
        date(2021, 3, 31),
        due=date(2020, 9, 30),
        stands=True,
    ),
    Duty(
        "enhanced_access.plan_submitted",
        "enhanced_access_plan",
        date(2022, 4, 1),
        date(2023, 3, 31),
        due=date(2022, 7, 31),
    ),
    Duty(
        "data.workforce_plan",
        "workforce_plan",
        date(2022, 4, 1),
        date(2023, 3, 31),
        due=date(2022, 8, 31),
        yearly=True,
    ),
    Duty(
        "data.workforce_plan", "workforce_plan", date(2020, 4, 1), date(2021, 3, 31), due=date(2020, 8, 31), yearly=True
    ),
    Duty("enhanced_access.reminders", "appointment_book_audit", date(2024, 4, 1), date(2027, 3, 31), yearly=True),
)
Answer = tuple[Status, int | None]
"""The status, and by how many days it was done late."""


def drawn(random: Random, duty: Duty, day: date) -> Network:
    papers = []
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        on = day_near(random, random.choice((day, duty.due or day)), random.choice((1, 60, 500)))
        until = max(on, day_near(random, day, 40)) if chance(random, 0.4) else None
        shows = {duty.key: not chance(random, 0.4)} if chance(random, 0.5) else {}
        kind = duty.kind if chance(random, 0.95) else "register_of_interests"
        papers.append(Return(kind=kind, on=on, until=until, shows=shows))
    if papers and chance(random, 0.2):
        papers.append(attrs.evolve(papers[0], shows={duty.key: False}))
    return Network(code="U00001", name="Millbrook PCN", returns=listed(random, papers, day))


def by_hand(duty: Duty, network: Network, day: date) -> Answer:
    of_the_kind = [one for one in known(network.returns) if one.kind == duty.kind]
    begins = first_of_year(day)
    papers = [one for one in of_the_kind if one.on <= day and not (duty.yearly and one.on < begins)]
    short = Status.NOT_DUE if duty.due and day <= duty.due else Status.NOT_MET
    if duty.stands or not duty.due:
        papers_now = [one for one in papers if one.until is None or one.until >= day]
        last = max((one.on for one in papers_now), default=None)
        said = {shows(one, duty) for one in papers_now if one.on == last}
        if said == {True, False}:
            return Status.UNKNOWN, None
        done = said == {True}
    else:
        papers_now = papers
        done = any(shows(one, duty) for one in papers)
    if done:
        first = min(one.on for one in papers if shows(one, duty))
        return Status.MET, (first - duty.due).days if duty.due and first > duty.due else None
    if papers_now:
        return short, None
    told = told_of_each(network.returns, begins, day) if duty.yearly else tells_of_always(network)
    if not told or may_still_be_shown(duty, of_the_kind, day):
        return Status.UNKNOWN, None
    return short, None


def shows(paper: Return, duty: Duty) -> bool:
    return paper.shows.get(duty.key, True)


def tells_of_always(network: Network) -> bool:
    """Whether the list has the papers of every day: one of any day could show the duty done."""
    return network.returns is not None and network.returns.complete


def may_still_be_shown(duty: Duty, papers: list[Return], day: date) -> bool:
    """Whether last year's paper leaves a yearly duty without a day open: up to the last day of the year."""
    if not duty.yearly or duty.due or (day.month, day.day) == (3, 31):
        return False
    begins = first_of_year(day)
    last_years = [one for one in papers if begins.replace(year=begins.year - 1) <= one.on < begins]
    return any(shows(one, duty) and (one.until is None or one.until >= day) for one in last_years)


def test_papers() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        duty = random.choice(DUTIES)
        edges = [duty.since, duty.until, *([duty.due] if duty.due else [])]
        day = day_between(random, duty.since, duty.until)
        if chance(random, 0.3):
            day = min(max(day_near(random, random.choice(edges), 1), duty.since), duty.until)
        network = drawn(random, duty, day)
        finding = assess(network, day)[duty.key]
        found, expected = (finding.status, finding.late_by), by_hand(duty, network, day)
        if found != expected:
            wrong.append((number, duty.key, day, found, expected))
    assert wrong == []
