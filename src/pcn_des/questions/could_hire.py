"""How much of a role could still be hired with what is left of a sum: arithmetic, within the limit of the role."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from pcn_des.answers.amount import NO_MONEY, NOTHING, Amount
from pcn_des.answers.workforce import CouldHire
from pcn_des.arguments import a_number
from pcn_des.brief import briefly
from pcn_des.contract.entries import Term
from pcn_des.contract.files import year_of
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import in_either
from pcn_des.contract.roles import reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.cost_areas import NATIONAL
from pcn_des.dates import ContractYear, as_day, whole_months
from pcn_des.engine import ranges
from pcn_des.errors import MisuseError
from pcn_des.network import Post
from pcn_des.questions.claims.maximum import annual_maximum, funded_share, monthly_maximum, smaller
from pcn_des.questions.claims.too_many import allowed
from pcn_des.units import Money
from pcn_des.values import EXACTLY, WIDE, Range
from pcn_des.wording import in_words, month_in_words

UNLIMITED: Final = "unlimited"
_MONTHS: Final = 12
_NONE: Final = Decimal(0)


def could_hire(
    role: str,
    since: date,
    *,
    left: Money | Amount,
    area: str = NATIONAL,
    annual_cost: Decimal | None = None,
    registered: int | Range | None = None,
    held: Decimal = _NONE,
    known_on: date | None = None,
) -> CouldHire:
    """How much of a role could still be hired from a month on with the money left of a sum, to 31 March.

    A limit of the role that is half known, or not established, gives bounds: from what it leaves at least, if that is
    known, to what the money pays for. So does a role of which it is not known whether it is reimbursable: from nothing.

    Args:
        role: the key or the name of the role.
        since: the first day of the month from which it would be hired.
        left: what is left of the sum: `workforce(…)["arrs_sum"].unspent`; below £0 nothing is.
        area: `national`, `outer_london` or `inner_london`.
        annual_cost: pounds a year, with on-costs, of one whole-time equivalent, not of a part-time post; None: its
            maximum.
        registered: registered patients, or a `Range` that they lie in, where a limit depends on them.
        held: how much of the role the network has, in WTE, where it is limited.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        UnknownNameError: a role that there is not.
        OutsideDataError: the day is outside the data.
        MisuseError: the day is not the first of a month, or a number is none, is not finite or is below 0.

    Examples:
        >>> from datetime import date
        >>> from decimal import Decimal
        >>> from pcn_des import could_hire
        >>> from pcn_des.units import Money
        >>> could_hire("pharmacy_technician", date(2024, 12, 1), left=Money(Decimal("76018"))).wte
        Decimal('5.37')
    """
    first = as_day(since, "since")
    if first.day != 1:
        raise MisuseError(f"since is {first}; a month is given by its first day, {first.replace(day=1)}")
    key = role_called(role)
    answer = reimbursable(key, first, area=area, registered=registered, known_on=known_on)
    money, cost_of_one, has = _money(left), _or_none(annual_cost), a_number(held, "held")
    post = Post(id="a new post", role=key, wte=Decimal(1), since=first, annual_cost=cost_of_one, area=area)
    months = whole_months(first, ContractYear.of(first).last_day)
    cost = Amount.of(ranges.total(_month_of_one(post, month.since, known_on) for month in months))
    low, high = _wte_for(money.at_least, cost.at_most) or _NONE, _wte_for(money.at_most, cost.at_least)
    reason = f"{money} is left, and one whole-time equivalent costs {cost} from {month_in_words(first)} to March."
    least, most = _room(answer.cap, has)
    if answer.if_known is None:
        low, reason = _NONE, answer.reason  # as much as the money pays for, or nothing
    elif not answer:
        low, high, reason = _NONE, _NONE, answer.reason
    elif answer.cap is not None and (least, most) == (None, None):
        if answer.cap.value != UNLIMITED and high != _NONE:
            said = answer.cap.in_words if answer.cap.is_known else f"not established: {answer.cap.note}"
            low = _NONE  # what is not established may leave nothing
            reason += f" The role's limit is not counted here: {said.rstrip('.')}. It may allow fewer, or none."
    elif least is not None and (high is None or least < high):
        low, high = min(low, least), _lower(high, most)
        reason += f" The contract limits the role: {_in_words(least, most, answer.cap)} beside what is held."
    return CouldHire(
        role=key,
        title=answer.title,
        since=first,
        left=money,
        cost_to_march=cost,
        at_least=low,
        at_most=high,
        limit=answer.cap,
        reason=reason,
    )


def _money(left: object) -> Amount:
    """What is left of a sum, as far as it is known: nothing, where more than the sum was spent."""
    if isinstance(left, Money):
        return Amount(left, left).less(NOTHING)
    if isinstance(left, Amount):
        return left.less(NOTHING)
    raise MisuseError(f"left is {briefly(left)}; give money, such as Money(Decimal('5000')), or an Amount of it")


def _or_none(annual_cost: object) -> Decimal | None:
    return None if annual_cost is None else a_number(annual_cost, "annual_cost")


def _month_of_one(post: Post, day: date, known_on: date | None) -> ranges.Number:
    """What may be claimed for a whole-time equivalent in a month: its maximum, or its cost where that is lower."""
    contract = Terms(year_of(day), day, known_on)
    most = monthly_maximum(annual_maximum(post, post.role, contract)[0], contract)
    if post.annual_cost is None:
        return most
    reimbursed = ranges.times(Fraction(post.annual_cost) / _MONTHS, funded_share(post, post.role, contract)[0])
    return smaller(reimbursed, most)


def _wte_for(money: Money | None, one: Money | None) -> Decimal | None:
    """How much of a role that costs so much the money pays for, floored; None where it is open."""
    if money == NO_MONEY:
        return _NONE  # whatever it costs
    if money is None or one is None or not one.pounds:
        return None
    return Decimal(floor(Fraction(money.pounds) / Fraction(one.pounds) * 100)).scaleb(-2, WIDE)


def _room(limit: Term | None, held: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """What a limit leaves beside what is held, at least and at most; None on both sides where none is known.

    Where it may count people, whatever their hours, those who hold something may leave nothing.
    """
    if limit is None:
        return None, None
    least, most = allowed(limit)
    if most is not None and held and limit is not None and in_either(limit):
        least = _NONE
    if least is None and most is not None:
        least = _NONE
    return _left(least, held), _left(most, held)


def _in_words(least: Decimal, most: Decimal | None, limit: Term | None) -> str:
    by = "whether it counts WTE or people" if limit is not None and in_either(limit) else "its list size"
    if most is None:
        return f"{in_words(least)} or more, by {by},"
    return in_words(least) if least == most else f"{in_words(least)} to {in_words(most)}, by {by},"


def _left(limit: Decimal | None, held: Decimal) -> Decimal | None:
    return None if limit is None else max(_NONE, EXACTLY.subtract(limit, held))


def _lower(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The lower of two ends, of which None is an open one."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None
