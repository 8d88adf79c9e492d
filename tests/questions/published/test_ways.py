"""What a list would have been paid: the same pence as the package's own entitlements, whoever pays."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.reconciliation import AGREES, ROUNDING
from pcn_des.dates import ContractYear
from pcn_des.questions.published.rates import POPULATIONS, rates_of
from pcn_des.questions.published.ways import penny, ways_of
from support.effort import examples
from support.published import PUBLISHED

LISTS = st.fixed_dictionaries({population: st.integers(1, 150_000) for population in POPULATIONS})
PAYERS = {AGREES: None, "commissioner": "commissioner", "national_system": "national_system"}


@settings(max_examples=examples(one_in=3))
@given(lists=LISTS, year=st.sampled_from(PUBLISHED))
def test_a_way_of_the_whole_year_gives_what_the_entitlements_give(lists: dict[str, int], year: ContractYear) -> None:
    exact = {population: Fraction(number) for population, number in lists.items()}
    for payer in (None, "commissioner", "national_system"):
        statement = des.entitlements(lists, str(year), paid_by=payer)
        for stream, rates in rates_of(year, None).items():
            if rates.claimed or not rates.populations:
                continue
            whole = [way for way in ways_of(year, [stream], None) if way.whole]
            contract, by_hand, *by_system = whole
            way = {None: [contract], "commissioner": [by_hand], "national_system": by_system}[payer]
            if way:  # the national system did not pay it in every month
                assert statement[stream].amount == des.Money.to_the_penny(Fraction(way[0].pence(exact), 100))


def test_the_ways_of_core_funding_in_2021_22() -> None:
    ways = ways_of(ContractYear(2021), ["core_pcn_funding", "pcn_support"], None)
    lists = {"population.registered": Fraction(46_982), "population.weighted": Fraction("47256.86")}
    found = {(way.cause, way.streams): way.pence(lists) for way in reversed(ways) if way.whole}
    assert found[AGREES, ("core_pcn_funding",)] == 7_047_300  # 1.50 x 46,982
    assert found[AGREES, ("pcn_support",)] == 4_862_731  # 1.029 x 47,256.86 = 48,627.30894
    assert found[AGREES, ("core_pcn_funding", "pcn_support")] == 7_047_300 + 4_862_731
    assert found[ROUNDING, ("core_pcn_funding",)] == 12 * 587_275  # 5,872.75


def test_part_of_the_year_is_told_by_its_months() -> None:
    said = [way.because for way in ways_of(ContractYear(2022), ["core_pcn_funding"], None)]
    assert said[2] == "April to September 2022 alone, as the national system paid"
    assert "April 2022 to February 2023 alone" in said
    assert "March 2023 alone" in said
    assert len(said) == len(set(said))


def test_the_payer_changes_only_where_the_national_system_is_known_to_have_paid() -> None:
    in_2020 = [way.because for way in ways_of(ContractYear(2020), ["extended_hours_access"], None)]
    assert "by hand until August 2020, by the national system then" in in_2020
    assert "by hand until July 2020, by the national system then" not in in_2020
    in_2022 = [way.because for way in ways_of(ContractYear(2022), ["core_pcn_funding"], None)]
    assert not any("by hand until" in said for said in in_2022)


def test_an_earlier_rate_is_tried_where_it_was_raised_later() -> None:
    (before, by_month) = [
        way
        for way in ways_of(ContractYear(2024), ["enhanced_access"], None)
        if way.because.startswith("the rate as known before 26 September 2024")
    ]
    assert before.pence({"population.adjusted": Fraction(51_230)}) == 39_313_902  # 7.674 x 51,230
    assert by_month.pence({"population.adjusted": Fraction(51_230)}) == 12 * 3_276_159


@pytest.mark.parametrize(("pence", "rounded"), [("1.49", 1), ("1.5", 2), ("-1.5", -1), ("2.5", 3)])
def test_half_a_penny_goes_up(pence: str, rounded: int) -> None:
    assert penny(Fraction(pence)) == rounded
