"""Whether each field of an entry that somebody makes himself holds what its kind says: no file reader has seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs

from pcn_des.brief import briefly
from pcn_des.contract.entries import LATE, OWED_BY, STRENGTHS, Entry, Follows
from pcn_des.contract.kinds import is_of
from pcn_des.dates import Deadline
from pcn_des.sources import Citation, Standing

_CHOICES: Final = {"owed_by": OWED_BY, "strength": STRENGTHS, "late": LATE}


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_KINDS: Final[Mapping[Any, tuple[Callable[[Any], bool], str]]] = {
    str: (lambda value: isinstance(value, str), "a text"),
    bool: (lambda value: isinstance(value, bool), "True or False"),
    date: (_is_day, "a day, such as date(2022, 10, 1)"),
    Decimal: (lambda value: is_of("number", value), "a number, such as Decimal('1.5')"),
    Standing: (lambda value: isinstance(value, Standing), "a Standing, such as Standing.CONFIRMED"),
    Follows: (lambda value: isinstance(value, Follows), "a Follows, such as Follows.ADVICE"),
    Deadline: (
        lambda value: isinstance(value, Deadline) and _is_day(value.first) and _is_day(value.last),
        "a deadline, such as pcn_des.dates.Deadline.on(date(2022, 7, 31))",
    ),
    Citation: (lambda value: isinstance(value, Citation), "citations"),
}
"""What a value of each kind of field is, and what to give where it is none."""


def wrong_fields(entry: Entry) -> Iterator[str]:
    """What is wrong with the fields of an entry, each with its value and what to give in its place."""
    kinds = get_type_hints(type(entry))
    for field in attrs.fields(type(entry)):
        value, kind = getattr(entry, field.name), kinds[field.name]
        blank = isinstance(value, str) and not value.strip() and field.default != ""
        if not _fits(value, kind) or blank:
            yield f"{field.name} is {briefly(value)}; give {_wanted(kind, blank)}"
        elif field.name in _CHOICES and value not in _CHOICES[field.name]:
            yield f"{field.name} is {briefly(value)}; it must be one of: {', '.join(_CHOICES[field.name])}"


def _fits(value: Any, kind: Any) -> bool:
    if isinstance(kind, UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_fits(one, get_args(kind)[0]) for one in value)
    if kind in _KINDS:
        return _KINDS[kind][0](value)
    return kind is Any or isinstance(value, kind)


def _wanted(kind: Any, blank: bool) -> str:
    """What a field of a kind takes, in words."""
    if isinstance(kind, UnionType):
        return ", or ".join(_wanted(one, blank) for one in get_args(kind))
    if get_origin(kind) is tuple:
        one = get_args(kind)[0]
        return f"a tuple of {'texts' if one is str else _wanted(one, blank)}"
    if kind is NoneType:
        return "None"
    if kind is str and blank:
        return "a text with something in it"
    return _KINDS[kind][1] if kind in _KINDS else f"a {kind.__name__}"
