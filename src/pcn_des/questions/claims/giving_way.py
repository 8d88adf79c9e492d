"""What claims come to together where vacancies of the baseline take the place of some of them, whichever they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.claim import CLAIMABLE, Claim
from pcn_des.answers.workforce import year_of_claims
from pcn_des.contract.files import title_of
from pcn_des.contract.role_names import role_called
from pcn_des.dates import ONE_DAY, Period, month_of
from pcn_des.network import Network, Records
from pcn_des.questions.claim import claim
from pcn_des.questions.claims.asked import Asked
from pcn_des.questions.claims.baseline import long_vacant, may_be_claimed
from pcn_des.questions.claims.rulings import of_itself
from pcn_des.questions.claims.stretches import post_of, stretches
from pcn_des.values import range_of

_NONE = Fraction(0)
_Key = tuple[str, date]  # a role and a month


@attrs.frozen
class GivingWay:
    """The claims of which some give way to posts of the baseline that have been vacant for too long.

    Each claim takes another post to be the one that does. Together as many give way as posts are vacant: which ones is
    the network's choice, so that what is left lies between what the cheapest and what the dearest of them come to.
    """

    shared: Mapping[_Key, _Shared]

    @classmethod
    def of(cls, network: Network, claims: Iterable[Claim]) -> GivingWay:
        """Those among all claims for the posts of a network."""
        roles = {role_called(one.role) for one in network.baseline_vacancies or ()}
        concerned = _by_role_and_month(one for one in claims if one.role in roles)
        found = {key: _Shared.of(network, of_month) for key, of_month in concerned.items()}
        return cls({key: shared for key, shared in found.items() if shared.room})

    @property
    def roles(self) -> Collection[str]:
        """The roles of which some posts give way in some month."""
        return {role for role, _ in self.shared}

    @property
    def notes(self) -> Iterator[str]:
        """That the sums leave posts out, for each role of which they do."""
        for role in sorted(self.roles):
            yield (
                f"{title_of('roles', role)}: posts of the baseline have been vacant for too long. The claim for each "
                "post takes it to be another one that can't be claimed; the sums leave out as many as are vacant, "
                "whichever they are."
            )

    def sum(self, claims: Iterable[Claim], kind: str = CLAIMABLE) -> Amount:
        """What some of the claims come to, of a kind of line; in their place others of the role may give way."""
        return self._sum(claims, kind, lambda shared, these: shared.left_of(these, kind))

    def within(self, claims: Iterable[Claim], beside: Iterable[Claim]) -> Amount:
        """What may be claimed by some claims beside others that are claimed already, and give way no more."""
        claimed = {(one.role, one.month, one.post) for one in beside}
        return self._sum(claims, CLAIMABLE, lambda shared, these: shared.left_beside(these, claimed))

    def _sum(self, claims: Iterable[Claim], kind: str, left: Callable[[_Shared, Sequence[Claim]], Amount]) -> Amount:
        by_key = _by_role_and_month(claims)
        alone = [one for key, of_month in by_key.items() if key not in self.shared for one in of_month]
        together = (left(self.shared[key], of_month) for key, of_month in by_key.items() if key in self.shared)
        return sum_of((year_of_claims(alone, kind), *together))


@attrs.frozen
class _Shared:
    """A role in a month: the days of each post on which it may be claimed, and for how many there is room on each.

    `room` has the days on which some of the posts give way, and not all. `if_away` are the claims as they are where the
    post is the one that gives way on all of them.
    """

    days: Mapping[str, frozenset[date]]
    room: Mapping[date, int]
    if_away: Mapping[str, Claim]

    @classmethod
    def of(cls, network: Network, claims: Sequence[Claim]) -> _Shared:
        """The posts that these claims, of one role and month, are for."""
        held = {one.post: dict(_days_that_may_count(one, network)) for one in claims}
        room = {}
        for day in sorted({day for days in held.values() for day in days}):
            vacant = [days[day] for days in held.values() if day in days]
            if 0 < vacant[0] < len(vacant):
                room[day] = len(vacant) - vacant[0]
        if not room:
            return cls({}, {}, {})
        crowded = network.evolve(baseline_vacancies=Records([*(network.baseline_vacancies or ())] * len(claims)))
        if_away = {one.post: claim(one.post, one.month, crowded, one.known_on) for one in claims}
        return cls({post: frozenset(days) & room.keys() for post, days in held.items()}, room, if_away)

    def left_of(self, claims: Sequence[Claim], kind: str) -> Amount:
        """What is left of some of the claims: at least where the vacancies fall on them, at most on the others."""
        here = {one.post for one in claims}
        others = {day: sum(day in days for post, days in self.days.items() if post not in here) for day in self.room}
        room = {day: (free - others[day], free) for day, free in self.room.items()}
        return self._let_through(claims, kind, room)

    def left_beside(self, claims: Sequence[Claim], claimed: Collection[tuple[str, date, str]]) -> Amount:
        """What is left of some of the claims beside those for which something was claimed."""
        role, month = claims[0].role, claims[0].month
        taken = [days for post, days in self.days.items() if (role, month, post) in claimed]
        free = {day: most - sum(day in days for days in taken) for day, most in self.room.items()}
        return self._let_through(claims, CLAIMABLE, {day: (most, most) for day, most in free.items()})

    def _let_through(self, claims: Sequence[Claim], kind: str, room: Mapping[date, tuple[int, int]]) -> Amount:
        """What the claims come to where on each day so many of them are claimed, at least and at most."""
        kept = sum_of(self.if_away[one.post].of_kind(kind) for one in claims)
        least = Fraction(kept.at_least.pounds)
        most = None if kept.at_most is None else Fraction(kept.at_most.pounds)
        prices = {one.post: self._price(one, kind) for one in claims}
        for day, (fewest, all_that_may) in room.items():
            held = [prices[one.post] for one in claims if day in self.days[one.post]]
            highest = [high for _, high in held if high is not None]
            least += sum(sorted(low for low, _ in held)[: max(0, fewest)], _NONE)
            dearest = sorted(highest, reverse=True)[: max(0, all_that_may)]
            most = None if most is None or len(highest) < len(held) else most + sum(dearest, _NONE)
        return Amount.of(range_of(least, most))

    def _price(self, claim: Claim, kind: str) -> tuple[Fraction, Fraction | None]:
        """What a claim is more on one of the days if its post does not give way, by the lower ends and by the upper."""
        full, away = claim.of_kind(kind), self.if_away[claim.post].of_kind(kind)
        days = len(self.days[claim.post]) or 1
        low = max(_NONE, Fraction(full.at_least.pounds) - Fraction(away.at_least.pounds)) / days
        if full.at_most is None or away.at_most is None:
            return low, None
        return low, max(_NONE, Fraction(full.at_most.pounds) - Fraction(away.at_most.pounds)) / days


def _by_role_and_month(claims: Iterable[Claim]) -> dict[_Key, list[Claim]]:
    found: dict[_Key, list[Claim]] = {}
    for one in claims:
        found.setdefault((one.role, one.month), []).append(one)
    return found


def _days_that_may_count(one: Claim, network: Network) -> Iterator[tuple[date, int]]:
    """The days of a claim on which its post may be claimed but for the vacancies, and how many of those there are."""
    post = post_of(network, one.post)
    assert post is not None  # the claim is for one of the network's
    for stretch in stretches(post, month_of(one.month), network, one.known_on):
        asked = Asked(post, one.role, stretch.days.since, stretch.contract, network)
        vacant = long_vacant(asked)
        if vacant and may_be_claimed(asked, of_itself):
            yield from ((day, vacant) for day in _each_day(stretch.days))


def _each_day(days: Period) -> Iterator[date]:
    day = days.since
    while day in days:
        yield day
        day += ONE_DAY
