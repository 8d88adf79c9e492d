"""The column that names the network of each row: a text or a whole number, which stands in every row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.engine.columns.codes import no
from pcn_des.engine.columns.given import first_rows
from pcn_des.errors import MisuseError
from pcn_des.frame.reading import is_text, known_in, one_piece, without_blanks


def check_key(network: str | None, names: Sequence[str], as_of: str, why: str) -> str:
    """The name of the column, where a table has it; `why` says why one is needed.

    Raises:
        MisuseError: no name, no such column, or that of the days.
    """
    if network is None:
        raise MisuseError(f"{why} need network=…: the column that names the network")
    if network not in names:
        raise MisuseError(f"the table has no column '{network}' that names the network: {listed(names)}")
    if network == as_of:
        raise MisuseError(f"network and as_of are both '{network}'; the network and the day stand in a column each")
    return network


def keys_of(table: pa.Table, name: str, problems: list[str]) -> pa.Array:
    """The keys of the networks of a table: texts or whole numbers. What is wrong with them is added to the problems.

    There are no keys where the table has not the column, because it could not be read.
    """
    if name not in table.column_names:
        return pa.nulls(0, pa.large_string())
    keys = without_blanks(one_piece(table[name]))
    if is_text(keys.type) or pa.types.is_null(keys.type):
        keys = keys.cast(pa.large_string())
    elif not pa.types.is_integer(keys.type):
        problems.append(f"the column {name} has {keys.type} values; networks are named by texts or whole numbers")
    missing = np.broadcast_to(no(known_in(keys)), len(keys))
    if missing.any():
        problems.append(f"the column {name} names no network in {first_rows(missing)}")
    return keys


def numbered(*keys: pa.Array) -> list[NDArray[np.int64]]:
    """Keys as numbers, the same for the same key; a whole number is the same as it is in writing."""
    if len({one.type for one in keys}) > 1:
        keys = tuple(one.cast(pa.large_string()) for one in keys)
    together = pa.concat_arrays(keys).dictionary_encode()
    numbers = together.indices.to_numpy().astype(np.int64)
    ends = np.cumsum([len(one) for one in keys])
    return np.split(numbers, ends[:-1])


Rows = tuple[pa.Array, NDArray[np.int32]]
"""The keys of rows, and their days."""


def again_on_a_day(keys: pa.Array, days: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which rows are of a network that has others on their day."""
    [numbers] = numbered(keys)
    _, place, counts = np.unique(with_day(numbers, days), return_inverse=True, return_counts=True)
    found: NDArray[np.bool_] = counts[place] > 1
    return found


def rows_by_network(networks: Rows, others: Rows) -> NDArray[np.intp]:
    """The row of the network of each of some others, on its day; -1 where there is none. No network has two a day."""
    there, asked = map(with_day, numbered(networks[0], others[0]), (networks[1], others[1]))
    if not len(there):
        return np.full(len(asked), -1, dtype=np.intp)
    order = np.argsort(there)
    place = np.minimum(np.searchsorted(there[order], asked), len(there) - 1)
    return np.where(there[order][place] == asked, order[place], -1)


def with_day(keys: NDArray[np.int64], days: NDArray[np.int32]) -> NDArray[np.int64]:
    """A number for each key and day."""
    return keys * 2**32 + days


def listed(names: Sequence[str]) -> str:
    """The columns of a table, in words."""
    return f"its columns are {', '.join(names[:20])}{', …' if len(names) > 20 else ''}"
