"""The README says what is so: its figures are those of the data, its picture shows the report of today."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import figures, picture  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_data() -> None:
    """Put right with: python docs/making/figures.py."""
    (found,) = figures.BETWEEN.findall(README)
    assert found == figures.figures()


def test_the_picture_shows_the_report_of_today() -> None:
    """Made again with: python docs/making/picture.py."""
    assert (ROOT / "docs" / "images" / "report.txt").read_text(encoding="utf-8") == picture.shown()
    made = (ROOT / "docs" / "images" / "report.png").read_bytes()
    assert made.startswith(b"\x89PNG")
    assert len(made) < 150_000


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)", README))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
