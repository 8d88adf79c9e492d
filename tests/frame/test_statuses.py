"""`frame.assess`: every status in a table is the one that `assess` gives, in tables of every kind."""

from __future__ import annotations

import os
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
PARTS = 4


def _pandas(table: Any) -> Any:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


def _duckdb(table: Any) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    return duckdb.from_arrow(table)  # of the default connection, which older ones do not close meanwhile


def _in_words(answer: Any) -> Any:
    """Every column as texts: how a kind of table keeps the words of statuses is its own."""
    return pa.table({name: answer[name].cast(pa.string()) for name in answer.column_names})


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
@pytest.mark.parametrize("part", range(PARTS))
def test_many_rows(part: int) -> None:
    """As many rows as `PCN_DES_ROWS` says, in parts that can run beside each other; each in every kind of table."""
    for seed in range(part, max(PARTS, ROWS // AT_ONCE), PARTS):
        rows = tables.rows(seed, AT_ONCE)
        given_table = tables.arrow(rows)
        answer = frame.assess(given_table)
        assert tables.answers(answer) == [tables.statuses(row) for row in rows], seed
        for kind, (put, taken) in KINDS.items():
            assert _in_words(taken(frame.assess(put(given_table)))).equals(_in_words(answer)), (kind, seed)


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


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("label", ["rule", "status"])
def test_a_label_never_stands_in_the_place_of_an_answer(kind: str, label: str) -> None:
    put, taken = KINDS[kind]
    table = pa.table({label: ["mine"], "day": [DAY]})
    with pytest.raises(MisuseError, match=f"has the label {label}, where the answer has the column {label}; rename"):
        frame.assess(put(table), shape="long")
    found = taken(frame.assess(put(table), rules=["network.list_size"]))
    assert found.column_names == [label, "day", "network.list_size"]


CEILING = "network.list_size_ceiling"
SHUFFLED = {
    "grouped": "SELECT id, any_value(day) AS day, any_value(patients) AS {fact} FROM made GROUP BY id",
    "sampled": "SELECT id, day, patients AS {fact} FROM made USING SAMPLE 500 ROWS",
    "in any order": "SELECT id, day, patients AS {fact} FROM made ORDER BY random()",
}


@pytest.mark.parametrize("how", SHUFFLED)
@pytest.mark.parametrize("lazily", [False, True], ids=["relation", "narwhals"])
def test_each_row_of_a_relation_has_the_answer_of_its_own_facts(how: str, lazily: bool) -> None:
    """Another run of such a relation has its rows in another order: facts and labels are of one."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install narwhals")
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE made AS SELECT i AS id, DATE '2022-11-14' AS day, "
        "CASE WHEN i % 2 = 0 THEN 51000 ELSE 40000 END AS patients FROM range(200000) made(i)"
    )
    relation = connection.sql(SHUFFLED[how].format(fact='"population.registered"'))
    answer = frame.assess(nw.from_native(relation) if lazily else relation, rules=[CEILING])
    rows = (nw.to_native(answer) if lazily else answer).project(f'id, "{CEILING}"').fetchall()
    assert len(rows) == (500 if how == "sampled" else 200_000)
    assert {status for id_, status in rows if id_ % 2 == 0} == {"NOT_MET"}
    assert {status for id_, status in rows if id_ % 2 == 1} == {"MET"}


@pytest.mark.parametrize("name", ["answered", "given", "kept", "table", "relation", "labels"])
def test_a_table_of_the_database_is_never_taken_for_the_answer(name: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    connection = duckdb.connect()
    connection.execute(f"""CREATE TABLE "{name}" AS SELECT 'X' AS code, 'MET' AS "{CEILING}" """)
    relation = connection.sql("""SELECT 'U1' AS code, DATE '2022-11-14' AS day, 51000 AS "population.registered" """)
    assert frame.assess(relation, rules=[CEILING]).project(f'code, "{CEILING}"').fetchall() == [("U1", "NOT_MET")]


def test_a_table_of_the_database_is_not_taken_for_the_answer() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE PCN_des_answer_beside_labels (a INTEGER)")
    relation = connection.sql("SELECT DATE '2022-11-14' AS day, 51000 AS \"population.registered\"")
    with pytest.raises(MisuseError, match="the database has a table pcn_des_answer_beside_labels"):
        frame.assess(relation, rules=["network.list_size"])
    connection.execute("DROP TABLE PCN_des_answer_beside_labels")
    assert frame.assess(relation, rules=["network.list_size"]).fetchall()[0][-1] == "MET"


def test_a_connection_that_takes_no_table_of_python_is_told_of() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
    connection = duckdb.connect(config={"python_enable_replacements": False})
    relation = connection.sql("""SELECT DATE '2022-11-14' AS day, 51000 AS "population.registered" """)
    with pytest.raises(MisuseError, match=r"can't take the answer in .*; give the table as relation.to_arrow_table"):
        frame.assess(relation, rules=[CEILING])


def test_names_of_sql_are_not_told_apart_by_their_capitals() -> None:
    table = pa.table({"Rule": ["mine"], "day": [DAY]})
    with pytest.raises(MisuseError, match="has the label Rule, where the answer has the column rule"):
        frame.assess(_duckdb(table), shape="long")
    found = frame.assess(table, shape="long", rules=["network.list_size"])
    assert found.column_names == ["Rule", "day", "rule", "status"]


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("population.registered", [1.5, 2.0, 3.0], "has double numbers, not whole in row 0; exact ones are wanted"),
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
    for nothing in ([None, None], pa.nulls(2, pa.date32()), pa.nulls(2, pa.timestamp("s"))):
        with pytest.raises(RecordError, match="the column day has no day in rows 0, 1"):
            frame.assess(pa.table({"day": nothing}))
    assert frame.assess(pa.table({"day": pa.nulls(0)})).num_rows == 0
    with pytest.raises(MisuseError, match="as_of is None; it has to name the column with the days"):
        frame.assess(pl.DataFrame({"day": [DAY]}), as_of=None)  # type: ignore[arg-type]  # on purpose
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
    huge = pa.array([Decimal("900000000000000.0001")], pa.decimal128(38, 4))
    table = pa.table({"day": [DAY], "population.adjusted": huge, "enhanced_access.weekly_minutes": [1]})
    fewer = r"64 bits hold whole numbers up to .*: give population\.adjusted fewer decimals than the 4 in row 0"
    with pytest.raises(RecordError, match=fewer):
        frame.assess(table, rules=["enhanced_access.weekly_minutes"])
    whole = pa.table({"population.registered": [50_000] * 3, "population.weighted": [50_000, 10**15 - 1, 50_000]})
    with pytest.raises(
        RecordError, match=r"population\.weighted is 999,999,999,999,999 in row 1; give smaller numbers"
    ):
        frame.entitlements(whole, "2024/25")
    long = pa.array([Decimal(f"{10**14}.00000000000000000001")], pa.decimal128(38, 20))
    beyond = pa.table({"day": [DAY], "population.adjusted": long})
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
    assert frame.facts_accepted("network") == told


def test_facts_accepted_of_each_kind_of_subject() -> None:
    kinds = tables.subject_facts()
    for kind, facts in kinds.items():
        told = frame.facts_accepted(kind)
        assert sorted(told) == sorted(facts)
        table = pa.table({"code": pa.array([], pa.string()), "day": pa.array([], pa.date32()), **{k: [] for k in told}})
        whole = pl.DataFrame({"code": ["A"], "day": [DAY], f"complete.{kind}": [True]})
        assert frame.assess(whole, subjects={kind: table}, network="code").height == 1
    assert frame.facts_accepted("care_home")["care_home.has_clinical_lead"] == "yes/no"
    with pytest.raises(UnknownNameError, match=r"no kind of subject 'care_homes'\. Did you mean 'care_home'"):
        frame.facts_accepted("care_homes")


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
