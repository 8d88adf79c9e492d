"""How many patients a network has: registered heads, contractor weighted and PCN adjusted. The three never mix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.facts._said_twice import which_is_right
from pcn_des.network import Population
from pcn_des.values import Range, Unknown, at_least_known
from pcn_des.wording import in_words

Editions = Callable[[Population], bool]
SNAPSHOT = "population.snapshot_date"
CORRECTED_ON = "population.adjusted_corrected_on"
CORRECTED_FROM = "population.adjusted_corrected_from"


@fact("registered patients", takes=("date",), reads=(SNAPSHOT,))
def registered(on: View, at: date | None = None) -> Observed:
    """Registered patients of the Core Network Practices, at the snapshot of the contract year unless a day is given."""
    return _patients(on, "registered", at)


@fact("weighted patients", takes=("date",), reads=(SNAPSHOT,))
def weighted(on: View, at: date | None = None) -> Observed:
    """Contractor weighted population of the Core Network Practices, at the snapshot of the contract year."""
    return _patients(on, "weighted", at)


@fact("adjusted patients", reads=(SNAPSHOT,), may_read=(CORRECTED_ON, CORRECTED_FROM))
def adjusted(on: View) -> Observed:
    """PCN Adjusted Population at the snapshot of the contract year, as corrected where that is in use."""
    corrected_on, corrected_from = on.term(CORRECTED_ON), on.term(CORRECTED_FROM)
    if not isinstance(corrected_on, date) or not isinstance(corrected_from, date):
        return _patients(on, "adjusted", None)
    if on.as_of < corrected_from:
        found = _patients(on, "adjusted", None, lambda edition: not _is_correction(edition, corrected_on))
        note = (
            f"The PCN Adjusted Population was corrected later, for use from {in_words(corrected_from)}; the figure "
            f"used here is the earlier edition, which was in use on {in_words(on.as_of)}. Arrears for the months "
            "before the correction are a separate line, unknown unless recorded."
        )
        return found if isinstance(found.value, Unknown) else Observed(found.value, found.because, note)
    found = _patients(on, "adjusted", None, lambda edition: _is_correction(edition, corrected_on))
    if isinstance(found.value, Fraction):
        return found
    return Observed(
        Unknown.because(f"the corrected PCN Adjusted Population in use from {in_words(corrected_from)}"),
        "what is on record is the edition before the correction, or has gaps",
    )


def _is_correction(edition: Population, corrected_on: date) -> bool:
    return edition.published is not None and edition.published >= corrected_on


def _every_edition(edition: Population) -> bool:
    return True


def _patients(on: View, kind: str, at: date | None, counts: Editions = _every_edition) -> Observed:
    snapshot = at or on.term(SNAPSHOT)
    if isinstance(snapshot, Unknown):
        return Observed(snapshot)
    total = _sum_of_practices(on, kind, snapshot, counts)
    own = _edition(on, on.network.populations, kind, snapshot, counts)
    if own is None:
        return total
    whole = isinstance(total.value, Fraction)
    least = total.value if isinstance(total.value, Fraction) else None
    least = total.value.low if isinstance(total.value, Range) else least
    theirs = Fraction(own.patients)
    # less than a patient is rounding
    differ = least is not None and (abs(theirs - least) >= 1 if whole else least > theirs)
    if least is not None and differ and _as_it_was(on, snapshot):
        summed = f"{in_words(least)}{'' if whole else ' or more'} summed over practices"
        said = summed, f"{in_words(theirs)} for the network"
        return Observed(which_is_right(f"{kind} population at {in_words(snapshot)}", *said))
    if whole or differ:  # a network that others joined since has another sum
        return total
    return Observed(theirs, f"the network's own figure at {in_words(snapshot)}")


def _as_it_was(on: View, snapshot: date) -> bool:
    """Whether the network has the members that it had on the day of the count."""
    now, then = core_members(on.network, on.as_of), core_members(on.network, snapshot)
    return now is not None and then is not None and now.practices == then.practices


def _sum_of_practices(on: View, kind: str, snapshot: date, counts: Editions) -> Observed:
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because(f"the {kind} population at {in_words(snapshot)}"))
    total, missing = Fraction(0), list(members.missing)
    for practice in members.practices:
        edition = _edition(on, practice.populations, kind, snapshot, counts)
        if edition is None:
            missing.append(f"the {kind} population of {practice.name} ({practice.code}) at {in_words(snapshot)}")
        else:
            total += Fraction(edition.patients)
    if not members.practices:
        because = f"no Core Network Practice on {in_words(on.as_of)}"
    else:
        count = len(members.practices)
        because = f"sum over {count} Core Network Practice{'s' if count > 1 else ''} at {in_words(snapshot)}"
    if not missing:
        return Observed(total, because)
    if not total:
        return Observed(Unknown.because(*missing), because)
    return Observed(at_least_known(total, *missing), f"{because}, with gaps")


def _edition(
    on: View, populations: Iterable[Population] | None, kind: str, at: date, counts: Editions
) -> Population | None:
    """The edition of a figure that was the latest known."""
    known = [
        population
        for population in populations or ()
        if population.kind == kind and population.at == at and on.was_known(population.published) and counts(population)
    ]
    return max(known, key=lambda population: population.published or date.min, default=None)
