"""The lists of the site say of which days and years a thing is, and none that lies between two of them."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import files  # noqa: E402
from making.pages.entry import versions_of  # noqa: E402
from making.spells import days_of, spells_of, standings_of, years_of  # noqa: E402
from making.things import FOLDERS, Thing, things  # noqa: E402

from pcn_des.contract.files import every_key  # noqa: E402
from pcn_des.dates import ContractYear  # noqa: E402

pytestmark = pytest.mark.thorough  # every page of the site is made
LISTED_BY_YEAR = ("indicator", "obligation", "window", "date")


def plain(html: str) -> str:
    """What is read of a piece of a page, a line for each line."""
    return re.sub(r"<[^>]+>", "", html.replace("<br>", "\n"))


def row_of(pages: dict[str, str], folder: str, one: Thing) -> list[str]:
    """The cells of a thing in the list of its kind."""
    row = next(row for row in pages[f"{folder}/"].split("<tr>") if f'href="../{one.url}"' in row)
    return [plain(cell) for cell in re.split(r"</t[hd]>", row)]


def between(said: str) -> set[str]:
    """Every contract year that a text names, with those that lie between the ends of a span."""
    found: set[str] = set()
    said = re.sub(r"carried from \S+", "carried", said)  # a year that it was taken from
    for first, last in re.findall(r"(20\d\d/\d\d)(?: to (20\d\d/\d\d))?", said):
        starts = ContractYear.parse(first).starts_in, ContractYear.parse(last or first).starts_in
        found |= {str(ContractYear(year)) for year in range(starts[0], starts[1] + 1)}
    return found


@pytest.mark.parametrize("section", FOLDERS)
def test_years_and_standings_are_of_years_that_have_a_version(section: str) -> None:
    for key in sorted(every_key(section)):
        found = versions_of(section, key)
        of = {str(ContractYear.of(entry.since)) for entry in found}
        assert between(years_of(found)) == of
        labels = [label for label, _ in standings_of(found)]
        assert set().union(*map(between, labels)) == of
        assert len(labels) == len(set(labels))  # no year is told of twice
        for label, entries in standings_of(found):
            for year in between(label):
                had = {one.standing_in_words for one in found if str(ContractYear.of(one.since)) == year}
                assert had == {entry.standing_in_words for entry in entries}


def test_a_list_names_no_year_and_no_day_between_two_of_a_thing(pages: dict[str, str]) -> None:
    for one in things():
        if one.kind in LISTED_BY_YEAR:
            found = versions_of(one.section, one.key)
            cells = row_of(pages, FOLDERS[one.section], one)
            within = {str(ContractYear.of(entry.since)) for entry in found}
            assert set().union(*map(between, cells[1:])) == within, one.key
        if one.kind == "stream":
            found = versions_of(one.section, one.key)
            assert len(row_of(pages, "streams", one)[2].splitlines()) == len(spells_of(found))


def test_a_payment_that_stopped_and_began_again_has_both_spells(pages: dict[str, str]) -> None:
    found = versions_of("payments", "pcn_support")
    assert plain(days_of(found)).splitlines() == [
        "1 April 2020 to 30 September 2020",
        "1 December 2021 to 31 March 2022",
    ]
    assert plain(days_of(found)) in plain(pages["streams/"])
    listed = json.loads(dict(files.json_files())["streams/index.json"])["things"]
    days = next(one for one in listed if one["key"] == "pcn_support")["days"]
    assert [date.fromisoformat(one["since"]) for one in days] == [date(2020, 4, 1), date(2021, 12, 1)]
