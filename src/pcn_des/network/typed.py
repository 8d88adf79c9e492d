"""What the fields of records take: the type that they declare, and what becomes one of it beyond doubt.

One mechanism for all: a record class says `field_transformer=typed`, and its annotations the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from pcn_des.arguments import as_whole
from pcn_des.brief import briefly
from pcn_des.errors import MisuseError, WrongTypeError
from pcn_des.values import EXACTLY

_MUST_BE: Final[Mapping[Any, str]] = {
    str: "a text",
    date: "a datetime.date such as date(2022, 11, 1)",
    time: "a datetime.time without a time zone, such as time(18, 30)",
    Decimal: "a Decimal, a whole number, or a text such as '48532.00'",
    int: "a whole number",
    bool: "True or False",
    tuple[str, ...]: "a list of texts",
    Mapping[str, bool]: "a mapping of names to True or False",
    Mapping[str, Any]: "a mapping of names to values",
}
_ONE_IN_PLACE_OF_SEVERAL: Final = (str, bytes, bytearray, Mapping)
_RIGHT_TYPE: Final[Mapping[Any, type]] = {Decimal: str, time: time}  # of which some are no number, or have a zone
_UNFIT: Final = object()


def typed(record: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """A field transformer of attrs: a value that a field can't take is refused before anything is made of it."""
    return [field.evolve(converter=_taker(record, field)) for field in fields]


def _taker(record: type, field: attrs.Attribute[Any]) -> Callable[[Any], Any]:
    """The converter of a field. Records are made by the hundred thousand: what fits already costs one look."""
    convert = getattr(field.converter, "within", field.converter)  # an inherited field has a taker of its class
    as_they_are: set[type] = set()  # the types of values that need no second look, once the annotation was read

    def taken(value):  # type: ignore[no-untyped-def]  # its annotation is that of the field, below
        if type(value) in as_they_are:
            return value
        kind, optional = _declared(record)[field.name]
        if not as_they_are:
            as_they_are.update(_taken_as_they_are(kind, optional))
            if type(value) in as_they_are:
                return value
        found = _fitting(kind, value, convert)
        if found is _UNFIT:
            mend = "; its .date() is the day" if kind is date and isinstance(value, datetime) else ""
            form = f"{_must_be(kind)}{' or None' if optional else ''}"
            error = MisuseError if isinstance(value, _RIGHT_TYPE.get(kind, ())) else WrongTypeError
            raise error(f"{record.__name__}.{field.name} is {briefly(value)}; it must be {form}{mend}")
        return found

    taken.within = convert  # type: ignore[attr-defined]
    taken.__annotations__ = {"value": field.type}  # which attrs gives to the parameter of the class
    return taken


@cache
def _declared(record: type) -> Mapping[str, tuple[Any, bool]]:
    """The type of each field of a record class, and whether it may be None."""
    return {name: without_none(hint) for name, hint in get_type_hints(record).items()}


def without_none(hint: Any) -> tuple[Any, bool]:
    """The type that an annotation declares, and whether the value may be None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    (kind,) = (part for part in get_args(hint) if part is not type(None))
    return kind, True


def _taken_as_they_are(kind: Any, optional: bool) -> set[type]:
    exact = {kind} if isinstance(kind, type) and kind is not time else set()  # a time may have a zone
    return exact | ({type(None)} if optional else set())


def _must_be(kind: Any) -> str:
    return _MUST_BE.get(kind) or f"a list of {get_args(kind)[0].__name__} records"


def _fitting(kind: Any, value: Any, convert: Any) -> Any:
    """A value as a field of this type keeps it; _UNFIT where it is none of it."""
    if kind in (int, Decimal):
        return _number(kind, value)
    if isinstance(kind, type):
        return value if isinstance(value, kind) and not isinstance(value, datetime) and not _has_zone(value) else _UNFIT
    if get_origin(kind) is Mapping:
        return convert(value) if _is_mapping_to(get_args(kind)[1], value) else _UNFIT
    if isinstance(value, _ONE_IN_PLACE_OF_SEVERAL) or not isinstance(value, Iterable):
        return _UNFIT
    found = convert(value)
    item = get_args(kind)[0]
    return _UNFIT if set(map(type, found)) - {item} and not all(isinstance(one, item) for one in found) else found


def _number(kind: type, value: Any) -> Any:
    whole = as_whole(value)
    if whole is not None:
        return kind(whole)
    if kind is int or not isinstance(value, str | Decimal):
        return _UNFIT
    try:
        return Decimal(value, EXACTLY)  # also where the caller has turned its traps off
    except InvalidOperation:
        return _UNFIT


def _has_zone(value: Any) -> bool:
    """Whether it is a time that can't be compared with those of the other records."""
    return isinstance(value, time) and value.tzinfo is not None


def _is_mapping_to(kind: Any, value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and (kind is Any or isinstance(one, kind)) for name, one in value.items()
    )
