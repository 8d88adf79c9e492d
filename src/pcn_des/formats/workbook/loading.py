"""From a workbook file to the cells of its sheets, within bounds: formulas and errors are marked, never looked into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.lines import MOST_ROWS, folded
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.workbook_file import MOST_COLUMNS, opened

_ERROR_OR_FORMULA: Final = ("e", "f")


@attrs.frozen
class Grid:
    """The rows of a sheet in which something stands, each with the number that a spreadsheet shows."""

    title: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def grids(path: Path, wanted: Iterable[str]) -> Mapping[str, Grid]:
    """The sheets of a workbook that are wanted and there, by their folded titles.

    Raises:
        FileFormatError: it is too large, or no workbook.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    titles = {folded(title) for title in wanted}
    with opened(path, "Reading a workbook", damaged="{file} is damaged ({error}); use another copy") as book:
        found = {folded(sheet.title): sheet for sheet in book.worksheets}
        return {title: _grid(sheet, path.name) for title, sheet in found.items() if title in titles}


def _grid(sheet: Any, file: str) -> Grid:
    sheet.reset_dimensions()  # some programs state too small a size, and openpyxl would stop there
    rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            where = f"{file}, sheet {sheet.title}"
            raise FileFormatError(f"{where} has more than {MOST_ROWS:,} rows; is it the right file?")
        if any(cell.value is not None for cell in cells):
            rows.append((number, tuple(_cell(cell) for cell in cells)))
    return Grid(sheet.title, tuple(rows))


def _cell(cell: Any) -> Cell:
    return Cell(value=cell.value, formula=cell.data_type in _ERROR_OR_FORMULA) if cell.value is not None else Cell()
