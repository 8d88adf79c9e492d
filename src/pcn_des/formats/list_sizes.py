"""Reads Patients Registered at a GP Practice: the registered list of every practice (and PCN) on the extract day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.formats import cells
from pcn_des.formats.columns import Check, Column, rows_under
from pcn_des.formats.csv_file import LONG
from pcn_des.formats.given import Source
from pcn_des.formats.populations import added, day_of_publication, with_populations
from pcn_des.formats.reading import Reading, in_order
from pcn_des.formats.repeats import once_each
from pcn_des.formats.tables import table as table_of
from pcn_des.network import Network, Population

PRACTICE: Final = "GP"
PCN: Final = "PCN"
ALL: Final = "ALL"
IN_NO_PCN: Final = "U"

# Rows of other kinds, sexes and ages are passed over; what is none of these may be a row for all patients.
_KIND: Final = cells.of_form("GP|PCN|.*(REGION|ICB|LOCATION|CCG|STP|NHS|ENGLAND).*", "GP, PCN, ICB or the like")
_SEX: Final = cells.of_form("ALL|(FE)?MALE|F|M|OTHER|UNKNOWN|INDETERMINATE", "ALL, FEMALE or MALE")
_AGE: Final = cells.of_form(r"ALL|1?[0-9]{1,2}\+?|[0-9]{1,2}[_-]1?[0-9]{1,2}", "ALL, or an age such as 0_4 or 95+")

# The second heading is that of gp-reg-pat-prac-quin-age.csv, or that of the editions before July 2022.
COLUMNS: Final[Mapping[str, Column]] = {
    "at": Column(("EXTRACT_DATE",), cells.edition_day),
    "kind": Column(("TYPE", "ORG_TYPE"), lambda cell: _KIND(cell).upper()),
    "code": Column(("CODE", "ORG_CODE"), cells.text),
    "commissioner_code": Column(
        ("SUB_ICB_LOCATION_CODE", "CCG_CODE"), cells.or_none(cells.commissioner_code), optional=True
    ),
    "sex": Column(("SEX",), _SEX),
    "age": Column(("AGE", "AGE_GROUP_5"), _AGE),
    "patients": Column(("NUMBER_OF_PATIENTS",), cells.whole),
}


def _of_its_kind(kind: str, code: str) -> None:
    if kind != PCN or code != IN_NO_PCN:
        (cells.practice_code if kind == PRACTICE else cells.pcn_code)(code)


CHECKS: Final = (Check(("kind", "code"), _of_its_kind),)

_HINT: Final = (
    "Practices and PCNs with SEX ALL and AGE ALL are read: choose gp-reg-pat-prac-all.csv or "
    "gp-reg-pat-prac-quin-age.csv instead of a file for one sex"
)


@attrs.frozen(kw_only=True, repr=False)
class ListSizeRow(Brief):
    """The registered patients of a practice (`kind` GP) or of a PCN (`kind` PCN), all ages and sexes together.

    Raises:
        ValueError: the code isn't one of its kind.
    """

    kind: str
    code: str
    commissioner_code: str | None
    at: date
    patients: int
    row: int

    def __attrs_post_init__(self) -> None:
        (cells.practice_code if self.kind == PRACTICE else cells.pcn_code)(self.code)


@attrs.frozen(kw_only=True, repr=False)
class ListSizeReading(Reading[ListSizeRow]):
    """The lists of a file, which are of one day as a rule."""

    @cached_property
    def of_code(self) -> Mapping[str, tuple[ListSizeRow, ...]]:
        """The rows of each practice and PCN by its code, one for each extract day."""
        rows: dict[str, tuple[ListSizeRow, ...]] = {}
        for row in self.rows:
            rows[row.code] = (*rows.get(row.code, ()), row)
        return rows


def read(source: Source, *, name: str = "") -> ListSizeReading:
    r"""Reads gp-reg-pat-prac-all.csv or gp-reg-pat-prac-quin-age.csv, of any year since 2017.

    Only rows for all ages and both sexes together count, and of these the practices and PCNs: age bands, regions, ICBs,
    sub-ICB locations and `U` (the practices in no PCN) are passed over. One that stands there twice for a day is kept
    once where the numbers agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, lacks a heading or usable row, or has
            no row for all patients together.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "list_sizes.csv")
        ...     _ = path.write_text(
        ...         "EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
        ...         "01JAN2022,GP,A00001,99Z,ALL,ALL,9812\n"
        ...         "01JAN2022,GP,A00002,99Z,ALL,ALL,many\n"
        ...     )
        ...     reading = read(path)
        >>> [(row.code, row.at.isoformat(), row.patients) for row in reading.rows]
        [('A00001', '2022-01-01', 9812)]
        >>> print(reading)
        list_sizes.csv: 1 row can be used
        <BLANKLINE>
        PROBLEMS: 1
          - list_sizes.csv, row 3, NUMBER_OF_PATIENTS 'many': it is not a whole number;
            write it as 7779 or 7,779
    """
    table = table_of(source, COLUMNS, name=name, largest=LONG)
    wanted = {"kind": (PRACTICE, PCN), "sex": (ALL,), "age": (ALL,)}
    found = rows_under(_row, COLUMNS, table, wanted, CHECKS, _HINT)
    rows, repeated = once_each(
        (row for row in found.made if row is not None),
        table.file,
        "CODE",
        thing="list",
        says="numbers",
        key=lambda row: (row.kind, row.code, row.at),
        shown=lambda row: row.code,
        saying=lambda row: row.patients,
    )
    return ListSizeReading(file=table.file, rows=rows, problems=in_order(found.problems, repeated))


def _row(
    *, kind: str, code: str, commissioner_code: str | None, at: date, patients: int, sex: str, age: str, row: int
) -> ListSizeRow | None:
    if code == IN_NO_PCN and kind == PCN:
        return None
    return ListSizeRow(kind=kind, code=code, commissioner_code=commissioner_code, at=at, patients=patients, row=row)


def add_registered(
    network: Network, reading: ListSizeReading, *, published: date | None = None, source: str = ""
) -> Network:
    """The network with the registered populations of its practices on the extract day added.

    A PCN's own row, which only the file by age groups has, becomes the network's own figure. A practice without a row
    stays as it is: its population is unknown, not nothing. `published` is the day of this edition where it corrects an
    earlier one; `source` is the file's name if left empty.

    Raises:
        MisuseError: `published` is before a day on which the patients were counted.
        WrongTypeError: `published` is not a `datetime.date`.
    """
    day_of_publication(published, (row.at for row in reading.rows), reading.file)

    def populations(code: str) -> tuple[Population, ...]:
        return tuple(
            Population(
                kind="registered",
                at=row.at,
                patients=Decimal(row.patients),
                published=published,
                source=source or reading.file,
            )
            for row in reading.of_code.get(code, ())
        )

    own = added(network.populations, populations(network.code))
    return attrs.evolve(with_populations(network, populations), populations=own)
