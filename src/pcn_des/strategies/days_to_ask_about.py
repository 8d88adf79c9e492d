"""Days to ask about: any that the contract data answer for, and those on which something changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import load_year, span, years
from pcn_des.dates import ONE_DAY, Period, as_day
from pcn_des.engine.epochs import contract_edges
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.network import AccessSession, AccessWeek, Network
from pcn_des.network.records import Records
from pcn_des.wording import in_words


def contract_days(since: date | None = None, until: date | None = None) -> st.SearchStrategy[date]:
    """Days that the contract data answer for, between two days, both inclusive; all of them by default.

    Any day of them is as likely as another; `contract_days(until=…)` has only the early ones.

    Raises:
        OutsideDataError: a day is outside the data.
        MisuseError: the last day is before the first.
    """
    covered = span()
    first = covered.since if since is None else as_day(since, "since")
    last = covered.last if until is None else as_day(until, "until")
    for day in (first, last):
        if day not in covered:
            raise OutsideDataError(f"The contract data cover the days {covered}; {in_words(day)} is outside.")
    if last < first:
        raise MisuseError(f"until is {in_words(last)}, before since on {in_words(first)}; swap or correct the two days")
    return st.dates(first, last)


def epoch_edges(network: Network | None = None) -> st.SearchStrategy[date]:
    """Days on which the contract changes, or (for a network) its records, with the day before and the day after.

    A year that begins on 1 April gives 31 March, 1 April and 2 April; so does a payee who takes over on 1 April, where
    `network` has one. They shrink to the first days of contract years; with a network, to its first record.
    """
    contract = st.sampled_from(_edges_of_the_contract())
    if network is None:
        return contract
    own = _with_the_days_beside(record_edges(network))
    return st.one_of(st.sampled_from(own), contract) if own else contract


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


@lru_cache(maxsize=1)
def _edges_of_the_contract() -> tuple[date, ...]:
    first_days = _with_the_days_beside(year.first_day for year in years())
    others = _with_the_days_beside(day for year in years() for day in contract_edges(load_year(year)))
    return tuple(dict.fromkeys([*first_days, *others]))


def _with_the_days_beside(edges: Iterable[date]) -> tuple[date, ...]:
    """The days, the day before and the day after each, as far as the data cover them."""
    covered = span()
    near = {edge + days * ONE_DAY for edge in edges if _is_near(edge, covered) for days in (-1, 0, 1)}
    return tuple(sorted(day for day in near if day in covered))


def _is_near(edge: date, covered: Period) -> bool:
    """Whether the day before or after might be covered: records may have days at the ends of the calendar."""
    return covered.since - ONE_DAY <= edge <= covered.last + ONE_DAY
