"""Facts that callers give directly, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pcn_des import UNKNOWN, RecordError, Status, UnknownNameError, assess

DAY = date(2022, 11, 14)
RULE = "enhanced_access.weekly_minutes"


@pytest.mark.parametrize("patients", [51_230, Decimal(51_230), Decimal("51230.0"), Fraction(51_230)])
def test_whole_numbers_decimals_and_fractions(patients: Any) -> None:
    found = assess({"population.adjusted": patients}, DAY)[RULE]
    assert found.required.exact == Fraction("3073.8")


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        pytest.param({"population.adjusted": 51230.0}, "float", id="a float"),
        pytest.param({"population.adjusted": "51230"}, "must be a number of adjusted patients", id="a text"),
        pytest.param({"population.adjusted": True}, "must be a number of adjusted patients", id="a yes"),
        pytest.param({"population.adjusted": None}, "must be a number of adjusted patients", id="nothing"),
        pytest.param({"nominated_payee.named": 1}, "must be a yes/no", id="a number for a yes or no"),
        pytest.param({"network_agreement.signed_by_all_on": "2019-06-30"}, "must be a date", id="a text for a day"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(facts: dict[str, Any], wrong: str) -> None:
    with pytest.raises(RecordError, match=wrong):
        assess(facts, DAY)


def test_a_moment_is_not_a_day() -> None:
    """Days are plain: `as_of` refuses a moment too (dates.as_day)."""
    with pytest.raises(RecordError, match="must be a date"):
        assess({"network_agreement.signed_by_all_on": datetime(2019, 6, 30, 12)}, DAY)


def test_every_wrong_value_is_named() -> None:
    with pytest.raises(RecordError) as caught:
        assess({"population.adjusted": 1.5, "population.registered": "x", "nominated_payee.named": True}, DAY)
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("population.adjusted is the float 1.5")
    assert caught.value.problems[1].startswith("population.registered is 'x'")


@pytest.mark.parametrize("negative", [-1, Decimal("-0.5")])
def test_less_than_nothing_is_refused(negative: Any) -> None:
    """Records refuse negative patients and minutes (network/practices.py); so must facts that are given."""
    with pytest.raises(RecordError):
        assess({"population.adjusted": negative}, DAY)


def test_a_name_that_is_no_fact_offers_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'population\.adjusted'") as caught:
        assess({"population.ajusted": 1}, DAY)
    assert isinstance(caught.value, LookupError)


def test_given_as_unknown_is_unknown() -> None:
    facts = {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": UNKNOWN}
    assert assess(facts, DAY)[RULE].status is Status.UNKNOWN


def test_the_finding_says_what_was_given() -> None:
    facts = {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": 3_080}
    used = {fact.name: (fact.value, fact.because) for fact in assess(facts, DAY)[RULE].facts}
    assert used == {
        "population.adjusted": ("51,230", "as given"),
        "enhanced_access.weekly_minutes": ("3,080", "as given"),
        "enhanced_access.cancelled_minutes": ("0", "nothing given"),
        "enhanced_access.bank_holiday_in_week": ("no", "no bank holiday in the week from 7 November 2022"),
    }


@pytest.mark.parametrize("as_of", ["2022-11-14", datetime(2022, 11, 14, 9), None])
def test_the_day_must_be_a_plain_day(as_of: Any) -> None:
    with pytest.raises(TypeError, match=r"datetime\.date"):
        assess({}, as_of)
