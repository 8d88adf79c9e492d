"""From the text of one cell to a value. Each function raises ValueError with the mend where the text isn't one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Final, TypeVar

from pcn_des.formats.merged import Covered
from pcn_des.network.records import PCN_FORM, PRACTICE_FORM, in_other_letters
from pcn_des.units import PART_OF_A_PENNY, of_whole_pence, without_noise
from pcn_des.values import EXACTLY
from pcn_des.wording import MONTHS
from pcn_des.written import ungrouped

Value = TypeVar("Value")


class Suppressed(Enum):
    """The type of `SUPPRESSED`."""

    SUPPRESSED = "*"

    def __bool__(self) -> bool:
        raise TypeError("SUPPRESSED is neither true nor false; compare with 'is SUPPRESSED'")

    def __repr__(self) -> str:
        return "SUPPRESSED"


SUPPRESSED: Final = Suppressed.SUPPRESSED
"""A figure that the publisher keeps back (`*`) so that nobody can be recognised: neither nothing nor not given."""

# As NHS files and spreadsheets write it, in any case; * is a figure that is kept back, of which no more is known.
NOT_GIVEN: Final = frozenset({"", "no_data", "no data", "n/a", "na", "null", "nan", "-", "–", "*"})
YES: Final = frozenset({"true", "yes", "y", "1"})
NO: Final = frozenset({"false", "no", "n", "0"})
EXCEL_ERRORS: Final = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")

_DAY: Final = re.compile(r"[0-9]{8}")
_ANY_DAY: Final = (
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),  # 20260701
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),  # 2026-07-01
    re.compile(r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})"),  # 01/07/2026
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[A-Za-z]{3})(?P<year>[0-9]{4})"),  # 01Jul2026
)
_SAVED_AGAIN: Final = re.compile(r"(?P<day>[0-9]{1,2})[- ](?P<month>[A-Za-z]{3})[- ](?P<year>20[0-9]{2}|[0-9]{2})")
_MONTHS: Final = tuple(name[:3].casefold() for name in MONTHS)
_PRACTICE: Final = re.compile(PRACTICE_FORM)
_PCN: Final = re.compile(PCN_FORM)
# Nine digits are more than the patients of any health service; longer texts aren't counts.
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_MONEY: Final = re.compile(r"(?P<minus>-?)£?(?P<amount>[0-9]{1,9}(\.[0-9]{1,20})?)")
_NO_AMOUNT: Final = "it is not an amount; write it as 7779, -7,779.25 or 0 for nothing"
_FEW_DECIMALS: Final = re.compile(r"[^.]+(\.[0-9]{1,4})?")  # as published payments have them
_DECIMAL: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?")


def cell_text(cell: object) -> str:
    """The cell as text, with outer blanks removed and inner ones single; empty where the cell is.

    Raises:
        ValueError: a formula, an Excel error, part of a merged cell, or something that is no plain value.
    """
    if cell is None:
        return ""
    if isinstance(cell, Covered):
        raise ValueError(cell.mend)
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
    if isinstance(cell, float) and isfinite(cell):
        return format(Decimal(repr(cell)), "f")  # 0.00001 is stored as 1e-05
    if isinstance(cell, int | float):
        return str(cell)
    raise ValueError("formulas aren't calculated; put the value itself into the cell")


def text(cell: str) -> str:
    """The text, which must not be empty."""
    if not cell:
        raise ValueError("it is empty; write it")
    return cell


def of_form(form: str, such: str) -> Callable[[str], str]:
    """A text of a form, in capitals or small letters; `such` says what may stand there."""
    pattern = re.compile(form, re.IGNORECASE)

    def parse(cell: str) -> str:
        if not pattern.fullmatch(text(cell)):
            raise ValueError(f"it is not what stands here; write {such}")
        return cell

    return parse


def text_or_none(cell: str) -> str | None:
    """The text, None where the cell is empty or says that nothing is given: NULL, N/A, -."""
    return None if cell.casefold() in NOT_GIVEN else cell


def practice_code(cell: str) -> str:
    """The code of a practice."""
    if not _PRACTICE.fullmatch(cell):
        mend = in_other_letters(cell, _PRACTICE) or "; write a letter and five digits, such as B83001"
        raise ValueError(f"it is not a practice code{mend}")
    return cell


def pcn_code(cell: str) -> str:
    """The code of a PCN."""
    if not _PCN.fullmatch(cell):
        mend = in_other_letters(cell, _PCN) or "; write U and five digits, such as U00254"
        raise ValueError(f"it is not a PCN code{mend}")
    return cell


def commissioner_code(cell: str) -> str:
    """The code of a sub-ICB location, an ICB or a clinical commissioning group."""
    if not re.fullmatch(r"[A-Z0-9]{3}|[A-Z0-9]{5}", cell):
        raise ValueError("it is no commissioner's code; write three or five letters and digits, such as 72Q or W2U3Z")
    return cell


def day(cell: str) -> date:
    """A day written YYYYMMDD."""
    if _DAY.fullmatch(cell):
        try:
            return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
        except ValueError:
            pass  # 20230231 has the form but is no day: the same mend
    raise ValueError("it is not a day; write it as YYYYMMDD, such as 20191001")


def any_day(cell: str) -> date:
    """A day as NHS files write it: 20260701, 2026-07-01, 01/07/2026 (day first) or 01Jul2026."""
    for form in _ANY_DAY:
        if match := form.fullmatch(cell):
            named = match["month"].casefold()
            if not named.isdigit() and named not in _MONTHS:
                break
            number = int(named) if named.isdigit() else _MONTHS.index(named) + 1
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                break  # 31/02/2023 has the form but is no day: the same mend
    raise ValueError("it is not a day; write it as 2026-07-01, 01/07/2026 or 01Jul2026")


def edition_day(cell: str) -> date:
    """The day of an edition, also as a spreadsheet saves it again: 01-Sep-20 is of 2020, for no edition is older."""
    match = _SAVED_AGAIN.fullmatch(cell)
    if match is None:
        return any_day(cell)
    return any_day(f"{int(match['day']):02}{match['month']}20{match['year'][-2:]}")


def whole(cell: str) -> int:
    """A whole number, with or without thousands separators."""
    _refuse_negative(cell)
    plain = ungrouped(cell)
    if not _WHOLE.fullmatch(plain):
        raise ValueError("it is not a whole number; write it as 7779 or 7,779")
    return int(plain)


def decimal(cell: str) -> Decimal:
    """A number with or without decimals and thousands separators, kept exactly."""
    _refuse_negative(cell)
    plain = ungrouped(cell)
    if not _DECIMAL.fullmatch(plain):
        raise ValueError("it is not a number; write it as 7779, 7,779 or 7779.25")
    return Decimal(plain)


def signed(cell: str) -> Decimal:
    """A number that may be negative, kept exactly."""
    return EXACTLY.minus(decimal(cell[1:])) if cell.startswith("-") else decimal(cell)


def _refuse_negative(cell: str) -> None:
    if cell.startswith("-") and _DECIMAL.fullmatch(ungrouped(cell[1:])):
        raise ValueError("it is negative, which this can't be; write 0 or more")


def year(cell: str) -> int:
    """A year of this century; of others there are no files."""
    number = whole(cell)
    if not 2000 <= number <= 2099:
        raise ValueError("it is not a year; write it as 2026")
    return number


def month(cell: str) -> int:
    """A month of the year, 1 to 12."""
    number = whole(cell)
    if not 1 <= number <= 12:
        raise ValueError("it is not a month; write 1 to 12")
    return number


def money(cell: str) -> Decimal:
    """An amount in pounds, kept exactly but for what the sums of a spreadsheet miss; negative where taken back."""
    found = _amount(cell)
    if not _FEW_DECIMALS.fullmatch(str(found)):
        raise ValueError(_NO_AMOUNT)
    return found


def pence(cell: str) -> Decimal:
    """An amount that was paid: pounds and whole pence; negative where money was taken back."""
    found = _amount(cell)
    if not of_whole_pence(found):
        raise ValueError(f"it {PART_OF_A_PENNY}")
    return found


def _amount(cell: str) -> Decimal:
    match = _MONEY.fullmatch(ungrouped(cell))
    if not match:
        raise ValueError(_NO_AMOUNT)
    return without_noise(Decimal(match["minus"] + match["amount"]))


def count(cell: str) -> int | Suppressed:
    """A whole number, or `SUPPRESSED` where the publisher keeps it back."""
    return SUPPRESSED if cell == SUPPRESSED.value else whole(cell)


def figure(cell: str) -> Decimal | Suppressed:
    """A number with or without decimals, or `SUPPRESSED` where the publisher keeps it back."""
    return SUPPRESSED if cell == SUPPRESSED.value else decimal(cell)


def yes_no(cell: str) -> bool:
    """True or false, in the ways that spreadsheets and exports write them."""
    word = cell.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError("it is neither true nor false; write TRUE or FALSE")


def or_none(parse: Callable[[str], Value], nothing: Collection[str] = NOT_GIVEN) -> Callable[[str], Value | None]:
    """The same, but None where nothing is given: an empty cell, `no_data` or `N/A`, or else what `nothing` lists."""

    def parse_or_none(cell: str) -> Value | None:
        return None if cell.casefold() in nothing else parse(cell)

    return parse_or_none
