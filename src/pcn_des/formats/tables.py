"""Tables that people have: a CSV file, a sheet of a workbook, or the one of these in an archive, below its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import is_archive, table_in
from pcn_des.formats.columns import Column
from pcn_des.formats.csv_file import USUAL, Largest, csv_rows
from pcn_des.formats.given import Content, Source, content_of
from pcn_des.formats.lines import Line, Lines, Table, headings_of, listed, meaning
from pcn_des.formats.workbook_file import Book

HIGHEST: Final = 20  # rows in which headings are looked for: above them stand titles and notes

Wanted = Mapping[str, Column]


def table(source: Source, *wanted: Wanted, name: str = "", largest: Largest = USUAL) -> Table:
    """The table whose headings are those of one of the `wanted` sets of columns, of a file of any kind.

    Of a workbook it is the one sheet that has them. Where no row has all of them, the headings are those of the row
    that has most, so that the error names what it lacks. Rows are read as they are needed: FileFormatError may come
    while that is done.

    Raises:
        FileFormatError: it is too large, empty, damaged, no table, or a workbook in which several sheets would do.
        FileNotFoundError: there is no such file.
    """
    content = table_in(content_of(source, name, largest.size), largest.size)
    if is_archive(content):
        return _of_workbook(content, wanted, largest)
    return under_headings(content.name, csv_rows(content, largest), wanted)


def under_headings(file: str, lines: Iterator[Line], wanted: Sequence[Wanted]) -> Table:
    """Rows as a table: the headings are looked for among the first, and what stands above them is passed over."""
    top = list(islice(lines, HIGHEST))
    if not top:
        raise FileFormatError(f"{file} is empty; is it the right file?")
    place = max(range(len(top)), key=lambda place: (_fit(top[place], wanted), -place))
    headings = headings_of(top[place])
    while headings and not headings[-1]:
        headings = headings[:-1]
    return Table(file, headings, top[place].number, chain(top[place + 1 :], lines))


def lines_under(lines: Lines, wanted: Wanted) -> Table:
    """The same of rows that have been read."""
    return under_headings(lines.file, iter(lines.all), [wanted])


def _of_workbook(content: Content, wanted: Sequence[Wanted], largest: Largest) -> Table:
    book = Book(content)
    found: list[tuple[float, Table]] = []
    for title in book.titles:
        top = list(islice(book.lines(title, largest.rows), HIGHEST))
        if top:
            rows = chain(top, islice(book.lines(title, largest.rows), HIGHEST, None))
            table = under_headings(f"{book.name}, sheet {title}", rows, wanted)
            table = attrs.evolve(table, body=_squared(table.body, len(table.headings)))
            found.append((max(_fit(line, wanted) for line in top), table))
    if not found:
        raise FileFormatError(f"{book.name} is empty; is it the right file?")
    whole = [one for fit, one in found if fit == 1]
    if len(whole) > 1:
        sheets = listed(one.file.removeprefix(f"{book.name}, sheet ") for one in whole)
        raise FileFormatError(f"{book.name} has several sheets of this kind: {sheets}; save the one to read as CSV")
    return whole[0] if whole else max(found, key=lambda pair: pair[0])[1]


def _squared(lines: Iterator[Line], width: int) -> Iterator[Line]:
    """Rows as a CSV file has them: a workbook stores no empty cells at their end, and lines may break in its cells."""
    for line in lines:
        cells = [" ".join(cell.split()) if isinstance(cell, str) else cell for cell in line.cells]
        yield Line(line.number, (*cells, *("",) * (width - len(cells))))


def _fit(line: Line, wanted: Sequence[Wanted]) -> float:
    """How much of the columns that can't be missing a row names, 1 being all of one of the wanted sets."""
    there = {meaning(heading) for heading in headings_of(line)}
    best = 0.0
    for columns in wanted:
        needed = [column for column in columns.values() if not column.optional]
        named = sum(any(meaning(heading) in there for heading in column.headings) for column in needed)
        best = max(best, named / len(needed))
    return best
