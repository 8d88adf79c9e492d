"""The error of a table whose numbers are too large, or have too many decimals, to be reckoned with exactly."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pcn_des.engine.columns.given import Table, first_rows
from pcn_des.engine.columns.numbers import Numbers
from pcn_des.engine.registry import Fact, Registry
from pcn_des.errors import RecordError


def too_large(key: str, error: OverflowError, table: Table, read: Iterable[str], facts: Registry[Fact]) -> RecordError:
    """The error about what is asked under a key; it names the fact, of those read, that has the most decimals."""
    given = (name if name in table.columns or name not in facts else facts[name].given_by for name in read)
    numbers = {name: one for name in given if isinstance(one := table.columns.get(name), Numbers)}
    said = f"the numbers of {key} {error}"
    longest = max(numbers, key=lambda name: numbers[name].bottom, default="")
    if not longest or numbers[longest].bottom == 1:
        return RecordError("The table", [f"{said}: give smaller ones, or fewer decimals"])
    number = numbers[longest]
    places = len(str(number.bottom)) - 1  # a power of ten
    all_of_them = (number.low.top % 10 != 0) | (number.high.top % 10 != 0)
    rows = first_rows(np.broadcast_to(all_of_them, len(table)))
    return RecordError(
        "The table (rows are counted from 0)", [f"{said}: give {longest} fewer decimals than the {places} in {rows}"]
    )
