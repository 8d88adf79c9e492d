"""How days, months, times and numbers are written in files, workbooks and options: one definition for all readers."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Final

from pcn_des.wording import MONTHS

DAY_FORM: Final = "write it as 2022-10-01"
MONTH_FORM: Final = "write it as 2024-04, Apr-24 or April 2024"
TIME_FORM: Final = "write it as 18:30"
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The seconds are for what is written by this library itself; a point stands for the colon only in 18.30, as rotas have.
_TIME: Final = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?|\.([0-9]{2}))")
_MONTH_IN_NUMBERS: Final = re.compile(r"(?P<year>[0-9]{4})[\-/](?P<month>[0-9]{1,2})")
_MONTH_FIRST: Final = re.compile(r"(?P<month>[0-9]{1,2})[\-/](?P<year>[0-9]{4})")
_MONTH_IN_WORDS: Final = re.compile(r"([A-Za-z]{3,9})[ \-/]?'?([0-9]{2}|[0-9]{4})")
_GROUPED: Final = re.compile(r"[-£]{0,2}[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])[^,]*")


def day(text: str) -> date:
    """A day, written as 2022-10-01 and not otherwise: 01/02/2022 is of two months, and 20221001 looks like a number.

    Raises:
        ValueError: it is not written so, or no day of the calendar.

    Examples:
        >>> day("2022-10-01")
        datetime.date(2022, 10, 1)
    """
    if ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # 2023-02-31 has the form but is no day: the same mend
    raise ValueError(f"it is not a day; {DAY_FORM}")


def time_of_day(text: str) -> time:
    """A time of day in hours and minutes: 18:30, 9:05, 18.30 or 18:30:00.

    Half of what ISO 8601 allows means something else to whoever wrote it: there 18.5 is half a second past six, and
    1830 a time.

    Raises:
        ValueError: it is not written so, or no time that a clock shows.

    Examples:
        >>> time_of_day("18.30"), time_of_day("9:05")
        (datetime.time(18, 30), datetime.time(9, 5))
    """
    found = _TIME.fullmatch(text)
    if found:
        hour, minute, second, part, minute_by_point = found.groups()
        try:
            return time(int(hour), int(minute or minute_by_point), int(second or 0), int((part or "").ljust(6, "0")))
        except ValueError:
            pass  # 25:00 has the form but is no time: the same mend
    raise ValueError(f"it is not a time of day; {TIME_FORM}")


def month(text: str) -> date:
    """The first day of a month: 2024-04, 04/2024, Apr-24 or April 2024.

    Raises:
        ValueError: it is none of these.

    Examples:
        >>> month("2024-04") == month("Apr-24") == month("04/2024") == date(2024, 4, 1)
        True
    """
    year, number = 0, 0
    if match := _MONTH_IN_NUMBERS.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        year, number = int(match["year"]), int(match["month"])
    elif match := _MONTH_IN_WORDS.fullmatch(text):
        named = [place for place, name in enumerate(MONTHS, 1) if name.casefold().startswith(match[1].casefold())]
        year, number = int(match[2]) + (2000 if len(match[2]) == 2 else 0), named[0] if named else 0
    try:
        return date(year, number, 1)
    except ValueError:
        raise ValueError(f"it is no month; {MONTH_FORM}") from None


def ungrouped(number: str) -> str:
    """A number without its thousands separators, where each stands in its place; else as it was, for no number has one.

    To take every comma away would make a hundredfold of a decimal comma.

    Examples:
        >>> ungrouped("1,234,567.25"), ungrouped("1,05"), ungrouped("2,5,00.5")
        ('1234567.25', '1,05', '2,5,00.5')
    """
    return number.replace(",", "") if _GROUPED.fullmatch(number) else number
