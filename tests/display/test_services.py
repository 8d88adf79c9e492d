"""The services of a day in whatever phase they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.entries import PHASES
from pcn_des.display.services import _PHASES
from support.covered import ANY_DAY
from support.markup import Markup


@pytest.mark.parametrize(
    ("day", "known_on", "phases"),
    [
        (
            date(2021, 11, 1),
            None,
            {
                "extended_hours": "delivery",
                "social_prescribing": "delivery",
                "structured_medication_reviews": "delivery",
                "enhanced_health_in_care_homes": "delivery",
                "early_cancer_diagnosis": "delivery",
                "cvd_prevention_and_diagnosis": "delivery",
                "tackling_neighbourhood_health_inequalities": "preparation",
                "personalised_care": "planned",
                "anticipatory_care": "planned",
                "enhanced_access": "planned",
            },
        ),
        (
            date(2021, 4, 1),
            date(2020, 5, 1),
            {
                "cvd_prevention_and_diagnosis": "planned",
                "tackling_neighbourhood_health_inequalities": "planned",
                "personalised_care": "planned",
                "anticipatory_care": "planned",
            },
        ),
    ],
)
def test_every_service_of_the_day_has_its_phase(day: date, known_on: date | None, phases: dict[str, str]) -> None:
    contract = des.terms(day, known_on)
    assert {key: service.phase for key, service in contract.all_services.items()} == phases
    assert dict(contract.services) == {
        key: service for key, service in contract.all_services.items() if service.phase == "delivery"
    }


def test_the_list_says_what_comes_next() -> None:
    text = str(des.terms(date(2021, 11, 1)).all_services)
    assert text.startswith("Services of the contract year 2021/22 on 1 November 2021\n\nIn delivery (networks")
    assert (
        "In preparation (networks get ready for it):\n"
        "  - Tackling neighbourhood health inequalities [confirmed]\n"
        "    key: tackling_neighbourhood_health_inequalities\n"
        "    In delivery from 1 March 2022.\n"
    ) in text
    known = str(des.terms(date(2021, 11, 1), date(2020, 5, 1)).all_services)
    assert "as published by\n1 May 2020\nLittle of 2021/22 had been published by 1 May 2020" in known
    assert "In delivery" not in known
    assert str(des.terms(date(2026, 6, 1), date(2019, 8, 1)).all_services).endswith("None is known.")


def test_every_phase_has_words() -> None:
    assert set(PHASES) <= set(_PHASES)


@given(ANY_DAY, st.none() | ANY_DAY)
def test_the_list_has_every_title_and_key_in_eighty_columns(day: date, known_on: date | None) -> None:
    found = des.terms(day, known_on).all_services
    lines = str(found).splitlines()
    assert max(map(len, lines)) <= 80
    assert sorted(line.removeprefix("    key: ") for line in lines if line.startswith("    key: ")) == sorted(found)
    assert all(entry.title in " ".join(str(found).split()) for entry in found.values())
    assert list(found.to_dict()) == list(found)
    Markup(found._repr_html_())


@given(ANY_DAY, st.none() | ANY_DAY)
def test_the_list_of_roles_fits_eighty_columns(day: date, known_on: date | None) -> None:
    found = des.terms(day, known_on).roles
    text = str(found)
    assert max(map(len, text.splitlines())) <= 80
    assert all(f"    {key}" in text.splitlines() for key in found)
    assert (found.contract.unpublished is None) == ("had been published by" not in text)
