"""Plausible practices of a network on a day, with their contracts, memberships and patients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.load import span
from pcn_des.dates import ONE_DAY
from pcn_des.facts.population import CORRECTED_FROM, CORRECTED_ON, SNAPSHOT
from pcn_des.network import Membership, NetworkArea, OtherMembership, Population, Practice, Records
from pcn_des.network.practices import CONTRACTS
from pcn_des.strategies.drawing import Making, shares
from pcn_des.strategies.values import ods_codes
from pcn_des.strategies.wishes import CONTRACT_TYPE, HAD_MINIMUM, ONE_NETWORK, OPEN_ALL_WEEK, REGISTERED

LIST_DATE: Final = "extended_hours.list_date"
FEW, MANY = 5_000, 100_000  # patients of a network, where nothing else is asked for


@attrs.frozen
class Members:
    """The practices of a network, what they sum to, and which of them are Core Network Practices."""

    listed: Records[Practice] | None
    core: tuple[str, ...]
    own: Records[Population] | None
    sums: dict[tuple[str, date], Fraction]


def members(making: Making, areas: Sequence[NetworkArea], least_adjusted: Fraction) -> Members:
    """Practices, Core Network Practices for the most part, whose patients sum to what is asked for."""
    count = making.draw(st.integers(1, 5))
    codes = making.draw(st.lists(ods_codes(), unique=True, min_size=count + 2, max_size=count + 2))
    counted = _counted(making, count, areas, least_adjusted)
    core = _core(making, codes[:count], counted)
    others = [] if making.wishes.holds(HAD_MINIMUM) is False else _others(making, codes[count:])
    sums: dict[tuple[str, date], Fraction] = {}
    for populations in counted:
        for population in populations:
            key = population.kind, population.at
            sums[key] = sums.get(key, Fraction(0)) + Fraction(population.patients)
    whole = True if "practices" in making.wishes.needed else None
    return Members(
        listed=making.known("practices", [*core, *others], complete=whole),
        core=tuple(codes[:count]),
        own=_own(making, counted, sums),
        sums=sums,
    )


def _core(making: Making, codes: Sequence[str], counted: Sequence[Sequence[Population]]) -> list[Practice]:
    contracts = making.each(CONTRACT_TYPE, len(codes))
    alone = making.each(ONE_NETWORK, len(codes))
    open_all_week = making.each(OPEN_ALL_WEEK, len(codes))
    return [
        Practice(
            code=code,
            name=making.place("Surgery"),
            contract_type=_contract(making, contracts[place]),
            membership=_membership(making),
            populations=Records(counted[place], complete=making.yes()) if _known(making, "populations") else None,
            other_networks=_elsewhere(making, alone[place]),
            closes_half_day=None if open_all_week[place] is None else not open_all_week[place],
        )
        for place, code in enumerate(codes)
    ]


def _known(making: Making, name: str) -> bool:
    return name in making.wishes.needed or making.yes()


def _membership(making: Making) -> Records[Membership]:
    spell = Membership(**making.still_lasting())
    left_and_came_back = spell.since - 200 * ONE_DAY in span() and making.yes()
    earlier = Membership(since=spell.since - 200 * ONE_DAY, until=spell.since - 100 * ONE_DAY, core=making.yes())
    whole = "practices" in making.wishes.needed or making.yes()
    return Records([*([earlier] if left_and_came_back else []), spell], complete=whole)


def _others(making: Making, codes: Sequence[str]) -> list[Practice]:
    """A practice that left, and a member that is no Core Network Practice; or neither."""
    found = []
    if making.yes():
        left = Records([Membership(**making.over_already())], complete=True)
        found.append(Practice(code=codes[0], name=making.place("Surgery"), membership=left))
    if making.yes():
        beside = Records([Membership(**making.still_lasting(), core=False)], complete=True)
        found.append(Practice(code=codes[1], name=making.place("Hospital"), membership=beside))
    return found


def _contract(making: Making, eligible: bool | None) -> str | None:
    if eligible is None:
        return None
    listed = making.wishes.terms.get("practices.contract_types")
    known = listed.value if listed is not None and listed.is_known else CONTRACTS
    chosen = [kind for kind in CONTRACTS if (kind in known) is eligible]
    return making.draw(st.sampled_from(chosen)) if chosen else None


def _elsewhere(making: Making, alone: bool | None) -> Records[OtherMembership] | None:
    if alone is None:
        return None
    pcn = making.draw(ods_codes("pcn"))
    if not alone:
        return Records([OtherMembership(pcn=pcn, **making.still_lasting())], complete=making.yes())
    before = [OtherMembership(pcn=pcn, **making.over_already())] if making.yes() else []
    return Records(before, complete=True)


# --- patients ---------------------------------------------------------------------------------------------------------


def _counted(
    making: Making, count: int, areas: Sequence[NetworkArea], least_adjusted: Fraction
) -> list[list[Population]]:
    """The populations of each practice, at each day that the contract names and where the area was agreed."""
    wishes = making.wishes
    low, high = wishes.between(REGISTERED, FEW, MANY)
    total = making.draw(st.integers(low, high))
    heads = shares(making, total, count)
    weighted = shares(making, making.draw(st.integers(total // 2, 2 * total)), count)
    enough = ceil(least_adjusted)
    adjusted = shares(making, making.draw(st.integers(max(enough, total // 2), max(2 * enough, 2 * total))), count)
    hundredths = making.draw(st.integers(0, 99))
    snapshot, edition = _day(making, SNAPSHOT), _edition(making)
    found: list[list[Population]] = []
    for place in range(count):
        days = dict.fromkeys(area.agreed_on for area in areas if area.agreed_on)
        lists: dict[date, int] = {day: heads[place] for day in days if day}
        if (later := _day(making, LIST_DATE)) is not None:
            fewer = making.draw(st.integers(0, 50))
            lists[later] = max(0, heads[place] - fewer)
        populations = []
        if snapshot is not None:
            lists[snapshot] = heads[place]
            exact = Decimal(adjusted[place]) + Decimal(hundredths).scaleb(-2)
            populations += [
                Population(kind="weighted", at=snapshot, patients=Decimal(weighted[place])),
                Population(kind="adjusted", at=snapshot, patients=exact, published=edition),
            ]
        populations += [Population(kind="registered", at=day, patients=Decimal(had)) for day, had in lists.items()]
        found.append(populations)
    return found


def _day(making: Making, key: str) -> date | None:
    term = making.wishes.terms.get(key)
    return term.value if term is not None and isinstance(term.value, date) else None


def _edition(making: Making) -> date | None:
    """When the adjusted populations came out: after the correction, where the corrected ones are in use on the day."""
    corrected, used_from = _day(making, CORRECTED_ON), _day(making, CORRECTED_FROM)
    if corrected is None or used_from is None or making.as_of < used_from:
        return None
    return making.day_between(corrected, max(corrected, making.as_of))


def _own(
    making: Making, counted: Sequence[Sequence[Population]], sums: dict[tuple[str, date], Fraction]
) -> Records[Population] | None:
    """The network's own figures: none, or the same as the practices' sums, edition by edition."""
    if not making.yes():
        return None
    own: list[Any] = [
        attrs.evolve(population, patients=Decimal(total.numerator) / Decimal(total.denominator))
        for population in counted[0]
        for total in [sums[population.kind, population.at]]
    ]
    return Records(own, complete=making.yes())
