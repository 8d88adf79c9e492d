"""CSV files, read within bounds: the rows, and the row of headings above them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.lines import LARGEST_FILE, MOST_ROWS, Line, Lines, bounded, headings_of

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@attrs.frozen
class Largest:
    """How large a CSV file may be: bytes, and rows."""

    size: int = LARGEST_FILE
    rows: int = MOST_ROWS


USUAL: Final = Largest()
LONG: Final = Largest(size=80_000_000, rows=800_000)  # files with many rows for each practice


@attrs.frozen
class Table:
    """A CSV file as a row of headings and the rows below, which can be gone through once."""

    file: str
    headings: tuple[str, ...]
    body: Iterator[Line]


def csv_lines(path: Path) -> Lines:
    """The rows of a CSV file: UTF-8 with or without a byte order mark, or else cp1252.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    return Lines(path.name, tuple(_csv_rows(path, USUAL)))


def csv_table(path: Path, largest: Largest = USUAL) -> Table:
    """A CSV file whose first row has its headings. It is read row by row: FileFormatError may come while that is done.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    lines = _csv_rows(path, largest)
    return Table(path.name, headings_of(next(lines)), lines)


def _encoding(raw: bytes) -> str:
    if raw.startswith(BYTE_ORDER_MARK):
        return "utf-8-sig"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # files of 2020 to 2022; only their names aren't ASCII
    return "utf-8"


def _csv_rows(path: Path, largest: Largest) -> Iterator[Line]:
    """The rows that aren't blank, at least one."""
    name, raw = path.name, bounded(path, largest.size)
    if b"\0" in raw:
        raise FileFormatError(f"{name} is no CSV file but binary; open it in a spreadsheet and save it as CSV (UTF-8)")
    empty = True
    with io.TextIOWrapper(io.BytesIO(raw), _encoding(raw), errors="replace", newline="") as text:
        try:
            for number, cells in enumerate(csv.reader(text), start=1):
                if number > largest.rows:
                    raise FileFormatError(f"{name} has more than {largest.rows:,} rows; is it the right file?")
                if any(cell.strip() for cell in cells):
                    empty = False
                    yield Line(number, tuple(cells))
        except csv.Error as error:
            mend = "look for a quotation mark that isn't closed"
            raise FileFormatError(f"{name} is no CSV file: {error}; {mend}") from None
    if empty:
        raise FileFormatError(f"{name} is empty; is it the right file?")
