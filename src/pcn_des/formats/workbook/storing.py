"""How a value is stored in a cell of the workbook, to the last digit and letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.formats.workbook.cell import DIGITS, QUOTES_ONLY, escaped, exactly
from pcn_des.formats.workbook.entries import written_names, written_values
from pcn_des.formats.workbook.fields import Field, Kind
from pcn_des.network import Records
from pcn_des.plain_text import plain_texts

LONGEST_TEXT: Final = 32_767  # characters that a cell can hold
FIRST_DAY: Final = date(1900, 3, 1)  # what Excel shows of earlier days is wrong or nothing
DAY_FORMAT: Final = "yyyy-mm-dd"
TIME_FORMAT: Final = "hh:mm"
TEXT_FORMAT: Final = "@"
FORMATS: Final[Mapping[Kind, str]] = {
    Kind.DAY: DAY_FORMAT,
    Kind.TIME: TIME_FORMAT,
    Kind.WHOLE: "#,##0",
    Kind.NUMBER: "#,##0.00",
    Kind.YES_NO: "General",
}
_LARGEST_EXPONENT: Final = 9_999


@attrs.frozen(kw_only=True)
class Stored:
    """What is put into a cell; `quoted` marks a text that a spreadsheet would take for a formula."""

    value: object
    number_format: str
    quoted: bool = False


def stored(field: Field, value: Any) -> Stored:
    """How a field's value stands in a cell.

    Raises:
        ValueError: a cell can't hold so long a text, or the text could not be read again.
    """
    plain_texts(value, lines=not field.limits.not_blank)
    if value is None or value == "":
        return _text('""' if field.optional and value == "" else None)
    match field.kind:
        case Kind.TEXT:
            lengthened = field.optional and QUOTES_ONLY.fullmatch(value)
            return _text(f'""{value}' if lengthened else value)
        case Kind.DAY:
            return _text(value.isoformat()) if value < FIRST_DAY else Stored(value=value, number_format=DAY_FORMAT)
        case Kind.TIME:
            return _stored_time(value)
        case Kind.NUMBER:
            return _stored_number(value)
        case Kind.WHOLE:
            return _stored_whole(value)
        case Kind.YES_NO:
            return Stored(value="yes" if value else "no", number_format=FORMATS[Kind.YES_NO])
        case Kind.NAMES:
            return _text(written_names(value) or None)
        case Kind.YES_NO_BY_NAME | Kind.VALUE_BY_NAME:
            return _text(written_values(value) or None)
    raise TypeError(f"{field.name} can't stand in one cell")


def format_of(field: Field | None) -> str:
    """The number format of the empty cells of a column."""
    return TEXT_FORMAT if field is None else FORMATS.get(field.kind, TEXT_FORMAT)


def _text(value: str | None) -> Stored:
    if value is None:
        return Stored(value=None, number_format=TEXT_FORMAT)
    safe = escaped(value)
    if len(safe) > LONGEST_TEXT:
        raise ValueError(f"a cell can't hold a text of {len(safe):,} characters, only {LONGEST_TEXT:,}; shorten it")
    return Stored(value=safe, number_format=TEXT_FORMAT, quoted=value.startswith(("=", "+", "-", "@", "\t", "\r")))


def _stored_time(value: time) -> Stored:
    if value.microsecond or value.tzinfo:
        return _text(value.isoformat())
    return Stored(value=value, number_format="hh:mm:ss" if value.second else TIME_FORMAT)


def _stored_number(value: Decimal) -> Stored:
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError(f"{value} is not a number that a record can hold; correct it")
    near = float(value)
    exact = value == 0 or Decimal("1E-9") <= value.copy_abs() < Decimal("1E15")
    if not exact or exactly(near) != value:
        return _text(str(value))
    exponent = value.as_tuple().exponent
    places = min(max(-exponent, 0), 12) if isinstance(exponent, int) else 0
    return Stored(value=near, number_format=f"#,##0.{'0' * places}" if places else "#,##0")


def _stored_whole(value: int) -> Stored:
    if abs(value) >= 10**DIGITS:
        return _text(str(value))
    return Stored(value=value, number_format=FORMATS[Kind.WHOLE])


def completeness_text(records: Records[Any]) -> str:
    """Whether a list is complete, as a cell says it: yes, no, or the days for which it is."""
    kept = records.complete_for
    if kept is None:
        return "yes" if records.complete else "no"
    return f"{kept.since} to {kept.until}" if kept.until else f"from {kept.since}"
