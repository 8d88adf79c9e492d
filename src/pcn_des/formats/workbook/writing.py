"""Writes the network workbook: empty and explained, or with the records of a network."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.display.phrases import to_decide
from pcn_des.errors import FileFormatError, MissingExtraError, RecordError
from pcn_des.formats.workbook import looks
from pcn_des.formats.workbook.choices import choice_rows, write_choices
from pcn_des.formats.workbook.declaring import KEYS, OF, SAID, WHAT, Column, Listed, Sheet
from pcn_des.formats.workbook.fields import Field, fields_of
from pcn_des.formats.workbook.guide import write_how_to_use
from pcn_des.formats.workbook.places import NETWORK_LISTS, columns_and_flags, flags_of, owner_sheet, sheet_of
from pcn_des.formats.workbook.sheets import COMPLETE_COLUMNS, COMPLETE_LISTS, SHEETS
from pcn_des.formats.workbook.storing import TEXT_FORMAT, Stored, completeness_text, stored
from pcn_des.network import Decision, Network, Records
from pcn_des.writing import check_targets, write_file

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say: the same network gives the same file
_WHEN: Final = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>", re.DOTALL)


def write_empty(path: str | Path, *, overwrite: bool = False) -> None:
    """Write an empty workbook that explains itself, to be filled by hand. `overwrite` replaces an older file.

    Raises:
        FileFormatError: the name does not end in .xlsx.
        MissingExtraError: openpyxl is not installed.
        WritingError: the file is there already and `overwrite` was not asked for, or it can't be written.
    """
    _write(None, Path(path), overwrite)


def write(network: Network, path: str | Path, *, overwrite: bool = False, to_judge: Report | None = None) -> None:
    """Write a network to a workbook; reading it again gives an equal network. `overwrite` replaces an older file.

    With a report `to_judge`, the sheet Decisions is its checklist: a row to fill in for each judgement that is open.

    Raises:
        RecordError: a text is longer than a cell can hold, or could not be read again; every one is named.
        FileFormatError: the name does not end in .xlsx.
        MissingExtraError: openpyxl is not installed.
        WritingError: the file is there already and `overwrite` was not asked for, or it can't be written.
    """
    _write(network, Path(path), overwrite, to_judge)


def _write(network: Network | None, path: Path, overwrite: bool, to_judge: Report | None = None) -> None:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("Writing a workbook", "openpyxl", "excel") from None
    if path.suffix.casefold() != ".xlsx":
        raise FileFormatError(f"{path.name} does not end in .xlsx; a workbook is written to such a file")
    check_targets([path], overwrite=overwrite)  # before the work
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "pcn_des", "Records of a primary care network"
    write_how_to_use(book)
    writer = _Writer(book, network, to_judge)
    for sheet in SHEETS:
        writer.write_sheet(sheet)
    writer.write_complete_lists()
    write_choices(book, writer.choice_rows)
    writer.styles.done(book)
    if writer.problems:
        raise RecordError(path.name, writer.problems)
    write_file(path, _packed(book), overwrite=overwrite)


def _packed(book: Workbook) -> bytes:
    packed, timeless_book = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(timeless_book, "w") as kept:
        for name in made.namelist():
            content = made.read(name)
            timeless = _WHEN.sub(b"", content) if name == "docProps/core.xml" else content
            kept.writestr(zipfile.ZipInfo(name, _NO_MOMENT), timeless, zipfile.ZIP_DEFLATED)
    return timeless_book.getvalue()


class _Writer:
    """Writes the sheets of one workbook and collects what can't be written."""

    def __init__(self, book: Workbook, network: Network | None, to_judge: Report | None = None) -> None:
        self.book = book
        self.network = network
        self.to_judge = to_judge
        self.styles = looks.Styles(book)
        self.choice_rows = choice_rows()
        self.problems: list[str] = []

    def write_sheet(self, declared: Sheet) -> None:
        sheet = self.book.create_sheet(declared.title)
        columns = columns_and_flags(declared)
        for place, column in enumerate(columns, start=1):
            looks.column_look(sheet, place, column, declared.kind(column) if column.fields else None)
        looks.title_row(sheet, declared.title, declared.purpose, len(columns))
        for row, column in enumerate(declared.form, start=2):
            self._write_form(sheet, row, column)
        self._write_headings(sheet, declared, columns)
        rows: list[_Row | _Awaited] = [*_rows(declared, self.network)]
        if declared.awaits and self.to_judge is not None:
            rows += [_Awaited(finding) for finding in self.to_judge.to_judge]
        for row, record in enumerate(rows, start=declared.heading_row + 1):
            self._write_row(sheet, row, columns, record)
        self._write_rules(sheet, declared)
        looks.finish(sheet, declared.heading_row, len(columns), tab="records")

    def write_complete_lists(self) -> None:
        """The sheet that says of every list of the network whether it is complete."""
        sheet = self.book.create_sheet(COMPLETE_LISTS)
        for place, column in enumerate(COMPLETE_COLUMNS, start=1):
            looks.column_look(sheet, place, column, None)
        purpose = (
            "yes: nothing is missing from the list; what is not in it did not happen, and an empty list says that "
            "there was none. 2022-04-01 to 2023-03-31, or from 2022-04-01: that holds for these days. no or empty: it "
            "may have gaps, and nothing is concluded from them."
        )
        looks.title_row(sheet, COMPLETE_LISTS, purpose, len(COMPLETE_COLUMNS))
        _headings(sheet, 3, COMPLETE_COLUMNS, {})
        for row, listed in enumerate(NETWORK_LISTS, start=4):
            flag = _flag(self.network, listed)
            texts = (listed.label, flag, sheet_of(listed).title, _inside(listed))
            for place, (text, column) in enumerate(zip(texts, COMPLETE_COLUMNS, strict=True), start=1):
                self._put(sheet, row, place, Stored(value=text, number_format=TEXT_FORMAT), wrapped=looks.wraps(column))
        looks.offer_completeness(sheet, looks.below(3, 2))
        looks.finish(sheet, 3, len(COMPLETE_COLUMNS), tab="guide")

    def _write_form(self, sheet: Worksheet, row: int, column: Column) -> None:
        field = fields_of(Network)[column.fields[0]]
        value = getattr(self.network, field.name) if self.network else None
        self._store(sheet, row, 2, field, value, wrapped=False)
        looks.form_row(sheet, row, column, field)
        looks.expect(sheet, sheet.cell(row=row, column=2).coordinate, field)

    def _write_headings(self, sheet: Worksheet, declared: Sheet, columns: Iterable[Column]) -> None:
        needed = {column.heading: declared.needed(column) for column in declared.columns}
        _headings(sheet, declared.heading_row, columns, needed)

    def _write_row(self, sheet: Worksheet, row: int, columns: Sequence[Column], record: _Row | _Awaited) -> None:
        for place, column in enumerate(columns, start=1):
            field, value = record.cell(column)
            if field is None:
                if value is not None:
                    self._put(sheet, row, place, Stored(value=value, number_format=TEXT_FORMAT), wrapped=False)
            else:
                self._store(sheet, row, place, field, value, wrapped=looks.wraps(column))
        texts = {
            str(sheet.cell(row=row, column=place).value or ""): column.width
            for place, column in enumerate(columns, start=1)
            if looks.wraps(column)
        }
        looks.data_height(sheet, row, texts)

    def _write_rules(self, sheet: Worksheet, declared: Sheet) -> None:
        for place, column in enumerate(columns_and_flags(declared), start=1):
            cells = looks.below(declared.heading_row, place)
            field = declared.kind(column)
            if not column.fields:
                looks.offer_completeness(sheet, cells)
            elif OF in column.fields:
                owners = owner_sheet(next(listed for listed in declared.lists if listed.owner is not Network))
                looks.offer_owners(sheet, cells, owners, 1 + _place(owners, owners.unique))
            elif declared.choices(column):
                looks.offer(sheet, cells, self.choice_rows[declared.choices(column)], only=True)
            elif column.offers:
                looks.offer(sheet, cells, self.choice_rows[column.offers], only=False)
            elif field is not None:
                looks.expect(sheet, cells, field)

    def _store(self, sheet: Worksheet, row: int, place: int, field: Field, value: Any, *, wrapped: bool) -> None:
        try:
            self._put(sheet, row, place, stored(field, value), wrapped=wrapped)
        except ValueError as error:
            self.problems.append(f"{sheet.title}!{looks.letter(place)}{row}: {error}")

    def _put(self, sheet: Worksheet, row: int, place: int, what: Stored, *, wrapped: bool) -> None:
        if what.value is None:
            return
        cell: Any = sheet.cell(row=row, column=place)
        cell.value = what.value
        if isinstance(what.value, str):
            cell.data_type = "s"  # also what begins like a formula or an error
        self.styles.dress(cell, what, wrapped=wrapped)


@attrs.frozen
class _Row:
    """A record of a list and the record that owns the list."""

    listed: Listed
    owner: Any
    record: Any

    def cell(self, column: Column) -> tuple[Field | None, Any]:
        """The field and the value that this row has in a column."""
        if not column.fields:
            return None, self._flag(column)
        if SAID in column.fields:
            return None, None
        if WHAT in column.fields:
            return None, self.listed.when[1] if self.listed.when else None
        if OF in column.fields:
            if self.listed.owner is Network:
                return None, None
            key = fields_of(self.listed.owner)[KEYS[self.listed.owner]]
            return key, getattr(self.owner, key.name)
        field = sheet_of(self.listed).field(column, self.listed)
        return field, getattr(self.record, field.name) if field else None

    def _flag(self, column: Column) -> str | None:
        flags = {f"{inner.label} complete?": inner for inner in flags_of(sheet_of(self.listed))}
        return _flag(self.record, flags[column.heading])


@attrs.frozen
class _Awaited:
    """A row to be filled in with a decision on a judgement that is open."""

    finding: Finding

    def cell(self, column: Column) -> tuple[Field | None, Any]:
        """The field and the value that this row has in a column: the duty, its subject and what has to be decided."""
        known = {"obligation": self.finding.rule, "subject": self.finding.subject or ""}
        if SAID in column.fields:
            return None, to_decide(self.finding)
        return next(((fields_of(Decision)[name], known[name]) for name in column.fields if name in known), (None, None))


def _rows(sheet: Sheet, network: Network | None) -> Iterator[_Row]:
    if network is None:
        return
    for owner in _owners(sheet, network):
        for listed in sheet.lists:
            if isinstance(owner, listed.owner):
                yield from (_Row(listed, owner, record) for record in getattr(owner, listed.name) or ())


def _owners(sheet: Sheet, network: Network) -> Iterator[Any]:
    for kind in dict.fromkeys(listed.owner for listed in sheet.lists):
        if kind is Network:
            yield network
        else:
            (own,) = (listed for listed in NETWORK_LISTS if listed.record is kind)
            yield from getattr(network, own.name) or ()


def _flag(owner: Any, listed: Listed) -> str | None:
    records: Records[Any] | None = getattr(owner, listed.name) if owner is not None else None
    return None if records is None else completeness_text(records)


def _inside(listed: Listed) -> str | None:
    flags = flags_of(sheet_of(listed))
    if not flags:
        return None
    return f"{', '.join(inner.label.casefold() for inner in flags)}: on the sheet {sheet_of(listed).title}"


def _place(sheet: Sheet, field: str) -> int:
    return next(place for place, column in enumerate(sheet.columns) if field in column.fields)


def _headings(sheet: Worksheet, row: int, columns: Iterable[Column], needed: Mapping[str, bool]) -> None:
    listed = dict(enumerate(columns, start=1))
    helps = {place: (column.help, needed.get(column.heading, False)) for place, column in listed.items()}
    looks.help_row(sheet, row - 1, helps, {place: column.width for place, column in listed.items()})
    for place, column in listed.items():
        looks.heading(sheet.cell(row=row, column=place), column.heading, needed=needed.get(column.heading, False))
