"""What the data say of a few things that are easily put into the wrong year, or known on the wrong day."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.files import load_year, years

LATE = "arrs.scheme.late_claims"


def test_late_claims_are_those_for_general_practitioners_since_october_2024_as_was_said_in_april_2025() -> None:
    before, after = (des.terms(day)[LATE] for day in (date(2024, 9, 30), date(2024, 10, 1)))
    assert (before.standing, before.carried_from) == (des.Standing.CARRIED, "2020/21")
    assert before.value.startswith("the form offers the six months before the current one")
    assert after.value == "claims for general practitioners can be made late and backdated over several months"
    assert (after.published, after.with_agreement_of) == (date(2025, 4, 7), "the integrated care board")
    assert des.terms(date(2024, 12, 1), date(2025, 4, 6))[LATE].value == before.value


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2019, 7, 1), des.Standing.SINGLE_SOURCE),
        (date(2020, 4, 1), des.Standing.CARRIED),
        (date(2021, 4, 1), des.Standing.CARRIED),
        (date(2022, 9, 30), des.Standing.CARRIED),
    ],
)
def test_the_money_of_extended_hours_is_87_million_a_year_for_as_long_as_it_lasted(
    day: date, standing: des.Standing
) -> None:
    money = des.terms(day)["extended_hours_access.national_total"]
    assert (money.value, money.unit, money.standing) == (87_000_000, "GBP per year", standing)
    assert not des.terms(date(2022, 10, 1))["extended_hours_access.national_total"].is_known


def test_the_money_moved_into_enhanced_access_is_told_by_pot_and_its_total_is_not() -> None:
    pots = ("enhanced_access.national_from_core_allocations", "enhanced_access.national_from_development_funding")
    found = [[des.terms(day)[pot].value for pot in pots] for day in (date(2022, 10, 1), date(2023, 4, 1))]
    assert found == [[165_000_000, 211_000_000], [172_000_000, 212_000_000]]
    for year in (2022, 2023, 2024, 2025, 2026):
        assert not des.terms(date(year, 11, 1))["enhanced_access.national_total"].is_known


@pytest.mark.parametrize(
    ("service", "until_then", "from_then"),
    [
        ("enhanced_access", "to start in April 2022", "to start in October 2022"),
        ("anticipatory_care", "a plan, by 30 September 2022", "a plan by December 2022, the service in 2023/24"),
    ],
)
def test_the_letter_of_1_march_2022_put_two_services_off(service: str, until_then: str, from_then: str) -> None:
    (contract,) = (load_year(year) for year in years() if str(year) == "2021/22")
    before, after = contract.services[service][-2:]
    assert (before.phase, before.published, after.phase, after.published) == (
        "planned",
        date(2021, 8, 23),
        "planned",
        date(2022, 3, 1),
    )
    assert until_then in before.note
    assert from_then in after.note


def test_guidance_of_march_2021_was_not_known_in_november_2020() -> None:
    key, day = "medication_reviews.volume_agreed", date(2020, 11, 1)
    assert key in des.terms(day).obligations
    assert key not in des.terms(day, day).obligations
