"""Columns of facts: values for rows on end, as Arrow columns and then a polars, pandas or pyarrow table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any, Final, cast

import attrs

from pcn_des.frame.libraries import check_backend, in_pandas, needs
from pcn_des.frame.names import AT_LEAST, AT_MOST, unit_of_fact
from pcn_des.values import NEVER, WIDE, Range, Unknown, Value

DAY: Final = "day"
PLACES: Final = 6  # behind the point; a number with more lies between two of these
_DIGITS: Final = 38
_STEP: Final = Decimal((0, (1,), -PLACES))


@attrs.define
class FactValues:
    """The values of a fact, each for so many rows on end."""

    counts: list[int] = attrs.field(factory=list)
    values: list[Value | None] = attrs.field(factory=list)

    def add(self, runs: Iterable[tuple[int, Value | None]]) -> None:
        """More rows: how many on end have a value, and the value; None where it was not asked for."""
        for count, value in runs:
            self.counts.append(count)
            self.values.append(value)


def table_of(labels: Mapping[str, Sequence[Any]], columns: Mapping[str, FactValues], backend: str) -> Any:
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
    for name, column in columns.items():
        rows = pa.array(np.repeat(np.arange(len(column.counts)), column.counts))
        for end, values in _ends(column.values).items():
            found[name + end] = pa.array(values, _kind(name, values, pa)).take(rows)
    table = pa.table(found)
    if backend == "pandas":
        return in_pandas(table)
    if backend == "pyarrow":
        return table
    return nw.from_arrow(table, backend=cast("Any", backend)).to_native()


def _ends(values: Sequence[Value | None]) -> dict[str, list[Any]]:
    """The values as Arrow has them, and the ends of those of which only ends are known, where there are such."""
    ends = {end: [_end(value, end) for value in values] for end in (AT_LEAST, AT_MOST)}
    bounded = {end: found for end, found in ends.items() if any(number is not None for number in found)}
    return {"": [_plain(value) for value in values], **bounded}


def _plain(value: Value | None) -> Any:
    if isinstance(value, Unknown | Range):
        return None
    if isinstance(value, Fraction):
        number = _decimal(value, ROUND_FLOOR)
        return number if Fraction(number) == value else None
    return date.max if value is NEVER else value


def _end(value: Value | None, end: str) -> Decimal | None:
    """An end of a number that lies between two, or has more places than are kept; None of any other."""
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    number = low if end == AT_LEAST else high
    if not isinstance(number, Fraction) or (not isinstance(value, Range) and _plain(value) is not None):
        return None
    return _decimal(number, ROUND_FLOOR if end == AT_LEAST else ROUND_CEILING)


def _decimal(number: Fraction, rounding: str) -> Decimal:
    """A number to as many places as are kept."""
    scaled = number * 10**PLACES
    whole = scaled.__floor__() if rounding == ROUND_FLOOR else scaled.__ceil__()
    return Decimal(whole).scaleb(-PLACES, WIDE)


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
