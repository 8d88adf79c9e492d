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
from pcn_des.engine.columns.codes import Mask, as_mask, both, no
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import Chosen, Table
from pcn_des.engine.columns.numbers import End, Numbers, held
from pcn_des.engine.columns.run import RowRun, Setting, too_large
from pcn_des.engine.columns.spans import Basis
from pcn_des.engine.tree import TermRef

_PENCE: Final = 100
_A_PENNY: Final = Numbers.of(Fraction(1, _PENCE))


@attrs.frozen(eq=False)
class Money:
    """Whole pence a row, where the amount is exact, and the ends that it lies between; `known`, where there is such."""

    pence: NDArray[np.int64]
    known: NDArray[np.bool_]
    least: NDArray[np.int64]
    least_known: NDArray[np.bool_]
    most: NDArray[np.int64]
    most_known: NDArray[np.bool_]

    @classmethod
    def nothing_known(cls, rows: int) -> Money:
        """No amount in any row."""
        pence = (np.zeros(rows, dtype=np.int64) for _ in range(3))
        known = (np.zeros(rows, dtype=np.bool_) for _ in range(3))
        return cls(next(pence), next(known), next(pence), next(known), next(pence), next(known))

    def put(self, rows: Chosen, other: Money) -> None:
        """Put amounts into some rows."""
        for field in attrs.fields(type(self)):
            getattr(self, field.name)[rows] = getattr(other, field.name)

    def take(self, rows: NDArray[np.intp], other: Money) -> None:
        """Take the amounts of some rows from a table as long."""
        for field in attrs.fields(type(self)):
            getattr(self, field.name)[rows] = getattr(other, field.name)[rows]


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
                ends = [_year(runs, way) for way in stream.ways]
                found[stream.key].put(chosen, _money(exact, numbers.hull(ends), len(runs.days)))
            except OverflowError as error:
                raise too_large(stream.key, error) from None
    return found


def _year(runs: Runs, paid: Sequence[Paid]) -> Numbers:
    return numbers.total(
        numbers.times(part.amount(runs.under(part.terms)), Numbers.of(Fraction(len(part.months)))) for part in paid
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


def _money(exact: Numbers, ends: Numbers, rows: int) -> Money:
    """Amounts to the penny; where one is exact its ends are the amount. Nothing is no lower end: it is always so."""
    settled, pence = _spread(exact.settled, rows), _pence(exact.low, exact)
    low, low_known = _pence(ends.low, ends), both(no(ends.low.open), _above_nothing(ends.low))
    return _with_ends(pence, settled, low, low_known, _pence(ends.high, ends), no(ends.high.open), rows)


def _with_ends(
    pence: Any, settled: NDArray[np.bool_], low: Any, low_known: Mask, high: Any, high_known: Mask, rows: int
) -> Money:
    return Money(
        pence=_spread(np.where(settled, pence, 0), rows),
        known=settled,
        least=_spread(np.where(settled, pence, low), rows),
        least_known=settled | _spread(low_known, rows),
        most=_spread(np.where(settled, pence, high), rows),
        most_known=settled | _spread(high_known, rows),
    )


def _above_nothing(end: End) -> Mask:
    return as_mask(end.top > 0)


def _pence(end: End, number: Numbers) -> Any:
    """An end in pence, rounded to the nearest, half a penny away from nothing."""
    shared = gcd(2 * _PENCE, number.bottom)
    factor, half = 2 * _PENCE // shared, number.bottom // shared
    held(number.most * factor + half)
    size = (np.abs(end.top) * factor + half) // (2 * half)
    return np.where(np.asarray(end.top) < 0, -size, size)


def _spread(values: Any, rows: int) -> Any:
    return np.array(np.broadcast_to(np.asarray(values), rows))


def of_months(
    basis: Basis,
    table: Table,
    streams: Sequence[Stream],
    rows_of: Mapping[date, NDArray[np.intp]],
    networks: NDArray[np.intp],
    months: Sequence[date],
) -> dict[str, Money]:
    """What each stream comes to in the month of each row: the network's rounded running total less the months before.

    `rows_of` are the rows of each month, `networks` is the network of each row, as a number. After a month that is not
    exact, or of which there is no row, an amount lies between ends, give or take a penny.
    """
    found = {}
    settings = Settings(basis, Forms())
    width = int(networks.max()) + 1 if len(networks) else 0
    runs: dict[date, Runs] = {}
    for stream in streams:
        try:
            exact = _by_month(settings, table, stream.paid, rows_of, runs)
            ends = [
                exact if way is stream.paid else _by_month(settings, table, way, rows_of, runs) for way in stream.ways
            ]
            found[stream.key] = _running(exact, ends, rows_of, networks, months, width, len(table))
        except OverflowError as error:
            raise too_large(stream.key, error) from None
    return found


_Monthly = Mapping[date, Numbers]


def _by_month(
    settings: Settings,
    table: Table,
    paid: Sequence[Paid],
    rows_of: Mapping[date, NDArray[np.intp]],
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
    rows_of: Mapping[date, NDArray[np.intp]],
    networks: NDArray[np.intp],
    months: Sequence[date],
    width: int,
    rows: int,
) -> Money:
    found = Money.nothing_known(rows)
    sums = np.zeros(width, dtype=np.int64)
    settled = np.ones(width, dtype=np.bool_)
    before = np.zeros(width, dtype=np.int64)
    most = 0
    for month in months:
        if month not in exact:
            continue
        amount = exact[month]
        most = held(most + amount.most)
        chosen = rows_of.get(month, np.zeros(0, dtype=np.intp))
        of = networks[chosen]
        there = np.zeros(width, dtype=np.bool_)
        there[of] = _spread(amount.settled, len(of))
        settled &= there
        sums[of] += _spread(amount.low.top, len(of))
        pence = _pence(End(sums), Numbers.exactly(sums, most, amount.bottom))
        hull = numbers.hull([way[month] for way in ways])
        low = numbers.minus(hull, _A_PENNY)
        high = numbers.plus(hull, _A_PENNY)
        found.put(
            chosen,
            _with_ends(
                (pence - before)[of],
                settled[of],
                _pence(low.low, low),
                both(no(low.low.open), _above_nothing(low.low)),
                _pence(high.high, high),
                no(high.high.open),
                len(of),
            ),
        )
        before = pence
    return found
