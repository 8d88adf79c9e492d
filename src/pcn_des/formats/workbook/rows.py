"""The rows of the sheets of a workbook: to which list each belongs, and the values of its fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import attrs

from pcn_des.dates import Period
from pcn_des.folding import folded
from pcn_des.formats.merged import Covered
from pcn_des.formats.workbook.cell import FORMULA, Cell
from pcn_des.formats.workbook.declaring import KEYS, OF, SAID, WHAT, Column, Listed, Record, Sheet
from pcn_des.formats.workbook.fields import Field, fields_of
from pcn_des.formats.workbook.loading import Grid
from pcn_des.formats.workbook.looks import letter
from pcn_des.formats.workbook.places import columns_and_flags, flag_column, flags_of
from pcn_des.formats.workbook.problems import Problems
from pcn_des.formats.workbook.sheets import SHEETS
from pcn_des.formats.workbook.understanding import completeness, understood
from pcn_des.network import Network
from pcn_des.network.records import Clash, ContradictionError

Complete = bool | Period | None
"""Whether a list is complete, as a sheet says: always, never, for some days, or nothing is said."""

_HIGHEST_HEADING: Final = 20  # rows at the top of a sheet in which its headings are looked for


@attrs.frozen(kw_only=True)
class Line:
    """A row as it stands on its sheet: its cells, and where they stand, by their headings; older ones lack some."""

    sheet: Sheet
    title: str
    number: int
    cells: Mapping[str, Cell]
    places: Mapping[str, int]

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen in the row."""
        return all(cell.blank for cell in self.cells.values())

    @property
    def waits(self) -> bool:
        """Whether the row is still to be filled in: nothing stands in it but what it was written with."""
        awaited = [self.cells[self.column(field).heading] for field in self.sheet.awaits]
        return bool(awaited) and all(cell.empty for cell in awaited)

    def column(self, field: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.sheet.columns if field in column.fields)


@attrs.frozen(kw_only=True)
class Row:
    """A row that can be used: the list that it belongs to and the values of its fields.

    `flags` says of each list inside the record whether it is complete.
    """

    line: Line
    listed: Listed
    values: Mapping[str, Any]
    flags: Mapping[str, Complete]


class Rows:
    """Reads sheet after sheet into `rows`, by the list that each belongs to and by what its owner is known.

    `gaps` are lists of which a row could not be used (None: of any owner), `unused` owners whose own row could not be.
    """

    def __init__(self, grids: Mapping[str, Grid], problems: Problems) -> None:
        self.grids = grids
        self.problems = problems
        self.rows: dict[tuple[Listed, Any], list[Row]] = defaultdict(list)
        self.gaps: set[tuple[Listed, Any]] = set()
        self.unused: set[tuple[Record, Any]] = set()
        self._newer = {sheet.newer for sheet in SHEETS if folded(sheet.title) in grids}

    def read(self, sheet: Sheet) -> dict[str, Any]:
        """Reads the rows of a sheet, and gives the single fields of the network that stand above them."""
        grid = self.grids.get(folded(sheet.title))
        if grid is None:
            if not sheet.newer or sheet.newer in self._newer:
                self.problems.missing_sheet(sheet.title)
            self.gaps |= {(listed, None) for listed in sheet.lists}
            return {}
        places, heading_row = headings(self.problems, grid, columns_and_flags(sheet), self._newer)
        form = self._form(sheet, grid, heading_row) if sheet.form else {}
        if not places:
            self.gaps |= {(listed, None) for listed in sheet.lists}
            return form
        seen: dict[Any, int] = {}
        for number, cells in grid.rows:
            if number > heading_row:
                there = {heading: cells[place] for heading, place in places.items()}
                line = Line(sheet=sheet, title=grid.title, number=number, cells=there, places=places)
                if not line.blank and not line.waits:
                    self._read_line(line, seen)
        return form

    def _form(self, sheet: Sheet, grid: Grid, heading_row: int) -> dict[str, Any]:
        """The single fields of the network that stand above the rows."""
        lines: dict[str, list[tuple[int, Cell]]] = defaultdict(list)
        for number, cells in grid.rows:
            if number < (heading_row or _HIGHEST_HEADING):
                lines[folded(cells[0].value)].append((number, cells[1]))
        values = {}
        for column in sheet.form:
            field = fields_of(Network)[column.fields[0]]
            if len(found := lines[folded(column.heading)]) > 1:
                mend = f"it stands in row {found[0][0]} already; remove one of the two lines"
                self.problems.add(grid.title, f"A{found[1][0]}", column.heading, mend, row=found[1][0])
            elif found:
                number, cell = found[0]
                value = self._value(field, cell, grid.title, number, 1)
                if value is not None:
                    values[field.name] = value
                elif field.needed and cell.blank:
                    self.problems.add(grid.title, f"B{number}", "", f"it is empty; write {column.help}", row=number)
            elif field.needed:
                mend = f"the line {column.heading} is missing; take it from an empty workbook"
                self.problems.add(grid.title, "", "", mend)
        return values

    def _read_line(self, line: Line, seen: dict[Any, int]) -> None:
        """Reads a row into the list that it belongs to, or notes what is wrong with it."""
        covered = {heading: cell.value for heading, cell in line.cells.items() if isinstance(cell.value, Covered)}
        for heading, part in covered.items():
            self._heading_problem(line, heading, part.mend)
        listed = None if covered else self._list_of(line)
        if listed is None:
            self.gaps |= {(possible, None) for possible in line.sheet.lists}
            return
        before = len(self.problems)
        owner = self._owner(line, listed)
        values = self._values(line, listed)
        self._only_once(line, values, seen)
        if len(self.problems) == before and self._can_be_made(line, listed, values):
            flags = {inner.name: self._flag(line, inner) for inner in flags_of(line.sheet)}
            row = Row(line=line, listed=listed, values=values, flags=flags)
            self.rows[listed, owner].append(row)
        else:
            self.gaps.add((listed, owner))
            self.unused.add((listed.record, values.get(KEYS.get(listed.record, ""))))

    def _only_once(self, line: Line, values: Mapping[str, Any], seen: dict[Any, int]) -> None:
        key = values.get(line.sheet.unique)
        if key in seen:
            mend = f"it stands in row {seen[key]} already; remove one of the two, or give it another name"
            self.cell_problem(line, line.sheet.unique, mend)
        elif key is not None:
            seen[key] = line.number

    def _list_of(self, line: Line) -> Listed | None:
        """The list that a row belongs to."""
        rest = next((listed for listed in line.sheet.lists if listed.when is None), None)
        marks = [listed for listed in line.sheet.lists if listed.when]
        for listed in marks:
            assert listed.when is not None
            column, value = listed.when
            cell = line.cells[line.column(column).heading]
            if cell.formula:  # it may be of either list: an empty cell has a meaning of its own
                self.cell_problem(line, column, FORMULA)
                return None
            if not cell.blank and value in (None, str(cell.value).strip()):
                return listed
        if rest is None:
            choices = [listed.when[1] for listed in marks if listed.when]
            self.cell_problem(line, WHAT, f"it must be one of: {', '.join(str(choice) for choice in choices)}")
        return rest

    def _owner(self, line: Line, listed: Listed) -> Any:
        """By what the owner of the list is known; None for the network itself, and where it can't be understood."""
        if listed.owner is Network:
            return None
        key = fields_of(listed.owner)[KEYS[listed.owner]]
        return self._needed_value(line, line.column(OF), key)

    def _values(self, line: Line, listed: Listed) -> dict[str, Any]:
        values = {}
        for column in line.sheet.columns:
            if {OF, WHAT, SAID} & set(column.fields) or column.heading not in line.places:
                continue
            field = line.sheet.field(column, listed)
            if field is None:
                if not line.cells[column.heading].blank:
                    mend = f"a row of the list {listed.label} has nothing here; empty this cell"
                    self.cell_problem(line, column.fields[0], mend)
                continue
            read = self._needed_value if field.needed else self._line_value
            value = read(line, column, field)
            if value is not None:
                values[field.name] = value
        return values

    def _needed_value(self, line: Line, column: Column, field: Field) -> Any:
        before = len(self.problems)
        value = self._line_value(line, column, field)
        if value is None and len(self.problems) == before:
            self.cell_problem(line, column.fields[0], f"it is empty; write it ({column.help})")
        return value

    def _line_value(self, line: Line, column: Column, field: Field) -> Any:
        return self._value(field, line.cells[column.heading], line.title, line.number, line.places[column.heading])

    def _value(self, field: Field, cell: Cell, title: str, number: int, place: int) -> Any:
        try:
            return understood(field, cell)
        except ValueError as error:
            self.problems.add(title, f"{letter(place + 1)}{number}", cell.shown, str(error), row=number, place=place)
            return None

    def _flag(self, line: Line, inner: Listed) -> Complete:
        heading = flag_column(inner).heading
        try:
            return completeness(line.cells[heading]) if heading in line.places else None
        except ValueError as error:
            self._heading_problem(line, heading, str(error))
            return None

    def _can_be_made(self, line: Line, listed: Listed, values: Mapping[str, Any]) -> bool:
        try:
            listed.record(**values)
        except ContradictionError as error:
            for found in error.found:
                self._contradiction(line, found)
            return False
        except ValueError as error:
            self.row_problem(line, str(error))
            return False
        return True

    def _contradiction(self, line: Line, found: Clash) -> None:
        """Notes what can't be true of a row, in the cell to look at first where there is one."""
        columns = [column for column in line.sheet.columns if found.place[:1] and found.place[0] in column.fields]
        if columns and columns[0].heading in line.places:
            self._heading_problem(line, columns[0].heading, found.says)
        else:
            self.row_problem(line, found.says)

    def row_problem(self, line: Line, mend: str) -> None:
        """Notes what is wrong in a row as a whole."""
        self.problems.add(line.title, f"{line.number}:{line.number}", "", mend, row=line.number)

    def cell_problem(self, line: Line, field: str, mend: str) -> None:
        """Notes what is wrong in the cell that fills a field."""
        self._heading_problem(line, line.column(field).heading, mend)

    def _heading_problem(self, line: Line, heading: str, mend: str) -> None:
        place = line.places[heading]
        cell = f"{letter(place + 1)}{line.number}"
        self.problems.add(line.title, cell, line.cells[heading].shown, mend, row=line.number, place=place)


def headings(
    problems: Problems, grid: Grid, columns: Sequence[Column], newer: Collection[str] = ()
) -> tuple[Mapping[str, int], int]:
    """Where each column stands, by its heading, and the row of the headings.

    Columns that older workbooks don't have are all of them there, or not read; `newer` are the names of those that have
    to be there. Nothing is read under headings of which one is missing, or stands there twice.
    """
    wanted = {folded(column.heading): column.heading for column in columns}
    best: dict[str, int] = {}
    twice: dict[str, int] = {}
    heading_row = 0
    for number, cells in grid.rows:
        if number > _HIGHEST_HEADING:
            break
        found: dict[str, int] = {}
        second: dict[str, int] = {}
        for place, cell in enumerate(cells):
            heading = wanted.get(folded(cell.value)) if not cell.formula else None
            if heading is not None:
                (second if heading in found else found).setdefault(heading, place)
        if len(found) > len(best):
            best, twice, heading_row = found, second, number
    passed_over = {column.newer for column in columns if column.newer and column.heading not in best} - {*newer}
    read = [column.heading for column in columns if column.newer not in passed_over]
    missing = [heading for heading in read if heading not in best]
    if missing:
        offer = "take the headings from an empty workbook"
        problems.add(grid.title, "", "", f"it lacks the heading {' and '.join(missing)}; {offer}")
    for heading, place in twice.items():
        mend = f"it stands in column {letter(best[heading] + 1)} already; remove one of the two columns"
        problems.add(grid.title, f"{letter(place + 1)}{heading_row}", heading, mend, row=heading_row, place=place)
    return ({} if missing or twice else {heading: best[heading] for heading in read}), heading_row
