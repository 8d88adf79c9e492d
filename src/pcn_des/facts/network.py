"""The network as a whole: how many practices, and its size when the commissioner approved it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.values import LowerBound, Unknown


@fact("practices")
def practices(on: View) -> Observed:
    """Core Network Practices."""
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because("the list of practices"))
    count = Fraction(len(members.practices))
    return Observed(LowerBound(count, members.missing) if members.missing else count)


@fact("yes/no", takes=("registered patients",), absent=False)
def had_minimum_when_approved(on: View, minimum: Fraction) -> Observed:
    """Whether the registered patients reached the minimum when the commissioner last approved the network."""
    approvals = [area.agreed_on for area in on.network.areas or () if area.agreed_on and area.agreed_on <= on.as_of]
    if not approvals:
        return Observed(False, "no approval by the commissioner is on record")
    day = max(approvals)
    members = core_members(on.network, day)
    lists = [
        max(
            (
                population
                for population in practice.populations or ()
                if population.kind == "registered" and population.at <= day and on.was_known(population.published)
            ),
            key=lambda population: (population.at, population.published or date.min),
            default=None,
        )
        for practice in (members.practices if members else ())
    ]
    total = sum((Fraction(found.patients) for found in lists if found), Fraction(0))
    if total >= minimum:
        return Observed(True, f"approved on {written(day)} with {int(total):,} registered patients")
    if members is None or members.missing or None in lists:
        return Observed(Unknown.because(f"the registered patients when the commissioner approved on {written(day)}"))
    return Observed(False, f"approved on {written(day)} with {int(total):,} registered patients")
