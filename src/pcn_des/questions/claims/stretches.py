"""A month of a post, cut where anything changes: days on end under one contract, one pay and one answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import load_year
from pcn_des.contract.question import varied
from pcn_des.contract.role_names import role_called
from pcn_des.contract.terms import Terms
from pcn_des.contract.vocabulary import BY_MONTH, PART_MONTH, TEXTS
from pcn_des.dates import MONTHS_IN_A_YEAR, ONE_DAY, ContractYear, Period
from pcn_des.network import BaselineVacancy, Network, Post
from pcn_des.network.records import Spell

VACANCY_GRACE: Final = "arrs.scheme.baseline_vacancy_grace"


@attrs.frozen(eq=False)
class Stretch:
    """Days on end of a month on which a post is held, and the contract of those days."""

    days: Period
    contract: Terms

    @property
    def length(self) -> int:
        """How many days they are."""
        return length(self.days)


def length(days: Period) -> int:
    """How many days a period has that ends."""
    return (days.last - days.since).days + 1


def stretches(post: Post, month: Period, network: Network | None, known_on: date | None) -> tuple[Stretch, ...]:
    """The days of a month on which a post is held, cut wherever its pay, the contract or an exception changes."""
    last = min(month.last, post.period.last)
    first = max(month.since, post.since)
    if last < first:
        return ()
    year = ContractYear.of(month.since)
    grace = Terms(load_year(year), first, known_on).get(VACANCY_GRACE)
    of_role = _of_contract(year, role_called(post.role))
    changes = chain(of_role, days_of_records(post, network), _of_the_baseline(network, grace))
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    return tuple(
        Stretch(Period(since, after - ONE_DAY), varied(Terms(load_year(year), since, known_on), network))
        for since, after in pairwise([*starts, last + ONE_DAY])
    )


@lru_cache(maxsize=256)
def _of_contract(year: ContractYear, role: str) -> tuple[date, ...]:
    """The days of a contract year from which anything about a role or the scheme is otherwise."""
    contract = load_year(year)
    wanted = (f"arrs.{role}.", "arrs.scheme.", "arrs.band_")
    versions: list[Entry] = [
        *(version for key, listed in contract.terms.items() if key.startswith(wanted) for version in listed),
        *contract.roles.get(role, ()),
        *(version for listed in contract.payments.values() for version in listed),
    ]
    gaps = [gap for key, listed in contract.missing["terms"].items() if key.startswith(wanted) for gap in listed]
    spells = [(one.since, one.until) for one in versions] + [(gap.since, gap.until) for gap in gaps]
    days = {day for since, until in spells for day in (since, until + ONE_DAY)}
    return tuple(sorted(days))


def days_of_records(post: Post, network: Network | None) -> Iterator[date]:
    """The days from which the records of a post, or an exception, say something else."""
    spells: list[Sequence[Spell] | None] = [post.pay, post.leave]
    if network is not None:
        spells.append(network.variations)
        covered = post_of(network, post.covers_leave_of or "")
        spells += [[covered], covered.leave] if covered is not None else []
        yield from (day for day in (network.opened, network.closed and network.closed + ONE_DAY) if day)
    yield from _edges(spells)


def post_of(network: Network | None, post_id: str) -> Post | None:
    """The post of a network by its id; None where it is not on record."""
    posts = network.posts if network is not None else None
    return next((post for post in posts or () if post.id == post_id), None)


def _of_the_baseline(network: Network | None, grace: Term | None) -> Iterator[date]:
    """The days from which a vacancy of the baseline takes the place of another post, or of none."""
    if network is None or not network.baseline_vacancies or grace is None or not grace.is_known:
        return
    yield from _edges([network.baseline_vacancies, network.posts])
    for other in network.posts or ():  # what is on record of it tells whether it may give way
        yield from days_of_records(other, network)
    for vacancy in network.baseline_vacancies:
        yield grace_over(vacancy, grace)


def grace_over(vacancy: BaselineVacancy, grace: Term) -> date:
    """The first day on which a post of the baseline has been vacant for too long."""
    return vacancy.since + relativedelta(months=int(grace.value))


def _edges(spells: Sequence[Sequence[Spell] | None]) -> Iterator[date]:
    """The days from which another record of some lists holds."""
    for spell in chain.from_iterable(listed or () for listed in spells):
        yield spell.since
        if spell.over is not None:
            yield spell.over


def readings_of(contract: Terms) -> tuple[str, ...]:
    """How a part of a month may count, by the text of a day: in one way where it says so, otherwise in either."""
    said = contract.get(PART_MONTH)
    return (said.value,) if said is not None and said.is_known else TEXTS[PART_MONTH]


def part_of_month(days: int, month: Period, reading: str) -> Fraction:
    """What part of a month's money so many days are, where the post is not held for all of it."""
    if reading == BY_MONTH:
        return Fraction(days, length(month))
    return Fraction(days * MONTHS_IN_A_YEAR, length(ContractYear.of(month.since).period))
