"""Reads the Network Contract DES extract (NCDes): indicator figures by practice, and dictionaries of its measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from pcn_des.brief import Brief
from pcn_des.formats import cells
from pcn_des.formats.cells import Suppressed
from pcn_des.formats.columns import Column, rows_under
from pcn_des.formats.csv_file import LONG
from pcn_des.formats.given import Source
from pcn_des.formats.lines import meaning
from pcn_des.formats.reading import Problem, Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of

GAP: Final = "unallocated"  # what the publisher writes where its own tables know nothing
_GAPS: Final = frozenset({"", "u", GAP})
_NOTHING: Final = frozenset({"", "n/a", "none"})

# The columns between name and date are those of older editions.
COLUMNS: Final[Mapping[str, Column]] = {
    "practice_code": Column(("PRACTICE_CODE",), cells.practice_code),
    "practice_name": Column(("PRACTICE_NAME",), cells.or_none(cells.text, _GAPS)),
    "pcn_code": Column(("PCN_ODS_CODE",), cells.or_none(cells.pcn_code, _GAPS), optional=True),
    "pcn_name": Column(("PCN_NAME",), cells.or_none(cells.text, _GAPS), optional=True),
    "sub_icb_code": Column(("SUB_ICB_LOC_CODE",), cells.or_none(cells.commissioner_code, _GAPS), optional=True),
    "icb_code": Column(("ICB_CODE",), cells.or_none(cells.commissioner_code, _GAPS), optional=True),
    "service": Column(("QUALITY_SERVICE",), cells.text),
    "at": Column(("ACH_DATE",), cells.edition_day),
    "indicator": Column(("IND_CODE",), cells.text),
    "measure": Column(("MEASURE",), cells.text),
    "value": Column(("VALUE",), cells.count),
}
# As the Calculating Quality Reporting Service (CQRS) gives it, before publication.
RAW_COLUMNS: Final[Mapping[str, Column]] = {
    "practice_code": Column(("ORG_CODE",), cells.practice_code),
    "service": Column(("QUALITY_SERVICE",), cells.text),
    "at": Column(("ACH_DATE",), cells.edition_day),
    "indicator": Column(("IND_CODE",), cells.text),
    "measure": Column(("FIELD_NAME",), cells.text),
    "value": Column(("VALUE",), cells.count),
    "last_submission": Column(("LAST_SUBMISSION",), cells.yes_no),
}
MEASURE_COLUMNS: Final[Mapping[str, Column]] = {
    "year": Column(("SERVICE_YEAR",), cells.text),
    "domain": Column(("Care domain (CQRS short domain name)",), cells.text),
    "indicator": Column(("INDICATOR_ID",), cells.text),
    "description": Column(("INDICATOR_DESCRIPTION",), cells.text),
    "kind": Column(("MEASURE_TYPE",), cells.text),
    "measure": Column(("MEASURE",), cells.text),
    "measure_description": Column(("MEASURE_DESCRIPTION",), cells.text),
    "short_name": Column(("CQRS short code",), cells.or_none(cells.text, _NOTHING)),
}
FIELD_COLUMNS: Final[Mapping[str, Column]] = {
    "year": Column(("SERVICE_YEAR",), cells.text),
    "indicator": Column(("IND_CODE",), cells.text),
    "field_name": Column(("FIELD_NAME",), cells.text),
    "short_name": Column(("SHORT_NAME",), cells.text),
}


@attrs.frozen(kw_only=True, repr=False)
class NcdRow(Brief):
    """One figure of a practice for an indicator: numerator, denominator, count or personalised care adjustment (PCA).

    A PCA is called by its short name; exclusions are never published. `value` is `cells.SUPPRESSED` where the publisher
    keeps it back: neither 0 nor unknown to the practice. Names and codes that the publisher's tables lack
    (`UNALLOCATED`), or that this edition doesn't have, are None.
    """

    practice_code: str
    practice_name: str | None = None
    pcn_code: str | None = None
    pcn_name: str | None = None
    sub_icb_code: str | None = None
    icb_code: str | None = None
    service: str
    at: date
    indicator: str
    measure: str
    value: int | Suppressed
    row: int


@attrs.frozen(kw_only=True, repr=False)
class NcdReading(Reading[NcdRow]):
    """An extract. `raw` is the form in which CQRS gives it: measures have their long names, nothing is suppressed.

    `unused` is what could be read of each row that couldn't be used, by `COLUMNS` or `RAW_COLUMNS`.
    """

    raw: bool = False
    unused: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def of_practice(self) -> Mapping[str, tuple[NcdRow, ...]]:
        """The figures of each practice by its code."""
        rows: dict[str, list[NcdRow]] = {}
        for row in self.rows:
            rows.setdefault(row.practice_code, []).append(row)
        return {code: tuple(found) for code, found in rows.items()}


@attrs.frozen(kw_only=True, repr=False)
class Measure(Brief):
    """A measure of an indicator, as NCD_metadata.csv explains it: a numerator, denominator, PCA, exclusion or count.

    `short_name` is the CQRS short code of a PCA or exclusion, by which extracts call it.
    """

    year: str
    domain: str
    indicator: str
    description: str
    kind: str
    measure: str
    measure_description: str
    short_name: str | None
    row: int


@attrs.frozen(kw_only=True, repr=False)
class Field(Brief):
    """A field of the raw form with the short name by which the published form calls it, in one service year."""

    year: str
    indicator: str
    field_name: str
    short_name: str
    row: int


def read(source: Source, *, name: str = "") -> NcdReading:
    r"""Reads an extract: the published form of today, the older one with PCN and ICB, or the raw form of CQRS.

    Raw submissions that a later one replaced are passed over. A figure that stands there twice is kept once where the
    values agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "ncd.csv")
        ...     _ = path.write_text(
        ...         "PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
        ...         "A00001,MILL LANE SURGERY,NCD2526,30/09/2025,SMR01A,Numerator,14\n"
        ...     )
        ...     reading = read(path)
        >>> [(row.practice_code, row.indicator, row.measure, row.value) for row in reading.rows]
        [('A00001', 'SMR01A', 'Numerator', 14)]
    """
    table = table_of(source, COLUMNS, RAW_COLUMNS, name=name, largest=LONG)
    raw = "fieldname" in map(meaning, table.headings)
    found = rows_under(_submitted, RAW_COLUMNS, table) if raw else rows_under(NcdRow, COLUMNS, table)
    made = [row for row in found.made if row is not None]
    rows, repeated = once_each(
        made,
        table.file,
        "IND_CODE",
        thing="figure",
        says="values",
        key=_figure,
        shown=lambda row: row.indicator,
        saying=lambda row: row.value,
    )
    problems = in_order(found.problems, repeated)
    unused = (
        *(values for values in found.unused if values.get("last_submission", True)),
        *(attrs.asdict(row, recurse=False) for row in dropped(made, rows, _figure)),
    )
    return NcdReading(file=table.file, raw=raw, rows=rows, problems=problems, unused=unused)


def _figure(row: NcdRow) -> tuple[object, ...]:
    return row.practice_code, row.service, row.at, row.indicator, row.measure


def _submitted(*, last_submission: bool, **values: object) -> NcdRow | None:
    return NcdRow(**values) if last_submission else None  # type: ignore[arg-type]


def with_short_names(reading: NcdReading, fields: Reading[Field]) -> NcdReading:
    """The raw form with its measures called as in the published form: `Numerator`, `Denominator`, `PALCARDAT2`.

    A measure that the fields don't have for its indicator keeps its long name and is reported.
    """
    short = {(field.indicator, field.field_name): field.short_name for field in fields.rows}
    rows: list[NcdRow] = []
    problems: list[Problem] = []
    for row in reading.rows:
        name = short.get((row.indicator, row.measure))
        if name is None:
            mend = f"{fields.file} has no such field of {row.indicator}; use the mapping of the extract's own year"
            problems.append(
                Problem(file=reading.file, row=row.row, column="FIELD_NAME", value=row.measure, mend=f"{mend} (kept)")
            )
        rows.append(attrs.evolve(row, measure=name or row.measure))
    unused = tuple(_with_short_name(values, short) for values in reading.unused)
    return attrs.evolve(reading, rows=tuple(rows), problems=in_order(reading.problems, problems), unused=unused)


def _with_short_name(values: Mapping[str, Any], short: Mapping[tuple[str, str], str]) -> Mapping[str, Any]:
    """What could be read of a row; its measure, which the same name is in several indicators, only by its indicator."""
    if "measure" not in values:
        return values
    if "indicator" not in values:
        return {name: value for name, value in values.items() if name != "measure"}
    return {**values, "measure": short.get((values["indicator"], values["measure"]), values["measure"])}


def read_measures(source: Source, *, name: str = "") -> Reading[Measure]:
    """Reads NCD_metadata.csv: what each measure of each indicator counts.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
    """
    table = table_of(source, MEASURE_COLUMNS, name=name)
    found = rows_under(Measure, MEASURE_COLUMNS, table)
    return Reading(file=table.file, rows=found.made, problems=found.problems)


def read_fields(source: Source, *, name: str = "") -> Reading[Field]:
    """Reads NCD_CQRS_Metadata_Mapping.csv: the short name of each field of the raw form.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
    """
    table = table_of(source, FIELD_COLUMNS, name=name)
    found = rows_under(Field, FIELD_COLUMNS, table)
    return Reading(file=table.file, rows=found.made, problems=found.problems)
