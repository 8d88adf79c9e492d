"""Texts in tables: what is empty is not known, and neither blanks around a text nor its capitals count."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import RecordError

for library in ("narwhals", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import polars as pl  # noqa: E402  # needs the libraries
import pyarrow as pa  # noqa: E402
from pyarrow import csv  # noqa: E402

from pcn_des import frame  # noqa: E402

DAY = date(2022, 11, 14)
AGREED = "evidence.network.area_agreed"
RULE = "practices.contract_type"
NETWORK = pa.table({"code": ["U1"], "day": [DAY], "complete.practice": [True]})
BLANKS = ["", " ", "\t", "\u00a0 "]


def told(kinds: Any) -> str:
    """What a network is told whose practices hold these contracts."""
    practices = pa.table({"code": ["U1"] * len(kinds), "day": [DAY] * len(kinds), "practice.contract_type": kinds})
    found = frame.assess(NETWORK, rules=[RULE], subjects={"practice": practices}, network="code")
    return str(found[RULE][0].as_py())


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
def test_a_text_in_which_nothing_stands_is_unknown_as_a_null_is(blank: str, kind: Any) -> None:
    assert told(pa.array(["GMS", None], pa.string()).cast(kind)) == "UNKNOWN"
    assert told(pa.array(["GMS", blank], pa.string()).cast(kind)) == "UNKNOWN"
    assert told(pa.array([blank, blank], pa.string()).cast(kind)) == "UNKNOWN"


def test_whoever_reads_a_csv_gets_the_same_answer() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    written = b"code,day,practice.contract_type\nU1,2022-11-14,GMS\nU1,2022-11-14,\n"
    by_pandas = pandas.read_csv(io.BytesIO(written), parse_dates=["day"])
    for practices in (csv.read_csv(io.BytesIO(written)), by_pandas, pl.read_csv(written, try_parse_dates=True)):
        found = frame.assess(NETWORK, rules=[RULE], subjects={"practice": practices}, network="code")
        assert found[RULE].to_pylist() == ["UNKNOWN"]


@pytest.mark.parametrize("fact", ["population.registered", "clinical_director.in_post", AGREED])
def test_a_column_in_which_nothing_stands_says_nothing_whatever_the_fact(fact: str) -> None:
    table = pa.table({"day": [DAY] * 2, fact: ["", " "]})
    assert frame.assess(table).equals(frame.assess(table.select(["day"])))


@given(kind=st.sampled_from(["GMS", "PMS", "APMS", "none", "NHS"]), data=st.data())
def test_blanks_and_capitals_do_not_count_in_a_table_or_in_one_network(kind: str, data: st.DataObject) -> None:
    blanks = st.text(" \t\u00a0", max_size=2)
    letters = "".join(data.draw(st.sampled_from([letter.lower(), letter.upper()])) for letter in kind)
    written = data.draw(blanks) + letters + data.draw(blanks)
    one = des.assess({"practice": [{"practice.contract_type": written}], "complete.practice": True}, DAY)
    wanted = "MET" if kind in ("GMS", "PMS", "APMS") else "NOT_MET"
    assert one[RULE].status.name == told(pa.array([written])) == wanted


@pytest.mark.parametrize("blank", BLANKS)
def test_an_empty_text_among_the_numbers_of_pandas_is_a_gap(blank: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    patients = pandas.Series([51_000, blank, 49_000], dtype=object)
    table = pandas.DataFrame({"day": [DAY] * 3, "population.registered": patients})
    found = frame.assess(table, rules=["network.list_size_ceiling"])
    assert list(found["network.list_size_ceiling"]) == ["NOT_MET", "UNKNOWN", "MET"]


def test_a_code_in_which_nothing_stands_names_no_network() -> None:
    for codes in (["", "U1", " "], ["", None, ""]):
        table = pl.DataFrame({"code": codes, "month": [date(2022, 4, 1)] * 3, "population.registered": [42_000] * 3})
        with pytest.raises(RecordError, match=r"the column code names no network in rows 0, "):
            frame.entitlements(table, "2022/23", as_of="month", network="code")
