"""What a page says of Python gives what the page has, and its command too, or the page says what it gives instead."""

from __future__ import annotations

import re
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.pages.elsewhere import SECTIONS  # noqa: E402
from making.pages.indexes import FOLDER_OF  # noqa: E402
from making.things import thing  # noqa: E402

from pcn_des.cli import main  # noqa: E402
from pcn_des.contract.files import every_key, years  # noqa: E402
from pcn_des.formats.by_day.terms import areas_of_terms, keys_of  # noqa: E402

pytestmark = pytest.mark.thorough  # every page of the site is made


def printed(page: str) -> str:
    """What the Python of a page prints; its command, if there is one, has to end well."""
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    with redirect_stdout(StringIO()) as said:
        exec(compile(code, "<page>", "exec"), {})
    for command in re.findall(r"^pcn-des (.+)$", page, re.MULTILINE):
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, (command, done.output)
        assert done.output.strip()
    return said.getvalue()


@pytest.mark.parametrize("kind", FOLDER_OF)
def test_python_names_what_a_list_has(kind: str, pages: dict[str, str]) -> None:
    said = printed(pages[f"{FOLDER_OF[kind]}/"])
    if kind in SECTIONS:
        assert set(said.split()) >= every_key(SECTIONS[kind])
    if kind == "year":
        assert all(f"{year}" in said for year in years())
    if kind == "terms":
        assert all(f"'{area}'" in said for area in areas_of_terms())


@pytest.mark.parametrize("area", ["iif", "arrs", "enhanced_access", "clinical_director_supplement"])
def test_python_has_every_term_of_an_area(area: str, pages: dict[str, str]) -> None:
    assert set(printed(pages[f"terms/{area}/"]).split()) >= set(keys_of(area))


@pytest.mark.parametrize(
    ("section", "key"),
    [("holes of a year", "2019-20"), ("holes of a year", "2024-25"), ("holes", "iif"), ("holes", "indicators")],
)
def test_python_has_every_hole_of_a_page(section: str, key: str, pages: dict[str, str]) -> None:
    one = thing(section, key)
    lines = printed(pages[one.url]).splitlines()
    holes = one.content()["missing"]
    assert [line.split()[:2] for line in lines] == [[hole["contract_year"], hole["key"]] for hole in holes]


@pytest.mark.parametrize("url", ["roles/", "windows/", "terms/iif/", "coverage/2024-25/", "changes/"])
def test_a_command_that_gives_less_than_the_page_says_so(url: str, pages: dict[str, str]) -> None:
    assert re.search(r"^On the command line, .+:$", pages[url], re.MULTILINE)


def test_python_has_every_figure_of_the_maxima(pages: dict[str, str]) -> None:
    said = printed(pages["contract/maxima/"])
    assert "£43,352" in said
    assert "£71,725" in said
