"""Builds one network from several files, says which file each fact comes from, and where the files contradict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs

from pcn_des.dates import ONE_DAY, Period
from pcn_des.errors import FileFormatError, UnknownNameError
from pcn_des.formats import adjusted as adjusted_format
from pcn_des.formats import epcn as epcn_format
from pcn_des.formats import list_sizes as list_sizes_format
from pcn_des.formats import practice_map as practice_map_format
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.epcn import EpcnReading, merged
from pcn_des.formats.list_sizes import ListSizeReading
from pcn_des.formats.network_file.read import read_network
from pcn_des.formats.practice_map import MapReading
from pcn_des.formats.reading import Problem, Reading
from pcn_des.network import Commissioner, Membership, Network, OtherMembership, Population, Practice, Records
from pcn_des.wording import in_words

FilePath = str | Path
Epcn = FilePath | tuple[FilePath, FilePath] | EpcnReading
Adjusted = tuple[FilePath, str] | AdjustedReading
ListSizes = FilePath | ListSizeReading
PracticeMap = FilePath | MapReading
Base = FilePath | Network
Given = TypeVar("Given")

EPCN_FIRST_DAY: Final = date(2019, 10, 1)  # ePCN's earliest spells start then, whenever they really did


@attrs.frozen(kw_only=True)
class Claim:
    """What one file says."""

    file: str
    says: str


@attrs.frozen(kw_only=True)
class Contradiction:
    """A fact on which files differ. It is left out of the network, so it is unknown there."""

    fact: str
    claims: tuple[Claim, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{claim.file} says {claim.says}" for claim in self.claims)
        return f"{self.fact} is left out, because files contradict each other: {said}. Correct or leave out one of them"


@attrs.frozen(kw_only=True)
class Combined:
    """A network made of several files.

    `origins` has the file of every fact, by its place: `practices[A81001].populations registered 2026-01-01`; where
    several files say the same, all of them. `problems` are those of all the files, also in rows of other networks.
    """

    network: Network
    origins: Mapping[str, str]
    contradictions: tuple[Contradiction, ...]
    problems: tuple[Problem, ...]


def network_from_files(
    code: str,
    *,
    epcn: Epcn | None = None,
    adjusted: Adjusted | Sequence[Adjusted] | None = None,
    list_sizes: ListSizes | Sequence[ListSizes] | None = None,
    practice_map: PracticeMap | None = None,
    base: Base | None = None,
) -> Combined:
    """The network with a PCN code, with all that the files know about it.

    `epcn` is ePCN.xlsx, or the pair of its CSV files; `adjusted` is a file with its contract year, or several;
    `list_sizes` are files of registered patients; `practice_map` is the map of practices; `base` is a network file with
    everything else. Instead of each a reading of it will do, which saves time where many networks are built.

    - Practices come from all of these files, and their dated memberships from `base` and ePCN. A map or adjusted file
      knows only one day, so it confirms or contradicts a membership but is none: with these alone it is unknown.
    - Names are labels: the first file that has one gives it, in the order base, ePCN, map, adjusted populations.
    - ePCN has only the present commissioner; one on record in `base` is kept unless its present one is another.
    - Two figures for the same practice, kind, day and edition must be equal; each edition of a corrected figure needs
      its day of publication, which only `base` can give.
    - Whatever is contradicted is left out, and `contradictions` names it with the files: a population alone, a
      membership with its history.

    Raises:
        FileFormatError: a file isn't of its format, or `base` is another network.
        FileNotFoundError: there is no such file.
        MissingExtraError: ePCN.xlsx is given and openpyxl is not installed.
        OutsideDataError: the year of an adjusted file is not a contract year.
        RecordError: the network file has something wrong.
        UnknownNameError: none of the files has a PCN with this code.
    """
    files = _Files.read(code, epcn, _several_adjusted(adjusted), _several_lists(list_sizes), practice_map, base)
    files.check()
    return _Builder(code, files).combined()


# --- the files --------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Source:
    """A reading with the name by which it is told apart: that of its file, with its folder where two are the same."""

    name: str
    path: str


@attrs.frozen(kw_only=True)
class _Files:
    code: str
    base: tuple[str, Network] | None
    epcn: tuple[str, EpcnReading] | None
    map: tuple[str, MapReading] | None
    adjusted: tuple[tuple[str, AdjustedReading], ...]
    lists: tuple[tuple[str, ListSizeReading], ...]

    @classmethod
    def read(
        cls,
        code: str,
        epcn: Epcn | None,
        adjusted: Sequence[Adjusted],
        lists: Sequence[ListSizes],
        practice_map: PracticeMap | None,
        base: Base | None,
    ) -> _Files:
        paths = [given if isinstance(given, AdjustedReading) else given[0] for given in adjusted]
        named = _named([base, epcn, practice_map, *paths, *lists])
        first, second, third = named[:3]
        return cls(
            code=code,
            base=None if base is None else (first, base if isinstance(base, Network) else read_network(base)),
            epcn=None if epcn is None else (second, _epcn(epcn)),
            map=None
            if practice_map is None
            else (
                third,
                practice_map if isinstance(practice_map, MapReading) else practice_map_format.read(practice_map),
            ),
            adjusted=tuple(
                (name, given if isinstance(given, AdjustedReading) else adjusted_format.read(*given))
                for name, given in zip(named[3:], adjusted, strict=False)
            ),
            lists=tuple(
                (name, given if isinstance(given, ListSizeReading) else list_sizes_format.read(given))
                for name, given in zip(named[3 + len(adjusted) :], lists, strict=True)
            ),
        )

    def check(self) -> None:
        """Refuses a network file of another network, and a code that no file has."""
        if self.base and self.base[1].code != self.code:
            raise FileFormatError(
                f"{self.base[0]} is the network {self.base[1].code}, not {self.code}; choose the file of {self.code}"
            )
        known: list[Collection[str]] = []
        for _, epcn in _one(self.epcn):
            known += [epcn.spells.in_pcn.keys(), [pcn.code for pcn in epcn.pcns]]
        known += [reading.of_pcn.keys() for _, reading in _one(self.map)]
        known += [reading.of_pcn.keys() for _, reading in self.adjusted]
        if not self.base and not any(self.code in codes for codes in known):
            hint = "None of the files has a usable row of it."
            raise UnknownNameError("PCN", self.code, {code for codes in known for code in codes}, hint=hint)

    def problems(self) -> Iterator[Problem]:
        readings: list[Reading[Any]] = [reading for _, reading in (*self.adjusted, *self.lists)]
        for reading in (*(epcn for _, epcn in _one(self.epcn)), *(map_ for _, map_ in _one(self.map)), *readings):
            yield from reading.problems


def _several_adjusted(given: Adjusted | Sequence[Adjusted] | None) -> Sequence[Adjusted]:
    if given is None:
        return ()
    if isinstance(given, AdjustedReading):
        return (given,)
    if len(given) == 2 and isinstance(given[0], str | Path) and isinstance(given[1], str):
        return ((given[0], given[1]),)
    return given  # type: ignore[return-value]  # not a pair, so a sequence of them


def _several_lists(given: ListSizes | Sequence[ListSizes] | None) -> Sequence[ListSizes]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str | Path | ListSizeReading) else given


def _one(given: Given | None) -> tuple[Given, ...]:
    return () if given is None else (given,)


def _epcn(given: Epcn) -> EpcnReading:
    if isinstance(given, EpcnReading):
        return given
    return epcn_format.read_csv(*given) if isinstance(given, tuple) else epcn_format.read(given)


def _named(given: Sequence[object]) -> list[str]:
    """A name for each of the files; that of every month is called the same, so with its path where needed."""
    sources = [_source(one) for one in given]
    count = Counter(source.name for source in sources)
    return [source.path if count[source.name] > 1 else source.name for source in sources]


def _source(given: object) -> _Source:
    if isinstance(given, Network):
        return _Source("the network given as base", "the network given as base")
    if isinstance(given, tuple):
        parts = [_source(part) for part in given]
        return _Source(" and ".join(part.name for part in parts), " and ".join(part.path for part in parts))
    if isinstance(given, str | Path):
        return _Source(Path(given).name, str(given))
    file = str(getattr(given, "file", ""))
    return _Source(file, file)


# --- what they say about a membership ---------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Voice:
    """What one file says about a practice in a PCN: days when it was a member, days when it wasn't."""

    file: str
    says: str
    member: tuple[Period, ...] = ()
    not_member: tuple[Period, ...] = ()
    complete: bool = False

    def contradicts(self, other: _Voice) -> bool:
        return any(
            yes.overlaps(no)
            for one, two in ((self, other), (other, self))
            for yes in one.member
            for no in two.not_member
        )


def _contradictory(voices: Sequence[_Voice]) -> tuple[_Voice, ...]:
    return tuple(voice for voice in voices if any(voice.contradicts(other) for other in voices))


def _dated_voice(file: str, member: Sequence[Period], complete: bool, since: date) -> _Voice:
    return _Voice(
        file=file,
        says=f"a member {', '.join(str(period) for period in member)}" if member else "never a member",
        member=tuple(member),
        not_member=_outside(member, since) if complete else (),
        complete=complete,
    )


def _voice_of_a_day(file: str, pcn: str | None, day: date, asked: str) -> _Voice:
    on = (Period(day, day),)
    says = f"in {pcn or 'no PCN'} on {in_words(day)}"
    return _Voice(file=file, says=says, member=on) if pcn == asked else _Voice(file=file, says=says, not_member=on)


def _outside(periods: Iterable[Period], since: date) -> tuple[Period, ...]:
    """The days from `since` on that lie in none of the periods."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda period: period.since):
        if period.since > since:
            found.append(Period(since, period.since - ONE_DAY))
        if period.until is None or period.until == date.max:
            return tuple(found)
        since = max(since, period.until + ONE_DAY)
    return (*found, Period(since))


# --- the network ------------------------------------------------------------------------------------------------------


class _Builder:
    def __init__(self, code: str, files: _Files) -> None:
        self.code = code
        self.files = files
        self.base = files.base[1] if files.base else None
        self.origins: dict[str, str] = {}
        self.contradictions: list[Contradiction] = []

    def combined(self) -> Combined:
        network = attrs.evolve(
            self.base or Network(code=self.code, name=self.code),
            name=self._name(),
            commissioners=self._commissioners(),
            practices=self._practices(),
            populations=self._populations("", self.code, self.base.populations if self.base else None),
        )
        if self.files.base:
            told = {"code", "name", "commissioners", "practices", "populations"}
            self._rest(network, "", self.files.base[0], told)
        return Combined(
            network=network,
            origins=self.origins,
            contradictions=tuple(self.contradictions),
            problems=tuple(self.files.problems()),
        )

    def _rest(self, record: Network | Practice, place: str, file: str, told: set[str]) -> None:
        """The origin of everything that only a network file has."""
        for field in attrs.fields(type(record)):
            if field.name not in told and getattr(record, field.name) is not None:
                self.origins[place + field.name] = file

    def _first(self, place: str, given: Iterable[tuple[str, str | None]]) -> str | None:
        for file, name in given:
            if name:
                self.origins[place] = file
                return name
        return None

    def _contradicted(self, fact: str, claims: Iterable[tuple[str, str]]) -> None:
        said = tuple(Claim(file=file, says=says) for file, says in claims)
        self.contradictions.append(Contradiction(fact=fact, claims=said))

    # the network itself

    def _name(self) -> str:
        given: list[tuple[str, str | None]] = []
        for file, base in _one(self.files.base):
            given.append((file, base.name))
        for file, epcn in _one(self.files.epcn):
            given += [(file, pcn.name) for pcn in epcn.pcns if pcn.code == self.code]
        for file, reading in _one(self.files.map):
            given += [(file, row.pcn_name) for row in reading.of_pcn.get(self.code, ())]
        return self._first("name", given) or self.code

    def _commissioners(self) -> Records[Commissioner] | None:
        known = self.base.commissioners if self.base else None
        present = self._commissioner_of_epcn()
        if known is not None and self.files.base:
            self.origins["commissioners"] = self.files.base[0]
        if present is None or not self.files.epcn:
            return known
        file, given = self.files.epcn[0], present
        if known is None:
            self.origins["commissioners"] = file
            return Records([given], complete=False)
        # ePCN gives the present commissioner the whole life of the PCN, so only the present one can be compared.
        now = [spell for spell in known if spell.until is None and spell.code is not None]
        if given.code is None or given.until is not None or all(spell.code == given.code for spell in now):
            return known
        claims = [(self.origins["commissioners"], f"{spell.name} ({spell.code}) at present") for spell in now]
        self._contradicted("commissioners", [*claims, (file, f"{given.name} ({given.code}) at present")])
        return Records([spell for spell in known if spell.until is not None], complete=False)

    def _commissioner_of_epcn(self) -> Commissioner | None:
        for _, reading in _one(self.files.epcn):
            for pcn in reading.pcns:
                if pcn.code == self.code and pcn.commissioner_name is not None:
                    return Commissioner(
                        name=pcn.commissioner_name, code=pcn.commissioner_code, since=pcn.opened, until=pcn.closed
                    )
        return None

    # its practices

    def _practices(self) -> Records[Practice] | None:
        known = self.base.practices if self.base else None
        codes = {practice.code: practice for practice in known or ()}
        listed = [*codes, *sorted(self._listed() - codes.keys())]
        complete = bool(known is not None and known.complete) or bool(
            self.files.epcn and self.files.epcn[1].spells.all_practices_of(self.code)
        )
        if not listed and known is None and not self.files.epcn:
            return None
        return Records([self._practice(code, codes.get(code)) for code in listed], complete=complete)

    def _listed(self) -> set[str]:
        """The practices that some file but the base puts into the network on some day."""
        found: set[str] = set()
        for _, epcn in _one(self.files.epcn):
            found |= epcn.spells.in_pcn.get(self.code, {}).keys()
        for _, reading in _one(self.files.map):
            found |= {row.practice_code for row in reading.of_pcn.get(self.code, ())}
        for _, adjusted in self.files.adjusted:
            found |= {row.practice_code for row in adjusted.of_pcn.get(self.code, ())}
        return found

    def _practice(self, code: str, known: Practice | None) -> Practice:
        place = f"practices[{code}]."
        practice = attrs.evolve(
            known or Practice(code=code, name=code),
            name=self._first(place + "name", self._names(code, known)) or code,
            membership=self._membership(place, code, known),
            other_networks=self._other_networks(place, code, known),
            populations=self._populations(place, code, known.populations if known else None),
        )
        if known and self.files.base:
            told = {"code", "name", "membership", "other_networks", "populations"}
            self._rest(practice, place, self.files.base[0], told)
        return practice

    def _names(self, code: str, known: Practice | None) -> Iterator[tuple[str, str | None]]:
        if known and self.files.base:
            yield self.files.base[0], known.name
        for file, epcn in _one(self.files.epcn):
            for rows in epcn.spells.of_practice.get(code, {}).values():
                yield file, rows[-1].practice_name
        for file, reading in _one(self.files.map):
            if code in reading.of_practice:
                yield file, reading.of_practice[code].practice_name
        for file, adjusted in self.files.adjusted:
            if code in adjusted.of_practice:
                yield file, adjusted.of_practice[code].practice_name

    def _membership(self, place: str, code: str, known: Practice | None) -> Records[Membership] | None:
        record = known.membership if known else None
        voices = self._voices(code, self.code, known)
        if wrong := _contradictory(voices):
            self._contradicted(place + "membership", [(voice.file, voice.says) for voice in wrong])
            return None
        dated = self._dated(voices)
        known_by = self._base_file() if record is not None else []
        known_by += [voice.file for voice in dated if voice.file not in self._base_file()]
        if known_by:
            self.origins[place + "membership"] = " and ".join(known_by)
        if known_by == self._base_file():
            return record
        other = [spell for spell in record or () if not spell.core]
        core = [Membership(since=period.since, until=period.until) for period in _members(dated)]
        return Records(_by_start([*core, *other]), complete=any(voice.complete for voice in dated)) if dated else None

    def _other_networks(self, place: str, code: str, known: Practice | None) -> Records[OtherMembership] | None:
        record = known.other_networks if known else None
        found: list[OtherMembership] = []
        wrong = False
        for pcn in sorted(self._others(code, record)):
            voices = self._voices(code, pcn, known)
            if against := _contradictory(voices):
                self._contradicted(f"{place}other_networks {pcn}", [(voice.file, voice.says) for voice in against])
                wrong = True
            found += [
                OtherMembership(pcn=pcn, since=period.since, until=period.until)
                for period in _members(self._dated(voices))
            ]
        if wrong:
            return None
        known_by = self._base_file() if record is not None else []
        known_by += [file for file, _ in _one(self.files.epcn)]
        if known_by:
            self.origins[place + "other_networks"] = " and ".join(known_by)
        if not self.files.epcn:
            return record
        complete = bool(record is not None and record.complete) or self._epcn_has_all_others(code)
        return Records(_by_start(found), complete=complete)

    def _base_file(self) -> list[str]:
        return [file for file, _ in _one(self.files.base)]

    def _others(self, code: str, record: Records[OtherMembership] | None) -> set[str]:
        """The other PCNs that some file names for a practice."""
        found = {spell.pcn for spell in record or ()}
        for _, epcn in _one(self.files.epcn):
            found |= epcn.spells.of_practice.get(code, {}).keys()
        on_a_day = [
            *(reading.of_practice.get(code) for _, reading in _one(self.files.map)),
            *(reading.of_practice.get(code) for _, reading in self.files.adjusted),
        ]
        named: set[str | None] = {row.pcn_code for row in on_a_day if row is not None}
        return (found | {pcn for pcn in named if pcn is not None}) - {self.code}

    def _epcn_has_all_others(self, code: str) -> bool:
        return bool(self.files.epcn and not self.files.epcn[1].spells.gaps_of(code) - {self.code})

    def _voices(self, code: str, pcn: str, known: Practice | None) -> list[_Voice]:
        """What every file that knows about it says about a practice in a PCN."""
        voices = [*self._voice_of_base(pcn, known)]
        for file, epcn in _one(self.files.epcn):
            rows = epcn.spells.of_practice.get(code, {}).get(pcn, [])
            certain = not epcn.spells.gaps_of(code) & {pcn, None}
            voices.append(_dated_voice(file, merged(row.period for row in rows), certain, EPCN_FIRST_DAY))
        for file, reading in _one(self.files.map):
            if code in reading.of_practice:
                row = reading.of_practice[code]
                voices.append(_voice_of_a_day(file, row.pcn_code, row.at, pcn))
        for file, adjusted in self.files.adjusted:
            line = adjusted.of_practice.get(code)
            if line is not None and line.pcn_code is not None:  # no_data is silence, not membership of no PCN
                voices.append(_voice_of_a_day(file, line.pcn_code, adjusted.at, pcn))
        return voices

    def _voice_of_base(self, pcn: str, known: Practice | None) -> Iterator[_Voice]:
        if not self.files.base:
            return
        file, base = self.files.base
        if known is None:
            if base.practices is not None and base.practices.complete and pcn == self.code:
                yield _dated_voice(file, (), True, date.min)
            return
        if pcn != self.code:
            if known.other_networks is not None:
                elsewhere = [spell.period for spell in known.other_networks if spell.pcn == pcn]
                yield _dated_voice(file, elsewhere, known.other_networks.complete, date.min)
            return
        if known.membership is not None:
            core = [spell.period for spell in known.membership if spell.core]
            voice = _dated_voice(file, core, known.membership.complete, date.min)
            not_core = tuple(spell.period for spell in known.membership if not spell.core)
            yield attrs.evolve(voice, not_member=(*voice.not_member, *not_core))

    def _dated(self, voices: Iterable[_Voice]) -> list[_Voice]:
        """The voices that know spells, or that there were none, and not only a day: those of the base and of ePCN."""
        dated = {file for file, _ in (*_one(self.files.base), *_one(self.files.epcn))}
        return [voice for voice in voices if voice.file in dated and (voice.member or voice.complete)]

    # populations

    def _populations(self, place: str, code: str, known: Records[Population] | None) -> Records[Population] | None:
        claims: dict[tuple[str, date, date | None], list[tuple[str, Population]]] = defaultdict(list)
        for file, population in self._claimed(code, known):
            claims[population.kind, population.at, population.published].append((file, population))
        kept: list[Population] = []
        for (kind, at, published), said in claims.items():
            fact = f"{place}populations {kind} {at}" + (f" published {published}" if published else "")
            if len({population.patients for _, population in said}) == 1:
                kept.append(said[0][1])
                self.origins[fact] = " and ".join(dict.fromkeys(file for file, _ in said))
            else:
                self._contradicted(fact, [(file, f"{population.patients:,f}") for file, population in said])
        if not claims:
            return known
        return known if known is not None and tuple(known) == tuple(kept) else Records(kept, complete=False)

    def _claimed(self, code: str, known: Records[Population] | None) -> Iterator[tuple[str, Population]]:
        if self.files.base:
            yield from ((self.files.base[0], population) for population in known or ())
        for file, adjusted in self.files.adjusted:
            row = adjusted.of_practice.get(code)
            for kind in ("registered", "adjusted"):
                patients = getattr(row, kind, None)
                if patients is not None:
                    yield file, Population(kind=kind, at=adjusted.at, patients=Decimal(patients), source=file)
        for file, reading in self.files.lists:
            for line in reading.of_code.get(code, ()):
                yield (
                    file,
                    Population(kind="registered", at=line.at, patients=Decimal(line.patients), source=file),
                )


Spelled = TypeVar("Spelled", Membership, OtherMembership)


def _by_start(spells: Iterable[Spelled]) -> list[Spelled]:
    return sorted(spells, key=lambda spell: spell.since)


def _members(voices: Iterable[_Voice]) -> list[Period]:
    return merged(period for voice in voices for period in voice.member)
