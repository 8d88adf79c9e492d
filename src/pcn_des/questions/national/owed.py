"""What a network was owed in a contract year, from its members' lists month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.dates import MONTHS_IN_A_YEAR, ContractYear
from pcn_des.questions.published.rates import ADJUSTED, BEDS, REGISTERED, WEIGHTED, MonthRate, rates_of
from pcn_des.units import Money
from pcn_des.wording import count_of

Lists = Mapping[str, Fraction]

_IN_NO_FILE: Final = {
    WEIGHTED: "it needs weighted patients, which none of these files has",
    BEDS: "it needs beds of care homes, which none of these files has",
}
_NO_LIST: Final = {
    REGISTERED: "no list of the snapshot day is known of any member",
    ADJUSTED: "no adjusted population is known of any member",
}
_NO_RATE: Final = "what it pays for a patient is not known of every month"
_HALF_KNOWN: Final = "whose patients count, or how many, is not known of every month"


@attrs.frozen
class Facts:
    """What is known of a network in a month: its lists, or that it was not open; nothing where that is not known.

    `least` are the lists of the members of which one is known, where not all of them are; `most` are the lists with
    those that may be members of another network instead.
    """

    known: bool
    is_open: bool = False
    lists: Lists = attrs.field(factory=dict)
    least: Lists = attrs.field(factory=dict)
    most: Lists = attrs.field(factory=dict)


Spans = Sequence[tuple[Facts, tuple[date, ...]]]


@attrs.frozen(eq=False)
class _Way:
    """The rates of a stream in each month, by one reading of the contract."""

    rates: Mapping[date, MonthRate]
    _together: dict[tuple[date, ...], Mapping[str, Fraction]] = attrs.field(factory=dict)

    def per_head(self, days: tuple[date, ...]) -> Mapping[str, Fraction]:
        """The exact pence of some months together for one patient more of each population."""
        if days not in self._together:
            found: dict[str, Fraction] = {}
            for day in days:
                for population, pence in self.rates[day].pence.items() if day in self.rates else ():
                    found[population] = found.get(population, Fraction(0)) + pence
            self._together[days] = found
        return self._together[days]

    def pence(self, spans: Spans) -> tuple[Fraction, Fraction | None]:
        """The pence of the year at the least and at the most; None where a month that is paid is not known."""
        least, most, complete = Fraction(0), Fraction(0), True
        for facts, days in spans:
            per_head = self.per_head(days)
            if not per_head or (facts.known and not facts.is_open):
                continue
            low, high = {**facts.least, **facts.lists}, {**facts.most, **facts.lists}
            complete = complete and facts.known and all(population in high for population in per_head)
            for population, pence in per_head.items():
                least += pence * low.get(population, 0)
                most += pence * high.get(population, 0)
        return least, most if complete else None


@cache
def _streams(year: ContractYear) -> tuple[Mapping[str, tuple[_Way, ...]], tuple[str, ...]]:
    """The streams that a list tells, by each reading, and the keys of the others, of what a year's contract owes."""
    told: dict[str, tuple[_Way, ...]] = {}
    others = []
    for stream, rates in rates_of(year, None).items():
        if rates.claimed:
            continue
        if rates.populations:
            told[stream] = (_Way({day: rate for day, rate in rates.by_contract if rate is not None}),)
        elif rates.by_reading:
            told[stream] = tuple(_Way({rate.month: rate for rate in way}) for way in rates.by_reading)
        else:
            others.append(stream)
    return told, tuple(others)


def owed_in(year: ContractYear, months: Mapping[date, Facts]) -> tuple[dict[str, Amount], tuple[str, ...]]:
    """Each stream of which something is known, in a year; and the keys of the streams of which nothing is."""
    spans = _spans(months)
    told, others = _streams(year)
    amounts = {stream: _amount(ways, spans) for stream, ways in told.items()}
    unknown = [stream for stream, amount in amounts.items() if amount.is_open]
    return {stream: amount for stream, amount in amounts.items() if not amount.is_open}, (*unknown, *others)


def why_open(year: ContractYear, months: Mapping[date, Facts]) -> dict[str, str]:
    """Why the amount of each stream has no end above, in a year; nothing of the streams that have one."""
    spans = _spans(months)
    told, others = _streams(year)
    return {
        **{stream: why for stream, ways in told.items() if (why := "; ".join(_reasons(ways, spans)))},
        **dict.fromkeys(others, _NO_RATE),
    }


@cache
def _paid_on(ways: tuple[_Way, ...]) -> Mapping[date, frozenset[str]]:
    """The populations on which a stream is paid in each month in which it is, by any reading."""
    days = dict.fromkeys(day for way in ways for day, rate in way.rates.items() if rate.pence)
    return {day: frozenset(one for way in ways if day in way.rates for one in way.rates[day].pence) for day in days}


def _reasons(ways: tuple[_Way, ...], spans: Spans) -> Iterator[str]:
    """What is missing of a stream: populations of which no file tells, months, and lists of the members."""
    rates = _paid_on(ways)
    paid = [(facts, [day for day in days if day in rates]) for facts, days in spans if facts.is_open or not facts.known]
    paid = [(facts, days) for facts, days in paid if days]
    needed = {population for _, days in paid for day in days for population in rates[day]}
    yield from (says for population, says in _IN_NO_FILE.items() if population in needed)
    if not all(facts.known for facts, _ in paid):
        covered = sum(len(days) for facts, days in spans if facts.known)
        yield f"{covered} of {MONTHS_IN_A_YEAR} months are covered by a file"
    open_ = [(facts, rates[day]) for facts, days in paid if facts.is_open for day in days]
    for population, says in _NO_LIST.items():
        of_none = sum(population in on and population not in {**facts.lists, **facts.least} for facts, on in open_)
        if of_none:
            yield f"{says} in {count_of(of_none, 'month')}"
    if any(on & facts.least.keys() - facts.lists.keys() - facts.most.keys() for facts, on in open_):
        yield _HALF_KNOWN


def _amount(ways: Sequence[_Way], spans: Spans) -> Amount:
    """What a stream comes to: rounded once where every month is known, the least of it where not."""
    ends = [way.pence(spans) for way in ways]
    highs = [high for _, high in ends if high is not None]
    most = _money(max(highs)) if len(highs) == len(ends) else None
    return Amount(_money(min(low for low, _ in ends)), most)


def _spans(months: Mapping[date, Facts]) -> Spans:
    """The months in which the same is known, together."""
    found: list[tuple[Facts, list[date]]] = []
    for day, facts in months.items():
        same = next((days for known, days in found if known is facts or known == facts), None)
        if same is None:
            found.append((facts, [day]))
        else:
            same.append(day)
    return [(facts, tuple(days)) for facts, days in found]


def _money(pence: Fraction) -> Money:
    return Money.to_the_penny(pence / 100)
