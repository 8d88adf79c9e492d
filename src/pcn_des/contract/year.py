"""A contract year: all versions of its entries, what is missing, and which version answers for a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import attrs

from pcn_des.contract.blocks import ReadingBlock
from pcn_des.contract.entries import (
    Entry,
    Indicator,
    KeyDate,
    Obligation,
    Payment,
    Role,
    Service,
    Term,
    Window,
    Word,
)
from pcn_des.dates import ONE_DAY, ContractYear, Period
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.sources import Citation
from pcn_des.values import UNKNOWN
from pcn_des.wording import count_of

Kind = TypeVar("Kind", bound=Entry)
Versions = Mapping[str, tuple[Kind, ...]]


@attrs.frozen
class Missing:
    """A note that something was not found; `since_published` is the publication that superseded an earlier figure.

    `owed_by` says of an obligation who owes it, where that is known; `looked` says where was looked.
    """

    note: str
    since_published: date | None
    since: date
    until: date
    owed_by: str = ""
    looked: str = ""


@attrs.frozen(repr=False)
class YearContract:
    """Everything that the data hold for one contract year: all versions of every entry, and what is missing.

    A `draft` is a year of which not everything is published: some of its entries are carried and unconfirmed, and
    `published` is its first day where no document of it has come out.
    `removed` and `missing` are by section, then by key: why last year's entry is gone, and what was not found;
    `removed_sources` has what is cited for the former, where something is.
    `own` are duties and terms that somebody added for his own questions; they are among the others, on their days.
    `readings` are the blocks of terms that are half known together; their versions of their terms are among `terms`.
    Nothing in it can be changed.
    """

    year: ContractYear
    published: date
    digest: str
    terms: Versions[Term] = attrs.field(converter=frozen)
    services: Versions[Service] = attrs.field(converter=frozen)
    roles: Versions[Role] = attrs.field(converter=frozen)
    obligations: Versions[Obligation] = attrs.field(converter=frozen)
    payments: Versions[Payment] = attrs.field(converter=frozen)
    indicators: Versions[Indicator] = attrs.field(converter=frozen)
    windows: Versions[Window] = attrs.field(converter=frozen)
    key_dates: Versions[KeyDate] = attrs.field(converter=frozen)
    glossary: Versions[Word] = attrs.field(converter=frozen)
    removed: Mapping[str, Mapping[str, str]] = attrs.field(converter=frozen)
    missing: Mapping[str, Mapping[str, tuple[Missing, ...]]] = attrs.field(converter=frozen)
    readings: Versions[ReadingBlock] = attrs.field(converter=frozen, factory=FrozenMap)
    removed_sources: Mapping[str, Mapping[str, tuple[Citation, ...]]] = attrs.field(converter=frozen, factory=FrozenMap)
    draft: bool = False
    own: tuple[Any, ...] = attrs.field(converter=frozen, default=())
    _answering: dict[str, _Answering] = attrs.field(init=False, eq=False, factory=dict)
    _edges: dict[str, list[date]] = attrs.field(init=False, eq=False, factory=dict)

    @property
    def draft_of(self) -> str:
        """The year, where it is a draft; empty where it is not."""
        return str(self.year) if self.draft else ""

    def answering(self, section: str, day: date, known_by: date) -> FrozenMap[str, Any]:
        """The version of each entry of a section that answers for a day, as far as was published by another."""
        if section not in self._answering:
            self._answering[section] = _Answering.of(getattr(self, section))
        return self._answering[section].on(day, known_by)

    def term_changes(self, key: str, day: date) -> date:
        """The first day after another on which something else may be said of a term: at the latest, the next year's."""
        if key not in self._edges:
            said: list[Term | Missing] = [*self.terms.get(key, ()), *self.missing["terms"].get(key, ())]
            over = self.year.last_day + ONE_DAY
            self._edges[key] = sorted({edge for one in said for edge in (one.since, one.until + ONE_DAY)} | {over})
        edges = self._edges[key]
        return edges[bisect_right(edges, day)]

    def __repr__(self) -> str:
        held = count_of(len(self.terms), "term"), count_of(len(self.obligations), "obligation")
        return f"<YearContract of {self.year}: {', '.join(held)}>"

    def missing_note(self, section: str, key: str, day: date, *, after: date | None, known_on: date) -> Missing | None:
        """What is said to be missing of a key on a day, for whoever knows of publications up to `known_on`.

        `after` is the publication of the version that answers otherwise; None where no version does. Before the year's
        first document nothing is missing: nobody had looked for it.
        """
        if known_on < self.published:
            return None
        for gap in self.missing[section].get(key, ()):
            if not gap.since <= day <= gap.until:
                continue
            if gap.since_published is None:
                if after is None:
                    return gap
            elif gap.since_published <= known_on and (after is None or after < gap.since_published):
                return gap
        return None


@attrs.frozen
class _Answering:
    """Which versions of a section answer, worked out once for all days between two changes.

    `changes` are the days on which a version begins or is over, `published` those on which one became known, or its
    end.
    """

    entries: Versions[Any]
    changes: tuple[date, ...]
    published: tuple[date, ...]
    _found: dict[tuple[int, int], FrozenMap[str, Any]] = attrs.field(init=False, factory=dict)

    @classmethod
    def of(cls, entries: Versions[Any]) -> _Answering:
        versions = [version for found in entries.values() for version in found]
        changes = {day for version in versions for day in (version.since, version.until + ONE_DAY)}
        told = (day for version in versions for day in (version.published, version.end_known))
        published = {day for day in told if day is not None}
        return cls(entries, tuple(sorted(changes)), tuple(sorted(published)))

    def on(self, day: date, known_by: date) -> FrozenMap[str, Any]:
        place = bisect_right(self.changes, day), bisect_right(self.published, known_by)
        if place not in self._found:
            found = ((key, in_force(versions, day, known_by)) for key, versions in self.entries.items())
            self._found[place] = FrozenMap({key: version for key, version in found if version is not None})
        return self._found[place]


def as_known(versions: Iterable[Kind], known_on: date) -> Iterator[Kind]:
    """The versions that had been published by a day, as they were known then: without an end that nobody had told."""
    for version in versions:
        if version.published is not None and version.published <= known_on:
            if version.end_known is not None and version.end_known > known_on:
                until = ContractYear.of(version.since).last_day
                note = version.note.removesuffix(version.end_note).rstrip()
                version = attrs.evolve(version, until=until, note=note, end_known=None, end_note="")
            yield version


def in_force(versions: Iterable[Kind], day: date, known_on: date) -> Kind | None:
    """The version that answers for a day: of those in force and published by `known_on`, the one published last."""
    answers = (version for version in as_known(versions, known_on) if version.since <= day <= version.until)
    return max(answers, key=when_published, default=None)


def when_published(entry: Entry) -> date:
    """The day on which an entry that was read from a file became known."""
    assert entry.published is not None  # every entry read from a file has one
    return entry.published


def unknown_term(key: str, title: str, days: Period, note: str, looked: str = "") -> Term:
    """The term that stands for a value which is not established on some days; it has no entry and so no unit.

    `looked` says where it was looked for.
    """
    return Term(
        key=key,
        title=title,
        since=days.since,
        until=days.last,
        published=None,
        standing=None,
        note=note,
        value=UNKNOWN,
        unit="",
        looked=looked,
    )
