"""Roles by the names that people use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.role_names import _SEVERAL, _SHORT_NAMES, _titles, role_called
from pcn_des.folding import bare

TITLED = sorted(
    (key, title) for key, titles in _titles().items() for title in (key, *titles, *_SHORT_NAMES.get(key, ()))
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Care Coordinator", "care_coordinator"),
        ("care co-ordinator", "care_coordinator"),
        ("Health and Wellbeing Coach", "health_and_wellbeing_coach"),
        ("first contact physiotherapist", "first_contact_physiotherapist"),
        ("GP", "general_practitioner"),
        ("SPLW", "social_prescribing_link_worker"),
        ("FCP", "first_contact_physiotherapist"),
        ("PA", "physician_associate"),
        ("TNA", "trainee_nursing_associate"),
        ("pharmacist", "clinical_pharmacist"),
        ("physio", "first_contact_physiotherapist"),
        ("dietician", "dietitian"),
        ("chiropodist", "podiatrist"),
        ("Mental health practitioner (adults and older adults)", "mental_health_practitioner_adult"),
    ],
)
def test_a_role_is_found_by_the_name_that_people_use(name: str, key: str) -> None:
    assert role_called(name) == key
    assert des.reimbursable(name, date(2024, 11, 1)).role == key
    roles = des.terms(date(2024, 11, 1)).roles
    assert roles[name].key == key
    assert name in roles


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("mental health practitioner", ("mental_health_practitioner_adult", "mental_health_practitioner_cyp")),
        ("MHP", ("mental_health_practitioner_adult", "mental_health_practitioner_cyp")),
        (
            "Nurse",
            (
                "consultant_nurse_primary_care",
                "enhanced_practice_nurse",
                "experienced_general_practice_nurse",
                "new_to_general_practice_nurse",
            ),
        ),
        ("GPN", ("experienced_general_practice_nurse", "new_to_general_practice_nurse")),
    ],
)
def test_a_name_of_several_roles_is_refused_and_names_them(name: str, keys: tuple[str, ...]) -> None:
    with pytest.raises(des.UnknownNameError, match=r"It may mean .*: name one") as refused:
        des.reimbursable(name, date(2024, 11, 1))
    assert refused.value.nearest == keys
    assert name not in des.terms(date(2024, 11, 1)).roles


@pytest.mark.parametrize(
    ("name", "key"),
    [("paramedics", "paramedic"), ("PARAMEDICS", "paramedic"), ("coach", "health_and_wellbeing_coach")],
)
def test_a_name_that_is_none_offers_the_nearest(name: str, key: str) -> None:
    with pytest.raises(des.UnknownNameError, match=f"Did you mean '{key}'"):
        role_called(name)


def test_a_role_that_is_not_in_force_is_not_there_by_any_name() -> None:
    roles = des.terms(date(2019, 8, 1)).roles
    assert "GP" not in roles
    assert roles.get("GP") is None
    with pytest.raises(des.UnknownNameError, match="named 'general_practitioner'"):
        roles["GP"]


@given(st.sampled_from(TITLED), st.data())
def test_capitals_blanks_and_hyphens_do_not_matter(named: tuple[str, str], data: st.DataObject) -> None:
    key, title = named
    letters = [data.draw(st.sampled_from([letter.upper(), letter.lower()])) for letter in title]
    blanks = [data.draw(st.sampled_from(["", " ", "-", "_"])) for _ in title]
    assert role_called("".join(letter + blank for letter, blank in zip(letters, blanks, strict=True))) == key


def test_no_name_means_two_roles_and_every_name_is_of_a_role() -> None:
    names = [bare(name) for _, name in TITLED]
    meant = {(bare(name), key) for key, name in TITLED}
    assert len(meant) == len(set(names))
    assert set(_SHORT_NAMES) <= set(_titles())
    assert {key for keys in _SEVERAL.values() for key in keys} <= set(_titles())
    assert not {bare(name) for name in _SEVERAL} & set(names)
