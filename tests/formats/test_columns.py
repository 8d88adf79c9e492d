"""Columns are found by their headings, and rows made of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, in_shape, places_of, rows_of, rows_under
from pcn_des.formats.csv_file import csv_lines
from pcn_des.formats.lines import Line
from pcn_des.formats.tables import table


def test_lines_of_another_shape_are_problems(tmp_path: Path) -> None:
    path = _csv(tmp_path, b'a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n1,"2\n1,2",3\n4,5,6\n')
    lines = csv_lines(path)
    good, broken = in_shape(lines.all, 3, lines.file)
    assert [line.number for line in good] == [1, 3, 6]
    assert [str(problem) for problem in broken] == [
        "a.csv, row 2: it has 2 cells where 3 were expected; complete it",
        "a.csv, row 4: it has 4 cells where 3 were expected; put names with a comma in quotation marks",
        "a.csv, row 5: a cell runs over several lines; close or remove its quotation mark",
    ]


def _csv(folder: Path, raw: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(raw)
    return path


def test_headings_are_found_whatever_their_blanks_and_case() -> None:
    columns = {"end": Column(("End Date",), str), "code": Column(("CCG Code", "Sub ICB Code"), str)}
    assert places_of(columns, ["Sub  ICB\nCODE ", "", "End\r\nDate"], "f") == {"end": 2, "code": 0}


def test_a_missing_heading_is_named_with_those_that_are_there() -> None:
    columns = {"end": Column(("End Date",), str), "code": Column(("CCG Code", "Sub ICB Code"), str)}
    with pytest.raises(FileFormatError) as caught:
        places_of(columns, ["Name", "Value"], "a.csv")
    assert str(caught.value) == (
        "a.csv lacks the heading 'End Date'; and 'CCG Code' or 'Sub ICB Code'. "
        "Its headings are: 'Name', 'Value'. Is it the right file?"
    )


def test_a_heading_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(FileFormatError, match=r"a\.csv has the heading 'End Date' twice"):
        places_of({"end": Column(("End Date",), str)}, ["End Date", "end date"], "a.csv")


def test_an_optional_column_may_be_missing_but_not_stand_there_twice() -> None:
    columns = {"code": Column(("Code",), str), "name": Column(("Name",), str, optional=True)}
    assert places_of(columns, ["Code"], "a.csv") == {"code": 0}
    with pytest.raises(FileFormatError, match="heading 'Name' twice"):
        places_of(columns, ["Code", "Name", "NAME"], "a.csv")


def _row(**values: object) -> Mapping[str, object]:
    if values["size"] == 13:
        raise ValueError("13 is refused")
    return values


COLUMNS = {
    "code": Column(("Code",), cells.practice_code),
    "size": Column(("Size",), cells.whole),
    "kind": Column(("Kind",), str, optional=True),
}


def test_a_table_makes_rows_and_problems_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = _csv(tmp_path, b"Size,Code\nx,A81001\n1\n13,A81002\n2,A81003\n3,A8\n")
    rows = rows_under(_row, COLUMNS, table(path, COLUMNS))
    assert rows.made == ({"code": "A81003", "size": 2, "kind": None, "row": 5},)
    assert [(problem.row, problem.column) for problem in rows.problems] == [(2, "Size"), (3, ""), (4, ""), (6, "Code")]
    assert rows.gaps("code") == {"A81001", "A81002", None}
    assert rows.gaps("kind") == {None}  # of the row that is too short; of the others the kind is known: none


def test_lines_that_are_not_wanted_are_passed_over(tmp_path: Path) -> None:
    path = _csv(tmp_path, b"Size,Code,Kind\n1,A81001,GP\nx,y,ICB\n2,A81002, GP \n")
    rows = rows_under(_row, COLUMNS, table(path, COLUMNS), {"kind": ("GP",)})
    assert ([row["size"] for row in rows.made], rows.problems) == ([1, 2], ())


def test_a_text_and_a_number_that_look_alike_are_told_apart() -> None:
    # 1 and True are equal as keys of a dictionary
    columns = {"value": Column(("Value",), str)}
    lines = [Line(number, (cell,)) for number, cell in enumerate(("1", 1, True, 1.0, "TRUE"), start=1)]
    rows = rows_of(lambda value, row: value, columns, {"value": 0}, lines, "a.csv")
    assert rows.made == ("1", "1", "TRUE", "1", "TRUE")
