"""From the text of one cell to a value. Each function raises ValueError with the mend where the text isn't one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar

Value = TypeVar("Value")

NOT_GIVEN: Final = frozenset({"", "no_data", "n/a"})  # as NHS files write it, in any case
YES: Final = frozenset({"true", "yes", "y", "1"})
NO: Final = frozenset({"false", "no", "n", "0"})
EXCEL_ERRORS: Final = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")

# Nine digits are more than the population of the world's largest health service; longer texts aren't counts.
_DAY: Final = re.compile(r"[0-9]{8}")
_WHOLE: Final = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2}")
_DECIMAL: Final = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{1,12})?")


def cell_text(cell: object) -> str:
    """The cell as text, with outer blanks removed and inner ones single; empty where the cell is.

    Raises:
        ValueError: a formula, an Excel error, or something that is no plain value.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        if text.startswith("=") or text in EXCEL_ERRORS:
            raise ValueError("formulas aren't calculated; put the value itself into the cell")
        return text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime | date):
        return f"{cell:%Y%m%d}"  # a spreadsheet that was saved again turns texts into dates …
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # … and digits into numbers
    if isinstance(cell, int | float):
        return str(cell)
    raise ValueError("formulas aren't calculated; put the value itself into the cell")


def text(cell: str) -> str:
    """The text, which must not be empty."""
    if not cell:
        raise ValueError("it is empty; write it")
    return cell


def text_or_none(cell: str) -> str | None:
    """The text, None where the cell is empty."""
    return cell or None


def practice_code(cell: str) -> str:
    """The code of a practice."""
    if not re.fullmatch(r"[A-Z][0-9]{5}", cell):
        raise ValueError("it is not a practice code; write a letter and five digits, such as B83001")
    return cell


def pcn_code(cell: str) -> str:
    """The code of a PCN."""
    if not re.fullmatch(r"U[0-9]{5}", cell):
        raise ValueError("it is not a PCN code; write U and five digits, such as U00254")
    return cell


def day(cell: str) -> date:
    """A day written YYYYMMDD."""
    if _DAY.fullmatch(cell):
        try:
            return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
        except ValueError:
            pass  # 20230231 has the form but is no day: the same mend
    raise ValueError("it is not a day; write it as YYYYMMDD, such as 20191001")


def whole(cell: str) -> int:
    """A whole number, with or without thousands separators."""
    if not _WHOLE.fullmatch(cell):
        raise ValueError("it is not a whole number; write it as 7779 or 7,779")
    return int(cell.replace(",", ""))


def decimal(cell: str) -> Decimal:
    """A number with or without decimals and thousands separators, kept exactly."""
    if not _DECIMAL.fullmatch(cell):
        raise ValueError("it is not a number; write it as 7779, 7,779 or 7779.25")
    return Decimal(cell.replace(",", ""))


def yes_no(cell: str) -> bool:
    """True or false, in the ways that spreadsheets and exports write them."""
    word = cell.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError("it is neither true nor false; write TRUE or FALSE")


def or_none(parse: Callable[[str], Value]) -> Callable[[str], Value | None]:
    """The same, but None where nothing is given: an empty cell, `no_data` or `N/A`."""

    def parse_or_none(cell: str) -> Value | None:
        return None if cell.casefold() in NOT_GIVEN else parse(cell)

    return parse_or_none
