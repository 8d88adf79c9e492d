"""Looks a value up in a table term: by the name of a choice, or by the band that a number falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pcn_des.values import Range, Unknown
from pcn_des.wording import in_words

EITHER: Final = "either"  # the `edge` of a band: whether its last number is in it was not seen


def row(table: Any, key: Any) -> Any:
    """What a table has for a key: of bands, the first whose `below` the number is under; None where there is none.

    `Unknown` where it may be one of several `rows`: there is a value, and what would settle it is named.
    """
    first, *others = rows(table, key)
    return Unknown.because(*unsettled_by(key)) if any(other != first for other in others) else first


def rows(table: Any, key: Any) -> tuple[Any, ...]:
    """Everything that a table may have for a key; None stands for a key that the table does not have.

    There is more than one value where a range touches several bands, or at exactly an edge whose side was not seen.
    """
    if isinstance(table, Mapping):
        return (table.get(key),)
    if not isinstance(table, Sequence) or isinstance(table, str):
        return (table,)
    low, high = (key.low, key.high) if isinstance(key, Range) else (key, key)
    found = []
    for band in table:
        below = band.get("below")
        if below is not None and low is not None and _is_past(low, band):
            continue
        found.append(band["value"])
        if below is None or (high is not None and high < below):
            return tuple(found)
    return (*found, None)


def every_value(table: Any) -> tuple[Any, ...]:
    """What a table by bands may have, whatever the number; None where nothing was found above its last edge.

    What is no such table has one value.
    """
    if isinstance(table, Mapping | str) or not isinstance(table, Sequence):
        return (table,)
    above = (None,) if table and "below" in table[-1] else ()
    return (*(band["value"] for band in table), *above)


def _is_past(low: Any, band: Mapping[str, Any]) -> bool:
    return bool(low > band["below"] or (low == band["below"] and band.get("edge") != EITHER))


def unsettled_by(key: Any) -> tuple[str, ...]:
    """What would settle which of several rows a key has."""
    return key.needs if isinstance(key, Range) else (f"whether exactly {in_words(key)} is above the edge of its band",)
