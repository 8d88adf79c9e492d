"""Reads columns of Python objects, as pandas has them, value by value: Arrow would cut a moment down to its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.engine.columns.given import first_rows
from pcn_des.errors import MisuseError
from pcn_des.values import LARGEST_NUMBER

_KINDS: Final[Mapping[str, tuple[type, ...]]] = {  # in this order: yes and no are whole numbers to Python
    "yes or no": (bool, np.bool_),
    "numbers": (int, float, Decimal, np.integer, np.floating),
    "days": (date, np.datetime64),
    "texts": (str,),
}
_WHOLE: Final = (int, np.integer)


def from_objects(values: Sequence[Any], missing: NDArray[np.bool_]) -> pa.Array:
    """Objects as Arrow has them; those that are missing are null, and so are empty texts, whatever stands beside them.

    Raises:
        MisuseError: values of no kind that a fact has, or of several; the error says in which rows.
    """
    missing = missing | np.array([isinstance(value, str) and not value.strip() for value in values], dtype=bool)
    kinds = _kinds_of(values, missing)
    found = next((kind for kind in kinds if kind), "")
    if not found:
        return pa.nulls(len(values))
    others = np.array([bool(kind) and kind != found for kind in kinds])
    if others.any():
        raise MisuseError(f"has {found}, and something else in {first_rows(others)}")
    there = [None if left_out else value for value, left_out in zip(values, missing, strict=True)]
    return _READERS[found](there)


def _kinds_of(values: Sequence[Any], missing: NDArray[np.bool_]) -> list[str]:
    """The kind of each value; none of one that is missing."""
    of_type = {kind: _kind_of(kind) for kind in set(map(type, values))}
    kinds = ["" if left_out else of_type[type(value)] for value, left_out in zip(values, missing, strict=True)]
    strange = np.array([kind is None for kind in kinds], dtype=bool)
    if strange.any():
        first = type(values[int(np.flatnonzero(strange)[0])]).__name__
        raise MisuseError(f"has values of the kind {first}, which no fact has, in {first_rows(strange)}")
    return [kind or "" for kind in kinds]


def _kind_of(kind: type) -> str | None:
    return next((name for name, kinds in _KINDS.items() if issubclass(kind, kinds)), None)


def _yes_or_no(values: Sequence[Any]) -> pa.Array:
    return pa.array([None if value is None else bool(value) for value in values], pa.bool_())


def _numbers(values: Sequence[Any]) -> pa.Array:
    """Whole numbers, also those that stand as 1.0; decimals where there are some; fractions are told by the reader."""
    plain = [_whole(value) for value in values]
    _refuse(plain, lambda number: isinstance(number, Decimal) and not number.is_finite(), "has no finite number")
    if any(isinstance(number, float) for number in plain):
        return pa.array([None if number is None else float(number) for number in plain], pa.float64())
    if not any(isinstance(number, Decimal) for number in plain) and all(
        number is None or -(2**63) <= number < 2**63 for number in plain
    ):
        return pa.array(plain, pa.int64())
    decimals = [None if number is None else Decimal(number) for number in plain]
    _refuse(decimals, lambda number: number.copy_abs() >= LARGEST_NUMBER, "has numbers of 10 to the 15th or more")
    try:
        return pa.array(decimals)
    except pa.ArrowInvalid:
        raise MisuseError("has numbers with more decimals than can be reckoned with") from None


def _whole(value: Any) -> int | float | Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, _WHOLE):
        return int(value)
    return int(value) if value.is_integer() else float(value)


def _days(values: Sequence[Any]) -> pa.Array:
    plain = [value.astype("datetime64[us]").item() if isinstance(value, np.datetime64) else value for value in values]
    _refuse(plain, lambda moment: not isinstance(moment, date), "has days before the year 1 or after the year 9999")
    _refuse(plain, lambda moment: getattr(moment, "tzinfo", None) is not None, "has a time zone")
    _refuse(plain, _has_time, "has a time of day")
    return pa.array([date(day.year, day.month, day.day) if day is not None else None for day in plain], pa.date32())


def _has_time(moment: date) -> bool:
    return isinstance(moment, datetime) and (moment.time() != time() or getattr(moment, "nanosecond", 0) != 0)


def _texts(values: Sequence[Any]) -> pa.Array:
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        _refuse(values, _is_torn, "has half a character")
        raise


def _is_torn(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _refuse(values: Sequence[Any], wrong: Callable[[Any], bool], why: str) -> None:
    """Stop where some of the values that are there are wrong."""
    places = np.array([value is not None and wrong(value) for value in values], dtype=bool)
    if places.any():
        raise MisuseError(f"{why} in {first_rows(places)}")


_READERS: Final[Mapping[str, Callable[[Sequence[Any]], pa.Array]]] = {
    "yes or no": _yes_or_no,
    "numbers": _numbers,
    "days": _days,
    "texts": _texts,
}
