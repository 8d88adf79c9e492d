"""Workbooks are read within bounds, and damaged ones refused in words."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats.workbook_file import LARGEST_UNPACKED, workbook_lines
from support.damage import damaged


def test_a_sheet_is_found_whatever_its_blanks_and_case(workbook: Callable[..., Path]) -> None:
    path = workbook({"PCNDetails ": [["a"], [], ["b"]]})
    (lines,) = workbook_lines(path, ["pcndetails"])
    assert lines.file == "ePCN.xlsx, sheet pcndetails"
    assert [(line.number, line.cells[0]) for line in lines.all] == [(1, "a"), (3, "b")]


def test_a_missing_sheet_is_named_with_those_that_are_there(workbook: Callable[..., Path]) -> None:
    path = workbook({"Sheet1": [["a"]], "Notes": [["b"]]})
    with pytest.raises(FileFormatError) as caught:
        workbook_lines(path, ["PCNDetails"])
    assert str(caught.value) == "ePCN.xlsx has no sheet 'PCNDetails'; its sheets are 'Sheet1', 'Notes'"


def test_an_empty_sheet_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="sheet PCNDetails is empty"):
        workbook_lines(workbook({"PCNDetails": []}), ["PCNDetails"])


def test_a_sheet_that_states_too_small_a_size_is_read_to_its_end(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook({"A": [["a", "b"], ["c", "d"], ["e", "f"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'ref="A1:B3"', b'ref="A1:A1"'))
    (lines,) = workbook_lines(changed, ["A"])
    assert [line.cells[:2] for line in lines.all] == [("a", "b"), ("c", "d"), ("e", "f")]


def test_a_sheet_without_a_size_is_read_to_its_end(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a", "b"], ["c", "d"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<dimension ref="A1:B2" />', b""))
    assert b"<dimension" not in zipfile.ZipFile(changed).read("xl/worksheets/sheet1.xml")
    (lines,) = workbook_lines(changed, ["A"])
    assert [line.cells[:2] for line in lines.all] == [("a", "b"), ("c", "d")]


def test_what_openpyxl_warns_of_is_no_matter(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a"]]})
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    changed = _with_part(path, "xl/styles.xml", lambda part: styles)
    with pytest.warns(UserWarning, match="no stylesheet"):
        pytest.importorskip("openpyxl").load_workbook(changed)
    (lines,) = workbook_lines(changed, ["A"])
    assert lines.all[0].cells[0] == "a"


def test_a_row_far_down_is_too_many_rows(workbook: Callable[..., Path]) -> None:
    path = workbook({"A": [["a"], ["b"]]})
    changed = _with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="2"', b'r="1048576"'))
    with pytest.raises(FileFormatError, match="sheet A has more than 100,000 rows"):
        workbook_lines(changed, ["A"])


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (LARGEST_UNPACKED + 1))
    assert path.stat().st_size < 100_000
    with pytest.raises(FileFormatError, match=r"bomb\.xlsx unpacks to more than 60,000,000 bytes"):
        workbook_lines(path, ["A"])


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(FileFormatError, match=r"old\.xls is no Excel workbook .*save"):
        workbook_lines(path, ["A"])


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        workbook_lines(tmp_path / "none.xlsx", ["A"])


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError) as caught:
        workbook_lines(tmp_path / "any.xlsx", ["A"])
    assert str(caught.value) == "Reading a workbook needs openpyxl. Install it with: pip install 'pcn_des[excel]'"


@given(seed=st.integers())
def test_a_damaged_workbook_is_read_or_refused_in_words(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(damaged(_small_workbook(), chance, 6))
    with suppress(FileFormatError):  # and nothing else
        workbook_lines(path, ["A"])


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
