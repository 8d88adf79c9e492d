"""What the limits of a role leave beside what a network has of it, from a month to the end of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import in_either, in_people
from pcn_des.dates import Period, month_of
from pcn_des.network import Network
from pcn_des.network.records import tells_all_of
from pcn_des.questions.claims.limits import allowed, limit_on, limits_of_month, may_share, most_at_once, staff_of
from pcn_des.values import EXACTLY, Range
from pcn_des.wording import in_words

_NONE: Final = Decimal(0)


@attrs.frozen
class Held:
    """How much of a role is held: in WTE, and how many people hold it; either may be known from below alone.

    `others` is what is held of roles that may share its limit, as that counts; None where that is not known.
    """

    wte: Decimal
    people: Decimal
    people_known: bool = True
    all_on_record: bool = True
    others: Decimal | None = _NONE

    @classmethod
    def of_wte(cls, wte: Decimal, shared: Sequence[str]) -> Held:
        """Of so many WTE: at least one person for each that is begun."""
        return cls(wte, Decimal(ceil(wte)), people_known=not wte, others=None if shared else _NONE)

    @classmethod
    def on_record(cls, role: str, shared: Sequence[str], days: Period, network: Network, known_on: date | None) -> Held:
        """What the limit of a role counts of a network's posts on some days of a month, and those of other roles."""
        wte, people = _counted([role], days, network, known_on)
        others = max(_counted(shared, days, network, known_on))
        whole = tells_all_of(network.posts, days.since, days.until or days.since)
        return cls(wte, people, all_on_record=whole, others=others)


def _counted(roles: Sequence[str], days: Period, network: Network, known_on: date | None) -> tuple[Decimal, Decimal]:
    """What is held of some roles at once on some days of a month, in WTE and in people."""
    posts = [post for post in network.posts or () if post.period.overlaps(days) and role_called(post.role) in roles]
    staff = staff_of(posts, month_of(days.since), network, known_on)
    return most_at_once(staff, days, in_people=False), most_at_once(staff, days, in_people=True)


@attrs.frozen
class Left:
    """What one limit leaves: from `least` to `most`, `most` None where it has no known end; and what it hangs on."""

    limit: Term
    least: Decimal
    most: Decimal | None
    by: tuple[str, ...]

    @classmethod
    def of(cls, limit: Term, held: Held) -> Left:
        """What a limit of which something is known leaves beside what is held."""
        low, high = allowed(limit)
        by_wte, by_people = not in_people(limit), in_people(limit) or in_either(limit)
        counted = [held.wte] * by_wte + [held.people] * by_people
        settled = held.all_on_record and (held.people_known or not by_people)
        if low is None or held.others is None or not settled:
            least = _NONE
        else:
            least = _beside(low, EXACTLY.add(max(counted), held.others))
        most = None if high is None else _beside(high, min(counted))
        return cls(limit, least, most, () if least == most else tuple(_hangs_on(limit, held)))

    @property
    def said(self) -> str:
        """It in words, with who granted a limit that is not the contract's own."""
        by = f", by {' and '.join(self.by)}," if self.by else ""
        granted = f" Its limit is {self.limit.in_words}: {self.limit.note}." if self.limit.varied else ""
        return f"The contract limits the role: {_between(self.least, self.most)}{by} beside what is held.{granted}"


def _hangs_on(limit: Term, held: Held) -> Iterator[str]:
    if in_either(limit) and held.wte:
        yield "whether it counts WTE or people"
    elif in_people(limit) and not held.people_known:
        yield "how many people hold it"
    if held.others is None or held.others:
        yield "whether other roles share it"
    if not held.all_on_record:
        yield "posts that may not be on record"
    low, high = allowed(limit)
    if low != high:
        yield "how far it was lifted" if limit.varied else "its list size"


def _between(least: Decimal, most: Decimal | None) -> str:
    if most is None:
        return f"{in_words(least)} or more"
    return in_words(least) if least == most else f"{in_words(least)} to {in_words(most)}"


@attrs.frozen
class Room:
    """What all the limits of a role leave until March: `first` is that of the first day, `unknown` one not established.

    What each leaves is in `known`, the lowest first.
    """

    first: Term | None
    known: tuple[Left, ...]
    unknown: Term | None

    @property
    def limit(self) -> Term | None:
        """The limit that leaves least, or that of the first day where none is known."""
        return self.known[0].limit if self.known else self.first

    def within(
        self, low: Decimal | None, high: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None, tuple[str, ...]]:
        """What the money pays for, as far as the limits let it through, and what is to be said of them.

        None is an end that nothing sets.
        """
        said = []
        if self.known and (high is None or self._least < high):
            low, high = _lower(low, self._least), _lower(high, self._most)
            said.append(self.known[0].said)
        if self.unknown is not None:
            low = _NONE  # what is not established may leave nothing
            why = self.unknown.in_words if self.unknown.is_known else f"not established: {self.unknown.note}"
            said.append(f"The role's limit is not counted here: {why.rstrip('.')}. It may allow fewer, or none.")
        return low, high, tuple(said)

    @property
    def _least(self) -> Decimal:
        return min(left.least for left in self.known)

    @property
    def _most(self) -> Decimal | None:
        return min((left.most for left in self.known if left.most is not None), default=None)


def room_in(
    role: str,
    months: Sequence[Period],
    registered: int | Range | None,
    held: Decimal | None,
    network: Network | None,
    known_on: date | None,
) -> Room:
    """What the limits of a role leave in some months beside what is held: so much, or what a network has on record."""
    known: list[Left] = []
    unknown: list[Term] = []
    for month in months:
        for days, limit in limits_of_month(role, month, network, registered, known_on):
            shared = may_share(role, limit, days.since, known_on)
            if allowed(limit) == (None, None):
                unknown.append(limit)
            elif held is None and network is not None:
                known.append(Left.of(limit, Held.on_record(role, shared, days, network, known_on)))
            else:
                known.append(Left.of(limit, Held.of_wte(held or _NONE, shared)))
    first = limit_on(role, months[0].since, network, registered, known_on)
    return Room(first, tuple(sorted(known, key=_lowest_first)), next(iter(unknown), None))


def _lowest_first(left: Left) -> tuple[bool, Decimal, Decimal]:
    """Those without a known end last."""
    return left.most is None, left.most or _NONE, left.least


def _beside(limit: Decimal, held: Decimal) -> Decimal:
    return max(_NONE, EXACTLY.subtract(limit, held))


def _lower(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The lower of two ends, of which None is an open one."""
    return min((end for end in (one, other) if end is not None), default=None)
