"""The list that a payment was made on, read off the payment."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pcn_des.answers.reconciliation import AGREES, ROUNDING
from pcn_des.dates import ContractYear
from pcn_des.questions.published.lists import HeadMonths, contract_pence, head_months, two_lists, whole_list
from pcn_des.questions.published.rates import BEDS, REGISTERED, rates_of
from pcn_des.questions.published.ways import penny, ways_of

IN_2021 = ContractYear(2021)
HOURS = ways_of(IN_2021, ["extended_hours_access"], None)
CORE = ways_of(IN_2021, ["core_pcn_funding"], None)
RATES = rates_of(IN_2021, None)
PATIENTS = st.integers(1, 300_000)


@given(PATIENTS, st.sampled_from([HOURS, CORE]), st.integers(0, 2))
def test_a_list_is_read_off_what_was_paid_for_it(patients: int, ways: list, which: int) -> None:  # type: ignore[type-arg]
    whole = [way for way in ways if way.whole]
    paid = whole[which].pence({REGISTERED: Fraction(patients)})
    found = whole_list(paid, ways)
    assert found is not None
    assert any(way.pence({REGISTERED: Fraction(found[1])}) == paid for way in whole)
    assert found == (REGISTERED, patients)


def test_what_is_no_whole_list_is_none() -> None:
    assert whole_list(6_765_408, HOURS) == (REGISTERED, 46_982)  # 1.44 x 46,982
    assert whole_list(6_765_409, HOURS) is None
    assert whole_list(0, HOURS) is None
    assert whole_list(-144, HOURS) is None


def test_weighted_patients_are_no_whole_number_and_are_not_read_off() -> None:
    ways = ways_of(IN_2021, ["network_participation"], None)
    assert whole_list(12 * 147, ways) is None


def test_months_are_read_off_where_a_month_costs_whole_pence() -> None:
    found = head_months(12 * 548_852, RATES["extended_hours_access"])
    assert found is not None
    assert (found.population, found.count, len(found.months), found.pence) == (REGISTERED, 548_852, 12, 12)
    beds = head_months(860_000, RATES["care_home_premium"])
    assert beds is not None
    assert (beds.population, beds.count, beds.pence) == (BEDS, 860, 1_000)
    assert head_months(12 * 548_852 + 1, RATES["extended_hours_access"]) is None
    assert head_months(1_250, RATES["core_pcn_funding"]) is None  # 12.5 pence


def _months(count: int) -> HeadMonths:
    days = tuple(rate.month for rate in CORE[0].months[0])
    return HeadMonths(REGISTERED, count, days, 12)


@given(PATIENTS, PATIENTS, st.integers(1, 11), st.sampled_from(["core_pcn_funding", "clinical_director"]))
def test_two_lists_that_were_paid_are_found_and_give_the_pence(first: int, then: int, months: int, stream: str) -> None:
    if first == then:
        return
    for way in ways_of(IN_2021, [stream], None):
        if way.cause != ROUNDING or way.even is None:
            continue
        rate = way.even
        paid = months * penny(rate * first) + (12 - months) * penny(rate * then)
        known = _months(months * first + (12 - months) * then)
        found = two_lists(paid, way, known)
        assert found is not None
        assert found.first * found.months + found.then * found.others == known.count
        assert found.months * penny(rate * found.first) + found.others * penny(rate * found.then) == paid
        assert found.first != found.then
        assert abs(found.first - found.then) <= abs(first - then)


def test_the_contract_pays_months_whatever_the_lists() -> None:
    (way,) = [way for way in CORE if way.cause == AGREES]
    assert contract_pence(way, _months(226_429)) == 2_830_363  # 12.5 x 226,429 = 2,830,362.5
    (by_month, _) = [way for way in CORE if way.cause == ROUNDING]
    assert contract_pence(by_month, _months(226_429)) is None
    assert two_lists(2_830_366, by_month, _months(226_429)) is not None
    assert two_lists(2_830_376, by_month, _months(226_429)) is None
