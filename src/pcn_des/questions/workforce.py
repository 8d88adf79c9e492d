"""A contract year of claims for staff: what is used, committed and forecast of the sums, and what may still be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.answers.amount import NO_MONEY, NOTHING, Amount
from pcn_des.answers.claim import CLAIMABLE, NEEDS_AGREEMENT, Claim
from pcn_des.answers.statement import StreamTotal
from pcn_des.answers.workforce import (
    NO_CLAIM,
    NOT_CLAIMED,
    TOO_LITTLE,
    TOO_MUCH,
    Backdated,
    ClaimCheck,
    LaterStart,
    PostYear,
    Pot,
    PotMonth,
    RoleLimit,
    Workforce,
    beyond,
    year_of_claims,
)
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, span, title_of, year_of
from pcn_des.contract.question import varied
from pcn_des.contract.role_names import role_called
from pcn_des.contract.roles import reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, Period, as_day, month_of, whole_months
from pcn_des.engine.registry import FACTS
from pcn_des.engine.trace import Trace
from pcn_des.errors import MisuseError
from pcn_des.network import ClaimRecord, Network, Post
from pcn_des.network.digest import records_digest
from pcn_des.network.records import tells_all_of, tells_all_of_month
from pcn_des.questions.basis import fact_source, heading_of, notes_on, receipt_of
from pcn_des.questions.claim import GP_SUM, SUM, claim
from pcn_des.questions.claims.roles_on_record import check_roles
from pcn_des.questions.claims.scheme import besides
from pcn_des.questions.claims.too_many import TooMany, most_at_once
from pcn_des.questions.could_hire import UNLIMITED
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.stream_months import on_record
from pcn_des.units import Money
from pcn_des.values import Range, decimal_of

LATER: Final = 2  # months by which a planned start is put off, to show what that leaves unspent


def workforce(
    network: Network,
    year: str,
    as_of: date | None = None,
    known_on: date | None = None,
    *,
    known_then: date | None = None,
) -> Workforce:
    """A contract year of a network's claims for staff, under the Additional Roles Reimbursement Scheme.

    Args:
        network: the network, with its posts.
        year: the contract year, as in `2024/25`.
        as_of: the day from which the year is looked at: months that are over by then are used, posts that are held on
            it are committed. None: the last day of the year; a day after it finds the whole year over.
        known_on: only what had been published by this day; None means all of it.
        known_then: compare with what was known on this day; None: with what was known when each claim on record was
            submitted.

    Raises:
        OutsideDataError: a year that the data do not have.
        UnknownNameError: posts in roles that there are not; every one is told, with its place.
        MisuseError: it is no network, or a day before the year.

    Examples:
        >>> from datetime import date
        >>> from pcn_des import workforce
        >>> from pcn_des.network import Network, Population, Post, Records
        >>> nurse = Post(id="N1", role="enhanced_practice_nurse", wte=1, since=date(2024, 4, 1), annual_cost=48_000)
        >>> size = Population(kind="weighted", at=date(2024, 1, 1), patients=47_000)
        >>> posts = Records([nurse], complete=True)
        >>> network = Network(code="U00001", name="Millbrook PCN", populations=[size], posts=posts)
        >>> print(workforce(network, "2024/25")["arrs_sum"].unspent)
        £1,028,018.00
    """
    if not isinstance(network, Network):
        raise MisuseError(f"{network!r} is no network; give a Network (read_network reads one)")
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    day = contract_year.last_day if as_of is None else as_day(as_of, "as_of")
    if day < contract_year.first_day:
        raise MisuseError(f"as_of is {day}, before {year} began; give {contract_year.first_day} or a later day")
    of_year = min(day, contract_year.last_day)  # of what is asked of the contract and the network
    then = None if known_then is None else as_day(known_then, "known_then")
    months = tuple(whole_months(max(contract_year.first_day, span().since), contract_year.last_day))
    check_roles(network, contract_year.period)
    posts = tuple(_years(network, network.posts or (), months, known_on))
    claims = [one for post in posts for one in post.claims]
    held = {post.id: post for post in network.posts or ()}
    limits = tuple(_limits(network, months, known_on))
    too_many = TooMany.of(network, limits)
    statement = entitlements(network, year, known_on)
    sums = {key: statement.streams[key] for key in (SUM, GP_SUM) if key in statement.streams}
    return Workforce(
        heading=heading_of(network, of_year),
        receipt=receipt_of(contract, day, known_on, records_digest(network)),
        posts=posts,
        pots=tuple(
            _pot(sums[key], [one for one in claims if one.pot == key], network, contract_year, day, too_many)
            for key in sums
        ),
        limits=limits,
        checks=tuple(_checks(network, posts, contract_year, day, too_many)),
        backdated=tuple(_backdated(network, posts, then, known_on)),
        later=tuple(_later(network, held, posts, months, day, known_on)),
        notes=tuple(_notes(network, Terms(contract, of_year, known_on), tuple(sums.values()))),
        scheme=besides(varied(Terms(contract, of_year, known_on), network)),
    )


def _years(
    network: Network, posts: Sequence[Post], months: Sequence[Period], known_on: date | None
) -> Iterator[PostYear]:
    for post in posts:
        claims = tuple(claim(post, month.since, network, known_on) for month in months if post.period.overlaps(month))
        if claims:
            role = role_called(post.role)
            yield PostYear(post=post.id, role=role, title=title_of("roles", role), claims=claims)


def _pot(
    total: StreamTotal, claims: Sequence[Claim], network: Network, year: ContractYear, day: date, too_many: TooMany
) -> Pot:
    """A sum and what goes against it; no more is used, committed or forecast than there is."""
    empty = Pot(
        total=total,
        as_of=day,
        used=NOTHING,
        committed=NOTHING,
        forecast=NOTHING,
        over=NOTHING,
        needs_agreement=NOTHING,
    )
    if network.posts is None:
        unknown = Amount().up_to(empty.sum)
        return attrs.evolve(
            empty, used=unknown, committed=unknown, forecast=unknown, over=Amount(), needs_agreement=Amount()
        )
    begun = {post.id for post in network.posts if post.since <= day}
    over = [one for one in claims if _is_over(one.month, day)]
    posts = {one.post for one in claims}
    recorded = {one.month for one in network.claims or () if one.post in posts and one.month in year.period}
    months = sorted({one.month for one in claims} | recorded)
    everything = year_of_claims(claims)
    return attrs.evolve(
        empty,
        used=year_of_claims(over).up_to(empty.sum),
        committed=year_of_claims(one for one in claims if one.post in begun).up_to(empty.sum),
        forecast=everything.up_to(empty.sum),
        over=everything.less(empty.sum),
        beyond_limits=too_many.sum(claims),
        needs_agreement=year_of_claims(claims, NEEDS_AGREEMENT),
        by_month=tuple(_month(month, claims, begun, network) for month in months),
        may_have_gaps=_may_have_gaps(network, year),
    )


def _may_have_gaps(network: Network, year: ContractYear) -> bool:
    """Whether there may be posts of a year that are not on record."""
    return not tells_all_of(network.posts, year.first_day, year.last_day)


def _month(month: date, claims: Sequence[Claim], begun: set[str], network: Network) -> PotMonth:
    of_month = [one for one in claims if one.month == month]
    posts = {one.post for one in claims}  # also of a month in which one was not held
    recorded = [one for one in network.claims or () if one.month == month and one.post in posts]
    return PotMonth(
        month=month,
        held=year_of_claims(one for one in of_month if one.post in begun),
        planned=year_of_claims(one for one in of_month if one.post not in begun),
        claimed=_recorded(recorded) if recorded else None,
    )


def _recorded(claims: Sequence[ClaimRecord]) -> Money:
    return Money.to_the_penny(sum((Fraction(one.amount) for one in claims), Fraction(0)))


def _is_over(month: date, day: date) -> bool:
    """Whether a month is over by a day."""
    return (month_of(month).until or date.max) <= day


def _limits(network: Network, months: Sequence[Period], known_on: date | None) -> Iterator[RoleLimit]:
    """Every role and month in which the contract limits how much of the role the network may have."""
    for month in months:
        by_role: dict[str, list[Post]] = {}
        for post in network.posts or ():
            if post.period.overlaps(month):
                by_role.setdefault(role_called(post.role), []).append(post)
        registered = registered_patients(network, month.since, known_on) if by_role else None
        contract = Terms(year_of(month.since), month.since, known_on)
        for role, posts in by_role.items():
            limit = reimbursable(role, month.since, registered=registered, known_on=known_on).cap
            if limit is not None and not (limit.is_known and limit.value == UNLIMITED):
                found = RoleLimit(
                    role=role,
                    title=title_of("roles", role),
                    month=month.since,
                    limit=limit,
                    held=Decimal(0),
                    agreement=contract.get(f"arrs.{role}.commissioner_approval"),
                )
                held = most_at_once(posts, month, network, in_people=found.in_people)
                people = most_at_once(posts, month, network, in_people=True) if found.in_either else None
                yield attrs.evolve(  # 1 and 1.0 are the same
                    found, held=decimal_of(held), people=None if people is None else decimal_of(people)
                )


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


def _checks(
    network: Network, posts: Sequence[PostYear], year: ContractYear, day: date, too_many: TooMany
) -> Iterator[ClaimCheck]:
    """The months that are over whose claims on record, together, are not what may be claimed.

    Nobody is told to claim what is beyond the limit of a role, which other claims on record may have reached.
    """
    if network.claims is None:
        return
    on_record = network.claims.by("post")
    claimed = too_many.claimed(one for post in posts for one in post.claims)
    for post in posts:
        for one in post.claims:
            records = [record for record in on_record.get(post.post, ()) if record.month == one.month]
            most = one.of_kind(CLAIMABLE)
            still = too_many.within([one], (other for other in claimed if other is not one))
            recorded = _recorded(records) if records else None
            silent = NOT_CLAIMED if tells_all_of_month(network.claims, one.month) else NO_CLAIM
            says = _says(recorded, still, most + one.of_kind(NEEDS_AGREEMENT), silent)
            if says and _is_over(one.month, day):
                may = most if says == TOO_MUCH else still
                yield ClaimCheck(post=post.post, month=one.month, says=says, recorded=recorded, claimable=may)
    for held in network.posts or ():
        of_month = _by_month(record for record in on_record.get(held.id, ()) if not _holds(held, record.month))
        for month, records in of_month.items():
            recorded = _recorded(records)
            if _is_over(month, day) and month in year.period and recorded > NO_MONEY:
                yield ClaimCheck(post=held.id, month=month, says=TOO_MUCH, recorded=recorded, claimable=NOTHING)


def _holds(post: Post, month: date) -> bool:
    """Whether a post is held on some day of a month."""
    return post.period.overlaps(month_of(month))


def _by_month(records: Iterable[ClaimRecord]) -> dict[date, list[ClaimRecord]]:
    found: dict[date, list[ClaimRecord]] = {}
    for record in records:
        found.setdefault(record.month, []).append(record)
    return found


def _says(claimed: Money | None, may: Amount, with_agreement: Amount, silent: str) -> str:
    """What is to be said of a month's claim; nothing where it is what may be claimed, or may be."""
    if claimed is None:
        return "" if may.is_nothing else silent
    if with_agreement.at_most is not None and claimed > with_agreement.at_most:
        return TOO_MUCH
    return TOO_LITTLE if claimed < may.at_least else ""


def _backdated(
    network: Network, posts: Sequence[PostYear], known_then: date | None, known_on: date | None
) -> Iterator[Backdated]:
    """The months whose claim is another under what was known then."""
    submitted = {(one.post, one.month): one.submitted for one in network.claims or () if one.submitted is not None}
    for post in posts:
        for one in post.claims:
            day = known_then or submitted.get((post.post, one.month))
            if day is not None and (known_on is None or day < known_on):
                earlier = claim(post.post, one.month, network, day)
                then, now = earlier.of_kind(CLAIMABLE), one.of_kind(CLAIMABLE)
                if then != now:
                    more = beyond([one], [earlier])
                    yield Backdated(post=post.post, month=one.month, known_then=day, then=then, now=now, more=more)


def _later(
    network: Network,
    held: dict[str, Post],
    posts: Sequence[PostYear],
    months: Sequence[Period],
    day: date,
    known_on: date | None,
) -> Iterator[LaterStart]:
    """What a start some months later leaves unspent, for each post that has not begun on the day."""
    for post in posts:
        planned = held[post.post]
        since = planned.since + relativedelta(months=LATER)
        if planned.since > day:
            moved = [] if planned.until is not None and planned.until < since else [attrs.evolve(planned, since=since)]
            after = [one for year in _years(network, moved, months, known_on) for one in year.claims]
            left = beyond(post.claims, after)
            yield LaterStart(post=post.post, since=planned.since, months=LATER, unspent=left)


def _notes(network: Network, contract: Terms, sums: Sequence[StreamTotal]) -> Iterator[str]:
    """What a reader has to know of the whole."""
    if contract.unpublished:
        yield contract.unpublished
    yield from notes_on(network, contract.as_of)
    yield from (f"{total.title}: {total.reason}." for total in sums if total.amount is None)
    if network.posts is None:
        yield "No list of posts is on record: what may be claimed is not known."
    elif _may_have_gaps(network, contract.contract.year):
        yield "The list of posts may have gaps: these figures are of those on record. Where it has none, say complete."
    if network.claims is None:
        yield "What was claimed is not on record: whether a month is still to be claimed can't be said."
    elif not tells_all_of(network.claims, contract.contract.year.first_day, contract.as_of):
        gaps = "The list of claims may have gaps: a month without one may have been claimed."
        yield f"{gaps} Where it has none, say complete."
    late: Term | None = contract.get("arrs.scheme.late_claims")
    if late is not None and late.is_known:
        yield f"How late a claim may come: {late.in_words}."
