"""What each stream of a year pays for one patient or bed in each month, as the package's own payment rules have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

import attrs

from pcn_des.contract.blocks import combinations
from pcn_des.contract.entries import CEILING, Payment
from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear
from pcn_des.frozen import FrozenMap
from pcn_des.questions.basis import rulebook
from pcn_des.questions.stream_months import StreamMonth, months_of

REGISTERED: Final = "population.registered"
WEIGHTED: Final = "population.weighted"
ADJUSTED: Final = "population.adjusted"
BEDS: Final = "care_homes.beds"
WHOLE: Final = (REGISTERED, BEDS)  # populations of whole numbers; weighted and adjusted ones have decimals
POPULATIONS: Final = (REGISTERED, WEIGHTED, ADJUSTED, BEDS)
_SIZE: Final = 1000  # of every population, to see what one patient more is paid

PencePerHead = Mapping[str, Fraction]


@attrs.frozen
class MonthRate:
    """What a stream pays in a month: exact pence for one patient more of each population that it depends on."""

    month: date
    pence: PencePerHead

    def of(self, lists: Mapping[str, Fraction]) -> Fraction:
        """The exact pence of the month on these lists."""
        return sum((rate * lists[population] for population, rate in self.pence.items()), Fraction(0))


@attrs.frozen
class StreamRates:
    """A stream of a year: its months, each with its rates; None for a month that is no rate on known populations.

    `national` are those of the paying system that rounds a month's rate first; `by_reading` those by each reading of
    what is half known of the contract, where that leaves `by_contract` open. `claimed` says that what is paid depends
    on what is claimed or achieved.
    """

    entry: Payment
    by_contract: tuple[tuple[date, MonthRate | None], ...]
    national: tuple[tuple[date, MonthRate | None], ...]
    by_reading: tuple[tuple[MonthRate, ...], ...] = ()

    @property
    def stream(self) -> str:
        """The key of the stream."""
        return self.entry.key

    @property
    def claimed(self) -> bool:
        """Whether no list tells what is paid: a ceiling, or money for what is claimed or achieved."""
        return self.entry.kind == CEILING or self.entry.paid not in ("monthly", "quarterly")

    @property
    def populations(self) -> frozenset[str]:
        """The populations that it is paid on; none where it is no rate on known populations in every month."""
        months = [rate for _, rate in self.by_contract]
        if None in months:
            return frozenset()
        return frozenset(population for rate in months if rate is not None for population in rate.pence)


@cache
def rates_of(year: ContractYear, known_on: date | None) -> Mapping[str, StreamRates]:
    """Every stream of a contract year with what it pays for a patient or bed, by its key."""
    contract = load_year(year)
    known_by = date.max if known_on is None else known_on
    asked = [
        [StreamMonth.of(sizes, Terms(contract, first, known_on), None) for sizes in _sizes()]
        for first in months_of(year)
    ]
    found = {}
    for stream, versions in contract.payments.items():
        paid = [(ways, in_force(versions, ways[0].first, known_by)) for ways in asked]
        told = [(ways, payment) for ways, payment in paid if payment is not None]
        if told:
            found[stream] = StreamRates(
                entry=told[0][1],
                by_contract=tuple((ways[0].first, _rate(ways, payment)) for ways, payment in told),
                national=tuple((ways[0].first, _rate(ways, payment, national=True)) for ways, payment in told),
                by_reading=_by_reading(told),
            )
    return FrozenMap(found)


def _by_reading(paid: Sequence[tuple[Sequence[StreamMonth], Payment]]) -> tuple[tuple[MonthRate, ...], ...]:
    """The rates of a stream by each reading of what they rest on; nothing where no reading makes them known."""
    told = [(ways, payment) for ways, payment in paid if _is_worked_out(payment)]
    keys = {term.key for ways, payment in told for term in ways[0].amount(payment).terms}
    blocks = dict.fromkeys(block for ways, _ in told for block in ways[0].contract.reading_blocks(keys))
    found = []
    for taken in combinations(blocks) if blocks else ():
        series = [_rate([way.read_as(taken) for way in ways], payment) for ways, payment in told]
        if any(rate is None for rate in series):
            return ()
        found.append(tuple(rate for rate in series if rate is not None))
    return tuple(found)


def _is_worked_out(payment: Payment) -> bool:
    return (payment.rule or payment.key) in rulebook().payments


def _sizes() -> list[dict[str, int]]:
    """A thousand of every population; then, in turn, one more of each."""
    level = dict.fromkeys(POPULATIONS, _SIZE)
    return [level, *({**level, population: _SIZE + 1} for population in POPULATIONS)]


def _rate(ways: Sequence[StreamMonth], payment: Payment, national: bool = False) -> MonthRate | None:
    """What one more of each population brings in a month; None where that is not all that the money depends on."""
    if not _is_worked_out(payment):
        return None
    amounts = [month.where_the_national_system_paid(payment) if national else month.amount(payment) for month in ways]
    pounds = [None if amount is None else amount.pounds for amount in amounts]
    level, *more = (None if amount is None else amount * 100 for amount in pounds)
    if level is None or None in more:
        return None
    brings = {
        population: after - level
        for population, after in zip(POPULATIONS, more, strict=True)
        if after is not None and after != level
    }
    if not brings or sum(brings.values()) * _SIZE != level:  # a lump sum, or no rate at all
        return None
    return MonthRate(ways[0].first, FrozenMap(brings))
