"""The roles of a workforce return as a polars, pandas or pyarrow table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcn_des.display.workforce_return import COLUMNS, role_rows
from pcn_des.frame.tables import frame_of

if TYPE_CHECKING:
    from pcn_des.answers.workforce_return import WorkforceReturn

_NUMBERS = ("fte", "staff", "contracted", "at_least", "at_most", "on_record", "difference")
_KINDS = {
    **dict.fromkeys(_NUMBERS, "Float64"),
    "census": "Date",
    "people": "Int64",
    "reimbursable": "Boolean",
}


def roles_frame(found: WorkforceReturn, backend: str = "polars") -> Any:
    """The roles as a table of `backend`, a row each.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    rows = [
        {name: float(value) if name in _NUMBERS and value is not None else value for name, value in row.items()}
        for row in role_rows(found)
    ]
    return frame_of(rows, COLUMNS, _KINDS, backend)
