"""What the schemas share: days, times, objects with all their fields, and what a class says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pcn_des.docstrings import docstring

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
END: Final = r"(?![\s\S])"  # not `$`, which in some languages stands before a line break at the end too
DAY: Final[Mapping[str, Any]] = {
    "type": "string",
    "format": "date",
    "pattern": f"^[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){END}",
}
TIME: Final[Mapping[str, Any]] = {
    "type": "string",
    "pattern": rf"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{{1,6}})?)?{END}",
}


def object_of(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    """An object with these fields, of which some are needed, and no others."""
    return {"type": "object", "properties": dict(fields), "required": list(needed), "additionalProperties": False}


def whole(fields: Mapping[str, Schema]) -> Schema:
    """An object that always has all of these fields, and no others."""
    return object_of(fields, fields)


def ref(part: type) -> Schema:
    """A class described elsewhere in the schema."""
    return {"$ref": f"#/$defs/{part.__name__}"}


def words_of(part: type) -> str:
    """What a class says of itself, without the errors that it raises."""
    return (docstring(part) or "").split("\n\nRaises:")[0]


def with_points(text: str, points: Iterable[str]) -> str:
    """A text with points below it."""
    return "\n".join((text, *(f"- {point}" for point in points)))
