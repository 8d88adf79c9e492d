"""Which version of a term answers for which days, for whoever knows what had been published by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.files import title_of
from pcn_des.contract.year import Missing, YearContract, in_force, unknown_term
from pcn_des.dates import ONE_DAY, Period


@attrs.frozen
class Spell:
    """Days in a row for which one thing is said of a term: by a version, or that its value was not found.

    With both, the value of the version was superseded by one that was not found.
    """

    key: str
    since: date
    until: date
    version: Term | None
    gap: Missing | None

    @property
    def term(self) -> Term:
        """What is said, as a term that is in force on these days and no others."""
        days = Period(self.since, self.until)
        if self.gap is not None:
            title = self.version.title if self.version else title_of("terms", self.key)
            unknown = unknown_term(self.key, title, days, self.gap.note, self.gap.looked)
            return attrs.evolve(unknown, unit=self.version.unit) if self.version else unknown
        assert self.version is not None  # a spell says something
        if (self.since, self.until) == (self.version.since, self.version.until):
            return self.version
        return attrs.evolve(self.version, since=self.since, until=self.until)


def spells(contract: YearContract, key: str, known_by: date) -> tuple[Spell, ...]:
    """What is said of a term of a contract year, spell by spell in order; no day is in two of them."""
    found: list[Spell] = []
    for since, until in _stretches(contract, key):
        version = in_force(contract.terms.get(key, ()), since, known_by)
        gap = contract.missing_note(
            "terms", key, since, after=version.published if version else None, known_on=known_by
        )
        last = found[-1] if found else None
        if last is not None and (last.version, last.gap, last.until + ONE_DAY) == (version, gap, since):
            found[-1] = attrs.evolve(last, until=until)
        elif version is not None or gap is not None:
            found.append(Spell(key, since, until, version, gap))
    return tuple(found)


def _stretches(contract: YearContract, key: str) -> Iterator[tuple[date, date]]:
    """The longest stretches of days in which no version and no gap begins or ends."""
    said: list[Term | Missing] = [*contract.terms.get(key, ()), *contract.missing["terms"].get(key, ())]
    over = contract.year.last_day + ONE_DAY  # to which one goes on for whoever has not heard of its end
    cuts = sorted({day for one in said for day in (one.since, one.until + ONE_DAY)} | {over})
    return ((since, after - ONE_DAY) for since, after in pairwise(cuts))
