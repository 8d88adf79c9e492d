"""How many patients a network has: registered heads, contractor weighted and PCN adjusted. The three never mix."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.network import Population
from pcn_des.values import LowerBound, Unknown

SNAPSHOT = "population.snapshot_date"
CORRECTED = "population.adjusted_corrected_from"


@fact("registered patients", takes=("date",), reads=(SNAPSHOT,))
def registered(on: View, at: date | None = None) -> Observed:
    """Registered patients of the Core Network Practices, at the snapshot of the contract year unless a day is given."""
    return _patients(on, "registered", at)


@fact("weighted patients", takes=("date",), reads=(SNAPSHOT,))
def weighted(on: View, at: date | None = None) -> Observed:
    """Contractor weighted population of the Core Network Practices, at the snapshot of the contract year."""
    return _patients(on, "weighted", at)


@fact("adjusted patients", reads=(SNAPSHOT,), may_read=(CORRECTED,))
def adjusted(on: View) -> Observed:
    """PCN Adjusted Population at the snapshot of the contract year, as corrected where that is in use."""
    found = _patients(on, "adjusted", None)
    corrected_from = on.term(CORRECTED)
    if not isinstance(corrected_from, date) or isinstance(found.value, Unknown):
        return found
    if all(edition.published and edition.published > on.term(SNAPSHOT) for edition in _editions_used(on)):
        return found
    if on.as_of < corrected_from:
        note = (
            f"The PCN Adjusted Population was corrected later, for use from {written(corrected_from)}; "
            f"the figure on record is the earlier edition, which was in use on {written(on.as_of)}."
        )
        return Observed(found.value, found.because, note)
    return Observed(
        Unknown.because(f"the corrected PCN Adjusted Population in use from {written(corrected_from)}"),
        "the figure on record is the edition before the correction",
    )


def _editions_used(on: View) -> Iterable[Population]:
    members = core_members(on.network, on.as_of)
    for practice in members.practices if members else ():
        edition = _edition(on, practice.populations, "adjusted", on.term(SNAPSHOT))
        if edition:
            yield edition


def _patients(on: View, kind: str, at: date | None) -> Observed:
    snapshot = at or on.term(SNAPSHOT)
    if isinstance(snapshot, Unknown):
        return Observed(snapshot)
    total = _sum_of_practices(on, kind, snapshot)
    if isinstance(total.value, Fraction):
        return total
    own = _edition(on, on.network.populations, kind, snapshot)
    if own is not None:
        return Observed(Fraction(own.patients), f"the network's own figure at {written(snapshot)}")
    return total


def _sum_of_practices(on: View, kind: str, snapshot: date) -> Observed:
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because(f"the {kind} population at {written(snapshot)}"))
    total, missing = Fraction(0), list(members.missing)
    for practice in members.practices:
        edition = _edition(on, practice.populations, kind, snapshot)
        if edition is None:
            missing.append(f"the {kind} population of {practice.name} ({practice.code}) at {written(snapshot)}")
        else:
            total += Fraction(edition.patients)
    if not members.practices:
        because = f"no Core Network Practice on {written(on.as_of)}"
    else:
        because = f"sum over {len(members.practices)} Core Network Practices at {written(snapshot)}"
    if not missing:
        return Observed(total, because)
    if not total:
        return Observed(Unknown.because(*missing), because)
    return Observed(LowerBound(total, tuple(missing)), f"{because}, with gaps")


def _edition(on: View, populations: Iterable[Population] | None, kind: str, at: date) -> Population | None:
    """The edition of a figure that was the latest known."""
    known = [
        population
        for population in populations or ()
        if population.kind == kind and population.at == at and on.was_known(population.published)
    ]
    return max(known, key=lambda population: population.published or date.min, default=None)
