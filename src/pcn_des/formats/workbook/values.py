"""Single cells: how a value is stored in one, and how it is understood again, to the last digit and letter."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any, Final

import attrs

from pcn_des.dates import Period
from pcn_des.formats import cells
from pcn_des.formats.reading import LONGEST_VALUE
from pcn_des.formats.workbook.fields import Field, Kind
from pcn_des.formats.workbook.sheets import is_text
from pcn_des.network import Records

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
FORMULA: Final = "it is a formula or an error, and formulas aren't calculated; put the value itself into the cell"

_DIGITS: Final = 15  # that a spreadsheet keeps of a number
_LARGEST_EXPONENT: Final = 9_999
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEPT: Final = re.compile(r"from (?P<only>[0-9-]{10})|(?P<since>[0-9-]{10}) to (?P<until>[0-9-]{10})")
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_WHOLE: Final = re.compile(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)")
_NUMBER: Final = re.compile(r"-?£?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?(E[+-]?[0-9]{1,4})?")
_QUOTES_ONLY: Final = re.compile(r'"{2,}')
# What a workbook's XML can't hold is written as _xHHHH_, and so is an underscore that would look like that.
_UNSAFE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@attrs.frozen(kw_only=True)
class Stored:
    """What is put into a cell; `quoted` marks a text that a spreadsheet would take for a formula."""

    value: object
    number_format: str
    quoted: bool = False


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
    def shown(self) -> str:
        """The cell as a message repeats it."""
        midnight = isinstance(self.value, datetime) and self.value.time() == time()
        return "" if self.value is None else str(self.value)[:10] if midnight else str(self.value)


# --- from a value to a cell -------------------------------------------------------------------------------------------


def stored(field: Field, value: Any) -> Stored:
    """How a field's value stands in a cell.

    Raises:
        ValueError: a cell can't hold so long a text.
    """
    if value is None or value == "":
        return _text('""' if field.optional and value == "" else None)
    match field.kind:
        case Kind.TEXT:
            lengthened = field.optional and _QUOTES_ONLY.fullmatch(value)
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
            return _text(";\n".join(_name(name) for name in value) or None)
        case Kind.YES_NO_BY_NAME | Kind.VALUE_BY_NAME:
            return _text(";\n".join(f"{_name(name)} = {_written(one)}" for name, one in value.items()) or None)
    raise TypeError(f"{field.name} can't stand in one cell")


def format_of(field: Field | None) -> str:
    """The number format of the empty cells of a column."""
    return TEXT_FORMAT if field is None else FORMATS.get(field.kind, TEXT_FORMAT)


def _text(value: str | None) -> Stored:
    if value is None:
        return Stored(value=None, number_format=TEXT_FORMAT)
    safe = _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
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
    if not exact or _exactly(near) != value:
        return _text(str(value))
    exponent = value.as_tuple().exponent
    places = min(max(-exponent, 0), 12) if isinstance(exponent, int) else 0
    return Stored(value=near, number_format=f"#,##0.{'0' * places}" if places else "#,##0")


def _stored_whole(value: int) -> Stored:
    if abs(value) >= 10**_DIGITS:
        return _text(str(value))
    return Stored(value=value, number_format=FORMATS[Kind.WHOLE])


# --- from a cell to a value -------------------------------------------------------------------------------------------


def understood(field: Field, cell: Cell) -> Any:
    """The value that a cell holds for a field; None where it is empty.

    Raises:
        ValueError: a formula, or nothing that the field can hold; the message is what is wrong and the mend.
    """
    if cell.formula:
        raise ValueError(FORMULA)
    if cell.value is None or (cell.blank and not is_text(field)):
        return None
    value = _READERS[field.kind](cell.value) if field.kind is not Kind.TEXT else _understood_text(field, cell.value)
    field.check(value)
    return value


def completeness_text(records: Records[Any]) -> str:
    """Whether a list is complete, as a cell says it: yes, no, or the days for which it is."""
    kept = records.complete_for
    if kept is None:
        return "yes" if records.complete else "no"
    return f"{kept.since} to {kept.until}" if kept.until else f"from {kept.since}"


def completeness(cell: Cell) -> bool | Period | None:
    """What a cell says of a list: complete or not, or complete for some days; None where it is empty.

    Raises:
        ValueError: it says something else.
    """
    if cell.formula:
        raise ValueError(FORMULA)
    if cell.blank:
        return None
    days = _KEPT.fullmatch(plain_text(cell.value).strip().casefold())
    if days is None:
        return _yes_no(cell.value)
    since, until = days["since"] or days["only"], days["until"]
    try:
        return Period(date.fromisoformat(since), date.fromisoformat(until) if until else None)
    except ValueError as error:
        raise ValueError(f"{error}; write the days as 2022-04-01 to 2023-03-31, or from 2022-04-01") from None


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


def _understood_text(field: Field, value: object) -> str | None:
    text = plain_text(value)
    if field.limits.choices:
        return _one_of(text.strip(), field.limits.choices)
    if field.limits.pattern:
        return _of_form(text.strip(), field)
    if field.limits.not_blank and not text.strip():
        return None
    return text[2:] if field.optional and _QUOTES_ONLY.fullmatch(text) else text


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(f"it is not one of: {', '.join(choices)}; choose one of them")
    return text


def _of_form(text: str, field: Field) -> str:
    if not re.fullmatch(field.limits.pattern, text):
        raise ValueError(f"it is not {field.limits.form}; correct it")
    return text


def _day(value: object) -> date:
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass  # 2023-02-31 has the form but is no day: the same mend
    raise ValueError("it is not a day; write it as 2022-10-01")


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return (datetime.min + value).time()  # the cell has a format for lengths of time, such as [h]:mm
    if isinstance(value, str):
        clock = _CLOCK.fullmatch(value.strip())
        try:
            if clock:
                return time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
            return time.fromisoformat(value.strip())
        except ValueError:
            pass  # 25:00 has the form but is no time: the same mend
    raise ValueError("it is not a time of day; write it as 18:30")


def _number(value: object) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return _exactly(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip().replace(",", "").replace("£", ""))
    raise ValueError("it is not a number; write it as 7779, 7,779 or 7779.25")


def _exactly(value: float) -> Decimal:
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value.strip().replace(",", ""))
    raise ValueError("it is not a whole number; write it as 7779 or 7,779")


def _yes_no(value: object) -> bool:
    try:
        return cells.yes_no(cells.cell_text(value))
    except ValueError:
        raise ValueError("it is neither yes nor no; write one of them, or leave it empty") from None


# --- names and values inside one cell ---------------------------------------------------------------------------------

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_BALANCED: Final = re.compile(rf'(?:{_QUOTED}|[^"])*', re.DOTALL)
_ENTRIES: Final = re.compile(rf"(?:{_QUOTED}|[^;\n])+", re.DOTALL)
_QUOTED_FIRST: Final = re.compile(_QUOTED, re.DOTALL)
_BARE_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
_BARE_VALUE: Final = re.compile(r"[-+]?[0-9][-+0-9.eE:TZ]*")


def _entries(value: object) -> list[str]:
    text = plain_text(value)
    if not _BALANCED.fullmatch(text):
        raise ValueError('a quotation mark (") is not closed; close or remove it')
    return [entry.strip() for entry in _ENTRIES.findall(text) if entry.strip()]


def _names(value: object) -> tuple[str, ...]:
    return tuple(_plain_name(entry) for entry in _entries(value))


def _shows(value: object) -> dict[str, bool]:
    return _by_name(value, _yes_no)


def _amends(value: object) -> dict[str, Any]:
    return _by_name(value, _amended)


def _by_name(value: object, understand: Callable[[str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in _entries(value):
        name, value_text = _sides(entry)
        if name in found:
            raise ValueError(f"'{_short(name)}' stands there twice; keep one")
        found[name] = understand(value_text)
    return found


def _sides(entry: str) -> tuple[str, str]:
    """The name and the value of `name = value`; a name in quotation marks may have anything in it."""
    quoted = _QUOTED_FIRST.match(entry)
    name = quoted[0] if quoted else entry.partition("=")[0].strip()
    rest = entry[len(quoted[0]) if quoted else entry.find("=") :].strip()
    if not rest.startswith("="):
        raise ValueError(f"'{_short(entry)}' has no value; write it as name = value, several with ; between them")
    return _plain_name(name), rest[1:].strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _plain_name(name: str) -> str:
    return _unquoted(name) if name.startswith('"') else name


def _name(name: str) -> str:
    return name if _BARE_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except json.JSONDecodeError:
        raise ValueError(f'{_short(text)} is not a text in quotation marks; write it as "text"') from None


def _amended(text: str) -> Any:
    if text.startswith('"'):
        return _unquoted(text)
    if text.casefold() in ("yes", "no", "true", "false"):
        return text.casefold() in ("yes", "true")
    try:
        if _BARE_VALUE.fullmatch(text):
            return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except ValueError:
        pass  # 2023-02-31: the same mend
    raise ValueError(f"'{_short(text)}' is not a value; write a number, a day, yes or no, or a text in quotation marks")


def _written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return str(value) if re.search(r"[.E]", str(value)) else f"{value}.0"
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


_READERS: Final[Mapping[Kind, Callable[[object], Any]]] = {
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.YES_NO: _yes_no,
    Kind.NAMES: _names,
    Kind.YES_NO_BY_NAME: _shows,
    Kind.VALUE_BY_NAME: _amends,
}
