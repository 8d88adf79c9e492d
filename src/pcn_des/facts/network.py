"""The network as a whole: how many practices, and its size when the commissioner approved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.network import Population
from pcn_des.network.records import unbroken
from pcn_des.values import LowerBound, Unknown
from pcn_des.wording import in_words


@fact("practices")
def practices(on: View) -> Observed:
    """Core Network Practices."""
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because("the list of practices"))
    count = Fraction(len(members.practices))
    return Observed(LowerBound(count, members.missing) if members.missing else count)


@fact("yes/no")
def has_core_practice(on: View) -> Observed:
    """Whether any practice is a Core Network Practice."""
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because("the list of practices"))
    if members.practices:
        return Observed(True, f"Core Network Practices on record: {len(members.practices)}")
    if members.missing:
        return Observed(Unknown.because(*members.missing))
    return Observed(False, f"there is no Core Network Practice on {in_words(on.as_of)}")


@fact("yes/no", takes=("registered patients",), absent=False)
def had_minimum_when_approved(on: View, minimum: Fraction) -> Observed:
    """Whether the registered patients reached the minimum when the commissioner last approved the network."""
    approved = [area for area in unbroken(on.network.areas) if area.agreed_on and area.agreed_on <= on.as_of]
    if not approved:
        return Observed(False, "no approval by the commissioner is on record")
    day = max(area.agreed_on for area in approved if area.agreed_on)
    # A network is agreed before it begins: its first members are those of the day on which the area takes effect.
    begins = max(area.since for area in approved if area.agreed_on == day)
    own = _list_at(on, on.network.populations, day)
    members = core_members(on.network, max(day, begins))
    lists = [_list_at(on, practice.populations, day) for practice in (members.practices if members else ())]
    whole = members is not None and not members.missing and None not in lists
    summed = sum((found for found in lists if found is not None), Fraction(0))
    # The network's own figure stands in where those of its practices are not all known.
    total = summed if own is None or (whole and lists) else own
    if total >= minimum:
        return Observed(True, f"approved on {in_words(day)} with {int(total):,} registered patients")
    if own is None and not whole:
        return Observed(Unknown.because(f"the registered patients when the commissioner approved on {in_words(day)}"))
    return Observed(False, f"approved on {in_words(day)} with {int(total):,} registered patients")


def _list_at(on: View, populations: Iterable[Population] | None, day: date) -> Fraction | None:
    """The last registered list on or before a day."""
    known = [
        population
        for population in populations or ()
        if population.kind == "registered" and population.at <= day and on.was_known(population.published)
    ]
    last = max(known, key=lambda population: (population.at, population.published or date.min), default=None)
    return None if last is None else Fraction(last.patients)
