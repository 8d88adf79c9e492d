"""Reads NHS Payments to General Practice: what practices, and through them PCNs, were paid in a financial year.

The payments of a PCN stand on one of its practices, its Nominated Payee, or nowhere where the payee is no practice. So
a PCN with nothing was not necessarily paid nothing. `PCN Support` and `PCN Leadership` each hold several streams
together, and the lists are averages over the year, not those of 1 January.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from typing import Any, Final

import attrs

from pcn_des.brief import Brief
from pcn_des.errors import FileFormatError
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, rows_under
from pcn_des.formats.given import Source
from pcn_des.formats.lines import Table, meaning
from pcn_des.formats.reading import Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of
from pcn_des.questions.published.columns import STREAMS as STREAMS  # told by the page on this module, too
from pcn_des.values import EXACTLY

_NO_PCN: Final = frozenset({"", "u", "n/a", "unknown", "unallocated", "unknown or no pcn"})
_KNOWN: Final = {meaning(heading): heading for heading in STREAMS}
_PAID: Final = "paid: "  # before the heading, so that no heading has the name of another column
# The first headings are the publisher's of most years, the second those of other years and copies (HEEC).
LISTS: Final[Mapping[str, Column]] = {
    "registered": Column(
        ("Average Number of Registered Patients", "Number of Registered Patients (Last Known Figure)"),
        cells.or_none(cells.decimal),
    ),
    "weighted": Column(
        ("Average Number of Weighted Patients", "Number of Weighted Patients (Last Known Figure)"),
        cells.or_none(cells.decimal),
    ),
}
PRACTICE_COLUMNS: Final[Mapping[str, Column]] = {
    "pcn_code": Column(("PCN Code",), cells.or_none(cells.pcn_code, _NO_PCN)),
    "pcn_name": Column(("PCN Name",), cells.or_none(cells.text, _NO_PCN), optional=True),
    "practice_code": Column(("Practice Code",), cells.practice_code),
    "practice_name": Column(("Practice Name",), cells.text_or_none, optional=True),
    "contract_type": Column(("Contract Type",), cells.or_none(cells.text, _NO_PCN), optional=True),
    "opened": Column(("Practice Open Date",), cells.or_none(cells.any_day), optional=True),
    "closed": Column(("Practice Close Date",), cells.or_none(cells.any_day), optional=True),
    **LISTS,
}
PCN_COLUMNS: Final[Mapping[str, Column]] = {
    "pcn_code": Column(("PCN Code",), cells.pcn_code),
    "pcn_name": Column(("PCN Name",), cells.or_none(cells.text, _NO_PCN), optional=True),
    **LISTS,
}


@attrs.frozen(kw_only=True, repr=False)
class PracticePayments(Brief):
    """What a practice was paid for its PCN, in pounds by the heading of the file; negative where money was taken back.

    `pcn_code` None is a practice whose PCN the file doesn't know. `registered` and `weighted` are average lists.
    """

    pcn_code: str | None
    pcn_name: str | None
    practice_code: str
    practice_name: str | None
    contract_type: str | None
    opened: date | None
    closed: date | None
    registered: Decimal | None
    weighted: Decimal | None
    payments: Mapping[str, Decimal] = attrs.field(hash=False)
    row: int


@attrs.frozen(kw_only=True, repr=False)
class PcnPayments(Brief):
    """What a PCN was paid, in pounds by the heading of the file.

    `practices` are those whose rows are summed here. `complete` false is a sum from which a row may be missing that
    couldn't be read; a list is None where it is missing for a practice.
    """

    pcn_code: str
    pcn_name: str | None
    registered: Decimal | None
    weighted: Decimal | None
    payments: Mapping[str, Decimal] = attrs.field(hash=False)
    practices: tuple[str, ...] = ()
    complete: bool = True
    row: int | None = None


@attrs.frozen(kw_only=True, repr=False)
class PracticeReading(Reading[PracticePayments]):
    """The payments of a year by practice. `gaps` are the PCNs of rows that couldn't be used (None: any)."""

    gaps: frozenset[str | None] = frozenset()


@attrs.frozen(kw_only=True, repr=False)
class PcnReading(Reading[PcnPayments]):
    """The payments of a year by PCN. `without` are the practices that the file has in none."""

    without: tuple[PracticePayments, ...] = ()

    @cached_property
    def of_pcn(self) -> Mapping[str, PcnPayments]:
        """The payments by the code of the PCN."""
        return {row.pcn_code: row for row in self.rows}


def read(source: Source, *, name: str = "") -> PracticeReading:
    r"""Reads the practice file; of its payments those whose heading starts with `PCN`.

    A practice that stands there twice is kept once where the rows agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, lacks a heading or usable row, or has
            no payments to PCNs (before 2019/20).
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "payments.csv")
        ...     _ = path.write_text(
        ...         "CCG Code,PCN Code,PCN Name,Practice Code,Contract Type,"
        ...         "Average Number of Registered Patients,Average Number of Weighted Patients,"
        ...         "PCN Participation\n"
        ...         "99Z,U00001,MILLBROOK PCN,A00001,GMS,9812,9950.5,17269.12\n"
        ...     )
        ...     reading = read(path)
        >>> reading.rows[0].payments["PCN Participation"]
        Decimal('17269.12')
    """
    table = table_of(source, PRACTICE_COLUMNS, name=name)
    named = {meaning(heading) for column in PRACTICE_COLUMNS.values() for heading in column.headings}
    paid = [
        heading for heading in table.headings if meaning(heading).startswith("pcn") and meaning(heading) not in named
    ]
    found = rows_under(_practice, {**PRACTICE_COLUMNS, **_paid(paid, table)}, table)
    rows, repeated = once_each(
        found.made,
        table.file,
        "Practice Code",
        thing="practice",
        says="rows",
        key=lambda row: row.practice_code,
        shown=lambda row: row.practice_code,
        saying=_said,
    )
    lost = {row.pcn_code for row in dropped(found.made, rows, lambda row: row.practice_code)} - {None}
    gaps = found.gaps("pcn_code") | lost
    return PracticeReading(file=table.file, rows=rows, problems=in_order(found.problems, repeated), gaps=gaps)


def read_pcns(source: Source, *, name: str = "") -> PcnReading:
    """Reads the PCN file, which is published since 2021/22; every column to the right of the lists is a payment.

    A PCN that stands there twice is kept once where the rows agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
    """
    table = table_of(source, PCN_COLUMNS, name=name)
    named = {meaning(heading) for heading in LISTS["weighted"].headings}
    after = [place for place, heading in enumerate(table.headings, start=1) if meaning(heading) in named]
    paid = [heading for heading in table.headings[after[0] :] if heading] if after else []
    found = rows_under(_pcn, {**PCN_COLUMNS, **_paid(paid, table)}, table)
    rows, repeated = once_each(
        found.made,
        table.file,
        "PCN Code",
        thing="PCN",
        says="rows",
        key=lambda row: row.pcn_code,
        shown=lambda row: row.pcn_code,
        saying=_said,
    )
    return PcnReading(file=table.file, rows=rows, problems=in_order(found.problems, repeated))


def read_networks(source: Source, *, name: str = "") -> PcnReading:
    """Reads either file as networks: the PCN file as it stands, or the practice file with its rows summed by PCN.

    Raises:
        FileFormatError: as `read` and `read_pcns` say.
        FileNotFoundError: there is no such file.
    """
    (practice_code,) = PRACTICE_COLUMNS["practice_code"].headings
    headings = map(meaning, table_of(source, {"pcn_code": PCN_COLUMNS["pcn_code"]}, name=name).headings)
    if meaning(practice_code) not in headings:
        return read_pcns(source, name=name)
    reading = read(source, name=name)
    without = tuple(row for row in reading.rows if row.pcn_code is None)
    rows = tuple(by_pcn(reading).values())
    return PcnReading(file=reading.file, rows=rows, problems=reading.problems, without=without)


def by_pcn(reading: PracticeReading) -> dict[str, PcnPayments]:
    """The payments of each PCN: the rows of its practices summed, by the code that the file gives each of them."""
    of_pcn: dict[str, list[PracticePayments]] = defaultdict(list)
    for row in reading.rows:
        if row.pcn_code is not None:
            of_pcn[row.pcn_code].append(row)
    return {
        code: PcnPayments(
            pcn_code=code,
            pcn_name=rows[0].pcn_name,
            registered=_sum_of([row.registered for row in rows]),
            weighted=_sum_of([row.weighted for row in rows]),
            payments=_payments_of(rows),
            practices=tuple(row.practice_code for row in rows),
            complete=not reading.gaps & {code, None},
        )
        for code, rows in of_pcn.items()
    }


def _paid(headings: Sequence[str], table: Table) -> dict[str, Column]:
    if not headings:
        raise FileFormatError(f"{table.file} has no payments to PCNs; is it the right file, of 2019/20 or later?")
    return {_PAID + _known(heading): Column((heading,), cells.money) for heading in headings}


def _known(heading: str) -> str:
    """The heading as `STREAMS` writes it, whatever its capitals."""
    return _KNOWN.get(meaning(heading), heading)


def _practice(**values: Any) -> PracticePayments:
    return PracticePayments(**_with_payments(values))


def _pcn(**values: Any) -> PcnPayments:
    return PcnPayments(**_with_payments(values))


def _with_payments(values: Mapping[str, Any]) -> dict[str, Any]:
    payments = {name.removeprefix(_PAID): value for name, value in values.items() if name.startswith(_PAID)}
    return {**{name: value for name, value in values.items() if not name.startswith(_PAID)}, "payments": payments}


def _said(row: PracticePayments | PcnPayments) -> tuple[object, ...]:
    return (row.pcn_code, row.registered, row.weighted, *sorted(row.payments.items()))


def _payments_of(rows: Iterable[PracticePayments]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        for heading, amount in row.payments.items():
            sums[heading] = EXACTLY.add(sums[heading], amount)
    return dict(sums)


def _sum_of(figures: Sequence[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return reduce(EXACTLY.add, known, Decimal()) if len(known) == len(figures) else None
