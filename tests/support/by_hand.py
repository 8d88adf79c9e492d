"""What records say, day by day: the slow and plain way, that shares nothing with the code of the package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pcn_des.network import Records


def lasts(spell: Any, day: date) -> bool:
    """Whether a spell has begun by a day, and has not ended before it."""
    begun: bool = spell.since <= day
    return begun and not (spell.until is not None and spell.until < day)


def told(records: Records[Any] | None, day: date) -> bool:
    """Whether a list has everything of a day: what it omits did not happen then."""
    if records is None:
        return False
    kept = records.complete_for
    return records.complete if kept is None else lasts(kept, day)


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def told_of_each(records: Records[Any] | None, first: date, last: date) -> bool:
    """Whether a list has everything of each day from the first to the last."""
    return all(told(records, day) for day in days_from(first, last))


def first_of_year(day: date) -> date:
    """The 1 April with which the contract year of a day begins."""
    april = date(day.year, 4, 1)
    return april if april <= day else date(day.year - 1, 4, 1)
