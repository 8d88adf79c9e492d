"""The digest of a network's records: whether an answer was made from the same ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any, Final
from weakref import ref

import attrs

from pcn_des.network.network import Network
from pcn_des.network.records import Records, added_later

DIGITS: Final = 16  # of a digest
_MADE: Final[dict[int, tuple[ref[Network], str]]] = {}


def records_digest(network: Network) -> str:
    """The digest of everything on record: the same for the same records, from whatever kind of file they were read.

    It is made of the text that a network file has as JSON, with its fields and numbers written in one way.
    """
    key = id(network)
    made = _MADE.get(key)
    if made is not None and made[0]() is network:
        return made[1]
    digest = digest_of(network)
    _MADE[key] = ref(network, lambda _: _MADE.pop(key, None)), digest  # a timeline asks for each of its days
    return digest


def digest_of(values: Any) -> str:
    """The digest of records or plain values, in whatever order their fields are."""
    text = json.dumps(values, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:DIGITS]


def _plain(value: Any) -> Any:
    """What JSON has no word for, as a network file writes it; what is unknown is left out."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = f"{value:f}"  # whatever the caller's decimals are: `normalize` would round as they do
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, Records):
        kept = value.complete_for
        return {"complete": value.complete if kept is None else kept, "items": tuple(value)}
    if isinstance(value, Mapping):
        return dict(value)
    named = ((name, getattr(value, name), left) for name, left in _fields(type(value)))  # type: ignore[arg-type]  # a type hashes
    return {name: part for name, part, left in named if part is not None and part != left}


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a record, each with the value that is left out, as it says no more than records without it did."""
    return tuple((field.name, field.default if added_later(field) else None) for field in attrs.fields(kind))
