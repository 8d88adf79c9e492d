"""Ceilings: the most that can be claimed or earned has an amount, and is in no total."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.statement import Statement, StreamTotal
from pcn_des.contract.files import load_year, years
from support.published import PUBLISHED

YEARS = [str(year) for year in PUBLISHED]
SUMS = {"arrs_sum", "arrs_gp_sum", "capacity_and_access_improvement"}
PATIENTS = st.integers(min_value=0, max_value=400_000)
ALL = {
    "population.registered": 45_000,
    "population.adjusted": 46_000,
    "population.weighted": 47_000,
    "care_homes.beds": 300,
}

RATE_NOT_FOUND = {("2019/20", "extended_hours_access"), ("2022/23", "capacity_and_access_support")}


def total(year: str, stream: str, **population: int) -> StreamTotal:
    return des.entitlements({f"population.{name}": count for name, count in population.items()}, year)[stream]


@pytest.mark.parametrize(
    ("year", "stream", "population", "pounds"),
    [
        ("2019/20", "arrs_sum", {"registered": 45_000}, "£53,942.00"),
        ("2019/20", "arrs_sum", {"registered": 99_999}, "£53,942.00"),
        ("2019/20", "arrs_sum", {"registered": 100_001}, "£107,884.00"),
        ("2020/21", "arrs_sum", {"weighted": 43_500}, "£310,198.50"),
        ("2022/23", "arrs_sum", {"weighted": 30_000}, "£500,880.00"),
        ("2023/24", "arrs_sum", {"weighted": 10_000}, "£226,710.00"),
        ("2024/25", "arrs_sum", {"weighted": 47_000}, "£1,076,018.00"),
        ("2024/25", "arrs_gp_sum", {"weighted": 48_000}, "£62,544.00"),
        ("2026/27", "arrs_sum", {"weighted": 47_000}, "£1,300,396.00"),
        ("2023/24", "capacity_and_access_improvement", {"adjusted": 40_000}, "£47,400.00"),
        ("2024/25", "capacity_and_access_improvement", {"adjusted": 46_000}, "£64,032.00"),
        ("2025/26", "capacity_and_access_improvement", {"adjusted": 40_000}, "£55,000.00"),
    ],
)
def test_a_ceiling_has_an_amount(year: str, stream: str, population: dict[str, int], pounds: str) -> None:
    found = total(year, stream, **population)
    assert (str(found.amount), found.kind, found.is_ceiling) == (pounds, "ceiling", True)


def test_the_sum_of_2025_26_is_known_as_first_published_and_is_at_least_that_now() -> None:
    first = des.entitlements({"population.weighted": 30_000}, "2025/26", date(2025, 5, 1))["arrs_sum"]
    assert str(first.amount) == "£798,930.00"
    now = total("2025/26", "arrs_sum", weighted=30_000)
    assert (now.amount, str(now.at_least), now.at_most) == (None, "£798,930.00", None)
    assert "is at least what was first published" in now.reason


def test_the_sum_of_2021_22_lies_in_the_range_of_its_rounded_rate() -> None:
    found = total("2021/22", "arrs_sum", weighted=43_500)
    assert (str(found.at_least), str(found.at_most)) == ("£532,875.00", "£537,225.00")  # 12.25 and 12.35


def test_whether_exactly_100_000_patients_doubled_the_first_sum_is_open() -> None:
    found = total("2019/20", "arrs_sum", registered=100_000)
    assert (found.amount, str(found.at_least), str(found.at_most)) == (None, "£53,942.00", "£107,884.00")


@pytest.mark.parametrize("year", YEARS)
def test_which_streams_are_ceilings(year: str) -> None:
    statement = des.entitlements(ALL, year)
    assert {one.stream for one in statement.ceilings} == SUMS & set(statement)
    assert all(one.amount is not None or one.is_bounded for one in statement.ceilings)
    assert {one.stream for one in statement.payments} == set(statement) - SUMS


def _totals(statement: Statement) -> tuple[Any, ...]:
    return (
        *(statement.total, statement.by_payee, statement.by_standing, statement.at_least, statement.at_most),
        *(statement.established, statement.carried, statement.bounded, statement.unknown, statement.complete),
        *(statement.lines, statement.is_carried),
    )


@given(
    registered=PATIENTS,
    adjusted=PATIENTS,
    weighted=PATIENTS,
    year=st.sampled_from(YEARS),
    paid_by=st.sampled_from([None, "commissioner", "national_system"]),
)
def test_a_ceiling_never_changes_a_total(
    registered: int, adjusted: int, weighted: int, year: str, paid_by: str | None
) -> None:
    """The statement without its ceilings comes to the same, and more weighted patients change ceilings alone."""
    facts = {"population.registered": registered, "population.adjusted": adjusted, "population.weighted": weighted}
    statement = des.entitlements(facts, year, paid_by=paid_by)
    without = attrs.evolve(statement, streams={one.stream: one for one in statement.payments})
    assert without.ceilings == ()
    assert _totals(without) == _totals(statement)
    assert {one.stream: one.amount for one in statement.ceilings} == {
        one.stream: one.amount for one in des.entitlements(facts, year).ceilings
    }


@given(fewer=PATIENTS, more=PATIENTS, year=st.sampled_from(YEARS))
def test_more_patients_never_lower_a_ceiling(fewer: int, more: int, year: str) -> None:
    fewer, more = sorted((fewer, more))
    names = ("population.registered", "population.adjusted", "population.weighted")
    low, high = (des.entitlements(dict.fromkeys(names, count), year) for count in (fewer, more))
    for before, after in zip(low.ceilings, high.ceilings, strict=True):
        least = [one.amount or one.at_least for one in (before, after)]
        most = [one.amount or one.at_most for one in (before, after)]
        assert least[0] is None or least[1] is None or least[0].pounds <= least[1].pounds
        assert most[0] is None or most[1] is None or most[0].pounds <= most[1].pounds


def test_ceilings_stand_in_a_block_of_their_own() -> None:
    statement = des.entitlements(ALL, "2024/25")
    text = str(statement)
    above, below = text.split("\nTHE MOST THAT CAN BE CLAIMED OR EARNED, in no total above\n")
    assert "Additional Roles Reimbursement Sum" not in above
    assert "Additional Roles Reimbursement Sum                                 £1,076,018.00" in below
    assert "12 months, April 2024 to March 2025; a month's share: (22.894 x 47,000) / 12" in " ".join(below.split())
    assert max(map(len, text.splitlines())) <= 80
    html = statement._repr_html_()
    assert html.index("Total of what is established") < html.index("The most that can be claimed or earned")
    assert html.index("The most that can be claimed or earned") < html.index("£1,076,018.00")
    plain = statement.to_dict()
    assert plain["ceilings"] == ["arrs_sum", "arrs_gp_sum", "capacity_and_access_improvement"]
    assert {stream for stream, one in plain["streams"].items() if one["kind"] == "ceiling"} == set(plain["ceilings"])
    assert plain["total"] == "554418.00"


def test_a_ceiling_that_is_not_exact_stands_there_with_its_ends() -> None:
    text = str(des.entitlements(ALL, "2025/26"))
    block = text.split("\nTHE MOST THAT CAN BE CLAIMED OR EARNED, in no total above\n")[1].split("\n\n")[0]
    assert block.startswith("  - Additional Roles Reimbursement Sum: at least £1,251,657.00\n    not established: ")


@pytest.mark.parametrize("year", YEARS)
def test_every_stream_has_an_amount_ends_or_one_reason(year: str) -> None:
    for found in des.entitlements(ALL, year).values():
        known = found.amount is not None or found.is_bounded
        assert known or found.reason, found
        if not known:
            assert (year, found.stream) in RATE_NOT_FOUND or found.stream == "investment_and_impact_fund"


@pytest.mark.parametrize(
    ("year", "stream", "population", "pounds"),
    [
        ("2020/21", "pcn_support", {"weighted": 50_000}, "£13,500.00"),
        ("2021/22", "pcn_support", {"weighted": 50_000}, "£51,450.00"),  # 1.029
        ("2020/21", "clinical_director_supplement", {"registered": 45_000}, "£24,390.00"),
    ],
)
def test_a_stream_that_is_one_multiplication(year: str, stream: str, population: dict[str, int], pounds: str) -> None:
    found = total(year, stream, **population)
    assert (str(found.amount), found.kind) == (pounds, "payment")


def test_the_clinical_directors_supplement_of_2021_has_limits_to_june_and_is_not_established_to_september() -> None:
    found = total("2021/22", "clinical_director_supplement", registered=45_000)
    assert (found.amount, str(found.at_least), found.at_most) == (None, "£24,030.00", None)
    assert [line.month.month for line in found.lines] == [4, 5, 6, 7, 8, 9]
    assert [(str(line.at_least), str(line.at_most)) for line in found.lines[:3]] == [("£8,009.99", "£8,700.01")] * 3
    assert [(line.amount, line.at_least, line.at_most) for line in found.lines[3:]] == [(None, None, None)] * 3
    assert "at what level was not found" in found.lines[3].reason


def test_support_was_paid_from_april_to_september_2020_and_for_a_winter() -> None:
    first, winter = (total(year, "pcn_support", weighted=50_000).lines for year in ("2020/21", "2021/22"))
    assert [line.month.month for line in first] == [4, 5, 6, 7, 8, 9]
    assert [line.month.month for line in winter] == [12, 1, 2, 3]


def test_the_national_system_paid_what_is_paid_by_the_month() -> None:
    facts = {"population.registered": 45_000, "population.weighted": 43_500}
    statement = des.entitlements(facts, "2020/21", paid_by="national_system")
    supplement = statement["clinical_director_supplement"]
    assert supplement.amount is None
    assert "it pays month by month, and this is paid quarterly" in supplement.reason
    assert str(statement["arrs_sum"].amount) == "£310,198.50"


def test_only_what_is_claimed_declared_or_achieved_has_a_ceiling() -> None:
    for year in years():
        for versions in load_year(year).payments.values():
            for version in versions:
                if version.kind == "ceiling":
                    assert version.paid in ("on claim", "on declaration", "on achievement"), version


def test_a_what_if_names_a_ceiling_as_one() -> None:
    fewer, more = (des.entitlements({"population.weighted": count}, "2022/23") for count in (30_000, 40_000))
    (sums,) = (one for one in fewer.diff(more) if one.stream == "arrs_sum")
    assert str(sums) == ("Additional Roles Reimbursement Sum, at the most: +£166,960.00 (£500,880.00 ->\n£667,840.00)")
