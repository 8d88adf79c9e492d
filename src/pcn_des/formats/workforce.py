"""Reads PCN Workforce: who works in PCNs and for how much time, person by person or summed by PCN and role.

These full-time equivalents (FTE, 1.0 is 37.5 hours) are a prompt, never a finding: the collection counts everyone whom
a network reports, whoever pays, while the Additional Roles Reimbursement Scheme (ARRS) counts what was claimed. A PCN
without a return is not one without staff.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeVar

import attrs

from pcn_des.brief import Brief
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, Rows, rows_under
from pcn_des.formats.csv_file import LONG
from pcn_des.formats.given import Source
from pcn_des.formats.lines import Table, meaning
from pcn_des.formats.reading import Problem, Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of
from pcn_des.formats.workforce_roles import role_key
from pcn_des.values import EXACTLY

STAFF: Final = "NWRS Staff"
CONTRACTED: Final = "NWRS contracted services"

_ROLE_COLUMNS: Final[Mapping[str, Column]] = {
    "source": Column(("Data_source",), cells.text_or_none, optional=True),
    "pcn_code": Column(("PCN_CODE",), cells.pcn_code),
    "icb_code": Column(("ICB_CODE",), cells.or_none(cells.commissioner_code), optional=True),
    "staff_group": Column(("STAFF_GROUP",), cells.text),
    "staff_role": Column(("STAFF_ROLE",), cells.text),
    "detailed_role": Column(("DETAILED_STAFF_ROLE",), cells.text),
    "fte": Column(("FTE",), cells.signed),
}
COLUMNS: Final[Mapping[str, Column]] = {
    **_ROLE_COLUMNS,
    "year": Column(("CENSUS_YEAR",), cells.year),
    "month": Column(("CENSUS_MONTH",), cells.month),
    "pcn_name": Column(("PCN_NAME",), cells.text),
    "sub_icb_code": Column(("SUB_ICB_CODE", "CCG_CODE"), cells.or_none(cells.commissioner_code), optional=True),
    "person": Column(("UNIQUE_IDENTIFIER",), cells.text_or_none),
}
BY_ROLE_COLUMNS: Final[Mapping[str, Column]] = {**_ROLE_COLUMNS, "records": Column(("RECORDS",), cells.whole)}


@attrs.frozen(kw_only=True, repr=False)
class RoleFte(Brief):
    """What every row of the workforce has: a PCN, a role in the words of the file, and the time worked in it.

    `source` is `NWRS Staff` or `NWRS contracted services`; the latter have no persons, so time but no headcount.
    """

    source: str | None
    pcn_code: str
    icb_code: str | None
    staff_group: str
    staff_role: str
    detailed_role: str
    fte: Decimal
    row: int

    @property
    def role(self) -> str | None:
        """The key of the reimbursable role that plainly matches, such as `paramedic`; None where none does."""
        return role_key(self.detailed_role)


@attrs.frozen(kw_only=True, repr=False)
class WorkforceRow(RoleFte):
    """One person's job, or a contracted service, in the month of a census. `person` tells people apart in this file.

    Raises:
        ValueError: there is no such month.
    """

    year: int
    month: int = attrs.field()
    pcn_name: str
    sub_icb_code: str | None
    person: str | None

    @month.validator
    def _a_month(self, _: Any, value: int) -> None:
        if not 1 <= value <= 12:
            raise ValueError(f"CENSUS_MONTH is {value}; write 1 to 12")


@attrs.frozen(kw_only=True, repr=False)
class ByRoleRow(RoleFte):
    """The time worked in a PCN in one detailed role, and the number of records that it sums."""

    records: int


Row_co = TypeVar("Row_co", bound=RoleFte, covariant=True)


@attrs.frozen(kw_only=True, repr=False)
class WorkforceReading(Reading[Row_co]):
    """A workforce file. `gaps` are the PCNs of rows that couldn't be used (None: it couldn't be read which PCN)."""

    gaps: frozenset[str | None] = frozenset()

    @cached_property
    def of_pcn(self) -> Mapping[str, tuple[Row_co, ...]]:
        """The rows of every PCN with a return, by its code. A PCN that is not there is unknown, not without staff."""
        rows: dict[str, list[Row_co]] = defaultdict(list)
        for row in self.rows:
            rows[row.pcn_code].append(row)
        return {code: tuple(found) for code, found in rows.items()}

    def fte(self, pcn_code: str) -> Mapping[str, Decimal] | None:
        """The time worked in a PCN by detailed role; None where it has no return, which does not mean nobody.

        Where the PCN or None is among the `gaps`, this is what is known at least.
        """
        return self._summed(pcn_code, {row.detailed_role: row.detailed_role for row in self.of_pcn.get(pcn_code, ())})

    def fte_by_role_key(self, pcn_code: str) -> Mapping[str, Decimal] | None:
        """The same by the key of the reimbursable role, without roles that match none. A prompt, never a finding."""
        keys = {row.detailed_role: row.role for row in self.of_pcn.get(pcn_code, ())}
        return self._summed(pcn_code, {name: key for name, key in keys.items() if key is not None})

    def _summed(self, pcn_code: str, keys: Mapping[str, str]) -> Mapping[str, Decimal] | None:
        if pcn_code not in self.of_pcn:
            return None
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for row in self.of_pcn[pcn_code]:
            if row.detailed_role in keys:
                sums[keys[row.detailed_role]] = EXACTLY.add(sums[keys[row.detailed_role]], row.fte)
        return dict(sums)


def read(source: Source, *, name: str = "") -> WorkforceReading[WorkforceRow]:
    r"""Reads the individual-level file of a census.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "workforce.csv")
        ...     _ = path.write_text(
        ...         "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,ICB_CODE,STAFF_GROUP,"
        ...         "STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER\n"
        ...         "NWRS Staff,2026,6,U00001,MILLBROOK PCN,99Z,QZZ,DPC,Paramedics,Paramedic,0.8,1\n"
        ...     )
        ...     reading = read(path)
        >>> reading.fte_by_role_key("U00001")
        {'paramedic': Decimal('0.8')}
    """
    return _by_person(table_of(source, COLUMNS, name=name, largest=LONG))


def read_by_role(source: Source, *, name: str = "") -> WorkforceReading[ByRoleRow]:
    """Reads a file with one row for each PCN, detailed role and source.

    A row that stands there twice is used once where its time and records agree, and not at all where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
    """
    return _by_role(table_of(source, BY_ROLE_COLUMNS, name=name, largest=LONG))


def read_either(source: Source, *, name: str = "") -> WorkforceReading[WorkforceRow] | WorkforceReading[ByRoleRow]:
    """Reads a file of either kind, told by its headings: person by person, or summed by PCN and role (`RECORDS`).

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
    """
    table = table_of(source, COLUMNS, BY_ROLE_COLUMNS, name=name, largest=LONG)
    summed = meaning("RECORDS") in map(meaning, table.headings)
    return _by_role(table) if summed else _by_person(table)


def _by_person(table: Table) -> WorkforceReading[WorkforceRow]:
    found = rows_under(WorkforceRow, COLUMNS, table)
    gaps = found.gaps("pcn_code")
    return WorkforceReading(file=table.file, rows=found.made, problems=_with_negative(found), gaps=gaps)


def _by_role(table: Table) -> WorkforceReading[ByRoleRow]:
    found = rows_under(ByRoleRow, BY_ROLE_COLUMNS, table)
    rows, repeated = once_each(
        found.made,
        table.file,
        "DETAILED_STAFF_ROLE",
        thing="role of the PCN",
        says="times and records",
        key=_role_of_a_source,
        shown=lambda row: row.detailed_role,
        saying=lambda row: (row.fte, row.records),
    )
    gaps = found.gaps("pcn_code") | {row.pcn_code for row in dropped(found.made, rows, _role_of_a_source)}
    problems = in_order(_with_negative(attrs.evolve(found, made=rows)), repeated)
    return WorkforceReading(file=table.file, rows=rows, problems=problems, gaps=gaps)


def _role_of_a_source(row: ByRoleRow) -> tuple[str | None, ...]:
    """What a row sums: three detailed roles are called 'Other', and the groups of staff tell them apart."""
    return row.pcn_code, row.icb_code, row.staff_group, row.staff_role, row.detailed_role, row.source


def _with_negative(found: Rows[Any]) -> tuple[Problem, ...]:
    """The problems, and one for each time that is less than nothing, which some editions have."""
    mend = "it is negative, and the file does not say why; the row is kept and counts in sums as it stands"
    negative = (
        Problem(file=found.file, row=row.row, column="FTE", value=str(row.fte), mend=mend)
        for row in found.made
        if row.fte < 0
    )
    return in_order(found.problems, negative)
