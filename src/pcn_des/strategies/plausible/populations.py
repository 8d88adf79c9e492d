"""Plausible numbers of patients of practices, which sum to as many as a network is required to have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.terms import Terms
from pcn_des.facts.corrected import CORRECTED_FROM, CORRECTED_ON
from pcn_des.facts.population import SNAPSHOT
from pcn_des.network import NetworkArea, Population, Records
from pcn_des.strategies.contract_figures import known_day
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.values import decimal_of

LIST_DATE: Final = "extended_hours.list_date"
USUAL_LEAST, USUAL_MOST = 5_000, 100_000  # patients of a network, where nothing else is required

Sums = Mapping[tuple[str, date], Fraction]
"""How many patients practices have together, by the kind of population and its day."""


def populations_of_each(
    plausible: PlausibleValues, count: int, areas: Sequence[NetworkArea], least_adjusted: Fraction
) -> list[list[Population]]:
    """The populations of each of several practices, with so many adjusted patients together at least."""
    if not count:
        return []
    total = plausible.draw(st.integers(*plausible.requirements.patients_between(USUAL_LEAST, USUAL_MOST)))
    heads = plausible.shares(total, count)
    weighted = plausible.shares(plausible.draw(st.integers(total // 2, 2 * total)), count)
    enough = ceil(least_adjusted)
    most_adjusted = max(2 * enough, 2 * total)
    adjusted = plausible.shares(plausible.draw(st.integers(max(enough, total // 2), most_adjusted)), count)
    hundredths = plausible.draw(st.integers(0, 99))
    return [
        populations(plausible, areas, heads[place], weighted[place], Decimal(f"{adjusted[place]}.{hundredths:02d}"))
        for place in range(count)
    ]


def populations(
    plausible: PlausibleValues, areas: Sequence[NetworkArea], heads: int, weighted: int, adjusted: Decimal
) -> list[Population]:
    """The populations of a practice, at each day that the contract names and where an area was agreed.

    They are those of the contract of the day and of the one that weekly duties are held against.
    """
    requirements = plausible.requirements
    contracts = {found.as_of: found for found in (requirements.contract, requirements.weekly)}.values()
    lists: dict[date, int] = {area.agreed_on: heads for area in areas if area.agreed_on}
    for later in (known_day(contract, LIST_DATE) for contract in contracts):
        if later is not None:
            lists[later] = max(0, heads - plausible.draw(st.integers(0, 50)))
    found = []
    for contract in contracts:
        snapshot = known_day(contract, SNAPSHOT)
        if snapshot is not None:
            lists[snapshot] = heads
            found.append(Population(kind="weighted", at=snapshot, patients=Decimal(weighted)))
            # Minutes follow a correction from a day that is agreed: the same figure twice leaves nothing open.
            found += [
                Population(kind="adjusted", at=snapshot, patients=adjusted, published=published)
                for published in _editions(plausible, contract)
            ]
    found += [Population(kind="registered", at=day, patients=Decimal(had)) for day, had in lists.items()]
    return found


def _editions(plausible: PlausibleValues, contract: Terms) -> tuple[date | None, ...]:
    """When the adjusted populations came out, a second time where corrected ones are in use on the day."""
    corrected, used_from = known_day(contract, CORRECTED_ON), known_day(contract, CORRECTED_FROM)
    if corrected is None or used_from is None or contract.as_of < used_from:
        return (None,)
    return None, plausible.day_between(corrected, max(corrected, contract.as_of))


def sums_of(practices: Sequence[Iterable[Population]]) -> Sums:
    """What the populations of several practices sum to; editions of one figure count once."""
    found: dict[tuple[str, date], Fraction] = {}
    for populations in practices:
        counted = {(population.kind, population.at): population.patients for population in populations}
        for key, patients in counted.items():
            found[key] = found.get(key, Fraction(0)) + Fraction(patients)
    return found


def days_of_populations(contract: Terms) -> set[date | None]:
    """The days at which patients count under a contract."""
    return {known_day(contract, SNAPSHOT), known_day(contract, LIST_DATE)}


def own_populations(
    plausible: PlausibleValues, practices: Sequence[Sequence[Population]], sums: Sums
) -> Records[Population] | None:
    """The network's own figures: none, or the same as the practices' sums, edition by edition."""
    if not practices or not plausible.yes_or_no():
        return None
    totals = [sums[population.kind, population.at] for population in practices[0]]
    own = [
        attrs.evolve(population, patients=decimal_of(total))
        for population, total in zip(practices[0], totals, strict=True)
    ]
    return Records(own, complete=plausible.yes_or_no())
