"""Asks a Spark table on this machine, and compares with one process: run on request, with pyspark and Java.

python tests/distributed/on_spark.py 100000       so many rows
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` is

from pcn_des import frame
from support import tables

KINDS = {"string": "string", "date32[day]": "date"}


def plain(answer: Any) -> Any:
    """An answer with texts in the place of choices, which Spark does not have."""
    columns = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in answer.columns]
    return pa.table(columns, names=answer.column_names)


def asked(batches: Iterator[Any]) -> Iterator[Any]:
    """The answers about the rows of each batch."""
    for batch in batches:
        yield from plain(frame.assess(batch, dots=False)).to_batches()


def main(count: int) -> None:
    """Compare, and see that a wrong fact in one part is told as it is."""
    from pyspark.errors import PythonException
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    rows = tables.arrow(tables.rows(1, count))
    given = rows.rename_columns([name.replace(".", "__") for name in rows.column_names])
    here = plain(frame.assess(given, dots=False))
    schema = ", ".join(f"{field.name} {KINDS[str(field.type)]}" for field in here.schema)
    facts = spark.createDataFrame(given)
    there = facts.repartition(4).mapInArrow(asked, schema).toArrow()
    by = [("code", "ascending"), ("day", "ascending")]
    assert there.sort_by(by).equals(here.cast(there.schema).sort_by(by)), "Spark says something else"
    print(f"{there.num_rows:,} rows in 4 parts: the same as in one process")
    wrong = given.set_column(
        given.column_names.index("care_homes__beds"), "care_homes__beds", pa.array([-5] * given.num_rows)
    )
    with pytest.raises(PythonException, match=r"(?s)RecordError.*care_homes__beds has numbers below nothing"):
        spark.createDataFrame(wrong).mapInArrow(asked, schema).count()
    print("a wrong fact reaches the driver as RecordError")
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
