"""Looks through an Excel workbook before a library opens it, and refuses one that would take too long or too much.

A library makes an object of every style, name, sheet and cell before anybody can stop it. Each part is gone through
once, bit by bit, and only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import Archive, damaged
from pcn_des.formats.merged import Area

MOST_SHEETS: Final = 255
MOST_CELLS: Final = 16_384  # of a row, as in Excel
MOST_ELEMENTS: Final = 1_000_000  # of all parts: rows, cells, their values and texts; an edition of ePCN has 250,000
MOST_TEXTS: Final = 200_000  # that cells share; each becomes an object before the first row is read
MOST_BESIDE: Final = 50_000  # styles, names, columns and whatever else is neither a cell nor a text
DEEPEST: Final = 40
LONGEST_TEXT: Final = 200_000  # characters; a cell has at most 32,767, and each may be written as _xHHHH_
_FEW: Final = ("workbook", "styleSheet", "worksheet", "Types", "Relationships", "theme", "coreProperties", "Properties")
_CELLS: Final = ("sheetData", "sst")  # inside these stand the cells of a sheet, and the texts that cells share


@attrs.frozen
class Found:
    """What a workbook has in it that its reader must know."""

    uncalculated: bool  # whether a formula has no value stored beside it
    merged: Mapping[str, Sequence[Area]]  # the merged cells of each sheet, by its title


def looked_through(archive: Archive) -> Found:
    """Counts what stands in a workbook.

    Raises:
        FileFormatError: it has more of something than any workbook that people fill, names a sheet twice, or is
            damaged.
    """
    looking = _Looking(archive.name)
    for part in archive.parts:
        looking.through(part, archive.bits(part))
    return Found(uncalculated=looking.uncalculated, merged=looking.merged)


class _Looking:
    """What has been counted so far, over all parts and in the part that is gone through."""

    def __init__(self, file: str) -> None:
        self.uncalculated = False
        self._file = file
        self._elements = self._beside = self._sheets = self._texts = 0
        self._named: set[str] = set()
        self._titles: dict[str, str] = {}  # of the sheets, by the names of their relations
        self._places: dict[str, str] = {}  # of the parts, by the same
        self._areas: dict[str, list[Area]] = defaultdict(list)  # the merged cells of each part
        self._part = self._root = ""
        self._few = False
        self._depth = self._length = self._in_row = self._inside = 0
        self._formula = self._value = False
        self._begun: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "c": self._cell,
            "row": self._row,
            "si": self._shared_text,
            "f": self._calculated,
            "sheet": self._sheet,
            "mergeCell": self._merge,
            "Relationship": self._relation,
        }

    @property
    def merged(self) -> Mapping[str, Sequence[Area]]:
        """The merged cells of each sheet, by its title."""
        return {title: self._areas.get(self._places.get(name, ""), []) for name, title in self._titles.items()}

    def through(self, part: str, bits: Iterator[bytes]) -> None:
        """Goes through a part; one that is no XML, or only at its start, is looked at so far as a reader could."""
        self._part, self._root = part, ""
        self._depth = self._length = self._in_row = self._inside = 0
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._declared
        try:
            for bit in bits:
                parser.Parse(bit, False)
        except ExpatError:
            pass  # a picture, or damage: whoever reads the part comes no further than this

    def _start(self, full: str, said: Mapping[str, str]) -> None:
        name = full.rpartition(":")[2] if ":" in full else full
        self._depth += 1
        self._length = 0
        if self._depth > DEEPEST:
            raise damaged(self._file, "its elements lie too deep in each other")
        if not self._root:
            self._root, self._few = name, name in _FEW
        self._count(name)
        begun = self._begun.get(name)
        if begun is not None:
            begun(said)

    def _cell(self, _: Mapping[str, str]) -> None:
        self._formula = self._value = False
        self._in_row += 1
        if self._in_row > MOST_CELLS:
            raise self._too_many(MOST_CELLS, "cells in a row")

    def _row(self, _: Mapping[str, str]) -> None:
        self._in_row = 0

    def _shared_text(self, _: Mapping[str, str]) -> None:
        self._texts += 1
        if self._texts > MOST_TEXTS:
            raise self._too_many(MOST_TEXTS, "texts")

    def _calculated(self, _: Mapping[str, str]) -> None:
        self._formula = True

    def _sheet(self, said: Mapping[str, str]) -> None:
        if self._root != "workbook":
            return
        self._sheets += 1
        if self._sheets > MOST_SHEETS:
            raise self._too_many(MOST_SHEETS, "sheets")
        self._name_once("sheet " + _of(said, "id"))
        self._titles[_of(said, "id")] = _of(said, "name")

    def _relation(self, said: Mapping[str, str]) -> None:
        if not _of(said, "Type").endswith("/worksheet"):
            return
        folder = dirname(dirname(self._part))  # xl/_rels/workbook.xml.rels tells places from xl
        place = normpath(join(f"/{folder}", _of(said, "Target")))
        self._name_once("part " + place)
        self._places[_of(said, "Id")] = place

    def _count(self, name: str) -> None:
        if self._inside or not self._few:
            self._elements += 1
            if self._elements > MOST_ELEMENTS:
                raise self._too_many(MOST_ELEMENTS, "elements")
        else:
            self._beside += 1
            if self._beside > MOST_BESIDE:
                raise self._too_many(MOST_BESIDE, "styles, names and columns")
        if self._inside or name in _CELLS:
            self._inside += 1

    def _end(self, full: str) -> None:
        if self._formula:
            name = full.rpartition(":")[2]
            if name == "v":
                self._value = self._length > 0
            elif name == "c":
                self.uncalculated = self.uncalculated or not self._value
                self._formula = False
        self._depth -= 1
        self._length = 0
        self._inside -= self._inside > 0

    def _text(self, found: str) -> None:
        self._length += len(found)
        if self._length > LONGEST_TEXT:
            raise damaged(self._file, "a text in it is longer than a cell can hold")

    def _declared(self, *_: object) -> None:
        raise damaged(self._file, "it declares entities, which no workbook does")

    def _merge(self, said: Mapping[str, str]) -> None:
        try:
            self._areas[normpath(join("/", self._part))].append(Area.of(_of(said, "ref")))
        except ValueError as error:
            raise damaged(self._file, str(error)) from None

    def _name_once(self, named: str) -> None:
        """A part that is named as several sheets would be read as often."""
        if named in self._named:
            raise damaged(self._file, f"it names the {named} twice")
        self._named.add(named)

    def _too_many(self, most: int, of_what: str) -> FileFormatError:
        return FileFormatError(f"{self._file} has more than {most:,} {of_what}; is it the right file?")


def _of(said: Mapping[str, str], wanted: str) -> str:
    """An attribute, whatever the namespace of its name."""
    return next((value for name, value in said.items() if name.rpartition(":")[2] == wanted), "")
