"""The days on which an answer can change: where a record, an entry of the contract or a deadline begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.year import YearContract
from pcn_des.dates import ONE_DAY, Deadline, Period, whole_months
from pcn_des.network import AccessSession, AccessWeek, Network
from pcn_des.network.records import Records

ONE_WEEK = timedelta(days=7)


def edges(network: Network, contracts: Iterable[YearContract], period: Period) -> set[date]:
    """The first day of a period and every later day of it on which a record or an entry begins, or no longer is.

    Every Monday is one: weekly quantities, and the bank holidays of their week, are those of the last whole week.
    Deadlines that facts work out are not among them: they are known once a finding names them.
    """
    found = {period.since, *_mondays(period)}
    found.update(record_edges(network))
    for contract in contracts:
        found.update(contract_edges(contract))
    return {day for day in found if day in period}


def after(due: Deadline) -> tuple[date, ...]:
    """The days on which passing a deadline can change an answer."""
    return (due.first + ONE_DAY, due.last + ONE_DAY)


def _mondays(period: Period) -> Iterator[date]:
    assert period.until is not None  # given as a day
    monday = period.since + timedelta(days=-period.since.weekday() % 7)
    if monday <= period.until:
        yield monday
    while period.until - monday >= ONE_WEEK:
        monday += ONE_WEEK
        yield monday


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
