"""What payment streams come to on the rows of a table: a year that one row stands for, or month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import gcd
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.contract.blocks import combinations
from pcn_des.contract.entries import Payment
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, in_force
from pcn_des.engine.amounts import months_shared_over
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.columns import numbers
from pcn_des.engine.columns.assess import ROWS_AT_ONCE
from pcn_des.engine.columns.codes import Chosen, as_mask, both, no
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import Table
from pcn_des.engine.columns.numbers import End, Numbers, held
from pcn_des.engine.columns.run import RowRun, Setting
from pcn_des.engine.columns.spans import Basis
from pcn_des.engine.columns.too_large import too_large
from pcn_des.engine.tree import TermRef

_PENCE: Final = 100
_NOTHING: Final = Numbers.of(Fraction(0))
_A_PENNY: Final = Numbers.of(Fraction(1, _PENCE))
_HALF_A_PENNY: Final = Numbers.of(Fraction(1, 2 * _PENCE))


@attrs.frozen(eq=False)
class Ends:
    """Between which pence amounts of some rows lie that are not exact; the end itself where it is `known`."""

    rows: NDArray[np.intp]
    least: Bound
    most: Bound


Bound = tuple[NDArray[np.int64], NDArray[np.bool_]]
"""An end in pence a row, and where there is one."""


@attrs.frozen(eq=False)
class Money:
    """Whole pence a row where the amount is exact, which is where it is `known`; and the ends of those that are not."""

    pence: NDArray[np.int64]
    known: NDArray[np.bool_]
    between: list[Ends] = attrs.field(factory=list)

    @classmethod
    def nothing_known(cls, rows: int) -> Money:
        """No amount in any row."""
        return cls(np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.bool_))

    def narrow(self, rows: NDArray[np.intp], within: Numbers, give: Numbers) -> None:
        """Other ends for some rows that have been put and are not exact."""
        if len(rows):
            self.between.append(_ends(rows, within, give))

    def put(
        self, rows: Chosen, pence: NDArray[np.int64], exact: NDArray[np.bool_], within: Numbers, give: Numbers
    ) -> None:
        """Put amounts into some rows: pence where they are exact, elsewhere the ends of a number, give or take some."""
        self.pence[rows] = pence * exact
        self.known[rows] = exact
        left = np.flatnonzero(~exact)
        if len(left):
            places = left + rows.start if isinstance(rows, slice) else rows[left]
            self.between.append(_ends(places, within.rows(left), give))

    @property
    def least(self) -> Bound:
        """The lower ends: the amount itself where it is exact. Nothing is no end, for it is always so."""
        return self._bounds("least")

    @property
    def most(self) -> Bound:
        """The higher ends: the amount itself where it is exact."""
        return self._bounds("most")

    def _bounds(self, side: str) -> Bound:
        pence, known = self.pence.copy(), self.known.copy()
        for ends in self.between:
            pence[ends.rows], known[ends.rows] = getattr(ends, side)
        return pence, known


@attrs.frozen(eq=False)
class Paid:
    """A stream in the months of a year that have one contract of it: the entry, its rule, the terms, and the months."""

    entry: Payment
    rule: BoundRule
    terms: Terms
    months: tuple[date, ...]

    def read_as(self, way: Mapping[str, str]) -> Paid:
        """The same by one reading of what is half known."""
        return attrs.evolve(self, terms=self.terms.read_as(way))

    @property
    def keys(self) -> tuple[str, ...]:
        """The terms that it reads."""
        written = (leaf.key_ for leaf in self.rule.leaves if isinstance(leaf, TermRef))
        return tuple(key for key in dict.fromkeys(written) if self.terms.get(key) is not None)

    def amount(self, run: RowRun) -> Numbers:
        """A month's amount in pounds, on the rows of a run."""
        months = months_shared_over(self.rule.name, [self.terms[key] for key in self.keys])
        return numbers.over(run.value(self.rule.variants[0]), Numbers.of(Fraction(months)))


@attrs.frozen(eq=False)
class Stream:
    """A stream of a contract year: its months, and the same by each reading of what is half known in them."""

    key: str
    paid: tuple[Paid, ...]
    ways: tuple[tuple[Paid, ...], ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it reads."""
        return tuple(dict.fromkeys(fact for part in self.paid for fact in part.rule.facts))


def streams_of(basis: Basis, contract: YearContract, months: Sequence[date], known_on: date | None) -> list[Stream]:
    """The streams of a year that a rule works out in every month in which they are paid, as known by a day."""
    known_by = date.max if known_on is None else known_on
    by_month = {month: Terms(contract, month, known_on) for month in months}
    found = []
    for key, versions in contract.payments.items():
        owed = [(month, entry) for month in months if (entry := in_force(versions, month, known_by)) is not None]
        if not owed or any((entry.rule or entry.key) not in basis.rulebook.payments for _, entry in owed):
            continue
        paid = tuple(_same_months(basis, [(by_month[month], entry) for month, entry in owed]))
        blocks = dict.fromkeys(block for part in paid for block in part.terms.reading_blocks(part.keys))
        ways = tuple(tuple(part.read_as(way) for part in paid) for way in combinations(blocks))
        found.append(Stream(key, paid, ways or (paid,)))
    return found


def _same_months(basis: Basis, owed: Sequence[tuple[Terms, Payment]]) -> Iterator[Paid]:
    """The months, together where the entry and all that its rule reads is the same."""
    together: dict[Any, Paid] = {}
    for contract, entry in owed:
        made = Paid(entry, basis.rulebook.bound_payment(entry, contract.contract), contract, (contract.as_of,))
        said = tuple((term.value, term.at_least, term.at_most, term.block) for term in map(contract.get, made.keys))
        key = (id(entry), repr(said))
        before = together.get(key)
        together[key] = made if before is None else attrs.evolve(before, months=(*before.months, contract.as_of))
    yield from together.values()


def of_years(basis: Basis, table: Table, streams: Sequence[Stream]) -> dict[str, Money]:
    """What each stream comes to in the year, of rows that each stand for all its months: rounded once."""
    found = {stream.key: Money.nothing_known(len(table)) for stream in streams}
    forms = Forms()
    settings = Settings(basis, forms)
    for since in range(0, len(table), ROWS_AT_ONCE):
        chosen = slice(since, since + ROWS_AT_ONCE)
        runs = Runs(settings, table, chosen)
        for stream in streams:
            try:
                exact = _year(runs, stream.paid)
                within = numbers.hull(_year(runs, way) for way in stream.ways)
                rows = len(runs.days)
                pence, settled = _spread(_pence(exact.low, exact), rows), _spread(exact.settled, rows)
                found[stream.key].put(chosen, pence, settled, within, _NOTHING)
            except OverflowError as error:
                raise too_large(stream.key, error, table, stream.facts, basis.rulebook.facts) from None
    return found


def _year(runs: Runs, paid: Sequence[Paid]) -> Numbers:
    """What the months come to together; those of which nothing is known come to nothing or more."""
    amounts = ((part.amount(runs.under(part.terms)), len(part.months)) for part in paid)
    return numbers.total(
        numbers.times(numbers.nothing_or_more(each), Numbers.of(Fraction(count))) for each, count in amounts
    )


class Settings:
    """The settings of several contracts, each made once."""

    def __init__(self, basis: Basis, forms: Forms) -> None:
        self._basis = basis
        self._forms = forms
        self._made: dict[int, tuple[Terms, Setting]] = {}

    def under(self, terms: Terms) -> Setting:
        """The setting of a contract."""
        if id(terms) not in self._made:
            made = Setting(terms, self._basis.rulebook.facts, self._basis.nothing_given, self._forms)
            self._made[id(terms)] = (terms, made)
        return self._made[id(terms)][1]


class Runs:
    """Some rows of a table under several contracts."""

    def __init__(self, settings: Settings, table: Table, chosen: Chosen) -> None:
        self._settings = settings
        self._rows = table.rows(chosen)
        self.days = self._rows.days
        self._made: dict[int, RowRun] = {}

    def under(self, terms: Terms) -> RowRun:
        """The rows under a contract."""
        if id(terms) not in self._made:
            self._made[id(terms)] = RowRun(self._settings.under(terms), self._rows, self.days)
        return self._made[id(terms)]


def _ends(places: NDArray[np.intp], within: Numbers, give: Numbers) -> Ends:
    """The ends of amounts in pence, give or take so much."""
    rows = len(places)
    low, high = numbers.minus(within, give), numbers.plus(within, give)
    there = both(no(low.low.open), as_mask(low.low.top > 0))
    least = (_spread(_pence(low.low, low), rows), _spread(there, rows))
    return Ends(places, least, (_spread(_pence(high.high, high), rows), _spread(no(high.high.open), rows)))


def _pence(end: End, number: Numbers) -> Any:
    """An end in pence, rounded to the nearest, half a penny away from nothing."""
    shared = gcd(2 * _PENCE, number.bottom)
    factor, half = 2 * _PENCE // shared, number.bottom // shared
    held(number.most * factor + half)
    if np.all(np.greater_equal(end.top, 0)):
        return (end.top * factor + half) // (2 * half)
    size = (np.abs(end.top) * factor + half) // (2 * half)
    return np.where(np.less(end.top, 0), -size, size)


def _spread(values: Any, rows: int) -> Any:
    """One value a row."""
    return values if np.ndim(values) else np.full(rows, values)


def of_months(
    basis: Basis,
    table: Table,
    streams: Sequence[Stream],
    rows_of: Mapping[date, Chosen],
    networks: NDArray[np.intp],
    months: Sequence[date],
    found: dict[str, Money],
) -> None:
    """Put into `found` what each stream comes to in the month of each row of a contract year.

    It is the network's rounded running total less the months before. `rows_of` are the rows of each month, `networks`
    is the network of each row, as a number. After a month that is not exact, or of which there is no row, what comes to
    whole pence is exact, and any other amount that is known lies between the two pennies beside it.
    """
    settings = Settings(basis, Forms())
    width = int(networks.max()) + 1 if len(networks) else 0
    runs: dict[date, Runs] = {}
    for stream in streams:
        try:
            exact = _by_month(settings, table, stream.paid, rows_of, runs)
            ends = [
                exact if way is stream.paid else _by_month(settings, table, way, rows_of, runs) for way in stream.ways
            ]
            if stream.key not in found:
                found[stream.key] = Money.nothing_known(len(table))
            _running(exact, ends, rows_of, networks, months, width, found[stream.key])
        except OverflowError as error:
            raise too_large(stream.key, error, table, stream.facts, basis.rulebook.facts) from None


_Monthly = Mapping[date, Numbers]


def _by_month(
    settings: Settings,
    table: Table,
    paid: Sequence[Paid],
    rows_of: Mapping[date, Chosen],
    runs: dict[date, Runs],
) -> _Monthly:
    """The amounts of the rows of each month in which a stream is paid, over one denominator."""
    found: dict[date, Numbers] = {}
    for part in paid:
        for month in part.months:
            if month in rows_of:
                if month not in runs:
                    runs[month] = Runs(settings, table, rows_of[month])
                found[month] = part.amount(runs[month].under(part.terms))
            else:
                found[month] = numbers.NOT_KNOWN
    return dict(zip(found, numbers.on_one_bottom(found.values()), strict=True))


def _running(
    exact: _Monthly,
    ways: Sequence[_Monthly],
    rows_of: Mapping[date, Chosen],
    networks: NDArray[np.intp],
    months: Sequence[date],
    width: int,
    found: Money,
) -> None:
    sums = np.zeros(width, dtype=np.int64)
    settled = np.ones(width, dtype=np.bool_)
    before = np.zeros(width, dtype=np.int64)
    most = 0
    for month in months:
        if month not in exact:
            continue
        amount = exact[month]
        most = held(most + amount.most)
        chosen = rows_of.get(month, slice(0, 0))
        of = networks[chosen]
        there = np.zeros(width, dtype=np.bool_)
        there[of] = amount.settled
        settled &= there
        sums[of] += amount.low.top
        pence = _pence(End(sums), Numbers.exactly(sums, most, amount.bottom))
        within = numbers.hull(way[month] for way in ways)
        alone = _spread(amount.settled, len(of)) & ~settled[of]  # known, after a month that is not
        held(amount.bottom * _PENCE)
        whole = _spread(amount.low.top % amount.bottom * _PENCE % amount.bottom == 0, len(of))
        own = _spread(_pence(amount.low, amount), len(of))
        found.put(chosen, np.where(alone, own, (pence - before)[of]), settled[of] | (alone & whole), within, _A_PENNY)
        beside = np.flatnonzero(alone & ~whole)
        places = beside + chosen.start if isinstance(chosen, slice) else chosen[beside]
        found.narrow(places, within.rows(beside), _HALF_A_PENNY)  # half a penny less, or more, rounds to the one beside
        before = pence
