"""Networks and remittances for the tests of reconciling: what is owed in full, and single payments that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pcn_des import Network, ReconciledMonth, Reconciliation, Records, entitlements, read_network, reconcile
from pcn_des.network import Remittance
from support.small_network import Record, complete, practice
from support.staff import day

COUNTED = "2024-01-01"


def population(kind: str, patients: float | str, at: str = COUNTED, **fields: Any) -> Record:
    """A list of a network or practice."""
    return {"kind": kind, "at": at, "patients": patients, **fields}


def of_lists(*populations: Record, **records: Any) -> Network:
    """A network of which only its own lists are known."""
    return read_network({"code": "U00001", "name": "Millbrook PCN", "populations": list(populations), **records})


def millbrook(**records: Any) -> Network:
    """51,230 adjusted patients of 2024/25 in three practices, one merged away; a home of 40, then 46 beds."""
    lists = {"A00001": (20_000, 21_000), "A00002": (18_000, 17_230), "A00003": (12_000, 13_000)}
    practices = [
        practice(code, registered={COUNTED: heads}, adjusted={COUNTED: adjusted})
        for code, (heads, adjusted) in lists.items()
    ]
    practices[2] |= {
        "name": "Weir Surgery",
        "membership": complete({"since": "2019-07-01", "until": "2024-10-31", "ended_by": "merged", "into": "A00001"}),
    }
    home = {
        "location": "1-9990000001",
        "name": "Elms",
        "alignment": [{"since": "2020-08-01"}],
        "beds": [{"month": "2024-04-01", "beds": 40}, {"month": "2024-09-01", "beds": 46}],
    }
    told = {"practices": complete(*practices), "care_homes": complete(home), **records}
    return read_network({"code": "U00001", "name": "Millbrook PCN", **told})


def paid(stream: str, month: str, amount: str | Decimal, **fields: Any) -> Remittance:
    """A remittance of a month, `2024-04`."""
    return Remittance(stream=stream, month=day(month), amount=Decimal(amount), **fields)


def as_owed(network: Network, year: str, known_on: date | None = None, **asked: Any) -> list[Remittance]:
    """What entitlements say, as if it had been paid."""
    statement = entitlements(network, year, known_on, **asked)
    return [
        Remittance(stream=line.stream, month=line.month, amount=line.amount.pounds)
        for total in statement.streams.values()
        if not total.is_ceiling
        for line in total.lines
        if line.amount is not None
    ]


def otherwise(remittances: Iterable[Remittance], changed: Mapping[tuple[str, str], str | None]) -> Records[Remittance]:
    """A complete list with other amounts for some streams and months; None is not paid."""
    places = {(stream, day(month)): amount for (stream, month), amount in changed.items()}
    found = [one for one in remittances if (one.stream, one.month) not in places]
    found += [
        Remittance(stream=stream, month=month, amount=Decimal(amount))
        for (stream, month), amount in places.items()
        if amount is not None
    ]
    return Records(found, complete=True)


def month_of(network: Network, year: str, *remittances: Remittance, known_on: date | None = None) -> ReconciledMonth:
    """The month that the first remittance is for."""
    first = remittances[0]
    return place(reconcile(network, year, remittances, known_on), first.stream, f"{first.month:%Y-%m}")


def place(found: Reconciliation, stream: str, month: str) -> ReconciledMonth:
    """A month of a stream."""
    return next(one for one in found.of(stream) if one.month == day(month))


def told(one: ReconciledMonth) -> tuple[str, str, str]:
    """The cause, in general and in the words of the month, and the difference."""
    return one.cause, one.because, "" if one.difference is None else str(one.difference)
