"""From a workbook file to the cells of its sheets, within bounds: formulas and errors are marked, never looked into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from pcn_des.formats.given import Source, content_of
from pcn_des.formats.lines import folded
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.xlsx.book import Book, Sheet
from pcn_des.formats.xlsx.values import Stored

MOST_COLUMNS: Final = 40  # of a sheet; what stands further right is not looked at


@attrs.frozen
class Grid:
    """The rows of a sheet in which something stands, each with the number that a spreadsheet shows."""

    title: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def grids(source: Source, name: str, wanted: Iterable[str]) -> Mapping[str, Grid]:
    """The sheets of a workbook that are wanted and there, by their folded titles.

    Raises:
        FileFormatError: it is too large, damaged, or no workbook.
        FileNotFoundError: there is no such file.
    """
    titles = {folded(title) for title in wanted}
    book = Book(content_of(source, name))
    found = {folded(sheet.title): sheet for sheet in book.sheets}
    return {title: _grid(book, sheet) for title, sheet in found.items() if title in titles}


def _grid(book: Book, sheet: Sheet) -> Grid:
    rows = ((number, tuple(map(_cell, stored))) for number, stored in book.rows(sheet, columns=MOST_COLUMNS))
    wide = [(number, cells + (Cell(),) * (MOST_COLUMNS - len(cells))) for number, cells in rows]
    return Grid(sheet.title, tuple(wide))


def _cell(cell: Stored) -> Cell:
    return Cell(value=cell.formula or cell.value, formula=bool(cell.formula) or cell.error)
