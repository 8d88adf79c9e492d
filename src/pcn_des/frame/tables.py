"""Makes a polars, pandas or pyarrow table of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pcn_des.errors import MissingExtraError, MisuseError

BACKENDS = ("polars", "pandas", "pyarrow")


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], kinds: Mapping[str, str], backend: str) -> Any:
    """Rows as a table of `backend`. `kinds` are the narwhals types of columns that are no text, such as `Date`.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    if backend not in BACKENDS:
        raise MisuseError(f"backend is {backend!r}; it must be one of: {', '.join(BACKENDS)}")
    made_with = "pyarrow" if backend == "pandas" else backend  # NumPy has no whole number that is missing
    try:
        import narwhals as nw

        __import__(made_with)
        __import__(backend)
    except ImportError:
        raise MissingExtraError(
            "to_frame", " and ".join(dict.fromkeys(("narwhals", made_with, backend))), "frame"
        ) from None
    values = {name: [row[name] for row in rows] for name in columns}
    schema = {name: getattr(nw, kinds.get(name, "String")) for name in columns}
    table = nw.from_dict(values, schema=schema, backend=cast("Any", made_with)).to_native()
    if backend != "pandas":
        return table
    import pandas

    return table.to_pandas(types_mapper=pandas.ArrowDtype)
