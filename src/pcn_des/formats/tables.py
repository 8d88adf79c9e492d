"""Tables as files hold them: bounded loading of CSV files and workbooks, headings, and rows made of cells."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import attrs

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats.cells import cell_text
from pcn_des.formats.reading import Problem

# The largest real file has 0.9 million bytes as CSV, 0.6 million as workbook (5.1 million unpacked) and 7,800 rows.
LARGEST_FILE: Final = 20_000_000  # bytes on disk
LARGEST_UNPACKED: Final = 60_000_000  # bytes of all parts of a workbook together
MOST_ROWS: Final = 100_000  # in one CSV file or sheet
MOST_COLUMNS: Final = 40  # of a sheet; what stands further right is not looked at

Made = TypeVar("Made")


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
class Column:
    """How a column is found (its heading, one for each edition) and how its cells are understood."""

    headings: tuple[str, ...]
    parse: Callable[[str], Any]


@attrs.frozen(kw_only=True)
class Rows(Generic[Made]):
    """The rows of a file that could be made, the problems of the others, and what could be read in those (`unused`)."""

    file: str
    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    unused: tuple[Mapping[str, Any], ...]


# --- CSV files --------------------------------------------------------------------------------------------------------


def csv_lines(path: Path) -> Lines:
    """The rows of a CSV file: UTF-8 with or without a byte order mark, or else cp1252.

    Raises:
        FileFormatError: it is too large, empty, or no CSV file.
        FileNotFoundError: there is no such file.
    """
    lines = tuple(_csv_rows(_decoded(_bounded(path), path.name), path.name))
    if not lines:
        raise FileFormatError(f"{path.name} is empty; is it the right file?")
    return Lines(path.name, lines)


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


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise FileFormatError(f"{path.name} is larger than {LARGEST_FILE:,} bytes; is it the right file?")
    return raw


def _decoded(raw: bytes, name: str) -> str:
    if b"\0" in raw:
        raise FileFormatError(f"{name} is no CSV file but binary; open it in a spreadsheet and save it as CSV (UTF-8)")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # files of 2020 to 2022; only their names aren't ASCII


def _csv_rows(text: str, name: str) -> Iterator[Line]:
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            if number > MOST_ROWS:
                raise FileFormatError(f"{name} has more than {MOST_ROWS:,} rows; is it the right file?")
            if any(cell.strip() for cell in cells):
                yield Line(number, tuple(cells))
    except csv.Error as error:
        raise FileFormatError(f"{name} is no CSV file: {error}; look for a quotation mark that isn't closed") from None


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
        FileFormatError: a heading is missing or stands there twice.
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
        else:
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
    for line in lines:
        values, wrong = _values(columns, places, line, file)
        if not wrong:
            try:
                made.append(make(**values, row=line.number))
                continue
            except ValueError as error:
                wrong = [Problem(file=file, row=line.number, column="", value="", mend=str(error))]
        problems += wrong
        unused.append({**values, "row": line.number})
    return Rows(file=file, made=tuple(made), problems=tuple(problems), unused=tuple(unused))


def _values(
    columns: Mapping[str, Column], places: Mapping[str, int], line: Line, file: str
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, column in columns.items():
        cell = line.cells[places[name]]
        try:
            values[name] = column.parse(cell_text(cell))
        except ValueError as error:
            shown = "" if cell is None else str(cell)
            heading = column.headings[0]
            problems.append(Problem(file=file, row=line.number, column=heading, value=shown, mend=str(error)))
    return values, problems


def headings_of(line: Line) -> tuple[str, ...]:
    """The cells of a row of headings as texts, line breaks and repeated blanks made single blanks."""
    return tuple(" ".join(str(cell).split()) if cell is not None else "" for cell in line.cells)


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _listed(names: Iterable[str]) -> str:
    given = [f"'{name[:60]}'" for name in names if name]
    more = f" and {len(given) - MOST_COLUMNS} more" if len(given) > MOST_COLUMNS else ""
    return ", ".join(given[:MOST_COLUMNS]) + more or "none"
