"""From plain values, as TOML or JSON have them, to the records of a network: everything wrong is named at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, get_args, get_origin

import attrs
from cattrs import Converter

from pcn_des import written
from pcn_des.arguments import as_whole
from pcn_des.dates import Period
from pcn_des.errors import MisuseError, PcnDesError, RecordError
from pcn_des.formats.plain_values import a_day, each_list_once, no_such_field, shown, unfit
from pcn_des.network import Network, Records
from pcn_des.network.agreement import DECIMAL
from pcn_des.network.numbers import is_beyond_records
from pcn_des.network.records import ContradictionError, Place, has_lines
from pcn_des.plain_text import plain_texts
from pcn_des.values import EXACTLY

_WHOLE: Final = re.compile("-?[0-9]{1,30}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
FORMAT: Final = 3
"""Of a network file. 1, which says nothing, had no endings of memberships and no days of closing; 2 had no figures of
indicators and no parts of the improvement payment. Older ones are read as they are.
"""
FORMAT_KEY: Final = "format"


def network_of(raw: Mapping[str, Any], what: str) -> Network:
    """The network that plain values describe; `what` is how an error calls them.

    Raises:
        RecordError: something in them is wrong, or of a format that is newer than this; every problem is named with its
            place.
    """
    wrong = [_said(place, text) for place, text in (*unfit(raw), *_newer(raw))]
    if wrong:
        raise RecordError(what, wrong)
    try:
        told = {name: value for name, value in raw.items() if name != FORMAT_KEY}
        network: Network = _converter().structure(told, Network)
    except _ProblemsError as found:
        raise RecordError(what, list(each_list_once(_said(place, text) for place, text in found.listed))) from None
    return network


def _newer(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the format that a file says it has; older ones are read as they are."""
    said = raw.get(FORMAT_KEY, 1)
    number = as_whole(said)
    if number is None or number < 1:
        yield FORMAT_KEY, f"{shown(said)} is no format; it is a whole number up to {FORMAT}"
    elif number > FORMAT:
        yield FORMAT_KEY, f"it is of format {said}, and this version reads up to {FORMAT}; use a newer pcn_des"


def _said(place: str, text: str) -> str:
    return f"{place}: {text}" if place else text


class _ProblemsError(PcnDesError):
    """Everything that is wrong in a part of a network, each with its place."""

    def __init__(self, listed: Iterable[tuple[str, str]]) -> None:
        self.listed = tuple(listed)
        super().__init__("; ".join(f"{place}: {text}" for place, text in self.listed))


def _within(place: str, error: Exception) -> Iterator[tuple[str, str]]:
    """The problems of a part, with the place of the part before their own."""
    if not isinstance(error, _ProblemsError):
        yield place, str(error)
        return
    for inner, text in error.listed:
        yield (f"{place}{inner}" if not inner or inner[0] == "[" else f"{place}.{inner}"), text


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda raw, _: a_day(raw))
    converter.register_structure_hook(time, _time)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(bool, _yes_no)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], _amendments)
    converter.register_structure_hook_func(lambda kind: kind == Mapping[str, bool], _shown)
    converter.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _texts)
    converter.register_structure_hook_func(attrs.has, lambda raw, kind: _record(converter, raw, kind))
    converter.register_structure_hook_func(_is_records, lambda raw, kind: _records(converter, raw, kind))
    return converter


def _record(converter: Converter, raw: Any, kind: Any) -> Any:
    """A record from a table: each field read and checked on its own, so that every problem is found."""
    if not isinstance(raw, Mapping):
        raise ValueError("it must be a table with named fields")
    fields = {field.name: field for field in attrs.fields(attrs.resolve_types(kind))}
    problems = [("", no_such_field(name, list(fields))) for name in raw if name not in fields]
    values = {}
    for name, field in fields.items():
        if name not in raw:
            if field.default is attrs.NOTHING:
                problems.append((name, f"'{name}' is missing"))
            continue
        try:
            values[name] = _checked(field, converter.structure(raw[name], field.type))
        except (ValueError, _ProblemsError) as error:
            problems.extend(_within(name, error))
    if problems:
        raise _ProblemsError(problems)
    try:
        return kind(**values)
    except ContradictionError as error:
        raise _ProblemsError((_in_words(one.place), one.says) for one in error.found) from None


def _in_words(place: Place) -> str:
    """A place as a file has it: `practices[1].populations[2]`, the first of a list being 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


def _checked(field: attrs.Attribute[Any], value: Any) -> Any:
    if field.converter is not None:
        convert: Any = field.converter
        value = convert(value)
    if field.validator is not None:
        field.validator(None, field, value)
    return plain_texts(value, lines=has_lines(field))


def _is_records(kind: Any) -> bool:
    return get_origin(kind) is Records


def _records(converter: Converter, raw: Any, kind: Any) -> Records[Any]:
    if isinstance(raw, Records):
        return raw
    complete: bool | Period | None = None
    problems: list[tuple[str, str]] = []
    if isinstance(raw, Mapping) and set(raw) <= {"complete", "items"}:
        try:
            complete = _completeness(raw["complete"]) if "complete" in raw else None
        except (ValueError, _ProblemsError) as error:
            problems.extend(_within("complete", error))
        raw = raw.get("items", [])
    if not isinstance(raw, list | tuple):
        raise ValueError("it must be a list, or { complete = true, items = [...] }")
    items: list[Any] = []
    for place, item in enumerate(raw, 1):
        try:
            items.append(converter.structure(item, get_args(kind)[0]))
        except (ValueError, _ProblemsError) as error:
            problems.extend(_within(f"[{place}]", error))
    if problems:
        raise _ProblemsError(problems)
    return Records(items, complete=complete)


def _completeness(raw: Any) -> bool | Period:
    """True, false, or the days for which a log was kept."""
    if not isinstance(raw, Mapping) or "since" not in raw or not set(raw) <= {"since", "until"}:
        return _yes_no(raw, bool)
    days: dict[str, date] = {}
    problems = []
    for name, said in raw.items():
        try:
            days[name] = a_day(said)
        except ValueError as error:
            problems.append((name, str(error)))
    if problems:
        raise _ProblemsError(problems)
    try:
        return Period(days["since"], days.get("until"))
    except MisuseError as error:
        raise ValueError(str(error)) from None


def _time(raw: Any, _: Any) -> time:
    if isinstance(raw, time) and raw.tzinfo is not None:
        raise ValueError(f"{shown(raw)} has a time zone; write the time on the clock, 18:30:00")
    try:
        return raw if isinstance(raw, time) else written.time_of_day(raw)
    except (TypeError, ValueError):
        raise ValueError(f"{shown(raw)} is not a time of day; write it as 18:30:00") from None


def _decimal(raw: Any, _: Any) -> Decimal:
    if isinstance(raw, float):
        raise ValueError(f"{shown(raw)} is not a number that can be kept exactly; write it as a whole number or a text")
    whole = as_whole(raw)
    if whole is None and not isinstance(raw, str | Decimal):
        raise ValueError(f"{shown(raw)} is not a number; {_as_number(raw)}")
    try:
        if isinstance(raw, str) and not (raw.isascii() and "_" not in raw):
            raise ValueError
        number = Decimal(raw if whole is None else whole, EXACTLY)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueError(f"{shown(raw)} is not a number; {_as_number(raw)}") from None
    if not number.is_finite() or is_beyond_records(number):
        raise ValueError(f"{shown(raw)} is not a number that a record can hold")
    return number


def _as_number(raw: Any, *, whole: bool = False) -> str:
    """The mend of what is no number: the one that was meant, without commas and £, or else an example."""
    plain = written.ungrouped(raw.strip()).replace("£", "") if isinstance(raw, str) else ""
    if (_WHOLE if whole else _NUMBER).fullmatch(plain):
        return f"write it as {plain}"
    return "write it without decimals, such as 90" if whole else "write it as 48532 or 48532.25"


def _whole(raw: Any, _: Any) -> int:
    number = as_whole(raw)
    if number is None:
        raise ValueError(f"{shown(raw)} is not a whole number; {_as_number(raw, whole=True)}")
    if is_beyond_records(number):
        raise ValueError(f"{shown(raw)} is not a number that a record can hold")
    return number


def _yes_no(raw: Any, _: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueError(f"{shown(raw)} is neither true nor false")


def _amendments(raw: Any, _: Any) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise ValueError("it must be a table of terms and the values that replace them")
    return {key: _amended(value) for key, value in raw.items()}


def _amended(value: Any) -> Any:
    """A value as TOML holds it; JSON has days and decimals only as texts."""
    if isinstance(value, float):
        raise ValueError(
            f"{shown(value)} is not a number that can be kept exactly; write it as a whole number or a text"
        )
    if isinstance(value, Decimal):
        return _decimal(value, Decimal)
    if as_whole(value) is not None:
        return _whole(value, int)
    if not isinstance(value, str):
        return value
    if DECIMAL.fullmatch(value):
        return _decimal(value, Decimal)
    return date.fromisoformat(value) if written.ISO_DAY.fullmatch(value) else value


def _text(raw: Any, _: Any) -> str:
    if isinstance(raw, str):
        return raw
    raise ValueError(f"{shown(raw)} is not a text; put it in quotes")


def _texts(raw: Any, _: Any) -> tuple[str, ...]:
    if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return tuple(raw)
    raise ValueError(f'{shown(raw)} is not a list of texts; write it in brackets, even if it is one: ["…"]')


def _shown(raw: Any, _: Any) -> dict[str, bool]:
    if not isinstance(raw, Mapping):
        raise ValueError("it must be a table of obligations, each true or false")
    wrong = [
        (key, f"{shown(value)} is neither true nor false") for key, value in raw.items() if not isinstance(value, bool)
    ]
    if wrong:
        raise _ProblemsError(wrong)
    return dict(raw)
