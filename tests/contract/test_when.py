"""A key on a day on which it is not in force."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.when import when_in_force

SECTIONS = ("services", "roles", "obligations", "payments", "indicators")
KEYS = sorted({(section, key) for year in years() for section in SECTIONS for key in getattr(load_year(year), section)})
FIRST, LAST = date(2019, 7, 1), years()[-1].last_day


@pytest.mark.parametrize(
    ("day", "known_on", "section", "key", "said"),
    [
        (
            date(2021, 11, 1),
            None,
            "services",
            "personalised_care",
            "; it will be from 1 April 2022. It is planned. Put off again: to start in April 2022.",
        ),
        (date(2022, 11, 14), None, "services", "extended_hours", "; it was until 30 September 2022. It is withdrawn."),
        (date(2020, 5, 1), None, "roles", "Paramedic", "; it will be from 1 April 2021."),
        (date(2020, 5, 1), date(2020, 5, 1), "roles", "paramedic", "."),
        (date(2021, 5, 1), None, "payments", "enhanced_access", "; it will be from 1 October 2022."),
        (
            date(2022, 5, 1),
            date(2021, 5, 1),
            "roles",
            "paramedic",
            ". Little of 2022/23 had been published by 1 May 2021: the year's first document came out on 31 March "
            "2022. What was not known is not in this answer.",
        ),
    ],
)
def test_the_error_says_when_it_was_or_will_be(
    day: date, known_on: date | None, section: str, key: str, said: str
) -> None:
    with pytest.raises(des.UnknownNameError) as caught:
        getattr(des.terms(day, known_on), section)[key]
    assert str(caught.value).endswith(f"It is not in force on this day{said}")


def test_the_error_says_what_a_service_became() -> None:
    for day in (date(2024, 5, 1), date(2026, 5, 1)):
        with pytest.raises(des.UnknownNameError, match=r"it was until 31 March 2024\. It is merged into Core f"):
            des.terms(day).services["early_cancer_diagnosis"]


@given(st.sampled_from(KEYS), st.dates(FIRST, LAST))
def test_what_is_said_of_other_days_is_true_of_them(entry: tuple[str, str], day: date) -> None:
    section, key = entry
    if key in getattr(des.terms(day), section):
        return
    for one in when_in_force(section, key, day, date.max).split(" and "):
        words, _, named = one.rpartition(" until ") if " until " in one else one.rpartition(" from ")
        if not named:
            continue
        there = datetime.strptime(named, "%d %B %Y").date()
        assert (there < day) is (words == "it was")
        if there >= FIRST:
            assert key in getattr(des.terms(there), section)


def test_a_term_that_is_not_there_invents_no_unit_and_no_day() -> None:
    term = des.terms(date(2026, 10, 1))["enhanced_access.population_date"]
    assert (term.title, term.unit, term.is_entered) == ("Enhanced access: population date", "", False)
    assert (term.since, term.until) == (date(2026, 4, 1), date(2027, 3, 31))
    assert "In force" not in str(term)
    assert "Unknown on:  1 April 2026 to 31 March 2027" in str(term)
    assert term.to_dict()["unit"] is None
    unpublished = des.terms(date(2020, 5, 1), date(2020, 5, 1))["enhanced_access.rate"]
    assert (unpublished.title, unpublished.note) == (
        "Yearly rate",
        "not in force on 1 May 2020, as published by 1 May 2020",
    )
