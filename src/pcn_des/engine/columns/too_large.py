"""The error of a table whose numbers are too large, or have too many decimals, to be reckoned with exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns.given import Table, first_rows
from pcn_des.engine.columns.numbers import Numbers
from pcn_des.engine.registry import Fact, Registry
from pcn_des.errors import RecordError

_THE_TABLE: Final = "The table (rows are counted from 0)"


def too_large(key: str, error: OverflowError, table: Table, read: Iterable[str], facts: Registry[Fact]) -> RecordError:
    """The error about what is asked under a key; it names the fact, of those read, that has the most decimals.

    Where all are whole, it names the one with the largest number.
    """
    given = (name if name in table.columns or name not in facts else facts[name].given_by for name in read)
    numbers = {name: one for name in given if isinstance(one := table.columns.get(name), Numbers)}
    said = f"the numbers of {key} {error}"
    longest = max(numbers, key=lambda name: numbers[name].bottom, default="")
    if not longest:
        return RecordError("The table", [f"{said}: give smaller ones"])
    if numbers[longest].bottom == 1:
        largest = max(numbers, key=lambda name: _most(numbers[name]))
        rows = first_rows(np.broadcast_to(_sizes(numbers[largest]) == _most(numbers[largest]), len(table)))
        problem = f"{said}: {largest} is {_most(numbers[largest]):,} in {rows}; give smaller numbers"
        return RecordError(_THE_TABLE, [problem])
    number = numbers[longest]
    places = len(str(number.bottom)) - 1  # a power of ten
    all_of_them = (number.low.top % 10 != 0) | (number.high.top % 10 != 0)
    rows = first_rows(np.broadcast_to(all_of_them, len(table)))
    return RecordError(_THE_TABLE, [f"{said}: give {longest} fewer decimals than the {places} in {rows}"])


def _sizes(number: Numbers) -> NDArray[np.int64]:
    """The larger of the two ends of each number, in size."""
    return np.maximum(np.abs(number.low.top), np.abs(number.high.top))


def _most(number: Numbers) -> int:
    return int(_sizes(number).max(initial=0))
