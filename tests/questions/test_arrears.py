"""Arrears of a corrected population: a line of their own, rounded once, in no total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.entries import Payment
from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear
from pcn_des.engine import ranges
from pcn_des.questions.basis import rulebook
from pcn_des.questions.stream_months import StreamMonth, months_of
from pcn_des.values import Unknown
from support.effort import examples
from support.remittances import of_lists, population
from support.small_network import complete, practice

YEAR, COUNTED, CORRECTED = "2025/26", "2025-01-01", "2025-05-30"
STREAMS = ("core_pcn_funding", "enhanced_access", "capacity_and_access_support")


def corrected(to: float) -> des.Network:
    """45,000 registered, 46,000 adjusted, corrected on 30 May 2025."""
    return of_lists(
        population("registered", 45_000, COUNTED),
        population("adjusted", 46_000, COUNTED),
        population("adjusted", to, COUNTED, published=CORRECTED),
    )


def told(statement: des.Statement) -> dict[str, tuple[str, bool | None]]:
    return {one.stream: (str(one.of), one.less) for one in statement.arrears}


def test_46_000_corrected_to_46_900() -> None:
    """54.975, 632.025 and 240.60 a month more, for April and May, rounded once: together 1,855.20."""
    found = des.entitlements(corrected(46_900), YEAR).arrears
    assert {one.stream: str(one.of) for one in found} == {
        "core_pcn_funding": "£109.95",
        "enhanced_access": "£1,264.05",
        "capacity_and_access_support": "£481.20",
        "capacity_and_access_improvement": "at most £206.25",
    }
    assert sum(one.amount.pounds for one in found if one.amount is not None) == Decimal("1855.20")
    assert {one.months for one in found} == {(date(2025, 4, 1), date(2025, 5, 1))}
    assert not any(one.less for one in found)
    assert [one.title for one in found] == [
        "Core PCN funding", "Enhanced access payment", "Capacity and access support payment",
        "Capacity and access improvement payment",
    ]  # fmt: skip


def test_what_has_to_be_earned_is_made_good_at_most() -> None:
    """1.375 x 900 / 12 for April and for May, 206.25, if all of it was earned: the letter names this stream too."""
    of = {one.stream: one.of for one in des.entitlements(corrected(46_900), YEAR).arrears}
    earned = of["capacity_and_access_improvement"]
    assert earned.at_most is not None
    assert (earned.at_least.pounds, earned.at_most.pounds) == (Decimal(0), Decimal("206.25"))


def test_they_name_the_sources_of_the_correction() -> None:
    (found, *_) = des.entitlements(corrected(46_900), YEAR).arrears
    assert [citation.document.name for citation in found.citations] == [
        "Management in Practice, PCNs with student practices have DES income undervalued, 2025-06-26",
        "Management in Practice, PCNs with student practices have DES income undervalued, 2025-06-26",
        "Surrey and Sussex LMCs, Adjustments to PCN payments",
    ]


def test_may_is_paid_on_46_000_and_june_on_46_900() -> None:
    """8.427 x 46,000 / 12 = 32,303.50; x 46,900 / 12 = 32,935.525."""
    lines = des.entitlements(corrected(46_900), YEAR, paid_by="commissioner")["enhanced_access"].lines
    assert [str(line.amount) for line in lines[:4]] == ["£32,303.50", "£32,303.50", "£32,935.53", "£32,935.53"]


def test_there_are_none_before_the_correction_was_published() -> None:
    network = corrected(46_900)
    assert des.entitlements(network, YEAR, date(2025, 5, 29)).arrears == ()
    assert len(des.entitlements(network, YEAR, date(2025, 5, 30)).arrears) == 4


@pytest.mark.parametrize(
    "network",
    [
        corrected(46_000),
        of_lists(population("registered", 45_000, COUNTED), population("adjusted", 46_000, COUNTED)),
        of_lists(population("registered", 45_000, COUNTED)),
        of_lists(population("adjusted", 46_900, COUNTED, published=CORRECTED)),
    ],
)
def test_there_are_none_where_nothing_was_corrected(network: des.Network) -> None:
    assert des.entitlements(network, YEAR).arrears == ()


def test_there_are_none_of_a_year_without_a_correction_and_none_of_given_facts() -> None:
    network = of_lists(population("adjusted", 46_000), population("adjusted", 46_900, published="2024-05-30"))
    assert des.entitlements(network, "2024/25").arrears == ()
    assert des.entitlements({"population.adjusted": 46_000}, YEAR).arrears == ()


def test_a_lower_correction_is_money_to_give_back() -> None:
    """46,000 - 45,100 = 900: as much as above, the other way."""
    found = des.entitlements(corrected(45_100), YEAR)
    assert told(found) == {
        "core_pcn_funding": ("£109.95", True),
        "enhanced_access": ("£1,264.05", True),
        "capacity_and_access_support": ("£481.20", True),
        "capacity_and_access_improvement": ("at most £206.25", True),
    }


def test_they_are_in_no_total() -> None:
    """136,237.75 + 393,962.25 + 149,974.00, each of two months on 46,000 and ten on 46,900."""
    found = des.entitlements(corrected(46_900), YEAR)
    assert str(found.total) == "£680,174.00"
    assert sum(line.amount.pounds for line in found.lines if line.amount and line.stream in STREAMS) == Decimal(
        "680174"
    )
    assert set(found.by_payee) == {"Nominated Payee"}
    assert str(found.by_payee["Nominated Payee"]) == "£680,174.00"


def test_corrected_lists_of_practices() -> None:
    """Only one of two practices was corrected, by 900."""
    both = [
        practice("A00001", registered={COUNTED: 20_000}, adjusted={COUNTED: 21_000}),
        practice("A00002", registered={COUNTED: 25_000}, adjusted={COUNTED: 25_000}),
    ]
    both[0]["populations"].append(population("adjusted", 21_900, COUNTED, published=CORRECTED))
    both[1]["populations"].append(population("adjusted", 25_000, COUNTED, published=CORRECTED))
    network = des.read_network({"code": "U00001", "name": "M", "practices": complete(*both)})
    assert told(des.entitlements(network, YEAR))["enhanced_access"] == ("£1,264.05", False)


def test_the_last_of_several_corrections_that_was_known() -> None:
    """8.427 x 900 / 6 = 1,264.05, then 8.427 x 1,000 / 6 = 1,404.50."""
    network = of_lists(
        population("adjusted", 46_000, COUNTED),
        population("adjusted", 46_900, COUNTED, published=CORRECTED),
        population("adjusted", 47_000, COUNTED, published="2025-07-01"),
    )
    assert told(des.entitlements(network, YEAR, date(2025, 6, 30)))["enhanced_access"] == ("£1,264.05", False)
    assert told(des.entitlements(network, YEAR))["enhanced_access"] == ("£1,404.50", False)


def test_a_network_that_began_in_may_has_arrears_of_may_alone() -> None:
    """8.427 x 900 / 12 = 632.025."""
    network = corrected(46_900).evolve(opened=date(2025, 5, 1))
    (found,) = [one for one in des.entitlements(network, YEAR).arrears if one.stream == "enhanced_access"]
    assert found.months == (date(2025, 5, 1),)
    assert str(found.amount) == "£632.03"


@given(st.integers(1, 90_000))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_arrears_are_the_rate_by_the_patients_more_or_less(to: int) -> None:
    found = told(des.entitlements(corrected(to), YEAR))
    for stream, rate in zip(STREAMS, ("0.733", "8.427", "3.208"), strict=True):
        more = Fraction(rate) * (to - 46_000) / 6
        money = des.Money.to_the_penny(abs(more))
        assert found.get(stream) == (None if to == 46_000 else (str(money), more < 0))


def test_screen_html_and_json_have_them() -> None:
    statement = des.entitlements(corrected(46_900), YEAR)
    title = "ARREARS of a corrected population: recommended to commissioners, in no total"
    assert f"{title}\n  - Core PCN funding, April 2025 to May 2025: £109.95 more\n" in str(statement)
    assert "<li>Enhanced access payment, April 2025 to May 2025: £1,264.05 more</li>" in statement._repr_html_()
    less = des.entitlements(corrected(45_100), YEAR)
    assert "Capacity and access support payment, April 2025 to May 2025: £481.20 less" in str(less)
    assert "ARREARS" not in str(des.entitlements(corrected(46_000), YEAR))
    plain = statement.to_dict()["arrears"][1]
    assert (plain["stream"], plain["months"]) == ("enhanced_access", ["2025-04-01", "2025-05-01"])
    assert (plain["amount"], plain["less"], len(plain["citations"])) == ("1264.05", False, 3)


def test_a_list_that_counts_alike_in_both_editions_need_not_be_known() -> None:
    """Core funding goes by the registered list too, which no correction changes: 0.733 x 900 / 6."""
    lists = [one for one in corrected(46_900).populations or () if one.kind == "adjusted"]
    found = des.entitlements(des.Network(code="U00001", name="M", populations=lists), YEAR)
    assert found["core_pcn_funding"].amount is None
    assert told(found)["core_pcn_funding"] == ("£109.95", False)
    assert told(found)["enhanced_access"] == ("£1,264.05", False)


@pytest.mark.parametrize("paid_by", ["commissioner", "national_system"])
def test_whoever_pays_they_are_rounded_once(paid_by: str) -> None:
    """A paying system that rounds a month's rate rounds it for both editions; the arrears are paid as one sum."""
    found = told(des.entitlements(corrected(46_900), YEAR, paid_by=paid_by))
    assert [found[stream] for stream in STREAMS] == [("£109.95", False), ("£1,264.05", False), ("£481.20", False)]


def test_a_practice_has_none_of_what_is_paid_to_its_network() -> None:
    listed = [population("registered", 20_000, COUNTED), population("adjusted", 21_000, COUNTED)]
    listed.append(population("adjusted", 21_900, COUNTED, published=CORRECTED))
    network = des.read_network(
        {"code": "U00001", "name": "M", "practices": complete(practice("A00001", populations=listed))}
    )
    assert len(des.entitlements(network, YEAR).arrears) == 4
    assert des.entitlements(network, YEAR, practice="A00001").arrears == ()


def by_adjusted(year: str) -> Iterator[tuple[Terms, Payment]]:
    """Each payment by the PCN Adjusted Population in each month in which it is in force."""
    contract = load_year(ContractYear.parse(year))
    for versions in contract.payments.values():
        for first in months_of(contract.year):
            payment = in_force(versions, first, date.max)
            if payment is None or (payment.rule or payment.key) not in rulebook().payments:
                continue
            if "population.adjusted" in rulebook().bound_payment(payment, contract).facts:
                yield Terms(contract, first, None), payment


@pytest.mark.parametrize("year", [str(year) for year in years()])
@given(adjusted=st.integers(0, 200_000), registered=st.integers(0, 200_000))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_what_goes_by_the_adjusted_population_is_a_rate_for_each_patient(
    year: str, adjusted: int, registered: int
) -> None:
    """On which arrears rest: they are what the patients come to whom the correction adds."""
    for contract, payment in by_adjusted(year):

        def amount(adjusted: int, registered: int, contract: Terms = contract, payment: Payment = payment) -> Any:
            facts = {"population.adjusted": adjusted, "population.registered": registered}
            return StreamMonth.of(facts, contract, None).amount(payment).amount

        of_the_rest = ranges.plus(amount(0, registered), ranges.times(Fraction(adjusted), amount(1, 0)))
        assert ends(amount(adjusted, registered)) == ends(of_the_rest)


def ends(number: ranges.Number) -> object:
    """An amount, or its ends where a rate is half known."""
    return None if isinstance(number, Unknown) else (ranges.lowest(number), ranges.highest(number))
