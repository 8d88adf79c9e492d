"""What claims for a role come to beyond its limit, and within it, whichever of the posts is the one too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.claim import CLAIMABLE, Claim
from pcn_des.answers.workforce import RoleLimit, year_of_claims
from pcn_des.dates import month_of
from pcn_des.engine.ranges import Number, hull
from pcn_des.network import Network
from pcn_des.questions.claims.costs import own_wte
from pcn_des.questions.claims.limits import Counted, allowed
from pcn_des.values import range_of

_NONE = Fraction(0)
_Key = tuple[str, date]
_Group = tuple[frozenset[str], date]


@attrs.frozen
class TooMany:
    """What claims come to beyond the limits of their roles.

    The network chooses which post is the one too many, so it lies between the cheapest and the dearest. Where the limit
    is half known, the lower end goes by the most that it may be and the upper by the least; where it may count WTE or
    individuals, or be shared by several roles, both are gone by; of one of which nothing is known all may be beyond it,
    or nothing. `limits` has those that are, or may be, exceeded, by role and month.

    What may be claimed within the limits goes by those of which something is known: whether anything is beyond another
    is told with it, and holds nobody back.
    """

    network: Network
    limits: Mapping[_Key, Sequence[RoleLimit]]
    _found: dict[tuple[str, date, date | None], Counted] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, network: Network, limits: Iterable[RoleLimit]) -> TooMany:
        """What is beyond these limits of claims for the posts of a network."""
        exceeded: dict[_Key, list[RoleLimit]] = {}
        for limit in limits:
            if limit.over != 0:
                exceeded.setdefault((limit.role, limit.month), []).append(limit)
        return cls(network, exceeded)

    def sum(self, claims: Iterable[Claim]) -> Amount:
        """What is beyond the limits of some claims together."""
        limited = (one for one in claims if (one.role, one.month) in self.limits)
        return sum_of(self._beyond(of) for of in self._by_limit(limited).values())

    def _by_limit(self, claims: Iterable[Claim]) -> dict[_Group, list[Claim]]:
        """Claims by month and by the roles that count against one limit, or may."""
        found: dict[_Group, list[Claim]] = {}
        for one in claims:
            shared = {role for limit in self.limits[one.role, one.month] for role in limit.shared_with}
            found.setdefault((frozenset({one.role, *shared}), one.month), []).append(one)
        return found

    def concerns(self, claim: Claim) -> bool:
        """Whether a claim is for a role and month that is, or may be, beyond a limit of which something is known."""
        return bool(self._known((claim.role, claim.month)))

    def _known(self, key: _Key) -> Sequence[RoleLimit]:
        return [limit for limit in self.limits.get(key, ()) if allowed(limit.limit) != (None, None)]

    def within(self, claims: Iterable[Claim], beside: Iterable[Claim] = ()) -> Amount:
        """What may be claimed by some claims together within the limits, beside others that are claimed already."""
        listed = list(claims)
        limited = self._by_limit(one for one in listed if self.concerns(one))
        taken = self._by_limit(one for one in beside if self.concerns(one)) if limited else {}
        let_through = (self._let_through(of, taken.get(group, [])) for group, of in limited.items())
        return sum_of((year_of_claims(one for one in listed if not self.concerns(one)), *let_through))

    def claimed(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those for which something was claimed, as it is on record."""
        records = {(one.post, one.month) for one in self.network.claims or () if one.amount > 0}
        return [one for one in claims if (one.post, one.month) in records]

    def _let_through(self, claims: Sequence[Claim], beside: Sequence[Claim]) -> Amount:
        """What of a month's claims is within their limit, in whatever it counts, shared by their roles or not.

        Those `beside` have taken a part of the limit.
        """
        roles = dict.fromkeys(one.role for one in claims)
        apart = sum_of(self._let_in_one(_of(role, claims), _of(role, beside), role) for role in roles)
        if len({one.role for one in (*claims, *beside)}) == 1:
            return apart
        return apart.or_as_well(self._let_in_one(claims, beside, claims[0].role))

    def _let_in_one(self, claims: Sequence[Claim], beside: Sequence[Claim], role: str) -> Amount:
        parts, taken = self._parts(claims), self._parts(beside)
        limits = self._known((role, claims[0].month))
        counts = _counts(limits)
        return Amount.of(hull([_let_through_as_counted(parts, taken, limits, in_people=one) for one in counts]))

    def _beyond(self, claims: Sequence[Claim]) -> Amount:
        """What of a month's claims is beyond their limit, in whatever it counts, shared by their roles or not."""
        roles = dict.fromkeys(one.role for one in claims)
        apart = sum_of(self._beyond_one(_of(role, claims), role) for role in roles)
        return apart if len(roles) == 1 else apart.or_as_well(self._beyond_one(claims, claims[0].role))

    def _beyond_one(self, claims: Sequence[Claim], role: str) -> Amount:
        parts, limits = self._parts(claims), self.limits[role, claims[0].month]
        return Amount.of(hull([_beyond_as_counted(parts, limits, in_people=one) for one in _counts(limits)]))

    def _parts(self, claims: Iterable[Claim]) -> list[_Part]:
        """The posts of some claims."""
        return [_Part.of(one, self._counted(one)) for one in claims]

    def _counted(self, claim: Claim) -> Counted:
        """What the limit counts of the post of a claim; found once, as each claim is asked about beside all others."""
        key = (claim.post, claim.month, claim.known_on)
        if key not in self._found:
            post = next(post for post in self.network.posts or () if post.id == claim.post)
            self._found[key] = Counted.of(post, month_of(claim.month), self.network, claim.known_on)
        return self._found[key]


def _let_through_as_counted(
    parts: Sequence[_Part], taken: Sequence[_Part], limits: Sequence[RoleLimit], *, in_people: bool
) -> Number:
    """What of a month's claims for a role is within its limit: on each day what the limit lets through.

    It is least where each claim is and the cheapest posts are let through, as few as may be; most the other way.
    """
    days = list(_limited_days(parts, limits))
    no_limit = [part.days_of_money - sum(limited.day in part.counted for limited in days) for part in parts]
    least = sum((part.least * free for part, free in zip(parts, no_limit, strict=True)), _NONE)
    most = None if any(part.most is None for part in parts) else _NONE
    if most is not None:
        most = sum(((part.most or _NONE) * free for part, free in zip(parts, no_limit, strict=True)), _NONE)
    for limited in days:
        offers = _offers(parts, limited.day, in_people=in_people)
        gone = sum((one.held for one in _offers(taken, limited.day, in_people=in_people)), _NONE)
        least += _let_in(sorted(one.least for one in offers), max(_NONE, limited.low - gone))
        if most is not None:
            left = None if limited.high is None else max(_NONE, limited.high - gone)
            most += _let_in(sorted((one.most for one in offers), reverse=True), left)
    return range_of(least, most)


def _beyond_as_counted(parts: Sequence[_Part], limits: Sequence[RoleLimit], *, in_people: bool) -> Number:
    """What of a month's claims for a role is beyond its limit: on each day what the limit does not let through.

    It is least where each claim is and the dearest posts are let through, as many as may be; most the other way.
    """
    least, most = _NONE, None if any(part.most is None for part in parts if part.counted) else _NONE
    for limited in _limited_days(parts, limits):
        offers = _offers(parts, limited.day, in_people=in_people)
        least += _left_out(sorted((one.least for one in offers), reverse=True), limited.high)
        if most is not None:
            most += _left_out(sorted(one.most for one in offers), limited.low)
    return range_of(least, most)


@attrs.frozen
class _Part:
    """A post in a month: what may be claimed for a day of it, on how many, and on which of them the limit counts it.

    Of one of which nothing may be claimed, as of a shared post of which the network has nothing, it is for the month.
    """

    who: object
    counted: frozenset[date]
    days_of_money: int
    held: Fraction
    least: Fraction
    most: Fraction | None

    @classmethod
    def of(cls, claim: Claim, counted: Counted) -> _Part:
        """The post of a claim."""
        may, those = claim.of_kind(CLAIMABLE), len(counted.claimed) or 1
        most = None if may.at_most is None else Fraction(may.at_most.pounds) / those
        return cls(
            counted.who, counted.counted, those, own_wte(counted.post), Fraction(may.at_least.pounds) / those, most
        )


@attrs.frozen
class _Limited:
    """A day on which a role is limited, and how much of it the limit lets through: `high` None is no end."""

    day: date
    low: Fraction
    high: Fraction | None


def _limited_days(parts: Iterable[_Part], limits: Iterable[RoleLimit]) -> Iterator[_Limited]:
    """The days on which a limit counts any of some posts."""
    counted = sorted({day for part in parts for day in part.counted})
    for limit in limits:
        low, high = (None if end is None else Fraction(end) for end in allowed(limit.limit))
        yield from (_Limited(day, low or _NONE, high) for day in counted if day in limit.days)


_Price = tuple[Fraction, Fraction]


@attrs.frozen
class _Offer:
    """Some WTE or an individual on a day: the price of one at least and at most, each with how much there is."""

    least: _Price
    most: _Price

    @property
    def held(self) -> Fraction:
        """How much there is of it."""
        return self.least[1]


def _offers(parts: Iterable[_Part], day: date, *, in_people: bool) -> list[_Offer]:
    """What there is of a role on a day, in WTE or in individuals: who holds several posts is one, with all of them."""
    held: dict[object, list[_Part]] = {}
    for place, part in enumerate(parts):
        if day in part.counted:
            held.setdefault(part.who if in_people else place, []).append(part)
    found = []
    for those in held.values():
        much = Fraction(1) if in_people else those[0].held
        least = sum((part.least for part in those), _NONE) / much
        most = sum((part.most or _NONE for part in those), _NONE) / much
        found.append(_Offer((least, much), (most, much)))
    return found


def _of(role: str, claims: Iterable[Claim]) -> list[Claim]:
    """Those of some claims that are of one role."""
    return [one for one in claims if one.role == role]


def _counts(limits: Sequence[RoleLimit]) -> tuple[bool, ...]:
    """Whether limits of a month count individuals; both answers, where it is not known."""
    if any(limit.in_either for limit in limits):
        return False, True
    return tuple(dict.fromkeys(limit.in_people for limit in limits))


def _left_out(prices: Iterable[_Price], allowed: Fraction | None) -> Fraction:
    """What a day comes to beyond what is allowed: of prices in order, each with how much there is at it."""
    pounds, taken = _NONE, _NONE
    for price, held in prices:
        more = held if allowed is None else min(held, allowed - taken)
        pounds += price * (held - more)
        taken += more
    return pounds


def _let_in(prices: Sequence[_Price], allowed: Fraction | None) -> Fraction:
    """What a day comes to within what is allowed."""
    return sum((price * held for price, held in prices), _NONE) - _left_out(prices, allowed)
