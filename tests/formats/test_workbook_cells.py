"""A cell of the workbook that can't be read is told where it stands, whatever an empty one in its place would mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pcn_des as des
from pcn_des.formats import workbook
from pcn_des.formats.workbook.places import columns_and_flags
from pcn_des.formats.workbook.sheets import SHEETS

pytestmark = pytest.mark.thorough  # a workbook takes a second or two


def _changed(tmp_path: Path, change: Callable[[Any], None]) -> Path:
    """The workbook of the example with a change."""
    path = tmp_path / "riverside.xlsx"
    workbook.write(des.example_network(), path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


@pytest.mark.parametrize(("said", "shown"), [("=A1", "=A1"), ("#N/A", "#N/A")])
def test_a_formula_for_a_practice_does_not_make_its_patients_the_networks(
    tmp_path: Path, said: str, shown: str
) -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.title == "Populations")
    row = sheet.heading_row + 1

    def write(book: Any) -> None:
        book["Populations"].cell(row, 1).value = said

    reading = workbook.read(_changed(tmp_path, write))
    assert [str(problem) for problem in reading.problems] == [
        f"Populations!A{row}: '{shown}' is a formula or an error, and formulas aren't calculated; put the value itself "
        "into the cell"
    ]
    assert reading.network is not None
    assert reading.network.populations is None
    assert all(
        not practice.populations.complete for practice in reading.network.practices or () if practice.populations
    )


def test_a_formula_in_whatever_column_is_told_in_its_cell(tmp_path: Path) -> None:
    """Of each sheet, the first row with a formula in its first column, the second with one in its second, and so on."""
    expected: set[tuple[str, str]] = set()

    def write(book: Any) -> None:
        for sheet in SHEETS:
            page = book[sheet.title]
            first = sheet.heading_row + 1
            for step, _ in enumerate(columns_and_flags(sheet)):
                row = page[first + step]
                if any(cell.value is not None for cell in row):
                    row[step].value = "=1+1"
                    expected.add((sheet.title, row[step].coordinate))

    reading = workbook.read(_changed(tmp_path, write))
    assert len(expected) > 50
    assert expected <= {(problem.sheet, problem.cell) for problem in reading.problems}


def test_a_heading_that_stands_there_twice_is_told_and_nothing_read_under_it(tmp_path: Path) -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.title == "Practices")
    row, places = sheet.heading_row, len(columns_and_flags(sheet))

    def write(book: Any) -> None:
        book["Practices"].cell(row, places + 1).value = "name"

    reading = workbook.read(_changed(tmp_path, write))
    letter = openpyxl.utils.get_column_letter(places + 1)
    assert [str(problem) for problem in reading.problems] == [
        f"Practices!{letter}{row}: 'Name' stands in column B already; remove one of the two columns"
    ]
    assert reading.network is not None
    assert reading.network.practices is None


def test_a_line_of_the_form_that_stands_there_twice_is_told(tmp_path: Path) -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.form)

    def write(book: Any) -> None:
        page = book[sheet.title]
        page.insert_rows(3)
        page["A3"].value, page["B3"].value = page["A2"].value, "U99999"

    reading = workbook.read(_changed(tmp_path, write))
    assert reading.network is None
    (problem, *_) = reading.problems
    assert "stands in row 2 already; remove one of the two lines" in str(problem)
