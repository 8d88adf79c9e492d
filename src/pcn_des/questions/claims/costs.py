"""What a post costs in a month, as far as it is on record: pay and on-costs, invoices, overheads, extra hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pcn_des.contract.terms import Terms
from pcn_des.dates import MONTHS_IN_A_YEAR
from pcn_des.engine import ranges
from pcn_des.network import ExtraHours, Pay, Post
from pcn_des.network.records import covering, tells_all_of
from pcn_des.values import range_of

NOTHING: Final = Fraction(0)


def monthly_pay(post: Post, day: date) -> ranges.Number:
    """What the person's pay and on-costs come to in a whole month like that day, leave taken into account.

    Where nothing tells it, all that is known is that it is not less than nothing.
    """
    leave = covering(post.leave, day)
    goes_on = Fraction(leave[0].pay_share) if leave else Fraction(1)
    return ranges.times(_pay_of_a_year(post, day), goes_on / MONTHS_IN_A_YEAR)


def _pay_of_a_year(post: Post, day: date) -> ranges.Number:
    if post.annual_cost is not None:
        return Fraction(post.annual_cost)
    paid = _latest_pay(post, day)
    if paid is not None and paid.covers(day):
        on_costs = {"national insurance": paid.national_insurance, "pension": paid.pension}
        gaps = [f"the employer's {name} of {post.id}" for name, cost in on_costs.items() if cost is None]
        known = sum((Fraction(cost) for cost in on_costs.values() if cost is not None), Fraction(paid.salary))
        return range_of(known, None, gaps) if gaps else known
    if post.pay and tells_all_of(post.pay, day, day):
        return NOTHING
    return range_of(NOTHING, None, [f"what {post.id} costs"])


def _latest_pay(post: Post, day: date) -> Pay | None:
    """The pay that began last by a day, wherever it stands in the list: pay without a last day goes on until then."""
    begun = (pay for pay in post.pay or () if pay.since <= day)
    return max(begun, key=lambda pay: pay.since, default=None)


def invoiced(post: Post, month: date) -> ranges.Number | None:
    """What a supplier charges for a month; None where the cost of the post is not told by invoices."""
    if not post.invoices:
        return None
    found = post.invoices.by("month").get(month)
    if found:
        return Fraction(found[0].amount)
    return NOTHING if post.invoices.complete else range_of(NOTHING, None, [f"the invoice of {post.id} for the month"])


def overheads(post: Post, role: str, contract: Terms) -> tuple[Fraction, ranges.Number]:
    """A supplier's overheads in a whole month: all of them, and what of them is reimbursed."""
    asked = Fraction(post.supplier_fee or 0)
    term = contract.get(f"arrs.{role}.supplier_contribution")
    if not asked or term is None:
        return asked / MONTHS_IN_A_YEAR, NOTHING
    if not term.is_known:
        return asked / MONTHS_IN_A_YEAR, range_of(NOTHING, asked / MONTHS_IN_A_YEAR, [term.note])
    return asked / MONTHS_IN_A_YEAR, min(asked, Fraction(term.value) * Fraction(post.wte)) / MONTHS_IN_A_YEAR


def extra_hours(post: Post, month: date) -> ExtraHours | None:
    """The hours beyond the post's own in a month."""
    return next((extra for extra in post.extra_hours or () if extra.month == month), None)


def cost_of_extra(extra: ExtraHours) -> ranges.Number:
    """What extra hours cost; no less than nothing where that is not on record."""
    return range_of(NOTHING, None, ["what the extra hours cost"]) if extra.cost is None else Fraction(extra.cost)


def own_share(post: Post) -> Fraction:
    """The part of a post that is this network's own."""
    return Fraction(1 if post.network_share is None else Decimal(post.network_share))


def own_wte(post: Post) -> Fraction:
    """How much of a post is this network's own, in WTE."""
    return Fraction(post.wte) * own_share(post)
