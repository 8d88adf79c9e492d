"""Columns and what is made of them: found by their headings, their cells understood, and rows made of the values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.cells import cell_text
from pcn_des.formats.lines import Line, Lines, Table, blank, headings_of, listed, meaning
from pcn_des.formats.reading import Problem, in_order
from pcn_des.wording import count_of

Made = TypeVar("Made")


@attrs.frozen
class Column:
    """How a column is found (its heading, one for each edition) and how its cells are understood.

    An `optional` one is missing in some editions; its value is None there.
    """

    headings: tuple[str, ...]
    parse: Callable[[str], Any]
    optional: bool = False


@attrs.frozen
class Check:
    """What must hold between columns of a row: `holds` gets their values and raises ValueError with the mend.

    It is asked also where other cells of the row can't be understood, so that all that is wrong is said at once. What
    it refuses is told with the last of the columns, and what stands there.
    """

    columns: tuple[str, ...]
    holds: Callable[..., object]


@attrs.frozen(kw_only=True)
class Rows(Generic[Made]):
    """The rows of a file that could be made, the problems of the others, and what could be read in those (`unused`)."""

    file: str
    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    unused: tuple[Mapping[str, Any], ...]

    def gaps(self, column: str) -> frozenset[Any]:
        """What stands in a column of the rows that couldn't be used; None is a row where it couldn't be read."""
        given = frozenset(values[column] for values in self.unused if values.get(column) is not None)
        unread = any(column not in values for values in self.unused)
        return given | {None} if unread else given


def places_of(columns: Mapping[str, Column], headings: Sequence[str], file: str) -> dict[str, int]:
    """Where each column stands, by what its heading means: blanks, underscores and case make no difference.

    Raises:
        FileFormatError: a heading that isn't optional is missing, or one stands there twice.
    """
    there = [meaning(heading) for heading in headings]
    places: dict[str, int] = {}
    missing: list[str] = []
    for name, column in columns.items():
        wanted = {meaning(heading) for heading in column.headings}
        found = [place for place, heading in enumerate(there) if heading in wanted]
        if len(found) > 1:
            raise FileFormatError(f"{file} has the heading '{column.headings[0]}' twice; remove one of the columns")
        if found:
            places[name] = found[0]
        elif not column.optional:
            missing.append(" or ".join(f"'{heading}'" for heading in column.headings))
    if missing:
        raise FileFormatError(
            f"{file} lacks the heading {'; and '.join(missing)}. "
            f"Its headings are: {listed(headings)}. Is it the right file?"
        )
    return places


def rows_of(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Iterable[Line],
    file: str,
    checks: Sequence[Check] = (),
) -> Rows[Made]:
    """Makes a row of every line: `make` gets the values by the names of their columns, and the number as `row`.

    A line with a cell that can't be understood, with something that a check or `make` refuses with a ValueError,
    becomes problems instead.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    unused: list[Mapping[str, Any]] = []
    cells = [_Cells(name, column, places.get(name)) for name, column in columns.items()]
    for line in lines:
        values, wrong = _values(cells, line, file)
        wrong += _unfit(checks, columns, places, values, line, file)
        if not wrong:
            try:
                made.append(make(**values, row=line.number))
                continue
            except ValueError as error:
                wrong = [Problem(file=file, row=line.number, column="", value="", mend=str(error))]
        problems += wrong
        unused.append({**values, "row": line.number})
    return Rows(file=file, made=tuple(made), problems=tuple(problems), unused=tuple(unused))


def rows_under(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    table: Table,
    wanted: Mapping[str, Collection[str]] | None = None,
    checks: Sequence[Check] = (),
    hint: str = "Is it the right file?",
) -> Rows[Made]:
    """Makes a row of every line of a table, found by its headings, with the problems in the order of the file.

    `wanted` has the texts that a column must have, in capitals or small letters; lines with others that can be
    understood are none of the reader's business and passed over. `hint` is for whoever takes another file.

    Raises:
        FileFormatError: a heading is missing or stands there twice, or there is no row that can be used.
    """
    places = places_of(columns, table.headings, table.file)
    rows = _rows_in_shape(make, columns, places, table.body, len(table.headings), table.file, wanted, checks)
    refuse_useless(rows, hint)
    return rows


def refuse_useless(rows: Rows[Any], hint: str = "Is it the right file?") -> None:
    """Refuses a file in which there is no row that can be used: none at all, or none in which nothing is wrong.

    Of headings alone, nothing follows: it is no list without members, nor a year without payments.

    Raises:
        FileFormatError: that is so; it has the first problem, if there is one.
    """
    if not rows.made:
        first = f"; the first problem: {rows.problems[0]}" if rows.problems else ""
        raise FileFormatError(f"{rows.file} has no row that can be used{first}. {hint}")


def rows_by_place(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Lines,
    width: int,
    *,
    widths: str,
    wanted: Mapping[str, Collection[str]] | None = None,
    checks: Sequence[Check] = (),
) -> Rows[Made]:
    """The same for a file without headings, by the place of each column; a first row of headings is passed over.

    `widths` tells how many columns which file has, for whoever takes another one.

    Raises:
        FileFormatError: no row can be used, so it is another file; or the columns have other headings.
    """
    body = lines.all[1:] if _has_headings(lines, columns, places) else lines.all
    rows = _rows_in_shape(make, columns, places, body, width, lines.file, wanted, checks)
    refuse_useless(rows, f"{widths}: is it the right file?")
    return rows


def _has_headings(lines: Lines, columns: Mapping[str, Column], places: Mapping[str, int]) -> bool:
    """Whether a file that has no headings as a rule begins with some.

    Raises:
        FileFormatError: it does, and a column has another heading than the one that stands there by its place.
    """
    first = lines.all[0]
    headings = headings_of(first)
    known = {meaning(heading) for column in columns.values() for heading in column.headings}
    if not (headings[0].casefold().endswith("code") or known.intersection(map(meaning, headings))):
        return False
    for name, place in places.items():
        there = headings[place] if place < len(headings) else ""
        if meaning(there) not in map(meaning, columns[name].headings):
            wanted = " or ".join(f"'{heading}'" for heading in columns[name].headings)
            raise FileFormatError(
                f"{lines.file}, row {first.number}, has the heading '{there[:60]}' in column {place + 1}, which is "
                f"{wanted} by its place; put the columns in the order of the publisher's file"
            )
    return True


def in_shape(lines: Iterable[Line], width: int, file: str) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines with `width` cells, and a problem for each of the others."""
    broken: list[Problem] = []
    good = tuple(_in_shape(lines, width, file, broken))
    return good, tuple(broken)


def _in_shape(lines: Iterable[Line], width: int, file: str, broken: list[Problem]) -> Iterator[Line]:
    """The lines with `width` cells, one after another; the problems of the others are added to `broken`."""
    for line in lines:
        mend = _out_of_shape(line.cells, width)
        if mend:
            broken.append(Problem(file=file, row=line.number, column="", value="", mend=mend))
        else:
            yield line


def _rows_in_shape(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Iterable[Line],
    width: int,
    file: str,
    wanted: Mapping[str, Collection[str]] | None,
    checks: Sequence[Check],
) -> Rows[Made]:
    broken: list[Problem] = []
    # A line that is passed over is not told: one of which only the capitals are others must not be.
    needed = [
        (_Cells(name, columns[name], places[name]), places[name], {word.casefold() for word in words})
        for name, words in (wanted or {}).items()
    ]
    asked_for = (
        line
        for line in _in_shape(lines, width, file, broken)
        if not any(column.has_another(line.cells[place], words) for column, place, words in needed)
    )
    rows = rows_of(make, columns, places, asked_for, file, checks)
    unused = (*({"row": problem.row} for problem in broken), *rows.unused)
    return attrs.evolve(rows, problems=in_order(broken, rows.problems), unused=unused)


@attrs.define
class _Cells:
    """One column while rows are made. Most texts stand in many rows: each is understood once, and kept once."""

    name: str
    column: Column
    place: int | None
    known: dict[str, Any] = attrs.field(factory=dict)

    def value(self, cell: object) -> Any:
        if not isinstance(cell, str):  # 1 and True are the same key but not the same text
            return self.column.parse(cell_text(cell))
        if cell not in self.known:
            self.known[cell] = self.column.parse(cell_text(cell))
        return self.known[cell]

    def has_another(self, cell: object, words: Collection[str]) -> bool:
        """Whether a cell says, so that it can be understood, something else than these: of others nobody knows."""
        if str(cell).strip().casefold() in words:
            return False
        try:
            self.value(cell)
        except ValueError:
            return False
        return True


def _values(cells: Iterable[_Cells], line: Line, file: str) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in cells:
        if column.place is None:
            values[column.name] = None
            continue
        cell = line.cells[column.place]
        try:
            values[column.name] = column.value(cell)
        except ValueError as error:
            problems.append(_problem_of(column.column, cell, line, file, error))
    return values, problems


def _unfit(
    checks: Iterable[Check],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    values: Mapping[str, Any],
    line: Line,
    file: str,
) -> list[Problem]:
    problems = []
    for check in checks:
        if all(name in values for name in check.columns):
            try:
                check.holds(*(values[name] for name in check.columns))
            except ValueError as error:
                told = check.columns[-1]
                problems.append(_problem_of(columns[told], line.cells[places[told]], line, file, error))
    return problems


def _problem_of(column: Column, cell: object, line: Line, file: str, error: ValueError) -> Problem:
    shown = "" if cell is None else str(cell)
    return Problem(file=file, row=line.number, column=column.headings[0], value=shown, mend=str(error))


def _out_of_shape(cells: Sequence[object], width: int) -> str:
    if any("\n" in str(cell) or "\r" in str(cell) for cell in cells):
        # The row that follows may be inside this one, and its figures in the wrong place.
        return "a cell runs over several lines; close or remove its quotation mark"
    there = f"it has {count_of(len(cells), 'cell')}"
    if len(cells) < width:
        return f"{there} where {width} were expected; complete it"
    if any(not blank(cell) for cell in cells[width:]):
        return f"{there} where {width} were expected; put names with a comma in quotation marks"
    return ""
