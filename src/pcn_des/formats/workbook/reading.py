"""Reads the network workbook: the network, and every cell that can't be understood with its sheet and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from pcn_des.dates import Period
from pcn_des.errors import FileFormatError, RecordError, nearest
from pcn_des.formats.lines import folded
from pcn_des.formats.reading import LONGEST_VALUE
from pcn_des.formats.workbook.declaring import KEYS, OF, WHAT, Column, Listed, Record, Sheet
from pcn_des.formats.workbook.fields import Field, fields_of
from pcn_des.formats.workbook.loading import Grid, grids
from pcn_des.formats.workbook.looks import letter
from pcn_des.formats.workbook.places import (
    INNER_LISTS,
    NETWORK_LISTS,
    columns_and_flags,
    flag_column,
    flags_of,
    owner_sheet,
)
from pcn_des.formats.workbook.sheets import COMPLETE_COLUMNS, COMPLETE_LISTS, SHEETS
from pcn_des.formats.workbook.values import Cell, completeness, understood
from pcn_des.network import Network, Records
from pcn_des.network.records import ContradictionError

Complete = bool | Period | None
"""Whether a list is complete, as a sheet says: always, never, for some days, or nothing is said."""

_TITLES: Final = (*(sheet.title for sheet in SHEETS), COMPLETE_LISTS)
_MOST_OFFERS: Final = 200  # problems after which no nearest name is looked for: it takes long
_HIGHEST_HEADING: Final = 20  # rows at the top of a sheet in which its headings are looked for


@attrs.frozen(kw_only=True)
class CellProblem:
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


@attrs.frozen(kw_only=True)
class WorkbookReading:
    """A workbook that has been read: the network, and what is wrong with the file.

    Rows named in `problems` are left out of the network, and the lists that they may belong to are not complete. An
    answer about completeness that can't be understood counts as none. `network` is None where there is none without
    them: no code or name, or records that contradict each other.
    """

    file: str
    network: Network | None
    problems: tuple[CellProblem, ...] = ()

    def without_problems(self) -> Network:
        """The network, where nothing is wrong with the file.

        Raises:
            RecordError: something is; every problem is named.
        """
        if self.problems or self.network is None:
            raise RecordError(self.file, [str(problem) for problem in self.problems])
        return self.network


def read(path: str | Path) -> WorkbookReading:
    """Reads a workbook that `write` or `write_empty` made and people filled. No formula is ever calculated.

    Raises:
        FileFormatError: it is no workbook, too large, or has none of the sheets of a network.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    path = Path(path)
    found = grids(path, _TITLES)
    if not any(folded(sheet.title) in found for sheet in SHEETS):
        raise FileFormatError(f"{path.name} has none of the sheets of a network workbook; is it the right file?")
    return _Reader(path.name, found).reading()


def network(path: str | Path) -> Network:
    """The network of a workbook with which nothing is wrong.

    Raises:
        RecordError: something is; every problem is named with its sheet and cell.
        FileFormatError, FileNotFoundError, MissingExtraError: as `read` does.
    """
    return read(path).without_problems()


# --- from cells to records --------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Line:
    """A row as it stands on its sheet: its cells, and where they stand, by their headings."""

    sheet: Sheet
    title: str
    number: int
    cells: Mapping[str, Cell]
    places: Mapping[str, int]

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen in the row."""
        return all(cell.blank for cell in self.cells.values())

    def column(self, field: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.sheet.columns if field in column.fields)


@attrs.frozen(kw_only=True)
class _Row:
    """A row that can be used: the list that it belongs to and the values of its fields.

    `flags` says of each list inside the record whether it is complete.
    """

    line: _Line
    listed: Listed
    values: Mapping[str, Any]
    flags: Mapping[str, Complete]


class _Reader:
    """Reads one workbook: rows first, then the records inside other records, then the network."""

    def __init__(self, file: str, grids: Mapping[str, Grid]) -> None:
        self._file = file
        self._grids = grids
        self._problems: list[tuple[tuple[int, int, int], CellProblem]] = []
        self._rows: dict[tuple[Listed, Any], list[_Row]] = defaultdict(list)
        self._gaps: set[tuple[Listed, Any]] = set()  # lists of which a row could not be used; None: of any owner
        self._unused: set[tuple[Record, Any]] = set()  # owners whose row could not be used

    def reading(self) -> WorkbookReading:
        form: dict[str, Any] = {}
        for sheet in SHEETS:
            form |= self._read_sheet(sheet)
        flags = self._complete_flags()
        self._miss_owners()
        network = self._network(form, flags)
        ordered = sorted(self._problems, key=lambda placed: placed[0])
        return WorkbookReading(file=self._file, network=network, problems=tuple(problem for _, problem in ordered))

    # --- sheets and their rows

    def _read_sheet(self, sheet: Sheet) -> dict[str, Any]:
        grid = self._grids.get(folded(sheet.title))
        if grid is None:
            self._missing_sheet(sheet.title)
            self._gaps |= {(listed, None) for listed in sheet.lists}
            return {}
        places, heading_row = self._headings(grid, columns_and_flags(sheet))
        form = self._form(sheet, grid, heading_row) if sheet.form else {}
        if not places:
            self._gaps |= {(listed, None) for listed in sheet.lists}
            return form
        seen: dict[Any, int] = {}
        for number, cells in grid.rows:
            if number > heading_row:
                there = {heading: cells[place] for heading, place in places.items()}
                line = _Line(sheet=sheet, title=grid.title, number=number, cells=there, places=places)
                if not line.blank:
                    self._read_line(line, seen)
        return form

    def _headings(self, grid: Grid, columns: Sequence[Column]) -> tuple[Mapping[str, int], int]:
        """Where each column stands, by its heading, and the row of the headings."""
        wanted = {folded(column.heading): column.heading for column in columns}
        best: dict[str, int] = {}
        heading_row = 0
        for number, cells in grid.rows:
            if number > _HIGHEST_HEADING:
                break
            found = {
                wanted[folded(cell.value)]: place
                for place, cell in reversed(tuple(enumerate(cells)))
                if not cell.formula and folded(cell.value) in wanted
            }
            if len(found) > len(best):
                best, heading_row = found, number
        missing = [column.heading for column in columns if column.heading not in best]
        if missing:
            offer = "take the headings from an empty workbook"
            self._problem(grid.title, "", "", f"it lacks the heading {' and '.join(missing)}; {offer}")
        return ({} if missing else best), heading_row

    def _form(self, sheet: Sheet, grid: Grid, heading_row: int) -> dict[str, Any]:
        """The single fields of the network that stand above the rows."""
        lines = {
            folded(cells[0].value): (number, cells[1])
            for number, cells in reversed(grid.rows)
            if number < (heading_row or _HIGHEST_HEADING)
        }
        values = {}
        for column in sheet.form:
            field = fields_of(Network)[column.fields[0]]
            if folded(column.heading) in lines:
                number, cell = lines[folded(column.heading)]
                value = self._value(field, cell, grid.title, number, 1)
                if value is not None:
                    values[field.name] = value
                elif field.needed and cell.blank:
                    self._problem(grid.title, f"B{number}", "", f"it is empty; write {column.help}", row=number)
            elif field.needed:
                mend = f"the line {column.heading} is missing; take it from an empty workbook"
                self._problem(grid.title, "", "", mend)
        return values

    def _read_line(self, line: _Line, seen: dict[Any, int]) -> None:
        """Reads a row into the list that it belongs to, or notes what is wrong with it."""
        listed = self._list_of(line)
        if listed is None:
            self._gaps |= {(possible, None) for possible in line.sheet.lists}
            return
        before = len(self._problems)
        owner = self._owner(line, listed)
        values = self._values(line, listed)
        self._only_once(line, values, seen)
        if len(self._problems) == before and self._can_be_made(line, listed, values):
            flags = {inner.name: self._flag(line, inner) for inner in flags_of(line.sheet)}
            row = _Row(line=line, listed=listed, values=values, flags=flags)
            self._rows[listed, owner].append(row)
        else:
            self._gaps.add((listed, owner))
            self._unused.add((listed.record, values.get(KEYS.get(listed.record, ""))))

    def _only_once(self, line: _Line, values: Mapping[str, Any], seen: dict[Any, int]) -> None:
        key = values.get(line.sheet.unique)
        if key in seen:
            mend = f"it stands in row {seen[key]} already; remove one of the two, or give it another name"
            self._cell_problem(line, line.sheet.unique, mend)
        elif key is not None:
            seen[key] = line.number

    def _list_of(self, line: _Line) -> Listed | None:
        """The list that a row belongs to."""
        rest = next((listed for listed in line.sheet.lists if listed.when is None), None)
        marks = [listed for listed in line.sheet.lists if listed.when]
        for listed in marks:
            assert listed.when is not None
            column, value = listed.when
            cell = line.cells[line.column(column).heading]
            if not cell.formula and not cell.blank and value in (None, str(cell.value).strip()):
                return listed
        if rest is None:
            choices = [listed.when[1] for listed in marks if listed.when]
            self._cell_problem(line, WHAT, f"it must be one of: {', '.join(str(choice) for choice in choices)}")
        return rest

    def _owner(self, line: _Line, listed: Listed) -> Any:
        """By what the owner of the list is known; None for the network itself, and where it can't be understood."""
        if listed.owner is Network:
            return None
        key = fields_of(listed.owner)[KEYS[listed.owner]]
        return self._needed_value(line, line.column(OF), key)

    def _values(self, line: _Line, listed: Listed) -> dict[str, Any]:
        values = {}
        for column in line.sheet.columns:
            if OF in column.fields or WHAT in column.fields:
                continue
            field = line.sheet.field(column, listed)
            if field is None:
                if not line.cells[column.heading].blank:
                    mend = f"a row of the list {listed.label} has nothing here; empty this cell"
                    self._cell_problem(line, column.fields[0], mend)
                continue
            read = self._needed_value if field.needed else self._line_value
            value = read(line, column, field)
            if value is not None:
                values[field.name] = value
        return values

    def _needed_value(self, line: _Line, column: Column, field: Field) -> Any:
        before = len(self._problems)
        value = self._line_value(line, column, field)
        if value is None and len(self._problems) == before:
            self._cell_problem(line, column.fields[0], f"it is empty; write it ({column.help})")
        return value

    def _line_value(self, line: _Line, column: Column, field: Field) -> Any:
        return self._value(field, line.cells[column.heading], line.title, line.number, line.places[column.heading])

    def _value(self, field: Field, cell: Cell, title: str, number: int, place: int) -> Any:
        try:
            return understood(field, cell)
        except ValueError as error:
            self._problem(title, f"{letter(place + 1)}{number}", cell.shown, str(error), row=number, place=place)
            return None

    def _flag(self, line: _Line, inner: Listed) -> Complete:
        heading = flag_column(inner).heading
        try:
            return completeness(line.cells[heading])
        except ValueError as error:
            self._heading_problem(line, heading, str(error))
            return None

    def _can_be_made(self, line: _Line, listed: Listed, values: Mapping[str, Any]) -> bool:
        try:
            listed.record(**values)
        except (ValueError, TypeError) as error:  # a time with a zone and one without can't be compared
            self._problem(line.title, f"{line.number}:{line.number}", "", str(error), row=line.number)
            return False
        return True

    # --- lists and whether they are complete

    def _complete_flags(self) -> dict[str, Complete]:
        """What the sheet Complete lists says of each list of the network, by the field of the network."""
        grid = self._grids.get(folded(COMPLETE_LISTS))
        if grid is None:
            self._missing_sheet(COMPLETE_LISTS)
            return {}
        label, complete = COMPLETE_COLUMNS[:2]
        places, heading_row = self._headings(grid, (label, complete))
        lists = {folded(listed.label): listed for listed in NETWORK_LISTS}
        flags: dict[str, Complete] = {}
        for number, cells in grid.rows:
            if not places or number <= heading_row:
                continue
            name, answer = cells[places[label.heading]], cells[places[complete.heading]]
            if name.blank and answer.blank:
                continue
            listed = lists.get(folded(name.value))
            place = f"{letter(places[label.heading] + 1)}{number}"
            if listed is None:
                mend = "it is no list of a network; take the names from an empty workbook"
                self._problem(grid.title, place, name.shown, mend, row=number)
            elif listed.name in flags:
                mend = "it stands there twice; remove one of the rows"
                self._problem(grid.title, place, name.shown, mend, row=number)
            else:
                flags[listed.name] = self._answer(grid, number, places[complete.heading], answer)
        return flags

    def _answer(self, grid: Grid, number: int, place: int, cell: Cell) -> Complete:
        try:
            return completeness(cell)
        except ValueError as error:
            self._problem(grid.title, f"{letter(place + 1)}{number}", cell.shown, str(error), row=number, place=place)
            return None

    def _miss_owners(self) -> None:
        """Notes the rows whose owner stands on no sheet, or in a row that could not be used."""
        for listed in INNER_LISTS:
            sheet = owner_sheet(listed)
            known = {
                row.values[KEYS[listed.owner]]
                for (own, _), rows in self._rows.items()
                if own.record is listed.owner
                for row in rows
            }
            for (inner, owner), rows in self._rows.items():
                if inner is listed and owner not in known:
                    self._gaps.add((listed, None))
                    if (listed.owner, owner) not in self._unused and (sheet.lists[0], None) not in self._gaps:
                        self._no_such_owner(owner, rows, sheet, known)

    def _no_such_owner(self, owner: Any, rows: Sequence[_Row], sheet: Sheet, known: set[Any]) -> None:
        few = len(self._problems) < _MOST_OFFERS
        near = nearest(str(owner), [str(name) for name in known]) if few else ()
        offer = f"did you mean {near[0]}? Otherwise add it there" if near else "add it there"
        mend = f"it is not on the sheet {sheet.title}; {offer}"
        for row in rows:
            self._cell_problem(row.line, OF, mend)

    def _records(self, listed: Listed, owner: Any, complete: Complete) -> Records[Any] | None:
        """A list: None where it has no rows and nothing is said of it."""
        gaps = (listed, owner) in self._gaps or (listed, None) in self._gaps
        rows = self._rows.get((listed, owner), [])
        if not rows and (complete is None or gaps):
            return None
        return Records((self._made(row) for row in rows), complete=False if gaps else complete or False)

    def _made(self, row: _Row) -> Any:
        inner = [listed for listed in INNER_LISTS if listed.owner is row.listed.record]
        owner = row.values.get(KEYS.get(row.listed.record, ""))
        lists = {listed.name: self._records(listed, owner, row.flags.get(listed.name)) for listed in inner}
        return row.listed.record(**row.values, **lists)

    def _network(self, form: Mapping[str, Any], flags: Mapping[str, Complete]) -> Network | None:
        if any(field.needed and name not in form for name, field in fields_of(Network).items()):
            return None
        lists = {listed.name: self._records(listed, None, flags.get(listed.name)) for listed in NETWORK_LISTS}
        values: dict[str, Any] = {**form, **lists}
        try:
            return Network(**values)
        except ContradictionError as error:
            for contradiction in error.listed:
                self._problem("", "", "", contradiction)
            return None

    # --- problems

    def _missing_sheet(self, title: str) -> None:
        self._problem(title, "", "", "there is no such sheet; take it from an empty workbook")

    def _cell_problem(self, line: _Line, field: str, mend: str) -> None:
        self._heading_problem(line, line.column(field).heading, mend)

    def _heading_problem(self, line: _Line, heading: str, mend: str) -> None:
        place = line.places[heading]
        cell = f"{letter(place + 1)}{line.number}"
        self._problem(line.title, cell, line.cells[heading].shown, mend, row=line.number, place=place)

    def _problem(self, sheet: str, cell: str, value: str, mend: str, *, row: int = 0, place: int = 0) -> None:
        titles = [folded(title) for title in (*(declared.title for declared in SHEETS), COMPLETE_LISTS)]
        order = titles.index(folded(sheet)) if sheet else len(titles)
        found = CellProblem(file=self._file, sheet=sheet, cell=cell, value=value, mend=mend)
        self._problems.append(((order, row, place), found))
