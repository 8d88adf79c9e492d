"""Looks a value up in a table term: by the name of a choice, or by the band that a number falls into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pcn_des.values import Unknown
from pcn_des.wording import in_words

EITHER: Final = "either"  # the `edge` of a band: whether its last number is in it was not seen


def row(table: Any, key: Any) -> Any:
    """What a table has for a key: of bands, the first whose `below` the number is under; None where there is none.

    `Unknown` at exactly an edge of which it was not seen on which side it lies: there is a value, one of `rows`.
    """
    first, *others = rows(table, key)
    if any(other != first for other in others):
        return Unknown.because(f"whether exactly {in_words(key)} is above the edge of its band")
    return first


def rows(table: Any, key: Any) -> tuple[Any, ...]:
    """Everything that a table may have for a key: two values at exactly an edge whose side was not seen.

    None stands for a key that the table does not have.
    """
    if isinstance(table, Mapping):
        return (table.get(key),)
    if not isinstance(table, list | tuple):
        return (table,)
    found = []
    for band in table:
        below = band.get("below")
        if below is not None and (key > below or (key == below and band.get("edge") != EITHER)):
            continue
        found.append(band["value"])
        if below is None or key < below:
            return tuple(found)
    return (*found, None)
