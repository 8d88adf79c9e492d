"""The rows of a file before they mean anything, and the bounds within which files are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs

from pcn_des.errors import FileFormatError

# The largest file of one row a practice has 1.5 million bytes as CSV, 0.6 million as workbook (5.1 million unpacked)
# and 7,800 rows; those of one row an age band, measure or person have up to about 30 million bytes and 450,000 rows.
LARGEST_FILE: Final = 20_000_000  # bytes on disk
MOST_ROWS: Final = 100_000  # in one CSV file or sheet
MOST_NAMES: Final = 40  # of headings or sheets that a message lists


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


def bounded(path: Path, size: int = LARGEST_FILE) -> bytes:
    """The bytes of a file.

    Raises:
        FileFormatError: there are more than `size`.
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as file:
        raw = file.read(size + 1)
    if len(raw) > size:
        raise FileFormatError(f"{path.name} is larger than {size:,} bytes; is it the right file?")
    return raw


def headings_of(line: Line) -> tuple[str, ...]:
    """The cells of a row of headings as texts, line breaks and repeated blanks made single blanks."""
    return tuple(" ".join(str(cell).split()) if cell is not None else "" for cell in line.cells)


def folded(text: object) -> str:
    """A title or heading as it is compared: single blanks, no capitals."""
    return " ".join(str(text).split()).casefold()


def listed(names: Iterable[str]) -> str:
    """Names as a message repeats them: in quotation marks, the long ones cut, of very many only the first."""
    given = [f"'{name[:60]}'" for name in names if name]
    more = f" and {len(given) - MOST_NAMES} more" if len(given) > MOST_NAMES else ""
    return ", ".join(given[:MOST_NAMES]) + more or "none"
