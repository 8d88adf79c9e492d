"""Which list of records stands on which sheet, and where it is said whether the list is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pcn_des.formats.workbook.declaring import Column, Listed, Sheet
from pcn_des.formats.workbook.sheets import SHEETS
from pcn_des.network import Network

NETWORK_LISTS: Final = tuple(listed for sheet in SHEETS for listed in sheet.lists if listed.owner is Network)
INNER_LISTS: Final = tuple(listed for sheet in SHEETS for listed in sheet.lists if listed.owner is not Network)

_FLAGS: Final[Mapping[str, tuple[Listed, ...]]] = {
    sheet.title: tuple(inner for inner in INNER_LISTS if inner.owner in [own.record for own in sheet.lists])
    for sheet in SHEETS
}


def flags_of(sheet: Sheet) -> tuple[Listed, ...]:
    """The lists inside the records of a sheet; each has a column that says whether it is complete."""
    return _FLAGS[sheet.title]


def columns_and_flags(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of a sheet, and after them those that say whether the lists inside the records are complete."""
    return (*sheet.columns, *(flag_column(listed) for listed in flags_of(sheet)))


def flag_column(listed: Listed) -> Column:
    """The column, on the sheet of its owner, that says whether a list is complete."""
    return Column(
        fields=(),
        heading=f"{listed.label} complete?",
        help=f"yes, or days: the sheet {sheet_of(listed).title} has all of this row's; no or empty: it may have gaps",
        width=26,
        newer=sheet_of(listed).newer,
    )


def sheet_of(listed: Listed) -> Sheet:
    """The sheet on which the rows of a list stand."""
    return next(sheet for sheet in SHEETS if listed in sheet.lists)


def owner_sheet(listed: Listed) -> Sheet:
    """The sheet on which the owners of a list stand."""
    return next(sheet for sheet in SHEETS if any(own.record is listed.owner for own in sheet.lists))
