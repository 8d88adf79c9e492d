"""The network as a whole: how many practices, and whether the commissioner approved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.facts.evidence import area_agreements
from pcn_des.network import Population
from pcn_des.network.records import tells_all_of
from pcn_des.values import Unknown, at_least_known
from pcn_des.wording import in_words

SIZE: Final = "network.list_size"
AREA: Final = "network.area_agreed"


@fact("practices")
def practices(on: View) -> Observed:
    """Core Network Practices."""
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because("the list of practices"))
    count = Fraction(len(members.practices))
    return Observed(at_least_known(count, *members.missing) if members.missing else count)


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
    return Observed(False, f"there is no Core Network Practice on {in_words(on.day_said)}")


@fact("yes/no")
def approved(on: View) -> Observed:
    """Whether the commissioner approved the network.

    It did where it agreed the Network Area, or the network opened; the last word on record counts.
    """
    papers, opened = area_agreements(on), on.network.opened
    last = papers[-1] if papers else None
    if opened is not None and opened <= on.as_of and (last is None or last.on < opened):
        return Observed(True, f"open since {in_words(opened)}")
    if opened is None and last is None and on.network.edition is not None:
        return Observed(True, "open, by the public register, from its first edition on")
    if last is not None and last.shows.get(SIZE, last.shows.get(AREA, True)):
        return Observed(True, f"approved on {in_words(last.on)}{_with_patients(on, last.on)}")
    if last is not None and on.network.areas is None:
        return Observed(Unknown.because(f"whether the commissioner approved after {in_words(last.on)} (areas)"))
    if last is not None:
        return Observed(False, f"refused by the commissioner on {in_words(last.on)}")
    if all(tells_all_of(records, date.min, on.as_of) for records in (on.network.areas, on.network.returns)):
        return Observed(False, "no approval by the commissioner is on record")
    return Observed(Unknown.because("the commissioner's approval (areas, returns), or the day of opening (opened)"))


def _with_patients(on: View, day: date) -> str:
    """With how many registered patients the commissioner approved, where the records tell.

    A network is agreed before it begins: its first members are those of the day on which the area takes effect.
    """
    begins = max([day, *(area.since for area in on.network.areas or () if area.agreed_on == day)])
    own = _list_at(on, on.network.populations, day)
    members = core_members(on.network, begins)
    lists = [_list_at(on, practice.populations, day) for practice in (members.practices if members else ())]
    whole = members is not None and not members.missing and lists and None not in lists
    # The network's own figure stands in where those of its practices are not all known.
    total = sum((found for found in lists if found is not None), Fraction(0)) if whole else own
    return "" if total is None else f" with {in_words(total)} registered patients"


def _list_at(on: View, populations: Iterable[Population] | None, day: date) -> Fraction | None:
    """The last registered list on or before a day."""
    known = [
        population
        for population in populations or ()
        if population.kind == "registered" and population.at <= day and on.was_known(population.published)
    ]
    last = max(known, key=lambda population: (population.at, population.published or date.min), default=None)
    return None if last is None else last.exact
