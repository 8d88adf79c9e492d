"""The rows of a file before they mean anything, and how headings and titles are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from pcn_des.dates import YEAR_FORM
from pcn_des.folding import folded

MOST_ROWS: Final = 100_000  # in one CSV file or sheet
MOST_NAMES: Final = 40  # of headings or sheets that a message lists
_BESIDE: Final = re.compile(rf"\([dmy/ -]+\)| {YEAR_FORM}$|\?$")  # Open Date (YYYYMMDD), … 2024/25, … match?
_BETWEEN: Final = re.compile(r"[\s_]+")


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
    """A table: its headings, the row in which they stand, and the rows below, which can be gone through once."""

    file: str
    headings: tuple[str, ...]
    heading_row: int
    body: Iterator[Line]


def headings_of(line: Line) -> tuple[str, ...]:
    """The cells of a row of headings as texts, line breaks and repeated blanks made single blanks."""
    return tuple(" ".join(str(cell).split()) if cell is not None else "" for cell in line.cells)


def closed_up(text: object) -> str:
    """The title of a sheet as it is compared where editions differ in blanks: none of them, no capitals."""
    return "".join(str(text).split()).casefold()


def meaning(heading: object) -> str:
    """What a heading means, whatever its capitals and blanks, and the form of days, year or ? at its end."""
    return _BETWEEN.sub("", _BESIDE.sub("", folded(heading)))


def blank(cell: object) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or not str(cell).strip()


def listed(names: Iterable[str]) -> str:
    """Names as a message repeats them: in quotation marks, the long ones cut, of very many only the first."""
    given = [f"'{name[:60]}'" for name in names if name]
    more = f" and {len(given) - MOST_NAMES} more" if len(given) > MOST_NAMES else ""
    return ", ".join(given[:MOST_NAMES]) + more or "none"
