"""Makes a polars, pandas or pyarrow table of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pcn_des.frame.libraries import check_backend, in_pandas, needs


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], kinds: Mapping[str, str], backend: str) -> Any:
    """Rows as a table of `backend`. `kinds` are the narwhals types of columns that are no text, such as `Date`.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    check_backend(backend)
    made_with = "pyarrow" if backend == "pandas" else backend
    needs("to_frame", "narwhals", made_with, backend)
    import narwhals as nw

    values = {name: [row[name] for row in rows] for name in columns}
    schema = {name: getattr(nw, kinds.get(name, "String")) for name in columns}
    table = nw.from_dict(values, schema=schema, backend=cast("Any", made_with)).to_native()
    return in_pandas(table) if backend == "pandas" else table
