"""The days on which an answer about the contract may change, and spells of days with one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pcn_des.contract.files import load_year, span, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.dates import ONE_DAY
from pcn_des.formats.by_day.packing import last_day


def days_of_change(concerns: Callable[[str, str], bool]) -> tuple[date, ...]:
    """The first day of the data, and each from which on something else may be said of the entries that are meant.

    `concerns` tells of a section and a key whether it is meant.
    """
    found = {max(year.first_day, span().since) for year in years()}
    for (section, key), days in _days().items():
        if concerns(section, key):
            found |= days
    return tuple(sorted(day for day in found if day in span()))


@lru_cache(maxsize=1)
def _days() -> Mapping[tuple[str, str], frozenset[date]]:
    """The days on which something begins to be said of an entry, and those after it ends, by section and key."""
    found: dict[tuple[str, str], set[date]] = {}
    for contract in map(load_year, years()):
        for section in SECTIONS:
            for key, said in (*getattr(contract, section).items(), *contract.missing[section].items()):
                days = (day for one in said for day in (one.since, one.until + ONE_DAY))
                found.setdefault((section, key), set()).update(days)
    return {name: frozenset(days) for name, days in found.items()}


def in_spells(days: Iterable[date], answer: Callable[[date], Any]) -> Iterator[dict[str, Any]]:
    """Spells of days with one answer, from the days on which it may change: `since`, `until`, `says`."""
    spells: list[dict[str, Any]] = []
    for day, after in pairwise((*days, last_day() + ONE_DAY)):
        says = answer(day)
        until = (after - ONE_DAY).isoformat()
        if spells and spells[-1]["says"] == says:
            spells[-1]["until"] = until
        else:
            spells.append({"since": day.isoformat(), "until": until, "says": says})
    yield from spells
