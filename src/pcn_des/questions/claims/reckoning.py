"""What a month of a post comes to by one reading of the text: what is claimed, what needs agreement, what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.claim import CLAIMABLE, NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.role_terms import announced_for
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine import ranges
from pcn_des.network import ExtraHours, Network, Post
from pcn_des.questions.claims.asked import OPEN, Asked, Ruling, kind_of
from pcn_des.questions.claims.costs import (
    cost_of_extra,
    extra_hours,
    invoiced,
    monthly_pay,
    overheads,
    own_share,
)
from pcn_des.questions.claims.maximum import annual_maximum, funded_share, monthly_maximum, smaller
from pcn_des.questions.claims.rulings import rulings
from pcn_des.questions.claims.stretches import Stretch, length, part_of_month
from pcn_des.values import Range, range_of

IN_FULL: Final = "in_full"  # what a letter of early 2020 opened beyond the share that the contract reimbursed
_NOTHING: Final = Fraction(0)


@attrs.frozen(eq=False)
class Part:
    """A stretch of a month with what holds of it: whether it counts, a whole month's money, and the terms behind it."""

    stretch: Stretch
    kind: str
    ruled: tuple[Ruling, ...]
    pay: ranges.Number
    overheads: Fraction
    overheads_reimbursed: ranges.Number
    annual: ranges.Number
    maximum: ranges.Number
    share: ranges.Number
    terms: tuple[Term, ...]
    opened_in_full: tuple[Term, ...] = ()

    @classmethod
    def of(cls, stretch: Stretch, post: Post, role: str, network: Network | None) -> Part:
        contract, day = stretch.contract, stretch.days.since
        ruled = rulings(Asked(post, role, day, contract, network))
        kind = kind_of(ruled, agreed=bool(post.agreed))
        annual, by_maximum = annual_maximum(post, role, contract)
        share, by_share = funded_share(post, role, contract)
        overhead, reimbursed = overheads(post, role, contract)
        return cls(
            stretch=stretch,
            kind=kind,
            ruled=ruled,
            pay=monthly_pay(post, day),
            overheads=overhead,
            overheads_reimbursed=reimbursed,
            annual=annual,
            maximum=monthly_maximum(annual, contract),
            share=share,
            terms=(*by_maximum, *by_share),
            opened_in_full=() if kind == NOT_CLAIMABLE else _opened_in_full(post, role, contract, share),
        )

    def ruled_as(self, *kinds: str) -> tuple[Ruling, ...]:
        """The rulings of some kinds."""
        return tuple(ruling for ruling in self.ruled if ruling.kind in kinds)

    @property
    def left_open(self) -> tuple[str, ...]:
        """What the text or the records leave open of these days."""
        return tuple(str(ruling.why) for ruling in self.ruled_as(OPEN)) if self.kind == OPEN else ()

    @property
    def rests_on(self) -> tuple[Entry, ...]:
        """The entries that its money rests on."""
        return self.terms


def _opened_in_full(post: Post, role: str, contract: Terms, share: ranges.Number) -> tuple[Term, ...]:
    """What a letter opened beyond the share of the cost that is reimbursed, for who was recruited since."""
    if share == 1 or role not in contract.roles:
        return ()
    return tuple(term for term in announced_for(role, contract) if post.since >= term.since)


@attrs.frozen(eq=False)
class Reckoned:
    """A month by one reading. Each is an exact amount in pounds, or as much of it as is known."""

    reading: str
    by_kind: dict[str, ranges.Number]  # what is reimbursed of the days of each kind
    costs: dict[str, ranges.Number]  # what the days of each kind cost
    maximum: ranges.Number
    left_open: tuple[str, ...] = ()

    @property
    def cost(self) -> ranges.Number:
        """What the month costs."""
        return ranges.total(self.costs.values())

    @property
    def claimable(self) -> ranges.Number:
        """What may be claimed; days of which the text or the records leave it open count from nothing to all."""
        left_open = self.by_kind.get(OPEN, _NOTHING)
        needs = (*self.left_open, *ranges.needs_of(left_open))
        return ranges.plus(self.by_kind.get(CLAIMABLE, _NOTHING), range_of(_NOTHING, _high(left_open), needs))

    @property
    def needs_agreement(self) -> ranges.Number:
        """What may be claimed with the commissioner's agreement."""
        return ranges.plus(self.by_kind.get(NEEDS_AGREEMENT, _NOTHING), self.by_kind.get(IN_FULL, _NOTHING))

    @property
    def needs(self) -> tuple[str, ...]:
        """What would make it exact."""
        return (*ranges.needs_of(self.claimable), *ranges.needs_of(self.needs_agreement))


def reckon(post: Post, month: Period, parts: Sequence[Part], reading: str) -> Reckoned:
    """The month of a post by one reading of how a part of a month counts."""
    weights = _weights(parts, month, reading)
    days = days_of(parts)
    invoice, extra, share = invoiced(post, month.since), extra_hours(post, month.since), own_share(post)
    last = _last_that_counts(parts)
    costs: dict[str, list[ranges.Number]] = {}
    reimbursed: dict[str, list[ranges.Number]] = {}
    maxima: dict[str, list[ranges.Number]] = {}
    for part, weight in zip(parts, weights, strict=True):
        paid = ranges.times(part.pay, weight)
        if invoice is not None:
            paid = ranges.times(invoice, Fraction(part.stretch.length, days))
        most = ranges.times(part.maximum, weight * Fraction(post.wte))
        counted = ranges.plus(paid, ranges.times(part.overheads_reimbursed, weight))
        whole = ranges.plus(paid, part.overheads * weight)
        if extra is not None and part is last:
            whole, counted = ranges.plus(whole, cost_of_extra(extra)), ranges.plus(counted, _extra(extra, part))
            most = ranges.plus(most, ranges.times(part.maximum, Fraction(extra.wte)))
        costs.setdefault(part.kind, []).append(whole)
        reimbursed.setdefault(part.kind, []).append(ranges.times(counted, part.share))
        maxima.setdefault(part.kind, []).append(most)
    by_kind = {
        kind: ranges.times(smaller(ranges.total(reimbursed[kind]), ranges.total(maxima[kind])), share)
        for kind in costs
        if kind != NOT_CLAIMABLE
    }
    if any(part.opened_in_full for part in parts):
        beyond = (
            ranges.minus(ranges.times(ranges.total(costs[kind]), share), within) for kind, within in by_kind.items()
        )
        needs = ["what the commissioner agreed to reimburse in full"]
        by_kind[IN_FULL] = range_of(_NOTHING, _high(ranges.total(beyond)), needs)
    counting = [most for kind, listed in maxima.items() if kind != NOT_CLAIMABLE for most in listed]
    return Reckoned(
        reading=reading,
        by_kind=by_kind,
        costs={kind: ranges.times(ranges.total(listed), share) for kind, listed in costs.items()},
        maximum=ranges.times(ranges.total(counting), share),
        left_open=tuple(dict.fromkeys(why for part in parts for why in part.left_open)),
    )


def days_of(parts: Iterable[Part]) -> int:
    """How many days some stretches are together."""
    return sum(part.stretch.length for part in parts)


def counted_by_days(parts: Sequence[Part], month: Period) -> tuple[Part, ...]:
    """The stretches that count, be they all of the month or a part of it.

    What needs agreement, or is open, makes a whole month together with what surely counts, and may leave it a part.
    """
    kept = tuple(part for part in parts if part.kind != NOT_CLAIMABLE)
    if days_of(kept) == length(month):
        return tuple(part for part in kept if part.kind == CLAIMABLE)
    return kept


def _weights(parts: Sequence[Part], month: Period, reading: str) -> list[Fraction]:
    """What part of a month each stretch is; together they are all of it where the post is held for all of it."""
    kept = counted_by_days(parts, month)
    if days_of(kept) == length(month):
        return [Fraction(part.stretch.length, length(month)) for part in parts]
    rest = 1 - part_of_month(days_of(kept), month, reading)
    left_out = days_of(parts) - days_of(kept)
    held_throughout = days_of(parts) == length(month)
    return [
        rest * Fraction(part.stretch.length, left_out)
        if held_throughout and part not in kept
        else part_of_month(part.stretch.length, month, reading)
        for part in parts
    ]


def _last_that_counts(parts: Sequence[Part]) -> Part | None:
    """The stretch that extra hours of the month are counted with."""
    counting = [part for part in parts if part.kind != NOT_CLAIMABLE] or list(parts)
    return counting[-1] if counting else None


def _extra(extra: ExtraHours, part: Part) -> ranges.Number:
    """What of the cost of extra hours is reimbursed: plain time where the contract has it, otherwise at most all."""
    term = part.stretch.contract.get("arrs.scheme.extra_hours_claimable")
    cost = cost_of_extra(extra)
    if term is not None and term.is_known and not term.value:
        return _NOTHING
    if extra.plain_time is False or term is None or not term.is_known:
        return range_of(_NOTHING, _high(cost), ["what the extra hours cost at plain time rates"])
    return cost


def _high(number: ranges.Number) -> Fraction | None:
    return ranges.highest(number) if isinstance(number, Fraction | Range) else None
