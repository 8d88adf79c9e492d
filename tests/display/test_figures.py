"""Charts: each says what to install where matplotlib is missing, and draws money as it was added up."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.display.figures import figure_class, marked
from pcn_des.display.plots import HATCHES
from pcn_des.display.statements_plot import _known
from pcn_des.display.workforce_plot import _running
from pcn_des.units import Money
from support.national_files import edition, partner, pcn

CHARTS: dict[str, Callable[[], Any]] = {
    "timeline": lambda: des.timeline(des.example_network(), date(2022, 11, 1), date(2022, 11, 14)).plot(),
    "statements": lambda: des.streams_by_year(des.example_network()).plot(),
    "workforce": lambda: des.workforce(des.example_network(), "2022/23").plot(),
    "national": lambda: des.national(
        epcn=[edition(date(2020, 1, 1), pcn("U00001"), partner("A00001", "U00001"))]
    ).plot(),
}


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_says_what_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [loaded for loaded in sys.modules if loaded.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(des.MissingExtraError, match=r"A chart needs matplotlib"):
        CHARTS[name]()


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_a_figure_of_matplotlib(name: str) -> None:
    pytest.importorskip("matplotlib")
    assert isinstance(CHARTS[name](), figure_class())


NAMED: dict[str, Callable[[des.Network], Any]] = {
    "timeline": lambda network: des.timeline(network, date(2022, 11, 1), date(2022, 11, 2)).plot(),
    "statements": lambda network: des.streams_by_year(network).plot(),
    "workforce": lambda network: des.workforce(network, "2022/23").plot(),
}


@pytest.mark.thorough  # a chart takes a second
@pytest.mark.parametrize("chart", NAMED.values(), ids=NAMED)
@pytest.mark.parametrize("name", [r"$\frac$ Road PCN", "$5 to $6 PCN", "Mill Lane & Partners " * 60])
def test_any_name_of_a_network_is_drawn_as_it_is_written(chart: Callable[[des.Network], Any], name: str) -> None:
    """Between two dollars matplotlib reads a formula, and refuses a drawing of one that it can't read."""
    pytest.importorskip("matplotlib")
    figure = chart(des.example_network().evolve(name=name))
    figure.savefig(BytesIO(), format="svg")
    heading = figure.get_suptitle()
    assert heading.replace(r"\$", "").count("$") == 0
    assert heading.replace("\\$", "$").replace("\n", " ").startswith(name[:40])
    assert max(map(len, heading.splitlines())) <= 100
    assert max(len(label.get_text().splitlines()) for label in figure.axes[0].get_yticklabels()) <= 2


def test_answers_are_told_apart_without_their_colours() -> None:
    assert set(HATCHES) == {status.value for status in Status}
    assert len(set(HATCHES.values())) == len(Status)


@given(st.dates(date(2019, 7, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_as_many_days_are_marked_as_stand_side_by_side(since: date, days: int) -> None:
    found = marked(since, since + timedelta(days=days))
    assert min(days + 1, 3) <= len(found) <= 8
    assert found == sorted(set(found))
    assert since <= found[0] <= found[-1] <= since + timedelta(days=days)


def test_days_are_written_as_elsewhere_and_networks_are_counted_whole() -> None:
    pytest.importorskip("matplotlib")
    timeline = CHARTS["timeline"]().axes[0]
    assert timeline.get_xticklabels()[0].get_text() == "01 Nov 2022"
    national = CHARTS["national"]()
    assert national.axes[1].get_xticklabels()[0].get_text() == "Jul 2019"
    assert [place for place in national.axes[0].get_yticks() if place != round(place)] == []


PENCE = st.integers(0, 10**12)
TOTAL = des.entitlements({"population.registered": 42_000}, "2022/23")["core_pcn_funding"]


def pounds(pence: int) -> Money:
    return Money(Decimal(pence).scaleb(-2))


@given(st.lists(PENCE))
def test_a_running_total_is_added_up_as_money(amounts: list[int]) -> None:
    """Ten times ten pence are a pound, and not 0.9999999999999999."""
    assert _running([pounds(10)] * 10)[-1] == 1.0
    expected = [float(Fraction(sum(amounts[:count]), 100)) for count in range(1, len(amounts) + 1)]
    assert _running([pounds(amount) for amount in amounts]) == expected


@given(PENCE, PENCE)
def test_the_ends_of_a_bar_are_the_money_to_the_penny(one: int, other: int) -> None:
    low, high = sorted((one, other))
    exact = attrs.evolve(TOTAL, amount=pounds(low))
    assert _known(exact)[:2] == (Fraction(low, 100_000), Fraction(low, 100_000))
    between = attrs.evolve(TOTAL, amount=None, at_least=pounds(low), at_most=pounds(high))
    assert _known(between)[:2] == (Fraction(low, 100_000), Fraction(high, 100_000))
    open_above = attrs.evolve(TOTAL, amount=None, at_least=pounds(low), at_most=None)
    assert _known(open_above)[:2] == (Fraction(low, 100_000), Fraction(low, 100_000))


def test_what_is_written_above_a_bar() -> None:
    def said(amount: int | None, low: int | None = None, high: int | None = None) -> str:
        ends = [None if end is None else pounds(end) for end in (amount, low, high)]
        return _known(attrs.evolve(TOTAL, amount=ends[0], at_least=ends[1], at_most=ends[2]))[2]

    assert said(7_561_800) == "75.6"
    assert said(123_456_700) == "1,234.6"
    assert said(15_000) == "0.2"  # 0.15: as a float it is a little less, and was written 0.1
    assert said(None, 7_500_000, 7_510_000) == "~75.0"
    assert said(None, 7_500_000, 8_000_000) == "75.0–\n80.0"
    assert said(None, 7_500_000) == "75.0 +?"
    assert said(None) == "?"
    assert _known(None) == (Fraction(), Fraction(), "")
