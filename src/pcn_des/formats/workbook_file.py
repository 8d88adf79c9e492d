"""Excel workbooks: bounded first, then read by openpyxl; the rows of their sheets, nothing ever calculated."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats.archive import LARGEST_UNPACKED as LARGEST_UNPACKED
from pcn_des.formats.archive import Archive, damaged, is_archive, is_workbook, table_in
from pcn_des.formats.given import Content, Source, content_of
from pcn_des.formats.lines import MOST_ROWS, Line, Lines, blank, closed_up, listed
from pcn_des.formats.merged import Covered, covered, with_covered
from pcn_des.formats.workbook_bounds import looked_through

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_COLUMNS: Final = 40  # of a sheet that is known by its title; what stands further right is not looked at
WIDEST: Final = 400  # columns of any other sheet
# openpyxl checks little of what it reads, and stumbles over what it then can't use: a part, style or text that isn't
# there (KeyError, IndexError), a part in the place of another (AttributeError, TypeError), a number or place that is
# none (ValueError, OverflowError, ArithmeticError).
_STUMBLES: Final = (
    ParseError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    ArithmeticError,
    OSError,
    EOFError,
)


class Book:
    """A workbook that is being read. What formulas gave when it was saved stands in their cells.

    With `formulas` the formulas themselves do. A formula that was never calculated stays one in either case. What a
    merged cell covers is marked (`Covered`).

    Raises:
        FileFormatError: it is no workbook, damaged, or larger than any that people have.
        MissingExtraError: openpyxl is not installed.
    """

    def __init__(self, content: Content, *, formulas: bool = False) -> None:
        self.name = content.name
        needs_openpyxl()
        archive = Archive(content) if is_archive(content) else None
        if archive is None:
            raise FileFormatError(
                f"{self.name} is no Excel workbook (.xlsx); an older or protected one must be saved as .xlsx without a "
                "password"
            )
        if not is_workbook(archive):
            raise FileFormatError(f"{self.name} is no Excel workbook (.xlsx) but another archive, or damaged")
        found = looked_through(archive)
        self._merged = found.merged
        self._book = self._opened(content, values=not formulas)
        both = found.uncalculated and not formulas
        self._formulas = self._opened(content, values=False) if both else None

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the sheets."""
        return tuple(str(sheet.title) for sheet in self._book.worksheets)

    def lines(self, title: str, most_rows: int = MOST_ROWS, columns: int = WIDEST) -> Iterator[Line]:
        """The rows of a sheet that aren't blank, with their values; only the first `columns` are looked at.

        Raises:
            FileFormatError: it is damaged, or has more than `most_rows` rows.
        """
        formulas = self._rows(self._formulas, title, columns) if self._formulas else None
        rows = zip(self._rows(self._book, title, columns), self._covered(title, columns), strict=False)
        for number, (values, found) in enumerate(rows, 1):
            self._bound(title, number, most_rows)
            cells: tuple[object, ...] = values
            if formulas is not None:
                pairs = zip(values, next(formulas, ()), strict=False)
                cells = tuple(_formula(formula) if value is None else value for value, formula in pairs)
            if not all(map(blank, cells)):
                yield Line(number, with_covered(cells, found))

    def cells(self, title: str, columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The cells of the rows of a sheet in which something stands, each row by its number. Raises as `lines`.

        A row that is shorter than what covers it has None between.
        """
        rows = self._rows(self._book, title, columns, values_only=False)
        for number, (cells, found) in enumerate(zip(rows, self._covered(title, columns), strict=False), 1):
            self._bound(title, number, MOST_ROWS)
            if any(cell.value is not None for cell in cells):
                yield number, with_covered(cells, found)

    def _opened(self, content: Content, *, values: bool) -> Workbook:
        import openpyxl

        packed = io.BytesIO(content.raw)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and the like, which nobody reads here
                return openpyxl.load_workbook(packed, read_only=True, data_only=values, keep_links=False)
        except _STUMBLES as error:
            raise self._damaged(self.name, error) from None

    def _rows(self, book: Workbook, title: str, columns: int, *, values_only: bool = True) -> Iterator[Any]:
        sheet: Any = next(sheet for sheet in book.worksheets if sheet.title == title)
        sheet.reset_dimensions()  # some programs state too small a size, and openpyxl would stop there
        rows = sheet.iter_rows(max_col=columns, values_only=values_only)
        while True:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # about days that are none: their cells become errors
                    row = next(rows, None)
            except _STUMBLES as error:
                raise self._damaged(f"{self.name}, sheet {title}", error) from None
            if row is None:
                return
            yield row

    def _covered(self, title: str, columns: int) -> Iterator[dict[int, Covered]]:
        try:
            yield from covered(self._merged.get(title, ()), columns)
        except ValueError as error:
            raise damaged(f"{self.name}, sheet {title}", str(error)) from None

    def _bound(self, title: str, number: int, most_rows: int) -> None:
        if number > most_rows:
            raise FileFormatError(f"{self.name}, sheet {title} has more than {most_rows:,} rows; is it the right file?")

    def _damaged(self, where: str, error: Exception) -> FileFormatError:
        return damaged(where, f"{type(error).__name__}: {error}")


def needs_openpyxl() -> None:
    """Says what to install, where openpyxl is not: before anything is read.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        raise MissingExtraError("Reading a workbook", "openpyxl", "excel") from None


def opened(source: Source, name: str = "") -> Book:
    """A workbook, given as it is or as the one table in an archive.

    Raises:
        FileFormatError: it is too large, damaged, or no workbook.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    needs_openpyxl()
    return Book(table_in(content_of(source, name)))


def workbook_lines(source: Source, sheets: Sequence[str], name: str = "") -> tuple[Lines, ...]:
    """The rows of the named sheets of a workbook. What formulas gave when it was saved is read, as Excel shows it.

    Raises:
        FileFormatError: it is too large, damaged, no workbook, or has no such sheet.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    book = opened(source, name)
    return tuple(_sheet_lines(book, sheet) for sheet in sheets)


def _sheet_lines(book: Book, wanted: str) -> Lines:
    found = {closed_up(title): title for title in book.titles}
    if closed_up(wanted) not in found:
        raise FileFormatError(f"{book.name} has no sheet '{wanted}'; its sheets are {listed(book.titles)}")
    lines = tuple(book.lines(found[closed_up(wanted)], columns=MOST_COLUMNS))
    if not lines:
        raise FileFormatError(f"{book.name}, sheet {wanted} is empty; is it the right file?")
    return Lines(f"{book.name}, sheet {wanted}", lines)


def _formula(formula: object) -> object:
    """A formula that was never calculated, as a text by which readers know it and refuse it."""
    return formula if formula is None or isinstance(formula, str) else "="
