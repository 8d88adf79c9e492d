"""How a cell of the workbook is understood: the value that it holds for a field, or what is wrong and the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from pcn_des import written
from pcn_des.dates import Period
from pcn_des.formats.merged import Covered
from pcn_des.formats.workbook.cell import FORMULA, QUOTES_ONLY, Cell, exactly, plain_text, yes_or_no
from pcn_des.formats.workbook.entries import answers_by_name, names, values_by_name
from pcn_des.formats.workbook.fields import Field, Kind
from pcn_des.network.records import in_other_letters
from pcn_des.plain_text import plain_texts
from pcn_des.units import without_noise

_KEPT: Final = re.compile(r"from (?P<only>[0-9-]{10})|(?P<since>[0-9-]{10}) to (?P<until>[0-9-]{10})")
_WHOLE: Final = re.compile("-?[0-9]+")
_NUMBER: Final = re.compile(r"-?£?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,4})?")


def understood(field: Field, cell: Cell) -> Any:
    """The value that a cell holds for a field; None where it is empty.

    Raises:
        ValueError: a formula, or nothing that the field can hold; the message is what is wrong and the mend.
    """
    if cell.formula:
        raise ValueError(FORMULA)
    if isinstance(cell.value, Covered):
        raise ValueError(cell.value.mend)
    if cell.value is None or (cell.blank and not field.free_text):
        return None
    value: Any
    if field.kind is Kind.TEXT:
        value = _understood_text(field, cell.value)
    else:
        value = _month(cell.value) if field.limits.a_month else _READERS[field.kind](cell.value)
    value = without_noise(value) if field.limits.in_pence else value
    field.check(value)
    return plain_texts(value, lines=not field.limits.not_blank)


def completeness(cell: Cell) -> bool | Period | None:
    """What a cell says of a list: complete or not, or complete for some days; None where it is empty.

    Raises:
        ValueError: it says something else.
    """
    if cell.formula:
        raise ValueError(FORMULA)
    if isinstance(cell.value, Covered):
        raise ValueError(cell.value.mend)
    if cell.blank:
        return None
    days = _KEPT.fullmatch(plain_text(cell.value).strip().casefold())
    if days is None:
        return yes_or_no(cell.value)
    since, until = days["since"] or days["only"], days["until"]
    try:
        return Period(written.day(since), written.day(until) if until else None)
    except ValueError as error:
        raise ValueError(f"{error}; write the days as 2022-04-01 to 2023-03-31, or from 2022-04-01") from None


def _understood_text(field: Field, value: object) -> str | None:
    text = plain_text(value)
    if field.limits.choices:
        return _one_of(text.strip(), field.limits.choices)
    if field.limits.pattern:
        return _of_form(text.strip(), field)
    if field.limits.not_blank and not text.strip():
        return None
    return text[2:] if field.optional and QUOTES_ONLY.fullmatch(text) else text


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(f"it is not one of: {', '.join(choices)}; choose one of them")
    return text


def _of_form(text: str, field: Field) -> str:
    if not re.fullmatch(field.limits.pattern, text):
        mend = in_other_letters(text, re.compile(field.limits.pattern)) or "; correct it"
        raise ValueError(f"it is not {field.limits.form}{mend}")
    return text


def _day(value: object) -> date:
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, str):
        return written.day(value.strip())
    raise ValueError(f"it is not a day; {written.DAY_FORM}")


def _month(value: object) -> date:
    """The first day of a month, which may be written as any day of it."""
    try:
        return _day(value).replace(day=1)
    except ValueError:
        if isinstance(value, str):
            return written.month(value.strip())
        raise ValueError(f"it is no month; {written.MONTH_FORM}") from None


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return (datetime.min + value).time()  # the cell has a format for lengths of time, such as [h]:mm
    if isinstance(value, str):
        return written.time_of_day(value.strip())
    raise ValueError(f"it is not a time of day; {written.TIME_FORM}")


def _number(value: object) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return exactly(value)
    if isinstance(value, str) and _NUMBER.fullmatch(plain := written.ungrouped(value.strip())):
        return Decimal(plain.replace("£", ""))
    raise ValueError("it is not a number; write it as 7779, 7,779 or 7779.25")


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(plain := written.ungrouped(value.strip())):
        return int(plain)
    raise ValueError("it is not a whole number; write it as 7779 or 7,779")


_READERS: Final[Mapping[Kind, Callable[[object], Any]]] = {
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.YES_NO: yes_or_no,
    Kind.NAMES: names,
    Kind.YES_NO_BY_NAME: answers_by_name,
    Kind.VALUE_BY_NAME: values_by_name,
}
