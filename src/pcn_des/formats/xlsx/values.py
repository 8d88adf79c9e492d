"""What stands in a cell of a workbook, and how the number of a day becomes the day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from math import isfinite
from typing import Final

import attrs

_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{0,40})?([eE][-+]?[0-9]{1,3})?")
_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,30}")
# Formats that have no text in the workbook (ECMA-376, 18.8.30), of days, times and lengths of time.
_DAYS: Final = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 22, *range(27, 37), 45, 47, *range(50, 59)})
_LENGTHS: Final = frozenset({46})
_LENGTH: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NOT_FORM: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # texts, fillers, colours and conditions
_FORM: Final = re.compile("[dmyhs]", re.IGNORECASE)
FIRST_DAY: Final = datetime(1899, 12, 30)
FIRST_DAY_OF_1904: Final = datetime(1904, 1, 1)
_BEFORE_LEAP: Final = 60  # Excel takes 1900 for a leap year; the numbers before its 29 February are one too low


class Form(Enum):
    """What a number in a cell means."""

    NUMBER = "number"
    DAY = "day or time"
    LENGTH = "length of time"


@attrs.frozen
class Stored:
    """What is stored in a cell: a value; where a `formula` stands there (`=A1`), what it gave when it was saved.

    The value of an `error` is the text by which Excel shows it, such as #N/A.
    """

    value: object = None
    formula: str = ""
    error: bool = False


NOTHING: Final = Stored()


def form_of(number: int, code: str | None) -> Form:
    """What numbers mean that are shown in a format, by the number of the format and its code."""
    if code is None:
        return Form.LENGTH if number in _LENGTHS else Form.DAY if number in _DAYS else Form.NUMBER
    first = code.split(";")[0]
    if _LENGTH.search(first):
        return Form.LENGTH
    return Form.DAY if _FORM.search(_NOT_FORM.sub("", first)) else Form.NUMBER


def number_of(text: str, form: Form, first_day: datetime) -> object:
    """The number that a text is, or the day, time or length of time that it means; None where it is no number."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    number: int | float = int(text) if _WHOLE.fullmatch(text) else float(text)
    if not isfinite(number):
        return None
    try:
        if form is Form.LENGTH:
            return _in_milliseconds(number)
        return _day_of(number, first_day) if form is Form.DAY else number
    except OverflowError:
        return number  # of no day that there is


def iso_day(text: str) -> object:
    """A day or moment that is stored as a text; None where it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


def _day_of(number: float, first_day: datetime) -> date | time:
    days, part = divmod(number, 1)
    rest = _in_milliseconds(part)
    if 0 <= number < 1 and rest < timedelta(days=1):
        return (datetime.min + rest).time()
    if 0 < number < _BEFORE_LEAP and first_day is FIRST_DAY:
        days += 1
    return first_day + timedelta(days=days) + rest


def _in_milliseconds(days: float) -> timedelta:
    return timedelta(milliseconds=round(days * 86_400_000))
