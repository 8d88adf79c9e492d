"""The ways in which a column may have been paid on one list for the year: by whom, in which months, at which rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import floor
from typing import Final

import attrs

from pcn_des.answers.published import CHANGED_PAYER, PART_OF_YEAR
from pcn_des.answers.reconciliation import AGREES, EARLIER_RATE, ROUNDING
from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.questions.published.rates import MonthRate, StreamRates, rates_of
from pcn_des.questions.reconciling.causes import PAID_BY, publications
from pcn_des.wording import in_words, month_in_words

_HALF: Final = Fraction(1, 2)
Months = tuple[MonthRate, ...]


@attrs.frozen
class Way:
    """A way of paying some streams of a column: the months of each, rounded month by month or once for the year.

    `whole` says that it is all that was owed of these streams in the year, whoever paid.
    """

    cause: str
    because: str
    streams: tuple[str, ...]
    months: tuple[Months, ...]
    once_a_year: bool = False
    whole: bool = False

    per_head: Mapping[str, Fraction] = attrs.field(init=False, eq=False, repr=False)
    populations: frozenset[str] = attrs.field(init=False, eq=False, repr=False)

    @per_head.default
    def _summed(self) -> Mapping[str, Fraction]:
        """The exact pence of the year for one patient more of each population."""
        found: dict[str, Fraction] = {}
        for months in self.months:
            for rate in months:
                for population, pence in rate.pence.items():
                    found[population] = found.get(population, Fraction(0)) + pence
        return found

    @populations.default
    def _paid_on(self) -> frozenset[str]:
        """The populations that it is paid on."""
        return frozenset(self.per_head)

    even: Fraction | None = attrs.field(init=False, eq=False, repr=False)

    @even.default
    def _every_month(self) -> Fraction | None:
        """The pence for a head in a month, where it is one stream at one rate on one population; None where not."""
        if len(self.months) != 1 or len(self.per_head) != 1:
            return None
        (pence, *others) = {value for rate in self.months[0] for value in rate.pence.values()}
        return None if others else pence

    def exactly(self, lists: Mapping[str, Fraction]) -> Fraction:
        """What it comes to before it is rounded, in pence."""
        return sum((pence * lists[population] for population, pence in self.per_head.items()), Fraction(0))

    def pence(self, lists: Mapping[str, Fraction]) -> int:
        """What it comes to, in whole pence."""
        if self.once_a_year:
            return sum(penny(sum((rate.of(lists) for rate in months), Fraction(0))) for months in self.months)
        return sum(penny(rate.of(lists)) for months in self.months for rate in months)

    def gives(self, paid: int, lists: Mapping[str, Fraction]) -> bool:
        """Whether it gives what was paid, to the penny. What is far from it is not rounded month by month."""
        rounded = sum(map(len, self.months))
        return abs(self.exactly(lists) - paid) <= rounded and self.pence(lists) == paid


def penny(pence: Fraction) -> int:
    """Exact pence rounded to whole ones, half a penny up."""
    return floor(pence + _HALF)


def ways_of(year: ContractYear, streams: Sequence[str], known_on: date | None) -> tuple[Way, ...]:
    """Every way that is tried for a column which may hold these streams, the likeliest first.

    Of several streams each is tried alone, then those together that are rates on known populations.
    """
    groups = _groups(rates_of(year, known_on), streams)
    found = [way for group in groups for way in _for_the_year(group)]
    for day in publications(year, known_on):
        earlier = _groups(rates_of(year, day - ONE_DAY), streams)
        found += [way for group in earlier if group not in groups for way in _at_earlier_rates(group, day)]
    for group in groups:
        if len(group) == 1:
            found += [*_changed_payer(group[0]), *_in_part(group[0])]
    return tuple(found)


def _groups(rates: Mapping[str, StreamRates], streams: Sequence[str]) -> list[tuple[StreamRates, ...]]:
    """The streams that are rates on known populations: each alone, then together."""
    found = [rates[stream] for stream in streams if stream in rates]
    told = [one for one in found if one.populations and not one.claimed]
    return [group for size in range(1, len(told) + 1) for group in combinations(told, size)]


def _for_the_year(group: Sequence[StreamRates]) -> Iterator[Way]:
    """What was owed; the same rounded each month; and as the national system paid it."""
    streams = tuple(one.stream for one in group)
    contract = tuple(_known(one.by_contract) for one in group)
    yield Way(AGREES, "", streams, contract, once_a_year=True, whole=True)
    yield Way(ROUNDING, PAID_BY["commissioner"], streams, contract, whole=True)
    national = tuple(_known(one.national) for one in group)
    if all(len(months) == len(one.national) for months, one in zip(national, group, strict=True)):
        yield Way(ROUNDING, PAID_BY["national_system"], streams, national, whole=True)
    elif all(national):
        because = f"{_span([rate for months in national for rate in months])}, as the national system paid"
        yield Way(PART_OF_YEAR, because, streams, national)


def _at_earlier_rates(group: Sequence[StreamRates], day: date) -> Iterator[Way]:
    """The whole year at the rates that were known before a day."""
    streams = tuple(one.stream for one in group)
    months = tuple(_known(one.by_contract) for one in group)
    because = f"the rate as known before {in_words(day)}"
    yield Way(EARLIER_RATE, because, streams, months, once_a_year=True)
    yield Way(EARLIER_RATE, f"{because}, {PAID_BY['commissioner']}", streams, months)


def _changed_payer(one: StreamRates) -> Iterator[Way]:
    """The first months paid by hand, and the others by the national system."""
    hand, national = dict(one.by_contract), dict(one.national)
    days = list(hand)
    for place in range(1, len(days)):
        by_hand, by_system = [hand[day] for day in days[:place]], [national.get(day) for day in days[place:]]
        months = tuple(rate for rate in (*by_hand, *by_system) if rate is not None)
        if len(months) == len(days):
            because = f"by hand until {month_in_words(days[place - 1])}, by the national system then"
            yield Way(CHANGED_PAYER, because, (one.stream,), (months,))


def _in_part(one: StreamRates) -> Iterator[Way]:
    """Only the first or only the last months of the year, by hand or by the national system."""
    for said, series in (("", one.by_contract), (", as the national system paid", one.national)):
        months = _known(series)
        for place in range(1, len(months)):
            for part in (months[:-place], months[place:]):
                yield Way(PART_OF_YEAR, f"{_span(part)}{said}", (one.stream,), (part,))


def _known(series: Sequence[tuple[date, MonthRate | None]]) -> Months:
    return tuple(rate for _, rate in series if rate is not None)


def _span(months: Sequence[MonthRate]) -> str:
    """The months from the first to the last: April to September 2022, or one month."""
    first = reduce(min, (rate.month for rate in months))
    last = reduce(max, (rate.month for rate in months))
    if first == last:
        return f"{month_in_words(first)} alone"
    begins = month_in_words(first).split()[0] if first.year == last.year else month_in_words(first)
    return f"{begins} to {month_in_words(last)} alone"
