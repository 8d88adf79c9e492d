"""Whether a role is reimbursable on a day, and since when."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des


@pytest.mark.parametrize(
    ("role", "first_day"),
    [
        ("clinical_pharmacist", date(2019, 7, 1)),  # Wessex LMCs: 'From 2019 … one clinical pharmacist'
        ("first_contact_physiotherapist", date(2020, 4, 1)),  # Wessex LMCs: 'From April 2020'
        ("nursing_associate", date(2020, 10, 1)),  # NHS Confederation: 'The amendments apply from 1 October 2020'
        ("paramedic", date(2021, 4, 1)),  # Pulse Intelligence: 'Three new roles have now come online'
        ("general_practice_assistant", date(2022, 10, 1)),  # Pulse PCN: 'employable from October'
        ("apprentice_physician_associate", date(2023, 4, 1)),  # Skills for Health: 'From April 2023'
        ("enhanced_practice_nurse", date(2024, 4, 1)),  # PCC: GP contract 2024/25
        ("general_practitioner", date(2024, 10, 1)),  # THC Primary Care: 'from 1 October 2024'
        ("consultant_nurse_primary_care", date(2025, 4, 1)),  # Humberside LMC: Network Contract DES 2025/26
    ],
)
def test_a_role_is_reimbursable_from_its_first_day(role: str, first_day: date) -> None:
    answer = des.reimbursable(role, first_day)
    assert bool(answer)
    assert answer.since == first_day
    assert answer.until is None
    assert answer.citations
    if first_day > date(2019, 7, 1):
        before = des.reimbursable(role, date.fromordinal(first_day.toordinal() - 1))
        assert not before
        assert before.since == first_day


def test_before_its_start_the_answer_says_since_when_it_is_possible_and_cites_it() -> None:
    answer = des.reimbursable("paramedic", date(2020, 5, 1))
    assert not answer
    assert answer.reason == "Paramedic is not reimbursable on 1 May 2020: it becomes so on 1 April 2021."
    assert answer.since == date(2021, 4, 1)
    assert answer.citations[0].words == "Paramedics, Advanced practitioners, Mental health practitioners"


def test_what_was_not_published_yet_is_not_known() -> None:
    answer = des.reimbursable("paramedic", date(2020, 5, 1), known_on=date(2020, 5, 1))
    assert not answer
    assert answer.since is None
    assert answer.reason == "Paramedic is not reimbursable on 1 May 2020, as published by 1 May 2020."


def test_an_unknown_role_offers_the_nearest_and_a_day_outside_the_data_names_the_span() -> None:
    with pytest.raises(des.UnknownNameError, match="Did you mean 'paramedic'"):
        des.reimbursable("paramedics", date(2022, 5, 1))
    with pytest.raises(des.OutsideDataError, match="1 July 2019"):
        des.reimbursable("paramedic", date(2019, 6, 30))


def test_twenty_six_roles_have_been_reimbursable() -> None:
    assert len(des.terms(date(2026, 6, 1)).roles) == 26


def test_a_year_that_was_not_published_leaves_the_end_of_a_role_open() -> None:
    """The first document of 2022/23 came out on 31 March 2022."""
    known_on = date(2021, 10, 1)
    now = des.reimbursable("paramedic", date(2021, 10, 1), known_on=known_on)
    assert (bool(now), now.since, now.until) == (True, date(2021, 4, 1), None)
    later = des.reimbursable("paramedic", date(2022, 5, 1), known_on=known_on)
    assert not later
    assert later.reason.startswith(
        "Paramedic is not known to be reimbursable on 1 May 2022. It is so since 1 April 2021. Little of 2022/23"
    )
