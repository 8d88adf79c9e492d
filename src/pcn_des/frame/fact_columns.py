"""Columns of facts: values for rows on end, as Arrow columns and then a polars, pandas or pyarrow table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from pcn_des.engine.fact_spells import Run
from pcn_des.frame.libraries import check_backend, in_pandas, needs
from pcn_des.frame.names import AT_LEAST, AT_MOST, unit_of_fact
from pcn_des.values import NEVER, WIDE, Range, Unknown, Value

DAY: Final = "day"
PLACES: Final = 6  # behind the point; a number with more lies between two of these
_DIGITS: Final = 38


Cell = tuple[Any, Decimal | None, Decimal | None]
"""What a table has of a value: itself where it is known, and the ends that it lies between where these are."""

Cells = list[tuple[int, Cell]]
"""The cells of a column, each for so many rows on end."""


def cells_of(runs: Iterable[Run]) -> Cells:
    """What a table has of values that a fact has for so many rows on end."""
    found: Cells = []
    for count, value in runs:
        cell = _cell(value)
        if found and found[-1][1] == cell:
            found[-1] = found[-1][0] + count, cell
        else:
            found.append((count, cell))
    return found


def table_of(labels: Mapping[str, Sequence[Any]], columns: Mapping[str, Cells], backend: str) -> Any:
    """A table of labels and of facts, in the columns of each.

    Raises:
        MissingExtraError: narwhals, NumPy, pyarrow or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    check_backend(backend)
    needs("frame.facts", "narwhals", "numpy", "pyarrow", backend)
    import narwhals as nw
    import numpy as np
    import pyarrow as pa

    found = {name: pa.array(values, pa.date32() if name == DAY else pa.string()) for name, values in labels.items()}
    for name, cells in columns.items():
        rows = pa.array(np.repeat(np.arange(len(cells)), [count for count, _ in cells]))
        for place, end in enumerate(("", AT_LEAST, AT_MOST)):
            values = [cell[place] for _, cell in cells]
            if not end or any(value is not None for value in values):
                found[name + end] = pa.array(values, _kind(name, values, pa)).take(rows)
    table = pa.table(found)
    if backend == "pandas":
        return in_pandas(table)
    if backend == "pyarrow":
        return table
    return nw.from_arrow(table, backend=cast("Any", backend)).to_native()


def _cell(value: Value | None) -> Cell:
    """A number has ends where it lies between two, or has more places than are kept."""
    if value is None or isinstance(value, Unknown):
        return None, None, None
    if isinstance(value, Range):
        return None, _decimal(value.low), _decimal(value.high, up=True)
    if not isinstance(value, Fraction):
        return date.max if value is NEVER else value, None, None
    number = _decimal(value)
    return (number, None, None) if number == value else (None, number, _decimal(value, up=True))


def _decimal(number: Fraction | None, *, up: bool = False) -> Decimal | None:
    """A number to as many places as are kept, and from there down or up; None of an open end."""
    if number is None:
        return None
    whole, rest = divmod(number.numerator * 10**PLACES, number.denominator)
    return Decimal(whole + 1 if up and rest else whole).scaleb(-PLACES, WIDE)


def _kind(name: str, values: Sequence[Any], pa: Any) -> Any:
    """The kind of a column, by what the fact is given in, also where nothing is known.

    Numbers are whole where all of them are, otherwise decimals of as many places as are needed.
    """
    unit = unit_of_fact(name)
    if not unit.is_number:
        return {"date": pa.date32(), "yes/no": pa.bool_()}.get(unit.kind, pa.string())
    numbers = [value for value in values if isinstance(value, Decimal)]
    places = max((-int(value.normalize(WIDE).as_tuple().exponent) for value in numbers), default=0)
    return pa.decimal128(_DIGITS, places) if places > 0 else pa.int64()
