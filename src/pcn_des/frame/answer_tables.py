"""A timeline, a statement and the changes of the contract as polars, pandas or pyarrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pcn_des.display.answer_rows import CHANGES, LINES, SPELLS, change_rows, line_rows, spell_rows
from pcn_des.frame.tables import frame_of

if TYPE_CHECKING:
    from pcn_des.answers.statement import Statement
    from pcn_des.answers.timeline import Timeline
    from pcn_des.contract.changes import Changes

_KINDS: Final = {
    **dict.fromkeys(("since", "until", "month"), "Date"),
    **dict.fromkeys(("amount", "at_least", "at_most"), "Int64"),
    "draft": "Boolean",
}


def timeline_frame(timeline: Timeline, backend: str = "polars") -> Any:
    """The spells as a table of `backend`, a row each.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    return frame_of(list(spell_rows(timeline)), SPELLS, _KINDS, backend)


def statement_frame(statement: Statement, backend: str = "polars") -> Any:
    """The months of the payments as a table of `backend`, a row each.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    return frame_of(list(line_rows(statement)), LINES, _KINDS, backend)


def changes_frame(changes: Changes, backend: str = "polars") -> Any:
    """The changes as a table of `backend`, a row each.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    return frame_of(list(change_rows(changes)), CHANGES, _KINDS, backend)
