"""Makes text harmless for a terminal: what would steer it, or turn the direction of what is read, is spelt out."""

from __future__ import annotations

import re
from typing import Final

# Control characters, marks that change the direction of text, separators of lines and paragraphs, half characters.
_BIDIRECTIONAL: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL: Final = r"\x00-\x09\x0b-\x1f\x7f-\x9f"
_HALVES: Final = r"\ud800-\udfff"
STEERING_CHARACTERS: Final = rf"{_CONTROL}{_BIDIRECTIONAL}\u2028\u2029"  # as a class of a regular expression has them
STEERING: Final = re.compile(f"[{STEERING_CHARACTERS}{_HALVES}]")
DIRECTION: Final = re.compile(f"[{_BIDIRECTIONAL}]")


def escaped(text: str) -> str:
    r"""A text of several lines as a terminal may have it: an escape character is shown as `\x1b`, and not sent.

    A text that is escaped already stays as it is.
    """
    return STEERING.sub(_spelt, text)


def escaped_line(text: str) -> str:
    r"""The same for a text of one line: its line breaks are shown as `\n`."""
    return escaped(text).replace("\n", "\\n")


def escaped_json(text: str) -> str:
    r"""The same for JSON, of which it stays: what `json.dumps` leaves as it is becomes `\u202e`."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def spelt(character: str) -> str:
    r"""A character as it is spelt out: `\x1b`, `\u202e`."""
    return character.encode("unicode_escape").decode("ascii")


def _spelt(found: re.Match[str]) -> str:
    return spelt(found[0])
