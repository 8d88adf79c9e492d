"""The JSON Schema of the network file, made from the classes that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import attrs

from pcn_des.escaping import STEERING_CHARACTERS
from pcn_des.formats.network_file.plain import FORMAT, FORMAT_KEY
from pcn_des.formats.schema.shared import DAY, DIALECT, END, TIME, Schema, object_of, ref, with_points, words_of
from pcn_des.formats.workbook.fields import Field, Kind, Limits, fields_of
from pcn_des.formats.workbook.sheets import SHEETS
from pcn_des.network import Network

_DIGITS: Final = r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?"
_NOT_BLANK: Final = r"\S"
_FORMAT: Final[Schema] = {
    "description": "The format of the file; without it, the first.",
    "type": "integer",
    "minimum": 1,
    "maximum": FORMAT,
}
_PLAIN: Final = f"^[^{STEERING_CHARACTERS}]*{END}"  # see plain_text
_PLAIN_LINE: Final = f"^[^{STEERING_CHARACTERS}\\n]*{END}"

BEYOND_THE_SCHEMA: Final = (
    "a day is one of the calendar (2023-02-31 is none); a validator that asserts `format` checks it",
    "a spell ends on or after the day on which it starts, and a record counts until its own day or later",
    "a session ends after it starts, on the same day",
    "a week starts on a Monday, and a month is written as its first day",
    "a contract year ends in the year after that in which it starts (2022/23)",
    "a whole number is written without a decimal point (5, not 5.0)",
    "what was paid, claimed or invoiced is of whole pence",
    "the WTE of a post is at most 1, and so is a part of one that is written as a text",
    "what a post costs is told in one way: by its annual cost, its pay or its invoices; and a certificate by its day "
    "or by the years since",
    "the invoices of a post are on record once a month, and so are its extra hours; spells of its pay don't overlap, "
    "nor do those of its leave",
    "a post that covers the leave of another, and a claim where the list of posts is complete, name a post on record",
    "only a local_variation amends terms; an amended value that is a text is not one that looks like a day",
    "practices, care homes, cancelled sessions and posts are on record once, by their code, location or id",
    "an admission is on record once in its care home, by its id",
    "the sum of a week is on record once for each access service",
    "spells of commissioners, of payees, of Network Agreements, and of the membership of one practice don't overlap",
    "a spell that says how it ended has a last day, `into` stands where a practice merged and only there, and no spell "
    "goes on the day after one that ended",
    "no practice merged into itself, at once or by way of others",
    "a network does not close before it opens",
    "the post of clinical director is not vacant while somebody holds it",
    "two local variations that are in force together don't give a term different values",
    "two populations of one kind, day and edition are equal, and so are two counts of the beds of one month",
    "a decision lapses on its own day or later, and two about one duty and subject don't judge it differently on a day",
    "a make-up is not before the session that was cancelled",
    "a session of one member of staff is not on record both as agreed outside the hours and as not agreed",
    "the signatures under a Network Agreement are not complete for some days only",
    "the figures of an indicator are on record once for a day and a practice, and so is each adjustment of a year, "
    "each finding about a part of the improvement payment, and its declaration in a year",
    "an exception for some subjects names practices, homes, admissions, cancelled sessions or directors on record",
)
"""What the reader of a network also checks and a schema can't say."""


def network_schema() -> Schema:
    """The JSON Schema of a network file in JSON: what it accepts, `read_network` accepts, but for `BEYOND_THE_SCHEMA`.

    The reader takes a little more: times written as 9:05 or 18.30.
    """
    records = list(_records(Network))
    return {
        "$schema": DIALECT,
        "title": "Network",
        "description": with_points(
            f"{words_of(Network)}\n\nThe reader also checks what this schema can't say:", BEYOND_THE_SCHEMA
        ),
        **object_of({FORMAT_KEY: _FORMAT, **_fields_of_network()}, _needed(Network)),
        "$defs": {record.__name__: _record(record) for record in records},
    }


def _fields_of_network() -> Schema:
    return {name: _field(Network, field) for name, field in fields_of(Network).items()}


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
    return {"description": words_of(record), **object_of(fields, _needed(record))}


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
            return dict(DAY)
        case Kind.TIME:
            return dict(TIME)
        case Kind.NUMBER:
            return _number(field.limits)
        case Kind.WHOLE:
            return {"type": "integer", **_least(field.limits)}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.NAMES:
            return {"type": "array", "items": {"type": "string", "pattern": _PLAIN_LINE}}
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
        return {"type": "string", "pattern": f"^{limits.pattern}{END}"}
    if limits.not_blank:
        return {"type": "string", "allOf": [{"pattern": _NOT_BLANK}, {"pattern": _PLAIN_LINE}]}
    return {"type": "string", "pattern": _PLAIN}


def _number(limits: Limits) -> Schema:
    """A number, or the same as text; both are kept exactly."""
    sign = "-?" if limits.least is None else ""
    more = "(?=[^eE]*[1-9])" if limits.beyond else ""
    text = {"type": "string", "pattern": f"^{more}{sign}{_DIGITS}{END}"}
    return {"anyOf": [{"type": "number", **_least(limits), **_most(limits)}, text]}


def _least(limits: Limits) -> Schema:
    if limits.least is None:
        return {}
    return {"exclusiveMinimum" if limits.beyond else "minimum": limits.least}


def _most(limits: Limits) -> Schema:
    return {} if limits.most is None else {"maximum": limits.most}


def _list(item: type[attrs.AttrsInstance]) -> Schema:
    items = {"type": "array", "items": ref(item)}
    kept = object_of({"since": dict(DAY), "until": dict(DAY)}, ["since"])
    complete = {
        "description": "whether what the list omits did not happen; or the days for which a log was kept",
        "anyOf": [{"type": "boolean"}, kept],
    }
    return {
        "description": "a list with gaps (complete, where it is empty), or one that says whether it is complete",
        "anyOf": [items, object_of({"complete": complete, "items": items}, [])],
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
