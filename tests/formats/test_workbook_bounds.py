"""A workbook that would take too long is refused before a library opens it; one that people fill never is."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError, RecordError
from pcn_des.formats import workbook
from pcn_des.formats.archive import Archive
from pcn_des.formats.given import Content
from pcn_des.formats.workbook_bounds import looked_through

SHEET = "xl/worksheets/sheet2.xml"
CELL = b'<c t="inlineStr"><is><t>x</t></is></c>'

OVERGROWN = {
    "a million cells in a row": (
        SHEET,
        b"</sheetData>",
        b'<row r="900">' + CELL * 1_000_000 + b"</row></sheetData>",
        r"large\.xlsx has more than 16,384 cells in a row; is it the right file\?",
    ),
    "eight million styles": (
        "xl/styles.xml",
        b"</cellXfs>",
        b"<xf/>" * 8_000_000 + b"</cellXfs>",
        r"large\.xlsx has more than 50,000 styles, names and columns",
    ),
    "nine million columns": (
        SHEET,
        b"<sheetData>",
        b"<cols>" + b"<col/>" * 9_000_000 + b"</cols><sheetData>",
        r"large\.xlsx has more than 50,000 styles, names and columns",
    ),
    "700,000 names": (
        "xl/workbook.xml",
        b"</sheets>",
        b"</sheets><definedNames>" + b'<definedName name="a">1</definedName>' * 700_000 + b"</definedNames>",
        r"large\.xlsx has more than 50,000 styles, names and columns",
    ),
    "a hundred thousand sheets": (
        "xl/workbook.xml",
        b"</sheets>",
        b"".join(b'<sheet name="%d" sheetId="9" r:id="x%d"/>' % (n, n) for n in range(100_000)) + b"</sheets>",
        r"large\.xlsx has more than 255 sheets",
    ),
    "half a million texts": (
        SHEET,
        b"</sheetData>",
        b"<si><t>x</t></si>" * 500_000 + b"</sheetData>",
        r"large\.xlsx has more than 200,000 texts",
    ),
    "a million cells": (
        SHEET,
        b"</sheetData>",
        (b'<row r="900">' + b"<c><v>1</v></c>" * 100 + b"</row>") * 10_000 + b"</sheetData>",
        r"large\.xlsx has more than 1,000,000 elements",
    ),
    "a sheet named twice": (
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        b'<Relationship Type="x/worksheet" Target="/xl/./worksheets/sheet2.xml" Id="y"/></Relationships>',
        r"large\.xlsx is damaged \(it names the part /xl/worksheets/sheet2\.xml twice\)",
    ),
    "entities": (
        SHEET,
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet',
        r"large\.xlsx is damaged \(it declares entities, which no workbook does\)",
    ),
    "elements deep in each other": (
        SHEET,
        b"<sheetData>",
        b"<extLst>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</extLst><sheetData>",
        r"large\.xlsx is damaged \(its elements lie too deep in each other\)",
    ),
    "a text of a million letters": (
        SHEET,
        b"</sheetData>",
        b'<row r="900"><c t="str"><v>' + b"x" * 1_000_000 + b"</v></c></row></sheetData>",
        r"large\.xlsx is damaged \(a text in it is longer than a cell can hold\)",
    ),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    pytest.importorskip("openpyxl")
    path = tmp_path_factory.mktemp("bounds") / "empty.xlsx"
    workbook.write_empty(path)
    return path.read_bytes()


def _with(packed: bytes, part: str, old: bytes, new: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as into:
        for name in parts.namelist():
            content = parts.read(name)
            assert name != part or old in content
            into.writestr(name, content.replace(old, new, 1) if name == part else content)
    return changed.getvalue()


@pytest.mark.thorough
@pytest.mark.parametrize("what", OVERGROWN)
def test_what_would_take_too_long_is_refused_soon(what: str, empty: bytes) -> None:
    part, old, new, message = OVERGROWN[what]
    large = _with(empty, part, old, new)
    start = time.process_time()
    with pytest.raises(FileFormatError, match=message):
        workbook.read(large, name="large.xlsx")
    assert time.process_time() - start < 2


def test_an_empty_workbook_of_ours_is_within_bounds(empty: bytes) -> None:
    assert not looked_through(Archive(Content("empty.xlsx", empty))).uncalculated


@pytest.mark.parametrize(
    ("cell", "uncalculated"),
    [
        (b'<c t="str"><f>A1</f><v>HARBOUR PCN</v></c>', False),
        (b"<c><f>A1</f></c>", True),
        (b"<c><f>A1</f><v></v></c>", True),
        (b"<c><f>A1</f></c><c><v>1</v></c>", True),
        (b"<c><v>1</v></c>", False),
    ],
)
def test_a_formula_without_its_value_is_noticed(cell: bytes, uncalculated: bool, empty: bytes) -> None:
    changed = _with(empty, SHEET, b"</sheetData>", b'<row r="900">' + cell + b"</row></sheetData>")
    assert looked_through(Archive(Content("a.xlsx", changed))).uncalculated is uncalculated


def test_an_empty_part_or_picture_is_passed_over(tmp_path: Path, empty: bytes) -> None:
    changed = io.BytesIO(empty)
    with zipfile.ZipFile(changed, "a") as parts:
        parts.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")
        parts.writestr("xl/printerSettings/printerSettings1.bin", b"")
    with pytest.raises(RecordError, match="write the network's code"):
        workbook.network(changed.getvalue(), name="empty.xlsx")
