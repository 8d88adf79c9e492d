"""The days on which something changes: a duty or an exception, or another entry of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.year import Missing, YearContract
from pcn_des.dates import ONE_DAY, Deadline, Period, whole_months
from pcn_des.network import Network


def duty_edges(contracts: Iterable[YearContract]) -> Iterator[date]:
    """Each day on which a contract year begins, and on which the duties are others than on the day before."""
    for contract in contracts:
        yield contract.year.first_day
        found: list[Obligation | Missing] = [duty for duties in contract.obligations.values() for duty in duties]
        found += [gap for gaps in contract.missing["obligations"].values() for gap in gaps]
        for one in found:
            yield from (one.since, one.until + ONE_DAY)


def network_edges(network: Network) -> Iterator[date]:
    """Each day on which an exception or a decision begins to count or no longer does, and the network opens or ends."""
    spells = [variation.period for variation in network.variations or ()]
    spells += [decision.period for decision in network.decisions or ()]
    if network.opened is not None:
        spells.append(Period(network.opened))
    if network.closed is not None:
        spells.append(Period(network.closed, network.closed))
    for spell in spells:
        yield spell.since
        if spell.until is not None and spell.until < date.max:
            yield spell.until + ONE_DAY


def after(due: Deadline) -> tuple[date, ...]:
    """The days on which passing a deadline can change an answer."""
    return (due.first + ONE_DAY, due.last + ONE_DAY)


def contract_edges(contract: YearContract) -> Iterator[date]:
    """Each day on which an entry of a contract year begins, or no longer is, and each day that it names."""
    yield contract.year.first_day
    for entries in (contract.terms, contract.obligations, contract.services, contract.windows):
        for versions in entries.values():
            for version in versions:
                yield from _entry_edges(version)
    for section in contract.missing.values():
        for gaps in section.values():
            for gap in gaps:
                yield from (gap.since, gap.until + ONE_DAY)


def _entry_edges(entry: Entry) -> Iterator[date]:
    yield from (entry.since, entry.until + ONE_DAY)
    if isinstance(entry, Obligation) and entry.due is not None:
        yield from after(entry.due)
    if isinstance(entry, Obligation) and entry.monthly:
        for month in whole_months(entry.since, entry.until):
            yield month.last + ONE_DAY  # from the day after its last, a month has to have its evidence
    if isinstance(entry, Term) and isinstance(entry.value, date):
        yield from (entry.value, entry.value + ONE_DAY)
