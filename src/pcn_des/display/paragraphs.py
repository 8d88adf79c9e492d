"""How text is laid out for a terminal: paragraphs that hang below a mark, a label or a bullet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import wrap
from typing import Final

from pcn_des.sources import Citation
from pcn_des.wording import MONTHS

WIDTH: Final = 80
_KEPT: Final = "\x1f"  # a space at which no line ends; no text has one
_DAY: Final = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?: \d{{4}})?")


def filled(text: str, width: int, mark: str = "") -> list[str]:
    """A paragraph no wider than `width`: the first line after `mark`, the others below its text. No line ends in a day.

    Examples:
        >>> filled("In force from 1 October 2022 on", 22)
        ['In force from', '1 October 2022 on']
    """
    lines = wrap(
        _DAY.sub(lambda day: day[0].replace(" ", _KEPT), text),
        width,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_KEPT, " ") for line in lines] or [mark]


def cut(text: str, width: int) -> str:
    """A line no wider than `width`, cut between words; a mark says that it goes on.

    Examples:
        >>> cut("Network Agreement signed by every practice", 32)
        'Network Agreement signed by …'
        >>> cut("short", 32)
        'short'
    """
    if len(text) <= width:
        return text
    room = text[: width - 1]
    whole = room.rpartition(" ")[0].rstrip() or room[:-1]
    return f"{whole} …"


def each_filled(texts: Iterable[str], width: int) -> list[str]:
    """A paragraph for each text."""
    return [line for text in texts for line in filled(text, width)]


def labelled(label: str, value: str, width: int) -> list[str]:
    """A paragraph after its label: `Clause:      5.3`; below it, where a word of it has no room beside the label."""
    beside, below = filled(value, width, f"{label + ':':<12} "), filled(value, width, "    ")
    fits = max(map(len, beside)) <= width or max(map(len, below)) > width
    return beside if fits else [f"{label}:", *below]


def bullets(items: Iterable[str], width: int) -> list[str]:
    """A list, a paragraph for each of its items."""
    return [line for item in items for line in filled(item, width, "  - ")]


def listed(title: str, items: Iterable[str], width: int) -> list[str]:
    """A list under its title and before an empty line; nothing at all where it has no items."""
    lines = bullets(items, width)
    return [title, *lines, ""] if lines else []


def noted(notes: Iterable[str], width: int) -> list[str]:
    """What a reader has to know of the whole, each before an empty line."""
    return [line for note in notes for line in (*filled(f"Note: {note}", width), "")]


def cited(citations: Iterable[Citation], width: int, mark: str) -> list[str]:
    """Sources, each with the few words of it that carry what is said."""
    return [line for citation in citations for line in filled(f"{citation}: “{citation.words}”", width, mark)]


def grid_row(name: str, cells: Iterable[str], names: int, wide: int) -> list[str]:
    """A name and its cells, each so wide; a name that leaves no room for them has a line of its own."""
    row = "".join(f"{cell:>{wide}}" for cell in cells)
    return [f"{name:<{names}}{row}"] if len(name) <= names else [name, f"{'':<{names}}{row}"]
