"""Under the heading of a term stands what it last said, and where that is not established what was before."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import landing  # noqa: E402
from making.pages.role import plurals, role_page  # noqa: E402
from making.things import thing  # noqa: E402
from making.values import term_section  # noqa: E402


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "arrs.clinical_pharmacist.max_reimbursement.national",
            "£71,725 per WTE per year single-source 1 April 2026 to 31 March 2027",
        ),
        (
            "arrs.paramedic.max_reimbursement.national",
            "not established 1 April 2026 to 31 March 2027; "
            "£60,401 per WTE per year inferred 1 April 2024 to 30 September 2024",
        ),
    ],
)
def test_what_a_term_last_said_is_above_its_versions(key: str, said: str) -> None:
    summary = re.search(r"<summary>(.*?)</summary>", term_section(key))
    assert summary is not None
    assert re.sub(r"<[^>]+>", "", summary[1]) == said


GRADED = re.compile(
    r"(confirmed|inferred|single-source|conflicting|carried( from 20\d\d/\d\d)?)$|^not (found|established)"
)


def rows_of(role: str) -> list[list[str]]:
    """The cells of the table of maxima on the page of a role, as they are read."""
    table = role_page(thing("roles", role)).partition("## For how much")[2].partition("## When it is")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells if row]


def test_a_figure_that_followed_from_another_is_not_called_published() -> None:
    row = next(row for row in rows_of("paramedic") if row[0] == "1 October 2024 to 31 March 2025")
    assert row[1] == "not found Superseded. Inferred from what was first published: £60,401 inferred"
    assert row[-1] == "100% carried from 2021/22"


@pytest.mark.parametrize("role", ["paramedic", "general_practitioner", "social_prescribing_link_worker"])
def test_every_figure_in_the_table_of_a_role_has_its_standing(role: str) -> None:
    rows = [row for row in rows_of(role) if row[0] != "Days"]
    assert rows
    for row in rows:
        for cell in row[1:]:
            assert not cell or GRADED.search(cell), cell


def test_the_first_page_asks_about_the_last_year_that_is_no_draft() -> None:
    assert "What is due by when in 2026/27?" in landing.questions()


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("paramedic", ("paramedics",)),
        ("dietitian", ("dietitians", "dieticians")),
        ("clinical_pharmacist", ("pharmacists",)),
        ("general_practitioner", ("practitioners", "GPs", "GMPs")),
        ("podiatrist", ("podiatrists", "chiropodists")),
        ("mental_health_practitioner_adult", ("practitioners", "MHPs")),
        ("health_and_wellbeing_coach", ("coaches", "HWBCs", "HWCs")),
        ("other_direct_patient_care", ()),
    ],
)
def test_search_finds_a_role_by_the_word_for_several_people(role: str, words: tuple[str, ...]) -> None:
    found = plurals(thing("roles", role))
    assert found == words
    head = role_page(thing("roles", role)).split("---")[1]
    assert all(f'  - "{word}"\n' in head for word in words)
