"""What stands in one cell of the workbook: a text, a number, a day, a formula that is not looked into."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.formats import cells
from pcn_des.formats.merged import Covered

FORMULA: Final = "it is a formula or an error, and formulas aren't calculated; put the value itself into the cell"
DIGITS: Final = 15  # that a spreadsheet keeps of a number
QUOTES_ONLY: Final = re.compile(r'"{2,}')
# What a workbook's XML can't hold is written as _xHHHH_, and so is an underscore that would look like that.
_UNSAFE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@attrs.frozen(kw_only=True)
class Cell:
    """What stands in a cell: a value as it is stored, or a formula or error that is never looked into."""

    value: object = None
    formula: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen in the cell."""
        return not self.formula and (self.value is None or not str(self.value).strip())

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the cell: of one that another covers, nobody knows."""
        return self.blank and not isinstance(self.value, Covered)

    @property
    def shown(self) -> str:
        """The cell as a message repeats it."""
        midnight = isinstance(self.value, datetime) and self.value.time() == time()
        return "" if self.value is None else str(self.value)[:10] if midnight else str(self.value)


def plain_text(value: object) -> str:
    """The text of a cell, also where a spreadsheet made a number of it.

    Raises:
        ValueError: it was made a day or a time.
    """
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, date | time):
        raise ValueError("it was made a date; format the cell as Text and write it again")
    return cells.cell_text(value)


def escaped(text: str) -> str:
    """A text as a workbook's XML can hold it."""
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def yes_or_no(value: object) -> bool:
    """What a cell says, yes or no.

    Raises:
        ValueError: it says neither.
    """
    try:
        return cells.yes_no(cells.cell_text(value))
    except ValueError:
        raise ValueError("it is neither yes nor no; write one of them, or leave it empty") from None


def exactly(value: float) -> Decimal:
    """A number of a spreadsheet, to the digits that it keeps."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
