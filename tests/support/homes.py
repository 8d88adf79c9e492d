"""Twelve care homes of a network, and their admissions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pcn_des as des


def a_home(name: str, **fields: Any) -> dict[str, Any]:
    """A home with a lead, a round in the week of the question and nobody admitted, where the fields say no other."""
    return {
        "location": name,
        "name": name,
        "alignment": [{"since": "2020-08-01"}],
        "clinical_lead": "Dr A",
        "rounds": {"complete": True, "items": [{"on": "2022-11-10"}]},
        "admissions": [],
        **fields,
    }


def admitted(count: int, late: int = 0) -> dict[str, Any]:
    """Residents admitted on 3 October 2022, due by 12 October; the first few assessed and planned on the 17th."""
    days = ["2022-10-17"] * late + ["2022-10-05"] * (count - late)
    stays = [
        {"id": f"S-{place}", "on": "2022-10-03", "kind": "admission", "assessed_on": day, "planned_on": day}
        for place, day in enumerate(days, 1)
    ]
    return {"complete": True, "items": stays}


def of_homes(*homes: dict[str, Any], **records: Any) -> des.Report:
    """The report of 14 November 2022 on eleven homes with which all is well, and these; `records` are other lists."""
    well = [a_home(f"Home {place}") for place in range(1, 12)]
    listed = {"complete": True, "items": [*well, *homes]}
    return des.assess(
        des.read_network({"code": "U99906", "name": "Homes PCN", "care_homes": listed, **records}), date(2022, 11, 14)
    )
