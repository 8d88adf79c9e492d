"""How far long work has come, in a line on a terminal; nothing where nobody looks at one."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from operator import length_hint
from typing import Final, TextIO, TypeVar

from pcn_des.wording import count_of

Item = TypeVar("Item")
WIDTH: Final = 30  # of the bar
_EACH: Final = 0.1  # seconds between two looks of the line


def followed(items: Iterable[Item], what: str, total: int | None = None, to: TextIO | None = None) -> Iterator[Item]:
    """The same items, with a line that says how many came so far.

    Args:
        items: what is worked through.
        what: what one of them is.
        total: how many there will be; a count without a bar where nobody knows.
        to: where the line goes; standard error, if that is a terminal.
    """
    stream = sys.stderr if to is None else to
    if stream is None or not stream.isatty():  # None where it is closed
        yield from items
        return
    said = 0.0
    count = 0
    try:
        for count, item in enumerate(items, 1):
            if time.monotonic() - said >= _EACH:
                said = time.monotonic()
                stream.write(f"\r{line(count, total, what)}")
                stream.flush()
            yield item
    finally:
        stream.write(f"\r{line(count, total, what)}\n")
        stream.flush()


def line(count: int, total: int | None, what: str) -> str:
    """How far it has come: `[#####     ] 650 of 1,298 networks`."""
    if not total:
        return count_of(count, what)
    full = min(WIDTH, WIDTH * count // total)
    return f"[{'#' * full}{' ' * (WIDTH - full)}] {count:,} of {count_of(total, what)}"


def known_length(items: Iterable[object]) -> int | None:
    """How many items there are, where that is known without going through them."""
    return length_hint(items, 0) or None
