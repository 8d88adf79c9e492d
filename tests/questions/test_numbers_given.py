"""A question takes no number that is not finite, or that is below nothing: it says which, and what it has to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from support.asking import CENSUS

DAY = date(2024, 5, 1)
PAID = SimpleNamespace(pcn_code="U00001", pcn_name="Millbrook", payments={"PCN Participation": Decimal(100)})
REPORT = des.assess(des.example_network(), DAY)

Ask = Callable[[Any], object]


def hired(**given: Any) -> object:
    return des.could_hire("paramedic", DAY, **{"left": des.Money(Decimal(100_000)), **given})


def points(**given: Any) -> object:
    return des.indicator_points("HI-03", "2025/26", **{"numerator": 1, "denominator": 10, **given})


def returned(**given: Any) -> object:
    return des.workforce_return(CENSUS.encode(), "U65207", **given)


TAKEN: Final[Mapping[str, Ask]] = {
    "annual_cost": lambda number: hired(annual_cost=number),
    "held": lambda number: hired(held=number),
    "registered": lambda number: hired(registered=number),
    "registered of reimbursable": lambda number: des.reimbursable("paramedic", DAY, registered=number),
    "registered of workforce_return": lambda number: returned(registered=number),
    "paramedic": lambda number: returned(claimed={"paramedic": number}),
    "numerator": lambda number: points(numerator=number),
    "denominator": lambda number: points(denominator=number),
    "list_size_adjustment": lambda number: points(list_size_adjustment=number),
    "prevalence_adjustment": lambda number: points(prevalence_adjustment=number),
    "personalised care adjustments": lambda number: points(personalised_care_adjustments=number),
    "baseline": lambda number: points(baseline=(number, 10)),
    "HI-03": lambda number: des.iif({"HI-03": (number, 10)}, "2025/26"),
    "population.weighted": lambda number: des.entitlements({"population.weighted": number}, "2024/25"),
    "population.registered": lambda number: des.reconcile_published(
        [PAID], "2021/22", {"U00001": {"population.registered": number}}
    ),
    "days": REPORT.due_soon,
}
no_numbers = st.one_of(
    st.sampled_from([Decimal(f"{sign}{word}") for sign in ("", "-") for word in ("NaN", "sNaN", "Infinity")]),
    st.sampled_from([float("nan"), float("inf"), float("-inf")]),
    st.integers(max_value=-1),
    st.decimals(max_value=-1, allow_nan=False),
    st.floats(max_value=-1, allow_nan=False),
    st.booleans(),
    st.sampled_from(["", "abc", b"1", [1], object()]),
)


@pytest.mark.parametrize("what", TAKEN)
@given(no_numbers)
def test_what_is_no_number_is_refused_by_its_name(what: str, number: Any) -> None:
    with pytest.raises(des.PcnDesError) as caught:
        TAKEN[what](number)
    assert what.partition(" of ")[0] in str(caught.value)


@pytest.mark.parametrize("what", TAKEN)
@given(st.integers(min_value=1) | st.sampled_from([10**40, 10**400]))
def test_any_other_is_answered_or_refused(what: str, number: int) -> None:
    assert what.partition(" of ")[0] in (_refusal(what, number) or what)


def _refusal(what: str, number: int) -> str:
    try:
        str(TAKEN[what](number))
    except des.PcnDesError as refused:
        return str(refused)
    return ""


@given(st.one_of(no_numbers, st.decimals(min_value=0), st.integers(), st.none()))
def test_what_is_left_is_money(left: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^left is .*; give money"):
        hired(left=left)


@given(st.integers(-(10**15), 0), st.none() | st.integers(0, 90_000).map(Decimal))
def test_of_less_than_nothing_nothing_is_hired(pence: int, annual_cost: Decimal | None) -> None:
    left = des.Money(Decimal(f"{pence}E-2"))
    found = des.could_hire("advanced_practitioner", date(2022, 11, 1), left=left, annual_cost=annual_cost)
    assert (found.at_least, found.at_most) == (0, 0)


@given(st.integers(-(10**15), 10**15))
def test_payments_may_be_below_nothing_and_are_numbers(pence: int) -> None:
    def asked(amount: Any) -> object:
        row = SimpleNamespace(pcn_code="U00001", pcn_name="M", payments={"PCN Participation": amount})
        return des.reconcile_published([row], "2021/22")

    assert asked(Decimal(f"{pence}E-2"))
    for amount in (Decimal("NaN"), Decimal("-Infinity"), 1.5, True, "12x"):
        with pytest.raises(des.MisuseError, match=r"^PCN Participation of U00001 is "):
            asked(amount)
