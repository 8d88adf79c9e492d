"""How many patients a network has: registered heads, contractor weighted and PCN adjusted. The three never mix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import cast

import attrs

from pcn_des.engine.ranges import Number, hull
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import Members, core_members
from pcn_des.facts._mergers import Gone, founded_by_merger, gone_between
from pcn_des.facts._said_twice import which_is_right
from pcn_des.facts.corrected import CORRECTED_FROM, CORRECTED_ON, Correction, correction_by
from pcn_des.network import Population, Practice
from pcn_des.values import Unknown, Value, range_of
from pcn_des.wording import count_of, in_words

Editions = Callable[[Population], bool]
SNAPSHOT = "population.snapshot_date"
FOLLOW_CORRECTION = "enhanced_access.minutes_follow_correction"
MINUTES_AGREED = "corrected_minutes_agreed"
MOST_OTHERS = 2  # lists of other days that are named beside the one that is missing


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
    return _patients(on, "adjusted", None, lambda edition: not correction.is_of(edition.published))


def _corrected(on: View, correction: Correction) -> Observed:
    found = _patients(on, "adjusted", None, lambda edition: correction.is_of(edition.published))
    if isinstance(found.value, Fraction):
        return found
    return Observed(
        Unknown.because(f"the corrected PCN Adjusted Population in use from {in_words(correction.since)}"),
        "what is on record is the edition before the correction, or has gaps",
    )


def _every_edition(edition: Population) -> bool:
    return True


def _patients(on: View, kind: str, at: date | None, counts: Editions = _every_edition) -> Observed:
    """The sum over the Core Network Practices, or the network's own figure where that can stand in for it.

    It can where no practice is on record, or the practices are those that the figure counted.
    """
    snapshot = at or on.term(SNAPSHOT)
    if isinstance(snapshot, Unknown):
        return Observed(snapshot)
    own = _edition(on, on.network.populations, kind, snapshot, counts)
    members = core_members(on.network, on.as_of)
    if members is None:
        if own is None:
            return Observed(Unknown.because(_wanted(on, kind, "", snapshot, on.network.populations)))
        return _own_figure(own)
    gone = gone_between(on.network, members, snapshot, on.as_of)
    summed = _sum_of_practices(on, members, gone, kind, snapshot, counts)
    if own is None or not _as_it_was(on, members, gone, snapshot):
        return summed.observed
    whole, least, theirs = isinstance(summed.observed.value, Fraction), summed.total, own.exact
    # less than a patient is rounding
    if abs(theirs - least) >= 1 if whole else least > theirs:
        total = f"{in_words(least)}{'' if whole else ' or more'} summed over practices"
        said = total, f"{in_words(theirs)} for the network"
        return Observed(which_is_right(f"{kind} population at {in_words(snapshot)}", *said))
    return summed.observed if whole else _own_figure(own, rounded=summed.has_parts)


def _own_figure(own: Population, *, rounded: bool = False) -> Observed:
    """The network's own figure: give or take a patient where it is whole and those of its practices are not."""
    because = f"the network's own figure at {in_words(own.at)}"
    patients = own.exact
    if rounded and patients.denominator == 1:
        finer = f"the {own.kind} population at {in_words(own.at)} with its decimals"
        return Observed(range_of(max(Fraction(0), patients - 1), patients + 1, [finer]), f"{because}, which is rounded")
    return Observed(patients, because)


def _as_it_was(on: View, now: Members, gone: Gone, snapshot: date) -> bool:
    """Whether the patients are known to be those of the practices that were members on the day of the count."""
    then = core_members(on.network, snapshot)
    if then is None or then.missing or now.missing or gone.needs:
        return False
    since = (one for one in now.practices if not founded_by_merger(on.network, one, snapshot))
    return {one.code for one in then.practices} == {one.code for one in (*since, *gone.carried)}


@attrs.frozen
class _Sum:
    """The patients of the practices that are on record, and whether any figure has parts of a patient."""

    observed: Observed
    total: Fraction
    has_parts: bool


def _sum_of_practices(on: View, members: Members, gone: Gone, kind: str, snapshot: date, counts: Editions) -> _Sum:
    """The lists of the members, with those of practices that have merged into one of them since.

    A practice that may have merged into one of them makes the sum a range.
    """
    figures, missing = [], list(members.missing)
    for practice in (*members.practices, *gone.carried):
        edition = _edition(on, practice.populations, kind, snapshot, counts)
        if edition is not None:
            figures.append(edition.exact)
        elif not founded_by_merger(on.network, practice, snapshot):
            missing.append(_wanted_of(on, practice, kind, snapshot))
    because = _because_of(on, members, gone, snapshot)
    total = sum(figures, Fraction(0))
    most: Fraction | None = None if missing or gone.unlisted else total
    for practice in gone.doubtful:
        edition = _edition(on, practice.populations, kind, snapshot, counts)
        if edition is None:
            missing.append(_wanted_of(on, practice, kind, snapshot))
        most = None if most is None or edition is None else most + edition.exact
    needs = (*missing, *gone.needs)
    value: Value = total
    if needs and (total or most is not None):
        value = range_of(total, most, needs)
        because = f"{because}, with gaps" if missing else because
    elif needs:
        value = Unknown.because(*needs)
    return _Sum(Observed(value, because), total, any(figure.denominator > 1 for figure in figures))


def _because_of(on: View, members: Members, gone: Gone, snapshot: date) -> str:
    if not members.practices:
        return f"no Core Network Practice on {in_words(on.day_said)}"
    count = len(members.practices)
    merged = "; ".join(f"with the list of {one.name}, merged since" for one in gone.carried)
    summed = f"sum over {count_of(count, 'Core Network Practice')} at {in_words(snapshot)}"
    return f"{summed}, {merged}" if merged else summed


def _wanted_of(on: View, practice: Practice, kind: str, snapshot: date) -> str:
    return _wanted(on, kind, f" of {practice.name} ({practice.code})", snapshot, practice.populations)


def _wanted(on: View, kind: str, whose: str, snapshot: date, populations: Iterable[Population] | None) -> str:
    """The list that is missing; lists of other days that were known are named, because they don't count."""
    days = sorted({one.at for one in populations or () if one.kind == kind and one.at != snapshot})
    known = (_edition(on, populations, kind, day, _every_edition) for day in days)
    others = [edition for edition in known if edition is not None]
    nearest = sorted(others, key=lambda edition: (abs(edition.at - snapshot), edition.at))[:MOST_OTHERS]
    named = [edition.in_words for edition in sorted(nearest, key=lambda edition: edition.at)]
    beside = f"; on record, and not counted: {' and '.join(named)}" if named else ""
    return f"the {kind} population{whose} at {in_words(snapshot)}{beside}"


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
