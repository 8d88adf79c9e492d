"""A page that shows values of a draft of a contract year says so below its title, and beside each of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import every_page, markup  # noqa: E402
from making.markup import standing, with_draft  # noqa: E402
from making.things import things  # noqa: E402
from making.values import term_section  # noqa: E402

import pcn_des as des  # noqa: E402
from pcn_des.contract.files import years  # noqa: E402

LAST = str(years()[-1])
FOLDER = years()[-1].folder
FIRST = f"**DRAFT of {LAST}: not the published contract; nothing carried is confirmed.**"
MARK = f'<span class="standing draft">draft of {LAST}</span>'
OF_THE_DRAFT = (
    *("roles/paramedic.md", "services/enhanced_access.md", "streams/enhanced_access.md", "glossary.md"),
    *("obligations/network.list_size.md", "terms/network.md", "windows/opt_out.md"),
    *(f"years/{FOLDER}.md", f"calendar/{FOLDER}.md", f"changes/{years()[-2].folder}-to-{FOLDER}.md"),
    *("roles/index.md", "services/index.md", "streams/index.md", "obligations/index.md"),
)
OF_OTHERS = (
    "services/anticipatory_care.md",
    "years/2022-23.md",
    "calendar/2022-23.md",
    "changes/2021-22-to-2022-23.md",
)


@pytest.fixture
def last_year_is_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the last year of the data were one."""
    monkeypatch.setattr(markup, "draft_year", lambda: LAST)
    wanted = {path.removesuffix(".md") for path in (*OF_THE_DRAFT, *OF_OTHERS)}
    chosen = [one for one in things() if one.path in wanted]
    monkeypatch.setattr(every_page, "things", lambda: chosen)


@pytest.mark.usefixtures("last_year_is_a_draft")
def test_every_page_with_values_of_a_draft_says_so_first() -> None:
    pages = dict(every_page.pages())
    assert set(OF_THE_DRAFT) <= set(pages)
    for path in OF_THE_DRAFT:
        title, first = [line for line in pages[path].partition("\n# ")[2].splitlines() if line][:2]
        assert first == FIRST, path
        assert title
        assert pages[path].count(FIRST) == 1
    for path in OF_OTHERS:
        assert "DRAFT" not in pages[path], path


@pytest.mark.usefixtures("last_year_is_a_draft")
def test_the_mark_is_beside_each_value_of_the_draft_and_no_other() -> None:
    for key in ("network.minimum_population", "enhanced_access.rate"):
        for version in des.history(key):
            assert standing(version).endswith(MARK) == (version.since >= years()[-1].first_day)
        assert MARK in term_section(key)
    assert MARK not in standing(des.Standing.CARRIED)


def test_without_a_draft_no_page_has_a_mark() -> None:
    version = des.history("network.minimum_population")[-1]
    assert "draft" not in standing(version)
    assert with_draft("# Title\n\nand more\n", of=f"years/{FOLDER}.md") == "# Title\n\nand more\n"
