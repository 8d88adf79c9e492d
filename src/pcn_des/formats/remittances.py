"""Reads what a network was paid: its own statements, as CSV or a sheet, under the headings that its accounts use.

The headings and the names of the streams are mapped once, in a small TOML file:

    [columns]
    month = "Payment month"
    stream = "Description"
    amount = "Amount (GBP)"
    payee = "Paid to"            # may be left out
    paid_on = "Date paid"        # may be left out

    [streams]
    "PCN Enhanced Access" = "enhanced_access"
    "PCN Core" = "core_pcn_funding"

Without one, the headings are those names themselves, and the streams the contract's keys or titles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs

from pcn_des import written
from pcn_des.contract.files import every_key
from pcn_des.contract.stream_names import stream_named
from pcn_des.errors import FileFormatError, nearest
from pcn_des.folding import folded
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, places_of, rows_under
from pcn_des.formats.day_or_month import days_may_be_months, may_be_of_two
from pcn_des.formats.given import Source
from pcn_des.formats.lines import Line, Table
from pcn_des.formats.reading import Problem, Reading
from pcn_des.formats.tables import table as table_of
from pcn_des.formats.totals import is_label_of_totals, is_label_of_totals_of
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.network import Remittance
from pcn_des.values import EXACTLY

COLUMNS: Final = ("month", "stream", "amount", "payee", "paid_on", "document")
_NEEDED: Final = ("month", "stream", "amount")
_TAKEN_BACK: Final = re.compile(r"\((.+)\)")  # as accounts write it


@attrs.frozen(kw_only=True)
class Mapped:
    """The user's own headings by column, and the names of streams as their accounts print them, by name."""

    columns: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=frozen)
    streams: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=frozen)


def read(source: Source, mapping: Mapped | Path | str | None = None, *, name: str = "") -> Reading[Remittance]:
    """Reads remittances from CSV, or the sheet of a workbook that has the headings, with every bad row named.

    Args:
        source: the file, or its bytes.
        mapping: the headings and streams, or the TOML file that has them; None: the columns' own names.
        name: what to call the file in messages, where `source` has no name.

    A month written as a day that may be of two, as 04/01/2022, is refused unless other months of the file tell the day
    from the month: 28/04/2022 does, and so do nothing but firsts of months, day first.

    A row of totals is left out and named in `left_out`: one whose month or stream is Total, Grand total, Sum, Total for
    April or the like, or that has no month and the total of a stream. A name with more in it, as a lump sum has, stays.

    Raises:
        FileFormatError: it is no table, a heading is missing, no row can be used, or the mapping is wrong.
        FileNotFoundError: there is no such file.
    """
    mapped = mapping if isinstance(mapping, Mapped) else read_mapping(mapping) if mapping is not None else Mapped()
    columns = _columns(mapped)
    table = table_of(source, columns, name=name)
    totals: list[Problem] = []
    body = tuple(_without_totals(table, columns, totals))
    place = places_of(columns, table.headings, table.file)["month"]
    if days_may_be_months(text for line in body if (text := _text_at(line, place))):
        columns["month"] = attrs.evolve(columns["month"], parse=_month_of_one)
    found = rows_under(_remittance, columns, attrs.evolve(table, body=iter(body)))
    return Reading(file=table.file, rows=found.made, problems=found.problems, left_out=tuple(totals))


def _without_totals(table: Table, columns: Mapping[str, Column], totals: list[Problem]) -> Iterator[Line]:
    """The rows that are no totals; those that are, by their month or stream, are told in `totals`."""
    places = places_of(columns, table.headings, table.file)
    is_stream = _is_stream(columns["stream"].parse)
    for line in table.body:
        said = {name: _text_at(line, places[name]) for name in ("month", "stream")}
        told = _label_of_totals(said["month"], said["stream"], is_stream)
        if told is None:
            yield line
            continue
        column = columns[told].headings[0]
        mend = "it is a row of totals, and left out: the months are what is compared"
        totals.append(Problem(file=table.file, row=line.number, column=column, value=said[told] or "", mend=mend))


def _label_of_totals(month_said: str | None, stream: str | None, is_stream: Callable[[str], bool]) -> str | None:
    """The column by which a row is one of totals; None where it is not."""
    if month_said is not None and is_label_of_totals(month_said):
        return "month"
    if stream is None or is_stream(stream):
        return None
    of_a_stream = month_said == "" and is_label_of_totals_of(stream, is_stream)
    return "stream" if of_a_stream or is_label_of_totals(stream) else None


def _is_stream(named: Callable[[str], str]) -> Callable[[str], bool]:
    """Whether a text is the name of a stream, by the contract or by the user: there is a sum among them."""
    keys = every_key("payments")
    return lambda printed: bool(printed) and named(printed) in keys


def _text_at(line: Line, place: int) -> str | None:
    """What a cell says; None where it is no plain value: of that, the reader says what is wrong."""
    try:
        return cells.cell_text(line.cells[place]) if place < len(line.cells) else ""
    except ValueError:
        return None


def read_mapping(path: Path | str) -> Mapped:
    """Reads the headings and streams of a TOML file.

    Raises:
        FileFormatError: it is no TOML, or names a column or a stream that there is not.
        FileNotFoundError: there is no such file.
    """
    file = Path(path)
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileFormatError(f"{file.name} is no TOML: {error}") from None
    for part in said:
        if part not in ("columns", "streams"):
            raise FileFormatError(f"{file.name} has a part [{part}]; it may have [columns] and [streams]")
    columns, streams = _texts(file.name, said, "columns"), _texts(file.name, said, "streams")
    for column in columns:
        if column not in COLUMNS:
            raise FileFormatError(f"{file.name} maps '{column}'; the columns are: {', '.join(COLUMNS)}")
    known = every_key("payments")
    for printed, stream in streams.items():
        if stream not in known:
            near = nearest(stream, known)
            offer = f"did you mean '{near[0]}'?" if near else f"the streams are: {', '.join(sorted(known))}"
            raise FileFormatError(f"{file.name} maps '{printed}' to '{stream}', which is no stream; {offer}")
    return Mapped(columns=columns, streams=streams)


def _texts(file: str, said: Mapping[str, Any], part: str) -> dict[str, str]:
    found = said.get(part, {})
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise FileFormatError(f'{file}: [{part}] is a table of texts, such as month = "Payment month"')
    return found


def _columns(mapped: Mapped) -> dict[str, Column]:
    parsing: dict[str, Callable[[str], Any]] = {
        "month": month,
        "stream": _stream(mapped),
        "amount": amount,
        "payee": cells.text_or_none,
        "paid_on": cells.or_none(cells.any_day),
        "document": cells.text_or_none,
    }
    return {
        name: Column((mapped.columns.get(name, name),), parse, optional=name not in (*_NEEDED, *mapped.columns))
        for name, parse in parsing.items()
    }


def month(cell: str) -> date:
    """The first day of a month: 2024-04, 04/2024, Apr-24, April 2024, or any day of it.

    Raises:
        ValueError: it is none of these.
    """
    try:
        return cells.any_day(cell).replace(day=1)
    except ValueError:
        return written.month(cell)


def _month_of_one(cell: str) -> date:
    """The same of a file in which a day may be a month, and a month a day."""
    found = month(cell)
    if may_be_of_two(cell):
        raise ValueError("its day may be the month; write the month as 2022-04")
    return found


def amount(cell: str) -> Decimal:
    """An amount in pounds and whole pence; negative, or in brackets, where it was taken back.

    Raises:
        ValueError: it is none, or has a part of a penny.
    """
    taken_back = _TAKEN_BACK.fullmatch(cell)
    return EXACTLY.minus(cells.pence(taken_back[1])) if taken_back else cells.pence(cell)


def _stream(mapped: Mapped) -> Callable[[str], str]:
    """What a stream is called in the file, as the contract's key; a name that is none of them is kept as printed."""
    named = {folded(printed): stream for printed, stream in mapped.streams.items()}

    def parse(cell: str) -> str:
        printed = cells.text(cell)
        return named.get(folded(printed)) or stream_named(printed) or printed

    return parse


def _remittance(
    *,
    month: date,
    stream: str,
    amount: Decimal,
    payee: str | None = None,
    paid_on: date | None = None,
    document: str | None = None,
    row: int,
) -> Remittance:
    return Remittance(
        stream=stream,
        month=month,
        amount=amount,
        paid_on=paid_on,
        payee=payee or "",
        document=document or f"row {row}",
    )
