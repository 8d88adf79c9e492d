"""Workforce returns made on the spot, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from pcn_des.answers.workforce_return import WorkforceReturn
from pcn_des.formats.workforce import CONTRACTED, STAFF, WorkforceReading, WorkforceRow
from pcn_des.formats.workforce_return import workforce_return
from pcn_des.network import Network, Post, Records
from support.detailed_roles import DETAILED_ROLES

PCN = "U99902"
_GROUPS = {name: group for group, names in DETAILED_ROLES.items() for name in names}


def a_row(
    name: str, fte: str | Decimal = "1", person: str | None = "1", *, group: str = "", pcn: str = PCN, month: int = 6
) -> WorkforceRow:
    """A row of 2026, of a person; without one it is a contracted service."""
    return WorkforceRow(
        source=STAFF if person else CONTRACTED,
        pcn_code=pcn,
        icb_code=None,
        staff_group=group or _GROUPS.get(name, ""),
        staff_role=name,
        detailed_role=name,
        fte=Decimal(fte),
        row=2,
        year=2026,
        month=month,
        pcn_name="HARBOUR PCN",
        sub_icb_code=None,
        person=person,
    )


def a_reading(
    rows: Sequence[WorkforceRow], gaps: frozenset[str | None] = frozenset()
) -> WorkforceReading[WorkforceRow]:
    """A file with these rows."""
    return WorkforceReading(file="w.csv", rows=tuple(rows), gaps=gaps)


def asked(*rows: WorkforceRow, on: tuple[int, int, int] = (2026, 6, 30), **choices: Any) -> WorkforceReturn:
    """What is said of rows, moved to the month of a day."""
    day = date(*on)
    moved = [attrs.evolve(row, year=day.year, month=day.month) for row in rows]
    network = choices.pop("network", PCN)
    return workforce_return(a_reading(moved), network, **choices)


def posts(*given: tuple[str, str], complete: bool = True, **choices: Any) -> Network:
    """A network with posts since 2020: role and WTE."""
    made = [
        Post(id=f"p{place}", role=role, wte=Decimal(wte), since=date(2020, 4, 1))
        for place, (role, wte) in enumerate(given)
    ]
    return Network(code=PCN, name="Harbour PCN", posts=Records(made, complete=complete), **choices)
