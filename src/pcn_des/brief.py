"""A repr of one line, under 200 characters, whatever a thing holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, Final

import attrs

LONGEST: Final = 199  # characters of a repr
LONGEST_PART: Final = 60  # characters of one value in it
LONGEST_NAME: Final = 120  # characters of a name that is repeated; the longest of the contract's keys have 90
MOST_SHOWN: Final = 3  # things in one value that are shown, and not only counted


class Brief:
    """A thing of named fields: its repr has those that were given, the long ones cut and the large ones counted.

    An attrs class that derives from it says `repr=False`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        kind: Any = type(self)
        given = ((field, getattr(self, field.alias)) for field in attrs.fields(kind) if field.repr)
        parts = (f"{field.alias}={_part(value)}" for field, value in given if not _left_alone(field, value))
        return in_a_line(f"{kind.__name__}(", parts, ")")


def bracketed(text: str) -> str:
    """What a thing says of itself in its repr, <in brackets>, on one line and cut where it is too long."""
    return f"<{cut(' '.join(text.split()), LONGEST - 2)}>"


def in_a_line(begin: str, parts: Iterable[str], end: str) -> str:
    """As many of the parts as one line has room for, with commas between; … stands for the others."""
    line = cut(begin, LONGEST_PART + 40)
    room = LONGEST - len(line) - len(end) - len(", …")
    said: list[str] = []
    for part in parts:
        room -= len(part) + len(", ")
        if room < 0:
            said.append("…")
            break
        said.append(part)
    return f"{line}{', '.join(said)}{end}"


def cut(text: str, longest: int) -> str:
    """A text in one line, at most so long."""
    line = text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def briefly(value: object) -> str:
    """A value as messages repeat it: as Python writes it, at most as long as one can read."""
    return cut(as_python_writes(value), LONGEST_PART)


def as_python_writes(value: object) -> str:
    """The repr of a value, however long.

    A message about a value must not fail for what Python can't write, such as a number of 5,000 digits.
    """
    try:
        return repr(value)
    except Exception:
        return f"a thing of the type {type(value).__name__}"


def by_name(name: object) -> str:
    """A name as messages repeat it: a text without quotes, at most as long as one can read; anything else briefly."""
    return cut(name, LONGEST_NAME) if isinstance(name, str) else briefly(name)


def _left_alone(field: attrs.Attribute[Any], value: Any) -> bool:
    """Whether a field has what it has where nothing is given."""
    default: Any = field.default
    made = getattr(default, "factory", None)
    left: bool = type(value) is type(default) and value == default if made is None else value == made()
    return left


def _part(value: Any) -> str:
    if isinstance(value, Mapping | tuple | list | set | frozenset) and len(value) > MOST_SHOWN:
        return f"<{len(value):,}>"
    return cut(value.isoformat() if isinstance(value, date | time) else repr(value), LONGEST_PART)
