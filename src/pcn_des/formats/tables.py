"""Tables as files hold them: bounded loading of CSV files and workbooks, headings, and rows made of cells."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import attrs

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats.cells import cell_text
from pcn_des.formats.reading import Problem

# The largest file of one row a practice has 1.5 million bytes as CSV, 0.6 million as workbook (5.1 million unpacked)
# and 7,800 rows; those of one row an age band, measure or person have up to about 30 million bytes and 450,000 rows.
LARGEST_FILE: Final = 20_000_000  # bytes on disk
LARGEST_UNPACKED: Final = 60_000_000  # bytes of all parts of a workbook together
MOST_ROWS: Final = 100_000  # in one CSV file or sheet
MOST_COLUMNS: Final = 40  # of a sheet; what stands further right is not looked at
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

Made = TypeVar("Made")


@attrs.frozen
class Bounds:
    """How large a CSV file may be: bytes, and rows."""

    size: int = LARGEST_FILE
    rows: int = MOST_ROWS


USUAL: Final = Bounds()
LONG: Final = Bounds(size=80_000_000, rows=800_000)  # files with many rows for each practice


@attrs.frozen
class Line:
    """One row of a file, by the number that a spreadsheet shows."""

    number: int
    cells: tuple[object, ...]


@attrs.frozen
class Lines:
    """The rows of a CSV file or sheet that aren't blank; at least one."""

    file: str
    all: tuple[Line, ...]


@attrs.frozen
class Table:
    """A CSV file as a row of headings and the rows below, which can be gone through once."""

    file: str
    headings: tuple[str, ...]
    body: Iterator[Line]


@attrs.frozen
class Column:
    """How a column is found (its heading, one for each edition) and how its cells are understood.

    An `optional` one is missing in some editions; its value is None there.
    """

    headings: tuple[str, ...]
    parse: Callable[[str], Any]
    optional: bool = False


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


# --- CSV files --------------------------------------------------------------------------------------------------------


def csv_lines(path: Path) -> Lines:
    """The rows of a CSV file: UTF-8 with or without a byte order mark, or else cp1252.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    return Lines(path.name, tuple(_csv_rows(path, USUAL)))


def csv_table(path: Path, bounds: Bounds = USUAL) -> Table:
    """A CSV file whose first row has its headings. It is read row by row: FileFormatError may come while that is done.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    lines = _csv_rows(path, bounds)
    return Table(path.name, headings_of(next(lines)), lines)


def in_shape(lines: Iterable[Line], width: int, file: str) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines of a CSV file with `width` cells, and a problem for each of the others."""
    good: list[Line] = []
    broken: list[Problem] = []
    for line in lines:
        mend = _out_of_shape(line.cells, width)
        if mend:
            broken.append(Problem(file=file, row=line.number, column="", value="", mend=mend))
        else:
            good.append(line)
    return tuple(good), tuple(broken)


def _bounded(path: Path, size: int = LARGEST_FILE) -> bytes:
    with path.open("rb") as file:
        raw = file.read(size + 1)
    if len(raw) > size:
        raise FileFormatError(f"{path.name} is larger than {size:,} bytes; is it the right file?")
    return raw


def _encoding(raw: bytes) -> str:
    if raw.startswith(BYTE_ORDER_MARK):
        return "utf-8-sig"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # files of 2020 to 2022; only their names aren't ASCII
    return "utf-8"


def _csv_rows(path: Path, bounds: Bounds) -> Iterator[Line]:
    """The rows that aren't blank, at least one."""
    name, raw = path.name, _bounded(path, bounds.size)
    if b"\0" in raw:
        raise FileFormatError(f"{name} is no CSV file but binary; open it in a spreadsheet and save it as CSV (UTF-8)")
    empty = True
    with io.TextIOWrapper(io.BytesIO(raw), _encoding(raw), errors="replace", newline="") as text:
        try:
            for number, cells in enumerate(csv.reader(text), start=1):
                if number > bounds.rows:
                    raise FileFormatError(f"{name} has more than {bounds.rows:,} rows; is it the right file?")
                if any(cell.strip() for cell in cells):
                    empty = False
                    yield Line(number, tuple(cells))
        except csv.Error as error:
            mend = "look for a quotation mark that isn't closed"
            raise FileFormatError(f"{name} is no CSV file: {error}; {mend}") from None
    if empty:
        raise FileFormatError(f"{name} is empty; is it the right file?")


def _out_of_shape(cells: Sequence[object], width: int) -> str:
    if any("\n" in str(cell) or "\r" in str(cell) for cell in cells):
        # The row that follows may be inside this one, and its figures in the wrong place.
        return "a cell runs over several lines; close or remove its quotation mark"
    if len(cells) < width:
        return f"it has {len(cells)} cells where {width} were expected; complete it"
    if any(str(cell).strip() for cell in cells[width:]):
        return f"it has {len(cells)} cells where {width} were expected; put names with a comma in quotation marks"
    return ""


# --- workbooks --------------------------------------------------------------------------------------------------------


def workbook_lines(path: Path, sheets: Sequence[str], feature: str) -> tuple[Lines, ...]:
    """The rows of the named sheets of an Excel workbook, cells as they are stored: no formula is ever calculated.

    Raises:
        FileFormatError: it is too large, no workbook, or has no such sheet.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError(feature, "openpyxl", "excel") from None
    packed = io.BytesIO(_bounded(path))
    _refuse_large_parts(packed, path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which nobody reads here
            with closing(openpyxl.load_workbook(packed, read_only=True, keep_links=False)) as book:
                return tuple(_sheet_lines(book, sheet, path.name) for sheet in sheets)
    except FileFormatError:
        raise
    except Exception as error:  # openpyxl stumbles over damaged files in many ways: ParseError, KeyError, TypeError, …
        raise FileFormatError(f"{path.name} is damaged, download it again ({type(error).__name__}: {error})") from error


def _refuse_large_parts(packed: io.BytesIO, name: str) -> None:
    try:
        with zipfile.ZipFile(packed) as parts:
            # A part can't unpack to more than its stated size: zipfile stops there.
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        raise FileFormatError(
            f"{name} is no Excel workbook (.xlsx); an older or protected one must be saved as .xlsx without a password"
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise FileFormatError(f"{name} unpacks to more than {LARGEST_UNPACKED:,} bytes; is it the right file?")


def _sheet_lines(book: Any, wanted: str, name: str) -> Lines:
    found = {_folded(sheet.title): sheet for sheet in book.worksheets}
    if _folded(wanted) not in found:
        raise FileFormatError(
            f"{name} has no sheet '{wanted}'; its sheets are {_listed(sheet.title for sheet in book.worksheets)}"
        )
    sheet = found[_folded(wanted)]
    sheet.reset_dimensions()  # some programs state too small a size, and openpyxl would stop there
    good = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        if number > MOST_ROWS:
            raise FileFormatError(f"{name}, sheet {wanted} has more than {MOST_ROWS:,} rows; is it the right file?")
        if any(cell is not None and str(cell).strip() for cell in cells):
            good.append(Line(number, tuple(cells)))
    if not good:
        raise FileFormatError(f"{name}, sheet {wanted} is empty; is it the right file?")
    return Lines(f"{name}, sheet {wanted}", tuple(good))


# --- headings and rows ------------------------------------------------------------------------------------------------


def places_of(columns: Mapping[str, Column], headings: Sequence[str], file: str) -> dict[str, int]:
    """Where each column stands, by its heading; line breaks, repeated blanks and case make no difference.

    Raises:
        FileFormatError: a heading that isn't optional is missing, or one stands there twice.
    """
    folded = [_folded(heading) for heading in headings]
    places: dict[str, int] = {}
    missing: list[str] = []
    for name, column in columns.items():
        wanted = {_folded(heading) for heading in column.headings}
        found = [place for place, heading in enumerate(folded) if heading in wanted]
        if len(found) > 1:
            raise FileFormatError(f"{file} has the heading '{column.headings[0]}' twice; remove one of the columns")
        if found:
            places[name] = found[0]
        elif not column.optional:
            missing.append(" or ".join(f"'{heading}'" for heading in column.headings))
    if missing:
        raise FileFormatError(
            f"{file} lacks the heading {'; and '.join(missing)}. "
            f"Its headings are: {_listed(headings)}. Is it the right file?"
        )
    return places


def rows_of(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Iterable[Line],
    file: str,
) -> Rows[Made]:
    """Makes a row of every line: `make` gets the values by the names of their columns, and the number as `row`.

    A line with a cell that can't be understood, or that `make` refuses with a ValueError, becomes problems instead.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    unused: list[Mapping[str, Any]] = []
    cells = [_Cells(name, column, places.get(name)) for name, column in columns.items()]
    for line in lines:
        values, wrong = _values(cells, line, file)
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
) -> Rows[Made]:
    """Makes a row of every line of a table, found by its headings, with the problems in the order of the file.

    `wanted` has the texts that a column must have; lines with other ones are none of the reader's business and passed
    over.

    Raises:
        FileFormatError: a heading is missing or stands there twice.
    """
    places = places_of(columns, table.headings, table.file)
    return _rows_in_shape(make, columns, places, table.body, len(table.headings), table.file, wanted)


def rows_by_place(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Lines,
    width: int,
    *,
    widths: str,
    wanted: Mapping[str, Collection[str]] | None = None,
) -> Rows[Made]:
    """The same for a file without headings, by the place of each column; a first row of headings is passed over.

    `widths` tells how many columns which file has, for whoever takes another one.

    Raises:
        FileFormatError: no row can be used, so it is another file.
    """
    body = lines.all[1:] if headings_of(lines.all[0])[0].casefold().endswith("code") else lines.all
    rows = _rows_in_shape(make, columns, places, body, width, lines.file, wanted)
    if rows.problems and not rows.made:
        raise FileFormatError(
            f"{lines.file} has no row that can be used; the first problem: {rows.problems[0]}. "
            f"{widths}: is it the right file?"
        )
    return rows


def once_each(
    rows: Iterable[Made],
    file: str,
    column: str,
    *,
    thing: str,
    says: str,
    key: Callable[[Made], Hashable],
    shown: Callable[[Made], str],
    saying: Callable[[Made], Hashable],
) -> tuple[tuple[Made, ...], tuple[Problem, ...]]:
    """The rows with each `thing` once: repeated ones that say the same are used once, others not at all.

    `key` tells things apart, `saying` is what must agree, and messages use the words `thing` and `says`.
    """
    of_key: dict[Hashable, list[Made]] = defaultdict(list)
    for row in rows:
        of_key[key(row)].append(row)
    kept: list[Made] = []
    problems: list[Problem] = []
    for same in of_key.values():
        agree = len(same) == 1 or len({saying(row) for row in same}) == 1
        if agree:
            kept.append(same[0])
        fate = f"the {says} agree and are used once" if agree else f"the {says} differ and none is used"
        problems += [
            Problem(
                file=file,
                row=_number(row),
                column=column,
                value=shown(row),
                mend=f"row {_number(same[0])} has this {thing} already, {fate}; remove one of the two",
            )
            for row in same[1:]
        ]
    return tuple(kept), tuple(problems)


def in_order(*problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of several kinds in the order of the file."""
    return tuple(sorted((problem for some in problems for problem in some), key=lambda problem: problem.row))


def _rows_in_shape(
    make: Callable[..., Made],
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    lines: Iterable[Line],
    width: int,
    file: str,
    wanted: Mapping[str, Collection[str]] | None,
) -> Rows[Made]:
    broken: list[Problem] = []
    needed = [(places[name], words) for name, words in (wanted or {}).items()]

    def good() -> Iterator[Line]:
        for line in lines:
            mend = _out_of_shape(line.cells, width)
            if mend:
                broken.append(Problem(file=file, row=line.number, column="", value="", mend=mend))
            elif all(str(line.cells[place]).strip() in words for place, words in needed):
                yield line

    rows = rows_of(make, columns, places, good(), file)
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
            shown = "" if cell is None else str(cell)
            heading = column.column.headings[0]
            problems.append(Problem(file=file, row=line.number, column=heading, value=shown, mend=str(error)))
    return values, problems


def _number(row: Any) -> int:
    number: int = row.row
    return number


def headings_of(line: Line) -> tuple[str, ...]:
    """The cells of a row of headings as texts, line breaks and repeated blanks made single blanks."""
    return tuple(" ".join(str(cell).split()) if cell is not None else "" for cell in line.cells)


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _listed(names: Iterable[str]) -> str:
    given = [f"'{name[:60]}'" for name in names if name]
    more = f" and {len(given) - MOST_COLUMNS} more" if len(given) > MOST_COLUMNS else ""
    return ", ".join(given[:MOST_COLUMNS]) + more or "none"
