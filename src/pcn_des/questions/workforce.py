"""A contract year of claims for staff: what is used, committed and forecast of the sums, and what may still be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

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
    PostYear,
    Pot,
    PotMonth,
    Workforce,
    beyond,
)
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, span
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, Period, as_day, as_day_or_none, month_of, whole_months
from pcn_des.errors import MisuseError
from pcn_des.network import ClaimRecord, Network, Post
from pcn_des.network.digest import records_digest
from pcn_des.network.records import tells_all_of, tells_all_of_month
from pcn_des.questions.basis import a_network, heading_of, notes_on, receipt_of
from pcn_des.questions.claim import GP_SUM, SUM, claim
from pcn_des.questions.claims.giving_way import GivingWay
from pcn_des.questions.claims.limits import exceptions_in_words, person_of, role_limits
from pcn_des.questions.claims.roles_on_record import check_roles
from pcn_des.questions.claims.scheme import besides
from pcn_des.questions.claims.too_many import TooMany
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.later_starts import later_starts, years_of
from pcn_des.units import Money
from pcn_des.values import sum_of
from pcn_des.wording import in_words


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
        MisuseError: a day before the year.
        WrongTypeError: it is no network.

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
    a_network(network)
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    day = contract_year.last_day if as_of is None else as_day(as_of, "as_of")
    if day < contract_year.first_day:
        raise MisuseError(f"as_of is {day}, before {year} began; give {contract_year.first_day} or a later day")
    of_year = min(day, contract_year.last_day)  # of what is asked of the contract and the network
    then = as_day_or_none(known_then, "known_then")
    months = tuple(whole_months(max(contract_year.first_day, span().since), contract_year.last_day))
    check_roles(network, contract_year.period)
    posts = tuple(years_of(network, network.posts or (), months, known_on))
    claims = [one for post in posts for one in post.claims]
    limits = tuple(role_limits(network, months, known_on))
    too_many, giving_way = TooMany.of(network, limits), GivingWay.of(network, claims)
    statement = entitlements(network, year, known_on)
    sums = {key: statement.streams[key] for key in (SUM, GP_SUM) if key in statement.streams}
    of_sum = {key: [one for one in claims if one.pot == key] for key in sums}
    return Workforce(
        heading=heading_of(network, of_year),
        receipt=receipt_of(contract, day, known_on, records_digest(network)),
        posts=posts,
        pots=tuple(_pot(sums[key], of_sum[key], network, contract_year, day, too_many, giving_way) for key in sums),
        limits=limits,
        checks=tuple(_checks(network, posts, contract_year, day, too_many, giving_way)),
        backdated=tuple(_backdated(network, posts, then, known_on)),
        later=tuple(later_starts(network, posts, months, day, known_on, giving_way)),
        notes=(*_notes(network, Terms(contract, of_year, known_on), tuple(sums.values())), *giving_way.notes),
        scheme=besides(varied(Terms(contract, of_year, known_on), network)),
    )


def _pot(
    total: StreamTotal,
    claims: Sequence[Claim],
    network: Network,
    year: ContractYear,
    day: date,
    too_many: TooMany,
    giving_way: GivingWay,
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
    everything = giving_way.sum(claims)
    return attrs.evolve(
        empty,
        used=giving_way.sum(over).up_to(empty.sum),
        committed=giving_way.sum(one for one in claims if one.post in begun).up_to(empty.sum),
        forecast=everything.up_to(empty.sum),
        over=everything.less(empty.sum),
        beyond_limits=too_many.sum(claims),
        needs_agreement=giving_way.sum(claims, NEEDS_AGREEMENT),
        by_month=tuple(_month(month, claims, begun, network, giving_way) for month in months),
        may_have_gaps=_may_have_gaps(network, year),
    )


def _may_have_gaps(network: Network, year: ContractYear) -> bool:
    """Whether there may be posts of a year that are not on record."""
    return not tells_all_of(network.posts, year.first_day, year.last_day)


def _month(month: date, claims: Sequence[Claim], begun: set[str], network: Network, giving_way: GivingWay) -> PotMonth:
    of_month = [one for one in claims if one.month == month]
    posts = {one.post for one in claims}  # also of a month in which one was not held
    recorded = [one for one in network.claims or () if one.month == month and one.post in posts]
    return PotMonth(
        month=month,
        held=giving_way.sum(one for one in of_month if one.post in begun),
        planned=giving_way.sum(one for one in of_month if one.post not in begun),
        claimed=_recorded(recorded) if recorded else None,
    )


def _recorded(claims: Sequence[ClaimRecord]) -> Money:
    return Money.to_the_penny(sum((Fraction(one.amount) for one in claims), Fraction(0)))


def _is_over(month: date, day: date) -> bool:
    """Whether a month is over by a day."""
    return month_of(month).last <= day


def _checks(
    network: Network,
    posts: Sequence[PostYear],
    year: ContractYear,
    day: date,
    too_many: TooMany,
    giving_way: GivingWay,
) -> Iterator[ClaimCheck]:
    """The months that are over whose claims on record, together, are not what may be claimed.

    Nobody is told to claim what is beyond the limit of a role, which other claims on record may have reached, or for
    the post that is left to give way to a vacancy of the baseline.
    """
    if network.claims is None:
        return
    of_posts = network.claims.by("post")
    claimed = too_many.claimed(one for post in posts for one in post.claims)
    for post in posts:
        for one in post.claims:
            records = [record for record in of_posts.get(post.post, ()) if record.month == one.month]
            most = one.of_kind(CLAIMABLE)
            beside = [other for other in claimed if other is not one]
            still = too_many.within([one], beside).up_to(giving_way.within([one], beside))
            recorded = _recorded(records) if records else None
            silent = NOT_CLAIMED if tells_all_of_month(network.claims, one.month) else NO_CLAIM
            says = _says(recorded, still, most + one.of_kind(NEEDS_AGREEMENT), silent)
            if says and _is_over(one.month, day):
                may = most if says == TOO_MUCH else still
                yield ClaimCheck(post=post.post, month=one.month, says=says, recorded=recorded, claimable=may)
    for held in network.posts or ():
        of_month = _by_month(record for record in of_posts.get(held.id, ()) if not _holds(held, record.month))
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
    year = contract.contract.year.period
    yield from dict.fromkeys(exceptions_in_words(one for one in network.variations or () if one.period.overlaps(year)))
    yield from _more_than_one_person(network.posts or (), year)
    late: Term | None = contract.get("arrs.scheme.late_claims")
    if late is not None and late.is_known:
        yield f"How late a claim may come: {late.in_words}."


def _more_than_one_person(posts: Iterable[Post], year: Period) -> Iterator[str]:
    """The posts of one person that are, together, more than a person can hold."""
    by_person: dict[str, list[Post]] = {}
    for post in posts:
        if person_of(post) and post.period.overlaps(year):
            by_person.setdefault(person_of(post), []).append(post)
    for held in by_person.values():
        for day in sorted({max(post.since, year.since) for post in held}):
            of_day = [post for post in held if post.covers(day)]
            wte = sum_of(post.wte for post in of_day)
            if wte > 1:
                posts_of_one = " and ".join(post.id for post in of_day)
                yield (
                    f"{posts_of_one} are posts of one person, and {in_words(wte)} WTE together on {in_words(day)}: one "
                    "person is at most 1 whole-time equivalent. Correct a post, or its person."
                )
                break
