"""What may be claimed of a role in a month within the limit of the role, whichever of the posts is one too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.claim import CLAIMABLE, Claim
from pcn_des.answers.workforce import RoleLimit, year_of_claims
from pcn_des.dates import month_of
from pcn_des.network import Post
from pcn_des.questions.claims.costs import own_share
from pcn_des.values import range_of

_NONE = Fraction(0)


@attrs.frozen
class WithinLimits:
    """The sums of claims where the contract limits some of the roles: what is beyond a limit is in none of them.

    The network chooses which post is the one too many, so a sum lies between what is left without the dearest and what
    is left without the cheapest. `over` has the limits that are exceeded, by role and month.
    """

    posts: Mapping[str, Post]
    over: Mapping[tuple[str, date], RoleLimit]

    @classmethod
    def of(cls, posts: Iterable[Post], limits: Iterable[RoleLimit]) -> WithinLimits:
        """The sums of claims for these posts, under these limits."""
        exceeded = {(limit.role, limit.month): limit for limit in limits if limit.over}
        return cls({post.id: post for post in posts}, exceeded)

    def sum(self, claims: Iterable[Claim]) -> Amount:
        """What may be claimed by some claims together."""
        free: list[Claim] = []
        limited: dict[tuple[str, date], list[Claim]] = {}
        for one in claims:
            key = (one.role, one.month)
            (limited.setdefault(key, []) if key in self.over else free).append(one)
        return sum_of([year_of_claims(free), *(self._kept(of, self.over[key]) for key, of in limited.items())])

    def _kept(self, claims: Sequence[Claim], limit: RoleLimit) -> Amount:
        """What is left of a month's claims for a role: on each day as much of the role as the limit lets through.

        Where the commissioner may agree to more, all of it may be left.
        """
        parts = [_Part.of(one, self.posts[one.post], in_people=limit.in_people) for one in claims]
        allowed = Fraction(limit.limit.value)
        days = sorted({day for part in parts for day in part.days})
        on_each = [[part for part in parts if day in part.days] for day in days]
        least = sum((_cheapest(held, allowed) for held in on_each), _NONE)
        most = (
            None
            if any(part.most is None for part in parts)
            else sum((_dearest(held, allowed) for held in on_each), _NONE)
        )
        kept = Amount.of(range_of(least, most))
        return kept if limit.agreement is None else kept.or_as_well(year_of_claims(claims))


@attrs.frozen
class _Part:
    """A post in a month: how much of the role it is on each of its days, and what may be claimed for a day."""

    days: frozenset[date]
    held: Fraction
    least: Fraction
    most: Fraction | None

    @classmethod
    def of(cls, claim: Claim, post: Post, *, in_people: bool) -> _Part:
        month = month_of(claim.month)
        assert month.until is not None  # a month has a last day
        every = (month.since + timedelta(days=place) for place in range((month.until - month.since).days + 1))
        days = frozenset(day for day in every if post.covers(day))
        may = claim.of_kind(CLAIMABLE)
        most = None if may.at_most is None else Fraction(may.at_most.pounds) / len(days)
        held = Fraction(1) if in_people else Fraction(post.wte) * own_share(post)
        return cls(days, held, Fraction(may.at_least.pounds) / len(days), most)


def _cheapest(parts: Iterable[_Part], allowed: Fraction) -> Fraction:
    """The pounds of a day with as much of a role as is allowed, the cheapest first."""
    return _filled(sorted((part.least / part.held, part.held) for part in parts), allowed)


def _dearest(parts: Iterable[_Part], allowed: Fraction) -> Fraction:
    """The pounds of a day with as much of a role as is allowed, the dearest first."""
    prices = ((part.most / part.held, part.held) for part in parts if part.most is not None)
    return _filled(sorted(prices, reverse=True), allowed)


def _filled(prices: Iterable[tuple[Fraction, Fraction]], allowed: Fraction) -> Fraction:
    """What is paid for as much as is allowed: of prices in order, each with how much there is at that price."""
    pounds, room = _NONE, allowed
    for price, held in prices:
        taken = min(held, room)
        pounds += price * taken
        room -= taken
    return pounds
