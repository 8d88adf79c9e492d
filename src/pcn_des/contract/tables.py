"""Looks a value up in a table term: by the name of a choice, or by the band that a number falls into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def row(table: Any, key: Any) -> Any:
    """What a table has for a key: of bands, the first whose `below` the number is under; None where there is none."""
    if isinstance(table, list | tuple):
        return next((band["value"] for band in table if "below" not in band or key < band["below"]), None)
    return table.get(key) if isinstance(table, Mapping) else table
