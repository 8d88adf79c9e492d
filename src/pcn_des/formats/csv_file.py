"""CSV files, read within bounds row by row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import table_in
from pcn_des.formats.given import LARGEST_FILE, Content, Source, content_of
from pcn_des.formats.lines import MOST_ROWS, Line, Lines

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_CELLS: Final = 5_000  # of a row; the widest public file has about 130
_LONGEST_LINE: Final = 1_000_000  # characters
_BIT: Final = 1_000_000  # bytes


@attrs.frozen
class Largest:
    """How large a CSV file may be: bytes, and rows."""

    size: int = LARGEST_FILE
    rows: int = MOST_ROWS


USUAL: Final = Largest()
LONG: Final = Largest(size=80_000_000, rows=800_000)  # files with many rows for each practice


def csv_lines(source: Source, name: str = "") -> Lines:
    """The rows of a CSV file, or of the one in an archive: UTF-8 with or without a byte order mark, or else cp1252.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    content = table_in(content_of(source, name))
    return Lines(content.name, tuple(csv_rows(content)))


def csv_rows(content: Content, largest: Largest = USUAL) -> Iterator[Line]:
    """The rows that aren't blank, at least one. FileFormatError may come while they are gone through.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
    """
    name, raw = content.name, content.raw
    if raw.startswith(_UTF_16):
        raise FileFormatError(f"{name} is no CSV file but binary, or Excel's Unicode Text; save it as CSV (UTF-8)")
    if b"\0" in raw:
        raise FileFormatError(f"{name} is no CSV file but binary; open it in a spreadsheet and save it as CSV (UTF-8)")
    empty = True
    with io.TextIOWrapper(io.BytesIO(raw), _encoding(raw), errors="replace", newline="") as text:
        lines = _TextLines(text, name)
        try:
            for number, cells in enumerate(csv.reader(lines), start=1):
                lines.begun = 0
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


class _TextLines:
    """The lines of a text, with a bound on their length and on the cells that one row has begun so far."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text, self._name = text, name
        self.begun = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_LONGEST_LINE):
            self.begun += line.count(",")
            if len(line) == _LONGEST_LINE or self.begun > MOST_CELLS:
                raise FileFormatError(
                    f"{self._name} is no CSV file: it has a row of more than {MOST_CELLS:,} cells or "
                    f"{_LONGEST_LINE:,} characters; look for a quotation mark that isn't closed"
                )
            yield line


def _encoding(raw: bytes) -> str:
    if raw.startswith(BYTE_ORDER_MARK):
        return "utf-8-sig"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(raw), _BIT):
            decoder.decode(raw[start : start + _BIT], final=start + _BIT >= len(raw))
    except UnicodeDecodeError:
        return "cp1252"  # files of 2020 to 2022; only their names aren't ASCII
    return "utf-8"
