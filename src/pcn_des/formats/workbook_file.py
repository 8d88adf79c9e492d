"""Excel workbooks, read within bounds: the rows of their sheets, cells as they are stored, nothing calculated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import LARGEST_UNPACKED as LARGEST_UNPACKED
from pcn_des.formats.archive import table_in
from pcn_des.formats.given import Source, content_of
from pcn_des.formats.lines import MOST_ROWS, Line, Lines, blank, closed_up, listed
from pcn_des.formats.xlsx.book import Book, Sheet
from pcn_des.formats.xlsx.values import Stored

MOST_COLUMNS: Final = 40  # of a sheet that is known by its title; what stands further right is not looked at


def opened(source: Source, name: str = "") -> Book:
    """A workbook, given as it is or as the one table in an archive.

    Raises:
        FileFormatError: it is too large, damaged, or no workbook.
        FileNotFoundError: there is no such file.
    """
    return Book(table_in(content_of(source, name)))


def workbook_lines(source: Source, sheets: Sequence[str], name: str = "") -> tuple[Lines, ...]:
    """The rows of the named sheets of a workbook. What formulas gave when it was saved is read, as Excel shows it.

    Raises:
        FileFormatError: it is too large, damaged, no workbook, or has no such sheet.
        FileNotFoundError: there is no such file.
    """
    book = opened(source, name)
    return tuple(_sheet_lines(book, sheet) for sheet in sheets)


def sheet_rows(book: Book, sheet: Sheet, most_rows: int = MOST_ROWS) -> Iterator[Line]:
    """The rows of a sheet that aren't blank."""
    for row in book.rows(sheet, most_rows):
        line = _line(row)
        if not all(map(blank, line.cells)):
            yield line


def _sheet_lines(book: Book, wanted: str) -> Lines:
    found = {closed_up(sheet.title): sheet for sheet in book.sheets}
    if closed_up(wanted) not in found:
        raise FileFormatError(
            f"{book.name} has no sheet '{wanted}'; its sheets are {listed(sheet.title for sheet in book.sheets)}"
        )
    rows = book.rows(found[closed_up(wanted)], columns=MOST_COLUMNS)
    lines = tuple(line for line in (_line(row, MOST_COLUMNS) for row in rows) if not all(map(blank, line.cells)))
    if not lines:
        raise FileFormatError(f"{book.name}, sheet {wanted} is empty; is it the right file?")
    return Lines(f"{book.name}, sheet {wanted}", lines)


def _line(row: tuple[int, tuple[Stored, ...]], columns: int = 0) -> Line:
    number, stored = row
    cells = tuple(map(_value, stored))
    return Line(number, cells + (None,) * (columns - len(cells)))


def _value(cell: Stored) -> object:
    # A formula that was never calculated stays one, and readers refuse it.
    return cell.formula if cell.formula and cell.value is None else cell.value
