"""Who belongs to each network on a day, by the file that reaches that day: an edition is valid up to its own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

import attrs

from pcn_des.answers.national import NOT_COVERED, NOT_OPEN, OPEN
from pcn_des.errors import MisuseError
from pcn_des.formats.epcn import FIRST_DAY, EpcnReading, PartnerRow, PcnRow
from pcn_des.formats.practice_map import MapReading, MapRow
from pcn_des.wording import in_words


@attrs.frozen
class Standing:
    """A network on a day: its state, the file and the day to which that holds, its members and its commissioner.

    `doubtful` is whether a member may be missing, because a row could not be read. `elsewhere` are the members that the
    file has in other open networks too on that day, with these.
    """

    state: str
    file: str = ""
    holds_to: date | None = None
    members: frozenset[str] = frozenset()
    commissioner: str | None = None
    doubtful: bool = False
    elsewhere: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)


_NOT_COVERED = Standing(NOT_COVERED)


@attrs.frozen
class UnusedMap:
    """A map of a day of which an edition of ePCN tells, and how many networks have other members on it."""

    file: str
    day: date
    instead: str
    differing: int


@attrs.frozen
class _Edition:
    """An edition of ePCN, its networks and spells by code."""

    reading: EpcnReading

    @property
    def holds_to(self) -> date:
        return self.reading.known_to

    @cached_property
    def pcns(self) -> Mapping[str, PcnRow]:
        return {row.code: row for row in self.reading.pcns}

    @cached_property
    def spells(self) -> Mapping[str, Sequence[PartnerRow]]:
        found: dict[str, list[PartnerRow]] = {}
        for row in self.reading.partners:
            found.setdefault(row.pcn_code, []).append(row)
        return found

    @cached_property
    def several(self) -> Mapping[str, Sequence[PartnerRow]]:
        """The spells of the practices that have been in several networks."""
        found: dict[str, list[PartnerRow]] = {}
        for row in self.reading.partners:
            found.setdefault(row.practice_code, []).append(row)
        return {code: rows for code, rows in found.items() if len({row.pcn_code for row in rows}) > 1}

    def _elsewhere(self, code: str, members: Iterable[str], day: date) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Which members of a network the file has in other ones too on a day, other than those that are closed."""
        for practice in members:
            spells = self.several.get(practice, ())
            others = {row.pcn_code for row in spells if row.pcn_code != code and _lies_in(day, row)}
            still = [other for other in sorted(others) if other not in self.pcns or self.pcns[other].open_on(day)]
            if still:
                yield practice, tuple(still)

    def standing(self, code: str, day: date) -> Standing:
        pcn = self.pcns.get(code)
        file, to = self.reading.file, self.holds_to
        if pcn is None and self.reading.gaps & {code, None}:
            return _NOT_COVERED
        if pcn is None or not pcn.open_on(day):
            return Standing(NOT_OPEN, file, to)
        members = _members_on(day, self.spells.get(code, ()))
        doubtful = not self.reading.spells.all_practices_of(code)
        elsewhere = dict(self._elsewhere(code, sorted(members), day))
        return Standing(OPEN, file, to, members, pcn.commissioner_code, doubtful, elsewhere)


@attrs.frozen
class Membership:
    """The editions of ePCN and the maps of practices, in the order of their days."""

    editions: tuple[_Edition, ...]
    maps: Mapping[date, MapReading]

    @classmethod
    def of(cls, editions: Iterable[EpcnReading], maps: Iterable[MapReading]) -> Membership:
        """The membership by some files.

        Raises:
            MisuseError: two of a kind are of the same day, so that one of them would tell nothing.
        """
        ordered = sorted(map(_Edition, editions), key=lambda edition: edition.holds_to)
        for one, other in pairwise(ordered):
            if one.holds_to == other.holds_to:
                day = in_words(one.holds_to)
                raise two_alike(one.reading.file, other.reading.file, f"editions of ePCN that hold to {day}")
        by_day: dict[date, MapReading] = {}
        for reading in maps:
            for row in reading.rows[:1]:
                if row.at in by_day:
                    raise two_alike(by_day[row.at].file, reading.file, f"maps of {in_words(row.at)}")
                by_day[row.at] = reading
        return cls(tuple(ordered), by_day)

    def standing(self, code: str, day: date) -> Standing:
        """A network on a day, by the first edition that reaches it, or a map of that very day."""
        edition = self._reaching(day)
        if edition is not None:
            return edition.standing(code, day)
        return _on_the_map(self.maps[day], code, day) if day in self.maps else _NOT_COVERED

    def commissioners_over(self, code: str, days: Sequence[date]) -> list[str | None]:
        """The commissioner of a network on each of some days on which a file has it open; None where it tells none."""
        found: list[str | None] = []
        for day in days:
            edition = self._reaching(day)
            pcn = edition.pcns.get(code) if edition is not None else None
            if pcn is not None and pcn.open_on(day):
                found.append(pcn.commissioner_code)
            elif edition is None and day in self.maps and code in self.maps[day].of_pcn:
                found.append(_on_the_map(self.maps[day], code, day).commissioner)
        return found

    def last_told(self, days: Sequence[date]) -> date | None:
        """The last of some days of which a file tells; None where none does."""
        return next(filter(self.tells, reversed(days)), None)

    def tells(self, day: date) -> bool:
        """Whether a file tells of any network on a day."""
        return day in self.maps or self._reaching(day) is not None

    def unused_maps(self) -> Iterator[UnusedMap]:
        """The maps of days that an edition reaches, which tells of these days instead."""
        for day, reading in sorted(self.maps.items()):
            edition = self._reaching(day)
            if edition is not None:
                codes = edition.pcns.keys() | reading.of_pcn.keys()
                others = (
                    code
                    for code in codes
                    if edition.standing(code, day).members != _on_the_map(reading, code, day).members
                )
                yield UnusedMap(reading.file, day, edition.reading.file, sum(1 for _ in others))

    def tells_of_all(self, day: date) -> bool:
        """Whether a file tells of every network on a day: an edition does, a map of those alone that are on it."""
        return self._reaching(day) is not None or (
            day in self.maps and self.names.keys() <= self.maps[day].of_pcn.keys()
        )

    def members_of_any(self, day: date) -> frozenset[str]:
        """The practices that are members of any network on a day, as far as a file reaches it."""
        edition = self._reaching(day)
        if edition is not None:
            return _members_on(day, edition.reading.partners)
        rows_of_map = self.maps[day].rows if day in self.maps else ()
        return frozenset(row.practice_code for row in rows_of_map if row.pcn_code is not None)

    def _reaching(self, day: date) -> _Edition | None:
        """The first edition that reaches a day; none before the register's first day, for it does not tell."""
        if day < FIRST_DAY:
            return None
        return next((edition for edition in self.editions if day <= edition.holds_to), None)

    @property
    def last(self) -> date | None:
        """The last day of which a file tells who the members are."""
        return max([*(edition.holds_to for edition in self.editions), *self.maps], default=None)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every network that a file knows, the latest one."""
        found: dict[str, str] = {}
        for edition in self.editions:
            found.update({row.code: row.name for row in edition.reading.pcns})
        for day in sorted(self.maps):
            if not self.editions or day > self.editions[-1].holds_to:
                found.update(
                    {row.pcn_code: row.pcn_name or row.pcn_code for row in self.maps[day].rows if row.pcn_code}
                )
        return dict(sorted(found.items()))

    def commissioners(self) -> dict[str, str]:
        """The names of the commissioners and of their integrated care boards, by code, the latest."""
        found: dict[str, str] = {}
        for edition in self.editions:
            for row in edition.reading.pcns:
                if row.commissioner_code is not None:
                    found[row.commissioner_code] = row.commissioner_name or row.commissioner_code
        for day in sorted(self.maps):
            for one in self.maps[day].rows:
                found[one.sub_icb_code], found[one.icb_code] = one.sub_icb_name, one.icb_name
        return found

    def board_of(self) -> dict[str, str]:
        """The code of the integrated care board over each sub-location, as the latest map has it."""
        return {row.sub_icb_code: row.icb_code for day in sorted(self.maps) for row in self.maps[day].rows}


def two_alike(one: str, other: str, of: str) -> MisuseError:
    """That two files tell the same thing, so that one of them would be lost."""
    return MisuseError(f"{one} and {other} are both {of}; give one of them")


def _members_on(day: date, spells: Iterable[PartnerRow]) -> frozenset[str]:
    """The practices of the spells that a day lies in."""
    return frozenset(row.practice_code for row in spells if _lies_in(day, row))


def _lies_in(day: date, spell: PartnerRow) -> bool:
    return spell.start <= day and (spell.end is None or day <= spell.end)


def _on_the_map(reading: MapReading, code: str, day: date) -> Standing:
    rows: Sequence[MapRow] = reading.of_pcn.get(code, ())
    if not rows:
        return _NOT_COVERED  # a network without a practice is on no map, whether it is open or not
    # Of several sub-locations the map does not say which is the network's; if they are of one board, that is.
    commissioner = _only(row.sub_icb_code for row in rows) or _only(row.icb_code for row in rows)
    members = frozenset(row.practice_code for row in rows)
    return Standing(OPEN, reading.file, day, members, commissioner, bool(reading.gaps & {code, None}))


def _only(codes: Iterable[str]) -> str | None:
    """The code that all of them are; None where they differ."""
    different = set(codes)
    return different.pop() if len(different) == 1 else None
