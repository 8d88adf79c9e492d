"""Counts the patients of a network: the sum over its Core Network Practices, or its own figure in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.engine.view import Observed, View
from pcn_des.facts._members import Members, core_members
from pcn_des.facts._mergers import Gone, founded_by_merger, gone_between
from pcn_des.facts._said_twice import which_is_right
from pcn_des.network import Population, Practice
from pcn_des.values import Unknown, Value, range_of
from pcn_des.wording import count_of, in_words

MOST_OTHERS = 2  # lists of other days that are named beside the one that is missing


@attrs.frozen
class Count:
    """Which figures are counted: those of a kind at a snapshot, of all editions or of some.

    `called` says how a figure is asked for that is missing, given whose it is; None: by its kind and day.
    """

    on: View
    kind: str
    snapshot: date
    counts: Callable[[Population], bool] = lambda edition: True
    called: Callable[[str], str] | None = None

    def edition(self, populations: Iterable[Population] | None) -> Population | None:
        """The edition of a figure that was the latest known."""
        known = [
            one
            for one in populations or ()
            if one.kind == self.kind
            and one.at == self.snapshot
            and self.on.was_known(one.published)
            and self.counts(one)
        ]
        return max(known, key=lambda one: one.published or date.min, default=None)

    def wanted_of(self, practice: Practice) -> str:
        """The list of a practice, where it is missing."""
        return self.wanted(f" of {practice.name} ({practice.code})", practice.populations)

    def wanted(self, whose: str, populations: Iterable[Population] | None) -> str:
        """The list that is missing; lists of other days that were known are named, because they don't count."""
        if self.called is not None:
            return self.called(whose)
        days = sorted({one.at for one in populations or () if one.kind == self.kind and one.at != self.snapshot})
        known = (Count(self.on, self.kind, day).edition(populations) for day in days)
        others = [edition for edition in known if edition is not None]
        nearest = sorted(others, key=lambda edition: (abs(edition.at - self.snapshot), edition.at))[:MOST_OTHERS]
        named = [edition.in_words for edition in sorted(nearest, key=lambda edition: edition.at)]
        beside = f"; on record, and not counted: {' and '.join(named)}" if named else ""
        return f"the {self.kind} population{whose} at {in_words(self.snapshot)}{beside}"


def patients(count: Count) -> Observed:
    """The sum over the Core Network Practices, or the network's own figure where that can stand in for it.

    It can where no practice is on record, or the practices are those that the figure counted.
    """
    on, snapshot = count.on, count.snapshot
    own = count.edition(on.network.populations)
    members = core_members(on.network, on.as_of)
    if members is None:
        if own is None:
            return Observed(Unknown.because(count.wanted("", on.network.populations)))
        return _own_figure(own)
    gone = gone_between(on.network, members, snapshot, on.as_of)
    summed = _sum_of_practices(count, members, gone)
    if own is None or not _as_it_was(on, members, gone, snapshot):
        return summed.observed
    whole, least, theirs = isinstance(summed.observed.value, Fraction), summed.total, own.exact
    # less than a patient is rounding
    if abs(theirs - least) >= 1 if whole else least > theirs:
        total = f"{in_words(least)}{'' if whole else ' or more'} summed over practices"
        said = total, f"{in_words(theirs)} for the network"
        return Observed(which_is_right(f"{count.kind} population at {in_words(snapshot)}", *said))
    return summed.observed if whole else _own_figure(own, rounded=summed.has_parts)


def _own_figure(own: Population, *, rounded: bool = False) -> Observed:
    """The network's own figure: give or take a patient where it is whole and those of its practices are not."""
    because = f"the network's own figure at {in_words(own.at)}"
    theirs = own.exact
    if rounded and theirs.denominator == 1:
        finer = f"the {own.kind} population at {in_words(own.at)} with its decimals"
        return Observed(range_of(max(Fraction(0), theirs - 1), theirs + 1, [finer]), f"{because}, which is rounded")
    return Observed(theirs, because)


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


def _sum_of_practices(count: Count, members: Members, gone: Gone) -> _Sum:
    """The lists of the members, with those of practices that have merged into one of them since.

    A practice that may have merged into one of them makes the sum a range.
    """
    figures, missing = [], list(members.missing)
    for practice in (*members.practices, *gone.carried):
        edition = count.edition(practice.populations)
        if edition is not None:
            figures.append(edition.exact)
        elif not founded_by_merger(count.on.network, practice, count.snapshot):
            missing.append(count.wanted_of(practice))
    because = _because_of(count.on, members, gone, count.snapshot)
    total = sum(figures, Fraction(0))
    most: Fraction | None = None if missing or gone.unlisted else total
    for practice in gone.doubtful:
        edition = count.edition(practice.populations)
        if edition is None:
            missing.append(count.wanted_of(practice))
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
