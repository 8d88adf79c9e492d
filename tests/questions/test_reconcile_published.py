"""Published payments held against what was owed: to the penny, with a cause, or not explained."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.published import GROUPS, PUBLISHED_CAUSES
from pcn_des.formats import payments
from support.effort import examples

HOURS, SUPPORT, LEADERSHIP = "PCN Extended Hours Access", "PCN Support", "PCN Leadership"
BEDS, WORKFORCE, PARTICIPATION = "PCN Care Home Premium", "PCN Workforce", "PCN Participation"


def network(code: str = "U00001", /, **paid: str) -> Any:
    columns = {"hours": HOURS, "support": SUPPORT, "leadership": LEADERSHIP, "beds": BEDS, "workforce": WORKFORCE}
    amounts = {columns[name]: Decimal(amount) for name, amount in paid.items()}
    return SimpleNamespace(pcn_code=code, pcn_name="Millbrook PCN", payments=amounts)


def told(year: str = "2021/22", lists: Mapping[str, Any] | None = None, **paid: str) -> dict[str, tuple[str, str]]:
    given = None if lists is None else {"U00001": lists}
    found = des.reconcile_published([network(**paid)], year, given)
    return {one.column: (one.cause, one.because) for one in found.payments}


def test_two_columns_that_tell_one_list_are_to_the_penny() -> None:
    found = des.reconcile_published([network(hours="67654.08", support="70473.00")], "2021/22")
    for one in found.payments:
        assert (one.cause, one.difference, one.group) == ("agrees", 0, "to the penny")
        assert one.patients == {"population.registered": Decimal(46_982)}
    assert [one.streams for one in found.payments] == [("extended_hours_access",), ("core_pcn_funding",)]
    assert [one.list_from for one in found.payments] == [SUPPORT, HOURS]


def test_months_that_are_rounded_before_they_are_added() -> None:
    # 0.125 x 37,295 = 4,661.875, rounded 4,661.88; 12 of them are 6 pence more than the year's 55,942.50
    found = told(hours="53704.80", support="55942.56")
    rounded = "each month rounded to the penny, as commissioners pay by hand"
    assert found[SUPPORT] == ("rounding of the paying system", rounded)
    assert found[HOURS] == ("agrees", "")


def test_a_rate_that_is_rounded_before_it_is_multiplied() -> None:
    # 0.061 x 126,058 = 7,689.538, rounded 7,689.54; the list is that of 181,523.52 = 1.44 x 126,058
    found = told(hours="181523.52", leadership="92274.48")
    by_system = "the month's rate rounded first, as the national system paid"
    assert found[LEADERSHIP] == ("rounding of the paying system", by_system)
    assert found[HOURS] == ("agrees", "its list is that of PCN Leadership")


def test_months_on_different_lists_by_the_contract() -> None:
    # 4 x 40,000 + 8 x 41,001 = 488,008 patient-months: 0.12 and 0.125 of them
    found = told(hours="58560.96", support="61001.00")
    assert found[SUPPORT] == ("agrees", "488,008 patient-months by PCN Extended Hours Access")
    assert found[HOURS] == ("agrees", "its list is that of PCN Support")


def test_months_on_two_lists_each_rounded() -> None:
    # 5 x 40,001 + 7 x 41,000 = 487,005 patient-months: 5 x 5,000.13 + 7 x 5,125.00
    cause, because = told(hours="58440.60", support="60875.65")[SUPPORT]
    assert cause == "list changed in the year"
    assert because.startswith("487,005 patient-months by PCN Extended Hours Access, as with 5 on ")


def test_the_first_months_alone() -> None:
    # 0.72 x 45,017 for April to September 2022, and 6 x 5,627.13 of core funding's twelve months
    found = told("2022/23", hours="32412.24", support="33762.78")
    assert found[SUPPORT] == ("part of the year", "April to September 2022 alone, as the national system paid")
    assert found[HOURS] == ("agrees", "its list is that of PCN Support")


def test_a_payer_that_changed_in_the_year() -> None:
    # 40,000 patients: 6 months by hand at 1.45 / 12 are 4,833.33, 6 of the national system at 0.121 are 4,840.00
    found = told("2020/21", hours="58039.98", support="60000.00")
    assert found[HOURS] == (
        "paying system changed in the year",
        "by hand until September 2020, by the national system then",
    )


def test_an_earlier_rate() -> None:
    columns = {"PCN Enhanced Access": Decimal("393139.02")}  # 7.674 x 51,230; 7.975 since 26 September 2024
    row = SimpleNamespace(pcn_code="U00001", pcn_name=None, payments=columns)
    lists = {"U00001": {"population.adjusted": 51_230}}
    (found,) = des.reconcile_published([row], "2024/25", lists).payments
    assert (found.cause, found.because) == ("rate known later", "the rate as known before 26 September 2024")
    assert found.owed.exact == des.Money(Decimal("408559.25"))
    (before,) = des.reconcile_published([row], "2024/25", lists, date(2024, 9, 1)).payments
    assert before.cause == "agrees"


def test_a_list_that_only_its_own_payment_tells_confirms_nothing() -> None:
    assert told(hours="67654.08") == {HOURS: ("list read off this payment", "46,982 patients in every month")}
    assert told(hours="58560.96") == {HOURS: ("list read off this payment", "488,008 patient-months at £0.12")}
    assert told(beds="8600.00") == {BEDS: ("list read off this payment", "860 bed-months at £10.00")}
    assert told(beds="1200.00") == {BEDS: ("list read off this payment", "10 beds in every month")}


def test_what_no_cause_gives_is_not_explained() -> None:
    assert told(hours="67654.09")[HOURS] == ("not explained", "")
    assert told(beds="8600.01")[BEDS] == ("not explained", "")
    assert told(hours="67654.08", support="70472.99")[SUPPORT] == ("not explained", "")
    assert told(hours="-4498.90")[HOURS] == ("not explained", "")


def test_a_mixed_column_with_more_than_is_known_is_not_explained() -> None:
    found = des.reconcile_published([network(hours="67654.08", support="119100.31")], "2021/22")
    (_, support) = found.payments
    assert (support.cause, support.group) == ("what is owed is not known exactly", "not explained")
    assert str(support.owed) == "at least £70,473.00"


def test_nothing_published_is_not_nothing_paid() -> None:
    assert told(hours="0.00")[HOURS] == ("nothing published", "")


def test_claims_have_no_rate() -> None:
    assert told(workforce="306166.57")[WORKFORCE] == ("not worked out here", "")


def test_a_list_that_is_given_goes_before_one_that_is_read_off() -> None:
    given = {"population.registered": 46_982, "population.weighted": "47256.86"}
    # 1.50 x 46,982, and 1.029 x 47,256.86 = 48,627.30894
    assert told(lists=given, support="119100.31")[SUPPORT] == ("agrees", "")
    assert told(lists=given, hours="67654.08")[HOURS] == ("agrees", "")
    other = {"population.registered": 46_000}
    assert told(lists=other, hours="67654.08", support="70473.00")[SUPPORT] == ("list of another day", "")


def test_a_sum_from_which_a_row_is_missing_is_not_tested() -> None:
    row = network(hours="67654.08", support="70473.00")
    row.complete = False
    found = des.reconcile_published([row], "2021/22")
    assert {(one.cause, one.group) for one in found.payments} == {("a row that can't be read", "not tested")}


def test_columns_that_hold_no_stream_are_named() -> None:
    row = SimpleNamespace(pcn_code="U1", pcn_name=None, payments={"PCN Biscuits": Decimal(1), HOURS: Decimal(0)})
    found = des.reconcile_published([row], "2021/22")
    assert (found.unknown, dict(found.columns)) == (("PCN Biscuits",), {HOURS: ("extended_hours_access",)})


def test_misuse_is_told() -> None:
    with pytest.raises(des.MisuseError, match=r"there is no network to compare$"):
        des.reconcile_published([], "2021/22")
    with pytest.raises(des.MisuseError, match="among those named"):
        des.reconcile_published([network(hours="1")], "2021/22", networks=["U99999"])
    with pytest.raises(des.UnknownNameError, match=r"no population 'registered'.*population\.registered"):
        des.reconcile_published([network(hours="1")], "2021/22", {"U00001": {"registered": 1}})
    with pytest.raises(des.OutsideDataError):
        des.reconcile_published([network(hours="1")], "2031/32")


# --- laws ---

AMOUNTS = st.decimals(min_value=-1_000, max_value=200_000, places=2) | st.just(Decimal(0))
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys((HOURS, SUPPORT, LEADERSHIP, BEDS), AMOUNTS)), max_size=4
)


@settings(max_examples=examples(one_in=2))
@given(ROWS, st.sampled_from(["2020/21", "2021/22", "2022/23"]), st.integers(1, 90_000))
def test_each_network_of_a_column_is_counted_once(rows: list[dict[str, Decimal]], year: str, patients: int) -> None:
    paid = [SimpleNamespace(pcn_code=f"U{place:05}", pcn_name=None, payments=row) for place, row in enumerate(rows)]
    if not paid:
        return
    found = des.reconcile_published(paid, year, {"U00001": {"population.registered": patients}})
    for count in found.counts:
        assert count.networks == sum(count.column in row for row in rows)
        assert sum(count.of(group) for group in GROUPS) == count.networks
    assert {one.cause for one in found.payments} <= PUBLISHED_CAUSES.keys()
    for one in found.payments:
        assert (one.cause == "agrees") <= (one.difference == 0)


@settings(max_examples=examples(one_in=2))
@given(st.integers(1, 200_000), st.sampled_from(["commissioner", "national_system", None]))
def test_what_a_payer_paid_on_one_list_is_explained(patients: int, payer: str | None) -> None:
    statement = des.entitlements({"population.registered": patients}, "2021/22", paid_by=payer)
    streams = {HOURS: "extended_hours_access", SUPPORT: "core_pcn_funding", LEADERSHIP: "clinical_director"}
    amounts = {column: statement[stream].amount.pounds for column, stream in streams.items()}  # type: ignore[union-attr]
    row = SimpleNamespace(pcn_code="U00001", pcn_name=None, payments=amounts)
    for one in des.reconcile_published([row], "2021/22").payments:
        assert one.group in ("to the penny", "explained"), one
        assert one.patients["population.registered"] == patients


# --- the real file ---


@pytest.fixture(scope="module")
def of_2021(real_file: Callable[[str], Path]) -> des.PublishedYear:
    paid = payments.read_networks(real_file("nhs_payments_gp_2021-22_england_pcn_columns.csv"))
    return des.reconcile_published(paid.rows, "2021/22")


@pytest.mark.thorough  # all of England
def test_the_real_payments_of_2021_22(of_2021: des.PublishedYear) -> None:
    counted = {count.column: tuple(count.of(group) for group in GROUPS) for count in of_2021.counts}
    assert counted[SUPPORT] == (128, 107, 0, 488, 527)
    assert counted[HOURS] == (245, 0, 504, 127, 374)
    assert all(sum(numbers) == 1250 for numbers in counted.values())


@pytest.mark.thorough  # all of England
def test_the_304_networks_of_which_two_streams_agree(
    of_2021: des.PublishedYear, real_file: Callable[[str], Path]
) -> None:
    """Core funding is to the penny or has a cause in 234 of 304; extended hours rest on a confirmed list in 237."""
    with real_file("derived_2021-22_pcns_where_two_streams_agree.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["PCN Code"] for row in csv.DictReader(file)}
    groups = {column: Counter() for column in (SUPPORT, HOURS)}  # type: ignore[var-annotated]
    for one in of_2021.payments:
        if one.network in codes and one.column in groups:
            groups[one.column][one.group] += 1
    assert groups == {
        SUPPORT: {"to the penny": 127, "explained": 107, "not explained": 59, "not tested": 11},
        HOURS: {"to the penny": 237, "own list only": 56, "not explained": 11},
    }
