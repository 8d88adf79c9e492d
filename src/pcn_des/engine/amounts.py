"""What a payment rule comes to in a month: the month's share of a year's or a payment period's amount."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any, Final

import attrs

from pcn_des.answers.finding import TermUse
from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, Period
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.evaluate import value_of
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.notation import working
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import Trace, value_of_term
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.errors import RuleDefinitionError
from pcn_des.units import PURE, Quantity, Unit
from pcn_des.values import LowerBound, Unknown
from pcn_des.wording import in_words

MONTHS_IN_A_YEAR: Final = 12


@attrs.frozen
class MonthAmount:
    """A month's exact amount in pounds, or None and what is missing, with everything that it rests on."""

    pounds: Fraction | None
    missing: tuple[str, ...]
    rates: tuple[Quantity, ...]
    populations: tuple[Quantity, ...]
    working: str
    terms: tuple[TermUse, ...]
    notes: tuple[str, ...]


def month_amount(
    bound: BoundRule, contract: Terms, facts: Registry[Fact], source: FactSource, rate_step: Fraction | None = None
) -> MonthAmount:
    """A month's share of what a payment rule gives, by the contract and the facts of the month's first day.

    A rate per year is shared over twelve months, a rate per payment period over the months of its own period. With
    `rate_step`, a month's rate is rounded to it first, a half up, as a paying system does.
    """
    (tree,) = bound.variants
    monthly = Trace(contract, facts, source, value=_share(rate_step))
    pounds = value_of(tree, monthly)
    stated = Trace(contract, facts, source)
    return MonthAmount(
        pounds=pounds if isinstance(pounds, Fraction) else None,
        missing=pounds.missing if isinstance(pounds, Unknown | LowerBound) else (),
        rates=_quantities(tree, TermRef, stated, bound),
        populations=_quantities(tree, FactRef, stated, bound),
        working=_working(tree, pounds, stated, monthly, rate_step),
        terms=tuple(monthly.terms.values()),
        notes=tuple(monthly.notes),
    )


def months_of_rate(term: Term) -> int | None:
    """Over how many months the amount of a rate is shared; None where the term is no such rate."""
    below = {name for name, power in Unit.parse(term.unit).powers if power < 0}
    if "year" in below:
        return MONTHS_IN_A_YEAR
    return months_in(term.period) if "payment period" in below else None


def months_in(period: Period) -> int:
    """How many months a period has.

    Raises:
        RuleDefinitionError: it begins or ends within a month.
    """
    assert period.until is not None  # entries are closed
    after = period.until + ONE_DAY
    if period.since.day != 1 or after.day != 1:
        raise RuleDefinitionError(f"the payment period {period} does not consist of whole months")
    return (after.year - period.since.year) * MONTHS_IN_A_YEAR + after.month - period.since.month


def _share(rate_step: Fraction | None) -> Callable[[Term], Any]:
    def value(term: Term) -> Any:
        months = months_of_rate(term)
        if months is None:
            return value_of_term(term)
        share = value_of_term(term) / months
        return share if rate_step is None else floor(share / rate_step + Fraction(1, 2)) * rate_step

    return value


def _quantities(
    tree: Expr, kind: type[TermRef] | type[FactRef], stated: Trace, bound: BoundRule
) -> tuple[Quantity, ...]:
    found = []
    for node in tree.walk():
        if isinstance(node, kind):
            value = value_of(node, stated)
            if isinstance(value, Fraction):
                found.append(Quantity(value, bound.unit_of(node) or PURE))
            elif isinstance(value, LowerBound):
                found.append(Quantity(value.low, bound.unit_of(node) or PURE, is_lower_bound=True))
    return tuple(found)


def _working(tree: Expr, pounds: Any, stated: Trace, monthly: Trace, rate_step: Fraction | None) -> str:
    """`(2.218 x 42,000 + 0.698 x 40,000) / 12 = 10,089.6667`: a year shared, or a month's rounded rate."""
    if not isinstance(pounds, Fraction):
        return ""
    if rate_step is not None:
        return f"{working(tree, lambda leaf: value_of(leaf, monthly))} = {in_words(pounds)}"
    whole = value_of(tree, stated)
    return f"({working(tree, lambda leaf: value_of(leaf, stated))}) / {in_words(whole / pounds)}" if pounds else "0"
