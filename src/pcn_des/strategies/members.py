"""Plausible practices of a network on a day, with their contracts, memberships and patients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, ContractYear, Period
from pcn_des.engine.trace import exact_term
from pcn_des.facts import membership_change
from pcn_des.facts.membership_change import NOTICE, notice_months
from pcn_des.facts.population import CORRECTED_FROM, CORRECTED_ON, SNAPSHOT
from pcn_des.network import Membership, NetworkArea, OtherMembership, Population, Practice, Records
from pcn_des.network.practices import CONTRACTS
from pcn_des.strategies.drawing import Making, shares
from pcn_des.strategies.values import ods_codes
from pcn_des.strategies.wishes import (
    CHANGED_IN_WINDOW,
    CONTRACT_TYPE,
    HAD_MINIMUM,
    HAS_CORE,
    ONE_NETWORK,
    OPEN_ALL_WEEK,
    REGISTERED,
)
from pcn_des.values import decimal_of

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
    if making.wishes.holds(HAS_CORE) is False:
        count = 0
    codes = making.draw(st.lists(ods_codes(), unique=True, min_size=count + 3, max_size=count + 3))
    counted = _counted(making, count, areas, least_adjusted)
    core = _core(making, codes[:count], counted)
    sums = _sums(counted)
    others = [] if making.wishes.holds(HAD_MINIMUM) is False else _others(making, codes[count:])
    if making.wishes.holds(CHANGED_IN_WINDOW):
        leaver = _leaver(making, codes[-1], areas, sums)
        others.append(leaver)
        if any(spell.covers(making.wishes.weekly.as_of) for spell in leaver.membership or ()):
            of_the_week = _days_of(making.wishes.weekly)
            both = _sums([*counted, leaver.populations or ()])
            sums |= {key: total for key, total in both.items() if key[1] in of_the_week}
    whole = True if "practices" in making.wishes.needed else None
    return Members(
        listed=making.known("practices", [*core, *others], complete=whole),
        core=tuple(codes[:count]),
        own=_own(making, counted, sums),
        sums=sums,
    )


def _sums(counted: Sequence[Iterable[Population]]) -> dict[tuple[str, date], Fraction]:
    found: dict[tuple[str, date], Fraction] = {}
    for populations in counted:
        for population in populations:
            key = population.kind, population.at
            found[key] = found.get(key, Fraction(0)) + Fraction(population.patients)
    return found


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
    spell = Membership(**making.still_lasting(_unchanged_since(making)))
    left_and_came_back = spell.since - 200 * ONE_DAY in span() and making.yes()
    earlier = Membership(since=spell.since - 200 * ONE_DAY, until=spell.since - 100 * ONE_DAY, core=making.yes())
    whole = "practices" in making.wishes.needed or making.yes()
    return Records([*([earlier] if left_and_came_back else []), spell], complete=whole)


def _others(making: Making, codes: Sequence[str]) -> list[Practice]:
    """A practice that left, and a member that is no Core Network Practice; or neither."""
    found = []
    if making.yes():
        left = Records([Membership(**making.over_already(_unchanged_since(making)))], complete=True)
        found.append(Practice(code=codes[0], name=making.place("Surgery"), membership=left))
    if making.yes():
        beside = Records([Membership(**making.still_lasting(), core=False)], complete=True)
        found.append(Practice(code=codes[1], name=making.place("Hospital"), membership=beside))
    return found


def _unchanged_since(making: Making) -> date:
    """The day from which on the members stay the same, unless they are asked to change.

    On the first days of a contract year, the members of the last week are those whose patients count.
    """
    day = making.wishes.weekly.as_of
    if making.wishes.holds(CHANGED_IN_WINDOW):
        day = min(day, ContractYear.of(making.as_of).first_day - ONE_DAY)
    return day


def days_to_leave(terms: Terms) -> list[Period]:
    """The days up to the day on which a practice that left inside a window of the year was no member any more."""
    notice = terms.get(NOTICE)
    return membership_change.days_to_leave(terms.as_of, notice_months(exact_term(notice) if notice else None))


def _leaver(
    making: Making, code: str, areas: Sequence[NetworkArea], sums: Mapping[tuple[str, date], Fraction]
) -> Practice:
    """A Core Network Practice that left inside a window, with no more patients than the network may have had."""
    days = making.draw(st.sampled_from(days_to_leave(making.wishes.terms)))
    until = making.day_between(days.since, days.until or making.as_of) - ONE_DAY
    since = making.day_between(span().since, _unchanged_since(making))
    had = max((int(total) for (kind, _), total in sums.items() if kind == "registered"), default=0)
    _, most = making.wishes.between(REGISTERED, FEW, MANY)
    heads = making.draw(st.integers(0, max(0, most - had)))
    return Practice(
        code=code,
        name=making.place("Surgery"),
        membership=Records([Membership(since=since, until=until)], complete=True),
        populations=Records(_editions(making, areas, heads, heads, Decimal(heads)), complete=making.yes()),
    )


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
    if not count:
        return []
    wishes = making.wishes
    low, high = wishes.between(REGISTERED, FEW, MANY)
    total = making.draw(st.integers(low, high))
    heads = shares(making, total, count)
    weighted = shares(making, making.draw(st.integers(total // 2, 2 * total)), count)
    enough = ceil(least_adjusted)
    adjusted = shares(making, making.draw(st.integers(max(enough, total // 2), max(2 * enough, 2 * total))), count)
    hundredths = making.draw(st.integers(0, 99))
    return [
        _editions(making, areas, had, weighted[place], Decimal(f"{adjusted[place]}.{hundredths:02d}"))
        for place, had in enumerate(heads)
    ]


def _editions(
    making: Making, areas: Sequence[NetworkArea], heads: int, weighted: int, adjusted: Decimal
) -> list[Population]:
    """The figures of a practice, under the contract of the day and that which weekly duties are held against."""
    contracts = {found.as_of: found for found in (making.wishes.terms, making.wishes.weekly)}.values()
    lists: dict[date, int] = {area.agreed_on: heads for area in areas if area.agreed_on}
    for later in (_day(contract, LIST_DATE) for contract in contracts):
        if later is not None:
            lists[later] = max(0, heads - making.draw(st.integers(0, 50)))
    found = []
    for contract in contracts:
        snapshot = _day(contract, SNAPSHOT)
        if snapshot is not None:
            lists[snapshot] = heads
            found += [
                Population(kind="weighted", at=snapshot, patients=Decimal(weighted)),
                Population(kind="adjusted", at=snapshot, patients=adjusted, published=_edition(making, contract)),
            ]
    found += [Population(kind="registered", at=day, patients=Decimal(had)) for day, had in lists.items()]
    return found


def _day(contract: Terms, key: str) -> date | None:
    term = contract.get(key)
    return term.value if term is not None and isinstance(term.value, date) else None


def _days_of(contract: Terms) -> set[date | None]:
    return {_day(contract, SNAPSHOT), _day(contract, LIST_DATE)}


def _edition(making: Making, contract: Terms) -> date | None:
    """When the adjusted populations came out: after the correction, where the corrected ones are in use on the day."""
    corrected, used_from = _day(contract, CORRECTED_ON), _day(contract, CORRECTED_FROM)
    if corrected is None or used_from is None or contract.as_of < used_from:
        return None
    return making.day_between(corrected, max(corrected, contract.as_of))


def _own(
    making: Making, counted: Sequence[Sequence[Population]], sums: dict[tuple[str, date], Fraction]
) -> Records[Population] | None:
    """The network's own figures: none, or the same as the practices' sums, edition by edition."""
    if not counted or not making.yes():
        return None
    own: list[Any] = [
        attrs.evolve(population, patients=decimal_of(total))
        for population in counted[0]
        for total in [sums[population.kind, population.at]]
    ]
    return Records(own, complete=making.yes())
