"""A month's amount: a share of a year's or of a payment period's, with its rates, populations and working."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine.amounts import MonthAmount, month_amount, months_in, months_of_rate, months_shared_over
from pcn_des.engine.binding import bind
from pcn_des.engine.tree import FactRef, TermRef
from pcn_des.units import Unit
from pcn_des.values import Range, Unknown
from support.lamps import Charter, Lamps, term, year_of

f, t = FactRef(""), TermRef("")
YEARLY = term("oil.rate", "2.5", "GBP per registered patient per year")
WINTER = term(
    "oil.rate",
    "2.5",
    "GBP per registered patient per payment period",
    "from = 2030-10-01\nuntil = 2030-12-31\npublished = 2030-03-01",
)


def amount(text: str, patients: Any, as_of: date = date(2030, 10, 1), rate_step: str | None = None) -> MonthAmount:
    contract = Terms(year_of(text), as_of)
    facts = Charter(text).fact("population.registered", "registered patients").facts
    bound = bind("oil", t.oil.rate * f.population.registered, facts, lambda key: Unit.parse(contract[key].unit))
    step = Fraction(rate_step) if rate_step else None
    return month_amount(bound, contract, facts, Lamps({"population.registered": patients}), step)


def test_a_years_rate_is_shared_over_twelve_months() -> None:
    found = amount(YEARLY, Fraction(4_000))
    assert found.pounds == Fraction(10_000, 12)
    assert (str(found.worked), found.missing, found.notes) == ("(2.5 x 4,000) / 12", (), ())
    assert [str(rate) for rate in found.rates] == ["£2.5 per registered patient per year"]
    assert [str(population) for population in found.populations] == ["4,000 registered patients"]
    assert [use.key for use in found.terms] == ["oil.rate"]


def test_a_rate_of_a_payment_period_is_shared_over_its_months() -> None:
    found = amount(WINTER, Fraction(4_000))
    assert (found.pounds, str(found.worked)) == (Fraction(10_000, 3), "(2.5 x 4,000) / 3")


@pytest.mark.parametrize(
    ("step", "pounds", "working"),
    [("0.01", "840", "0.21 x 4,000 = 840"), ("0.05", "800", "0.2 x 4,000 = 800"), ("1", "0", "0 x 4,000 = 0")],
)
def test_a_months_rate_may_be_rounded_first(step: str, pounds: str, working: str) -> None:
    """A twelfth of 2.50 is 0.2083…"""
    found = amount(YEARLY, Fraction(4_000), rate_step=step)
    assert (found.pounds, str(found.worked)) == (Fraction(pounds), working)


def test_a_half_is_rounded_up() -> None:
    half = term("oil.rate", "0.06", "GBP per registered patient per year")  # 0.005 a month
    assert amount(half, Fraction(1_000), rate_step="0.01").pounds == 10
    below = term("oil.rate", "0.0599", "GBP per registered patient per year")
    assert amount(below, Fraction(1_000), rate_step="0.01").pounds == 0


def test_nothing_comes_to_nothing() -> None:
    found = amount(YEARLY, Fraction(0))
    assert (found.pounds, str(found.worked)) == (0, "0")


def test_what_is_missing_makes_no_amount() -> None:
    unknown = amount(YEARLY, Unknown.because("a list"))
    assert (unknown.pounds, unknown.missing, str(unknown.worked), unknown.populations) == (None, ("a list",), "", ())
    assert [str(rate) for rate in unknown.rates] == ["£2.5 per registered patient per year"]
    low = amount(YEARLY, Range(Fraction(3_000), None, ("a list",)))
    assert (low.pounds, low.missing) == (None, ("a list",))
    assert (low.amount, str(low.worked)) == (
        Range(Fraction(625), None, ("a list",)),
        "(2.5 x (at least 3,000)) / 12 = at least 625",
    )
    assert [str(population) for population in low.populations] == ["at least 3,000 registered patients"]


def test_over_how_many_months_a_rate_is_shared() -> None:
    contract = year_of(YEARLY + WINTER.replace("oil.rate", "oil.winter") + term("oil.cans", "3", "GBP"))
    months = [months_of_rate(contract.terms[key][0]) for key in ("oil.rate", "oil.winter", "oil.cans")]
    assert months == [12, 3, None]


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2030, 4, 1), date(2031, 3, 31), 12),
        (date(2030, 7, 1), date(2031, 3, 31), 9),
        (date(2030, 4, 1), date(2030, 4, 30), 1),
    ],
)
def test_the_months_of_a_period(since: date, until: date, months: int) -> None:
    assert months_in(Period(since, until)) == months


@pytest.mark.parametrize(("since", "until"), [((4, 2), (4, 30)), ((4, 1), (4, 29)), ((4, 2), (4, 29))])
def test_a_payment_period_has_whole_months(since: tuple[int, int], until: tuple[int, int]) -> None:
    period = Period(date(2030, *since), date(2030, *until))
    with pytest.raises(des.RuleDefinitionError) as caught:
        months_in(period)
    assert str(caught.value) == f"the payment period {period} does not consist of whole months"


def test_rates_of_different_lengths_can_not_be_shared_together() -> None:
    """Neither by the months of the one nor by those of the other."""
    contract = year_of(YEARLY + WINTER.replace("oil.rate", "oil.winter") + term("oil.cans", "3", "GBP"))
    rate, winter, cans = (contract.terms[key][0] for key in ("oil.rate", "oil.winter", "oil.cans"))
    with pytest.raises(des.RuleDefinitionError) as caught:
        months_shared_over("oil", [rate, cans, winter])
    assert str(caught.value) == "rule oil adds up rates of 3 and 12 months"
    assert [months_shared_over("oil", terms) for terms in ([rate, cans], [winter, winter], [cans], [])] == [
        12,
        3,
        12,
        12,
    ]


def test_a_rate_that_is_rounded_first_makes_no_amount_of_what_is_missing() -> None:
    unknown = amount(YEARLY, Unknown.because("a list"), rate_step="0.01")
    assert (unknown.amount, str(unknown.worked)) == (Unknown.because("a list"), "")
    low = amount(YEARLY, Range(Fraction(3_000), None, ("a list",)), rate_step="0.01")
    assert (low.amount, str(low.worked)) == (
        Range(Fraction(630), None, ("a list",)),
        "0.21 x (at least 3,000) = at least 630",
    )


def test_a_rule_is_named_where_its_rates_can_not_be_shared() -> None:
    text = YEARLY + WINTER.replace("oil.rate", "oil.winter")
    contract = Terms(year_of(text), date(2030, 10, 1))
    charter = Charter(text).fact("population.registered", "registered patients")
    rule = (t.oil.rate + t.oil.winter) * f.population.registered
    units = {"oil.rate": "GBP per registered patient per year", "oil.winter": "GBP per registered patient per year"}
    bound = bind("oil", rule, charter.facts, lambda key: Unit.parse(units[key]))
    with pytest.raises(des.RuleDefinitionError) as caught:
        month_amount(bound, contract, charter.facts, Lamps({"population.registered": Fraction(1)}))
    assert str(caught.value) == "rule oil adds up rates of 3 and 12 months"
