"""Problems of a file in words: those that are equal but for their row or cell are told once, with the first of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pcn_des.kinds_of_problem import told_by_kind

MOST_ROWS: Final = 3  # that are named where a problem is that of many rows


def told_once(problems: Iterable[Any]) -> list[str]:
    """Each kind of problem once, in the order of the first: `map.csv, rows 2, 3, 4 and 6,705 more, EXTRACT_DATE …`.

    Problems that have no row, such as those of a workbook's cells, come after them, by kinds of their own.
    """
    kinds: dict[object, list[Any]] = {}
    others: list[str] = []
    for problem in problems:
        if getattr(problem, "row", None) is None:
            others.append(str(problem))
        else:
            kind = (problem.file, problem.column, problem.value, problem.mend)
            kinds.setdefault(kind, []).append(problem)
    return [*map(_told, kinds.values()), *told_by_kind(others)]


def _told(same: list[Any]) -> str:
    first = same[0]
    if len(same) == 1:
        return str(first)
    rows = [f"{problem.row:,}" for problem in same[:MOST_ROWS]]
    more = len(same) - MOST_ROWS
    listed = f"{', '.join(rows)} and {more:,} more" if more > 0 else f"{', '.join(rows[:-1])} and {rows[-1]}"
    beginning = " ".join(f"{first.file}, row {first.row}".split())
    return f"{' '.join(first.file.split())}, rows {listed}{str(first).removeprefix(beginning)}"
