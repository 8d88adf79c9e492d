"""Merged cells: what they cover is refused where it is read, for one value there would mean nothing in all but one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

import pcn_des as des
from pcn_des.errors import FileFormatError, RecordError
from pcn_des.formats import remittances
from pcn_des.formats import workbook as network_workbook
from pcn_des.formats.merged import Area, covered
from pcn_des.formats.workbook_file import workbook_lines

pytestmark = pytest.mark.thorough  # a workbook takes a second or two

Change = Callable[[Any], None]


def _changed(tmp_path: Path, sheet: str, change: Change) -> Path:
    """The workbook of the example with a change on one sheet."""
    path = tmp_path / "riverside.xlsx"
    network_workbook.write(des.example_network(), path)
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)
    return path


def _first_row(sheet: Any) -> int:
    return next(number for number in range(1, 20) if sheet.cell(number, 1).value == "Practice") + 1


def test_a_practice_merged_over_two_rows_is_not_the_network_in_the_second(tmp_path: Path) -> None:
    rows = []

    def merge(sheet: Any) -> None:
        rows.append(_first_row(sheet))
        sheet.merge_cells(f"A{rows[0]}:A{rows[0] + 1}")

    reading = network_workbook.read(_changed(tmp_path, "Populations", merge))
    (problem,) = reading.problems
    area = f"A{rows[0]}:A{rows[0] + 1}"
    assert str(problem) == (
        f"Populations!A{rows[0] + 1}: it is part of the merged cell {area}; unmerge it, and write into each cell what "
        "belongs there"
    )
    assert reading.network is not None
    populations = reading.network.populations
    assert populations is None or not populations.complete
    with pytest.raises(RecordError, match="merged cell"):
        reading.without_problems()


def test_an_answer_merged_over_two_lists_is_told_of_the_second(tmp_path: Path) -> None:
    """Read as empty, the second list would be silent about what it omits, against what the sheet shows."""
    reading = network_workbook.read(_changed(tmp_path, "Complete lists", lambda sheet: sheet.merge_cells("B5:B6")))
    assert [(problem.sheet, problem.cell) for problem in reading.problems] == [("Complete lists", "B6")]
    assert "it is part of the merged cell B5:B6" in str(reading.problems[0])


def test_a_title_over_several_columns_hides_nothing(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:C1")

    assert network_workbook.network(_changed(tmp_path, "Populations", merge)) == des.example_network()


def test_a_merged_cell_of_a_table_is_a_problem_of_its_row(workbook: Callable[..., Path]) -> None:
    rows = (("month", "stream", "amount"), ("2022-11", "core_pcn_funding", 5000), ("", "enhanced_access", 7000))
    path = workbook({"Paid": rows}, "paid.xlsx")
    book = openpyxl.load_workbook(path)
    book["Paid"].merge_cells("A2:A3")
    book.save(path)
    reading = remittances.read(path)
    assert [(row.stream, row.amount) for row in reading.rows] == [("core_pcn_funding", Decimal(5000))]
    assert [(problem.row, problem.mend.split(";")[0]) for problem in reading.problems] == [
        (3, "it is part of the merged cell A2:A3")
    ]


def test_merged_cells_that_lie_over_each_other_are_damage(workbook: Callable[..., Path]) -> None:
    path = workbook({"Sheet": [["a", "b"], ["c", "d"]]})
    book = openpyxl.load_workbook(path)
    for area in ("A1:A2", "A2:B2"):
        book["Sheet"].merged_cells.add(area)
    book.save(path)
    with pytest.raises(FileFormatError, match="the merged cell A2:B2 lies over another one"):
        workbook_lines(path, ["Sheet"])


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 3)), max_size=6))
def test_each_cell_but_the_first_of_an_area_is_covered(sizes: list[tuple[int, int, int]]) -> None:
    """The areas stand side by side in columns of their own, so that none lies over another one."""
    areas, cells = [], set()
    for number, (row, rows, columns) in enumerate(sizes):
        first = number * 4
        areas.append(Area("A1:A1", row, row + rows, first, first + columns))
        cells |= {(r, c) for r in range(row, row + rows + 1) for c in range(first, first + columns + 1)} - {
            (row, first)
        }
    found = {(number, place) for number, row in enumerate(islice(covered(areas, 24), 20), 1) for place in row}
    assert found == cells


@pytest.mark.parametrize("formula", [ArrayFormula("D4:D4", "=1+1"), DataTableFormula("D4:D4")])
def test_a_formula_of_several_cells_is_told_by_its_text(tmp_path: Path, formula: object) -> None:
    def write(sheet: Any) -> None:
        sheet.cell(_first_row(sheet), 4).value = formula

    (problem, *_) = network_workbook.read(_changed(tmp_path, "Populations", write)).problems
    assert problem.value in ("=1+1", "=")
    assert "openpyxl" not in str(problem)
