"""A network through the years, and a year of many networks: the same statements, beside each other."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.errors import WrongTypeError
from pcn_des.questions.many_statements import statements_of
from support.small_network import complete, network, practice

FACTS = {"population.registered": 45_000, "population.adjusted": 46_000, "population.weighted": 47_000}
YEARS = [str(year) for year in years()]


def named(code: str) -> des.Network:
    lists: dict[str, Any] = {"2021-01-01": 42_000}
    return network(practices=complete(practice("A00001", registered=lists))).evolve(code=code, name=f"{code} PCN")


@pytest.mark.thorough
@given(heads=st.integers(1, 150_000), paid_by=st.sampled_from([None, "commissioner", "national_system"]))
def test_every_year_is_the_statement_of_that_year(heads: int, paid_by: str | None) -> None:
    facts = {"population.registered": heads}
    found = des.streams_by_year(facts, paid_by=paid_by)
    assert list(found) == YEARS
    for year in YEARS:
        assert found[year] == des.entitlements(facts, year, paid_by=paid_by)
    for stream in found.streams:
        assert {year: total.amount for year, total in found.of(stream).items()} == {
            year: found[year][stream].amount for year in YEARS if stream in found[year]
        }


def test_a_stream_is_called_by_its_key_or_its_title_and_another_name_is_told() -> None:
    found = des.streams_by_year(FACTS)
    assert found.of("Core PCN funding") == found.of("core_pcn_funding") != {}
    with pytest.raises(
        des.UnknownNameError, match=r"^There is no payment stream 'core_pcn_fundin'\. Did you mean 'core_"
    ):
        found.of("core_pcn_fundin")
    for none in (None, 5, ""):
        with pytest.raises(des.UnknownNameError, match=re.escape(f"There is no payment stream {none!r}")):
            found.of(none)  # type: ignore[arg-type]


def test_a_stream_stands_only_in_the_years_that_pay_it() -> None:
    """72p for six months of 2022/23, after 1.44 for 2021/22 and 1.45 for 2020/21."""
    hours = des.streams_by_year(FACTS).of("extended_hours_access")
    assert {year: str(total.amount) for year, total in hours.items()} == {
        "2019/20": "None",
        "2020/21": "£65,250.00",
        "2021/22": "£64,800.00",
        "2022/23": "£32,400.00",
    }


def test_as_known_on_a_day_later_years_are_not_published() -> None:
    found = des.streams_by_year(FACTS, date(2022, 1, 1))
    assert found["2023/24"].total == des.Money(Decimal(0))
    assert str(found["2021/22"]["core_pcn_funding"].amount) == "£67,500.00"


def test_many_networks_come_one_after_another() -> None:
    asked: list[str] = []

    def each() -> Any:
        for code in ("U00001", "U00002"):
            asked.append(code)
            yield named(code)

    statements = des.entitlements_many(each(), "2021/22")
    assert asked == []
    assert str(next(statements)["core_pcn_funding"].amount) == "£63,000.00"
    assert asked == ["U00001"]
    assert [one.heading.code for one in statements] == ["U00002"]
    with pytest.raises(WrongTypeError, match="network is 'U00001'; give a Network"):
        next(des.entitlements_many(["U00001"], "2021/22"))  # type: ignore[list-item]
    with pytest.raises(des.MisuseError, match="U00001 is there twice"):
        statements_of([named("U00001"), named("U00001")], "2021/22", None, None)


def test_facts_are_taken_as_networks_are() -> None:
    found = des.entitlements_many([FACTS, named("U00001"), {"population.registered": 42_000}], "2021/22")
    amounts = [str(one["core_pcn_funding"].amount) for one in found]
    assert amounts == ["£67,500.00", "£63,000.00", "£63,000.00"]
    with pytest.raises(des.UnknownNameError, match=r"population\.registerd") as caught:
        list(des.entitlements_many([FACTS, {"population.registerd": 42_000}], "2021/22"))
    assert caught.value.__notes__ == ["It was asked of number 1, from 0."]
    with pytest.raises(des.MisuseError, match=r"networks is a mapping of texts, .* give a list, \[facts\] of one"):
        des.entitlements_many(FACTS, "2021/22")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_table_is_asked_with_the_frame(library: str) -> None:
    table = pytest.importorskip(library).DataFrame({"day": [date(2022, 11, 14)], "population.registered": [42_000]})
    with pytest.raises(
        des.MisuseError, match=f"^networks is a table, a DataFrame of {library}; use frame.entitlements$"
    ):
        des.entitlements_many(table, "2021/22")
    with pytest.raises(des.MisuseError, match=f"^networks is a table, a DataFrame of {library}; use frame.assess$"):
        des.assess_many(table, date(2022, 11, 14))


class TestShown:
    """As text, HTML, CSV and chart."""

    def test_text_has_each_stream_and_fits_80_columns(self) -> None:
        text = str(des.streams_by_year(FACTS))
        assert max(map(len, text.splitlines())) <= 80
        assert "Extended hours access payment\n  2019/20" in text
        assert "(the most that can be claimed or earned)" in text
        assert "not paid" not in text
        assert "2019/20: not exact: Extended hours access payment" in text

    def test_a_year_of_networks_has_a_line_for_each(self) -> None:
        found = statements_of([named("U00001"), named("U00002")], "2021/22", None, None)
        assert "Core PCN funding\n  U00001" in str(found)
        assert found._repr_html_().count("<th scope=row>U00002") == len(found.streams) + 1
        assert set(found.to_dict()) == {"U00001", "U00002"}

    def test_csv_has_a_row_for_each_stream_and_year(self) -> None:
        rows = list(csv.DictReader(StringIO(des.streams_by_year(FACTS, paid_by="national_system").to_csv())))
        (director,) = (row for row in rows if (row["stream"], row["year"]) == ("clinical_director", "2022/23"))
        assert (director["amount"], director["at_least"], director["at_most"]) == ("", "16470.00", "")
        assert director["open_months"].split("; ") == ["2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03"]

    def test_the_chart_writes_each_amount_above_its_bar(self) -> None:
        figure = des.streams_by_year({**FACTS, "care_homes.beds": 300}).plot()
        by_title = {axes.get_title(loc="left").splitlines()[0]: axes for axes in figure.axes}
        assert [one.get_text() for one in by_title["Extended hours access payment"].texts] == [
            "?",
            "65.2",
            "64.8",
            "32.4",
        ]
        said = [one.get_text() for one in by_title["Clinical director supplement for"].texts]
        assert said == ["24.4", "24.0 +?"]
        assert {bar.get_hatch() for axes in figure.axes for bar in axes.patches} == {None, "////"}
        assert {one.get_text() for one in by_title["Investment and Impact Fund"].texts} == {"?"}


def test_one_network_in_the_place_of_several_is_refused_and_so_is_a_year_outside_the_data_of_none() -> None:
    """At once, and not when the first statement is asked for."""
    with pytest.raises(des.MisuseError, match=r"^networks is <Network U99901 .*; give a list of networks$"):
        des.entitlements_many(des.example_network(), "2022/23")  # type: ignore[arg-type]
    with pytest.raises(des.OutsideDataError, match="there is nothing for 2050/51"):
        des.entitlements_many([], "2050/51")
    assert list(des.entitlements_many([], "2022/23")) == []
