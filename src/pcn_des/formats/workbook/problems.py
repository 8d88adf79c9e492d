"""What is wrong in a workbook, each with its sheet and cell, in the order in which a person goes through it."""

from __future__ import annotations

import attrs

from pcn_des.brief import Brief
from pcn_des.folding import folded
from pcn_des.formats.reading import LONGEST_VALUE
from pcn_des.formats.workbook.sheets import COMPLETE_LISTS, SHEETS


@attrs.frozen(kw_only=True, repr=False)
class CellProblem(Brief):
    """One thing that is wrong in a workbook: where, what stands there, and what to do about it.

    `cell` is a place such as C7; a whole row is `7:7`, and the sheet or the workbook as a whole is empty.
    """

    file: str
    sheet: str
    cell: str
    value: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet or self.file
        shown = self.value if len(self.value) <= LONGEST_VALUE else f"{self.value[: LONGEST_VALUE - 1]}…"
        mend = " ".join(self.mend.split())
        if not shown:
            return f"{place}: {mend}"
        return f"{place}: {shown!r} {mend[3:]}" if mend.startswith("it ") else f"{place}: {shown!r}: {mend}"


class Problems:
    """The problems of one workbook, as they are found."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[tuple[tuple[int, int, int], CellProblem]] = []

    def __len__(self) -> int:
        return len(self._found)

    @property
    def in_order(self) -> tuple[CellProblem, ...]:
        """Those found so far: by sheet, row and column, and last those of the workbook as a whole."""
        return tuple(problem for _, problem in sorted(self._found, key=lambda placed: placed[0]))

    def add(self, sheet: str, cell: str, value: str, mend: str, *, row: int = 0, place: int = 0) -> None:
        """One more; `row` and `place` (0 is the first column) put it in order."""
        titles = [folded(title) for title in (*(declared.title for declared in SHEETS), COMPLETE_LISTS)]
        order = titles.index(folded(sheet)) if sheet else len(titles)
        found = CellProblem(file=self._file, sheet=sheet, cell=cell, value=value, mend=mend)
        self._found.append(((order, row, place), found))

    def missing_sheet(self, title: str) -> None:
        """A sheet that is not there."""
        self.add(title, "", "", "there is no such sheet; take it from an empty workbook")
