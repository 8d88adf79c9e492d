"""A workbook: its sheets by their titles, and the rows of each as they are stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from posixpath import join, normpath
from typing import Final

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import Archive, is_archive
from pcn_des.formats.given import Content
from pcn_des.formats.lines import MOST_ROWS
from pcn_des.formats.xlsx.values import (
    FIRST_DAY,
    FIRST_DAY_OF_1904,
    NOTHING,
    Form,
    Stored,
    form_of,
    iso_day,
    number_of,
)
from pcn_des.formats.xlsx.xml import Budget, Listener, gone_through

MOST_SHEETS: Final = 255
MOST_FORMATS: Final = 66_000  # Excel keeps no more
MOST_CELLS: Final = 16_384  # of a row, as in Excel
MOST_COLUMNS: Final = 400  # that are looked at; what stands further right is passed over
MOST_NAMES: Final = 20_000  # of ranges and the like, in the list of the sheets
_BOOK: Final = "xl/workbook.xml"
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE: Final = ("1", "true", "on")


@attrs.frozen
class Sheet:
    """A sheet: its title, and the part of the workbook where its rows stand."""

    title: str
    part: str


class Book:
    """A workbook that is being read.

    Raises:
        FileFormatError: it is no workbook, damaged, or larger than any that people have.
    """

    def __init__(self, content: Content) -> None:
        self.name = content.name
        if not is_archive(content):
            raise FileFormatError(
                f"{self.name} is no Excel workbook (.xlsx); an older or protected one must be saved as .xlsx without a "
                "password"
            )
        self._archive = Archive(content)
        self._budget = Budget()
        if _BOOK not in self._archive.parts:
            raise FileFormatError(f"{self.name} is no Excel workbook (.xlsx) but another archive, or damaged")
        told = _Sheets(self.name)
        self._read(_BOOK, told)
        parts = _Parts()
        self._read("xl/_rels/workbook.xml.rels", parts)
        styles = _Styles(self.name)
        self._read("xl/styles.xml", styles)
        texts = _Texts()
        self._read(parts.texts or "xl/sharedStrings.xml", texts)
        self._forms, self._texts, self._first_day = styles.forms, texts.found, told.first_day
        self.sheets = tuple(
            Sheet(title, parts.by_id[part])
            for title, part in told.found
            if parts.by_id.get(part) in self._archive.parts
        )

    def rows(
        self, sheet: Sheet, most_rows: int = MOST_ROWS, columns: int = MOST_COLUMNS
    ) -> Iterator[tuple[int, tuple[Stored, ...]]]:
        """The rows of a sheet in which something is stored, each by its number; only the first `columns` are looked at.

        Raises:
            FileFormatError: it is damaged, or has more than `most_rows` rows.
        """
        where = f"{self.name}, sheet {sheet.title}"
        rows = _Rows(where, self._forms, self._texts, self._first_day, most_rows, columns)
        with self._archive.opened(sheet.part) as part:
            for _ in gone_through(part, rows, self._budget, where):
                found, rows.found = rows.found, []
                yield from found

    def _read(self, part: str, listener: Listener) -> None:
        if part in self._archive.parts:
            with self._archive.opened(part) as file:
                for _ in gone_through(file, listener, self._budget, self.name):
                    pass


class _Sheets:
    """The titles of the sheets and the ids of their parts, and on which day the count of days begins."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._named = 0
        self.found: list[tuple[str, str]] = []
        self.first_day = FIRST_DAY

    def start(self, name: str, said: Mapping[str, str]) -> None:
        self._named += 1
        if self._named > MOST_NAMES:
            raise FileFormatError(f"{self._file} names more than {MOST_NAMES:,} things; is it the right file?")
        if name == "sheet":
            self.found.append((said.get("name", ""), said.get("id", "")))
            if len(self.found) > MOST_SHEETS:
                raise FileFormatError(f"{self._file} has more than {MOST_SHEETS} sheets; is it the right file?")
        elif name == "workbookPr" and said.get("date1904", "").casefold() in _TRUE:
            self.first_day = FIRST_DAY_OF_1904

    def end(self, name: str, text: str) -> None:
        pass


class _Parts:
    """The parts of a workbook by their ids, and the one that has its texts."""

    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}
        self.texts = ""

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = said.get("Target", "")
            part = target.removeprefix("/") if target.startswith("/") else normpath(join("xl", target))
            self.by_id[said.get("Id", "")] = part
            if said.get("Type", "").endswith("/sharedStrings"):
                self.texts = part

    def end(self, name: str, text: str) -> None:
        pass


class _Styles:
    """What the numbers mean that are shown in each style."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._codes: dict[int, str] = {}
        self._within = False
        self.forms: list[Form] = []

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[self._number(said)] = said.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            number = self._number(said)
            self.forms.append(form_of(number, self._codes.get(number)))
        if len(self.forms) > MOST_FORMATS or len(self._codes) > MOST_FORMATS:
            raise FileFormatError(f"{self._file} has more than {MOST_FORMATS:,} styles; is it the right file?")

    def end(self, name: str, text: str) -> None:
        self._within = self._within and name != "cellXfs"

    def _number(self, said: Mapping[str, str]) -> int:
        number = said.get("numFmtId", "0")
        return int(number) if re.fullmatch("[0-9]{1,6}", number) else 0


class _Texts:
    """The texts that cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._bits: list[str] = []
        self._spoken = False  # inside the reading of Japanese letters, which isn't shown

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "si":
            self._bits = []
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._spoken:
            self._bits.append(text)
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append("".join(self._bits))


class _Rows:
    """The rows of a sheet, as far as it has been read."""

    def __init__(
        self, where: str, forms: list[Form], texts: list[str], first_day: datetime, most_rows: int, columns: int
    ) -> None:
        self._where, self._forms, self._texts, self._first_day = where, forms, texts, first_day
        self._most_rows, self._columns = most_rows, columns
        self.found: list[tuple[int, tuple[Stored, ...]]] = []
        self._row = self._counted = 0
        self._place = -1
        self._cells: dict[int, Stored] = {}
        self._said: Mapping[str, str] = {}
        self._value: str | None = None
        self._bits: list[str] = []
        self._formula = ""
        self._spoken = False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(said)
        elif name == "row":
            self._start_row(said)
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "f":
            self._formula = f"={text}"
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._cells:
                cells = tuple(self._cells.get(place, NOTHING) for place in range(max(self._cells) + 1))
                self.found.append((self._row, cells))
        elif name == "t" and not self._spoken:
            self._bits.append(text)
        elif name == "rPh":
            self._spoken = False

    def _start_row(self, said: Mapping[str, str]) -> None:
        number = said.get("r", str(self._row + 1))
        after = self._row
        self._row = int(number) if re.fullmatch("[0-9]{1,7}", number) else 0
        if self._row > self._most_rows:
            raise FileFormatError(f"{self._where} has more than {self._most_rows:,} rows; is it the right file?")
        if self._row <= after:
            raise self._damaged(f"row {number[:20]!r} after row {after}")
        self._counted, self._place, self._cells = 0, -1, {}

    def _start_cell(self, said: Mapping[str, str]) -> None:
        self._counted += 1
        if self._counted > MOST_CELLS:
            raise FileFormatError(
                f"{self._where}, row {self._row} has more than {MOST_CELLS:,} cells; is it the right file?"
            )
        where = said.get("r")
        place = self._place + 1
        if where is not None:
            match = _CELL.fullmatch(where)
            place = _column(match[1]) if match else -1
            if match is None or int(match[2]) != self._row or place <= self._place:
                raise self._damaged(f"cell {where[:20]!r} in row {self._row}")
        self._place = place
        self._said, self._value, self._bits, self._formula = said, None, [], ""

    def _end_cell(self) -> None:
        if self._place < self._columns:
            stored = self._stored(self._said.get("t", "n"))
            if stored is not NOTHING:
                self._cells[self._place] = stored

    def _stored(self, kind: str) -> Stored:
        if kind == "inlineStr":
            return Stored("".join(self._bits), self._formula)
        text = self._value or ""
        if not text.strip() and kind != "str":
            return Stored(None, self._formula) if self._formula else NOTHING
        if kind == "s":
            if not re.fullmatch("[0-9]{1,9}", text.strip()) or int(text) >= len(self._texts):
                raise self._damaged(f"a cell in row {self._row} has the text {text[:20]!r}, which isn't there")
            return Stored(self._texts[int(text)], self._formula)
        if kind == "e":
            return Stored(text, self._formula, error=True)
        if kind == "str":
            return Stored(text, self._formula)
        if kind == "b":
            return Stored(text.strip() in _TRUE, self._formula)
        value = (
            iso_day(text) if kind == "d" else number_of(text, self._form(), self._first_day) if kind == "n" else None
        )
        if value is None:
            raise self._damaged(f"a cell in row {self._row} has {text[:20]!r} where a number or day was to stand")
        return Stored(value, self._formula)

    def _form(self) -> Form:
        style = self._said.get("s", "0")
        number = int(style) if re.fullmatch("[0-9]{1,6}", style) else 0
        return self._forms[number] if number < len(self._forms) else Form.NUMBER

    def _damaged(self, what: str) -> FileFormatError:
        return FileFormatError(f"{self._where} is damaged ({what}); download it again or use another copy")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
