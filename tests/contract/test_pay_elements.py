"""A check of the data, never a source: maxima from a pay element, the employer's rates and the pay awards."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import pcn_des as des
from pcn_des.contract.terms import Terms

JULY_2023, APRIL_2024, OCTOBER_2024 = date(2023, 7, 1), date(2024, 4, 1), date(2024, 10, 1)
APRIL_2025, APRIL_2026 = date(2025, 4, 1), date(2026, 4, 1)
FIRST_PUBLISHED = date(2025, 6, 30)  # the maxima of April 2025 before they were raised in August


def on(day: date) -> Terms:
    return des.terms(day, known_on=FIRST_PUBLISHED if day == APRIL_2025 else None)


def rates(terms: Terms) -> tuple[Fraction, Fraction]:
    insurance, pension, threshold = (
        Fraction(terms[f"arrs.scheme.maximum_employer_{name}"].value)
        for name in ("ni_rate", "pension_rate", "ni_threshold")
    )
    return 1 + insurance + pension, insurance * threshold


def maximum(terms: Terms, pay: Fraction) -> Fraction:
    factor, free = rates(terms)
    return pay * factor - free


def pay_behind(terms: Terms, figure: Fraction) -> Fraction:
    factor, free = rates(terms)
    return (figure + free) / factor


AWARDS = {  # Chemist+Druggist and others: 5.5% in 2024; 3.6% in 2025, raised in August; 3.3% in 2026
    (JULY_2023, OCTOBER_2024): Fraction("1.055"),
    (JULY_2023, APRIL_2025): Fraction("1.055"),
    (APRIL_2024, APRIL_2025): Fraction("1.055"),
    (OCTOBER_2024, APRIL_2025): Fraction(1),
    (APRIL_2025, APRIL_2026): Fraction("1.036") * Fraction("1.033"),
}


@pytest.mark.parametrize(
    ("band", "day", "figure", "later", "published"),
    [
        ("4", JULY_2023, 33_396, APRIL_2025, 36_150),
        ("5", JULY_2023, 40_159, OCTOBER_2024, 42_437),
        ("5", OCTOBER_2024, 42_437, APRIL_2025, 43_352),
        ("6", APRIL_2025, 53_319, APRIL_2026, 57_114),
        ("7", APRIL_2024, 60_401, APRIL_2025, 64_907),
        ("7_8a", JULY_2023, 62_340, OCTOBER_2024, 65_838),
        ("7_8a", OCTOBER_2024, 65_838, APRIL_2025, 66_972),
        ("7_8a", APRIL_2025, 66_972, APRIL_2026, 71_725),
        ("8a", OCTOBER_2024, 72_141, APRIL_2025, 73_334),
        ("8a", APRIL_2025, 73_334, APRIL_2026, 78_534),
    ],
)
def test_a_later_maximum_follows_from_an_earlier_one(
    band: str, day: date, figure: int, later: date, published: int
) -> None:
    """From the ends of what rounds to the earlier figure come the ends of what the later one can be."""
    key = f"arrs.band_{band}.max_reimbursement.national"
    first, second = on(day), on(later)
    assert (first[key].value, second[key].value) == (figure, published)
    low, high = (
        maximum(second, pay_behind(first, figure + end) * AWARDS[day, later])
        for end in (Fraction(-1, 2), Fraction(1, 2))
    )
    assert low - Fraction(1, 2) <= published <= high + Fraction(1, 2)
    assert high - low < 2


@pytest.mark.parametrize(
    ("day", "area", "pay", "published", "apart"),
    [
        (OCTOBER_2024, "national", 73_113, 92_462, 2),  # £92,460 by the rule: the one that does not come out
        (APRIL_2025, "national", 82_418, 105_882, 0),  # Humberside LMC: '£105,882 (£82,418 excluding on-costs)'
        (APRIL_2026, "national", 118_759, 152_900, 0),
        (APRIL_2026, "london", 120_921, 155_698, 0),
    ],
)
def test_the_maximum_of_general_practitioners_follows_from_their_pay(
    day: date, area: str, pay: int, published: int, apart: int
) -> None:
    terms = on(day)
    assert terms[f"arrs.general_practitioner.salary_element.{area}"].value == pay
    assert terms[f"arrs.general_practitioner.max_reimbursement.{area}"].value == published
    assert published - round(maximum(terms, Fraction(pay))) == apart
