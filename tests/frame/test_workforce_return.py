"""A workforce return as a table: a row for each role, numbers as numbers."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

import pcn_des as des
from support.returns import a_row, asked

FOUND = asked(
    a_row("Paramedic", "0.8"),
    a_row("Paramedic", "0.5", None),
    a_row("Salaried By PCN", "0.7"),
    claimed={"paramedic": 1},
)


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_return_becomes_a_table_with_a_row_for_each_role(backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed: pip install 'pcn_des[dev]'")
    nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")
    rows = nw.from_native(FOUND.to_frame(backend)).rows(named=True)
    assert [row["role"] for row in rows] == ["paramedic", "general_practitioner"]
    paramedic, practitioner = rows
    assert (paramedic["pcn"], paramedic["census"], paramedic["fte"]) == ("U99902", date(2026, 6, 30), 1.3)
    assert (paramedic["staff"], paramedic["contracted"], paramedic["people"]) == (0.8, 0.5, 1)
    assert (paramedic["on_record"], paramedic["difference"]) == (1.0, -0.3)
    assert (practitioner["at_least"], practitioner["at_most"]) == (0.0, 0.7)
    assert practitioner["on_record"] is None


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_network_without_a_return_is_a_table_without_figures(backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed: pip install 'pcn_des[dev]'")
    nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")
    empty = nw.from_native(asked(a_row("Paramedic"), network="U00001").to_frame(backend))
    full = nw.from_native(FOUND.to_frame(backend))
    assert (empty.shape[0], empty.columns) == (0, full.columns)
    assert empty.schema == full.schema


def test_an_unknown_kind_of_table_is_refused() -> None:
    with pytest.raises(des.MisuseError, match="polars, pandas, pyarrow"):
        FOUND.to_frame("excel")


def test_csv_has_the_same_rows_exactly() -> None:
    rows = list(csv.DictReader(io.StringIO(FOUND.to_csv())))
    assert [(row["role"], row["fte"], row["at_most"], row["on_record"], row["cap"]) for row in rows] == [
        ("paramedic", "1.3", "1.3", "1", "unlimited"),
        ("general_practitioner", "0", "0.7", "", "unlimited"),
    ]
