"""The columns of ePCN: their headings in every edition, and their places in the CSV files, which have none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pcn_des.formats import cells
from pcn_des.formats.columns import Check, Column

_DAY_OR_NONE: Final = cells.or_none(cells.day)
_YES_NO_OR_NONE: Final = cells.or_none(cells.yes_no)

# The second heading is that of the editions before July 2022.
PCN_COLUMNS: Final[Mapping[str, Column]] = {
    "code": Column(("PCN Code",), cells.pcn_code),
    "name": Column(("PCN Name",), cells.text),
    "commissioner_code": Column(
        ("Current Sub ICB Loc Code", "Current Clinical Commissioning Group Code"), cells.text_or_none
    ),
    "commissioner_name": Column(("Sub ICB Location", "Clinical Commissioning Group Name"), cells.text_or_none),
    "opened": Column(("Open Date",), cells.day),
    "closed": Column(("Close Date",), _DAY_OR_NONE),
    "postcode": Column(("Postcode",), cells.text_or_none),
}
PARTNER_COLUMNS: Final[Mapping[str, Column]] = {
    "practice_code": Column(("Partner Organisation Code",), cells.practice_code),
    "practice_name": Column(("Partner Name",), cells.text),
    "practice_commissioner_code": Column(
        ("Practice Parent Sub ICB Loc Code", "Practice Parent CCG Code"), cells.text_or_none
    ),
    "practice_commissioner_name": Column(
        ("Practice Parent Sub ICB Loc Name", "Practice Parent CCG Name"), cells.text_or_none
    ),
    "pcn_code": Column(("PCN Code",), cells.pcn_code),
    "pcn_name": Column(("PCN Name",), cells.text_or_none),
    "start": Column(("Practice to PCN Relationship Start Date",), cells.day),
    "end": Column(("Practice to PCN Relationship End Date",), _DAY_OR_NONE),
    "same_commissioner": Column(
        ("Practice Sub ICB Loc and PCN Sub ICB Loc Match", "Practice CCG and PCN CCG Match"), _YES_NO_OR_NONE
    ),
}
# The CSV files have no headings: where each column stands, and how many there are.
PCN_PLACES: Final[Mapping[str, int]] = dict(zip(PCN_COLUMNS, (0, 1, 2, 3, 4, 5, 11), strict=True))
PARTNER_PLACES: Final[Mapping[str, int]] = dict(zip(PARTNER_COLUMNS, (0, 1, 2, 3, 4, 5, 8, 9, 10), strict=True))
PCN_WIDTH: Final = 12
PARTNER_WIDTH: Final = 11


def closes_after(opened: date, closed: date | None) -> None:
    """Refuses a PCN that closes before it opens."""
    if closed is not None and closed < opened:
        raise ValueError(f"it closes on {closed}, before it opens on {opened}; correct one of the two")


def ends_after(start: date, end: date | None) -> None:
    """Refuses a spell that ends before it starts."""
    if end is not None and end < start:
        raise ValueError(f"it ends on {end}, before it starts on {start}; correct one of the two")


PCN_CHECKS: Final = (Check(("opened", "closed"), closes_after),)
PARTNER_CHECKS: Final = (Check(("start", "end"), ends_after),)
WIDTHS: Final = f"epcn.csv has {PCN_WIDTH} columns, epcncorepartnerdetails.csv {PARTNER_WIDTH}"
