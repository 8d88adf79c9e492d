"""Reads a network from TOML, JSON or a mapping, and reports everything that is wrong with it at once."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Any, Final, get_args, get_origin

from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError

from pcn_des.errors import FileFormatError, RecordError, nearest
from pcn_des.network.network import Network
from pcn_des.network.records import Records

_DECIMAL: Final = re.compile(r"-?\d+\.\d+")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
LARGEST_FILE: Final = 20_000_000  # bytes; a network with ten years of sessions has about two million


def read_network(source: str | Path | Mapping[str, Any]) -> Network:
    """A network from a `.toml` or `.json` file, or from a mapping of the same shape.

    Raises:
        RecordError: something in it is wrong; every problem is named with its place.
        FileFormatError: the file is neither TOML nor JSON, or too large.
        FileNotFoundError: there is no such file.
    """
    if isinstance(source, Mapping):
        return _structured(source, "The network")
    path = Path(source)
    return _structured(_parsed(path), path.name)


def read_network_text(text: str, name: str) -> Network:
    """A network from the text of a file whose name ends in `.toml` or `.json`. Raises as `read_network` does."""
    return _structured(_plain_values(text, name), name)


def _parsed(path: Path) -> Mapping[str, Any]:
    if path.suffix not in (".toml", ".json"):
        raise FileFormatError(f"{path.name} is neither .toml nor .json; a network is read from one of these")
    if path.stat().st_size > LARGEST_FILE:
        raise FileFormatError(f"{path.name} is larger than {LARGEST_FILE:,} bytes; is it a network file?")
    try:
        return _plain_values(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{path.name} is not UTF-8 text: {error}") from None


def _plain_values(text: str, name: str) -> Mapping[str, Any]:
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text, parse_float=Decimal)
        parsed = json.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise FileFormatError(f"{name} can't be read: {error}") from None
    if not isinstance(parsed, dict):
        raise FileFormatError(f"{name} must hold one network, {{…}}, not a {type(parsed).__name__}")
    return parsed


def _structured(raw: Mapping[str, Any], what: str) -> Network:
    try:
        return _converter().structure(raw, Network)
    except (ClassValidationError, IterableValidationError) as group:
        problems = _problems(group, "")
    except ValueError as error:
        problems = [str(error)]
    raise RecordError(what, problems) from None


# --- from plain values to records -------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(time, _time)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(bool, _yes_no)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], _amendments)
    converter.register_structure_hook_factory(_is_records, lambda kind: _records(converter, kind))
    return converter


def _is_records(kind: Any) -> bool:
    return get_origin(kind) is Records


def _records(converter: Converter, kind: Any) -> Any:
    listed: Any = GenericAlias(list, get_args(kind))

    def structure(raw: Any, _: Any) -> Records[Any]:
        if isinstance(raw, Records):
            return raw
        if isinstance(raw, list):
            return Records(converter.structure(raw, listed))
        if isinstance(raw, Mapping) and set(raw) <= {"complete", "items"}:
            items = converter.structure(raw.get("items", []), listed)
            return Records(items, complete=_yes_no(raw["complete"], bool) if "complete" in raw else None)
        raise ValueError("it must be a list, or { complete = true, items = [...] }")

    return structure


def _day(raw: Any, _: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise ValueError(f"{raw!r} is not a day; write it as 2022-10-01") from None


def _time(raw: Any, _: Any) -> time:
    if isinstance(raw, time):
        return raw
    try:
        return time.fromisoformat(raw)
    except (TypeError, ValueError):
        raise ValueError(f"{raw!r} is not a time of day; write it as 18:30:00") from None


def _decimal(raw: Any, _: Any) -> Decimal:
    if isinstance(raw, bool | float):
        raise ValueError(f"{raw!r} is not a number that can be kept exactly; write it as a whole number or a text")
    try:
        number = Decimal(raw)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueError(f"{raw!r} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{raw!r} is not a number")
    return number


def _whole(raw: Any, _: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise ValueError(f"{raw!r} is not a whole number")


def _yes_no(raw: Any, _: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueError(f"{raw!r} is neither true nor false")


def _amendments(raw: Any, _: Any) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise ValueError("it must be a table of terms and the values that replace them")
    return {key: _amended(value) for key, value in raw.items()}


def _amended(value: Any) -> Any:
    """A value as TOML holds it; JSON has days and decimals only as texts."""
    if isinstance(value, float):
        raise ValueError(f"{value!r} is not a number that can be kept exactly; write it as a whole number or a text")
    if not isinstance(value, str):
        return value
    if _DECIMAL.fullmatch(value):
        return Decimal(value)
    return date.fromisoformat(value) if _ISO_DAY.fullmatch(value) else value


def _text(raw: Any, _: Any) -> str:
    if isinstance(raw, str):
        return raw
    raise ValueError(f"{raw!r} is not a text; put it in quotes")


# --- from cattrs' errors to sentences ---------------------------------------------------------------------------------


def _problems(error: BaseException, place: str) -> list[str]:
    if isinstance(error, ClassValidationError):
        found = []
        inside, rest = error.group_exceptions()
        for inner, note in inside:
            found += _problems(inner, f"{place}.{note.name}" if place else note.name)
        for inner in rest:
            found += _problems(inner, place)
        return found
    if isinstance(error, IterableValidationError):
        found = []
        inside_list, rest_of_list = error.group_exceptions()
        for inner, at in inside_list:
            found += _problems(
                inner, f"{place}[{at.index + 1}]" if isinstance(at.index, int) else f"{place}.{at.index}"
            )
        for inner in rest_of_list:
            found += _problems(inner, place)
        return found
    return [f"{place}: {_sentence(error)}" if place else _sentence(error)]


def _sentence(error: BaseException) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        import attrs

        known = [field.name for field in attrs.fields(error.cl)] if error.cl else []
        offers = []
        for name in sorted(error.extra_fields):
            near = nearest(name, known)
            offers.append(f"there is no field '{name}'" + (f", did you mean '{near[0]}'?" if near else ""))
        return f"{'; '.join(offers)} (the fields are {', '.join(known)})"
    if isinstance(error, KeyError):
        return f"'{error.args[0]}' is missing"
    if isinstance(error, TypeError):
        return "it must be a table with named fields"
    return str(error)
