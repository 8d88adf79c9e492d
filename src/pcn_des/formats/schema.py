"""The JSON Schema of the network file and of the report, made from the classes that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from pcn_des.answers.finding import FactUse, Finding, TermUse
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.status import Status
from pcn_des.dates import Deadline
from pcn_des.docstrings import docstring
from pcn_des.formats.workbook.fields import Field, Kind, Limits, fields_of
from pcn_des.formats.workbook.sheets import SHEETS
from pcn_des.network import Network
from pcn_des.sources import Citation, Document, Standing
from pcn_des.units import Quantity

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_END: Final = r"(?![\s\S])"  # not `$`, which in some languages stands before a line break at the end too
_DAY: Final[Mapping[str, Any]] = {
    "type": "string",
    "format": "date",
    "pattern": f"^[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_END}",
}
_TIME: Final[Mapping[str, Any]] = {
    "type": "string",
    "pattern": rf"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{{1,6}})?)?{_END}",
}
_DIGITS: Final = r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?"
_NOT_BLANK: Final = r"\S"

BEYOND_THE_SCHEMA: Final = (
    "a day is one of the calendar (2023-02-31 is none); a validator that asserts `format` checks it",
    "a spell ends on or after the day on which it starts, and a record counts until its own day or later",
    "a session ends after it starts, on the same day",
    "a week starts on a Monday, and a month is written as its first day",
    "a whole number is written without a decimal point (5, not 5.0)",
    "the WTE of a post is at most 1",
    "only a local_variation amends terms; an amended value that is a text is not one that looks like a day",
    "practices, care homes, cancelled sessions and posts are on record once, by their code, location or id",
    "an admission is on record once in its care home, by its id",
    "the sum of a week is on record once for each access service",
    "spells of commissioners, of payees, of Network Agreements, and of the membership of one practice don't overlap",
    "the post of clinical director is not vacant while somebody holds it",
    "two local variations that are in force together don't give a term different values",
)
"""What the reader of a network also checks and a schema can't say."""


def network_schema() -> Schema:
    """The JSON Schema of a network file in JSON: what it accepts, `read_network` accepts, but for `BEYOND_THE_SCHEMA`.

    The reader takes a little more: days and times in the other forms of ISO 8601.
    """
    records = list(_records(Network))
    return {
        "$schema": DIALECT,
        "title": "Network",
        "description": _listed(
            f"{_words(Network)}\n\nThe reader also checks what this schema can't say:", BEYOND_THE_SCHEMA
        ),
        **_object({name: _field(Network, field) for name, field in fields_of(Network).items()}, _needed(Network)),
        "$defs": {record.__name__: _record(record) for record in records},
    }


def report_schema() -> Schema:
    """The JSON Schema of a report as `Report.to_dict()` gives it: nearly every field is always there."""
    return {
        "$schema": DIALECT,
        "title": "Report",
        "description": "The findings on one network on one day. It shows what records say; the commissioner decides.",
        **_whole(
            {
                "heading": _ref(Heading),
                "receipt": _ref(Receipt),
                "counts": {
                    "description": "how many findings have each status, the worst first",
                    "type": "object",
                    "propertyNames": {"enum": [status.value for status in Status]},
                    "additionalProperties": {"type": "integer", "minimum": 1},
                },
                "notes": {"type": "array", "items": {"type": "string"}},
                "findings": {"type": "array", "items": _ref(Finding)},
                "due_soon": {
                    "description": "what is not on record as done, and whose day comes within three months",
                    "type": "array",
                    "items": _whole(
                        {
                            "rule": {"type": "string"},
                            "subject": {"type": ["string", "null"]},
                            "due": {"type": "string", "description": "a day, or a month whose day is not established"},
                        }
                    ),
                },
                "records_wanted": {
                    "description": "the shortest list of records that would settle most of what is unknown",
                    "type": "array",
                    "items": _whole(
                        {"record": {"type": "string"}, "settles": {"type": "array", "items": {"type": "string"}}}
                    ),
                },
            }
        ),
        "$defs": {
            **{part.__name__: _reported(part) for part in (Heading, Receipt, Finding, FactUse, TermUse)},
            "Quantity": _quantity(),
            "Citation": _citation(),
        },
    }


# --- the network ------------------------------------------------------------------------------------------------------


def _records(record: type[attrs.AttrsInstance]) -> Iterable[type[attrs.AttrsInstance]]:
    """The record classes inside a record class, each once."""
    found: dict[type[attrs.AttrsInstance], None] = {}
    for field in fields_of(record).values():
        if field.item is not None:
            found[field.item] = None
            found.update(dict.fromkeys(_records(field.item)))
    return found


def _record(record: type[attrs.AttrsInstance]) -> Schema:
    fields = {name: _field(record, field) for name, field in fields_of(record).items()}
    return {"description": _words(record), **_object(fields, _needed(record))}


def _needed(record: type[attrs.AttrsInstance]) -> list[str]:
    return [name for name, field in fields_of(record).items() if field.needed]


def _field(record: type[attrs.AttrsInstance], field: Field) -> Schema:
    value = _value(field)
    help_text = _help().get((record, field.name))
    if help_text:
        value = {"description": help_text, **value}
    if not field.optional:
        return value
    return {"anyOf": [value, {"type": "null"}]}


def _value(field: Field) -> Schema:
    match field.kind:
        case Kind.TEXT:
            return _text(field.limits)
        case Kind.DAY:
            return dict(_DAY)
        case Kind.TIME:
            return dict(_TIME)
        case Kind.NUMBER:
            return _number(field.limits)
        case Kind.WHOLE:
            return {"type": "integer", **_least(field.limits)}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.NAMES:
            return {"type": "array", "items": {"type": "string"}}
        case Kind.YES_NO_BY_NAME:
            return {"type": "object", "additionalProperties": {"type": "boolean"}}
        case Kind.VALUE_BY_NAME:
            return {"type": "object", "additionalProperties": {"type": ["boolean", "number", "string"]}}
        case Kind.LIST:
            assert field.item is not None
            return _list(field.item)


def _text(limits: Limits) -> Schema:
    if limits.choices:
        return {"enum": list(limits.choices)}
    if limits.pattern:
        plain = limits.pattern.replace(r"\d", "[0-9]")
        return {"type": "string", "pattern": f"^{plain}{_END}"}
    return {"type": "string", "pattern": _NOT_BLANK} if limits.not_blank else {"type": "string"}


def _number(limits: Limits) -> Schema:
    """A number, or the same as text; both are kept exactly."""
    sign = "-?" if limits.least is None else ""
    more = "(?=[^eE]*[1-9])" if limits.beyond else ""
    text = {"type": "string", "pattern": f"^{more}{sign}{_DIGITS}{_END}"}
    return {"anyOf": [{"type": "number", **_least(limits)}, text]}


def _least(limits: Limits) -> Schema:
    if limits.least is None:
        return {}
    return {"exclusiveMinimum" if limits.beyond else "minimum": limits.least}


def _list(item: type[attrs.AttrsInstance]) -> Schema:
    items = {"type": "array", "items": _ref(item)}
    kept = _object({"since": dict(_DAY), "until": dict(_DAY)}, ["since"])
    complete = {
        "description": "whether what the list omits did not happen; or the days for which a log was kept",
        "anyOf": [{"type": "boolean"}, kept],
    }
    return {
        "description": "a list with gaps (complete, where it is empty), or one that says whether it is complete",
        "anyOf": [items, _object({"complete": complete, "items": items}, [])],
    }


@lru_cache(maxsize=1)
def _help() -> Mapping[tuple[type[attrs.AttrsInstance], str], str]:
    """What the workbook says of each field."""
    found: dict[tuple[type[attrs.AttrsInstance], str], str] = {}
    for sheet in SHEETS:
        found.update({(Network, column.fields[0]): column.help for column in sheet.form})
        for listed in sheet.lists:
            for column in sheet.columns:
                field = sheet.field(column, listed)
                if field is not None:
                    found[listed.record, field.name] = f"{column.heading}: {column.help}"
    return found


# --- the report -------------------------------------------------------------------------------------------------------


_SELDOM: Final = ((TermUse, "hypothetical"),)  # fields that the report may leave out: the finding says the same


def _reported(part: type[attrs.AttrsInstance]) -> Schema:
    hints = get_type_hints(part)
    fields = {field.name: _reported_value(hints[field.name]) for field in attrs.fields(part)}
    return {"description": _words(part), **_object(fields, [name for name in fields if (part, name) not in _SELDOM])}


def _reported_value(hint: Any) -> Schema:
    """How a value of a type stands in a report."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [_reported_value(kind) for kind in get_args(hint)]}
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        return {"type": "array", "items": _reported_value(get_args(hint)[0])}
    if hint in (FactUse, TermUse, Finding, Quantity, Citation):
        return _ref(hint)
    raise TypeError(f"the schema of the report doesn't know the type {hint}")


_PLAIN: Final[Mapping[Any, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: _DAY,
    type(None): {"type": "null"},
    Status: {"enum": [status.value for status in Status]},
    Standing: {"enum": [standing.value for standing in Standing]},
    Deadline: {
        "description": "a day, or a month where only that is established",
        "type": "string",
        "pattern": f"^[0-9]{{4}}-[0-9]{{2}}(-[0-9]{{2}})?{_END}",
    },
}


def _quantity() -> Schema:
    text = {"description": "a number, written exactly", "type": "string"}
    return {
        "description": "an amount with its unit, and what it would be in other readings of the contract's text",
        **_whole({"value": text, "unit": {"type": "string"}, "alternatives": {"type": "array", "items": text}}),
    }


def _citation() -> Schema:
    hints = get_type_hints(Document)
    document = {name: _reported_value(hints[name]) for name in ("publisher", "title", "url", "published")}
    key = {"description": "the document's key in the contract data", "type": "string"}
    return {"description": _words(Citation), **_whole({"document": key, **document, "words": {"type": "string"}})}


# --- both -------------------------------------------------------------------------------------------------------------


def _object(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": list(needed), "additionalProperties": False}


def _whole(fields: Mapping[str, Schema]) -> Schema:
    return _object(fields, fields)


def _ref(part: type) -> Schema:
    return {"$ref": f"#/$defs/{part.__name__}"}


def _words(part: type) -> str:
    """What a class says of itself, without the errors that it raises."""
    return (docstring(part) or "").split("\n\nRaises:")[0]


def _listed(text: str, points: Iterable[str]) -> str:
    return "\n".join((text, *(f"- {point}" for point in points)))
