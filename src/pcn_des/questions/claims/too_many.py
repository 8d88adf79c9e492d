"""What claims for a role come to beyond its limit, and within it, whichever of the posts is the one too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.claim import CLAIMABLE, Claim
from pcn_des.answers.workforce import RoleLimit, year_of_claims
from pcn_des.contract.blocks import limits as limits_of
from pcn_des.contract.entries import Term
from pcn_des.contract.tables import every_value
from pcn_des.dates import Period, month_of
from pcn_des.engine.ranges import Number, hull
from pcn_des.network import Network, Post
from pcn_des.questions.claims.costs import own_share
from pcn_des.questions.claims.cover import stands_in
from pcn_des.questions.claims.stretches import days_of_records, length
from pcn_des.values import range_of

_NONE = Fraction(0)


@attrs.frozen
class TooMany:
    """What claims come to beyond the limits of their roles.

    The network chooses which post is the one too many, so it lies between the cheapest and the dearest. Where the limit
    is half known, the lower end goes by the most that it may be and the upper by the least; where it may count WTE or
    individuals, both are gone by; of one of which nothing is known nothing is said. `limits` has those that are, or may
    be, exceeded, by role and month.
    """

    network: Network
    limits: Mapping[tuple[str, date], RoleLimit]

    @classmethod
    def of(cls, network: Network, limits: Iterable[RoleLimit]) -> TooMany:
        """What is beyond these limits of claims for the posts of a network."""
        exceeded = {(limit.role, limit.month): limit for limit in limits if limit.over != 0 and allowed(limit.limit)[0]}
        return cls(network, exceeded)

    def sum(self, claims: Iterable[Claim]) -> Amount:
        """What is beyond the limits of some claims together."""
        limited: dict[tuple[str, date], list[Claim]] = {}
        for one in claims:
            if (one.role, one.month) in self.limits:
                limited.setdefault((one.role, one.month), []).append(one)
        return sum_of(self._beyond(of, self.limits[key]) for key, of in limited.items())

    def concerns(self, claim: Claim) -> bool:
        """Whether a claim is for a role and month that is, or may be, beyond its limit."""
        return (claim.role, claim.month) in self.limits

    def within(self, claims: Iterable[Claim], beside: Iterable[Claim] = ()) -> Amount:
        """What may be claimed by some claims together within the limits, beside others that are claimed already."""
        limited: dict[tuple[str, date], list[Claim]] = {}
        others = []
        for one in claims:
            if self.concerns(one):
                limited.setdefault((one.role, one.month), []).append(one)
            else:
                others.append(one)
        claimed = [one for one in beside if self.concerns(one)] if limited else []
        let_through = (
            self._let_through(of, [one for one in claimed if (one.role, one.month) == key], self.limits[key])
            for key, of in limited.items()
        )
        return sum_of((year_of_claims(others), *let_through))

    def claimed(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those for which something was claimed, as it is on record."""
        records = {(one.post, one.month) for one in self.network.claims or () if one.amount > 0}
        return [one for one in claims if (one.post, one.month) in records]

    def _let_through(self, claims: Sequence[Claim], beside: Sequence[Claim], limit: RoleLimit) -> Amount:
        """What of a month's claims for a role is within its limit, in whatever it counts.

        Those `beside` have taken a part of the limit.
        """
        counts = _counts(limit)
        return Amount.of(hull([self._let_through_as_counted(claims, beside, limit, in_people=one) for one in counts]))

    def _let_through_as_counted(
        self, claims: Sequence[Claim], beside: Sequence[Claim], limit: RoleLimit, *, in_people: bool
    ) -> Number:
        """What of a month's claims for a role is within its limit: on each day what the limit lets through.

        It is least where each claim is and the cheapest posts are let through, as few as may be; most the other way.
        """
        parts, taken = self._parts(claims, in_people=in_people), self._parts(beside, in_people=in_people)
        low, high = (None if end is None else Fraction(end) for end in allowed(limit.limit))
        free = [part for part in parts if not part.counts]
        least = sum((part.least for part in free), _NONE)
        most = None if any(part.most is None for part in parts) else sum((part.most or _NONE for part in free), _NONE)
        for day in sorted({day for part in parts for day in part.days}):
            held = [part for part in parts if part.counts and day in part.days]
            gone = sum((part.held for part in taken if day in part.days), _NONE)
            fewest, all_that_may = (None if end is None else max(_NONE, end - gone) for end in (low or _NONE, high))
            least += _let_in(sorted((part.least / part.held, part.held) for part in held), fewest)
            if most is not None:
                dearest = sorted((((part.most or _NONE) / part.held, part.held) for part in held), reverse=True)
                most += _let_in(dearest, all_that_may)
        return range_of(least, most)

    def _parts(self, claims: Iterable[Claim], *, in_people: bool) -> list[_Part]:
        """The posts of some claims."""
        posts = {post.id: post for post in self.network.posts or ()}
        return [_Part.of(one, posts[one.post], self.network, in_people=in_people) for one in claims]

    def _beyond(self, claims: Sequence[Claim], limit: RoleLimit) -> Amount:
        """What of a month's claims for a role is beyond its limit, in whatever it counts."""
        return Amount.of(hull([self._beyond_as_counted(claims, limit, in_people=one) for one in _counts(limit)]))

    def _beyond_as_counted(self, claims: Sequence[Claim], limit: RoleLimit, *, in_people: bool) -> Number:
        """What of a month's claims for a role is beyond its limit: on each day what the limit does not let through.

        It is least where each claim is and the dearest posts are let through, as many as may be; most the other way.
        """
        parts = [part for part in self._parts(claims, in_people=in_people) if part.counts]
        low, high = (None if end is None else Fraction(end) for end in allowed(limit.limit))
        least, most = _NONE, None if any(part.most is None for part in parts) else _NONE
        for day in sorted({day for part in parts for day in part.days}):
            held = [part for part in parts if day in part.days]
            least += _left_out(sorted(((part.least / part.held, part.held) for part in held), reverse=True), high)
            if most is not None:
                most += _left_out(sorted(((part.most or _NONE) / part.held, part.held) for part in held), low or _NONE)
        return range_of(least, most)


@attrs.frozen
class _Part:
    """A post in a month: how much of the role it is on each of its days, and what may be claimed for a day.

    Of one that is none of the role, as of a shared post of which the network has nothing, it is for the month.
    """

    days: frozenset[date]
    held: Fraction
    least: Fraction
    most: Fraction | None

    @property
    def counts(self) -> bool:
        """Whether it is a part of the role on some day."""
        return bool(self.days)

    @classmethod
    def of(cls, claim: Claim, post: Post, network: Network, *, in_people: bool) -> _Part:
        month = month_of(claim.month)
        every = (month.since + timedelta(days=place) for place in range(length(month)))
        held = how_much(post, in_people=in_people)
        days = frozenset(day for day in every if held and _holds(post, day, network))
        may, those = claim.of_kind(CLAIMABLE), len(days) or 1
        most = None if may.at_most is None else Fraction(may.at_most.pounds) / those
        return cls(days, held, Fraction(may.at_least.pounds) / those, most)


def most_at_once(posts: Sequence[Post], month: Period, network: Network, *, in_people: bool) -> Fraction:
    """The most of a role that is held on one day of a month, in WTE or in individuals."""
    days = {max(day, month.since) for post in posts for day in (post.since, *days_of_records(post, network))}
    held = ([post for post in posts if _holds(post, day, network)] for day in days if day in month)
    sums = (sum((how_much(post, in_people=in_people) for post in of_day), _NONE) for of_day in held)
    return max(sums, default=_NONE)


def _counts(limit: RoleLimit) -> tuple[bool, ...]:
    """Whether a limit counts individuals; both answers, where it is not known."""
    return (False, True) if limit.in_either else (limit.in_people,)


def _holds(post: Post, day: date, network: Network) -> bool:
    """Whether a post is one more of its role on a day, which one that stands in for another is not."""
    return post.covers(day) and not stands_in(post, network, day)


def how_much(post: Post, *, in_people: bool) -> Fraction:
    """How much of a role a post is to the network: one individual if it has any part, or its part of the hours."""
    share = own_share(post)
    return Fraction(bool(share)) if in_people else Fraction(post.wte) * share


def allowed(limit: Term) -> tuple[Decimal | None, Decimal | None]:
    """How much of a role a limit lets through, at least and at most; None on both sides where nothing is known."""
    return limits_of(every_value(limit.value)) if limit.is_known else (limit.at_least, limit.at_most)


def _left_out(prices: Iterable[tuple[Fraction, Fraction]], allowed: Fraction | None) -> Fraction:
    """What a day comes to beyond what is allowed: of prices in order, each with how much there is at it."""
    pounds, taken = _NONE, _NONE
    for price, held in prices:
        more = held if allowed is None else min(held, allowed - taken)
        pounds += price * (held - more)
        taken += more
    return pounds


def _let_in(prices: Sequence[tuple[Fraction, Fraction]], allowed: Fraction | None) -> Fraction:
    """What a day comes to within what is allowed."""
    return sum((price * held for price, held in prices), _NONE) - _left_out(prices, allowed)
