"""How much of a role a network may have on a day, with what was granted to it, and who of its staff counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

import attrs

from pcn_des.answers.claim import NOT_CLAIMABLE
from pcn_des.answers.workforce import RoleLimit
from pcn_des.contract.blocks import UNLIMITED
from pcn_des.contract.blocks import limits as limits_of
from pcn_des.contract.entries import Term
from pcn_des.contract.files import title_of, year_of
from pcn_des.contract.question import varied
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import cap_of
from pcn_des.contract.tables import every_value
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, Period
from pcn_des.engine.registry import FACTS
from pcn_des.engine.trace import Trace
from pcn_des.network import Network, Post, Variation
from pcn_des.questions.basis import fact_source
from pcn_des.questions.claims.asked import GP, Asked
from pcn_des.questions.claims.costs import own_wte
from pcn_des.questions.claims.cover import stands_in
from pcn_des.questions.claims.rulings import rulings
from pcn_des.questions.claims.stretches import length, stretches
from pcn_des.questions.stream_months import on_record
from pcn_des.values import UNKNOWN, Range, decimal_of
from pcn_des.wording import in_words

WAIVER: Final = "cap_waiver"
POSTS_OF_A_NETWORK: Final = "posts per network"  # of a limit of which nothing says whether it counts WTE or people
_APPROVAL_OF_CLAIMS: Final = (GP, "other_direct_patient_care")  # and not of one more post
_LIMIT: Final = ".cap"
_MAY_SHARE: Final = "arrs.scheme.roles_that_may_share_a_limit"
_NONE: Final = Fraction(0)


def role_limits(network: Network, months: Iterable[Period], known_on: date | None) -> Iterator[RoleLimit]:
    """Every role and month in which it is, or may be, limited how much of the role the network has.

    A month in which an exception begins or ends is told in parts.
    """
    for month in months:
        by_role: dict[str, list[Post]] = {}
        for post in network.posts or ():
            if post.period.overlaps(month):
                by_role.setdefault(role_called(post.role), []).append(post)
        registered = registered_patients(network, month.since, known_on) if by_role else None
        for role, posts in by_role.items():
            for days, limit in limits_of_month(role, month, network, registered, known_on):
                shared = may_share(role, limit, days.since, known_on)
                staff = staff_of(posts, month, network, known_on)
                others = staff_of([post for one in shared for post in by_role.get(one, ())], month, network, known_on)
                yield _role_limit(role, days, limit, staff, shared, others, known_on)


def limits_of_month(
    role: str, month: Period, network: Network | None, registered: int | Range | None, known_on: date | None
) -> list[tuple[Period, Term]]:
    """The limits of a role in a month, each with its days; none of days on which the role is not limited."""
    found: list[tuple[Period, Term]] = []
    for days in _cut(month, network):
        limit = limit_on(role, days.since, network, registered, known_on)
        if limit is None or not is_limited(limit):
            continue
        if found and found[-1][1] == limit and found[-1][0].until == days.since - ONE_DAY:
            days = Period(found.pop()[0].since, days.until)
        found.append((days, limit))
    return found


def _role_limit(
    role: str,
    days: Period,
    limit: Term,
    staff: Sequence[Counted],
    shared: tuple[str, ...],
    others: Sequence[Counted],
    known_on: date | None,
) -> RoleLimit:
    found = RoleLimit(
        role=role,
        title=title_of("roles", role),
        month=days.since.replace(day=1),
        days=days,
        limit=limit,
        held=Decimal(0),
        agreement=agreement_beyond(role, Terms(year_of(days.since), days.since, known_on)),
        shared_with=shared,
    )
    return attrs.evolve(
        found,
        held=most_at_once(staff, days, in_people=found.in_people),
        people=most_at_once(staff, days, in_people=True) if found.in_either else None,
        together=most_at_once([*staff, *others], days, in_people=found.in_people) if shared else None,
    )


def may_share(role: str, limit: Term, day: date, known_on: date | None) -> tuple[str, ...]:
    """The other roles of which it was not seen whether they count against the limit of a role as well."""
    term = Terms(year_of(day), day, known_on).get(_MAY_SHARE)
    if limit.varied or term is None or not term.is_known or role not in term.value:
        return ()
    return tuple(one for one in term.value if one != role)


def limit_on(
    role: str, day: date, network: Network | None, registered: int | Range | None, known_on: date | None
) -> Term | None:
    """The limit of a role on a day: that of the contract, or what was granted to the network in its place.

    None where the role is not reimbursable on the day, or nothing is said of a limit.
    """
    contract = varied(Terms(year_of(day), day, known_on), network)
    limit = cap_of(role, contract, registered) if role in contract.roles else None
    return None if limit is None else as_granted(limit, () if network is None else network.variations_on(day))


def as_granted(limit: Term, exceptions: Iterable[Variation]) -> Term:
    """A limit with what a network was granted of it.

    A local variation says what the limit is. A waiver lifts a limit, and the record does not say which or how far: then
    it is at least what it is without the waiver. One that names its subjects is for those alone.
    """
    if limit.varied:
        return attrs.evolve(limit, unit=limit.unit or POSTS_OF_A_NETWORK)
    waiver = next((one for one in exceptions if one.kind == WAIVER and not one.subjects), None)
    if waiver is None or not is_limited(limit):
        return limit
    least, _ = allowed(limit)
    without = f"without it, it is {limit.in_words}" if least is not None else limit.note
    note = f"how far the {waiver.name} lifts this limit is not on record; {without}"
    found = attrs.evolve(limit, value=UNKNOWN, at_least=least, at_most=None, by=(), note=note)
    return attrs.evolve(found, varied=True, standing=None, sources=(), carried_from="")


def exceptions_in_words(exceptions: Iterable[Variation]) -> Iterator[str]:
    """What a network was granted of the limits of roles, and by whom."""
    for one in exceptions:
        if one.kind == WAIVER:
            whose = f" ({', '.join(one.subjects)} alone)" if one.subjects else ""
            yield f"A limit may be other for this network{whose}: {one.name}."
        for key, value in one.amends.items():
            if key.endswith(_LIMIT):
                yield f"{title_of('terms', key)}: {in_words(value)}, by the {one.name}, from {in_words(one.since)}."


def is_limited(limit: Term | None) -> bool:
    """Whether a role is, or may be, limited."""
    return limit is not None and not (limit.is_known and limit.value == UNLIMITED)


def allowed(limit: Term) -> tuple[Decimal | None, Decimal | None]:
    """How much of a role a limit lets through, at least and at most; None on both sides where nothing is known."""
    return limits_of(every_value(limit.value)) if limit.is_known else (limit.at_least, limit.at_most)


def agreement_beyond(role: str, contract: Terms) -> Term | None:
    """What the commissioner may agree to beyond the limit of a role, where the contract says so."""
    return None if role in _APPROVAL_OF_CLAIMS else contract.get(f"arrs.{role}.commissioner_approval")


def registered_patients(network: Network, month: date, known_on: date | None) -> int | Range | None:
    """The registered patients that a month's limits go by, or between which ends they lie; None where nothing is known.

    They are those of the day of the month's facts: in the month in which it opened, of the first day of the network.
    """
    day = on_record(network, month)
    contract = varied(Terms(year_of(day), day, known_on), network)
    found = Trace(contract, FACTS, fact_source(network, day, known_on)).fact("population.registered", ())
    if isinstance(found, Fraction):
        return int(found)
    return found if isinstance(found, Range) else None


def _cut(month: Period, network: Network | None) -> Iterator[Period]:
    """The days of a month, cut where an exception to a limit begins or is over."""
    listed = (network.variations if network is not None else None) or ()
    spells = [one for one in listed if one.kind == WAIVER or any(key.endswith(_LIMIT) for key in one.amends)]
    edges = {day for one in spells for day in (one.since, one.over) if day is not None and day in month}
    starts = sorted({month.since, *edges})
    return (Period(since, after - ONE_DAY) for since, after in pairwise([*starts, month.last + ONE_DAY]))


@attrs.frozen(eq=False)
class Counted:
    """A post in a month: the days on which it may be claimed, and those of them on which the limit of its role counts.

    A limit is one on staff who are reimbursed. Who is not, or stands in for another, is none more of the role; nor is
    who the commissioner agreed to beyond it.
    """

    post: Post
    claimed: frozenset[date]
    counted: frozenset[date]

    @classmethod
    def of(cls, post: Post, month: Period, network: Network, known_on: date | None) -> Counted:
        """What the limit of its role counts of a post in a month."""
        role = role_called(post.role)
        claimed: set[date] = set()
        counted: set[date] = set()
        for stretch in stretches(post, month, network, known_on) if own_wte(post) else ():
            day = stretch.days.since
            ruled = rulings(Asked(post, role, day, stretch.contract, network))
            if any(ruling.kind == NOT_CLAIMABLE for ruling in ruled):
                continue
            days = {day + timedelta(days=place) for place in range(length(stretch.days))}
            claimed |= days
            if not _agreed(post, role, day, stretch.contract, network):
                counted |= {each for each in days if not stands_in(post, network, each)}
        return cls(post, frozenset(claimed), frozenset(counted))

    @property
    def who(self) -> str | tuple[str, str]:
        """The person who holds it, by name; of posts without a name, each is another's."""
        return person_of(self.post) or ("post", self.post.id)


def person_of(post: Post) -> str:
    """The name of who holds a post, the same however it is spaced; empty where it is not on record."""
    return " ".join(post.person.casefold().split())


def staff_of(posts: Iterable[Post], month: Period, network: Network, known_on: date | None) -> list[Counted]:
    """What the limit of their role counts of some posts in a month."""
    return [Counted.of(post, month, network, known_on) for post in posts]


def _agreed(post: Post, role: str, day: date, contract: Terms, network: Network) -> bool:
    """Whether the commissioner agreed to a post beyond the limit of its role, or excepted it by name."""
    if post.agreed and agreement_beyond(role, contract) is not None:
        return True
    return any(one.kind == WAIVER and post.id in one.subjects for one in network.variations_on(day))


def most_at_once(staff: Iterable[Counted], days: Period, *, in_people: bool) -> Decimal:
    """The most of a role that is held on one of some days, in WTE or in individuals, one individual but once."""
    sums: dict[date, Fraction] = {}
    people: dict[date, set[object]] = {}
    for one in staff:
        for day in one.counted:
            if day in days:
                sums[day] = sums.get(day, _NONE) + own_wte(one.post)
                people.setdefault(day, set()).add(one.who)
    found = map(Fraction, map(len, people.values())) if in_people else sums.values()
    return decimal_of(max(found, default=_NONE))  # 1 and 1.0 are the same
