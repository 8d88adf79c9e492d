"""What networks were paid by a published file of a year against what they were owed, and why it differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Protocol

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.published import (
    GIVEN,
    LIST_CHANGED,
    NO_LIST,
    NOT_PUBLISHED,
    NOT_READ,
    READ_OFF,
    PublishedPayment,
    PublishedYear,
)
from pcn_des.answers.reconciliation import AGREES, NOT_EXPECTED, NOT_KNOWN, OTHER_LIST, UNEXPLAINED
from pcn_des.arguments import a_mapping, an_amount, names, several
from pcn_des.brief import briefly
from pcn_des.contract.files import load_year
from pcn_des.dates import ContractYear, as_day_or_none
from pcn_des.errors import MisuseError, UnknownNameError, WrongTypeError
from pcn_des.frozen import FrozenMap
from pcn_des.questions.basis import receipt_of
from pcn_des.questions.published.columns import streams_under
from pcn_des.questions.published.lists import HeadMonths, as_lists, contract_pence, head_months, two_lists, whole_list
from pcn_des.questions.published.rates import POPULATIONS, REGISTERED, StreamRates, rates_of
from pcn_des.questions.published.ways import Way, ways_of
from pcn_des.units import Money
from pcn_des.values import WIDE, decimal_of

_LISTS: Final = "the lists by network, {'U00254': {'population.registered': 46982}}"


class Paid(Protocol):
    """A network of a published file: its code and name, and what it was paid in pounds by the heading of the column.

    One that has `complete` false is not tested: a row may be missing from its sums.
    """

    @property
    def pcn_code(self) -> str: ...
    @property
    def pcn_name(self) -> str | None: ...
    @property
    def payments(self) -> Mapping[str, Decimal]: ...


def reconcile_published(
    paid: Iterable[Paid],
    year: str,
    lists: Mapping[str, Mapping[str, Any]] | None = None,
    known_on: date | None = None,
    *,
    networks: Iterable[str] | None = None,
) -> PublishedYear:
    """What a published file says that networks were paid, held against what they were owed in the year.

    The file has no list of 1 January. Where none is given, it is read off what was paid in another column: a list
    counts only if whole patients give that column to the penny. A cause counts only if it gives what was paid to the
    penny; what none of them gives is `not explained`.

    Args:
        paid: the networks of the file, as `formats.payments.by_pcn(…).values()` or `read_pcns(…).rows` has them.
        year: the contract year, as in `2021/22`.
        lists: what is known of the lists by the network's code, such as `{"U00254": {"population.registered": 46982}}`.
        known_on: only what had been published by this day; None means all of it.
        networks: only these, by their codes.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: the file has no network, or none of those that were named; a list or a payment is no number.
        UnknownNameError: a population that does not exist.

    Examples:
        >>> from decimal import Decimal
        >>> from types import SimpleNamespace
        >>> columns = {"PCN Support": Decimal("70473.00"), "PCN Extended Hours Access": Decimal("67654.08")}
        >>> blackheath = SimpleNamespace(pcn_code="U00254", pcn_name="Blackheath and Charlton", payments=columns)
        >>> for one in des.reconcile_published([blackheath], "2021/22").payments:
        ...     print(one.column, one.patients["population.registered"], one.cause)
        PCN Support 46982 agrees
        PCN Extended Hours Access 46982 agrees
    """
    contract_year = ContractYear.parse(year)
    known_by = as_day_or_none(known_on, "known_on")
    contract = load_year(contract_year)
    wanted = None if networks is None else names(networks, "networks")
    rows = [row for row in _networks(paid) if wanted is None or row.pcn_code in wanted]
    if not rows:
        raise MisuseError("there is no network to compare" + ("" if wanted is None else " among those named"))
    given = _checked({} if lists is None else a_mapping(lists, "lists", _LISTS))
    titles = {stream: [version.title for version in versions] for stream, versions in contract.payments.items()}
    headings = dict.fromkeys(heading for row in rows for heading in row.payments)
    held = {heading: streams_under(heading, titles) for heading in headings}
    columns = {name: _Column.of(name, streams, contract_year, known_by) for name, streams in held.items() if streams}
    return PublishedYear(
        year=str(contract_year),
        known_on=known_by,
        columns=FrozenMap({heading: streams for heading, streams in held.items() if streams}),
        payments=tuple(one for row in rows for one in _of_network(row, columns, given.get(row.pcn_code, {}))),
        unknown=tuple(heading for heading, streams in held.items() if not streams),
        receipt=receipt_of(contract, contract_year.last_day, known_by, None),
    )


def _networks(paid: Iterable[Paid]) -> Iterator[Paid]:
    """The networks of a file, each seen to be one."""
    for row in several(paid, "paid", "what each network was paid"):
        if not all(hasattr(row, name) for name in ("pcn_code", "pcn_name", "payments")):
            raise WrongTypeError(f"paid has {briefly(row)}; give the rows of formats.payments.read_pcns(…)")
        yield row


def _checked(lists: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Fraction]]:
    for known in lists.values():
        for population in a_mapping(known, "the lists of a network", _LISTS):
            if population not in POPULATIONS:
                raise UnknownNameError("population", population, POPULATIONS)
    return {code: as_lists(known) for code, known in lists.items()}


@attrs.frozen
class _Column:
    """A column of the file: the streams that it may hold, and the ways in which it may have been paid."""

    name: str
    streams: tuple[StreamRates, ...]
    ways: tuple[Way, ...]

    @classmethod
    def of(cls, name: str, streams: Sequence[str], year: ContractYear, known_on: date | None) -> _Column:
        rates = rates_of(year, known_on)
        return cls(name, tuple(rates[one] for one in streams if one in rates), ways_of(year, streams, known_on))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.stream for one in self.streams)

    @property
    def is_single(self) -> bool:
        """Whether it holds one stream and no other."""
        return len(self.streams) == 1

    def owed(self, lists: Mapping[str, Fraction]) -> Amount:
        """What its streams come to by the contract; the least of it where one of them is not known."""
        ways = {way.streams[0]: way for way in self.ways if way.cause == AGREES and len(way.streams) == 1}
        known = [ways[key] for key in self.keys if key in ways and ways[key].populations <= lists.keys()]
        least = _money(sum(way.pence(lists) for way in known))
        return Amount(least, least if len(known) == len(self.streams) else None)


@attrs.frozen
class _Known:
    """A list that a column can be held against, or the head-months that another column was paid for."""

    lists: Mapping[str, Fraction]
    said: str
    months: HeadMonths | None = None
    counts: bool = True  # whether it is more than what a column of several streams seems to tell


def _of_network(row: Paid, columns: Mapping[str, _Column], given: dict[str, Fraction]) -> Iterator[PublishedPayment]:
    """Each column of a network, held against what is given and what the other columns tell of its list.

    A list that gives another column to the penny is confirmed by it.
    """
    paid_of = {name: row.payments[name] for name in columns if name in row.payments}
    pence = {name: _pence(an_amount(paid, f"{name} of {row.pcn_code}")) for name, paid in paid_of.items()}
    whole = getattr(row, "complete", True)  # a sum from which a row may be missing tells nothing
    told = {name: _told(columns[name], paid) if whole else [] for name, paid in pence.items()}
    cases = []
    for name, paid in pence.items():
        known = [_Known(given, GIVEN)] if given else []
        # single streams first: what a mixed column seems to tell of a list may be chance
        others = sorted((other for other in told if other != name), key=lambda other: not columns[other].is_single)
        known += [attrs.evolve(one, lists={**given, **one.lists}) for other in others for one in told[other]]
        cases.append(_Case(row, columns[name], paid, known, told[name]))
    found = {case.column.name: case.by_others() for case in cases}
    confirming = {one.list_from: name for name, one in reversed(found.items()) if one is not None}
    for case in cases:
        yield found[case.column.name] or case.by_itself(found, confirming)


def _told(column: _Column, paid: int) -> list[_Known]:
    """What a column tells of the list that it was paid on."""
    found = whole_list(paid, column.ways)
    if found is not None:
        population, number = found
        return [_Known({population: Fraction(number)}, column.name, counts=column.is_single)]
    months = head_months(paid, column.streams[0]) if column.is_single else None
    return [_Known({}, column.name, months)] if months is not None else []


@attrs.frozen
class _Case:
    """A column of a network, with what it is held against."""

    row: Paid
    column: _Column
    paid: int
    known: Sequence[_Known]
    own: Sequence[_Known]

    def by_others(self) -> PublishedPayment | None:
        """Why it is not tested; or the first cause that gives what was paid on a list that is told elsewhere."""
        if not getattr(self.row, "complete", True):
            return self._said(NOT_READ)
        if self.paid == 0:
            return self._said(NOT_PUBLISHED)
        if all(one.claimed for one in self.column.streams):
            return self._said(NOT_EXPECTED)
        return self._by_a_list() or self._by_head_months()

    def by_itself(
        self, found: Mapping[str, PublishedPayment | None], confirming: Mapping[str, str]
    ) -> PublishedPayment:
        """The list that it tells itself, confirmed by another column or not; or that no cause was found."""
        own = self.own[0] if self.own else None
        if own is None or not (self.column.is_single or own.said in confirming):
            return self._open(found, confirming)
        if own.said not in confirming:
            return self._read_off(own)
        because = f"its list is that of {confirming[own.said]}"
        if own.months is not None:
            return self._said(AGREES, because, own, None, Amount(self._money, self._money))
        confirmed = attrs.evolve(self, known=[own])._by_a_list()
        assert confirmed is not None  # the list was read off by one of these ways
        return attrs.evolve(confirmed, because="; ".join(filter(None, (confirmed.because, because))))

    def _by_a_list(self) -> PublishedPayment | None:
        for known in self.known:
            for way in self.column.ways:
                if way.populations <= known.lists.keys() and way.gives(self.paid, known.lists):
                    on_given = not way.populations & self._given or known.said == GIVEN
                    cause, because = (way.cause, way.because) if on_given else (OTHER_LIST, way.because)
                    owed = _money(_contract_way(self.column, way).pence(known.lists))
                    return self._said(cause, because, known, way, Amount(owed, owed))
        return None

    @property
    def _given(self) -> frozenset[str]:
        return frozenset(population for known in self.known if known.said == GIVEN for population in known.lists)

    def _by_head_months(self) -> PublishedPayment | None:
        """By the patients of another column's months, added up: as the contract has it, or on two lists."""
        for known in self.known:
            if known.months is None:
                continue
            told = f"{known.months.count:,} patient-months by {known.said}"
            for way in self.column.ways:
                pence = contract_pence(way, known.months)
                if pence == self.paid and way.cause == AGREES:
                    return self._said(AGREES, told, known, way, Amount(self._money, self._money))
                pair = two_lists(self.paid, way, known.months)
                if pair is not None:
                    pairs = f"{pair.months} on {pair.first:,} patients and {pair.others} on {pair.then:,}"
                    said = f"{told}, as with {pairs}{', ' + way.because if way.because else ''}"
                    return self._said(LIST_CHANGED, said, known, way, self._owed_for(known.months, way.streams))
        return None

    def _owed_for(self, months: HeadMonths, streams: tuple[str, ...]) -> Amount:
        """What some streams come to by the contract for head-months; unknown where they are no one rate."""
        ways = (way for way in self.column.ways if way.cause == AGREES and way.streams == streams)
        pence = next((contract_pence(way, months) for way in ways), None)
        return Amount() if pence is None else Amount(_money(pence), _money(pence))

    def _read_off(self, own: _Known) -> PublishedPayment:
        """The list that the column itself tells, and nothing confirms."""
        if own.months is None:
            ((population, number),) = own.lists.items()
            what = "patients" if population == REGISTERED else "beds"
            owed = self.column.owed(own.lists)
            return self._said(READ_OFF, f"{int(number):,} {what} in every month", own, None, owed)
        what = "patient-months" if own.months.population == REGISTERED else "bed-months"
        because = f"{own.months.count:,} {what} at {_money(own.months.pence)}"
        return self._said(READ_OFF, because, own, None, Amount(self._money, self._money))

    def _open(self, found: Mapping[str, PublishedPayment | None], confirming: Mapping[str, str]) -> PublishedPayment:
        """What can be said where no cause was found, by the list that is best established.

        What a mixed column seems to tell of a list does not count, nor what a column tells that another list explains.
        """
        able = [one for one in self.known if one.counts and self._told_by(one) and _stands(one, found.get(one.said))]
        known = min(able, key=lambda one: one.said != GIVEN and one.said not in confirming, default=None)
        if known is None:
            return self._said(UNEXPLAINED if self._tells_lists else NO_LIST)
        owed = self.column.owed(known.lists) if known.months is None else self._least_for(known.months)
        within = owed.exact is None and _money(self.paid) >= owed.at_least
        return self._said(NOT_KNOWN if within else UNEXPLAINED, "", known, None, owed)

    def _least_for(self, months: HeadMonths) -> Amount:
        """What the column's streams come to for head-months; the least of it where one of them is not known."""
        each = [self._owed_for(months, (key,)) for key in self.column.keys]
        known = [one.at_least for one in each if one.exact is not None]
        least = sum(known, _money(0))
        return Amount(least, least if len(known) == len(each) else None)

    def _told_by(self, known: _Known) -> bool:
        """Whether a list says anything of the column."""
        heads = {known.months.population} if known.months is not None else known.lists.keys()
        return any(way.populations <= heads for way in self.column.ways)

    @property
    def _tells_lists(self) -> bool:
        """Whether a whole number of patients or beds would have been found, had it been paid for one."""
        return self.column.is_single and bool(self.column.streams[0].populations & {REGISTERED, "care_homes.beds"})

    @property
    def _money(self) -> Money:
        return _money(self.paid)

    def _said(
        self,
        cause: str,
        because: str = "",
        known: _Known | None = None,
        way: Way | None = None,
        owed: Amount | None = None,
    ) -> PublishedPayment:
        lists = known.lists if known is not None else {}
        wanted = (
            way.populations if way is not None else {one for each in self.column.streams for one in each.populations}
        )
        return PublishedPayment(
            network=self.row.pcn_code,
            name=self.row.pcn_name,
            column=self.column.name,
            streams=way.streams if way is not None else self.column.keys,
            paid=self._money,
            owed=Amount() if owed is None else owed,
            cause=cause,
            because=because,
            patients=FrozenMap({one: decimal_of(number) for one, number in lists.items() if one in wanted}),
            list_from=known.said if known is not None else "",
        )


def _stands(known: _Known, found: PublishedPayment | None) -> bool:
    """Whether what a column tells of its list is not at odds with the list that explains it."""
    patients = {} if found is None else {one: Fraction(number) for one, number in found.patients.items()}
    return all(known.lists.get(population, number) == number for population, number in patients.items())


def _contract_way(column: _Column, way: Way) -> Way:
    """What the same streams come to by the contract; the way itself where that is not known."""
    return next((one for one in column.ways if one.cause == AGREES and one.streams == way.streams), way)


def _pence(pounds: Decimal) -> int:
    return int(Money.to_the_penny(Fraction(pounds)).pounds.scaleb(2, WIDE))


def _money(pence: int) -> Money:
    return Money(Decimal(pence).scaleb(-2, WIDE))
