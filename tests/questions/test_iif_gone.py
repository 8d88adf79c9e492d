"""A network that there is no more, or not yet, when a year of the fund is measured; and a year not yet published."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.network import IndicatorAdjustment, IndicatorFigures
from support.small_network import complete, network, practice


def members(figures: tuple[IndicatorFigures, ...] = (), **about: Any) -> des.Network:
    factors = [IndicatorAdjustment(year="2022/23", indicator=code, factor=1) for code in ("", "CVD-05")]
    of = network(practices=complete(practice("A00001"), practice("A00002")), **about)
    return of.evolve(indicator_figures=list(figures), indicator_adjustments=factors)


def counted(on: str, numerator: int = 800, denominator: int = 1000) -> IndicatorFigures:
    return IndicatorFigures(indicator="CVD-05", on=date.fromisoformat(on), numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"closed": "2021-06-30"}, "the network closed on 30 June 2021"),
        ({"opened": "2024-04-01"}, "the network opened on 1 April 2024"),
    ],
)
def test_of_a_year_in_which_it_was_none_nothing_is_earned(days: dict[str, Any], why: str) -> None:
    """ACC-08 of 2023/24 is credited in full to every network: 71 x £198 = £14,058, but to none that is no more."""
    found = des.iif(members(**days), "2023/24", list_size_adjustment=1, prevalence_adjustments={"ACC-08": 1})
    assert (found.points.exact, str(found.payment)) == (0, "£0.00")
    assert (found["ACC-08"].points.exact, str(found["ACC-08"].payment)) == (0, "£0.00")
    assert f"Nothing is earned in 2023/24: {why}." in found.notes
    assert found["ACC-08"].one_more is None
    assert str(found["ACC-08"].no_gain) == f"nothing is earned in 2023/24: {why}"
    there = des.iif(members(), "2023/24", list_size_adjustment=1, prevalence_adjustments={"ACC-08": 1})
    assert str(there["ACC-08"].payment) == "£14,058.00"


@given(
    year=st.sampled_from([str(year) for year in years()]),
    closed=st.dates(date(2019, 7, 1), date(2027, 3, 31)) | st.none(),
    opened=st.dates(date(2019, 7, 1), date(2027, 3, 31)) | st.none(),
)
def test_law_where_nothing_is_owed_nothing_is_earned(year: str, closed: date | None, opened: date | None) -> None:
    if closed is not None and opened is not None and opened > closed:
        opened, closed = closed, opened
    days: dict[str, Any] = {"closed": closed, "opened": opened}
    of = members(**{name: day for name, day in days.items() if day is not None})
    owed, found = des.entitlements(of, year), des.iif(of, year)
    if owed.closed and not owed.streams:
        assert (found.points.exact, str(found.payment)) == (0, "£0.00")
    whole = des.iif(members(), year)
    assert (found.points.at_least or 0) <= (whole.points.at_least or 0)


def test_of_the_year_in_which_it_closed_it_lies_between_nothing_and_what_its_figures_earn() -> None:
    """80 per cent: 66 x (80 - 70) / 25 = 26.4 points, £5,280. No text says what closing does to them."""
    found = des.iif(members((counted("2022-08-31"),), closed="2022-09-30"), "2022/23")["CVD-05"]
    assert (found.points.at_least, found.points.at_most) == (0, Fraction("26.4"))
    assert found.by_performance.exact == Fraction("26.4")
    assert (found.payment, str(found.amount)) == (None, "at most £5,280.00")
    says = (
        "what a network earns of the year in which it ends was not found, and the network closed on 30 September 2022"
    )
    assert found.missing == (says,)
    assert str(found.no_gain) == says
    assert [str(step.worked) for step in found.steps if step.what == "what counts of it"] == [
        f"0 to 26.4 points; {says}"
    ]


def test_figures_of_after_it_closed_are_left_out_and_named() -> None:
    found = des.iif(members((counted("2023-03-31"), counted("2022-08-31", 700)), closed="2022-09-30"), "2022/23")
    assert "CVD-05 up to 31 March 2023 is left out: the network closed on 30 September 2022." in found.notes
    assert found["CVD-05"].by_performance.exact == 0  # 70 per cent of August
    alone = des.iif(members((counted("2023-03-31"),), closed="2022-09-30"), "2022/23")["CVD-05"]
    assert (str(alone.achievement), str(alone.points)) == ("at most 100", "at most 66 points")


def test_a_network_that_opened_within_the_year_is_measured_at_its_end() -> None:
    found = des.iif(members((counted("2023-03-31"), counted("2022-08-31", 900)), opened="2022-10-01"), "2022/23")
    assert found["CVD-05"].points.exact == Fraction("26.4")
    assert "CVD-05 up to 31 August 2022 is left out: the network opened on 1 October 2022." in found.notes


def test_of_what_was_not_published_nothing_is_told() -> None:
    early = des.iif({}, "2025/26", known_on=date(2025, 1, 1))
    assert (early.points.exact, early.points.at_least, early.points.at_most) == (None, 0, None)
    assert (early.payment, str(early.amount)) == (None, "unknown")
    assert des.iif({}, "2019/20").points.exact == 0  # in which there was no fund
    assert str(des.iif({}, "2019/20").payment) == "£0.00"


@given(
    year=st.sampled_from([str(year) for year in years()]),
    known_on=st.dates(date(2019, 1, 1), date(2026, 12, 31)),
)
def test_law_no_sum_of_points_is_exactly_nothing_before_anything_was_published(year: str, known_on: date) -> None:
    """A year of which indicators are known afterwards has points or not, and nobody could tell."""
    early, late = des.iif({}, year, known_on=known_on), des.iif({}, year)
    if list(late) and not [*early, *early.not_paid]:
        assert early.points.exact is None
        assert early.payment is None


def test_the_receipt_has_the_day_asked_about_and_every_adjustment() -> None:
    of = members((counted("2022-10-31"), counted("2023-03-31", 900)))
    asked = [des.iif(of, "2022/23", as_of=day).receipt for day in (date(2022, 11, 1), None)]
    assert [one.as_of for one in asked] == [date(2022, 11, 1), date(2023, 3, 31)]
    assert asked[0].contract_year == asked[1].contract_year == "2022/23"
    other = des.iif(of, "2022/23", list_size_adjustment="1.1").receipt
    assert other.records_digest != asked[1].records_digest


def test_points_that_were_not_found_of_an_indicator_that_another_replaced() -> None:
    """58 points in all less the 36 of HI-03: CAN-04, which came after CAN-02, takes nothing from it."""
    for known_on in (None, date(2024, 9, 26), date(2024, 9, 25)):
        found = des.indicator_points("CAN-02", "2024/25", numerator=75, denominator=100, known_on=known_on)
        assert str(found.by_performance) == "at most 22 points"
        assert str(found.maximum) == "at most 22 points"
    assert found.payment_kind == "paid"
