"""Shared by the tests of the readers: the real public files, and small files made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_file() -> Callable[[str], Path]:
    """The path of a real public file; the test is skipped where it isn't there."""

    def find(name: str) -> Path:
        path = SHARED_DATA / name
        if not path.exists():
            reason = f"../shared/data is not here: {path} is missing, so {name} can't be read"
            print(reason)
            pytest.skip(reason)
        return path

    return find


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook: sheets by title, each a list of rows."""
    openpyxl = pytest.importorskip("openpyxl")

    def write(sheets: dict[str, Sequence[Sequence[object]]], name: str = "ePCN.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write
