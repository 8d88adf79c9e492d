"""Reads NHS England's adjusted populations: every practice's raw list, and its part of the PCN adjusted population."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.dates import YEAR_FORM, ContractYear, as_day
from pcn_des.errors import FileFormatError
from pcn_des.facts.corrected import Correction, correction_by
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, in_shape, places_of, refuse_useless, rows_of
from pcn_des.formats.given import Source
from pcn_des.formats.lines import Line, Table, meaning
from pcn_des.formats.populations import day_of_publication, with_populations
from pcn_des.formats.reading import Problem, Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of
from pcn_des.network import Network, Population
from pcn_des.values import EXACTLY

REGISTERED: Final = "Raw list size"
ADJUSTED: Final = "Adjusted Population"

COLUMNS: Final[Mapping[str, Column]] = {
    "practice_code": Column(("Practice Code",), cells.practice_code),
    "practice_name": Column(("Practice Name",), cells.text),
    "pcn_code": Column(("PCN Code",), cells.or_none(cells.pcn_code)),
    "registered": Column((REGISTERED,), cells.or_none(cells.whole)),
    "adjusted": Column((ADJUSTED,), cells.or_none(cells.decimal)),
}
TOTAL_COLUMNS: Final[Mapping[str, Column]] = {name: COLUMNS[name] for name in ("registered", "adjusted")}
TOTAL_NAMES: Final = frozenset({"", "england", "total", "england total"})

_YEAR: Final = re.compile(rf"(?P<heading>.*\S) +(?P<year>{YEAR_FORM})")  # Raw list size 2024/25
_JANUARY: Final = re.compile(r".*\bjanuary (?:20)?(?P<year>[0-9]{2})", re.IGNORECASE)  # PCN member January 25


@attrs.frozen(kw_only=True, repr=False)
class AdjustedRow(Brief):
    """A practice with its registered list and adjusted population; None where the file doesn't give it.

    `pcn_code` None is a practice that the file knows in no PCN. `row` is where it stands in the file.
    """

    practice_code: str
    practice_name: str
    pcn_code: str | None
    registered: int | None
    adjusted: Decimal | None
    row: int


@attrs.frozen(kw_only=True, repr=False)
class TotalRow(Brief):
    """The totals for England with which some editions end."""

    registered: int | None
    adjusted: Decimal | None
    row: int


@attrs.frozen(kw_only=True, repr=False)
class AdjustedReading(Reading[AdjustedRow]):
    """The populations of one contract year, counted on the snapshot day `at`; `total` where the file ends with one.

    `published` is the day of this edition where it corrects an earlier one: without it, it is the first of its year.
    `gaps` are the PCNs of rows that couldn't be used (None: it couldn't be read which PCN).
    """

    year: ContractYear
    total: TotalRow | None = None
    published: date | None = None
    gaps: frozenset[str | None] = frozenset()

    @property
    def at(self) -> date:
        """The snapshot day: 1 January before the contract year starts."""
        return date(self.year.starts_in, 1, 1)

    @cached_property
    def of_practice(self) -> Mapping[str, AdjustedRow]:
        """The rows by the code of their practice."""
        return {row.practice_code: row for row in self.rows}

    @cached_property
    def of_pcn(self) -> Mapping[str, tuple[AdjustedRow, ...]]:
        """The practices of each PCN by its code."""
        rows: dict[str, list[AdjustedRow]] = {}
        for row in self.rows:
            if row.pcn_code is not None:
                rows.setdefault(row.pcn_code, []).append(row)
        return {code: tuple(members) for code, members in rows.items()}


def read(source: Source, year: str, *, name: str = "", published: date | None = None) -> AdjustedReading:
    r"""Reads an edition for a contract year such as `2025/26`, which the caller names since few editions do.

    `published` is the day of an edition that corrects an earlier one; no file says it. Payments use an edition only in
    its months: those of 2025/26 the first one until 31 May 2025, and then the corrected one.

    The publisher's workbook is read as well as a CSV file made of it: the sheet that has a row for each practice.

    A practice that stands there twice is kept once where its PCN and figures agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, lacks a heading, or its headings name
            another contract year.
        FileNotFoundError: there is no such file.
        MisuseError: `published` is before the day on which the patients were counted.
        OutsideDataError: `year` is not a contract year.
        WrongTypeError: `published` is not a `datetime.date`.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "adjusted.csv")
        ...     _ = path.write_text(
        ...         "Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n"
        ...         "A00001,Mill Lane Surgery,U00001,9812,10120.5\n"
        ...     )
        ...     reading = read(path, "2025/26")
        >>> [(row.practice_code, row.pcn_code, row.registered, row.adjusted) for row in reading.rows]
        [('A00001', 'U00001', 9812, Decimal('10120.5'))]
    """
    contract_year = ContractYear.parse(year)
    if published is not None:
        as_day(published, "published")  # before the file is read
    table = table_of(source, COLUMNS, name=name)
    _refuse_other_year(table.headings, contract_year, table.file)
    places = places_of(COLUMNS, table.headings, table.file)
    good, broken = in_shape(table.body, len(table.headings), table.file)
    body, last = _parted(good, places)
    read_rows = rows_of(AdjustedRow, COLUMNS, places, body, table.file)
    refuse_useless(attrs.evolve(read_rows, problems=in_order(broken, read_rows.problems)))
    totals = rows_of(TotalRow, TOTAL_COLUMNS, places, last, table.file)
    rows, repeated = once_each(
        read_rows.made,
        table.file,
        "Practice Code",
        thing="practice",
        says="PCN and figures",
        key=lambda row: row.practice_code,
        shown=lambda row: row.practice_code,
        saying=lambda row: (row.pcn_code, row.registered, row.adjusted),
    )
    lost = {row.pcn_code for row in dropped(read_rows.made, rows, lambda row: row.practice_code)} - {None}
    unshaped: set[str | None] = {None} if broken else set()
    other_year = _other_january(table, contract_year)
    return AdjustedReading(
        file=table.file,
        year=contract_year,
        rows=rows,
        total=totals.made[0] if totals.made else None,
        published=day_of_publication(published, [date(contract_year.starts_in, 1, 1)], table.file),
        problems=in_order(other_year, broken, read_rows.problems, repeated, totals.problems),
        gaps=read_rows.gaps("pcn_code") | lost | unshaped,
    )


def lists_of_networks(reading: AdjustedReading) -> dict[str, dict[str, Decimal]]:
    """The populations of each network by its code, as facts; one of which a practice has no figure is left out.

    So is a network of which a row couldn't be used (`gaps`), and every one where nobody knows of which that row was.
    The members are those that the file names, as of the day on which it was made. The adjusted populations are left
    out of a year in which they were corrected, since neither edition is that of every month.
    """
    for_all_months = correction_in(reading.year) is None
    found: dict[str, dict[str, Decimal]] = {}
    for code, rows in reading.of_pcn.items():
        if reading.gaps & {code, None}:
            continue
        known = found.setdefault(code, {})
        for fact, figures in (
            ("population.registered", [row.registered for row in rows]),
            ("population.adjusted", [row.adjusted for row in rows]),
        ):
            if None not in figures and (for_all_months or fact != "population.adjusted"):
                known[fact] = reduce(EXACTLY.add, (Decimal(figure) for figure in figures if figure is not None))
    return found


def correction_in(year: ContractYear) -> Correction | None:
    """The correction of a year's adjusted populations within the year; None where they had none."""
    if year not in years():
        return None
    contract = Terms(load_year(year), year.first_day, None)
    return correction_by(lambda key: contract[key].value if key in contract else None)


def _refuse_other_year(headings: Iterable[str], year: ContractYear, file: str) -> None:
    # The year in these headings is that of the figures: with another snapshot day they would be wrong throughout.
    for heading in headings:
        match = _YEAR.fullmatch(heading)
        if match and meaning(match["heading"]) in (meaning(REGISTERED), meaning(ADJUSTED)):
            named = match["year"].replace("-", "/")
            if named != str(year):
                raise FileFormatError(
                    f"{file} was to be read for {year}, but its heading is '{heading}'; "
                    f"read it with year='{named}', or choose the file for {year}"
                )


def _other_january(table: Table, year: ContractYear) -> list[Problem]:
    # This heading only says when membership was looked up, so it makes the year doubtful and no more.
    mend = f"the contract year {year} counts patients on 1 January {year.starts_in}; is it the file for that year?"
    return [
        Problem(file=table.file, row=table.heading_row, column=heading, value=heading, mend=mend)
        for heading in table.headings
        if (match := _JANUARY.fullmatch(heading)) and int(match["year"]) != year.starts_in % 100
    ]


def _parted(lines: Sequence[Line], places: Mapping[str, int]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The rows of practices, and the row of totals if the last one is that."""
    if lines and all(
        str(lines[-1].cells[places[name]]).strip().casefold() in TOTAL_NAMES
        for name in ("practice_code", "practice_name", "pcn_code")
    ):
        return lines[:-1], lines[-1:]
    return lines, ()


def add_populations(
    network: Network, reading: AdjustedReading, *, published: date | None = None, source: str = ""
) -> Network:
    """The network with the registered and adjusted populations of its practices added.

    A practice without a row, or with a row without figures, stays as it is: its population is unknown, not nothing.
    `published` is the day of this edition where it corrects an earlier one, if the reading does not have it; `source`
    is the file's name if left empty.

    Raises:
        MisuseError: `published` is before the day on which the patients were counted.
        WrongTypeError: `published` is not a `datetime.date`.
    """
    edition = day_of_publication(published or reading.published, [reading.at], reading.file)
    rows = reading.of_practice
    return with_populations(
        network, lambda code: _populations(rows[code], reading, edition, source) if code in rows else ()
    )


def _populations(row: AdjustedRow, reading: AdjustedReading, published: date | None, source: str) -> list[Population]:
    figures = {"registered": row.registered, "adjusted": row.adjusted}
    return [
        Population(
            kind=kind, at=reading.at, patients=Decimal(patients), published=published, source=source or reading.file
        )
        for kind, patients in figures.items()
        if patients is not None
    ]
