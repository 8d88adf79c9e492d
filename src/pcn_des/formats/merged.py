"""Merged cells of a sheet: a spreadsheet keeps the value of the first, and nothing where the others stand.

What looks like one value for several rows or columns would be read as empty in all but the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@attrs.frozen
class Covered:
    """What a cell has that another covers: nothing that can be seen, and yet it is not empty. `area` is like A4:A5."""

    area: str

    @property
    def mend(self) -> str:
        """What to do about it."""
        return f"it is part of the merged cell {self.area}; unmerge it, and write into each cell what belongs there"

    def __str__(self) -> str:
        return ""


@attrs.frozen
class Area:
    """A merged cell: the rows and the places (0 is the first column) that it covers, both ends included."""

    named: str
    first_row: int
    last_row: int
    first: int
    last: int

    @classmethod
    def of(cls, named: str) -> Area:
        """The area of a reference such as A4:A5.

        Raises:
            ValueError: it is none.
        """
        found = _AREA.fullmatch(named)
        if found is None:
            raise ValueError(f"'{named}' is no area of cells")
        first, last = sorted((_place(found[1]), _place(found[3])))
        first_row, last_row = sorted((int(found[2]), int(found[4])))
        return cls(named, first_row, last_row, first, last)


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def covered(areas: Iterable[Area], width: int) -> Iterator[dict[int, Covered]]:
    """Of each row, from the first on and without end, the places among the first `width` that others cover.

    Raises:
        ValueError: the areas lie over each other.
    """
    waiting = sorted((area for area in areas if area.first < width), key=lambda area: area.first_row, reverse=True)
    here: list[Area] = []
    number = 0
    while True:
        number += 1
        while waiting and waiting[-1].first_row <= number:
            here.append(waiting.pop())
        here = [area for area in here if area.last_row >= number]
        found: dict[int, Covered] = {}
        for area in here:
            for place in range(area.first, min(area.last + 1, width)):
                if place in found:
                    raise ValueError(f"the merged cell {area.named} lies over another one")
                found[place] = Covered(area.named)
        for area in here:
            if area.first_row == number:
                del found[area.first]
        yield found


def with_covered(cells: tuple[Any, ...], found: dict[int, Covered]) -> tuple[Any, ...]:
    """The cells of a row, with those marked that others cover; a row ends in a spreadsheet with its last value."""
    if not found:
        return cells
    width = max(len(cells), max(found) + 1)
    return tuple(found.get(place, cells[place] if place < len(cells) else None) for place in range(width))
