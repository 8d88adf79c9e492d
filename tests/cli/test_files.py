"""Commands that write and read files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pcn_des as des
from support.command_line import Run


def test_example_writes_a_file_that_can_be_checked_and_never_over_another(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    assert run("example", str(mine))[0] == 0
    assert des.read_network(mine) == des.example_network()
    code, output = run("example", str(mine))
    assert code == 2
    assert "is there already" in output


def test_a_workbook_is_written_read_and_checked(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book, copy = tmp_path / "mine.xlsx", tmp_path / "mine.toml"
    assert run("workbook", "new", str(book), "--example")[0] == 0
    code, output = run("workbook", "read", str(book), "--to", str(copy))
    assert (code, output) == (0, "Riverside PCN (U99901): nothing to mend\n")
    assert des.read_network(copy) == des.example_network()
    assert run("check", str(book))[1] == run("check")[1]
    again = tmp_path / "again.xlsx"
    assert run("workbook", "write", str(copy), str(again))[0] == 0
    code, output = run("workbook", "new", str(book))
    assert code == 2
    assert "is there already" in output


def test_a_bad_cell_is_named_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book, copy = tmp_path / "mine.xlsx", tmp_path / "mine.toml"
    run("workbook", "new", str(book), "--example")
    filled = openpyxl.load_workbook(book)
    sheet = filled["Practices"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "APMS"]
    cell.value = "GMX"
    filled.save(book)
    code, output = run("workbook", "read", str(book), "--to", str(copy))
    assert code == 2
    assert f"Practices!{cell.coordinate}" in output
    assert "GMX" in output
    assert not copy.exists()


def test_one_slip_in_a_column_is_one_line_and_each_cell_of_it_is_in_the_json(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book = tmp_path / "mine.xlsx"
    run("workbook", "new", str(book), "--example")
    filled = openpyxl.load_workbook(book)
    days = [cell for row in filled["Populations"].iter_rows() for cell in row if getattr(cell.value, "year", None)]
    column = [cell for cell in days if cell.column == days[0].column]
    for cell in column:
        cell.value = "soon"
    filled.save(book)
    code, output = run("workbook", "read", str(book))
    assert code == 2
    first = ", ".join(f"Populations!{cell.coordinate}" for cell in column[:3])
    assert len(column) > 3
    assert f"{first} and {len(column) - 3} more: 'soon' is not a day" in output
    assert len(output.splitlines()) == 2
    code, output = run("workbook", "read", str(book), "--json")
    assert code == 2
    told = json.loads(output[: output.rindex("}") + 1])["problems"]
    assert [one["cell"] for one in told] == [cell.coordinate for cell in column]


def test_schema_prints_json_schema(run: Run) -> None:
    assert json.loads(run("schema", "network")[1])["title"] == "Network"
    assert "properties" in json.loads(run("schema", "report")[1])


def test_export_writes_the_tables(run: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "tables"))[0] == 0
    assert (tmp_path / "tables" / "contract.csv").exists()
