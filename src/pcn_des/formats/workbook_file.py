"""Excel workbooks, read within bounds: the rows of their sheets, cells as they are stored."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from pcn_des.errors import FileFormatError, MissingExtraError
from pcn_des.formats.lines import MOST_ROWS, Line, Lines, bounded, folded, listed

LARGEST_UNPACKED: Final = 60_000_000  # bytes of all parts of a workbook together
MOST_COLUMNS: Final = 40  # of a sheet; what stands further right is not looked at


def workbook_lines(path: Path, sheets: Sequence[str], feature: str) -> tuple[Lines, ...]:
    """The rows of the named sheets of an Excel workbook, cells as they are stored: no formula is ever calculated.

    Raises:
        FileFormatError: it is too large, no workbook, or has no such sheet.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    with opened(path, feature, damaged="{file} is damaged, download it again ({error})") as book:
        return tuple(_sheet_lines(book, sheet, path.name) for sheet in sheets)


@contextmanager
def opened(path: Path, feature: str, damaged: str) -> Iterator[Any]:
    """A workbook of openpyxl's, to be read row by row; `feature` needs it, `damaged` says of a file that it is.

    Raises:
        FileFormatError: it is too large, or no workbook.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError(feature, "openpyxl", "excel") from None
    packed = io.BytesIO(bounded(path))
    _refuse_large_parts(packed, path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which nobody reads here
            with closing(openpyxl.load_workbook(packed, read_only=True, keep_links=False)) as book:
                yield book
    except FileFormatError:
        raise
    except Exception as error:  # openpyxl stumbles over damaged files in many ways: ParseError, KeyError, TypeError, …
        said = damaged.format(file=path.name, error=f"{type(error).__name__}: {error}")
        raise FileFormatError(said) from error


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
    found = {folded(sheet.title): sheet for sheet in book.worksheets}
    if folded(wanted) not in found:
        raise FileFormatError(
            f"{name} has no sheet '{wanted}'; its sheets are {listed(sheet.title for sheet in book.worksheets)}"
        )
    sheet = found[folded(wanted)]
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
