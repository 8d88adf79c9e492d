"""Bounded loading of CSV files and workbooks."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats import cells, tables
from support.damage import damaged


def _csv(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b'\xef\xbb\xbfname,value\r\n\r\n"two\nlines",1\r\n , \r\nlast,2\r\n')
    assert [(line.number, line.cells) for line in tables.csv_lines(path).all] == [
        (1, ("name", "value")),
        (3, ("two\nlines", "1")),
        (5, ("last", "2")),
    ]


def test_a_file_that_is_not_utf_8_is_read_as_cp1252(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"code,NHS Bath \x96 Wiltshire\n")
    assert tables.csv_lines(path).all[0].cells == ("code", "NHS Bath – Wiltshire")


def test_a_byte_order_mark_settles_the_encoding(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"\xef\xbb\xbfcode,Bath \x96 Wiltshire\n")
    assert tables.csv_lines(path).all[0].cells == ("code", "Bath \ufffd Wiltshire")  # one bad letter, not a bad file


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.csv is empty"),
        (b"\n \n", "a.csv is empty"),
        (b"a\0b", "a.csv is no CSV file but binary"),
        ("a,b".encode("utf-16"), "a.csv is no CSV file but binary"),
        (b'"' + b"x" * 200_000, "a.csv is no CSV file: field larger than field limit.*quotation mark"),
        (b"x" * (tables.LARGEST_FILE + 1), "a.csv is larger than 20,000,000 bytes"),
        (b"x\n" * (tables.MOST_ROWS + 1), "a.csv has more than 100,000 rows"),
    ],
)
def test_what_is_no_csv_file_is_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(FileFormatError, match=message):
        tables.csv_lines(_csv(tmp_path / "a.csv", raw))


def test_lines_of_another_shape_are_problems(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b'a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n1,"2\n1,2",3\n4,5,6\n')
    lines = tables.csv_lines(path)
    good, broken = tables.in_shape(lines.all, 3, lines.file)
    assert [line.number for line in good] == [1, 3, 6]
    assert [str(problem) for problem in broken] == [
        "a.csv, row 2: it has 2 cells where 3 were expected; complete it",
        "a.csv, row 4: it has 4 cells where 3 were expected; put names with a comma in quotation marks",
        "a.csv, row 5: a cell runs over several lines; close or remove its quotation mark",
    ]


def test_headings_are_found_whatever_their_blanks_and_case() -> None:
    columns = {"end": tables.Column(("End Date",), str), "code": tables.Column(("CCG Code", "Sub ICB Code"), str)}
    assert tables.places_of(columns, ["Sub  ICB\nCODE ", "", "End\r\nDate"], "f") == {"end": 2, "code": 0}


def test_a_missing_heading_is_named_with_those_that_are_there() -> None:
    columns = {"end": tables.Column(("End Date",), str), "code": tables.Column(("CCG Code", "Sub ICB Code"), str)}
    with pytest.raises(FileFormatError) as caught:
        tables.places_of(columns, ["Name", "Value"], "a.csv")
    assert str(caught.value) == (
        "a.csv lacks the heading 'End Date'; and 'CCG Code' or 'Sub ICB Code'. "
        "Its headings are: 'Name', 'Value'. Is it the right file?"
    )


def test_a_heading_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(FileFormatError, match=r"a\.csv has the heading 'End Date' twice"):
        tables.places_of({"end": tables.Column(("End Date",), str)}, ["End Date", "end date"], "a.csv")


def test_an_optional_column_may_be_missing_but_not_stand_there_twice() -> None:
    columns = {"code": tables.Column(("Code",), str), "name": tables.Column(("Name",), str, optional=True)}
    assert tables.places_of(columns, ["Code"], "a.csv") == {"code": 0}
    with pytest.raises(FileFormatError, match="heading 'Name' twice"):
        tables.places_of(columns, ["Code", "Name", "NAME"], "a.csv")


def _row(**values: object) -> Mapping[str, object]:
    if values["size"] == 13:
        raise ValueError("13 is refused")
    return values


COLUMNS = {
    "code": tables.Column(("Code",), cells.practice_code),
    "size": tables.Column(("Size",), cells.whole),
    "kind": tables.Column(("Kind",), str, optional=True),
}


def test_a_table_makes_rows_and_problems_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"Size,Code\nx,A81001\n1\n13,A81002\n2,A81003\n3,A8\n")
    rows = tables.rows_under(_row, COLUMNS, tables.csv_table(path))
    assert rows.made == ({"code": "A81003", "size": 2, "kind": None, "row": 5},)
    assert [(problem.row, problem.column) for problem in rows.problems] == [(2, "Size"), (3, ""), (4, ""), (6, "Code")]
    assert rows.gaps("code") == {"A81001", "A81002", None}
    assert rows.gaps("kind") == {None}  # of the row that is too short; of the others the kind is known: none


def test_lines_that_are_not_wanted_are_passed_over(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"Size,Code,Kind\n1,A81001,GP\nx,y,ICB\n2,A81002, GP \n")
    rows = tables.rows_under(_row, COLUMNS, tables.csv_table(path), {"kind": ("GP",)})
    assert ([row["size"] for row in rows.made], rows.problems) == ([1, 2], ())


def test_a_long_file_has_larger_bounds(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"Size,Code\n" + b"1,A81001\n" * tables.MOST_ROWS)
    with pytest.raises(FileFormatError, match="more than 100,000 rows"):
        tables.rows_under(_row, COLUMNS, tables.csv_table(path))
    assert len(tables.rows_under(_row, COLUMNS, tables.csv_table(path, tables.LONG)).made) == tables.MOST_ROWS


def test_a_text_and_a_number_that_look_alike_are_told_apart() -> None:
    # 1 and True are equal as keys of a dictionary
    columns = {"value": tables.Column(("Value",), str)}
    lines = [tables.Line(number, (cell,)) for number, cell in enumerate(("1", 1, True, 1.0, "TRUE"), start=1)]
    rows = tables.rows_of(lambda value, row: value, columns, {"value": 0}, lines, "a.csv")
    assert rows.made == ("1", "1", "TRUE", "1", "TRUE")


# --- workbooks --------------------------------------------------------------------------------------------------------


def test_a_sheet_is_found_whatever_its_blanks_and_case(workbook: Callable[..., Path]) -> None:
    path = workbook({"PCNDetails ": [["a"], [], ["b"]]})
    (lines,) = tables.workbook_lines(path, ["pcndetails"], "Reading it")
    assert lines.file == "ePCN.xlsx, sheet pcndetails"
    assert [(line.number, line.cells[0]) for line in lines.all] == [(1, "a"), (3, "b")]


def test_a_missing_sheet_is_named_with_those_that_are_there(workbook: Callable[..., Path]) -> None:
    path = workbook({"Sheet1": [["a"]], "Notes": [["b"]]})
    with pytest.raises(FileFormatError) as caught:
        tables.workbook_lines(path, ["PCNDetails"], "Reading it")
    assert str(caught.value) == "ePCN.xlsx has no sheet 'PCNDetails'; its sheets are 'Sheet1', 'Notes'"


def test_an_empty_sheet_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="sheet PCNDetails is empty"):
        tables.workbook_lines(workbook({"PCNDetails": []}), ["PCNDetails"], "Reading it")


def test_a_sheet_that_states_too_small_a_size_is_read_to_its_end(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook({"A": [["a", "b"], ["c", "d"], ["e", "f"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'ref="A1:B3"', b'ref="A1:A1"'))
    (lines,) = tables.workbook_lines(changed, ["A"], "Reading it")
    assert [line.cells[:2] for line in lines.all] == [("a", "b"), ("c", "d"), ("e", "f")]


def test_a_sheet_without_a_size_is_read_to_its_end(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a", "b"], ["c", "d"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<dimension ref="A1:B2" />', b""))
    assert b"<dimension" not in zipfile.ZipFile(changed).read("xl/worksheets/sheet1.xml")
    (lines,) = tables.workbook_lines(changed, ["A"], "Reading it")
    assert [line.cells[:2] for line in lines.all] == [("a", "b"), ("c", "d")]


def test_what_openpyxl_warns_of_is_no_matter(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a"]]})
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    changed = _with_part(path, "xl/styles.xml", lambda part: styles)
    with pytest.warns(UserWarning, match="no stylesheet"):
        pytest.importorskip("openpyxl").load_workbook(changed)
    (lines,) = tables.workbook_lines(changed, ["A"], "Reading it")
    assert lines.all[0].cells[0] == "a"


def test_a_row_far_down_is_too_many_rows(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a"], ["b"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="2"', b'r="1048576"'))
    with pytest.raises(FileFormatError, match="sheet A has more than 100,000 rows"):
        tables.workbook_lines(changed, ["A"], "Reading it")


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.LARGEST_UNPACKED + 1))
    assert path.stat().st_size < 100_000
    with pytest.raises(FileFormatError, match=r"bomb\.xlsx unpacks to more than 60,000,000 bytes"):
        tables.workbook_lines(path, ["A"], "Reading it")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"old\.xls is no Excel workbook .*save"):
        tables.workbook_lines(_csv(tmp_path / "old.xls", b"\xd0\xcf\x11\xe0"), ["A"], "Reading it")


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        tables.workbook_lines(tmp_path / "none.xlsx", ["A"], "Reading it")


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError) as caught:
        tables.workbook_lines(tmp_path / "any.xlsx", ["A"], "Reading ePCN.xlsx")
    assert str(caught.value) == "Reading ePCN.xlsx needs openpyxl. Install it with: pip install 'pcn_des[excel]'"


@given(seed=st.integers())
def test_a_damaged_workbook_is_read_or_refused_in_words(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(damaged(_small_workbook(), chance, 6))
    with suppress(FileFormatError):  # and nothing else
        tables.workbook_lines(path, ["A"], "Reading it")


def _small_workbook() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "A"
    for row in range(20):
        book.active.append(["U00254", row, True, None, "=A1"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if name == part else content)
    return changed
