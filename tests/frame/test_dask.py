"""Parts of one table, each asked by itself: the recipe of the page on tables, where Dask is installed."""

from __future__ import annotations

from typing import Any

import pytest

from pcn_des.errors import RecordError

for library in ("narwhals", "numpy", "pandas", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]' pandas")
dd = pytest.importorskip("dask.dataframe", reason="dask is not installed: pip install 'dask[dataframe]'")

import pandas  # noqa: E402  # needs the libraries
import pyarrow as pa  # noqa: E402

from pcn_des import frame  # noqa: E402
from support import tables  # noqa: E402

pytestmark = pytest.mark.thorough  # tables of 100,000 rows, in processes


def facts(count: int) -> Any:
    """So many rows, of few different ones."""
    rows = tables.arrow(tables.rows(1, 500))
    whole = pa.concat_tables([rows] * (count // len(rows)))
    return whole.to_pandas(types_mapper=pandas.ArrowDtype)


def test_parts_say_what_the_whole_says() -> None:
    whole = facts(100_000)
    parts = dd.from_pandas(whole, npartitions=8)
    answer = parts.map_partitions(frame.assess, meta=frame.assess(parts._meta))
    assert answer.compute(scheduler="synchronous").equals(frame.assess(whole))


def test_a_wrong_fact_in_one_part_is_told_as_it_is() -> None:
    whole = facts(500)
    whole.loc[400, "care_homes.beds"] = -5
    parts = dd.from_pandas(whole, npartitions=4)
    answer = parts.map_partitions(frame.assess, meta=frame.assess(parts._meta))
    with pytest.raises(RecordError, match=r"the column care_homes\.beds has numbers below nothing"):
        answer.compute(scheduler="processes", num_workers=2)
