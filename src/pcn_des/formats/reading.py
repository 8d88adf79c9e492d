"""What every reader gives back: the rows that can be used, and every problem with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

import attrs

from pcn_des.brief import Brief
from pcn_des.showing import TEXT, show

Row_co = TypeVar("Row_co", covariant=True)
LONGEST_VALUE: Final = 60  # characters of a cell that a problem repeats


@attrs.frozen(kw_only=True, repr=False)
class Problem(Brief):
    """One thing that is wrong in a file: where, what stands there, and what to do about it.

    `row` counts from 1 as a spreadsheet shows it. An empty `column` means the whole row.
    """

    file: str
    row: int
    column: str
    value: str
    mend: str

    def __str__(self) -> str:
        cell = f", {self.column} {_short(self.value)}" if self.column else ""
        return " ".join(f"{self.file}, row {self.row}{cell}: {self.mend}".split())


@attrs.frozen(kw_only=True, repr=False)
class Reading(Brief, Generic[Row_co]):
    """A file that has been read. Rows named in `problems` are left out of `rows`, unless the problem says otherwise.

    `left_out` are rows that are no records, such as a row of totals: nothing is wrong with them.
    """

    file: str
    rows: tuple[Row_co, ...]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        return str(show(self, TEXT))


def in_order(*problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of several kinds in the order of the file."""
    return tuple(sorted((problem for some in problems for problem in some), key=lambda problem: problem.row))


def _short(value: str) -> str:
    return repr(value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…")
