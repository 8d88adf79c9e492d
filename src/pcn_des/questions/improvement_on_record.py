"""What a network has on record of the parts of a year's improvement payment: the latest findings, and declarations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import attrs

from pcn_des.dates import ContractYear
from pcn_des.network import Network
from pcn_des.questions.members_on_record import of_members


@attrs.frozen(kw_only=True)
class ImprovementOnRecord:
    """Whether each part is in place in each practice, when it was declared, and what is left out of them and why."""

    in_place: Mapping[str, Mapping[str, bool | None]]
    declared: Mapping[str, date]
    left_out: tuple[str, ...]


def on_record(
    network: Network, year: ContractYear, day: date, parts: Collection[str], members: Collection[str]
) -> ImprovementOnRecord:
    """The latest findings of a year by a day, for the parts and members that there are. Silence is no answer."""
    found: dict[str, dict[str, bool | None]] = {}
    places = (one for one in network.improvement_in_place or () if one.on in year.period and one.on <= day)
    for place in sorted(places, key=lambda one: one.on):
        if place.part in parts and place.practice in members:
            found.setdefault(place.part, {})[place.practice] = place.in_place
    declared = {
        one.part: one.on
        for one in network.improvement_declared or ()
        if one.on in year.period and one.on <= day and one.part in parts
    }
    left_out = tuple(_left_out(network, year, day, parts))
    return ImprovementOnRecord(in_place=found, declared=declared, left_out=left_out)


def tells_of(network: Network, year: ContractYear, day: date) -> bool:
    """Whether anything of the payment of a year is on record by a day."""
    days = [one.on for one in network.improvement_in_place or ()]
    days += [one.on for one in network.improvement_declared or ()]
    return any(on in year.period and on <= day for on in days)


def _left_out(network: Network, year: ContractYear, day: date, parts: Collection[str]) -> Iterator[str]:
    places = [one for one in network.improvement_in_place or () if one.on in year.period and one.on <= day]
    named = [one.part for one in places]
    named += [one.part for one in network.improvement_declared or () if one.on in year.period and one.on <= day]
    for part in dict.fromkeys(part for part in named if part not in parts):
        yield f"On record, and no part of the payment of {year}: {part}; the parts are {', '.join(parts)}."
    yield from of_members(network, places, lambda _: year.last_day)[1]
