"""Asks a Spark table on this machine, and compares with one process: run on request, with pyspark 4 and Java 17.

python tests/distributed/on_spark.py 100000       so many rows
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` is

from pcn_des import frame
from support import tables


def plain(answer: Any) -> Any:
    """An answer with texts in the place of choices, which Spark does not have."""
    columns = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in answer.columns]
    return pa.table(columns, names=answer.column_names)


def asked(batches: Iterator[Any]) -> Iterator[Any]:
    """The answers about the rows of each batch."""
    for batch in batches:
        yield from plain(frame.assess(batch, dots=False)).to_batches()


def owed_to(batches: Iterator[Any]) -> Iterator[Any]:
    """What is owed in a year to the networks of each batch."""
    for batch in batches:
        yield from frame.entitlements(batch, "2024/25", dots=False).to_batches()


def labels(count: int) -> dict[str, Any]:
    """Labels of other kinds than texts and days, one with a name that Spark would not take unquoted."""
    return {
        "number": pa.array(range(count)),
        "urban": pa.array([number % 3 == 0 for number in range(count)]),
        "list size": pa.array([number / 2 for number in range(count)]),
        "seen": pa.array([datetime(2022, 11, 14, 9, 30, tzinfo=UTC)] * count, pa.timestamp("us", "UTC")),
    }


def main(count: int) -> None:
    """Compare, and see that a wrong fact in one part is told as it is."""
    from pyspark.errors import PythonException
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    rows = tables.arrow(tables.rows(1, count))
    given = rows.rename_columns([name.replace(".", "__") for name in rows.column_names])
    for name, label in labels(count).items():
        given = given.append_column(name, label)
    here = plain(frame.assess(given, dots=False))
    schema = from_arrow_schema(here.schema)
    facts = spark.createDataFrame(given)
    there = facts.repartition(4).mapInArrow(asked, schema).toArrow()
    by = [("code", "ascending"), ("day", "ascending")]
    assert there.sort_by(by).equals(here.cast(there.schema).sort_by(by)), "Spark says something else"
    print(f"{there.num_rows:,} rows in 4 parts: the same as in one process")
    owed = frame.entitlements(given, "2024/25", dots=False)
    money = facts.mapInArrow(owed_to, from_arrow_schema(owed.schema)).toArrow()
    by = [("number", "ascending")]
    assert money.sort_by(by).equals(owed.cast(money.schema).sort_by(by)), "Spark says another amount"
    print(f"{money.num_rows:,} rows of money: the same as in one process")
    wrong = given.set_column(
        given.column_names.index("care_homes__beds"), "care_homes__beds", pa.array([-5] * given.num_rows)
    )
    with pytest.raises(PythonException, match=r"(?s)RecordError.*care_homes__beds has numbers below nothing"):
        spark.createDataFrame(wrong).mapInArrow(asked, schema).count()
    print("a wrong fact reaches the driver as RecordError")
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
