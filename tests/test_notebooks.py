"""The notebooks are kept with what they show, so that they can be read where nobody runs them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
if not NOTEBOOKS:
    pytest.skip("the repository alone has them", allow_module_level=True)
pytest.importorskip("nbclient")
sys.path.append(str(DOCS))

import run_notebooks  # noqa: E402

PUBLIC = {
    "england_by_size.ipynb": [
        "ePCN_2022-04-27.xlsx",
        "ePCN_2025-01-20.xlsx",
        "gp-reg-pat-prac-map_2026-07-01.csv",
        "pcn_adjusted_populations_2024-25.csv",
        "gp-reg-pat-prac-all_2026-01-01.csv",
    ],
    "published_payments_2021_22.ipynb": [
        "nhs_payments_gp_2021-22_england_pcn_columns.csv",
        "derived_2021-22_pcns_where_two_streams_agree.csv",
    ],
}


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_was_run_from_top_to_bottom(path: Path) -> None:
    """Run again with: python docs/run_notebooks.py --write NAME."""
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell["outputs"] for cell in cells)
    kinds = [output["output_type"] for cell in cells for output in cell["outputs"]]
    assert "error" not in kinds


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_opens_with_its_question(path: Path) -> None:
    first = "".join(read(path)["cells"][0]["source"])
    heading = first.splitlines()[0]
    assert heading.startswith("# ")
    assert heading.endswith("?")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_a_picture_shows_is_told_in_words(path: Path) -> None:
    for cell in read(path)["cells"]:
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", ())):
            assert len(cell["metadata"]["alt"].split()) > 10


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_names_no_folder_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "/tmp/" not in text
    assert f"{DOCS.parent.parent}/" not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_files_that_a_notebook_needs_are_those_that_it_names(path: Path) -> None:
    found = read(path)
    assert run_notebooks.files_needed(found) == PUBLIC.get(path.name, [])
    code = "".join(line for cell in found["cells"] if cell["cell_type"] == "code" for line in cell["source"])
    assert code.count("DATA /") == len(PUBLIC.get(path.name, []))


def test_a_notebook_without_its_files_is_not_run_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_notebooks.main(["--data", str(tmp_path), *PUBLIC]) == 0
    said = capsys.readouterr().out
    for name, files in PUBLIC.items():
        assert f"{name} not run" in said
        assert all(file in said for file in files)
