"""A contract year from the bytes of its files; a wrong entry is refused with its place and the mend."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from pcn_des.contract.carried import check_missing, is_left
from pcn_des.contract.entries import OWED_BY, Entry, EvidenceKind, KeyDate, Term
from pcn_des.contract.fields import Place, Read, citations, day, no_field, one_of, text
from pcn_des.contract.keys import check_key
from pcn_des.contract.lines import line_of
from pcn_des.contract.looked import read_looked, where_looked
from pcn_des.contract.maxima import with_gaps, with_maxima
from pcn_des.contract.parsing import parse
from pcn_des.contract.plausible import check_roles
from pcn_des.contract.problems import Problems
from pcn_des.contract.read_blocks import BlockInFile, read_blocks, with_terms
from pcn_des.contract.read_entries import EntryReader
from pcn_des.contract.records import read_records
from pcn_des.contract.sections import BLOCKS, KINDS, SECTIONS, check_key_date
from pcn_des.contract.year import Missing, YearContract
from pcn_des.dates import ContractYear, Period, first_day_outside
from pcn_des.errors import ContractDataError, did_you_mean
from pcn_des.sources import Citation, Document


def read_documents(file: str, content: bytes) -> dict[str, Document]:
    """A register of documents from the bytes of its file."""
    found = read_records(file, content, _OF_DOCUMENTS, ("title", "publisher", "url", "kind"), "document")
    return {key: Document(key=key, **fields) for key, fields in found}


def _address(at: Place, value: Any) -> str:
    """The address of a document, as `Document` takes it."""
    if re.fullmatch(r"https?://\S+", text(at, value)):
        return str(value)
    raise at.wrong(f"'{value}' is no address", "Write it whole: https://…")


_OF_DOCUMENTS: Final[Mapping[str, Read]] = {
    "title": text,
    "publisher": text,
    "url": _address,
    "kind": one_of("primary", "secondary"),
    "published": day,
    "group": text,
    "reference": text,
}


def register_in_words(register: Mapping[str, Document]) -> str:
    """A register of documents as it goes into the digest of a year: the same for the same documents, in any order."""
    return json.dumps([attrs.asdict(register[key]) for key in sorted(register)], default=str)


def read_year(
    year: ContractYear,
    found: Mapping[str, bytes],
    register: Mapping[str, Document],
    in_words: str | None = None,
    evidence: Mapping[str, EvidenceKind] | None = None,
    areas: Collection[str] | None = None,
) -> YearContract:
    """A contract year from the bytes of its files; the register in words, if it is at hand, saves writing it again.

    `evidence` are the kinds of evidence that its duties may ask for, and `areas` those that its keys may begin with;
    None: any.

    Raises:
        ContractDataError: an entry is wrong; the message says where, what, and what would be right.
    """
    from hashlib import sha256

    problems = Problems()
    about_file = f"{year.folder}/year.toml"
    about = AboutYear(published=year.first_day, draft=None)
    with problems:
        about = read_about(year, about_file, found, register)
    reading = _Reading(year, about, register, problems, evidence, areas)
    digest = sha256((in_words or register_in_words(register)).encode())
    for file in sorted(found):
        digest.update(file.encode() + found[file])
        if file != about_file:
            reading.read(file, found[file])
    reading.check()
    return reading.contract(digest.hexdigest()[:16])


_OF_A_YEAR: Final = ("contract_year", "published", "first_document", "draft", "answers_from")


@attrs.frozen
class AboutYear:
    """What `year.toml` says: the day of the year's first document, and whether the year is a draft."""

    published: date
    draft: bool | None = False  # None where it can't be told


def read_about(
    year: ContractYear, file: str, found: Mapping[str, bytes], register: Mapping[str, Document]
) -> AboutYear:
    """What the file of a year that tells of the year itself says.

    Raises:
        ContractDataError: the file is not there, or something in it is wrong.
    """
    if file not in found:
        raise ContractDataError(file, "year.toml", "the file is missing", "Every year's folder has one")
    about = parse(file, found[file])
    problems = Problems()

    def wrong(key: str, wrong: str, mend: str) -> None:
        problems.add(ContractDataError(file, key, wrong, mend, line_of(found[file].decode(), key)))

    for name in about:
        if name not in _OF_A_YEAR:
            wrong(name, *no_field(name, _OF_A_YEAR))
    draft = about.get("draft", False)
    begins: Any = about.get("answers_from", year.first_day)
    if not isinstance(begins, date) or isinstance(begins, datetime) or begins not in year.period:
        said = begins if isinstance(begins, date) else repr(begins)
        wrong("answers_from", f"{said} is not a day of {year}", f"Write one without quotes, such as {year.first_day}")
    if about.get("contract_year") != str(year):
        wrong("contract_year", f"it says {about.get('contract_year')!r}", f"This folder is {str(year)!r}")
    if not isinstance(draft, bool):
        wrong("draft", f"{draft!r} is not true or false", "Write draft = true, or leave it out")
    published: Any = about.get("published")
    if published is None and draft:
        published = year.first_day
    elif not isinstance(published, date) or isinstance(published, datetime):
        wrong("published", "the day of the year's first document is not given", "Write published = 2022-03-31")
    elif not ContractYear(year.starts_in - 2).first_day <= published <= year.last_day:
        said = f"the day of the year's first document is {published}, which lies neither in {year} nor in the two years"
        wrong("published", f"{said} before", "Write the day on which it came out")
    first = about.get("first_document")
    if first is not None and first not in register:
        wrong(
            "first_document",
            f"there is no document '{first}' in documents.toml",
            did_you_mean(str(first), register, "Register it first: pcn-des document add"),
        )
    problems.stop()
    return AboutYear(published, bool(draft))


def _by_section() -> dict[str, dict[str, Any]]:
    return {name: {} for name in SECTIONS}


@attrs.define
class _Reading:
    """What the files of a year hold, as far as they have been read, and what is wrong in them."""

    year: ContractYear
    about: AboutYear
    register: Mapping[str, Document]
    problems: Problems
    evidence: Mapping[str, EvidenceKind] | None
    areas: Collection[str] | None
    sections: dict[str, dict[str, tuple[Any, ...]]] = attrs.field(init=False, factory=_by_section)
    missing: dict[str, dict[str, list[Missing]]] = attrs.field(init=False, factory=_by_section)
    removed: dict[str, dict[str, str]] = attrs.field(init=False, factory=_by_section)
    removed_sources: dict[str, dict[str, tuple[Citation, ...]]] = attrs.field(init=False, factory=_by_section)
    blocks: list[BlockInFile] = attrs.field(init=False, factory=list)
    placed: list[tuple[Place, Entry]] = attrs.field(init=False, factory=list)  # every version of every entry
    gone: list[tuple[Place, str, str]] = attrs.field(init=False, factory=list)
    gaps: list[tuple[Place, str, str, Missing]] = attrs.field(init=False, factory=list)

    def read(self, file: str, content: bytes) -> None:
        """The tables of a file, each as its kind is read."""
        tables: Mapping[str, Any] | None = None
        with self.problems:
            tables = parse(file, content)
        if tables is None:
            return
        written = content.decode()
        looked: Mapping[str, str] = {}
        with self.problems:
            place = Place(file, "looked", "looked", self.register, written)
            looked = read_looked(place, tables.get("looked", {}), tables.get("missing", {}))
        for name, table in tables.items():
            at = Place(file, name, name, self.register, written, evidence=self.evidence, areas=self.areas)
            if name == "missing":
                self._read_missing(at, table, looked)
            elif name == "removed":
                self._read_removed(at, table)
            elif name == "readings":
                self.blocks.extend(read_blocks(self._reader(at, BLOCKS), table))
            elif name in SECTIONS:
                self._read_section(at, name, table)
            elif name != "looked":
                mend = f"The kinds are {', '.join([*SECTIONS, 'readings', 'missing', 'looked', 'removed'])}"
                self.problems.add(at.wrong("there is no such kind of entry", mend))

    def _reader(self, at: Place, kind: Any) -> EntryReader:
        return EntryReader(self.year, self.about.published, at, kind, self.about.draft, self.problems)

    def _read_section(self, at: Place, section: str, table: Mapping[str, Any]) -> None:
        """The entries of a section, each in one file alone."""
        for key, versions in self._reader(at, KINDS[section]).read(table):
            place = attrs.evolve(at, key=key)
            if key in self.sections[section]:
                self.problems.add(place.wrong("another file has it too", "Keep an entry's versions together"))
            self.sections[section].setdefault(key, versions)
            self.placed += [(attrs.evolve(place, version=number), entry) for number, entry in enumerate(versions)]

    def _read_missing(self, at: Place, table: Mapping[str, Any], looked: Mapping[str, str]) -> None:
        """Each line of what is missing, with its place, its section and its key."""
        for name, said in table.items():
            place = attrs.evolve(at, key=f"missing.{name}")
            about = {"note": said} if isinstance(said, str) else said
            if (
                not isinstance(about, dict)
                or not isinstance(about.get("note"), str)
                or set(about) - {"note", "from", "until", "owed_by"}
                or about.get("owed_by", OWED_BY[0]) not in OWED_BY
            ):
                mend = 'Say in words what was not found, or { note = "…", until = …, owed_by = "…" }; '
                mend += f"an obligation is owed by one of {', '.join(OWED_BY)}"
                self.problems.add(place.wrong("it is not a note", mend))
                continue
            with self.problems:
                check_missing(place, about["note"], self.about.draft)
            whole_key, _, published = name.partition("@")
            section, key = _section_of(whole_key)
            try:
                superseded = date.fromisoformat(published) if published else None
            except ValueError:
                mend = "After @ comes the publication: key@2024-09-26"
                self.problems.add(place.wrong(f"'{published}' is not a day", mend))
                continue
            with self.problems:
                check_key(place, section, key, SECTIONS)
            gap = Missing(
                note=about["note"],
                since_published=superseded,
                since=about.get("from", self.year.first_day),
                until=about.get("until", self.year.last_day),
                owed_by=about.get("owed_by", ""),
                looked="" if self.about.draft and is_left(about["note"]) else where_looked(looked, name),
            )
            self.gaps.append((place, section, key, gap))

    def _read_removed(self, at: Place, table: Mapping[str, Any]) -> None:
        """Each key that is gone, with its place, its section and what is said and cited of it."""
        for name, said in table.items():
            place = attrs.evolve(at, key=f"removed.{name}")
            about = {"note": said} if isinstance(said, str) else said
            if (
                not isinstance(about, dict)
                or not isinstance(about.get("note"), str)
                or set(about) - {"note", "sources"}
            ):
                mend = 'Say in words why it is gone, or { note = "…", sources = […] }'
                self.problems.add(place.wrong("it is not a text", mend))
                continue
            section, key = _section_of(name)
            with self.problems:
                check_key(place, section, key, SECTIONS)
            self.removed[section][key] = about["note"]
            self.gone.append((place, section, key))
            if "sources" in about:
                with self.problems:
                    self.removed_sources[section][key] = citations(place, about["sources"])

    def check(self) -> None:
        """Hold what was read against other entries of the year, which any of the files may have."""
        for at, section, key, gap in self.gaps:
            self.missing[section].setdefault(key, []).append(gap)
            with self.problems:
                _check_gap(at, gap, self.sections[section].get(key, ()), self.about.published)
        roles = {*self.sections["roles"], *self.missing["roles"]}
        for at, entry in self.placed:
            with self.problems:
                if isinstance(entry, KeyDate):
                    check_key_date(at, entry, self.sections["terms"])
                elif isinstance(entry, Term):
                    check_roles(at, entry, roles)
        for at, section, key in self.gone:
            with self.problems:
                self._check_gone(at, section, key)

    def _check_gone(self, at: Place, section: str, key: str) -> None:
        """What is removed is neither there nor missing to the end of the year."""
        last = self.year.last_day
        there = any(entry.until == last for entry in self.sections[section].get(key, ()))
        if there or any(gap.until == last for gap in self.missing[section].get(key, ())):
            raise at.wrong(
                f"it is removed, and {'there' if there else 'missing'} to the end of {self.year}",
                "Keep one of the two; what ends within the year has until",
            )

    def contract(self, digest: str) -> YearContract:
        """The contract of the year.

        Raises:
            ContractDataError: something that was read is wrong.
        """
        terms, roles = self.sections["terms"], self.sections["roles"]
        readings = with_terms(self.blocks, terms, self.problems)
        self.problems.stop()
        missing: dict[str, Any] = {
            name: {key: tuple(gaps) for key, gaps in keys.items()} for name, keys in self.missing.items()
        }
        return YearContract(
            year=self.year,
            published=self.about.published,
            draft=bool(self.about.draft),
            digest=digest,
            missing=missing | {"terms": with_gaps(self.missing["terms"], terms, roles)},
            removed=self.removed,
            removed_sources=self.removed_sources,
            readings=readings,
            **self.sections | {"terms": with_maxima(terms, roles)},
        )


def _check_gap(at: Place, gap: Missing, versions: Iterable[Entry], known_from: date) -> None:
    """What is missing is not there too: on some of its days nothing answered when the year became known."""
    days = Period(gap.since, gap.until)
    there = [version.period for version in versions if version.published and version.published <= known_from]
    if gap.since_published is None and there and first_day_outside(there, days) is None:
        raise at.wrong(
            f"it is said to be missing, and has an entry on every day {days}",
            "Keep one of the two; what a later publication left open is key@2024-09-26, the day of that",
        )


def _section_of(key: str) -> tuple[str, str]:
    """`obligations.network.list_size` is an obligation; a key without such a prefix is a term."""
    section, dot, rest = key.partition(".")
    return (section, rest) if dot and section in SECTIONS else ("terms", key)
