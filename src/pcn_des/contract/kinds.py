"""What a value of each kind of unit is: a number, a day, a text, a list of texts, windows of clock time, a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from pcn_des.arguments import as_whole
from pcn_des.contract.blocks import UNLIMITED
from pcn_des.contract.tables import EITHER

DAYS_OF_THE_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SINGLE: Final = {"yes/no": bool, "table": list | tuple | Mapping}
_WINDOW: Final = {"days": str, "start": time, "end": time}
_YEARS: Final = range(1900, 2200)  # a span of a contract, added to a day, stays in the calendar


def is_of(kind: str, value: Any) -> bool:
    """Whether a value is a single one of a kind of unit; what is finite, and what is in the calendar for good."""
    if kind == "number":
        return as_whole(value) is not None or (isinstance(value, Decimal) and value.is_finite())
    if kind == "list":
        return isinstance(value, list | tuple) and all(is_of("text", item) for item in value)
    if kind == "clock times":
        return isinstance(value, list | tuple) and all(map(_is_window, value))
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime) and value.year in _YEARS
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, _SINGLE[kind])


def is_bands(kind: str, value: Any) -> bool:
    """Whether a value is bands, `[{ below = 100000, value = 3 }, { value = 6 }]`, each with a value of a kind."""
    return isinstance(value, list | tuple) and all(
        isinstance(band, Mapping)
        and band.keys() <= {"below", "value", "edge"}
        and _stands(kind, band.get("value"))
        and is_of("number", band.get("below", 0))
        and band.get("edge", EITHER) == EITHER
        for band in value
    )


def is_table(kind: str, value: Any) -> bool:
    """Whether a value is bands, or values of a kind by name; a name may have a table of its own."""
    if isinstance(value, Mapping):
        return kind == "table" or all(_stands(kind, item) or is_table(kind, item) for item in value.values())
    return is_bands(kind, value)


def _stands(kind: str, value: Any) -> bool:
    """Whether a value may stand in a table: one of the kind, or no limit."""
    return value == UNLIMITED or is_of(kind, value)


def weekdays(days: str) -> range:
    """The days of the week of `mon-fri` or `sat`, Monday as 0; none where a text is no such days."""
    first, dash, last = days.partition("-")
    if first not in DAYS_OF_THE_WEEK or (dash and last not in DAYS_OF_THE_WEEK):
        return range(0)
    return range(DAYS_OF_THE_WEEK.index(first), DAYS_OF_THE_WEEK.index(last or first) + 1)


def _is_window(value: Any) -> bool:
    """Whether a value is `{ days = "mon-fri", start = 18:30:00, end = 20:00:00 }`, with days, and time between."""
    has = isinstance(value, Mapping) and all(isinstance(value.get(name), kind) for name, kind in _WINDOW.items())
    if not has or value["start"].tzinfo or value["end"].tzinfo:
        return False
    return bool(weekdays(value["days"])) and value["start"] < value["end"]
