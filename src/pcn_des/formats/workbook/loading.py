"""From a workbook file to the cells of its sheets, within bounds: formulas and errors are marked, never looked into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from pcn_des.folding import folded
from pcn_des.formats.given import Source, content_of
from pcn_des.formats.merged import Covered
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.workbook_file import MOST_COLUMNS, Book, needs_openpyxl

_ERROR_OR_FORMULA: Final = ("e", "f")


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
        MissingExtraError: openpyxl is not installed.
    """
    needs_openpyxl()
    titles = {folded(title) for title in wanted}
    book = Book(content_of(source, name), formulas=True)
    found = {folded(title): title for title in book.titles}
    return {key: _grid(book, title) for key, title in found.items() if key in titles}


def _grid(book: Book, title: str) -> Grid:
    rows = ((number, tuple(map(_cell, cells))) for number, cells in book.cells(title, MOST_COLUMNS))
    return Grid(title, tuple(rows))


def _cell(cell: Any) -> Cell:
    if cell is None or isinstance(cell, Covered):
        return Cell(value=cell)
    if cell.data_type == "f" and not isinstance(cell.value, str):  # of several cells: its text is one of its parts
        return Cell(value=getattr(cell.value, "text", None) or "=", formula=True)
    return Cell(value=cell.value, formula=cell.data_type in _ERROR_OR_FORMULA) if cell.value is not None else Cell()
