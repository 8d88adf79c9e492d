"""What pages say first, and their headings, are sentences and words: no field names, no doubled stops, none empty."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.indicators import in_short, not_found_in_words  # noqa: E402
from making.pages.entry import versions_of  # noqa: E402
from making.things import FOUND_BY, index, things  # noqa: E402

from pcn_des.contract.files import every_key  # noqa: E402

pytestmark = pytest.mark.thorough  # every page of the site is made


def lead(page: str) -> str:
    """What a page says in short, as it is read."""
    found = re.search(r'<p class="in-short">(.*?)</p>', page)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def test_no_lead_has_two_stops_in_a_row(pages: dict[str, str]) -> None:
    assert sum(bool(lead(page)) for page in pages.values()) > 100
    for url, page in pages.items():
        assert not re.search(r"\.\s*\.", lead(page)), url


def test_an_indicator_says_what_it_pays_for_what_or_that_it_was_not_found(pages: dict[str, str]) -> None:
    assert lead(pages["indicators/HI-03/"]).startswith("Not found: points and thresholds. 1 April 2026")
    assert lead(pages["indicators/CAN-02/"]).startswith("Not found: points and thresholds. ")
    assert lead(pages["indicators/VI-01/"]).startswith("80 to 86%. Not found: points. ")
    for key in every_key("indicators"):
        for entry in versions_of("indicators", key):
            assert in_short(entry) or entry.key == "ACC-05", key
            fields = {"lower", "upper", "function", "measured", "prevalence_adjusted"}
            assert fields.isdisjoint(not_found_in_words(entry))
            assert bool(not_found_in_words(entry)) == bool(entry.not_found)


def test_no_heading_is_followed_by_nothing(pages: dict[str, str]) -> None:
    for one in things():
        if one.url in pages:
            assert not re.search(r"^(#+) [^\n]+\n+\1 ", pages[one.url], re.MULTILINE), one.url
    assert "## Year by year" not in pages["indicators/MS-02/"]


def test_headings_of_the_cases_have_their_abbreviations(pages: dict[str, str]) -> None:
    headings = re.findall(r"^## (.+)$", pages["contract/cases/"], re.MULTILINE)
    assert {"CVD", "IIF"} <= set(headings)
    assert {"Cvd", "Iif"}.isdisjoint(headings)


def test_a_day_of_a_calendar_is_written_as_everywhere_else(pages: dict[str, str]) -> None:
    assert ">3 July 2026<" in pages["calendar/2026-27/"]
    for url, page in pages.items():
        said = re.sub(r"<q>.*?</q> <a .*?</a>", "", page)  # the words of sources are theirs
        assert not re.search(r'<span class="day">0', said), url


def test_search_finds_what_people_call_by_letters(pages: dict[str, str]) -> None:
    for url, name in (
        ("streams/clinical_director/", "CD"),
        ("obligations/clinical_director.in_post/", "CD"),
        ("terms/commissioner/", "ICB"),
        ("roles/healthcare_support_worker/", "HCA"),
        ("roles/mental_health_practitioner_adult/", "MHP"),
        ("roles/mental_health_practitioner_cyp/", "MHP"),
    ):
        head = pages[url].split("---")[1]
        assert f'  - "{name}"\n' in head
    assert "boost: 20" in pages["streams/clinical_director/"].split("---")[1]
    for key, names in FOUND_BY.items():
        of = [one for one in things() if one.key == key]
        assert of
        assert not any(set(names) & set(one.aliases) for one in of)  # a payment is not called so
        assert all(one["found_by"] == list(names) for one in index()["things"] if one["key"] == key)


def test_no_two_tables_of_a_page_have_the_same_name(pages: dict[str, str]) -> None:
    assert 'aria-label="March 2026: what starts, ends or counts"' in pages["calendar/2025-26/"]
    for url, page in pages.items():
        named = re.findall(r'role="region" aria-label="([^"]*)"', page)
        assert len(named) == len(set(named)), url
