"""The JSON Schema of the report, as `Report.to_dict()` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from pcn_des.answers.finding import FactUse, Finding
from pcn_des.answers.order import Block
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.report import REPORT_FORMAT
from pcn_des.answers.status import Status
from pcn_des.contract.entries import Follows, Term
from pcn_des.dates import Deadline
from pcn_des.formats.schema.shared import DAY, DIALECT, END, Schema, object_of, ref, whole, words_of
from pcn_des.network.decisions import Decision
from pcn_des.sources import Citation, Document, Standing
from pcn_des.units import Quantity

_FINDING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("rule", "title", "owed_by", "strength"), str),
    "status": Status,
    "reason": str,
    "subject": str | None,
    "subject_name": str,
    "observed": Quantity | date | str | None,
    "required": Quantity | date | str | None,
    "working": str,
    "working_otherwise": str,
    "due": Deadline | None,
    "other_dues": tuple[Deadline, ...],
    "done": date | None,
    "late_by": int | None,
    "missing": tuple[str, ...],
    "to_judge": str,
    "settled": Decision | None,
    "exception": str,
    "without_exception": Status | None,
    "clause": str | None,
    "since": date | None,
    "standing": Standing | None,
    **dict.fromkeys(("note", "consequence"), str),
    "follows": Follows | None,
    "short_since": date | None,
    "facts": tuple[FactUse, ...],
    "terms": tuple[Term, ...],
    "citations": tuple[Citation, ...],
    **dict.fromkeys(("text_missing", "hypothetical"), bool),
    "parts": tuple[Finding, ...],
}
_FACT: Final[Mapping[str, Any]] = dict.fromkeys(("name", "title", "value", "because"), str)
_TERM: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("key", "value"), str),
    "since": date,
    "clause": str | None,
    "standing": Standing | None,
    "note": str,
    "citations": tuple[Citation, ...],
    "hypothetical": bool,
}
_DECISION: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("judged", "by"), str),
    "on": date,
    "until": date | None,
    "document": str,
}
_SELDOM: Final = ("hypothetical",)  # what a term may leave out: the finding says the same


def report_schema() -> Schema:
    """The JSON Schema of a report as `Report.to_dict()` gives it: nearly every field is always there."""
    return {
        "$schema": DIALECT,
        "title": "Report",
        "description": "The findings on one network on one day. It shows what records say; the commissioner decides.",
        **whole(
            {
                "format": {"description": "of a saved report", "const": REPORT_FORMAT},
                "heading": ref(Heading),
                "receipt": ref(Receipt),
                "counts": {
                    "description": "how many duties have each status, the worst first",
                    "type": "object",
                    "propertyNames": {"enum": [status.value for status in Status]},
                    "additionalProperties": {"type": "integer", "minimum": 1},
                },
                "notes": {"type": "array", "items": {"type": "string"}},
                "blocks": {
                    "description": "the blocks of the report in their order, each with the duties in it, in order",
                    "type": "array",
                    "items": whole(
                        {
                            "block": {"enum": [block.value for block in Block]},
                            "rules": {"type": "array", "items": {"type": "string"}},
                        }
                    ),
                },
                "findings": {
                    "description": "every finding once, in the order of the report",
                    "type": "array",
                    "items": ref(Finding),
                },
                "due_soon": {
                    "description": "what is not on record as done, and whose day comes within three months",
                    "type": "array",
                    "items": whole(
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
                    "items": whole(
                        {"record": {"type": "string"}, "settles": {"type": "array", "items": {"type": "string"}}}
                    ),
                },
            }
        ),
        "$defs": {
            **{part.__name__: _of_class(part) for part in (Heading, Receipt)},
            "Finding": _reported(Finding, _FINDING),
            "FactUse": _reported(FactUse, _FACT),
            "Term": _reported(Term, _TERM, _SELDOM),
            "Quantity": _quantity(),
            "Decision": _reported(Decision, _DECISION),
            "Citation": _citation(),
        },
    }


def _of_class(part: type[attrs.AttrsInstance]) -> Schema:
    fields = {field.alias or field.name: _hint(part, field) for field in attrs.fields(part)}
    return _reported(part, fields, ("draft",))  # which a receipt of a draft alone has


def _hint(part: type, field: attrs.Attribute[Any]) -> Any:
    """The type of a field as it is read: a property may have what is kept in another way."""
    read = getattr(part, field.alias or field.name)
    return get_type_hints(read.fget)["return"] if isinstance(read, property) else get_type_hints(part)[field.name]


def _reported(part: type, fields: Mapping[str, Any], seldom: tuple[str, ...] = ()) -> Schema:
    needed = [name for name in fields if name not in seldom]
    values = {name: _reported_value(hint) for name, hint in fields.items()}
    return {"description": words_of(part), **object_of(values, needed)}


def _reported_value(hint: Any) -> Schema:
    """How a value of a type stands in a report."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [_reported_value(kind) for kind in get_args(hint)]}
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        return {"type": "array", "items": _reported_value(get_args(hint)[0])}
    if hint in (FactUse, Term, Finding, Quantity, Citation, Decision):
        return ref(hint)
    raise TypeError(f"the schema of the report doesn't know the type {hint}")


_PLAIN: Final[Mapping[Any, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: DAY,
    NoneType: {"type": "null"},
    Status: {"enum": [status.value for status in Status]},
    Follows: {"enum": [follows.value for follows in Follows]},
    Standing: {"enum": [standing.value for standing in Standing]},
    Deadline: {
        "description": "a day, or a month where only that is established",
        "type": "string",
        "pattern": f"^[0-9]{{4}}-[0-9]{{2}}(-[0-9]{{2}})?{END}",
    },
}


def _quantity() -> Schema:
    text = {"description": "a number, written exactly", "type": "string"}
    open_end = {"anyOf": [text, {"type": "null"}]}
    return {
        "description": "an amount with its unit: its value where it is exact, and the ends between which it lies",
        **whole(
            {
                "value": open_end,
                "unit": {"type": "string"},
                "at_least": open_end,
                "at_most": open_end,
                "by_reading": {"type": "array", "items": text},
            }
        ),
    }


def _citation() -> Schema:
    hints = get_type_hints(Document)
    document = {name: _reported_value(hints[name]) for name in ("publisher", "title", "url", "published")}
    key = {"description": "the document's key in the contract data", "type": "string"}
    return {"description": words_of(Citation), **whole({"document": key, **document, "words": {"type": "string"}})}
