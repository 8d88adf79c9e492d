"""The column that says which duties the commissioner has lifted for the network of a row, on its day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.engine.columns.given import first_rows
from pcn_des.engine.columns.spans import duties_of_any_day
from pcn_des.errors import UnknownNameError
from pcn_des.frame.names import DOT, NO_DOT
from pcn_des.frame.reading import is_text, one_piece, without_blanks

LIFTED: Final = "lifted"

Lifted = Mapping[str, NDArray[np.bool_]]
"""In which rows each duty is lifted; a duty that is lifted in none is not there."""


def in_writing(keys: Iterable[str]) -> str | None:
    """The duties as the column has them; null where there is none."""
    return " ".join(keys) or None


def lifted_in(table: pa.Table, problems: list[str]) -> Lifted:
    """The duties that the column of a table names; what it can't be is added to the problems.

    Raises:
        UnknownNameError: something that is no duty.
    """
    values = one_piece(table[LIFTED]) if LIFTED in table.column_names else pa.nulls(0)
    if values.null_count == len(values):
        return {}
    if not is_text(values.type):
        problems.append(
            f"the column {LIFTED} has {values.type} values; it names the duties that the commissioner has lifted, with "
            "blanks between them: rename it where it is a label"
        )
        return {}
    encoded = without_blanks(values).dictionary_encode()
    places = encoded.indices.fill_null(-1).to_numpy()
    return _rows_of([word.replace(NO_DOT, DOT).split() for word in encoded.dictionary.to_pylist()], places)


def _rows_of(named: Sequence[Sequence[str]], places: NDArray[Any]) -> Lifted:
    """The rows of each duty, by the place of what each row says among all that is said."""
    every = duties_of_any_day()
    found: dict[str, NDArray[np.bool_]] = {}
    for place, keys in enumerate(named):
        rows = places == place
        for key in keys:
            if key not in every:
                raise UnknownNameError("duty", key, every, hint=f"The column {LIFTED} names it in {first_rows(rows)}.")
            found[key] = found.get(key, False) | rows
    return found


def lifted_at(lifted: Lifted, row: int) -> frozenset[str]:
    """The duties that are lifted in a row."""
    return frozenset(key for key, rows in lifted.items() if rows[row])
