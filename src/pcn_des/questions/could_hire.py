"""How much of a role could still be hired with what is left of a sum: arithmetic, within the limit of the role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from pcn_des.answers.amount import NO_MONEY, NOTHING, Amount
from pcn_des.answers.claim import NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.workforce import CouldHire
from pcn_des.arguments import a, a_number
from pcn_des.brief import briefly
from pcn_des.contract.entries import Term
from pcn_des.contract.files import year_of
from pcn_des.contract.question import varied
from pcn_des.contract.role_names import role_called
from pcn_des.contract.roles import reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.cost_areas import NATIONAL
from pcn_des.dates import MONTHS_IN_A_YEAR, ContractYear, as_day, whole_months
from pcn_des.engine import ranges
from pcn_des.errors import MisuseError
from pcn_des.network import Network, Post
from pcn_des.questions.claims.asked import OPEN, Asked, Ruling
from pcn_des.questions.claims.limits import registered_patients
from pcn_des.questions.claims.maximum import annual_maximum, funded_share, monthly_maximum, smaller
from pcn_des.questions.claims.room import room_in
from pcn_des.questions.claims.rulings import rulings
from pcn_des.units import Money
from pcn_des.values import WIDE, Range, Unknown
from pcn_des.wording import month_in_words

_NONE: Final = Decimal(0)


def could_hire(
    role: str,
    since: date,
    *,
    left: Money | Amount,
    area: str = NATIONAL,
    annual_cost: Decimal | None = None,
    registered: int | Range | None = None,
    held: Decimal | None = None,
    known_on: date | None = None,
    network: Network | None = None,
) -> CouldHire:
    """How much of a role could still be hired from a month on with the money left of a sum, to 31 March.

    A limit of the role that is half known, or not established, gives bounds: from what it leaves at least, if that is
    known, to what the money pays for. So does a role of which it is not known whether it is reimbursable, and one that
    is claimed with the commissioner's agreement alone: from nothing. Of several limits until March the lowest counts.

    Args:
        role: the key or the name of the role.
        since: the first day of the month from which it would be hired.
        left: what is left of the sum: `workforce(…)["arrs_sum"].unspent`; below £0 nothing is.
        area: `national`, `outer_london` or `inner_london`.
        annual_cost: pounds a year, with on-costs, of one whole-time equivalent, not of a part-time post; None: its
            maximum.
        registered: registered patients, or a `Range` that they lie in, where a limit depends on them; None: those of
            `network`.
        held: how much of the role the network has, in WTE, where it is limited; None: what of the posts of `network`
            counts. Of a limit on people so much is one person at least for each whole-time equivalent begun.
        known_on: only what had been published by this day; None means all of it.
        network: the network that would hire: what it was granted of maxima and limits applies.

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
    of = None if network is None else a(Network, network, "network", "the Network that would hire")
    money, cost_of_one = _money(left), _or_none(annual_cost)
    has = None if held is None else a_number(held, "held")
    listed = registered_patients(of, first, known_on) if of is not None and registered is None else registered
    answer = reimbursable(key, first, area=area, registered=listed, known_on=known_on)
    post = Post(id="a new post", role=key, wte=Decimal(1), since=first, annual_cost=cost_of_one, area=area)
    months = list(whole_months(first, ContractYear.of(first).last_day))
    total = ranges.total(_month_of_one(post, month.since, of, known_on) for month in months)
    low, high = _wte_for(money, total)
    cost = Amount.of(total)
    reason = f"{money} is left, and one whole-time equivalent costs {cost} from {month_in_words(first)} to March."
    ruled = rulings(Asked(post, key, first, varied(Terms(year_of(first), first, known_on), of), None))
    kinds = {ruling.kind for ruling in ruled}
    room = room_in(key, months, listed, has, of, known_on)
    if NOT_CLAIMABLE in kinds:
        low, high, reason = _NONE, _NONE, _said(ruled, NOT_CLAIMABLE)
    elif OPEN in kinds:
        low, reason = _NONE, _said(ruled, OPEN)  # as much as the money pays for, or nothing
    elif high != _NONE:
        low, high, said = room.within(low, high)
        if NEEDS_AGREEMENT in kinds:
            low, said = _NONE, (*said, _said(ruled, NEEDS_AGREEMENT))
        reason = " ".join([reason, *said])
    return CouldHire(
        role=key,
        title=answer.title,
        since=first,
        left=money,
        cost_to_march=cost,
        at_least=_NONE if low is None else low,
        at_most=high,
        limit=room.limit,
        reason=reason,
    )


def _said(ruled: Sequence[Ruling], kind: str) -> str:
    """What was ruled of one kind, and with whose agreement, where its own words don't say that."""
    found: dict[str, None] = {}
    for ruling in ruled:
        if ruling.kind == kind:
            why = str(ruling.why)
            found[why] = None
            for entry in ruling.rests_on:
                if isinstance(entry, Term) and entry.with_agreement_of and entry.in_words not in why:
                    found[f"{entry.title}: {entry.in_words}."] = None
    return " ".join(found)


def _money(left: object) -> Amount:
    """What is left of a sum, as far as it is known: nothing, where more than the sum was spent."""
    if isinstance(left, Money):
        return Amount(left, left).less(NOTHING)
    if isinstance(left, Amount):
        return left.less(NOTHING)
    raise MisuseError(f"left is {briefly(left)}; give money, such as Money(Decimal('5000')), or an Amount of it")


def _or_none(annual_cost: object) -> Decimal | None:
    return None if annual_cost is None else a_number(annual_cost, "annual_cost")


def _month_of_one(post: Post, day: date, network: Network | None, known_on: date | None) -> ranges.Number:
    """What may be claimed for a whole-time equivalent in a month: its maximum, or its cost where that is lower."""
    contract = varied(Terms(year_of(day), day, known_on), network)
    most = monthly_maximum(annual_maximum(post, post.role, contract)[0], contract)
    if post.annual_cost is None:
        return most
    reimbursed = ranges.times(Fraction(post.annual_cost) / MONTHS_IN_A_YEAR, funded_share(post, post.role, contract)[0])
    return smaller(reimbursed, most)


def _wte_for(money: Amount, one: ranges.Number) -> tuple[Decimal | None, Decimal | None]:
    """How much of a role that costs so much the money pays for, at least and at most, each floored.

    None is an end that the money does not set: of what costs nothing, any number.
    """
    dearest, cheapest = (None, None) if isinstance(one, Unknown) else (ranges.highest(one), ranges.lowest(one))
    least = _NONE if dearest is None else _floored(money.at_least, dearest)
    return least, None if cheapest is None else _floored(money.at_most, cheapest)


def _floored(money: Money | None, one: Fraction) -> Decimal | None:
    if money == NO_MONEY:
        return _NONE  # whatever it costs
    if money is None or not one:
        return None
    return Decimal(floor(Fraction(money.pounds) / one * 100)).scaleb(-2, WIDE)
