"""A year of claims for staff, held against the network's sums: by post, by pot, by role, and what may still be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.answers.amount import NOTHING, Amount, sum_of
from pcn_des.answers.claim import CLAIMABLE, NEEDS_AGREEMENT, NOT_CLAIMABLE, Claim, hull
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.statement import StreamTotal
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Term
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import in_either, in_people
from pcn_des.dates import ContractYear, Period, as_day
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.showing import CSV, PLOT, Shown, show
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import count_of, in_words, month_in_words

NOT_CLAIMED: Final = "not claimed"
NO_CLAIM: Final = "no claim on record"  # in a list that may have gaps
TOO_MUCH: Final = "claimed too much"
TOO_LITTLE: Final = "claimed too little"


def year_of_claims(claims: Iterable[Claim], kind: str = CLAIMABLE) -> Amount:
    """The sum of several claims of a kind of line, each reading of the text the same in all of them."""
    listed = tuple(claims)
    return hull(_under(listed, kind, says) for says in _ways(listed))


def beyond(claims: Iterable[Claim], others: Iterable[Claim]) -> Amount:
    """What may be claimed by some claims beyond others, each reading of the text the same in all of them."""
    these, those = tuple(claims), tuple(others)
    return hull(_under(these, CLAIMABLE, says).less(_under(those, CLAIMABLE, says)) for says in _ways(these + those))


def _ways(claims: Iterable[Claim]) -> Iterator[str]:
    return iter(dict.fromkeys(reading.says for claim in claims for reading in claim.by_reading))


def _under(claims: Iterable[Claim], kind: str, says: str) -> Amount:
    readings = ([one for one in claim.by_reading if one.says == says] or claim.by_reading for claim in claims)
    return sum_of(getattr(found[0], kind) for found in readings)


@attrs.frozen(kw_only=True, repr=False)
class PostYear(Shown):
    """A post through a contract year: the claim of each month in which it is held."""

    post: str
    role: str
    title: str
    claims: tuple[Claim, ...]

    @property
    def claimable(self) -> Amount:
        """What may be claimed for it in the year."""
        return year_of_claims(self.claims)

    @property
    def needs_agreement(self) -> Amount:
        """What may be claimed for it with the commissioner's agreement alone."""
        return year_of_claims(self.claims, NEEDS_AGREEMENT)

    @property
    def not_claimable(self) -> Amount:
        """What the network bears of its cost itself."""
        return year_of_claims(self.claims, NOT_CLAIMABLE)

    @property
    def assumes(self) -> tuple[str, ...]:
        """What the claims take to be so."""
        return tuple(dict.fromkeys(said for claim in self.claims for said in claim.assumes))

    def __repr__(self) -> str:
        return bracketed(f"PostYear {self.post}: {self.claimable} claimable")


@attrs.frozen(kw_only=True)
class PotMonth:
    """A month of a sum: what may be claimed for posts that are held, for posts that begin later, and what was claimed.

    `claimed` is the sum of the claims on record; None where there is none.
    """

    month: date
    held: Amount
    planned: Amount
    claimed: Money | None


@attrs.frozen(kw_only=True, repr=False)
class Pot(Shown):
    """A sum of the network for staff and what goes against it, each as far as it is known.

    `total` is the sum as the contract has it, `as_of` the day from which it is looked at. `used` are the claims of
    months that are over; `committed`: used, plus the remaining months of posts already held, up to their recorded end;
    `forecast`: committed, plus the posts that begin later. None of the three is more than the sum: `over` is what goes
    beyond it. They are of the posts on record: where that list may have gaps (`may_have_gaps`), what is left is at most
    what these leave; without a list nothing of it is known. They take each post as if it were within the limit of its
    role: `beyond_limits` is the part of all claims above role limits. Where posts of the baseline
    have been vacant for too long, they leave out as many posts of the role, whichever the network chooses. `by_month`
    has the claims of each month, the part above role limits included.
    """

    total: StreamTotal
    as_of: date
    used: Amount
    committed: Amount
    forecast: Amount
    over: Amount
    needs_agreement: Amount
    by_month: tuple[PotMonth, ...] = ()
    may_have_gaps: bool = False
    beyond_limits: Amount = NOTHING

    @property
    def stream(self) -> str:
        """The key of the stream whose sum it is."""
        return self.total.stream

    @property
    def sum(self) -> Amount:
        """The most that may be claimed in the year, as far as it is known."""
        return Amount.between(self.total.amount, self.total.at_least, self.total.at_most)

    @property
    def unspent(self) -> Amount:
        """What is left of the sum after the forecast."""
        return self._left_after(self.forecast)

    @property
    def uncommitted(self) -> Amount:
        """What is left of the sum after what is committed."""
        return self._left_after(self.committed)

    def _left_after(self, amount: Amount) -> Amount:
        left = self.sum.less(amount)
        return Amount(at_most=left.at_most) if self.may_have_gaps else left

    def __repr__(self) -> str:
        return bracketed(f"Pot {self.stream}: {self.forecast} of {self.sum}")


@attrs.frozen(kw_only=True, repr=False)
class RoleLimit(Shown):
    """A role in a month in which it is limited: how much of it the network has, and how much may be claimed.

    `days` are the whole month, or its days before and after an exception to the limit begins or ends. `limit` is that
    of the contract, or what was granted to the network in its place, by whom its note says. `held` is what may be
    claimed of the posts on record and counts, in WTE or in individuals, as `limit` says. A limit in posts may count
    either, which was not seen: `held` is in WTE then, and `people` are the individuals. Which post is the one too many
    is the network's choice; `agreement` is what the commissioner may agree to beyond the limit, where the contract says
    so. `shared_with` are roles of which it was not seen whether they count against the same limit, and `together` is
    what is held of all of them.
    """

    role: str
    title: str
    month: date
    days: Period
    limit: Term
    held: Decimal
    agreement: Term | None = None
    people: Decimal | None = None
    shared_with: tuple[str, ...] = ()
    together: Decimal | None = None

    @property
    def in_people(self) -> bool:
        """Whether it counts individuals, whatever their hours."""
        return in_people(self.limit)

    @property
    def in_either(self) -> bool:
        """Whether it was not seen if it counts WTE or individuals."""
        return in_either(self.limit)

    @property
    def over(self) -> Decimal | None:
        """How much is beyond the limit; None where that is not known, or is another number counted otherwise."""
        found = self.over_by(self.held)
        counted = (held for held in (self.people, self.together) if held is not None)
        return found if all(self.over_by(held) == found for held in counted) else None

    def over_by(self, held: Decimal) -> Decimal | None:
        """How much is beyond the limit where so much counts as held; None where that is not known."""
        if self.limit.is_known and not self.limit.by:
            return max(Decimal(0), EXACTLY.subtract(held, Decimal(self.limit.value)))
        if self.limit.at_least is not None and held <= self.limit.at_least:
            return Decimal(0)
        return None

    def __repr__(self) -> str:
        return bracketed(f"RoleLimit {self.role}, {month_in_words(self.month)}: {self.held}, {self.limit.in_words}")


@attrs.frozen(kw_only=True, repr=False)
class ClaimCheck(Shown):
    """A month of a post whose claim on record is not what may be claimed: it `says` how."""

    post: str
    month: date
    says: str
    recorded: Money | None
    claimable: Amount

    def __repr__(self) -> str:
        return bracketed(f"ClaimCheck {self.post}, {month_in_words(self.month)}: {self.says}")


@attrs.frozen(kw_only=True, repr=False)
class Backdated(Shown):
    """A month of a post under the figures known on a day, and under those known since: `more` may be claimed now."""

    post: str
    month: date
    known_then: date
    then: Amount
    now: Amount
    more: Amount

    def __repr__(self) -> str:
        return bracketed(f"Backdated {self.post}, {month_in_words(self.month)}: {self.then}, now {self.now}")


@attrs.frozen(kw_only=True, repr=False)
class LaterStart(Shown):
    """What a start so many months later would leave unspent of a sum, for a post that has not begun."""

    post: str
    since: date
    months: int
    unspent: Amount

    def __repr__(self) -> str:
        return bracketed(f"LaterStart {self.post}, {self.months} months later: {self.unspent} unspent")


@attrs.frozen(kw_only=True, repr=False)
class CouldHire(Shown):
    """How much of a role could still be hired from a month on, at its maximum or at a cost, to the end of the year.

    `wte` is floored to 0.01; None where it is not known, `at_least` and `at_most` then bound it.
    """

    role: str
    title: str
    since: date
    left: Amount
    cost_to_march: Amount  # of one whole-time equivalent
    at_least: Decimal
    at_most: Decimal | None
    limit: Term | None
    reason: str

    @property
    def wte(self) -> Decimal | None:
        """How much of the role could be hired."""
        return self.at_least if self.at_least == self.at_most else None

    def __repr__(self) -> str:
        return bracketed(f"CouldHire {self.role} from {in_words(self.since)}: {_wte(self.at_least, self.at_most)} WTE")


def _wte(low: Decimal, high: Decimal | None) -> str:
    if low == high:
        return f"{low}"
    return f"at least {low}" if high is None else f"{low} to {high}"


@attrs.frozen(kw_only=True, repr=False)
class Workforce(Shown):
    """A contract year of a network's claims for staff, as seen on a day.

    `posts` have the claims by month, `pots` the sums and what goes against them, `limits` the roles that the contract
    limits, `checks` the claims on record that are not what may be claimed, `backdated` what may be claimed besides
    since figures were raised, `later` what a later start of a planned post leaves unspent. `scheme` is what else the
    contract says of the scheme.
    """

    heading: Heading
    receipt: Receipt
    posts: tuple[PostYear, ...]
    pots: tuple[Pot, ...]
    limits: tuple[RoleLimit, ...]
    checks: tuple[ClaimCheck, ...]
    backdated: tuple[Backdated, ...]
    later: tuple[LaterStart, ...]
    notes: tuple[str, ...] = ()
    scheme: tuple[Term, ...] = ()

    def __getitem__(self, key: str) -> PostYear | Pot:
        """A post by its id, or a pot by the key of its stream.

        Raises:
            UnknownNameError: there is neither.
        """
        found: dict[str, PostYear | Pot] = {
            **{post.post: post for post in self.posts},
            **{pot.stream: pot for pot in self.pots},
        }
        if not isinstance(key, str) or key not in found:
            raise UnknownNameError("post or sum", key, found)
        return found[key]

    @property
    def claims(self) -> Iterator[Claim]:
        """Every claim, post by post and month by month."""
        return (claim for post in self.posts for claim in post.claims)

    @property
    def claimable(self) -> Amount:
        """What may be claimed in the year, within the sums."""
        return sum_of(pot.forecast for pot in self.pots)

    def held_of(self, role: str, month: date) -> Decimal:
        """How much of a role is held in a month, in WTE or individuals, where the contract limits it; otherwise 0.

        Args:
            role: the key or the name of the role.
            month: any day of the month.

        Raises:
            UnknownNameError: a role that there is not.
            MisuseError: a day outside the contract year.
        """
        key, day = role_called(role), as_day(month, "month")
        year = ContractYear.parse(self.receipt.contract_year)
        if day not in year.period:
            raise MisuseError(f"month is {day}; it must be a day of {year}, {year.first_day} to {year.last_day}")
        found = (limit.held for limit in self.limits if (limit.role, limit.month) == (key, day.replace(day=1)))
        return max(found, default=Decimal(0))

    def to_csv(self) -> str:
        """The claims as CSV for spreadsheets, a row for each post and month."""
        return str(show(self, CSV))

    def plot(self) -> Any:
        """A chart of what goes against each sum, month by month, as a matplotlib figure.

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        return show(self, PLOT)

    @property
    def over_limit(self) -> tuple[RoleLimit, ...]:
        """The roles and months that are, or may be, beyond their limit."""
        return tuple(limit for limit in self.limits if limit.over is None or limit.over)

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        said = (
            f"Workforce {self.receipt.contract_year}, {count_of(len(self.posts), 'post')}: {self.claimable} claimable"
        )
        return bracketed(said)
