"""Writes CSV that spreadsheets open without taking a text for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"-[0-9]+(\.[0-9]+)?")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV with a heading; a text that begins like a formula gets an apostrophe before it."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_harmless(cell) for cell in row])
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
