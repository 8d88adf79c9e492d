"""What may be claimed for a post in a month, under the Additional Roles Reimbursement Scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des.answers.amount import Amount
from pcn_des.answers.claim import (
    CLAIMABLE,
    NEEDS_AGREEMENT,
    NOT_CLAIMABLE,
    Claim,
    ClaimByReading,
    ClaimLine,
    hull,
)
from pcn_des.answers.notation import NOTHING, Sentence
from pcn_des.arguments import a
from pcn_des.brief import briefly
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import title_of, year_of
from pcn_des.contract.role_names import role_called
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period, as_day, as_day_or_none, month_of
from pcn_des.engine import ranges
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.network import ExtraHours, Network, Post
from pcn_des.questions.band_of_post import notes_on_band
from pcn_des.questions.claims.asked import ASSUMED, GP, OPEN
from pcn_des.questions.claims.costs import extra_hours
from pcn_des.questions.claims.reckoning import IN_FULL, Part, Reckoned, counted_by_days, days_of, reckon
from pcn_des.questions.claims.stretches import length, readings_of, stretches
from pcn_des.values import Range, decimal_of
from pcn_des.wording import beginning, in_words, month_in_words

SUM: Final = "arrs_sum"
GP_SUM: Final = "arrs_gp_sum"
_SUBCONTRACTED: Final = "subcontracted"


def claim(
    post: Post | str,
    month: date,
    network: Network | None = None,
    known_on: date | None = None,
) -> Claim:
    """What may be claimed for a post in a month: claimable, not claimable, or with the commissioner's agreement.

    Reimbursed is the lower of what the post costs and the maximum of its role, for the WTE and the part of the month.
    Where the text leaves it open how a part month counts, each reading is run and the claim lies between them. The sum
    of the network is not looked at: `workforce` does that.

    Args:
        post: the post, or the id of one of the network's.
        month: any day of the month.
        network: whose post it is: for its exceptions, and the vacancies of its baseline.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: the month is outside the data.
        UnknownNameError: there is no such role, or no such post in the network.
        MisuseError: an id without a network.

    Examples:
        >>> from datetime import date
        >>> from pcn_des import claim
        >>> from pcn_des.network import Post
        >>> since = date(2024, 11, 11)
        >>> post = Post(id="P1", role="clinical_pharmacist", wte="0.8", since=since, annual_cost=70_000)
        >>> print(claim(post, date(2024, 12, 1)).claimable)
        £4,389.20
        >>> print(claim(post, date(2024, 11, 1)).at_least, claim(post, date(2024, 11, 1)).at_most)
        £2,886.05 £2,926.13
    """
    if network is not None:
        a(Network, network, "network", "the Network that has the post")
    of = _post(post, network)
    year_of(as_day(month, "month"))  # refuses a month outside the data before its days are counted
    whole = month_of(month)
    known_by = as_day_or_none(known_on, "known_on")
    role = role_called(of.role)
    parts = [Part.of(stretch, of, role, network) for stretch in stretches(of, whole, network, known_by)]
    contract = parts[-1].stretch.contract if parts else Terms(year_of(whole.since), whole.since, known_by)
    reckoned = [reckon(of, whole, parts, reading) for reading in _readings(parts, whole, contract)]
    by_reading = tuple(map(_by_reading, reckoned))
    ruled = [ruling for part in parts for ruling in part.ruled_as(ASSUMED)]
    return Claim(
        post=of.id,
        role=role,
        title=title_of("roles", role),
        month=whole.since,
        days=Period(parts[0].stretch.days.since, parts[-1].stretch.days.until) if parts else None,
        wte=decimal_of(Fraction(of.wte)),
        area=of.area,
        pot=GP_SUM if role == GP and GP_SUM in contract.payments else SUM,
        cost=hull(Amount.of(one.cost) for one in reckoned),
        maximum=hull(Amount.of(one.maximum) for one in reckoned),
        lines=tuple(_lines(of, whole, parts, reckoned)),
        by_reading=by_reading,
        assumes=tuple(dict.fromkeys(str(ruling.why) for ruling in ruled)) + _of_invoices(of),
        missing=tuple(dict.fromkeys(gap for one in reckoned for gap in one.needs)),
        papers=_papers(of, contract) if parts else None,
        known_on=known_by,
        draft_of=contract.draft_of,
        notes=notes_on_band(of, role, contract) if parts else (),
    )


def _post(post: Post | str, network: Network | None) -> Post:
    if isinstance(post, Post):
        return post
    if network is None:
        raise MisuseError(f"post is {briefly(post)}; give the Post itself, or the network that has a post of this id")
    named = {one.id: one for one in network.posts or ()}
    if not isinstance(post, str) or post not in named:
        raise UnknownNameError("post on record", post, named)
    return named[post]


def _readings(parts: Sequence[Part], month: Period, contract: Terms) -> tuple[str, ...]:
    """The readings of a part month; any one does where the days that count are the whole month."""
    readings = readings_of(contract)
    return readings if days_of(counted_by_days(parts, month)) not in (0, length(month)) else readings[:1]


def _by_reading(one: Reckoned) -> ClaimByReading:
    claimable, agreement = Amount.of(one.claimable), Amount.of(one.needs_agreement)
    left = Amount.of(one.cost).less(claimable).less(agreement)
    return ClaimByReading(
        says=f"a part month counts by the {one.reading}",
        claimable=claimable,
        needs_agreement=agreement,
        not_claimable=left,
    )


def _lines(post: Post, month: Period, parts: Sequence[Part], reckoned: Sequence[Reckoned]) -> Iterator[ClaimLine]:
    """The lines of the claim: what is reimbursed, what needs agreement, what is left, each with why."""
    if not parts:
        why = Sentence("{} is not held in {}.", (beginning(post.id), month_in_words(month.since)))
        yield ClaimLine(kind=NOT_CLAIMABLE, of=Amount.of(Fraction(0)), why=why)
    kinds = {part.kind for part in parts}
    if CLAIMABLE in kinds:
        amount = hull(Amount.of(one.by_kind[CLAIMABLE]) for one in reckoned)
        yield _reimbursed(CLAIMABLE, amount, post, month, parts, reckoned)
    if OPEN in kinds:
        amount = hull(Amount.of(one.by_kind[OPEN]) for one in reckoned)
        yield _ruled(CLAIMABLE, Amount(at_most=amount.at_most), parts, OPEN)
    opened = tuple(dict.fromkeys(term for part in parts for term in part.opened_in_full))
    if opened:
        amount = hull(Amount.of(one.by_kind[IN_FULL]) for one in reckoned)
        why = Sentence("Who was recruited early could be reimbursed in full: {}.", (opened[0].in_words,))
        yield ClaimLine(kind=NEEDS_AGREEMENT, of=amount, why=why, rests_on=opened)
    if NEEDS_AGREEMENT in kinds:
        amount = hull(Amount.of(one.by_kind[NEEDS_AGREEMENT]) for one in reckoned)
        yield _ruled(NEEDS_AGREEMENT, amount, parts, NEEDS_AGREEMENT)
    if NOT_CLAIMABLE in kinds:
        amount = hull(Amount.of(one.costs[NOT_CLAIMABLE]) for one in reckoned)
        yield _ruled(NOT_CLAIMABLE, amount, parts, NOT_CLAIMABLE)
    rest = hull(map(_rest, reckoned))
    if kinds - {NOT_CLAIMABLE} and not rest.is_nothing:
        why = Sentence("What it costs beyond that is above the maximum, or not of the kind that is reimbursed.")
        yield ClaimLine(kind=NOT_CLAIMABLE, of=rest, why=why, rests_on=_scheme(parts, "eligible_cost"))


def _rest(one: Reckoned) -> Amount:
    """What is left of the days that count when all that can be reimbursed of them is taken away."""
    left = Amount.of(one.cost).less(Amount.of(one.costs.get(NOT_CLAIMABLE, Fraction(0))))
    for reimbursed in one.by_kind.values():
        left = left.less(Amount.of(reimbursed))
    return left


def _reimbursed(
    kind: str, amount: Amount, post: Post, month: Period, parts: Sequence[Part], reckoned: Sequence[Reckoned]
) -> ClaimLine:
    counting = [part for part in parts if part.kind == kind]
    cost = hull(Amount.of(one.costs[kind]) for one in reckoned)
    maximum = hull(Amount.of(one.maximum) for one in reckoned)
    words = "Reimbursed is the lower of what the post costs, {}, and the maximum, {}."
    about = ["which is not given" if cost.is_open else str(cost)]
    about.append("which is not established" if maximum.is_open else str(maximum))
    if any(part.share != 1 for part in counting):
        words = "Reimbursed is {} of what the post costs, {}, and no more than the maximum, {}."
        about.insert(0, _percent(counting[0].share))
    terms = dict.fromkeys(term for part in counting for term in part.rests_on)
    agreed = [ruling for part in counting for ruling in part.ruled_as(NEEDS_AGREEMENT)]
    why = Sentence(words, tuple(about))
    if agreed:
        why = why.then(" The commissioner agreed: {}.", post.agreed)
    rests_on = (*terms, *_scheme(counting, "lesser_of_cost_and_maximum", "pro_rata", "monthly_maximum"))
    return ClaimLine(kind=kind, of=amount, why=why, worked=_worked(post, month, counting), rests_on=rests_on)


def _percent(share: ranges.Number) -> str:
    ends = (share.low, share.high) if isinstance(share, Range) else (share,)
    return " to ".join(f"{in_words(end * 100)}%" for end in ends if isinstance(end, Fraction))


def _worked(post: Post, month: Period, counting: Sequence[Part]) -> Sentence:
    """How the maximum is come to: a year's twelfth for the WTE, the days of a part month, extra hours, the share."""
    if not counting:
        return NOTHING
    if all(Amount.of(part.annual).is_open for part in counting):
        return Sentence("maximum: unknown")
    extra = extra_hours(post, month.since)
    days_at: dict[ranges.Number, int] = {}
    for part in counting:
        days_at[part.annual] = days_at.get(part.annual, 0) + part.stretch.length
    whole = days_of(counting) == length(month) and len(days_at) == 1
    said = [
        Sentence("{} / 12 x {}", (annual, Fraction(post.wte)))
        if whole
        else Sentence("{} / 12 x {} x {} / {} days", (annual, Fraction(post.wte), days, length(month)))
        for annual, days in days_at.items()
    ]
    said = [*said, *([] if extra is None else [_of_extra(extra, counting)])]
    first, *others = said
    for other in others:
        first = first.then(" + {}", other)
    if post.network_share is None:
        return Sentence("maximum: {}", (first,))
    return Sentence("maximum: ({}) x {}" if others else "maximum: {} x {}", (first, Fraction(post.network_share)))


def _of_extra(extra: ExtraHours, counting: Sequence[Part]) -> Sentence:
    """How extra hours raise the maximum."""
    return Sentence("{} / 12 x {}", (counting[-1].annual, Fraction(extra.wte)))


def _ruled(kind: str, amount: Amount, parts: Sequence[Part], ruling: str) -> ClaimLine:
    """A line about days of one kind, with everything that was ruled of them."""
    found = dict.fromkeys(one for part in parts if part.kind == ruling for one in part.ruled_as(ruling))
    first, *others = (one.why for one in found)
    for other in others:
        first = first.then(" {}", other)
    rests_on: dict[Entry, None] = dict.fromkeys(entry for one in found for entry in one.rests_on)
    return ClaimLine(kind=kind, of=amount, why=first, rests_on=tuple(rests_on))


def _scheme(parts: Sequence[Part], *names: str) -> tuple[Term, ...]:
    """Terms of the scheme on the days of some stretches, where they are known."""
    found = (part.stretch.contract.get(f"arrs.scheme.{name}") for part in parts for name in names)
    return tuple(dict.fromkeys(term for term in found if term is not None and term.is_known))


def _papers(post: Post, contract: Terms) -> Term | None:
    """What the network keeps to support the claim, by how the person is engaged."""
    supplied = post.engaged == _SUBCONTRACTED or bool(post.invoices)
    found: Term | None = contract.get(f"arrs.scheme.records_kept{'_of_subcontract' if supplied else ''}")
    return found


def _of_invoices(post: Post) -> tuple[str, ...]:
    """What is taken to be so of a post that is told by invoices alone."""
    if not post.invoices:
        return ()
    return ("what the supplier charges is pay and the employer's national insurance and pension, and nothing else",)
