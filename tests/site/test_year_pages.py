"""The page of a contract year: each figure has its unit and leads to its sources, and none is left blank."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from pcn_des.contract.files import years  # noqa: E402

pytestmark = pytest.mark.thorough  # every page of the site is made
YEARS = [year.folder for year in years()]


def column(page: str, heading: str, name: str) -> list[str]:
    """The cells of a column in the table under a heading of the second level."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    names = re.findall(r'<th scope="col">(.*?)</th>', section)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", section)
    return [re.split(r"</t[dh]>", row)[names.index(name)] for row in rows]


@pytest.mark.parametrize("year", YEARS)
def test_each_figure_leads_to_its_sources(year: str, pages: dict[str, str]) -> None:
    page = pages[f"years/{year}/"]
    for heading, name in (("Money", "Rate"), ("Roles", "Maximum in England")):
        for cell in column(page, heading, name):
            assert re.search(r'<a href="\.\./\.\./(terms|roles)/\w+/#|not found', cell), cell
    for change in re.findall(r"<li><strong>.*?</strong>", page):
        assert "<a href=" in change


@pytest.mark.parametrize("year", YEARS)
def test_what_is_not_established_is_said_once(year: str, pages: dict[str, str]) -> None:
    for cell in column(pages[f"years/{year}/"], "Roles", "Maximum in England"):
        assert cell.count("not established") <= 1


def test_nowhere_is_it_said_twice_that_something_is_not_established(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        assert not re.search(r"not established\s+not established", re.sub(r"<(?!/t[dh])[^>]+>", "", page)), url


def test_a_fund_that_is_paid_by_points_has_the_value_of_one(pages: dict[str, str]) -> None:
    rates = {year: column(pages[f"years/{year}/"], "Money", "Rate") for year in YEARS}
    assert "£198 per point" in rates["2024-25"][-1]
    assert "the value of a point was not found" in rates["2026-27"][-1]


def test_a_table_of_figures_has_its_unit(pages: dict[str, str]) -> None:
    (cell,) = [one for one in column(pages["years/2019-20/"], "Money", "Rate") if "£53,942" in one]
    assert "£107,884 otherwise (per network per payment period)" in cell
    assert not re.search(r"£\D", pages["roles/mental_health_practitioner_adult/"])
