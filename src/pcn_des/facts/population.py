"""How many patients a network has: registered heads, contractor weighted and PCN adjusted. The three never mix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from pcn_des.engine.ranges import Number, hull
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._patients import Count, patients
from pcn_des.facts.both_editions import as_corrected, before_correction
from pcn_des.facts.corrected import CORRECTED_FROM, CORRECTED_ON, Correction, correction_by
from pcn_des.values import Unknown
from pcn_des.wording import in_words

SNAPSHOT = "population.snapshot_date"
FOLLOW_CORRECTION = "enhanced_access.minutes_follow_correction"
MINUTES_AGREED = "corrected_minutes_agreed"


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
    """PCN Adjusted Population at the snapshot of the contract year, over the Core Network Practices.

    Where the published figures were corrected within the year, payments use the edition before the correction until
    the day from which they use the corrected one.
    """
    correction = correction_by(on.term)
    if correction is None:
        return _patients(on, "adjusted", None)
    if on.as_of >= correction.since:
        return _corrected(on, correction)
    found = _before(on, correction)
    note = (
        f"The PCN Adjusted Population was corrected later, for use from {in_words(correction.since)}; the figure "
        f"used here is the earlier edition, which was in use on {in_words(on.day_said)}. Arrears for the months "
        "before the correction are a line of their own."
    )
    return found if isinstance(found.value, Unknown) else Observed(found.value, found.because, note)


@fact(
    "adjusted patients",
    reads=(SNAPSHOT,),
    may_read=(CORRECTED_ON, CORRECTED_FROM, FOLLOW_CORRECTION),
    given_by="population.adjusted",
)
def adjusted_for_minutes(on: View) -> Observed:
    """PCN Adjusted Population that the weekly minutes hang on.

    They follow a correction within the year from a day that commissioner and network agree on. Until the records have
    that day (a return of the kind `corrected_minutes_agreed`), both editions count.
    """
    correction = correction_by(on.term)
    if correction is None or on.as_of < correction.since or on.term(FOLLOW_CORRECTION) is not True:
        return on.fact("population.adjusted")
    agreed = [record.on for record in on.network.returns or () if record.kind == MINUTES_AGREED]
    if agreed:
        return _corrected(on, correction) if on.as_of >= max(agreed) else _before(on, correction)
    before, corrected = _before(on, correction), _corrected(on, correction)
    if isinstance(corrected.value, Unknown) or before.value == corrected.value:
        return corrected
    needed = "the day agreed for minutes to follow the corrected PCN Adjusted Population (returns)"
    editions = (cast("Number", before.value), cast("Number", corrected.value))
    return Observed(
        hull(editions, [needed]),
        f"both editions count since {in_words(correction.since)} until the agreed day is on record",
    )


def _before(on: View, correction: Correction) -> Observed:
    return _by(on, None, lambda snapshot: before_correction(on, snapshot, correction))


def _corrected(on: View, correction: Correction) -> Observed:
    return _by(on, None, lambda snapshot: as_corrected(on, snapshot, correction))


def _patients(on: View, kind: str, at: date | None) -> Observed:
    return _by(on, at, lambda snapshot: patients(Count(on, kind, snapshot)))


def _by(on: View, at: date | None, counted: Callable[[date], Observed]) -> Observed:
    """What is counted at the snapshot of the contract year, unless a day is given."""
    snapshot = at or on.term(SNAPSHOT)
    return Observed(snapshot) if isinstance(snapshot, Unknown) else counted(snapshot)
