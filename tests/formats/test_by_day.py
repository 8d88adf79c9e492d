"""The files for programs say what Python says, on each day on which something changes and on the day before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import every_key, load_year, span, years
from pcn_des.cost_areas import AREAS
from pcn_des.errors import OutsideDataError, UnknownNameError
from pcn_des.formats.by_day import entries, reading, roles, terms, whole

ROLES = sorted(every_key("roles"))
ENTRIES = [
    (section, key)
    for section in ("obligations", "payments", "indicators", "windows")
    for key in sorted(every_key(section))
]
LARGEST = 150_000  # bytes of the file of a role


def _days(file: Mapping[str, Any]) -> list[date]:
    """The first and the last day of each spell: each day of change, and the day before."""
    return sorted({date.fromisoformat(spell[end]) for spell in file["spells"] for end in ("since", "until")})


def _tiles(file: Mapping[str, Any]) -> bool:
    """Whether the spells cover the days of the data, each day once."""
    ends = [span().since - timedelta(1)]
    for spell in file["spells"]:
        if date.fromisoformat(spell["since"]) != ends[-1] + timedelta(1):
            return False
        ends.append(date.fromisoformat(spell["until"]))
    return ends[-1] == years()[-1].last_day


def _same(file: Mapping[str, Any], read: Callable[[date], Any], asked: Callable[[date], Any]) -> None:
    for day in _days(file):
        assert read(day) == asked(day), day


@pytest.mark.parametrize("key", ROLES)
def test_a_role_is_what_python_answers_in_each_area(key: str) -> None:
    file = json.loads(json.dumps(roles.role(key)))
    assert _tiles(file)
    for day in _days(file):
        for area in AREAS:
            assert reading.role_on(file, day, area) == des.reimbursable(key, day, area=area).to_dict(), (day, area)


@pytest.mark.parametrize("key", ROLES)
def test_the_file_of_a_role_is_small(key: str) -> None:
    assert len(json.dumps(roles.role(key), ensure_ascii=False).encode()) <= LARGEST


@given(key=st.sampled_from(ROLES), day=st.dates(span().since, years()[-1].last_day), area=st.sampled_from(AREAS))
def test_a_role_is_what_python_answers_on_any_day(key: str, day: date, area: str) -> None:
    assert reading.role_on(roles.role(key), day, area) == des.reimbursable(key, day, area=area).to_dict()


def test_the_services_of_a_day_are_what_python_answers() -> None:
    file = whole.services()
    assert _tiles(file)
    _same(file, lambda day: reading.services_on(file, day), lambda day: des.terms(day).all_services.to_dict())


@pytest.mark.parametrize(("section", "key"), ENTRIES)
def test_an_entry_is_what_python_answers(section: str, key: str) -> None:
    file = entries.entry(section, key)
    assert _tiles(file)
    _same(
        file,
        lambda day: reading.entry_on(file, day),
        lambda day: getattr(des.terms(day), section).to_dict().get(key),
    )


def test_what_comes_next_of_a_service_is_said() -> None:
    says = reading.spell_on(whole.services(), date(2022, 5, 1))["says"]
    assert says["enhanced_access"]["next"] == {"phase": "delivery", "into": "", "since": "2022-10-01"}


@pytest.mark.parametrize("area", terms.areas_of_terms())
def test_a_term_has_the_figure_that_answers_for_a_day_and_all_that_were_published(area: str) -> None:
    file = terms.terms(area)
    for key, said in file["keys"].items():
        published = [_value(file, place) for place in said["history"]]
        assert published == [term.to_dict()["value"] for term in des.history(key)]
        for place in said["spells"]:
            term = file["terms"][place]
            day = max(date.fromisoformat(term["since"]), span().since)
            found = des.terms(day)[key].to_dict()
            assert (term["value"], term["standing"], term["note"]) == (found["value"], found["standing"], found["note"])
            assert term["in_words"] == des.terms(day)[key].in_words


def _value(file: Mapping[str, Any], place: int) -> Any:
    return file["terms"][place]["value"]


def test_every_term_is_in_the_file_of_its_area_or_of_its_role() -> None:
    found = {key for area in terms.areas_of_terms() for key in terms.terms(area)["keys"]}
    found |= {key for role in ROLES for key in roles.role(role)["history"]}
    assert found == every_key("terms")


@pytest.mark.parametrize("year", [str(year) for year in years()])
def test_a_calendar_is_what_python_answers(year: str) -> None:
    file = whole.calendar(year)
    for name in ("days", "withdrawn"):
        plain = [{name: value for name, value in day.items() if name != "cited"} for day in file[name]]
        assert plain == des.deadlines(year).to_dict()[name]
        for day in file[name]:
            assert [file["sources"][place]["url"] for place in day["cited"]] == day["sources"]


def test_changes_are_what_python_answers() -> None:
    file = whole.changes("2023/24", "2024/25")
    plain = [{name: value for name, value in change.items() if name != "cited"} for change in file["changes"]]
    assert plain == des.compare("2023/24", "2024/25").to_dict()["changes"]


def test_a_year_names_the_keys_that_it_has() -> None:
    file = whole.year("2024/25")
    contract = load_year(next(year for year in years() if str(year) == "2024/25"))
    assert set(file["keys"]["roles"]) == set(contract.roles)
    assert file["digest"] == contract.digest


def test_what_was_not_found_is_all_in_the_coverage() -> None:
    gaps = sum(len(gaps) for year in years() for keys in load_year(year).missing.values() for gaps in keys.values())
    found = whole.coverage()["missing"]
    assert len(found) == gaps
    assert {"2023/24", "anticipatory_care"} in [{hole["contract_year"], hole["area"]} for hole in found]


def test_every_key_that_a_section_ever_had_is_listed() -> None:
    assert {"general_practitioner", "social_prescribing_link_worker"} < set(entries.keys_in("roles"))
    assert "extended_hours" in entries.keys_in("services")  # ended on 30 September 2022
    with pytest.raises(UnknownNameError, match="section"):
        entries.keys_in("service")


def test_misuse_is_named() -> None:
    with pytest.raises(OutsideDataError, match="2030-01-01 is outside"):
        reading.spell_on(whole.services(), date(2030, 1, 1))
    with pytest.raises(UnknownNameError, match="enhanced_acces"):
        entries.entry("services", "enhanced_acces")
    with pytest.raises(UnknownNameError, match="section"):
        entries.entry("service", "enhanced_access")
    with pytest.raises(UnknownNameError, match="area with terms"):
        terms.terms("enhanced_acces")
