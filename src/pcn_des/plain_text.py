"""Refuses what no name and no note has: characters that steer a terminal, turn text round or are half a character."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pcn_des.errors import PlainTextError
from pcn_des.escaping import DIRECTION, STEERING, spelt

_LONGEST = 60  # characters of a text that a message repeats


def plain_text(text: str, *, lines: bool = False) -> str:
    r"""The same text, if it is plain: no control characters, no marks that turn its direction, no half characters.

    `lines` allows line breaks, for notes; a name has none.

    Raises:
        PlainTextError: it is not plain; the message says which character it has, and the mend. It is a `ValueError`.

    Examples:
        >>> plain_text("Elm Surgery")
        'Elm Surgery'
        >>> plain_text("Elm\x1b[2J")
        Traceback (most recent call last):
            ...
        pcn_des.errors.PlainTextError: 'Elm\x1b[2J' has a control character (\x1b); remove it
    """
    found = STEERING.search(text)
    if found is None and (lines or "\n" not in text):
        return text
    character = found[0] if found else "\n"
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    raise PlainTextError(f"{shown!r} has {_what(character)} ({spelt(character)}); remove it")


def plain_texts(value: Any, *, lines: bool = False) -> Any:
    """The same value, if every text in it is plain: itself, the items of a list, the names and values of a table.

    Raises:
        PlainTextError: one is not.
    """
    if isinstance(value, str):
        return plain_text(value, lines=lines)
    if isinstance(value, Mapping):
        for name, part in value.items():
            plain_texts(name)
            plain_texts(part, lines=True)
    elif isinstance(value, tuple | list):
        for part in value:
            plain_texts(part)
    return value


def _what(character: str) -> str:
    if character == "\n":
        return "a line break"
    if DIRECTION.match(character):
        return "a mark that turns the direction of text"
    if "\ud800" <= character <= "\udfff":
        return "half a character"
    return "a line separator" if character in "\u2028\u2029" else "a control character"
