"""Reads the map of practices: which PCN, sub-ICB location and ICB each practice belongs to on the extract day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.errors import FileFormatError
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, rows_under
from pcn_des.formats.given import Source
from pcn_des.formats.reading import Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of
from pcn_des.wording import count_of, in_words

_MOST_DAYS: Final = 3  # that an error names, and of each so many rows
_MOST_ROWS: Final = 4
IN_NO_PCN: Final = frozenset({"u", "unallocated"})

# The second heading is that of the editions before July 2022.
COLUMNS: Final[Mapping[str, Column]] = {
    "at": Column(("EXTRACT_DATE",), cells.edition_day),
    "practice_code": Column(("PRACTICE_CODE",), cells.practice_code),
    "practice_name": Column(("PRACTICE_NAME",), cells.text),
    "postcode": Column(("PRACTICE_POSTCODE",), cells.text_or_none),
    "pcn_code": Column(("PCN_CODE",), cells.or_none(cells.pcn_code, IN_NO_PCN)),
    "pcn_name": Column(("PCN_NAME",), cells.or_none(cells.text, IN_NO_PCN)),
    "sub_icb_code": Column(("SUB_ICB_LOCATION_CODE", "CCG_CODE"), cells.commissioner_code),
    "sub_icb_name": Column(("SUB_ICB_LOCATION_NAME", "CCG_NAME"), cells.text),
    "icb_code": Column(("ICB_CODE", "STP_CODE"), cells.commissioner_code),
    "icb_name": Column(("ICB_NAME", "STP_NAME"), cells.text),
    "supplier": Column(("SUPPLIER_NAME",), cells.text_or_none, optional=True),
}


@attrs.frozen(kw_only=True, repr=False)
class MapRow(Brief):
    """A practice and what it belongs to on the day `at`; `pcn_code` None is a practice in no PCN (`U`, unallocated).

    Use the codes to tell organisations apart: two PCNs share a name, and names change while codes stay.
    """

    at: date
    practice_code: str
    practice_name: str
    postcode: str | None
    pcn_code: str | None
    pcn_name: str | None
    sub_icb_code: str
    sub_icb_name: str
    icb_code: str
    icb_name: str
    supplier: str | None
    row: int


@attrs.frozen(kw_only=True, repr=False)
class MapReading(Reading[MapRow]):
    """The map of a day. `gaps` are the PCNs of rows that couldn't be used (None: it couldn't be read which PCN)."""

    gaps: frozenset[str | None] = frozenset()

    @cached_property
    def of_practice(self) -> Mapping[str, MapRow]:
        """The rows by the code of their practice."""
        return {row.practice_code: row for row in self.rows}

    @cached_property
    def of_pcn(self) -> Mapping[str, tuple[MapRow, ...]]:
        """The practices of each PCN by its code. A PCN may reach over several sub-ICB locations."""
        rows: dict[str, list[MapRow]] = {}
        for row in self.rows:
            if row.pcn_code is not None:
                rows.setdefault(row.pcn_code, []).append(row)
        return {code: tuple(members) for code, members in rows.items()}


def read(source: Source, *, name: str = "") -> MapReading:
    r"""Reads gp-reg-pat-prac-map.csv.

    A practice that stands there twice is kept once where the rows agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, lacks a heading, or has rows of several
            days.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "map.csv")
        ...     _ = path.write_text(
        ...         "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,CCG_CODE,"
        ...         "CCG_NAME,STP_CODE,STP_NAME\n"
        ...         "01APR2021,A00001,MILL LANE SURGERY,AB1 2CD,U00001,MILLBROOK PCN,99Z,NHS MILL CCG,QZZ,"
        ...         "MILL\n"
        ...     )
        ...     reading = read(path)
        >>> reading.of_practice["A00001"].pcn_name
        'MILLBROOK PCN'
    """
    table = table_of(source, COLUMNS, name=name)
    found = rows_under(MapRow, COLUMNS, table)
    _refuse_several_days(found.made, table.file)
    rows, repeated = once_each(
        found.made,
        table.file,
        "PRACTICE_CODE",
        thing="practice",
        says="rows",
        key=lambda row: row.practice_code,
        shown=lambda row: row.practice_code,
        saying=lambda row: attrs.evolve(row, row=0),
    )
    lost = {row.pcn_code for row in dropped(found.made, rows, lambda row: row.practice_code)} - {None}
    gaps = found.gaps("pcn_code") | lost
    return MapReading(file=table.file, rows=rows, problems=in_order(found.problems, repeated), gaps=gaps)


def _refuse_several_days(rows: Iterable[MapRow], file: str) -> None:
    """A map is of one day: of two, a practice would have two networks, and each row a day that is not its own."""
    of_day: dict[date, list[int]] = {}
    for row in rows:
        of_day.setdefault(row.at, []).append(row.row)
    if len(of_day) > 1:
        most_first = sorted(of_day.items(), key=lambda found: (-len(found[1]), found[0]))
        told = [_day_of_rows(day, numbers) for day, numbers in most_first[:_MOST_DAYS]]
        more = [f"and {count_of(len(most_first) - _MOST_DAYS, 'day')} more"] if len(most_first) > _MOST_DAYS else []
        raise FileFormatError(
            f"{file} has an EXTRACT_DATE of several days: {'; '.join([*told, *more])}. A map is of one day: correct "
            "the rows whose day is wrong, or make a file of each day"
        )


def _day_of_rows(day: date, numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_MOST_ROWS])) + (", …" if len(numbers) > _MOST_ROWS else "")
    return f"{in_words(day)} in {count_of(len(numbers), 'row')} ({named})"
