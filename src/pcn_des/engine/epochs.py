"""The days on which something changes: a duty or an exception, another entry of the contract, a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.year import Missing, YearContract
from pcn_des.dates import ONE_DAY, Deadline, Period, whole_months
from pcn_des.network import AccessSession, AccessWeek, Network
from pcn_des.network.records import Records


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


def record_edges(value: Any) -> Iterator[date]:
    """Each day in the records and the day after it; of sessions none, because they count by the week."""
    if isinstance(value, AccessSession | AccessWeek):
        return
    if isinstance(value, date):
        yield value
        if value < date.max:  # which some write for a spell that goes on
            yield value + ONE_DAY
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from record_edges(getattr(value, field.name))
    elif isinstance(value, Records | tuple):
        yield from record_edges(value.complete_for if isinstance(value, Records) else None)
        for item in value:
            yield from record_edges(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from record_edges(item)


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
            assert month.until is not None  # a month has a last day
            yield month.until  # from its last day on, a month has to have its evidence
    if isinstance(entry, Term) and isinstance(entry.value, date):
        yield from (entry.value, entry.value + ONE_DAY)
