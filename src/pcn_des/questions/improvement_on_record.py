"""What a network has on record of the parts of a year's improvement payment: the latest findings, and declarations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import attrs

from pcn_des.dates import ContractYear
from pcn_des.network import Network, PartInPlace
from pcn_des.questions.members_on_record import LEFT_OUT, of_members


@attrs.frozen(kw_only=True)
class ImprovementOnRecord:
    """Whether each part is in place in each practice, and when it was declared; and what of it is on record at all.

    `all_declared` says that the list of declarations has all of the year.
    """

    in_place: Mapping[str, Mapping[str, bool | None]]
    declared: Mapping[str, date]
    all_declared: bool
    parts: Collection[str]
    places: tuple[PartInPlace, ...]
    named: tuple[str, ...]
    year: ContractYear

    def left_out(self, network: Network, said_on: Mapping[str, date]) -> Iterator[str]:
        """What counts for nothing, and why: of no part, or of a practice that is no member on the day of its part."""
        there_are = ", ".join(self.parts)
        for part in dict.fromkeys(part for part in self.named if part not in self.parts):
            yield f"{LEFT_OUT}, and no part of the payment of {self.year}: {part}; the parts are {there_are}."
        places = [one for one in self.places if one.part in self.parts]
        yield from of_members(network, places, lambda one: said_on[one.part])[1]


def on_record(network: Network, year: ContractYear, day: date, parts: Collection[str]) -> ImprovementOnRecord:
    """The latest findings of a year by a day, for the parts that there are. Silence is no answer."""
    places = tuple(one for one in network.improvement_in_place or () if one.on in year.period and one.on <= day)
    declared = [one for one in network.improvement_declared or () if one.on in year.period and one.on <= day]
    tells_all = network.improvement_declared
    found: dict[str, dict[str, bool | None]] = {}
    for place in sorted(places, key=lambda one: one.on):
        if place.part in parts:
            found.setdefault(place.part, {})[place.practice] = place.in_place
    return ImprovementOnRecord(
        in_place=found,
        declared={one.part: one.on for one in declared if one.part in parts},
        all_declared=tells_all is not None and tells_all.tells_all_of(year.first_day, year.last_day),
        parts=parts,
        places=places,
        named=(*(one.part for one in places), *(one.part for one in declared)),
        year=year,
    )


def tells_of(network: Network, year: ContractYear, day: date) -> bool:
    """Whether anything of the payment of a year is on record by a day."""
    days = [one.on for one in network.improvement_in_place or ()]
    days += [one.on for one in network.improvement_declared or ()]
    return any(on in year.period and on <= day for on in days)
