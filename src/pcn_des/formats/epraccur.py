"""Reads epraccur.csv: the general practices that are active, published by the Organisation Data Service (ODS)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, rows_by_place
from pcn_des.formats.csv_file import csv_lines
from pcn_des.formats.given import Source
from pcn_des.formats.reading import Reading

WIDTH: Final = 27
_DAY_OR_NONE: Final = cells.or_none(cells.day)
# Practices of another state or setting are passed over; what is none of these may be an active practice.
_STATUS: Final = cells.of_form("A|C|D|P|ACTIVE|INACTIVE|CLOSED|DORMANT|PROPOSED", "A for active, or C")
_SETTING: Final = cells.of_form("-1|[0-9]{1,2}|RO[0-9]{1,3}", "4 for a practice")
_CODE_OR_NONE: Final = cells.or_none(cells.commissioner_code)

# The file has no headings; these are for messages.
COLUMNS: Final[Mapping[str, Column]] = {
    "code": Column(("Organisation Code",), cells.practice_code),
    "name": Column(("Name",), cells.text),
    "region_code": Column(("National Grouping",), _CODE_OR_NONE),
    "icb_code": Column(("High Level Health Geography",), _CODE_OR_NONE),
    "postcode": Column(("Postcode",), cells.text_or_none),
    "opened": Column(("Open Date",), cells.day),
    "closed": Column(("Close Date",), _DAY_OR_NONE),
    "status": Column(("Status Code",), _STATUS),
    "sub_icb_code": Column(("Commissioner",), _CODE_OR_NONE),
    "joined": Column(("Join Provider/Purchaser Date",), _DAY_OR_NONE),
    "setting": Column(("Prescribing Setting",), _SETTING),
}
PLACES: Final[Mapping[str, int]] = dict(zip(COLUMNS, (0, 1, 2, 3, 9, 10, 11, 12, 14, 15, 25), strict=True))
# The second words are those since 2025.
ACTIVE_GP: Final = {"status": ("A", "ACTIVE"), "closed": cells.NOT_GIVEN, "setting": ("4", "RO76")}


@attrs.frozen(kw_only=True, repr=False)
class ActivePractice(Brief):
    """A general practice that is active and not closed, with its commissioner and the day on which it joined that."""

    code: str
    name: str
    region_code: str | None
    icb_code: str | None
    sub_icb_code: str | None
    joined: date | None
    postcode: str | None
    opened: date
    row: int


@attrs.frozen(kw_only=True, repr=False)
class EpraccurReading(Reading[ActivePractice]):
    """The active general practices of an edition."""

    @cached_property
    def of_code(self) -> Mapping[str, ActivePractice]:
        """The practices by their code."""
        return {row.code: row for row in self.rows}


def read(source: Source, *, name: str = "") -> EpraccurReading:
    """Reads the general practices of epraccur.csv, without a row of headings or with one.

    Other prescribers, and practices that are closed, dormant or proposed, are passed over.

    Raises:
        FileFormatError: it is empty, too large, no CSV file, or has no row that can be used.
        FileNotFoundError: there is no such file.
    """
    lines = csv_lines(source, name)
    widths = f"epraccur.csv has {WIDTH} columns"
    found = rows_by_place(_practice, COLUMNS, PLACES, lines, WIDTH, widths=widths, wanted=ACTIVE_GP)
    return EpraccurReading(file=lines.file, rows=found.made, problems=found.problems)


def _practice(*, closed: None, status: str, setting: str, **values: object) -> ActivePractice:
    return ActivePractice(**values)  # type: ignore[arg-type]
