"""The list sum of random networks, held against a sum made by hand.

Core Network Practices come, go and merge, lists come in editions, with gaps, and the network has a figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import attrs

from pcn_des import Network, terms
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.facts.evidence import shown_on
from pcn_des.network import Membership, Population, Practice, Records
from pcn_des.values import Range, Unknown, Value
from support.by_hand import first_of_year, lasts, told, told_of_each
from support.random_records import FIRST, LAST, chance, comparisons, day_between, known, listed, seeds, spells

KINDS = ("registered", "weighted", "adjusted")
CORRECTED, USED = date(2025, 5, 30), date(2025, 6, 1)  # of the adjusted populations of 2025/26, by the contract
Sum = tuple[Fraction, Fraction | None] | None
"""The ends of a sum (None: open); None where nothing is known of it."""


def drawn_editions(random: Random, year: int) -> list[Population]:
    """Lists of this snapshot and others, some corrected."""
    found: dict[tuple[str, date, date | None], Population] = {}
    for _ in range(random.choice((0, 1, 2, 3, 4, 6))):
        kind = random.choice(KINDS)
        at = date(random.choice((year, year, year, year - 1)), random.choice((1, 1, 1, 4)), 1)
        published = None if chance(random, 0.5) else date(year, random.choice((1, 3, 5, 6, 9)), random.choice((1, 30)))
        patients = Decimal(random.choice((0, random.randint(1, 9_000), random.randint(10, 99_999)))) / (
            10 if chance(random, 0.2) else 1
        )
        found[kind, at, published] = Population(kind=kind, at=at, patients=patients, published=published)
    return list(found.values())


def drawn_practice(random: Random, number: int, day: date) -> Practice:
    members = [
        Membership(since=since, until=until, core=not chance(random, 0.15)) for since, until in spells(random, day)
    ]
    if members and members[-1].until is not None and chance(random, 0.7):
        how = random.choice(("merged", "merged", "left", "dispersed", "closed"))
        into = random.choice([f"A0000{heir}" for heir in range(number + 1, 5)]) if how == "merged" else None
        members[-1] = attrs.evolve(members[-1], ended_by=how, into=into)
    year = first_of_year(day).year
    if chance(random, 0.5):
        members = [Membership(since=date(2018, 7, 1), until=None)]
    return Practice(
        code=f"A0000{number}",
        name=f"Practice {number}",
        membership=listed(random, members, day),
        populations=listed(random, drawn_editions(random, year), day),
    )


def drawn(random: Random, day: date) -> Network:
    practices = [drawn_practice(random, number, day) for number in range(random.randint(0, 4))]
    own = drawn_editions(random, first_of_year(day).year)
    if chance(random, 0.6):
        own = agreeing(random, practices, day, own)
    return Network(
        code="U00001",
        name="Millbrook PCN",
        practices=listed(random, practices, day),
        populations=listed(random, own, day),
    )


def agreeing(random: Random, practices: list[Practice], day: date, own: list[Population]) -> list[Population]:
    """The network's own figures, as they come from those of its practices."""
    year = first_of_year(day).year
    at = date(year, 1, 1)
    found = []
    for kind in KINDS:
        total = sum(
            (one.patients for practice in practices for one in known(practice.populations) if one.kind == kind),
            Decimal(0),
        )
        whole = total.to_integral_value() if chance(random, 0.5) else total
        found.append(Population(kind=kind, at=at, patients=whole + random.choice((0, 0, 1, 5_000))))
    return [one for one in own if one.published] + found


def by_hand(network: Network, kind: str, day: date, known_on: date | None) -> Sum:
    """The sum as the page on populations says it; of adjusted patients, the edition that payments use."""
    corrected = kind == "adjusted" and first_of_year(day).year == 2025 and (known_on is None or known_on >= CORRECTED)
    if not corrected:
        return sum_of(network, kind, day, known_on, lambda published: True)
    if day < USED:
        return sum_of(network, kind, day, known_on, lambda published: published < CORRECTED)
    found = sum_of(network, kind, day, known_on, lambda published: published >= CORRECTED)
    return found if found is not None and found[0] == found[1] else None


def sum_of(network: Network, kind: str, day: date, known_on: date | None, counts: Callable[[date], bool]) -> Sum:
    at = date(first_of_year(day).year, 1, 1)

    def figure(populations: Records[Population] | None) -> Fraction | None:
        """The edition that was published last, of those that were known."""
        last = None
        for one in known(populations):
            published = one.published or date.min
            if (one.kind, one.at) != (kind, at) or not counts(published):
                continue
            if known_on is not None and published > known_on:
                continue
            if last is None or published > (last.published or date.min):
                last = one
        return None if last is None else Fraction(last.patients)

    own = figure(network.populations)
    if network.practices is None:
        return None if own is None else (own, own)
    core, doubtful = members(network, day)
    fates = {practice.code: fate(network, practice, at, day) for practice in network.practices}
    carried = [one for one in network.practices if fates[one.code] == "counts" and one not in core]
    maybe = [one for one in network.practices if fates[one.code] == "may count"]
    lists = {one.code: figure(one.populations) for one in network.practices}
    figures = [lists[one.code] for one in (*core, *carried) if not (founded(network, one, at) and not lists[one.code])]
    total = sum((found for found in figures if found is not None), Fraction(0))
    whole = None not in figures and not doubtful
    unlisted = told(network.practices, day) and not told_of_each(network.practices, at, day)
    before = {one.code for one in members(network, at)[0]}
    after = {one.code for one in (*core, *carried) if one in carried or not founded(network, one, at)}
    as_it_was = not doubtful and not members(network, at)[1] and not maybe and not unlisted and before == after
    if own is not None and as_it_was:
        if whole:
            return (total, total) if abs(own - total) < 1 else None
        if total > own:
            return None
        rounded = own.denominator == 1 and any(found is not None and found.denominator > 1 for found in figures)
        return (max(Fraction(0), own - 1), own + 1) if rounded else (own, own)
    more = [lists[one.code] for one in maybe]
    if whole and None not in more and not unlisted:
        return total, total + sum((found for found in more if found is not None), Fraction(0))
    return (total, None) if total else None


def fate(network: Network, practice: Practice, at: date, day: date) -> str:
    """Whether the list of a practice counts on a day, may count, or not: it goes where the practice went."""
    core, _ = members(network, day)
    if practice in core:
        return "counts"
    over = last_over(practice, day)
    if doubtful_one(practice, day):
        return "not"
    if over is None or over.until is None or over.until < at:
        whole = told_of_each(practice.membership, at, day) or any(
            lasts(spell, day) for spell in known(practice.membership)
        )
        return "not" if whole else "may count"
    return heir_of(network, practice, over, day)


def heir_of(network: Network, practice: Practice, over: Membership, day: date) -> str:
    """What became of a practice whose last spell as a core practice was over."""
    if over.ended_by is None:
        return "not" if any(lasts(spell, day) for spell in known(practice.membership)) else "may count"
    if over.into is None:
        return "not"
    core, _ = members(network, day)
    heir = next((one for one in network.practices or () if one.code == over.into), None)
    if heir is None:
        return "not" if told(network.practices, day) else "may count"
    if heir in core:
        return "counts"
    if doubtful_one(heir, day):
        return "may count"
    further = last_over(heir, day)
    return "not" if further is None else heir_of(network, heir, further, day)


def last_over(practice: Practice, day: date) -> Membership | None:
    spells_over = [one for one in known(practice.membership) if one.core and one.until is not None and one.until < day]
    return sorted(spells_over, key=lambda one: one.until or date.max)[-1] if spells_over else None


def founded(network: Network, practice: Practice, at: date) -> bool:
    """Whether a practice came to be after a day by mergers into it."""
    begins = [spell.since for spell in known(practice.membership) if spell.core]
    into_it = [
        spell.until
        for other in network.practices or ()
        for spell in known(other.membership)
        if spell.core and spell.into == practice.code and spell.until is not None
    ]
    return all(day > at for day in begins) and any((min(begins) - until).days == 1 for until in into_it if begins)


def doubtful_one(practice: Practice, day: date) -> bool:
    """Whether it is not known if a practice is a member."""
    on_the_day = [spell for spell in known(practice.membership) if lasts(spell, day)]
    return not on_the_day and not told(practice.membership, day)


def members(network: Network, day: date) -> tuple[list[Practice], bool]:
    """The Core Network Practices on a day, and whether there may be others."""
    assert network.practices is not None
    core, doubtful = [], not told(network.practices, day)
    for practice in network.practices:
        on_the_day = [spell for spell in known(practice.membership) if lasts(spell, day)]
        if any(spell.core for spell in on_the_day):
            core.append(practice)
        elif doubtful_one(practice, day):
            doubtful = True
    return core, doubtful


def by_the_package(network: Network, kind: str, day: date, known_on: date | None) -> Value:
    contract = terms(day, known_on)
    facts = RecordedFacts(network, day, known_on, FACTS, SUBJECTS, shown_on)

    def term(key: str) -> object:
        return contract[key].value if key in contract else None

    return facts.observe(f"population.{kind}", (), None, term).value


def as_ends(value: Value) -> Sum:
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Range):
        assert value.low is not None
        return value.low, value.high
    assert isinstance(value, Fraction)
    return value, value


def test_list_sum() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, FIRST, LAST)
        network = drawn(random, day)
        kind = random.choice(KINDS)
        known_on = None if chance(random, 0.6) else day_between(random, max(day, date(2019, 7, 1)), LAST)
        found, expected = as_ends(by_the_package(network, kind, day, known_on)), by_hand(network, kind, day, known_on)
        if found != expected:
            wrong.append((number, kind, day, known_on, found, expected))
    assert wrong == []
