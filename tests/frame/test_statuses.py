"""`frame.assess`: every status in a table is the one that `assess` gives, in tables of every kind."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import MisuseError, RecordError, UnknownNameError

for library in ("narwhals", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import numpy as np  # noqa: E402  # needs the libraries
import polars as pl  # noqa: E402
import pyarrow as pa  # noqa: E402

from pcn_des import frame  # noqa: E402
from support import tables  # noqa: E402
from support.effort import examples  # noqa: E402

DAY = date(2022, 11, 14)
FEW_ROWS = 40
ROWS = int(os.environ.get("PCN_DES_ROWS", "4000"))
AT_ONCE = 1000


def _pandas(table: Any) -> Any:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


def _duckdb(table: Any) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    return duckdb.from_arrow(table)  # of the default connection, which older ones do not close meanwhile


KINDS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "pyarrow": (lambda table: table, lambda answer: answer),
    "polars": (pl.from_arrow, lambda answer: answer.to_arrow()),
    "polars, lazy": (lambda table: pl.DataFrame(table).lazy(), lambda answer: answer.collect().to_arrow()),
    "pandas": (_pandas, lambda answer: pa.Table.from_pandas(answer, preserve_index=False)),
    "duckdb": (_duckdb, lambda answer: answer.to_arrow_table()),
}


@settings(max_examples=examples(one_in=4))
@given(seed=st.integers(0, 2**32))
def test_a_table_says_what_one_network_is_told(seed: int) -> None:
    rows = tables.rows(seed, FEW_ROWS)
    assert tables.answers(frame.assess(tables.arrow(rows))) == [tables.statuses(row) for row in rows]


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32), names=st.sets(st.sampled_from(tables.fact_names()), max_size=12))
def test_facts_that_are_no_column_were_not_given(seed: int, names: set[str]) -> None:
    rows = tables.rows(seed, FEW_ROWS, sorted(names))
    assert tables.answers(frame.assess(tables.arrow(rows))) == [tables.statuses(row) for row in rows]


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32), known_on=st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_as_known_by_a_day(seed: int, known_on: date) -> None:
    rows = tables.rows(seed, FEW_ROWS)
    found = tables.answers(frame.assess(tables.arrow(rows), known_on=known_on))
    assert found == [tables.statuses(row, known_on) for row in rows]


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS)
def test_many_rows(kind: str) -> None:
    """As many rows as `PCN_DES_ROWS` says, for each kind of table."""
    put, taken = KINDS[kind]
    for seed in range(ROWS // AT_ONCE):
        rows = tables.rows(seed, AT_ONCE)
        assert tables.answers(taken(frame.assess(put(tables.arrow(rows))))) == [tables.statuses(row) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_has_the_same_answer(kind: str) -> None:
    rows = tables.rows(1, 200)
    put, taken = KINDS[kind]
    given_table = put(tables.arrow(rows))
    answer = frame.assess(given_table)
    assert type(answer) is type(given_table)
    assert tables.answers(taken(answer)) == tables.answers(frame.assess(tables.arrow(rows)))
    long = taken(frame.assess(given_table, shape="long"))
    told = list(zip(long["code"].to_pylist(), long["rule"].to_pylist(), long["status"].to_pylist(), strict=True))
    wide = tables.answers(taken(answer))
    assert told == [
        (row["code"], rule, status) for row, found in zip(rows, wide, strict=True) for rule, status in found.items()
    ]


def test_the_order_of_rows_and_how_they_are_cut_do_not_matter() -> None:
    table = pl.from_arrow(tables.arrow(tables.rows(2, 300)))
    assert isinstance(table, pl.DataFrame)
    whole = frame.assess(table)
    shuffled = table.with_row_index().sample(fraction=1, shuffle=True, seed=1)
    again = frame.assess(shuffled).sort("index").drop("index")
    assert again.equals(whole)
    parts = pl.concat([frame.assess(table[at : at + 60]) for at in range(0, 300, 60)])
    assert parts.equals(whole)


def test_the_columns_are_the_same_whatever_the_rows() -> None:
    early = frame.assess(pl.DataFrame({"day": [date(2019, 8, 1)]}))
    late = frame.assess(pl.DataFrame({"day": [date(2026, 8, 1)]}))
    none = frame.assess(pl.DataFrame({"day": []}, schema={"day": pl.Date}))
    assert early.schema == late.schema == none.schema
    assert none.height == 0
    assert early["extended_hours.weekly_minutes"].to_list() == ["UNKNOWN"]
    assert late["extended_hours.weekly_minutes"].to_list() == [None]
    owed = {key for key, kinds in _duties().items() if kinds}
    assert set(early.columns) == {"day", *owed}


def _duties() -> Any:
    from pcn_des.engine.columns.spans import duties_of_any_day

    return duties_of_any_day()


def test_a_null_is_unknown_and_never_a_shortfall() -> None:
    minutes = pl.DataFrame(
        {
            "day": [DAY] * 4,
            "population.adjusted": [51_230] * 4,
            "enhanced_access.weekly_minutes": [None, 3_070, 3_074, 3_080],
            "enhanced_access.cancelled_minutes": [0] * 4,
        }
    )
    rule = "enhanced_access.weekly_minutes"
    assert frame.assess(minutes, rules=[rule])[rule].to_list() == ["UNKNOWN", "NOT_MET", "UNKNOWN", "MET"]


def test_a_yes_or_no_of_numpy_with_gaps_is_unknown_there() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(
        {
            "day": pandas.to_datetime(["2022-11-14"] * 3),
            "clinical_director.in_post": pandas.Series([True, None, False], dtype=object),
            "population.registered": [51_000, float("nan"), 49_000],
        }
    )
    found = frame.assess(table, rules=["clinical_director.in_post", "network.list_size_ceiling"])
    assert found["clinical_director.in_post"].tolist() == ["MET", "UNKNOWN", "NOT_MET"]
    assert found["network.list_size_ceiling"].tolist() == ["NOT_MET", "UNKNOWN", "MET"]


def test_an_index_of_pandas_is_kept() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"day": [DAY] * 2, "name": ["a", "b"]}, index=[7, 7])
    found = frame.assess(table, rules=["network.list_size"])
    assert found.index.tolist() == [7, 7]
    assert found.columns.tolist() == ["day", "name", "network.list_size"]


def test_names_without_dots_are_taken_and_given() -> None:
    table = pl.DataFrame({"day": [DAY], "population__registered": [51_000], "evidence__network__area_agreed": [DAY]})
    found = frame.assess(table, rules=["network__list_size_ceiling", "network.area_agreed"], dots=False)
    assert found.to_dicts() == [{"day": DAY, "network__list_size_ceiling": "NOT_MET", "network__area_agreed": "MET"}]
    assert all("." not in name for name in frame.assess(table, dots=False).columns)


def test_labels_are_kept_and_anything_else_has_to_be_a_fact() -> None:
    table = pl.DataFrame({"code": ["U1"], "icb": ["X"], "day": [DAY], "population.registered": [1]})
    assert frame.assess(table, rules=["network.list_size"]).columns == ["code", "icb", "day", "network.list_size"]
    with pytest.raises(UnknownNameError, match="Did you mean 'population\\.registered'"):
        frame.assess(table.rename({"population.registered": "population.registred"}))
    with pytest.raises(UnknownNameError, match="There is no duty 'network\\.size'"):
        frame.assess(table, rules=["network.size"])


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("population.registered", [1.5, 2.0, 3.0], "has double numbers; exact ones are wanted"),
        ("population.registered", ["1", "2", "3"], "has string values; numbers of registered patients are wanted"),
        ("population.registered", [1, -2, -3], "has numbers below nothing in rows 1, 2"),
        ("population.registered", [1, 2, 10**15], "has numbers of 10 to the 15th or more in row 2"),
        ("clinical_director.in_post", [1, 0, 1], "has int64 values; yes or no is wanted"),
        ("network_agreement.signed_by_all_on", ["2022-11-01"] * 3, "has string values; days are wanted"),
        ("evidence.network.area_agreed", [1, 2, 3], "has int64 values; days are wanted"),
    ],
)
def test_a_wrong_column_is_named_with_its_first_rows(column: str, values: list[Any], said: str) -> None:
    table = pa.table({"day": [DAY] * 3, column: values})
    with pytest.raises(RecordError) as caught:
        frame.assess(table)
    assert f"the column {column} {said}" in str(caught.value)


def test_every_wrong_column_is_told_at_once() -> None:
    table = pa.table({"day": [DAY, date(1999, 1, 1)], "population.registered": ["a", "b"], "care_homes.beds": [-1, 1]})
    with pytest.raises(RecordError) as caught:
        frame.assess(table)
    assert len(caught.value.problems) == 3
    assert "1 January 1999 in row 1" in caught.value.problems[2]


def test_days_have_to_be_days_of_the_data() -> None:
    with pytest.raises(MisuseError, match="no column 'day'"):
        frame.assess(pl.DataFrame({"date": [DAY]}))
    with pytest.raises(RecordError, match="has no day in row 1"):
        frame.assess(pl.DataFrame({"day": [DAY, None]}))
    with pytest.raises(RecordError, match="has a time of day in row 0"):
        frame.assess(pa.table({"day": pa.array([1], pa.timestamp("s"))}))
    midnight = pa.table({"day": pa.array([datetime(2022, 11, 14)], pa.timestamp("us"))})
    assert frame.assess(midnight, rules=["network.list_size"])["network.list_size"].to_pylist() == ["UNKNOWN"]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(MisuseError, match="dict is no table"):
        frame.assess({"day": [DAY]})
    with pytest.raises(MisuseError, match="shape is 'tall'"):
        frame.assess(pl.DataFrame({"day": [DAY]}), shape="tall")
    with pytest.raises(MisuseError, match=r"\['network.list_size'\]"):
        frame.assess(pl.DataFrame({"day": [DAY]}), rules="network.list_size")
    with pytest.raises(MisuseError, match=r"both the fact population\.registered"):
        frame.assess(pl.DataFrame({"day": [DAY], "population.registered": [1], "population__registered": [1]}))


def test_numbers_that_64_bits_do_not_hold_are_refused() -> None:
    huge = pa.array([Decimal(9 * 10**14)], pa.decimal128(38, 4))
    table = pa.table({"day": [DAY], "population.adjusted": huge, "enhanced_access.weekly_minutes": [1]})
    with pytest.raises(RecordError, match="64 bits hold whole numbers"):
        frame.assess(table, rules=["enhanced_access.weekly_minutes"])
    beyond = pa.table({"day": [DAY], "population.adjusted": pa.array([Decimal(10**14)], pa.decimal128(38, 20))})
    with pytest.raises(RecordError, match="beyond what 64 bits hold in row 0"):
        frame.assess(beyond)


def test_ends_of_a_number() -> None:
    table = pl.DataFrame(
        {
            "day": [DAY] * 4,
            "network.approved": [False] * 4,
            "population.registered.at_least": [None, 30_000, 49_000, None],
            "population.registered.at_most": [29_999, None, 51_000, None],
        }
    )
    rules = ["network.list_size", "network.list_size_ceiling"]
    found = frame.assess(table, rules=rules)
    assert found.select(rules).rows() == [
        ("NOT_MET", "MET"),
        ("MET", "UNKNOWN"),
        ("MET", "UNKNOWN"),
        ("UNKNOWN", "UNKNOWN"),
    ]
    with pytest.raises(RecordError, match="has a lower end above the higher in row 0"):
        frame.assess(table.with_columns(pl.lit(60_000).alias("population.registered.at_least"))[2:])


def test_facts_accepted() -> None:
    told = frame.facts_accepted()
    assert told["population.registered"] == "registered patients"
    assert told["network_agreement.signed_by_all_on"] == "date"
    assert "care_home.has_clinical_lead" not in told
    assert "care_homes.beds" in told


SUBJECT_DAYS = (
    *(date(2019, 12, 2), date(2021, 7, 5), DAY, date(2023, 4, 3), date(2023, 4, 10)),
    *(date(2024, 3, 31), date(2024, 4, 1), date(2024, 11, 4), date(2025, 6, 2), date(2026, 9, 7)),
)
"""Of several years: since April 2024 the texts of care homes were not found."""


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32))
def test_subjects_give_the_worst_answer_of_each_network(seed: int) -> None:
    """And `explain` asks one network with its subjects again: of every duty, on days of several years."""
    chance = random.Random(seed)
    given_kinds = [kind for kind in tables.subject_facts() if chance.random() < 0.8]
    days = {f"U{place}": chance.choice((*SUBJECT_DAYS, *tables.edge_days())) for place in range(12)}
    networks = tables.networks_with_lists(chance, days)
    subjects = {kind: tables.subjects(chance, kind, days) for kind in given_kinds}
    told = tables.answers(frame.assess(networks, subjects=subjects, network="code"))
    for row, answers in enumerate(told):
        report = frame.explain(networks, row, subjects=subjects, network="code")
        assert answers == {finding.rule: finding.status.value for finding in report.findings}, row


@pytest.mark.parametrize("day", SUBJECT_DAYS)
def test_what_rests_on_no_subject_stays_what_it_is_beside_them(day: date) -> None:
    """A judgement, a text that was not found, a duty of the network: though each list is complete, with one in it."""
    lists = {f"complete.{kind}": [True] for kind in tables.subject_facts()}
    alone = pa.table({"code": ["A"], "day": [day], **lists})
    subjects = {kind: pa.table({"code": ["A"], "day": [day]}) for kind in tables.subject_facts()}
    [before] = tables.answers(frame.assess(alone))
    [after] = tables.answers(frame.assess(alone, subjects=subjects, network="code"))
    about_subjects = {
        entry.key for entry in des.terms(day).obligations.values() if entry.subject != "network" and not entry.judgement
    }
    assert after.keys() == before.keys()
    assert {rule for rule in before if after[rule] != before[rule]} <= about_subjects


HOMES = pl.DataFrame({"code": ["A"], "day": [DAY], "care_home.has_clinical_lead": [True]})
LEAD = "care_homes.clinical_lead"


def _lead(complete: Any, written: str = "complete.care_home") -> list[str]:
    networks = pa.table({"code": ["A"], "day": [DAY], written: complete})
    return list(frame.assess(networks, rules=[LEAD], subjects={"care_home": HOMES}, network="code")[LEAD].to_pylist())


def test_whether_a_list_is_complete_is_a_yes_or_no_like_any_other() -> None:
    assert _lead([True]) == _lead([True], "complete__care_home") == ["MET"]
    assert _lead([False]) == _lead([None]) == ["UNKNOWN"]
    assert _lead(pa.array([True]).dictionary_encode()) == ["MET"]
    for wrong in (["yes"], [2], [1.0], [DAY]):
        with pytest.raises(RecordError, match=r"the column complete\.care_home has .* values; yes or no is wanted"):
            _lead(wrong)
    for name in ("complete.care_homes", "complete__care_homes"):
        with pytest.raises(UnknownNameError, match=r"no kind of subject 'care_homes'\. Did you mean 'care_home'"):
            _lead([True], name)
    twice = pl.DataFrame({"code": ["A"], "day": [DAY], "complete.care_home": [True], "complete__care_home": [True]})
    with pytest.raises(MisuseError, match=r"complete\.care_home and complete__care_home are both the fact"):
        frame.assess(twice)
    homes = HOMES.with_columns(pl.lit(True).alias("complete.care_home"))
    with pytest.raises(MisuseError, match="says of a network whether its list is complete"):
        frame.assess(twice.drop("complete__care_home"), subjects={"care_home": homes}, network="code")


def test_subjects_that_do_not_fit_are_refused() -> None:
    networks = pl.DataFrame({"code": ["A"], "day": [DAY]})
    homes = pl.DataFrame({"code": ["B"], "day": [DAY], "care_home.has_clinical_lead": [True]})
    with pytest.raises(MisuseError, match="subjects need network"):
        frame.assess(networks, subjects={"care_home": homes})
    with pytest.raises(RecordError, match="rows 0 are of no network of the table"):
        frame.assess(networks, subjects={"care_home": homes}, network="code")
    with pytest.raises(UnknownNameError, match="kind of subject"):
        frame.assess(networks, subjects={"home": homes}, network="code")
    with pytest.raises(MisuseError, match="in a table of its own"):
        frame.assess(networks.with_columns(pl.lit(True).alias("care_home.has_clinical_lead")))
    with pytest.raises(MisuseError, match="not about each practice"):
        frame.assess(networks, subjects={"practice": homes}, network="code")
    twice = pl.concat([networks, networks])
    with pytest.raises(RecordError, match="rows 0 and 1 are of one network on one day"):
        frame.assess(twice, subjects={"care_home": homes}, network="code")


def test_explain_has_the_whole_trace() -> None:
    table = pl.DataFrame({"day": [DAY], "population.registered": [51_000]})
    report = frame.explain(table, 0)
    assert isinstance(report, des.Report)
    assert "51,000 registered patients" in report["network.list_size_ceiling"].reason
    with pytest.raises(MisuseError, match="there is no row 1: the table has 1, counted from 0"):
        frame.explain(table, 1)


@pytest.mark.parametrize("kind", ["int8", "uint32", "int64", "uint64"])
def test_a_row_is_named_by_a_whole_number_of_any_kind(kind: str) -> None:
    table = pl.DataFrame({"day": [DAY, DAY], "population.registered": [51_000, 49_000]})
    row = np.dtype(kind).type(1)
    no_rows: list[Any] = [row + row, 0.0, "0", None, True, np.bool_(True), -1]
    assert frame.explain(table, row)["network.list_size_ceiling"].status.value == "MET"
    for wrong in no_rows:
        with pytest.raises(MisuseError, match=r"there is no row .*: the table has 2, counted from 0"):
            frame.explain(table, wrong)


@pytest.mark.parametrize("wrong", [5, True, [5], [None], b"network.list_size", [b"network.list_size"]])
def test_rules_are_a_list_of_names(wrong: Any) -> None:
    with pytest.raises(MisuseError, match=r"^rules (is|has) .*names"):
        frame.assess(pl.DataFrame({"day": [DAY]}), rules=wrong)


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32), row=st.integers(0, FEW_ROWS - 1))
def test_explain_says_what_the_table_says(seed: int, row: int) -> None:
    table = tables.arrow(tables.rows(seed, FEW_ROWS))
    told = {finding.rule: finding.status.value for finding in frame.explain(table, row).findings}
    assert tables.answers(frame.assess(table))[row] == told
