"""Reads the network workbook: the network, and every cell that can't be understood with its sheet and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from pcn_des.brief import Brief
from pcn_des.errors import FileFormatError, RecordError, nearest
from pcn_des.folding import folded
from pcn_des.formats.given import Source, name_of
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.workbook.declaring import KEYS, OF, Listed, Sheet
from pcn_des.formats.workbook.fields import fields_of
from pcn_des.formats.workbook.loading import Grid, grids
from pcn_des.formats.workbook.looks import letter
from pcn_des.formats.workbook.places import INNER_LISTS, NETWORK_LISTS, owner_sheet
from pcn_des.formats.workbook.problems import CellProblem, Problems
from pcn_des.formats.workbook.rows import Complete, Row, Rows, headings
from pcn_des.formats.workbook.sheets import COMPLETE_COLUMNS, COMPLETE_LISTS, SHEETS
from pcn_des.formats.workbook.understanding import completeness
from pcn_des.network import Network, Records
from pcn_des.network.records import Clash, ContradictionError
from pcn_des.showing import TEXT, show

_TITLES: Final = (*(sheet.title for sheet in SHEETS), COMPLETE_LISTS)
_MOST_OFFERS: Final = 200  # problems after which no nearest name is looked for: it takes long


@attrs.frozen(kw_only=True, repr=False)
class WorkbookReading(Brief):
    """A workbook that has been read: the network, and what is wrong with the file.

    Rows named in `problems` are left out of the network, and the lists that they may belong to are not complete. An
    answer about completeness that can't be understood counts as none. `network` is None where there is none without
    them: no code or name, or records that contradict each other.
    """

    file: str
    network: Network | None
    problems: tuple[CellProblem, ...] = ()

    def __str__(self) -> str:
        return str(show(self, TEXT))

    def without_problems(self) -> Network:
        """The network, where nothing is wrong with the file.

        Raises:
            RecordError: something is; every problem is named.
        """
        if self.problems or self.network is None:
            raise RecordError(self.file, [str(problem) for problem in self.problems])
        return self.network


def read(source: Source, *, name: str = "") -> WorkbookReading:
    """Reads a workbook that `write` or `write_empty` made and people filled. No formula is ever calculated.

    `source` is a path, or the bytes of a workbook, which messages call by `name`.

    Raises:
        FileFormatError: it is no workbook, too large, or has none of the sheets of a network.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from pcn_des.formats.workbook import write
        >>> with TemporaryDirectory() as folder:
        ...     write(Network(code="U00001", name="Millbrook PCN"), Path(folder, "millbrook.xlsx"))
        ...     print(read(Path(folder, "millbrook.xlsx")))
        millbrook.xlsx: Millbrook PCN (U00001)
    """
    file = name_of(source, name)
    found = grids(source, name, _TITLES)
    if not any(folded(sheet.title) in found for sheet in SHEETS):
        raise FileFormatError(f"{file} has none of the sheets of a network workbook; is it the right file?")
    return _Reader(file, found).reading()


def network(source: Source, *, name: str = "") -> Network:
    """The network of a workbook with which nothing is wrong.

    Raises:
        RecordError: something is; every problem is named with its sheet and cell.
        FileFormatError, FileNotFoundError: as `read` does.
    """
    return read(source, name=name).without_problems()


class _Reader:
    """Reads one workbook: rows first, then the records inside other records, then the network."""

    def __init__(self, file: str, grids: Mapping[str, Grid]) -> None:
        self._file = file
        self._grids = grids
        self._problems = Problems(file)
        self._rows = Rows(grids, self._problems)

    def reading(self) -> WorkbookReading:
        form: dict[str, Any] = {}
        for sheet in SHEETS:
            form |= self._rows.read(sheet)
        flags = self._complete_flags()
        self._miss_owners()
        network = self._network(form, flags)
        return WorkbookReading(file=self._file, network=network, problems=self._problems.in_order)

    def _complete_flags(self) -> dict[str, Complete]:
        """What the sheet Complete lists says of each list of the network, by the field of the network."""
        grid = self._grids.get(folded(COMPLETE_LISTS))
        if grid is None:
            self._problems.missing_sheet(COMPLETE_LISTS)
            return {}
        label, complete = COMPLETE_COLUMNS[:2]
        places, heading_row = headings(self._problems, grid, (label, complete))
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
                self._problems.add(grid.title, place, name.shown, mend, row=number)
            elif listed.name in flags:
                mend = "it stands there twice; remove one of the rows"
                self._problems.add(grid.title, place, name.shown, mend, row=number)
            else:
                flags[listed.name] = self._answer(grid, number, places[complete.heading], answer)
        return flags

    def _answer(self, grid: Grid, number: int, place: int, cell: Cell) -> Complete:
        try:
            return completeness(cell)
        except ValueError as error:
            where = f"{letter(place + 1)}{number}"
            self._problems.add(grid.title, where, cell.shown, str(error), row=number, place=place)
            return None

    def _miss_owners(self) -> None:
        """Notes the rows whose owner stands on no sheet, or in a row that could not be used."""
        for listed in INNER_LISTS:
            sheet = owner_sheet(listed)
            known = {
                row.values[KEYS[listed.owner]]
                for (own, _), rows in self._rows.rows.items()
                if own.record is listed.owner
                for row in rows
            }
            for (inner, owner), rows in self._rows.rows.items():
                if inner is listed and owner not in known:
                    self._rows.gaps.add((listed, None))
                    if (listed.owner, owner) not in self._rows.unused and (sheet.lists[0], None) not in self._rows.gaps:
                        self._no_such_owner(owner, rows, sheet, known)

    def _no_such_owner(self, owner: Any, rows: Sequence[Row], sheet: Sheet, known: set[Any]) -> None:
        few = len(self._problems) < _MOST_OFFERS
        near = nearest(str(owner), [str(name) for name in known]) if few else ()
        offer = f"did you mean {near[0]}? Otherwise add it there" if near else "add it there"
        mend = f"it is not on the sheet {sheet.title}; {offer}"
        for row in rows:
            self._rows.cell_problem(row.line, OF, mend)

    def _records(self, listed: Listed, owner: Any, complete: Complete) -> Records[Any] | None:
        """A list: None where it has no rows and nothing is said of it."""
        made = [(row, self._made(row)) for row in self._rows.rows.get((listed, owner), [])]
        if made:  # what could not be made has no number in its list
            self._rows.rows[listed, owner] = [row for row, record in made if record is not None]
        records = [record for _, record in made if record is not None]
        gaps = (listed, owner) in self._rows.gaps or (listed, None) in self._rows.gaps or len(records) < len(made)
        if not records and (complete is None or gaps):
            return None
        return Records(records, complete=False if gaps else complete or False)

    def _made(self, row: Row) -> Any:
        """The record of a row with the lists inside it; None where they can't all be true."""
        inner = [listed for listed in INNER_LISTS if listed.owner is row.listed.record]
        owner = row.values.get(KEYS.get(row.listed.record, ""))
        lists = {listed.name: self._records(listed, owner, row.flags.get(listed.name)) for listed in inner}
        try:
            return row.listed.record(**row.values, **lists)
        except ContradictionError as error:
            for contradiction in error.found:
                self._contradiction(contradiction, row)
            return None

    def _network(self, form: Mapping[str, Any], flags: Mapping[str, Complete]) -> Network | None:
        if any(field.needed and name not in form for name, field in fields_of(Network).items()):
            return None
        lists = {listed.name: self._records(listed, None, flags.get(listed.name)) for listed in NETWORK_LISTS}
        values: dict[str, Any] = {**form, **lists}
        try:
            return Network(**values)
        except ContradictionError as error:
            for contradiction in error.found:
                self._contradiction(contradiction)
            return None

    def _contradiction(self, found: Clash, row: Row | None = None) -> None:
        """Notes what can't be true of the network, or of the record of a row, in the row to look at first."""
        for name, number in zip(found.place[::2], found.place[1::2], strict=False):
            inside = row.listed.record if row else Network
            owner = row.values.get(KEYS.get(inside, "")) if row else None
            listed = next(one for one in (*NETWORK_LISTS, *INNER_LISTS) if (one.owner, one.name) == (inside, name))
            row = self._rows.rows[listed, owner][int(number)]
        if row is None:
            self._problems.add("", "", "", found.says)
        else:
            self._rows.row_problem(row.line, found.says)
