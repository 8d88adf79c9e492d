"""One network of several files, with the file of each fact, and what is left out because the files contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import attrs

from pcn_des.arguments import a_text
from pcn_des.brief import Brief
from pcn_des.dates import Period
from pcn_des.formats.combine.commissioners import commissioners
from pcn_des.formats.combine.completeness import complete_for, days_told
from pcn_des.formats.combine.figures import figures
from pcn_des.formats.combine.files import (
    Adjusted,
    Base,
    Epcn,
    Files,
    ListSizes,
    PracticeMap,
    one,
    several_adjusted,
    several_lists,
)
from pcn_des.formats.combine.likely_mergers import LikelyMerger, likely_mergers
from pcn_des.formats.combine.membership import (
    contradictory,
    dated,
    has_all_other_pcns,
    members,
    other_pcns,
    practices_listed,
    unconfirmed,
    voices,
)
from pcn_des.formats.epcn import FIRST_DAY, ITS_DAYS, PcnRow, opened_on
from pcn_des.formats.reading import Problem
from pcn_des.frozen import frozen
from pcn_des.network import Commissioner, Membership, Network, OtherMembership, Population, Practice, Records
from pcn_des.showing import Shown
from pcn_des.wording import in_words

Spelled = TypeVar("Spelled", Membership, OtherMembership)


@attrs.frozen(kw_only=True, repr=False)
class Claim(Brief):
    """What one file says."""

    file: str
    says: str

    def __str__(self) -> str:
        return f"{self.file} says {self.says}"


@attrs.frozen(kw_only=True, repr=False)
class Contradiction(Brief):
    """A fact on which files differ. It is left out of the network, so it is unknown there."""

    fact: str
    claims: tuple[Claim, ...]

    def __str__(self) -> str:
        said = "; ".join(map(str, self.claims))
        return f"{self.fact} is left out, because files contradict each other: {said}. Correct or leave out one of them"


@attrs.frozen(kw_only=True, repr=False)
class Combined(Brief, Shown):
    """A network made of several files.

    `origins` has the file of every fact, by its place: `practices[A81001].populations registered 2026-01-01`; where
    several files say the same, all of them. `not_compared` are the files that say nothing of this network or its
    practices, so that nothing was compared with them. `likely_mergers` are questions for a person, and no part of the
    network. `problems` are those of all the files, also in rows of other
    networks.
    """

    network: Network
    origins: Mapping[str, str] = attrs.field(converter=frozen)
    contradictions: tuple[Contradiction, ...]
    problems: tuple[Problem, ...]
    not_compared: tuple[str, ...] = ()
    likely_mergers: tuple[LikelyMerger, ...] = ()


def network_from_files(
    code: str,
    *,
    epcn: Epcn | None = None,
    adjusted: Adjusted | Iterable[Adjusted] | None = None,
    list_sizes: ListSizes | Iterable[ListSizes] | None = None,
    practice_map: PracticeMap | None = None,
    base: Base | None = None,
    edition: date | None = None,
) -> Combined:
    r"""The network with a PCN code (in capitals or small letters), with all that the files know about it.

    `epcn` is ePCN.xlsx, or the pair of its CSV files; `adjusted` is a file with its contract year, or several;
    `list_sizes` are files of registered patients; `practice_map` is the map of practices; `base` is a network file with
    everything else. Instead of each path the bytes of the file will do, or a reading of it, which saves time where many
    networks are built. `edition` is the day of ePCN, which is not in the file: after it, answers say that members and
    commissioner are of that day. Without it, it is the last day on which something in the file changed.

    - Practices come from all of these files, and their dated memberships from `base` and ePCN. A map or adjusted file
      knows only one day, so it confirms or contradicts a membership but is none: with these alone it is unknown.
    - Names are labels: the first file that has one gives it, in the order base, ePCN, map, adjusted populations.
    - ePCN has only the present commissioner; one on record in `base` is kept unless its present one is another.
    - Of a `base` with an `edition` and ePCN, the older tells of no day after its own, unless a later day is written in
      it: what changed since is no contradiction. The network is then of the later `edition`.
    - Two figures for the same practice, kind, day and edition must be equal; each edition of a corrected figure needs
      its day of publication, which only `base` can give.
    - A file that says nothing of the network or its practices is named in `not_compared`.
    - Whatever is contradicted is left out, and `contradictions` names it with the files: a population alone, a
      membership with its history.

    Raises:
        FileFormatError: a file isn't of its format, or `base` is another network.
        FileNotFoundError: there is no such file.
        MisuseError: an adjusted file without its year, or one file of a pair.
        OutsideDataError: the year of an adjusted file is not a contract year.
        RecordError: the network file has something wrong.
        UnknownNameError: none of the files has a PCN with this code.
        WrongTypeError: `edition` is not a `datetime.date`.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> base = Network(code="U00001", name="Millbrook PCN", practices=[Practice(code="A00001", name="Mill Lane")])
        >>> with TemporaryDirectory() as folder:
        ...     sizes = Path(folder, "list_sizes.csv")
        ...     _ = sizes.write_text(
        ...         "EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
        ...         "01JAN2022,GP,A00001,99Z,ALL,ALL,9812\n"
        ...     )
        ...     combined = network_from_files("U00001", base=base, list_sizes=sizes)
        >>> combined.network.practices[0].populations[0].patients
        Decimal('9812')
        >>> combined.origins["practices[A00001].populations registered 2022-01-01"]
        'list_sizes.csv'
    """
    code = a_text(code, "code").strip().upper()  # as people also write it
    files = Files.read(code, epcn, several_adjusted(adjusted), several_lists(list_sizes), practice_map, base, edition)
    files.check()
    return _Builder(code, files).combined()


class _Builder:
    """Puts together what the files say, and notes the file of each fact and every contradiction."""

    def __init__(self, code: str, files: Files) -> None:
        self.code = code
        self.files = files
        self.base = files.base[1] if files.base else None
        self.origins: dict[str, str] = {}
        self.contradictions: list[Contradiction] = []
        self.unconfirmed = False

    def combined(self) -> Combined:
        practices = self._practices()  # first, for it finds out of which edition they are
        network = attrs.evolve(
            self.base or Network(code=self.code, name=self.code),
            name=self._name(),
            opened=self._opened(),
            closed=self._closed(),
            edition=self._edition(),
            commissioners=self._commissioners(),
            practices=practices,
            populations=self._populations("", self.code, self.base.populations if self.base else None),
        )
        if self.files.base:
            told = {"code", "name", "opened", "closed", "commissioners", "practices", "populations"}
            told |= self.origins.keys() & {"edition"}
            self._rest(network, "", self.files.base[0], told)
        return Combined(
            network=network,
            origins=self.origins,
            contradictions=tuple(self.contradictions),
            problems=tuple(self.files.problems()),
            not_compared=self._not_compared(network),
            likely_mergers=tuple(likely_mergers(network)),
        )

    def _not_compared(self, network: Network) -> tuple[str, ...]:
        """The files that have no row of the network or of one of its practices."""
        own = {self.code, *(practice.code for practice in network.practices or ())}
        mend = f"says nothing of {self.code} or its practices, so nothing was compared with it; is it the right file?"
        return tuple(f"{file} {mend}" for file, codes in self.files.codes() if own.isdisjoint(codes))

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

    def _name(self) -> str:
        given: list[tuple[str, str | None]] = []
        for file, base in one(self.files.base):
            given.append((file, base.name))
        for file, epcn in one(self.files.epcn):
            given += [(file, pcn.name) for pcn in epcn.pcns if pcn.code == self.code]
        for file, reading in one(self.files.map):
            given += [(file, row.pcn_name) for row in reading.of_pcn.get(self.code, ())]
        return self._first("name", given) or self.code

    def _opened(self) -> date | None:
        """The day on which the network opened, where the files that have it agree.

        What is on record for ePCN's first day is older, or of that day: it contradicts a later one only.
        """
        given = [(file, base.opened) for file, base in one(self.files.base)]
        later = any(day is not None and day > FIRST_DAY for _, day in given)
        given += [(file, pcn.opened if later else opened_on(pcn)) for file, pcn in self._rows_of_epcn()]
        return self._agreed("opened", given)

    def _closed(self) -> date | None:
        """The last day on which it was open; a file without one may be older than the day."""
        given = [(file, base.closed) for file, base in one(self.files.base)]
        return self._agreed("closed", [*given, *((file, pcn.closed) for file, pcn in self._rows_of_epcn())])

    def _agreed(self, fact: str, given: Iterable[tuple[str, date | None]]) -> date | None:
        """A day that some files have, where they agree."""
        said = [(file, day) for file, day in given if day is not None]
        if len({day for _, day in said}) > 1:
            self._contradicted(fact, [(file, in_words(day)) for file, day in said])
            return None
        if not said:
            return None
        self.origins[fact] = " and ".join(file for file, _ in said)
        return said[0][1]

    def _edition(self) -> date | None:
        """The day of which the members are: a network file of one's own knows them without.

        It is that of the later file, unless a member is known from the older one alone.
        """
        base_day, epcn_day = self.files.base_day, self.files.epcn_day
        from_base = self.base is not None and self.base.practices is not None
        if epcn_day is None or (from_base and (base_day is None or not self.files.epcn_has_network)):
            return self.base.edition if self.base else None
        days = [(file, base_day) for file in self.files.named_base if base_day is not None]
        days += [(file, epcn_day) for file, _ in one(self.files.epcn)]
        edition = (min if self.unconfirmed else max)(day for _, day in days)
        self.origins["edition"] = " and ".join(file for file, day in days if day == edition)
        return edition

    def _rows_of_epcn(self) -> Iterator[tuple[str, PcnRow]]:
        for file, epcn in one(self.files.epcn):
            yield from ((file, pcn) for pcn in epcn.pcns if pcn.code == self.code)

    def _commissioners(self) -> Records[Commissioner] | None:
        found = commissioners(self.files, self.base.commissioners if self.base else None)
        if found.origin is not None:
            self.origins["commissioners"] = found.origin
        if found.contradicted:
            self._contradicted("commissioners", found.contradicted)
        return found.kept

    def _practices(self) -> Records[Practice] | None:
        known = self.base.practices if self.base else None
        codes = {practice.code: practice for practice in known or ()}
        listed = [*codes, *sorted(practices_listed(self.files) - codes.keys())]
        if not listed and known is None and not self.files.epcn:
            return None
        practices = [self._practice(code, codes.get(code)) for code in listed]
        certain = self.files.epcn is not None and self.files.epcn[1].spells.all_practices_of(self.code)
        return Records(practices, complete=self._complete(known, certain))

    def _complete(self, known: Records[Any] | None, certain: bool) -> bool | Period:
        """Of which days a list has everything; whom the later of two files left out the older does not know."""
        of_base = None if self.files.base_is_older else days_told(known)
        of_epcn = ITS_DAYS if certain and not self.files.epcn_is_older else None
        return complete_for([of_base, of_epcn])

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
        for file, epcn in one(self.files.epcn):
            for rows in epcn.spells.of_practice.get(code, {}).values():
                yield file, rows[-1].practice_name
        for file, reading in one(self.files.map):
            if code in reading.of_practice:
                yield file, reading.of_practice[code].practice_name
        for file, adjusted in self.files.adjusted:
            if code in adjusted.of_practice:
                yield file, adjusted.of_practice[code].practice_name

    def _membership(self, place: str, code: str, known: Practice | None) -> Records[Membership] | None:
        record = known.membership if known else None
        said = voices(self.files, code, self.code, known)
        if wrong := contradictory(said):
            self._contradicted(place + "membership", [(voice.file, voice.says) for voice in wrong])
            return None
        knowing = dated(self.files, said)
        older = self.files.older
        if older and any(voice.file == older for voice in unconfirmed(knowing)):
            self.unconfirmed = True
        known_by = self.files.named_base if record is not None else []
        known_by += [voice.file for voice in knowing if voice.file not in self.files.named_base]
        if known_by:
            self.origins[place + "membership"] = " and ".join(known_by)
        if known_by == self.files.named_base:
            return record if record is None or not self.files.base_is_older else Records(record, complete=False)
        other = [spell for spell in record or () if not spell.core]
        core = [
            _ended_as(period, record) or Membership(since=period.since, until=period.until)
            for period in members(knowing)
        ]
        complete = complete_for(voice.all_of for voice in knowing if voice.file != older)
        return Records(_by_start([*core, *other]), complete=complete) if knowing else None

    def _other_networks(self, place: str, code: str, known: Practice | None) -> Records[OtherMembership] | None:
        record = known.other_networks if known else None
        found: list[OtherMembership] = []
        wrong = False
        for pcn in sorted(other_pcns(self.files, code, record)):
            said = voices(self.files, code, pcn, known)
            if against := contradictory(said):
                self._contradicted(f"{place}other_networks {pcn}", [(voice.file, voice.says) for voice in against])
                wrong = True
            there = [spell for spell in record or () if spell.pcn == pcn]
            found += [
                _ended_as(period, there) or OtherMembership(pcn=pcn, since=period.since, until=period.until)
                for period in members(dated(self.files, said))
            ]
        if wrong:
            return None
        known_by = self.files.named_base if record is not None else []
        known_by += [file for file, _ in one(self.files.epcn)]
        if known_by:
            self.origins[place + "other_networks"] = " and ".join(known_by)
        if not self.files.epcn:
            return record
        return Records(_by_start(found), complete=self._complete(record, has_all_other_pcns(self.files, code)))

    def _populations(self, place: str, code: str, known: Records[Population] | None) -> Records[Population] | None:
        found = figures(self.files, place, code, known)
        self.origins |= found.origins
        for fact, said in found.contradicted.items():
            self._contradicted(fact, said)
        return found.kept


def _ended_as(period: Period, record: Iterable[Spelled] | None) -> Spelled | None:
    """A spell of a period with all that a network file says of its end; None where the file has none that ends so."""
    told = (spell for spell in record or () if spell.until == period.until and getattr(spell, "core", True))
    found = next(told, None)
    return None if found is None else attrs.evolve(found, since=period.since)


def _by_start(spells: Iterable[Spelled]) -> list[Spelled]:
    return sorted(spells, key=lambda spell: spell.since)
