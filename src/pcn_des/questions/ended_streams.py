"""Which payment streams a contract year does not pay any more, of those that earlier years paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcn_des.answers.ended import EndedStream
from pcn_des.contract.files import load_year, years
from pcn_des.contract.year import YearContract


def ended_streams(contract: YearContract, known_by: date) -> tuple[EndedStream, ...]:
    """The streams that had ended when a contract year began, the latest first; none of a year not published yet."""
    if contract.published > known_by:
        return ()
    earlier = [load_year(year) for year in years() if year.first_day <= contract.year.first_day]
    last = {key: one for one in earlier for key in one.payments}  # the last year that paid it
    found = (_ended(key, one, earlier) for key, one in last.items() if key not in contract.payments)
    return tuple(sorted((one for each in found for one in each), key=lambda one: one.on, reverse=True))


def _ended(key: str, paying: YearContract, later: list[YearContract]) -> Iterator[EndedStream]:
    """The stream that a year was the last to pay, where a later one says why."""
    entry = max(paying.payments[key], key=lambda version: version.until)
    for contract in later:
        why = contract.removed["payments"].get(key)
        if contract.year.first_day > paying.year.first_day and why is not None:
            sources = contract.removed_sources.get("payments", {}).get(key, entry.sources)
            yield EndedStream(entry=entry, why=why, citations=sources)
            return
