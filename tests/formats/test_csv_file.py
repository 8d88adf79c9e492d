"""CSV files are read within bounds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats.columns import Column, rows_under
from pcn_des.formats.csv_file import LONG, MOST_CELLS, csv_lines
from pcn_des.formats.given import LARGEST_FILE
from pcn_des.formats.lines import MOST_ROWS
from pcn_des.formats.tables import table
from support.readers import READERS, TEXTS


def _csv(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b'\xef\xbb\xbfname,value\r\n\r\n"two\nlines",1\r\n , \r\nlast,2\r\n')
    assert [(line.number, line.cells) for line in csv_lines(path).all] == [
        (1, ("name", "value")),
        (3, ("two\nlines", "1")),
        (5, ("last", "2")),
    ]


def test_a_file_that_is_not_utf_8_is_read_as_cp1252(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"code,NHS Bath \x96 Wiltshire\n")
    assert csv_lines(path).all[0].cells == ("code", "NHS Bath – Wiltshire")


def test_a_byte_order_mark_settles_the_encoding(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"\xef\xbb\xbfcode,Bath \x96 Wiltshire\n")
    assert csv_lines(path).all[0].cells == ("code", "Bath \ufffd Wiltshire")  # one bad letter, not a bad file


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.csv is empty"),
        (b"\n \n", "a.csv is empty"),
        (b"a\0b", "a.csv is no CSV file but binary"),
        ("a,b".encode("utf-16"), "a.csv is no CSV file but binary"),
        (b'"' + b"x" * 200_000, "a.csv is no CSV file: field larger than field limit.*quotation mark"),
        (b"x" * (LARGEST_FILE + 1), "a.csv is larger than 20,000,000 bytes"),
        (b"x\n" * (MOST_ROWS + 1), "a.csv has more than 100,000 rows"),
    ],
)
def test_what_is_no_csv_file_is_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(FileFormatError, match=message):
        csv_lines(_csv(tmp_path / "a.csv", raw))


COLUMNS = {"code": Column(("Code",), str), "size": Column(("Size",), str)}


def test_a_long_file_has_larger_bounds(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", b"Size,Code\n" + b"1,A81001\n" * MOST_ROWS)
    with pytest.raises(FileFormatError, match="more than 100,000 rows"):
        rows_under(dict, COLUMNS, table(path, COLUMNS))
    assert len(rows_under(dict, COLUMNS, table(path, COLUMNS, largest=LONG)).made) == MOST_ROWS


def separated(text: str, separator: str) -> bytes:
    """A CSV text with something else between its cells."""
    into = io.StringIO()
    csv.writer(into, delimiter=separator).writerows(csv.reader(io.StringIO(text)))
    return into.getvalue().encode()


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("kind", sorted(TEXTS.keys() - {"cases"}))  # of cases it is TOML
def test_whatever_stands_between_the_cells_a_file_tells_the_same(kind: str, separator: str) -> None:
    assert READERS[kind](separated(TEXTS[kind], separator)) == READERS[kind](TEXTS[kind].encode())


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        (b"Month;Stream;Amount\nApr-25;core;1,50\n", ("Apr-25", "core", "1,50")),
        (b"month\tstream\namount\tof\n", ("amount", "of")),
        (b"Remittances; April 2025\nmonth,amount\nApr-25,5\n", ("Apr-25", "5")),
        (b'"Paid, in pounds";month\n5;Apr-25\n', ("5", "Apr-25")),
        (b"name; and code,size\nA; B,5\n", ("A; B", "5")),
        (b"a;b\tc\n1;2\t3\n", ("1;2\t3",)),  # two of them: neither is taken
        (b"code\nA00001; left\n", ("A00001; left",)),
    ],
)
def test_the_headings_and_the_row_below_tell_what_stands_between_cells(
    tmp_path: Path, raw: bytes, cells: tuple[str, ...]
) -> None:
    assert csv_lines(_csv(tmp_path / "a.csv", raw)).all[-1].cells == cells
    assert len(csv_lines(_csv(tmp_path / "a.csv", raw)).all) == len(raw.splitlines())


@pytest.mark.parametrize("separator", [b",", b";", b"\t"])
def test_a_row_of_too_many_cells_is_refused_whatever_stands_between(tmp_path: Path, separator: bytes) -> None:
    wide = separator.join([b"x"] * (MOST_CELLS + 2))
    with pytest.raises(FileFormatError, match="a row of more than 5,000 cells"):
        csv_lines(_csv(tmp_path / "a.csv", wide + b"\n" + wide))
