"""Every detailed role of the census is accounted for: plainly one role of the contract, one of several, or none."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pcn_des.contract.files import load_year, years
from pcn_des.formats.workforce_roles import every_meaning, meaning_of, role_key, role_names
from support.detailed_roles import DETAILED_ROLES

CENSUS = [(group, name) for group, names in DETAILED_ROLES.items() for name in names]
NURSES, ADMIN, CARE = "Other Nurses", "Other Admin/Non-clinical staff", "Other Direct Patient Care staff"
AGREED = "other_direct_patient_care"
THREE_NURSES = (
    "new_to_general_practice_nurse",
    "experienced_general_practice_nurse",
    "consultant_nurse_primary_care",
)


def test_the_names_of_the_tests_are_those_of_the_census(real_file: Callable[[str], Path]) -> None:
    with real_file("pcn_workforce_2026-06_role_vocabulary.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["STAFF_GROUP"], row["DETAILED_STAFF_ROLE"]) for row in csv.DictReader(file)] == CENSUS


def test_each_of_the_78_is_in_one_of_three_lists_and_in_no_other() -> None:
    assert len(CENSUS) == len(set(CENSUS)) == 78
    for group, name in CENSUS:
        found = [one for one in every_meaning() if one[0] == name and one[1] in ("", group)]
        assert len(found) == 1, (group, name)
        assert meaning_of(name, group) == found[0][2]
    assert len(every_meaning()) == 78


def test_how_many_are_plain_may_be_several_or_are_none() -> None:
    meanings = [meaning for _, _, meaning in every_meaning()]
    plain = [meaning for meaning in meanings if meaning.role]
    may_be = [meaning for meaning in meanings if meaning.may_be]
    none = [meaning for meaning in meanings if not meaning.role and not meaning.may_be]
    assert (len(plain), len(may_be), len(none)) == (35, 40, 3)
    assert not any(meaning.role and meaning.may_be for meaning in meanings)
    assert all(meaning.because for meaning in (*may_be, *none))
    assert all(meaning.listed for meaning in meanings)


def test_every_role_named_is_one_of_the_contract_and_every_role_can_be_reached() -> None:
    known = set(load_year(years()[-1]).roles)
    named = {role for _, _, meaning in every_meaning() for role in (meaning.role, *meaning.may_be) if role}
    assert named == known
    for _, _, meaning in every_meaning():
        assert meaning.only_from.keys() <= set(meaning.may_be)


@pytest.mark.parametrize(
    ("name", "group", "day", "roles"),
    [
        ("Salaried By PCN", "Other GPs", date(2026, 6, 30), ("general_practitioner",)),
        ("Receptionist", ADMIN, date(2026, 3, 31), ()),
        ("Receptionist", ADMIN, date(2026, 4, 1), (AGREED,)),
        ("Other", ADMIN, date(2025, 6, 30), ()),
        ("Other", CARE, date(2025, 6, 30), (AGREED,)),
        ("Other", NURSES, date(2025, 6, 30), THREE_NURSES),
        ("Other", NURSES, date(2026, 6, 30), (*THREE_NURSES, AGREED)),
        ("Advanced Nurse Practitioner", NURSES, date(2023, 3, 31), THREE_NURSES),
        ("Advanced Nurse Practitioner", NURSES, date(2023, 4, 1), ("advanced_practitioner", *THREE_NURSES)),
        (
            "Social Prescribing Link Worker (Mental Health Practitioner - Adult)",
            CARE,
            date(2026, 6, 30),
            ("social_prescribing_link_worker", "mental_health_practitioner_adult"),
        ),
        ("Clinical Director – Nurse", "Directors", date(2026, 6, 30), ()),
    ],
)
def test_what_a_name_may_be_on_a_day(name: str, group: str, day: date, roles: tuple[str, ...]) -> None:
    assert meaning_of(name, group).may_be_on(day) == roles


def test_a_name_that_the_list_does_not_have_is_nothing_known_and_not_no_role() -> None:
    for name, group in (("Chief Magician", CARE), ("Other", "a group of a later edition")):
        meaning = meaning_of(name, group)
        assert (meaning.listed, meaning.role, meaning.may_be) == (False, None, ())
        assert meaning.because == "the list of detailed roles does not have the name"


def test_a_plain_name_is_read_in_any_case_and_with_any_blanks() -> None:
    for key, names in role_names().items():
        for name in names:
            assert role_key(f" {name.upper()} ".replace(" ", "  ")) == key
