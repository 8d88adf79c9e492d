"""`frame.entitlements`: every amount in a table, and every end, is the one that `entitlements` gives, to the penny."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError, OutsideDataError, RecordError
from pcn_des.questions.stream_months import months_of

for library in ("narwhals", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import polars as pl  # noqa: E402  # needs the libraries

from pcn_des import frame  # noqa: E402
from pcn_des.frame.money import every_stream  # noqa: E402
from support.effort import examples  # noqa: E402

POPULATIONS = ("population.registered", "population.weighted", "population.adjusted")
FACTS = (*POPULATIONS, "care_homes.beds")
ENDS = ("", ".at_least", ".at_most")
ROWS = int(os.environ.get("PCN_DES_ROWS", "4000"))
YEARS = [str(year) for year in years()]
Amount = tuple[int | None, int | None, int | None]


def rows(seed: int, count: int) -> list[dict[str, Any]]:
    """Networks with figures, some of nothing, some unknown."""
    chance = random.Random(seed)
    return [{"code": f"U{place}", **{name: _figure(chance, name) for name in FACTS}} for place in range(count)]


def _figure(chance: random.Random, name: str) -> Decimal | None:
    if chance.random() < 0.12:
        return None
    if chance.random() < 0.06:
        return Decimal(0)
    if name == "care_homes.beds":
        return Decimal(chance.randrange(900))
    return Decimal(chance.randrange(2_000_000, 9_000_000)) / 100


def table(listed: Sequence[Mapping[str, Any]], **more: Any) -> pl.DataFrame:
    return pl.DataFrame(listed, schema={"code": pl.String, **dict.fromkeys(FACTS, pl.Decimal(20, 2)), **more})


def of_one(row: Mapping[str, Any], year: str, known_on: date | None) -> des.Statement:
    known = {name: des.UNKNOWN if row[name] is None else row[name] for name in FACTS}
    return des.entitlements(known, year, known_on)


def pence(amount: des.Money | None, least: des.Money | None, most: des.Money | None) -> Amount:
    if amount is not None:
        least = most = amount
    return _pence(amount), _pence(least), _pence(most)


def _pence(amount: des.Money | None) -> int | None:
    return None if amount is None else int(amount.pounds * 100)


def told(row: Mapping[str, Any], stream: str) -> Amount:
    amount, least, most = (row[stream + end] for end in ENDS)
    return amount, least, most


def check(seed: int, count: int, year: str, known_on: date | None) -> None:
    """Years and months of some rows."""
    listed = rows(seed, count)
    of_year = frame.entitlements(table(listed), year, known_on).to_dicts()
    months = [{**row, "month": month} for month in months_of(ContractYear.parse(year)) for row in listed]
    random.Random(seed).shuffle(months)
    by_month = frame.entitlements(table(months, month=pl.Date), year, known_on, as_of="month", network="code")
    of_month = {(row["code"], row["month"]): row for row in by_month.to_dicts()}
    for row, answer in zip(listed, of_year, strict=True):
        statement = of_one(row, year, known_on)
        paid = {f"{stream}{end}" for stream in statement.streams for end in ENDS}
        assert all(value is None for name, value in answer.items() if name != "code" and name not in paid)
        for stream, total in statement.streams.items():
            assert told(answer, stream) == pence(total.amount, total.at_least, total.at_most), (row, stream)
            for line in total.lines:
                found = told(of_month[row["code"], line.month], stream)
                assert found == pence(line.amount, line.at_least, line.at_most), (row, stream, line.month)


@settings(max_examples=examples(one_in=6))
@given(seed=st.integers(0, 2**32), year=st.sampled_from(YEARS), late=st.booleans())
def test_a_table_has_the_amounts_of_each_network(seed: int, year: str, late: bool) -> None:
    check(seed, 6, year, None if late else date(ContractYear.parse(year).starts_in, 9, 1))


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_amounts_of_networks(year: str) -> None:
    check(0, 3, year, None)


def test_a_rate_that_is_known_of_some_months_gives_a_lower_end() -> None:
    """2021/22: 0.534 to 0.58 of 50,000 patients for April to June, 26,700; of July to September no rate was found."""
    facts = pl.DataFrame({"population.registered": [50_000, None]}, schema={"population.registered": pl.Int64})
    found = frame.entitlements(facts, "2021/22")
    supplement = "clinical_director_supplement"
    ends = [found[f"{supplement}{end}"].to_list() for end in ("", ".at_least", ".at_most")]
    assert ends == [[None, None], [2_670_000, None], [None, None]]


@pytest.mark.deep
@pytest.mark.parametrize("year", YEARS)
def test_many_amounts(year: str) -> None:
    """As many amounts as `PCN_DES_ROWS` says, about: a network has some hundred a year."""
    for seed in range(max(1, ROWS // 8 // 2_000)):
        check(seed, 20, year, None)


def test_months_of_all_years_at_once() -> None:
    listed = rows(3, 4)
    months = [month for year in years()[1:3] for month in months_of(year)]
    everything = table([{**row, "month": month} for month in months for row in listed], month=pl.Date)
    together = frame.entitlements(everything, as_of="month", network="code")
    for year in years()[1:3]:
        inside = pl.col("month").is_between(year.first_day, year.last_day)
        alone = frame.entitlements(everything.filter(inside), str(year), as_of="month", network="code")
        assert together.filter(inside).equals(alone)


@settings(max_examples=examples(one_in=6))
@given(beds=st.integers(0, 900), year=st.sampled_from(YEARS[1:]), unknown=st.integers(0, 11))
def test_months_after_those_that_are_open_are_those_of_the_network(beds: int, year: str, unknown: int) -> None:
    """Of a network of which no beds are on record in its first months."""
    months = [*months_of(ContractYear.parse(year))]
    listed = [
        {"code": "U1", "care_homes.beds": beds if month >= months[unknown] else None, "month": month}
        for month in months
    ]
    facts = pl.DataFrame(listed, schema={"code": pl.String, "care_homes.beds": pl.Int64, "month": pl.Date})
    answers = {row["month"]: row for row in frame.entitlements(facts, year, as_of="month", network="code").to_dicts()}
    home = {
        "location": "1-1234567890",
        "name": "Elms",
        "alignment": {"complete": True, "items": [{"since": "2019-07-01"}]},
        "beds": [{"month": months[unknown], "beds": beds}],
    }
    homes = {"complete": True, "items": [home]}
    network = des.read_network({"code": "U00001", "name": "Elms PCN", "care_homes": homes})
    for line in des.entitlements(network, year)["care_home_premium"].lines:
        found = told(answers[line.month], "care_home_premium")
        assert found == pence(line.amount, line.at_least, line.at_most), line.month


def test_a_month_that_is_not_there_leaves_open_the_penny_of_the_later_ones() -> None:
    """1.5 x 41,234 / 12 = 5,154.25 is whole pence, and 1.5 x 41,235 / 12 = 5,154.375 is not."""
    for heads, expected in ((41_234, (515_425, 515_425, 515_425)), (41_235, (None, 515_437, 515_438))):
        row = {"code": "U1", **dict.fromkeys(FACTS, Decimal(heads))}
        months = [{**row, "month": month} for month in months_of(ContractYear.parse("2022/23"))]
        whole = frame.entitlements(table(months, month=pl.Date), "2022/23", as_of="month", network="code")
        assert whole["core_pcn_funding"].sum() == heads * 150
        del months[2]
        found = frame.entitlements(table(months, month=pl.Date), as_of="month", network="code").to_dicts()
        assert told(found[1], "core_pcn_funding")[0] is not None
        assert {told(one, "core_pcn_funding") for one in found[2:]} == {expected}


def test_what_is_half_known_has_two_ends() -> None:
    found = frame.entitlements(
        pl.DataFrame({"population.registered": [42_000], "population.adjusted": [41_000]}), "2024/25"
    )
    statement = des.entitlements({"population.registered": 42_000, "population.adjusted": 41_000}, "2024/25")
    total = statement["core_pcn_funding"]
    assert total.amount is None and total.at_least is not None and total.at_most is not None
    assert found["core_pcn_funding"].to_list() == [None]
    assert found["core_pcn_funding.at_least"].to_list() == [_pence(total.at_least)]
    assert found["core_pcn_funding.at_most"].to_list() == [_pence(total.at_most)]


def test_a_fact_that_no_payment_reads_is_refused_where_it_is_wrong() -> None:
    """As `entitlements` of one network refuses it."""
    some = pl.DataFrame({"population.registered": [42_000], "enhanced_access.weekly_minutes": ["about 3000"]})
    with pytest.raises(
        RecordError, match=r"the column enhanced_access\.weekly_minutes has .* values; numbers of minutes"
    ):
        frame.entitlements(some, "2022/23")
    right = some.with_columns(pl.Series("enhanced_access.weekly_minutes", [3_000]))
    assert frame.entitlements(right, "2022/23")["core_pcn_funding"].to_list() == [6_300_000]
    with pytest.raises(RecordError):
        des.entitlements(some.to_dicts()[0], "2022/23")


def test_the_columns_are_the_same_whatever_the_year() -> None:
    some = pl.DataFrame({"population.registered": [42_000]})
    first, *others = (frame.entitlements(some, year).schema for year in YEARS)
    assert all(other == first for other in others)
    assert all("." not in name for name in frame.entitlements(some, "2022/23", dots=False).columns)


def test_what_can_not_be_asked() -> None:
    some = pl.DataFrame({"code": ["A", "A"], "population.registered": [42_000] * 2, "month": [date(2022, 5, 1)] * 2})
    with pytest.raises(MisuseError, match="give the contract year"):
        frame.entitlements(some)
    with pytest.raises(OutsideDataError):
        frame.entitlements(some, "2012/13")
    with pytest.raises(MisuseError, match="months need network"):
        frame.entitlements(some, as_of="month")
    with pytest.raises(MisuseError, match="no column 'pcn'"):
        frame.entitlements(some, as_of="month", network="pcn")
    with pytest.raises(RecordError, match="rows 0 and 1 are of one network"):
        frame.entitlements(some, as_of="month", network="code")
    with pytest.raises(RecordError, match="outside 2023/24 in rows 0, 1"):
        frame.entitlements(some, "2023/24", as_of="month", network="code")
    with pytest.raises(RecordError, match="not the first of a month in rows 0, 1"):
        frame.entitlements(some.with_columns(month=date(2022, 5, 2)), as_of="month", network="code")


@pytest.mark.parametrize("stream", [stream for stream in every_stream() if "." not in stream])
def test_a_label_never_stands_in_the_place_of_an_amount(stream: str) -> None:
    some = pl.DataFrame({"code": ["A"], stream: [1], "population.registered": [42_000]})
    for kind in (some, some.lazy(), some.to_arrow()):
        with pytest.raises(MisuseError, match=f"has the label {stream}, where the answer has the column {stream}"):
            frame.entitlements(kind, "2022/23")
    renamed = frame.entitlements(some.rename({stream: "paid"}), "2022/23")
    assert (renamed["paid"].to_list(), renamed.columns.count(stream)) == ([1], 1)


@pytest.mark.parametrize("keys", [[1.5], [[1]], [date(2022, 5, 1)], [None], [True]])
def test_months_are_of_networks_that_a_text_or_a_whole_number_names(keys: list[Any]) -> None:
    some = pl.DataFrame({"code": keys, "month": [date(2022, 5, 1)], "population.registered": [42_000]})
    with pytest.raises(RecordError, match=r"the column code (has .* values; networks|names no network in row 0)"):
        frame.entitlements(some, as_of="month", network="code")
    with pytest.raises(MisuseError, match="network and as_of are both 'month'"):
        frame.entitlements(some, as_of="month", network="month")


def test_months_are_not_taken_for_years() -> None:
    """Twelve rows of a year each would owe twelve times as much."""
    facts = frame.facts([des.example_network()], list(months_of(ContractYear(2022))))
    with pytest.raises(MisuseError, match="network='network' is the network of each month: give the column with the "):
        frame.entitlements(facts, "2022/23", network="network")
    months = frame.entitlements(facts, "2022/23", network="network", as_of="day")
    assert months["core_pcn_funding"].sum() == 75_618_00  # 1.50 pounds for 50,412 patients


def _exact(months: pl.DataFrame) -> dict[str, int]:
    """The sum of each stream that is exact in a month at all."""
    money = frame.entitlements(months, as_of="day", network="network")
    streams = [name for name in money.columns if f"{name}.at_least" in money.columns]
    return {name: int(money[name].sum()) for name in streams if money[name].null_count() < money.height}


def _statement(network: des.Network, year: str) -> dict[str, int]:
    amounts = {stream: total.amount for stream, total in des.entitlements(network, year).items()}
    return {stream: int(amount.pounds * 100) for stream, amount in amounts.items() if amount is not None}


def test_the_months_before_the_contract_began_go_by_the_facts_of_its_first_day() -> None:
    network = des.example_network()
    since = [month for month in months_of(ContractYear(2019)) if month >= date(2019, 7, 1)]
    facts = frame.facts([network], since)
    before = [facts[:1].with_columns(day=date(2019, month, 1)) for month in (4, 5, 6)]
    assert _exact(pl.concat([*before, facts]))["core_pcn_funding"] == 64_092_00
    assert _exact(facts)["core_pcn_funding"] == 48_069_00
    assert _statement(network, "2019/20")["core_pcn_funding"] == 64_092_00


@pytest.mark.parametrize("month", [7, 10, 12])
def test_a_network_that_opened_within_the_year_had_nobody_before(month: int) -> None:
    network = des.example_network().evolve(opened=date(2022, month, 1))
    months = list(months_of(ContractYear(2022)))
    facts = frame.facts([network], months)
    nobody = pl.DataFrame({"network": ["U99901"] * (month - 4), "day": months[: month - 4]}).with_columns(
        pl.lit(0).alias(f"population.{kind}") for kind in ("registered", "adjusted", "weighted")
    )
    statement = _statement(network, "2022/23")
    found = _exact(pl.concat([nobody, facts], how="diagonal_relaxed"))
    assert {stream: found[stream] for stream in statement} == statement
    assert "clinical_director" in statement
    assert "clinical_director" not in _exact(facts)
