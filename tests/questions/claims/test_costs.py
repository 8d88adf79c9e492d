"""What a post costs in a month, where the records tell it, tell a part of it, or tell nothing."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Records, claim
from pcn_des.dates import Period
from pcn_des.network import ExtraHours, Invoice, Leave, Pay
from pcn_des.questions.claims.costs import cost_of_extra, invoiced, monthly_pay, overheads
from pcn_des.values import UNKNOWN, Range
from support.staff import a_term, contract_of, day, post

TABLE = pytest.mark.parametrize
KEY = "arrs.social_prescribing_link_worker.supplier_contribution"


def at_least(pounds: int, *needs: str) -> Range:
    return Range(Fraction(pounds), None, needs)


def kept(since: str, until: str) -> Period:
    return Period(day(since), day(until))


ENDED = Pay(since=day("2024-04-01"), until=day("2024-09-30"), salary=24_000, national_insurance=3_000, pension=3_000)
GOES_ON = Pay(since=day("2024-10-01"), salary=30_000, national_insurance=3_000, pension=3_000)


@TABLE(
    ("pay", "expected"),
    [
        ([GOES_ON], Fraction(3_000)),
        ([ENDED, GOES_ON], Fraction(3_000)),
        ([GOES_ON, ENDED], Fraction(3_000)),
        (
            [Pay(since=day("2024-10-01"), salary=30_000, pension=3_000)],
            at_least(2_750, "the employer's national insurance of P1"),
        ),
        (
            [Pay(since=day("2024-10-01"), salary=30_000)],
            at_least(2_500, "the employer's national insurance of P1", "the employer's pension of P1"),
        ),
        ([ENDED], at_least(0, "what P1 costs")),
        (Records([ENDED], complete=True), Fraction(0)),
        (Records([ENDED], complete=kept("2024-10-15", "2024-10-15")), Fraction(0)),
        (Records([ENDED], complete=kept("2024-10-16", "2025-03-31")), at_least(0, "what P1 costs")),
        (Records([ENDED], complete=kept("2024-04-01", "2024-10-14")), at_least(0, "what P1 costs")),
        (Records([], complete=True), at_least(0, "what P1 costs")),  # somebody who holds a post is paid
        (None, at_least(0, "what P1 costs")),
    ],
)
def test_pay_is_that_of_the_day_as_far_as_it_is_on_record(pay: Any, expected: Any) -> None:
    assert monthly_pay(post(pay=pay), day("2024-10-15")) == expected


BEFORE = Pay(since=day("2024-04-01"), salary=40_000, national_insurance=4_000, pension=5_000)
RAISED = Pay(since=day("2024-09-16"), salary=60_000, national_insurance=6_000, pension=8_000)
FOR_A_WHILE = attrs.evolve(RAISED, until=day("2024-10-31"))


@TABLE("pay", [[BEFORE, RAISED], [RAISED, BEFORE]])
def test_pay_without_a_last_day_goes_on_until_the_next_begins(pay: list[Pay]) -> None:
    """49,000 / 12 and 74,000 / 12; of September 15 of 30 days at each: 5,125. The maximum from October is 65,838."""
    one = post(pay=pay)
    assert [monthly_pay(one, day(on)) for on in ("2024-09-15", "2024-09-16")] == [
        Fraction(49_000, 12),
        Fraction(74_000, 12),
    ]
    costs = [str(claim(one, day(month)).cost) for month in ("2024-08", "2024-09", "2024-10")]
    assert costs == ["£4,083.33", "£5,125.00", "£6,166.67"]
    assert str(claim(one, day("2024-10")).claimable) == "£5,486.50"


@TABLE("pay", [[BEFORE, FOR_A_WHILE], [FOR_A_WHILE, BEFORE]])
def test_pay_that_the_next_has_ended_does_not_begin_again(pay: list[Pay]) -> None:
    assert monthly_pay(post(pay=pay), day("2024-11-01")) == at_least(0, "what P1 costs")


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=5, unique=True),
    st.randoms(use_true_random=False),
    st.integers(0, 450),
)
def test_the_order_of_spells_of_pay_never_matters(starts: list[int], random: Random, later: int) -> None:
    """Each goes on until the next: the pay of a day is that of the last start by then."""
    first = day("2024-04-01")
    spells = [
        Pay(since=first + timedelta(days=days), salary=12_000 + days, national_insurance=0, pension=0)
        for days in starts
    ]
    random.shuffle(spells)
    begun = [days for days in starts if days <= later]
    expected = Fraction(12_000 + max(begun), 12) if begun else at_least(0, "what P1 costs")
    assert monthly_pay(post(pay=spells), first + timedelta(days=later)) == expected


def test_the_cost_of_a_year_comes_to_a_twelfth_a_month_and_less_during_leave() -> None:
    leave = [Leave(since=day("2024-10-10"), until=day("2024-10-20"), kind="parental", pay_share="0.25")]
    one = post(annual_cost=36_000, leave=leave)
    days = ("2024-10-09", "2024-10-10", "2024-10-20", "2024-10-21")
    assert [monthly_pay(one, day(on)) for on in days] == [3_000, 750, 750, 3_000]


@TABLE(
    ("complete", "month", "expected"),
    [
        (False, "2024-10", Fraction(6_000)),
        (False, "2024-11", at_least(0, "the invoice of P1 for the month")),
        (True, "2024-11", Fraction(0)),
    ],
)
def test_what_a_supplier_charges_for_a_month(complete: bool, month: str, expected: Any) -> None:
    invoices = Records([Invoice(month=day("2024-10"), amount=6_000)], complete=complete)
    assert invoiced(post(invoices=invoices), day(month)) == expected


def test_without_invoices_they_do_not_tell_what_a_post_costs() -> None:
    assert invoiced(post(), day("2024-10")) is None


@TABLE(
    ("fields", "value", "expected"),
    [
        # 2,400 / 12 = 200 a month at most for a whole post, as the specifications since November 2019 say
        ({"supplier_fee": 3_000}, 2_400, (Fraction(250), Fraction(200))),
        ({"supplier_fee": 3_000, "wte": "0.5"}, 2_400, (Fraction(250), Fraction(100))),
        ({"supplier_fee": 1_200}, 2_400, (Fraction(100), Fraction(100))),
        ({}, 2_400, (Fraction(0), Fraction(0))),
        ({"supplier_fee": 3_000}, None, (Fraction(250), Fraction(0))),  # the contract has no such term
        (
            {"supplier_fee": 3_000},
            UNKNOWN,
            (Fraction(250), Range(Fraction(0), Fraction(250), ("how much of it was not seen",))),
        ),
    ],
)
def test_a_suppliers_overheads_and_what_of_them_is_reimbursed(
    fields: dict[str, Any], value: Any, expected: tuple[Any, Any]
) -> None:
    role = "social_prescribing_link_worker"
    terms = [] if value is None else [a_term(KEY, value, "GBP per WTE per year", note="how much of it was not seen")]
    contract = contract_of("2024-05-01", *terms, without=[KEY])
    assert overheads(post(role, **fields), role, contract) == expected


@TABLE(("cost", "expected"), [(700, Fraction(700)), (0, Fraction(0)), (None, at_least(0, "what the extra hours cost"))])
def test_what_extra_hours_cost(cost: int | None, expected: Any) -> None:
    assert cost_of_extra(ExtraHours(month=day("2024-10"), wte="0.1", cost=cost)) == expected
