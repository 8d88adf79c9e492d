"""The entries of one section of one file: each checked field by field, and its versions against one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.contract.carried import check_carried
from pcn_des.contract.entries import Entry
from pcn_des.contract.fields import Place, read_fields
from pcn_des.contract.keys import check_key
from pcn_des.contract.plausible import check_entry, check_units
from pcn_des.contract.problems import Problems
from pcn_des.contract.sections import Section
from pcn_des.contract.year import when_published
from pcn_des.dates import ONE_DAY, ContractYear, first_hole

_NAMES: Final = {"from": "since"}  # of fields whose name Python does not allow


@attrs.frozen
class EntryReader:
    """Reads the entries of one kind, all of one section of one file."""

    year: ContractYear
    year_published: date
    section: Place
    kind: Section
    draft: bool | None = False  # None where the file that says so is wrong
    problems: Problems = attrs.field(factory=Problems)

    def read(self, table: object) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Each key with its versions, which leave no hole; what is wrong with others is kept in `problems`."""
        for at, raw_versions in self.flat(table):
            versions = self.versions(at, raw_versions)
            if versions:
                with self.problems:
                    check_units(at, versions)
                with self.problems:
                    check_tiling(at, versions)
                yield at.key, versions

    def versions(self, at: Place, raw_versions: list[dict[str, Any]]) -> tuple[Entry, ...]:
        """The versions of an entry that are sound; what is wrong with others is kept in `problems`."""
        found: list[Entry] = []
        for number, raw in enumerate(raw_versions):
            with self.problems:
                found.append(self.entry(attrs.evolve(at, version=number), raw))
        return tuple(found) if len(found) == len(raw_versions) else ()

    def flat(self, table: object, prefix: str = "") -> Iterator[tuple[Place, list[dict[str, Any]]]]:
        """Each entry of nested tables with its place and its versions as they stand in the file."""
        if not isinstance(table, dict):
            at = attrs.evolve(self.section, key=prefix) if prefix else self.section
            self.problems.add(at.wrong("it is not an entry", "Write entries as [[section.area.name]]"))
            return
        for name, below in table.items():
            key = f"{prefix}.{name}" if prefix else name
            if isinstance(below, list) and all(isinstance(version, dict) for version in below):
                at = attrs.evolve(self.section, key=key)
                with self.problems:
                    check_key(at, at.section, key)
                yield at, below
            else:
                yield from self.flat(below, key)

    def entry(self, at: Place, raw: Mapping[str, Any]) -> Entry:
        """One version of an entry.

        Raises:
            ContractDataError: fields that there are not, or that are missing or wrong.
        """
        kind = self.kind
        read = read_fields(at, raw, kind.allowed, kind.required, f"entry of {at.section}", kind.instead)
        fields = {_NAMES.get(name, name): value for name, value in read.items()}
        _with_end(at, fields)
        fields.setdefault("since", self.year.first_day)
        fields.setdefault("until", self.year.last_day)
        self._check_period(at, fields)
        entry = self.kind.make(key=at.key, **fields)
        check_carried(at, entry, self.draft)
        self.kind.check(at, entry, raw)
        check_entry(at, entry)
        return entry

    def _check_period(self, at: Place, fields: dict[str, Any]) -> None:
        since, until = fields["since"], fields["until"]
        if not self.year.first_day <= since <= until <= self.year.last_day:
            raise at.wrong(
                f"its period {since} to {until} does not lie inside {self.year}",
                "from and until are inclusive days of the contract year, from first",
            )
        if "published" not in fields:
            if since != self.year.first_day:
                raise at.wrong(
                    f"it starts on {since} and does not say when it was published",
                    "Only a version that starts on the first day of the year may leave out published",
                )
            fields["published"] = self.year_published


def _with_end(at: Place, fields: dict[str, Any]) -> None:
    """What says when its end became known has one; what is to be said of it then is the end of the note."""
    if "end_known" in fields and "until" not in fields:
        raise at.wrong(
            "it says when its end became known, and has no end within the year",
            "Write until, the last day on which it was in force",
        )
    if "end_note" in fields:
        if "end_known" not in fields:
            raise at.wrong(
                "it has a note on its end, and does not say when that became known",
                "Write end_known, or all of it in the note",
            )
        fields["note"] = f"{fields.get('note', '')} {fields['end_note']}".strip()


def check_tiling(at: Place, versions: tuple[Entry, ...]) -> None:
    """For whoever knows of any publication, the versions of a key leave no hole, and only one answers for a day.

    One that another follows goes on for whoever does not know of that other yet. An edition from before it does not
    follow it: nothing says that it would hold again.

    Raises:
        ContractDataError: they leave one, or two answer, or one ends before the next was known.
    """
    if len(versions) <= 1:
        return
    for place, one in enumerate(versions):
        for other in versions[place + 1 :]:
            if one.published == other.published and one.period.overlaps(other.period):
                raise at.wrong(f"two versions published {one.published} cover the same days", "Give each its own days")
    for published in sorted({when_published(version) for version in versions}):
        hole = first_hole(version.period for version in versions if when_published(version) <= published)
        if hole:
            raise at.wrong(
                f"as published by {published}, no version covers {hole}",
                "Versions of a key leave no hole between the first and the last day they cover",
            )
    for version in versions:
        following = [when_published(one) for one in versions if version.until + ONE_DAY in one.period]
        told = version.end_known is not None or version.published in following
        if not told and max(following, default=date.min) > when_published(version):
            later = min(day for day in following if day > when_published(version))
            raise at.wrong(
                f"it ends on {version.until}, and what follows was published on {later}, after it",
                f"Write end_known = {later}, or leave out until: the later version answers as soon as it is known",
            )
