"""Names, and values by name, inside one cell: `name = value`, several with ; or line breaks between them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pcn_des.formats.reading import LONGEST_VALUE
from pcn_des.formats.workbook.cell import plain_text, yes_or_no

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_BALANCED: Final = re.compile(rf'(?:{_QUOTED}|[^"])*', re.DOTALL)
_ENTRIES: Final = re.compile(rf"(?:{_QUOTED}|[^;\n])+", re.DOTALL)
_QUOTED_FIRST: Final = re.compile(_QUOTED, re.DOTALL)
_BARE_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
_BARE_VALUE: Final = re.compile(r"[-+]?[0-9][-+0-9.eE:TZ]*")


def written_names(names: Iterable[str]) -> str:
    """Names as they stand in a cell."""
    return ";\n".join(_name(name) for name in names)


def written_values(values: Mapping[str, Any]) -> str:
    """Values by name as they stand in a cell."""
    return ";\n".join(f"{_name(name)} = {_written(value)}" for name, value in values.items())


def names(value: object) -> tuple[str, ...]:
    """The names in a cell; ValueError where they can't be understood."""
    return tuple(_plain_name(entry) for entry in _entries(value))


def answers_by_name(value: object) -> dict[str, bool]:
    """Yes or no for each name in a cell; ValueError where they can't be understood."""
    return _by_name(value, yes_or_no)


def values_by_name(value: object) -> dict[str, Any]:
    """A value for each name in a cell; ValueError where they can't be understood."""
    return _by_name(value, _amended)


def _entries(value: object) -> list[str]:
    text = plain_text(value)
    if not _BALANCED.fullmatch(text):
        raise ValueError('a quotation mark (") is not closed; close or remove it')
    return [entry.strip() for entry in _ENTRIES.findall(text) if entry.strip()]


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
