"""CSV files, read within bounds row by row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import pairwise
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
_BEGINNING: Final = 100_000  # bytes in which the headings stand
_COMMA: Final = ","
_OTHERS: Final = (";", "\t")  # as a spreadsheet writes them where a comma is that of decimals
_QUOTED: Final = re.compile('"[^"]*"')


@attrs.frozen
class Largest:
    """How large a CSV file may be: bytes, and rows."""

    size: int = LARGEST_FILE
    rows: int = MOST_ROWS


USUAL: Final = Largest()
LONG: Final = Largest(size=80_000_000, rows=800_000)  # files with many rows for each practice


def csv_lines(source: Source, name: str = "") -> Lines:
    """The rows of a CSV file, or of the one in an archive: UTF-8 with or without a byte order mark, or else cp1252.

    Its cells have commas between them, or semicolons or tabs, as its headings tell.

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
    encoding = _encoding(raw)
    separator = _separator(raw[:_BEGINNING].decode(encoding, errors="replace"))
    with io.TextIOWrapper(io.BytesIO(raw), encoding, errors="replace", newline="") as text:
        lines = _TextLines(text, name, separator)
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=separator), start=1):
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

    def __init__(self, text: io.TextIOWrapper, name: str, separator: str) -> None:
        self._text, self._name, self._separator = text, name, separator
        self.begun = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_LONGEST_LINE):
            self.begun += line.count(self._separator)
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


def _separator(beginning: str) -> str:
    """What stands between the cells: in the first row that has any, and in the row below it.

    A row in which a comma stands is one of commas, whatever else is in it; so is a file that tells nothing. A title
    above the headings may have a semicolon, which the row below has not.
    """
    rows = [row for row in _QUOTED.sub("quoted", beginning).splitlines() if row.strip()]
    for row, below in pairwise(rows if len(rows) != 1 else rows * 2):  # headings alone are a table, too
        if _COMMA in row:
            return _COMMA
        here = [other for other in _OTHERS if other in row and other in below]
        if here:
            return here[0] if len(here) == 1 else _COMMA
    return _COMMA
