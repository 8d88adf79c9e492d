"""What a payment rule comes to in a month: the month's share of a year's or a payment period's amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import attrs

from pcn_des.answers.notation import NOTHING, Sentence
from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.dates import MONTHS_IN_A_YEAR, ONE_DAY, Period
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.calculate import value_of
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.ranges import nearest, needs_of, over
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import Trace
from pcn_des.engine.tree import FactRef, TermRef
from pcn_des.engine.verdicts import calculation
from pcn_des.errors import RuleDefinitionError
from pcn_des.units import PURE, Quantity, Unit
from pcn_des.values import Range, Unknown


@attrs.frozen
class MonthAmount:
    """A month's exact amount in pounds, or as much of it as is known, with everything that it rests on.

    `worked` is how it was come to: a year's amount shared, or a month's rounded rate.
    """

    amount: Fraction | Range | Unknown
    rates: tuple[Quantity, ...]
    populations: tuple[Quantity, ...]
    worked: Sentence
    terms: tuple[Term, ...]
    notes: tuple[str, ...]

    @property
    def pounds(self) -> Fraction | None:
        """The amount where it is exact."""
        return self.amount if isinstance(self.amount, Fraction) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """What would make it exact."""
        return needs_of(self.amount)


def month_amount(
    rule: BoundRule, contract: Terms, facts: Registry[Fact], source: FactSource, rate_step: Fraction | None = None
) -> MonthAmount:
    """A month's share of what a payment rule gives, by the contract and the facts of the month's first day.

    A rate per year is shared over twelve months, a rate per payment period over the months of its own period. With
    `rate_step`, a month's rate is rounded to it first, a half up, as a paying system does.
    """
    (tree,) = rule.variants
    trace = Trace(contract, facts, source)
    whole = value_of(tree, trace)
    terms = tuple(trace.terms.values())
    months = months_shared_over(rule.name, terms)
    amount, worked = over(whole, Fraction(months), "the months"), NOTHING
    if rate_step is not None:
        monthly = Trace(contract, facts, source, value=_monthly_rate(rate_step))
        amount = value_of(tree, monthly)
        known = isinstance(amount, Fraction | Range)
        worked = Sentence("{} = {}", (calculation(tree, monthly), amount)) if known else NOTHING
    elif isinstance(amount, Fraction):
        worked = Sentence("({}) / {}", (calculation(tree, trace), Fraction(months))) if amount else Sentence("0")
    elif isinstance(amount, Range):
        worked = Sentence("({}) / {} = {}", (calculation(tree, trace), Fraction(months), amount))
    return MonthAmount(
        amount=amount,
        rates=_quantities(TermRef, trace, rule),
        populations=_quantities(FactRef, trace, rule),
        worked=worked,
        terms=terms,
        notes=tuple(trace.notes),
    )


def months_shared_over(rule: str, terms: Iterable[Term]) -> int:
    """Over how many months the amount of a rule is shared: those of its rates, which have to agree.

    Raises:
        RuleDefinitionError: its rates are of different lengths.
    """
    lengths = {months for term in terms if (months := months_of_rate(term)) is not None} or {MONTHS_IN_A_YEAR}
    if len(lengths) > 1:
        raise RuleDefinitionError(f"rule {rule} adds up rates of {' and '.join(map(str, sorted(lengths)))} months")
    return lengths.pop()


def months_of_rate(term: Term) -> int | None:
    """Over how many months the amount of a rate is shared; None where the term is no such rate."""
    if not term.is_entered:
        return None
    below = {name for name, power in Unit.parse(term.unit).powers if power < 0}
    if "year" in below:
        return MONTHS_IN_A_YEAR
    return months_in(term.period) if "payment period" in below else None


def months_in(period: Period) -> int:
    """How many months a period has.

    Raises:
        RuleDefinitionError: it begins or ends within a month.
    """
    after = period.last + ONE_DAY
    if period.since.day != 1 or after.day != 1:
        raise RuleDefinitionError(f"the payment period {period} does not consist of whole months")
    return (after.year - period.since.year) * MONTHS_IN_A_YEAR + after.month - period.since.month


def _monthly_rate(rate_step: Fraction) -> Callable[[Term, Any], Any]:
    """A month's rate, rounded, also where only its ends are known; other terms as they are."""

    def value(term: Term, said: Any) -> Any:
        months = months_of_rate(term)
        return said if months is None else nearest(over(said, Fraction(months), "the months"), rate_step)

    return value


def _quantities(kind: type[TermRef] | type[FactRef], trace: Trace, rule: BoundRule) -> tuple[Quantity, ...]:
    found = []
    for node in rule.leaves:
        if isinstance(node, kind):
            value = value_of(node, trace)
            if isinstance(value, Fraction | Range):
                found.append(Quantity(value, rule.unit_of(node) or PURE))
    return tuple(found)
