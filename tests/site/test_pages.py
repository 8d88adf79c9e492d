"""The site has a page and a file for every key of the data, and what its pages say is so."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import errata, files, landing, markup, notebooks, values  # noqa: E402
from making.pages.entry import AREAS_OF  # noqa: E402
from making.things import FOLDERS, OTHER_NAMES, index, place_of_term, thing, things  # noqa: E402

import pcn_des as des  # noqa: E402
from pcn_des.cli import main  # noqa: E402
from pcn_des.contract.files import every_key, years  # noqa: E402
from pcn_des.formats.by_day import whole  # noqa: E402

pytestmark = pytest.mark.thorough  # every page of the site is made

KINDS = (  # written out: to know them from the data takes seconds whenever tests are collected
    *("calendar", "changes", "coverage", "date", "errata", "glossary", "holes", "holes of a year"),
    *("indicator", "obligation", "role", "service", "services", "stream", "terms", "window", "year"),
)
SITE = "https://site.invalid/"
ANCHOR = re.compile(r"\{: #(\S+) \}")
LINK = re.compile(r'href="([^"]+)"|\]\(([^)\s]+)\)')
SHORTEST, LONGEST = 2, 200


def test_every_key_of_the_data_has_a_page_and_a_file(pages: dict[str, str]) -> None:
    for section in FOLDERS:
        for key in every_key(section):
            one = thing(section, key)
            assert one.url in pages
            assert one.content()["key"] == key
    for key in every_key("terms"):
        at, anchor = place_of_term(key)
        assert f"{{: #{anchor} }}" in pages[at.url]
    for key in every_key("glossary"):
        assert f"{{: #{key} }}" in pages["glossary/"]


def test_every_thing_has_a_title_and_a_page_of_its_own(pages: dict[str, str]) -> None:
    for one in things():
        assert SHORTEST < len(one.title) < LONGEST
        assert one.url in pages
        assert "\n# " in pages[one.url]
    assert len({one.path for one in things()}) == len(things())


def test_the_list_of_all_things_names_every_key_and_its_file() -> None:
    listed = index()["things"]
    written = {path for path, _ in files.json_files()}
    assert {one["json"] for one in listed} <= written
    for section in (*FOLDERS, "terms"):
        assert every_key(section) <= {one["key"] for one in listed}
    assert all(one["title"] and one["url"] and isinstance(one["aliases"], list) for one in listed)


def test_names_that_people_use_lead_to_their_thing() -> None:
    named = {name: one["url"] for one in index()["things"] for name in one["aliases"]}
    assert named["GP"] == "roles/general_practitioner/"
    assert named["SPLW"] == "roles/social_prescribing_link_worker/"
    assert named["FCP"] == "roles/first_contact_physiotherapist/"
    assert named["IIF"] == "streams/investment_and_impact_fund/"


def test_names_and_areas_that_the_site_adds_are_of_keys_that_the_data_have() -> None:
    assert set(OTHER_NAMES) <= {one.key for one in things()}
    assert set(AREAS_OF) <= every_key("services")
    assert set(AREAS_OF.values()) <= {key.partition(".")[0] for key in every_key("obligations")}


def test_files_are_json_without_numbers_that_were_rounded() -> None:
    for path, text in files.json_files():
        rounded: list[str] = []
        json.loads(text, parse_float=rounded.append)
        assert not rounded, path


def test_each_file_says_its_format_and_version_and_its_days() -> None:
    formats = set()
    for path, text in files.json_files():
        said = json.loads(text)
        assert said["version"] == des.__version__, path
        assert set(said["covers"]) == {"since", "until"}, path
        formats.add(said["format"])
        assert said["format"] == f"pcn_des.{said['kind']} 1", path
    assert {"pcn_des.index 1", "pcn_des.list 1", "pcn_des.role 1", "pcn_des.changes 1"} <= formats


def test_each_field_of_a_change_is_described() -> None:
    text = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    described = text.partition("### What changed")[2].partition("\n### ")[0]
    for one in things():
        if one.kind == "changes":
            content = one.content()
            fields = {field for change in content["changes"] for field in change}
            parts = {part for change in content["changes"] for one in change["differences"] for part in one}
            for field in fields | parts | {"before", "after", "known_on", "notes", "changes"}:
                assert f"`{field}`" in described, field


def test_each_kind_of_day_of_a_calendar_is_described() -> None:
    text = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    described = " ".join(text.partition("### A calendar")[2].partition("\n### ")[0].split())
    kinds = {day["kind"] for one in things() if one.kind == "calendar" for day in one.content()["days"]}
    assert "step" in kinds
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in described] == []


def test_a_page_says_when_an_end_became_known(pages: dict[str, str]) -> None:
    said = 'that it ended was known on <span class="day">26 September 2022</span>'
    assert said in pages["indicators/ACC-05/"]


def test_no_page_tells_a_value_as_the_none_of_python(pages: dict[str, str]) -> None:
    """In words it is not found, or not established; *None is known* is a sentence of a list without rows."""
    told = re.compile(r"\bNone\b(?! is known\.)|_Unknown|FrozenMap|Decimal\(")
    assert {url: found for url, text in pages.items() if (found := told.findall(text))} == {}


def test_no_link_of_a_page_is_dead(pages: dict[str, str]) -> None:
    """Of the pages that are made; `docs/making/links.py` looks at the whole site once it is built."""
    written = {path for path, _ in (*files.json_files(), *files.data_package())}
    by_hand = {
        path.relative_to(ROOT / "docs").as_posix().removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"
        for path in (ROOT / "docs").rglob("*.md")
    }
    anchors = {url: set(ANCHOR.findall(text)) for url, text in pages.items()}
    for url, text in pages.items():
        for link in _links(text):
            found = urlsplit(urljoin(SITE + url, link))
            path = unquote(found.path).lstrip("/")
            if not found.geturl().startswith(SITE) or link.endswith(".md") or ".md#" in link:
                continue  # another site, or a source whose link MkDocs follows
            assert path in pages or path in written or path in by_hand, (url, link)
            if found.fragment and path in pages and found.fragment != "every-term-of-the-role":
                assert unquote(found.fragment) in anchors[path], (url, link)


def _links(text: str) -> Iterator[str]:
    for raw, written in LINK.findall(text):
        yield raw or written


def _targets(text: str, url: str) -> set[str]:
    """The pages of the site that a page links to."""
    return {urljoin(SITE + url, link).removeprefix(SITE) for link in _links(text)}


def test_every_page_has_a_way_to_report_an_error() -> None:
    template = (ROOT / "docs" / "overrides" / "main.html").read_text(encoding="utf-8")
    assert "contribute/report/" in template
    assert "page.url" in template
    assert (ROOT / "docs" / "contribute" / "report.md").exists()


def test_no_figure_that_was_superseded_stands_without_a_banner() -> None:
    """What was replaced before the day on which everything is known."""
    superseded = 0
    for key in sorted(every_key("terms")):
        for edition in values.editions(key):
            said = values.value(edition)
            if edition.superseded:
                superseded += 1
                assert "superseded-banner" in said
            else:
                assert "superseded" not in said
    assert superseded > 50


def test_a_superseded_figure_is_one_that_answers_for_no_day() -> None:
    (first, second) = [one for one in values.editions("enhanced_access.rate") if one.term.since == date(2024, 4, 1)]
    assert (first.term.in_words, first.superseded) == (
        "£7.674 per adjusted patient per year",
        date(2024, 9, 26),
    )
    assert (second.term.in_words, second.superseded, second.is_backdated) == (
        "£7.975 per adjusted patient per year",
        None,
        True,
    )


def test_a_backdated_term_has_a_picture_of_its_two_dates(pages: dict[str, str]) -> None:
    assert "in force from 1 April 2024, known since 26 September 2024" in pages["terms/enhanced_access/"]


def test_pictures_have_words_and_no_colour(pages: dict[str, str]) -> None:
    for url in ("roles/", "services/"):
        svg = pages[url][pages[url].index("<svg") : pages[url].index("</svg>")]
        assert "<title>" in svg
        assert "#" not in re.sub(r"&#\d+;", "", svg)
        for one in things():
            if one.kind == url.rstrip("s/"):
                assert one.title[:20].split("(")[0].strip().split("&")[0] in svg.replace("&#x27;", "'")


def test_the_first_page_answers_a_question_with_its_source() -> None:
    said = landing.answer()
    assert "<strong>Yes</strong>, since 1 October 2024: at most <strong>£92,462</strong>" in said
    assert "confirmed" in said
    assert "<q>" in said
    assert "https://" in said


def test_what_other_sources_say_is_not_what_the_data_say() -> None:
    for one in errata.errata_list():
        assert one.term.is_known
        assert str(one.term.value) not in one.words or "per registered patient" in one.words
        assert one.url.startswith("https://")
    assert len(errata.errata()["conflicts"]) == len(errata.conflicts()) > 10


def test_a_notebook_is_a_page_with_what_it_printed() -> None:
    made = dict(notebooks.notebook_files())
    for path in notebooks.FOLDER.glob("*.ipynb"):
        page = made[f"notebooks/{path.stem}.md"]
        assert isinstance(page, str)
        assert "```python" in page
        assert 'class="printed"' in page or "notebook-output" in page
        assert f"notebooks/files/{path.name}" in made


def test_money_has_its_sign_once_and_before_it(pages: dict[str, str]) -> None:
    assert "£37,810" in pages["roles/clinical_pharmacist/"]
    wrong = re.compile(r"££|[0-9] GBP|GBP per [a-z]+[^<`]*</(?:td|strong|summary)>")
    assert {url: found[0] for url, text in pages.items() if (found := wrong.search(text))} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_says_of_python_and_of_the_command_line_runs(kind: str, pages: dict[str, str]) -> None:
    found = [one for one in things() if one.kind == kind]
    assert found
    for one in found:
        _run(pages[one.url])


def test_every_kind_of_page_is_run() -> None:
    assert {one.kind for one in things()} == set(KINDS)


def _run(page: str) -> None:
    """The code of a page prints something, and its commands end well."""
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        with redirect_stdout(StringIO()) as printed:
            exec(compile(code, "<page>", "exec"), {})
        assert printed.getvalue().strip(), code
    commands = re.findall(r"^pcn-des (.+)$", page, re.MULTILINE)
    for command in commands:
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, (command, done.output)
        assert done.output.strip()


def test_a_year_is_readable_before_it_is_whole(pages: dict[str, str]) -> None:
    for year in years():
        headings = re.findall(r"^## (.+)$", pages[f"years/{year.folder}/"], re.MULTILINE)
        assert headings[:5] == ["Services", "Money", "Roles", "Windows", "What changed"]


def test_what_is_not_known_of_a_year_can_be_read_in_one_place(pages: dict[str, str]) -> None:
    for year in years():
        one = thing("holes of a year", year.folder)
        assert one.url in _targets(pages[f"years/{year.folder}/"], f"years/{year.folder}/")
        assert one.url in _targets(pages["coverage/"], "coverage/")
        missing = [hole for hole in whole.coverage()["missing"] if hole["contract_year"] == str(year)]
        assert [hole["key"] for hole in one.content()["missing"]] == [hole["key"] for hole in missing]
        page = pages[one.url].replace("<wbr>", "")  # where a long key may break
        for hole in missing:
            assert f'title="{hole["key"]}"' in page
            assert markup.text(hole["note"]) in page


def test_pages_say_of_what_a_rate_is(pages: dict[str, str]) -> None:
    for url in ("years/2023-24/", "errata/", "changes/2023-24-to-2024-25/"):
        assert not re.search(r">(Yearly rate|Money for England)<", pages[url])
    assert ">Clinical director contribution: yearly rate</a></strong>" in pages["years/2023-24/"]


def test_a_conflict_says_what_the_data_have() -> None:
    for one in errata.conflicts():
        assert one.said, one.entry.key


def test_the_calendar_has_things_to_do_apart_from_what_happens(pages: dict[str, str]) -> None:
    page = pages["calendar/2025-26/"]
    to_do, monthly, other = (page.index(f"## {said}") for said in ("To do by a day", "Every month", "What starts"))
    for said in ("was announced", "First day of the year's raised maxima"):
        assert page.index(said) > other > monthly > to_do
    assert "5 things come every month, of which 3 are duties." in page


def test_lists_have_the_standings_of_all_years_and_a_file_that_has_them(pages: dict[str, str]) -> None:
    assert "2022/23 to 2023/24: " in next(row for row in pages["roles/"].split("<tr>") if ">Paramedic</a>" in row)
    written = dict(files.json_files())
    for kind, path in json.loads(written["index.json"])["lists"].items():
        listed = json.loads(written[path])["things"]
        assert [one["key"] for one in listed] == [one.key for one in things() if one.kind == kind]
        assert path in pages[path.removesuffix("index.json")]
    paramedic = next(one for one in json.loads(written["roles/index.json"])["things"] if one["key"] == "paramedic")
    assert paramedic["days"] == [{"since": "2021-04-01", "until": "2027-03-31"}]
    assert [one["years"] for one in paramedic["standings"]][:2] == ["2021/22", "2022/23 to 2023/24"]


def test_every_page_of_a_role_says_which_day_it_is_asked_of(pages: dict[str, str]) -> None:
    assert "the first day of 2026/27: " in pages["roles/paramedic/"]
    assert all("--as-of 2026-04-01" in pages[url] for url in ("roles/", "services/", "roles/paramedic/"))
    for one in things():
        if one.kind == "role":
            assert re.search(r"(the first day of|its first day in) 20\d\d/\d\d: ", pages[one.url])


def test_what_changed_has_the_old_and_the_new_value(pages: dict[str, str]) -> None:
    page = pages["changes/2023-24-to-2024-25/"]
    change = next(
        change for change in des.compare("2023/24", "2024/25").changed if change.key == "enhanced_access.rate"
    )
    assert (change.was, change.became) == (
        "£7.578 per adjusted patient per year",
        "£7.975 per adjusted patient per year",
    )
    assert f"<td>{change.was}</td><td>{change.became}</td>" in page


def test_sources_are_under_the_row_that_they_carry(pages: dict[str, str]) -> None:
    for url in ("changes/2023-24-to-2024-25/", "calendar/2025-26/", "errata/", "roles/paramedic/"):
        assert not re.search(r"<th [^>]*>Sources?</th>", pages[url])
        under = re.findall(r'<tr class="under".*?</tr>', pages[url])
        assert under
        for row in under:
            assert re.search(r"<summary>(?:Source|\d+ sources): \S", row)
            assert row.count("<li><q>") == row.count('</q> <a href="http') > 0
