"""The entries of a day that somebody looks for, by area, section and word; the summary by area."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.areas import CHOSEN_FROM, Choice, area_of, area_title
from pcn_des.contract.entries import MERGED, Term
from pcn_des.contract.files import area_titles
from pcn_des.contract.listing import Listing, entries_of, named
from pcn_des.contract.terms import Terms
from support.covered import ANY_DAY
from support.effort import examples
from support.lamps import term, year_of

SECTIONS = st.sampled_from(CHOSEN_FROM)
AREAS = st.sampled_from(sorted(area_titles()))
WORDS = st.sampled_from(["minutes", "HOME round", "20", "gp", "zebra"]) | st.text(max_size=4)
DAY = date(2022, 11, 14)


@pytest.fixture(scope="module")
def contract() -> Terms:
    return des.terms(DAY)


def test_a_search_looks_in_keys_titles_and_what_is_said(contract: Terms) -> None:
    def found(search: str) -> list[str]:
        return list(contract.listing(search=search).entries)

    assert "enhanced_access.minutes_per_1000" in found("MINUTES_per_1000")  # the key
    assert "enhanced_access.minutes_per_1000" in found("weekly  appointment")  # the title
    assert "enhanced_access.minutes_per_1000" in found("60 minutes per 1,000")  # the value in words
    assert found("no such words anywhere") == []
    assert "care_homes.weekly_home_round" in contract.listing("obligations", search="home round").entries


def test_a_list_says_value_days_standing_source_and_key(contract: Terms) -> None:
    lines = str(contract.listing(area="enhanced_access", search="weekly appointment")).splitlines()
    assert lines[:2] == [
        "Network Contract DES 2022/23 on 14 November 2022: terms of Enhanced access with",
        '"weekly appointment"',
    ]
    assert lines[2:] == [
        "1 term: 1 confirmed.",
        "",
        "ENHANCED ACCESS",
        "Weekly appointment minutes",
        "    60 minutes per 1,000 adjusted patients per week",
        "    1 October 2022 to 31 March 2023; confirmed; GPonline, Pulse Intelligence",
        "    key: enhanced_access.minutes_per_1000",
    ]


def test_obligations_are_listed_with_those_whose_text_was_not_found() -> None:
    found = des.terms(date(2025, 11, 14)).listing("obligations", area="care_homes")
    assert "care_homes.residents_coded" in found.entries
    assert found.missing["care_homes.protocols"].startswith("care home duties went on")
    text = str(found)
    assert "Residents coded as living in a care home\n    PCN, must\n" in text
    assert "    key: care_homes.protocols" in text
    assert found.others == {"terms": 7}


def test_the_commissioners_duties_are_among_the_obligations(contract: Terms) -> None:
    found = contract.listing("obligations", search="commissioner, must")
    assert "network.all_patients_covered" in found.entries
    assert "commissioner, must" in str(found)


@settings(max_examples=examples(one_in=2))
@given(ANY_DAY, st.none() | ANY_DAY, SECTIONS, st.none() | AREAS, WORDS)
def test_what_is_found_is_part_of_all_that_there_is(
    day: date, known_on: date | None, section: str, area: str | None, search: str
) -> None:
    contract = des.terms(day, known_on)
    whole, part = contract.listing(section), contract.listing(section, area=area, search=search)
    assert list(part.entries.items()) == [(key, whole.entries[key]) for key in whole.entries if key in part.entries]
    assert set(part.missing) <= set(whole.missing)
    assert dict(whole.entries) == dict(entries_of(contract, section))
    assert all(area is None or area_of(section, key) == area for key in part.entries)
    assert sum(part.counts.values()) == len(part.entries)


@settings(max_examples=examples(one_in=5))
@given(ANY_DAY, st.none() | ANY_DAY)
def test_every_section_and_area_is_in_the_summary(day: date, known_on: date | None) -> None:
    contract = des.terms(day, known_on)
    found = contract.overview
    for section in CHOSEN_FROM:
        counted = {area: cell[section] for area, cell in found.cells.items() if cell.get(section)}
        assert counted == _by_area(section, entries_of(contract, section))
    lines = str(found).splitlines()
    assert max(map(len, lines)) <= 80
    html = unescape(found._repr_html_())
    for area in found.cells:
        assert area_title(area) in lines
        assert f"    {area}:" in "\n".join(lines)
        assert area_title(area) in html
    json.dumps(found.to_dict())


def _by_area(section: str, keys: Iterable[str]) -> dict[str, int]:
    areas = [area_of(section, key) for key in keys]
    return {area: areas.count(area) for area in dict.fromkeys(areas)}


@settings(max_examples=examples(one_in=5))
@given(ANY_DAY, st.none() | ANY_DAY, SECTIONS)
def test_a_list_has_every_title_and_key_in_eighty_columns(day: date, known_on: date | None, section: str) -> None:
    found = des.terms(day, known_on).listing(section)
    text = str(found)
    lines = text.splitlines()
    assert [line for line in lines if len(line) > 80 and len(line.split()) > 2] == []
    keys = [line.removeprefix("    key: ") for line in lines if line.startswith("    key: ")]
    assert sorted(keys) == sorted([*found.entries, *found.missing])
    joined = " ".join(text.split())
    assert all(" ".join(entry.title.split()) in joined for entry in found.entries.values())
    assert list(found.to_dict()) == list(found.entries)


@pytest.mark.parametrize(
    ("key", "section", "keys"),
    [
        ("enhanced_access.minutes_per_1000", "terms", ["enhanced_access.minutes_per_1000"]),
        ("network.all_patients_covered", "obligations", ["network.all_patients_covered"]),
        ("arrs.paramedic.band", "terms", ["arrs.paramedic.band"]),
        ("Paramedic", "roles", ["paramedic"]),
        ("vi-01", "indicators", ["VI-01"]),
        ("tackling_neighbourhood_health_inequalities", "services", ["tackling_neighbourhood_health_inequalities"]),
        ("extended_hours.minutes_per_1000", "terms", ["extended_hours.minutes_per_1000"]),  # not in force
    ],
)
def test_an_entry_of_any_kind_is_found_by_its_key(contract: Terms, key: str, section: str, keys: list[str]) -> None:
    found = named(contract, key, Choice())
    assert (found.section, list(found.entries)) == (section, keys)
    assert found.only is found.entries[keys[0]]


def test_a_beginning_of_keys_is_all_of_those_below(contract: Terms) -> None:
    found = named(contract, "arrs.paramedic", Choice())
    assert list(found.entries)
    assert all(key.startswith("arrs.paramedic.") for key in found.entries)
    assert found.only is None
    assert list(named(contract, "extended_hours", Choice()).entries) == ["extended_hours"]  # the service, withdrawn
    assert named(contract, "local_variation", Choice()).entries == {}  # an area of other days
    assert "enhanced_access.weekly_minutes" in named(contract, "enhanced_access", Choice(section="obligations")).entries


@pytest.mark.parametrize(
    ("key", "section", "said"),
    [
        ("enhanced_acces", None, "There is no entry 'enhanced_acces'. Did you mean 'enhanced_access'"),
        ("extended_hours.weekly_minutes", None, "It is not in force on this day; it was until 30 September 2022."),
        ("paramedics", "roles", "Did you mean 'paramedic'"),
    ],
)
def test_a_key_that_there_is_not_offers_the_nearest(contract: Terms, key: str, section: str | None, said: str) -> None:
    with pytest.raises(des.UnknownNameError) as caught:
        named(contract, key, Choice(section=section))
    assert said in str(caught.value)


def test_a_choice_is_named_as_people_write() -> None:
    assert Choice("Enhanced Access", "Terms", "  Two   Words ") == Choice("enhanced_access", "terms", "two words")
    assert Choice().is_all
    assert Choice().in_words == ""
    assert not Choice(search="x").is_all


def test_what_was_merged_goes_on_in_a_service_that_is_delivered() -> None:
    for year in ("2024/25", "2025/26", "2026/27"):
        contract = des.terms(date(int(year[:4]), 6, 1))
        merged = {key: service for key, service in contract.all_services.items() if service.phase == MERGED}
        assert len(merged) == 7
        assert {service.into for service in merged.values()} == {"core_functions"}
        assert contract.services["core_functions"].phase == "delivery"
        assert not set(merged) & set(contract.services)
        assert "merged into Core functions of a network" in str(contract.listing("services"))


def test_a_term_without_a_value_is_counted_so() -> None:
    text = term("lamps.x", "7", "GBP") + '[missing]\n"lamps.y" = "torn"\n'
    contract = Terms(year_of(text), date(2030, 6, 1))
    found = contract.listing()
    assert isinstance(found, Listing)
    assert found.counts == {"confirmed": 1, "not established": 1}
    assert contract.overview.cells == {"lamps": {"terms": 2, "not established": 1}}
    assert all(isinstance(entry, Term) for entry in found.entries.values())
