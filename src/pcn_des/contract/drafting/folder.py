"""The folder of a draft: read whole, and changed entry by entry, each change checked before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from pcn_des.contract.carried import check_carried_from, check_cited_anew
from pcn_des.contract.drafting.carry import ABOUT, line_name
from pcn_des.contract.drafting.left import Left
from pcn_des.contract.drafting.pieces import (
    Piece,
    as_toml,
    in_table,
    is_plain_table,
    joined,
    pieces_of,
    tidied,
    with_fields,
)
from pcn_des.contract.entries import Entry
from pcn_des.contract.files import area_titles, documents, evidence_kinds, files_of, folder_of, load_year, years
from pcn_des.contract.parsing import decoded, parse
from pcn_des.contract.read import read_year
from pcn_des.contract.year import YearContract, in_force
from pcn_des.dates import ContractYear
from pcn_des.errors import ContractDataError, MisuseError, OutsideDataError, WritingError
from pcn_des.sources import Citation

_CARRIED_NOTE = re.compile(r"^Carried from [^.]*\.\s*")


@attrs.frozen
class Draft:
    """The files of a draft of a contract year, by their names in its folder, beside those of the year before."""

    year: ContractYear
    files: Mapping[str, str]
    old: Mapping[str, str]

    @classmethod
    def read(cls, year: ContractYear, folder: Path | None = None) -> Draft:
        """The draft in a folder; without one, in the package's own.

        Raises:
            OutsideDataError: there is no such folder, or no year before it.
            MisuseError: it is no draft.
            ContractDataError: something in it is wrong.
        """
        folder = folder or folder_of(year)
        if not (folder / ABOUT).is_file():
            raise OutsideDataError(f"{folder} holds no contract year; make it first: pcn-des new-year {year}")
        files = {path.name: _text(year, path) for path in sorted(folder.glob("*.toml"))}
        before = source_of(year)
        old = {path.rpartition("/")[2]: content.decode() for path, content in files_of(before).items()}
        found = cls(year, files, old)
        if not found.contract.draft:
            raise MisuseError(f"{year} is no draft: nothing of it is unconfirmed")
        return found

    @property
    def contract(self) -> YearContract:
        """The year that the files are.

        Raises:
            ContractDataError: something in them is wrong.
        """
        files = {f"{self.year.folder}/{name}": text.encode() for name, text in self.files.items()}
        contract = read_year(self.year, files, documents(), evidence=evidence_kinds(), areas=area_titles())
        check_carried_from(contract, years(), files)
        check_cited_anew(contract, load_year(source_of(self.year)), files)
        return contract

    def last(self, one: Left) -> Entry | None:
        """The entry as it was at the end of the latest earlier year that had it; None where none had."""
        for year in reversed(years()):
            if year < self.year:
                found: Entry | None = in_force(
                    getattr(load_year(year), one.section).get(one.key, ()), year.last_day, date.max
                )
                if found is not None:
                    return found
        return None

    def raw(self, one: Left) -> Mapping[str, Any]:
        """The fields of an entry as they stand in the draft, or else in the year before."""
        piece = self._piece(one)
        return {} if piece is None else piece.raw

    def with_citation(self, one: Left, citation: Citation, standing: str, changes: Mapping[str, str]) -> Draft:
        """The draft with an entry that was found: its citation, its standing, and values as TOML by field.

        It is known from the day of the document. The clause of the year before goes, and with a new value its note,
        unless `changes` have another.

        Raises:
            ContractDataError: what was made of it is wrong; the draft stays as it is.
        """
        piece = self._piece(one) or self._new_term(one)
        note = _CARRIED_NOTE.sub("", " ".join(str(piece.raw.get("note", "")).split()))
        published = citation.document.published
        of_another_day = published is not None and published != self.contract.published
        edited = with_fields(
            piece,
            {
                **dict.fromkeys(("from", "until", "carried_from", "unconfirmed", "clause")),
                **({"note": as_toml(note) if note and not changes else None} if "note" in piece.raw else {}),
                **changes,
                "published": published.isoformat() if of_another_day and published else None,
                "standing": as_toml(standing),
                "sources": f"[\n  {_source(citation)},\n]",
            },
        )
        name = self._file(one)
        return self._checked(name, self._put(name, edited, one))

    def without(self, one: Left, reason: str, citation: Citation | None = None) -> Draft:
        """The draft without an entry, why it is gone, and what says so, where a document does.

        Raises:
            ContractDataError: what was made of it is wrong; the draft stays as it is.
        """
        name, line = self._file(one), line_name(one.section, one.key)
        said = as_toml(reason)
        if citation is not None:
            said = f"{{ note = {said}, sources = [{_source(citation)}] }}"
        return self._checked(name, in_table(self._rest(name, one), "removed", {line: said}))

    def not_found(self, one: Left, note: str, looked: str) -> Draft:
        """The draft with an entry among what is missing: what was not found, and where somebody looked for it.

        Raises:
            ContractDataError: what was made of it is wrong; the draft stays as it is.
        """
        name, line = self._file(one), line_name(one.section, one.key)
        owed_by = self.raw(one).get("owed_by") if one.section == "obligations" else None
        said = f"{{ note = {as_toml(note)}, owed_by = {as_toml(owed_by)} }}" if owed_by else as_toml(note)
        pieces = in_table(self._rest(name, one), "missing", {line: said})
        return self._checked(name, in_table(pieces, "looked", {line: as_toml(looked)}))

    def _rest(self, name: str, one: Left) -> list[Piece]:
        """A file without an entry, and without the line that it is missing."""
        kept = [piece for piece in pieces_of(self.files[name]) if piece.name != one.name]
        return _not_missing(kept, one)

    def _checked(self, name: str, pieces: list[Piece]) -> Draft:
        changed = attrs.evolve(self, files={**self.files, name: joined(tidied(pieces))})
        found = changed.contract
        follow = [line_name("terms", key) for key in found.missing["terms"] if key in found.terms]
        return changed._without_lines(follow) if follow else changed

    def _without_lines(self, names: list[str]) -> Draft:
        """The draft without lines of `[missing]`, of what has come to follow from something else."""
        files = dict(self.files)
        for name, text in self.files.items():
            if any(f'"{key}"' in text for key in names):
                files[name] = joined(in_table(pieces_of(text), "missing", {}, names))
        return attrs.evolve(self, files=files)

    def _piece(self, one: Left) -> Piece | None:
        """The entry in the draft, or its last version in the latest earlier year that had it."""
        for texts in self._texts():
            found = [piece for text in texts for piece in pieces_of(text) if piece.name == one.name]
            if found:
                return found[-1]
        return None

    def _texts(self) -> Iterator[list[str]]:
        """The files of the draft, of the year before, and of each year before that."""
        yield list(self.files.values())
        yield list(self.old.values())
        for year in reversed(years()):
            if year < source_of(self.year):
                yield [content.decode() for content in files_of(year).values()]

    def _order(self, one: Left) -> list[Piece]:
        """The pieces of the latest earlier file that had an entry; none where no file had."""
        for texts in self._texts():
            for text in texts:
                pieces = pieces_of(text)
                if any(piece.name == one.name for piece in pieces):
                    return pieces
        return []

    def _new_term(self, one: Left) -> Piece:
        """A term that last year was part of a block of readings: what it is called, and its unit."""
        last = self.last(one)
        title, unit = (last.title, getattr(last, "unit", "")) if last else (one.title, "")
        text = f"[[{one.section}.{one.key}]]\ntitle = {as_toml(title)}\n"
        return pieces_of(text + (f"unit = {as_toml(unit)}\n" if unit else ""))[0]

    def _file(self, one: Left) -> str:
        """The file that has an entry, or says that it is missing."""
        for name, text in self.files.items():
            for piece in pieces_of(text):
                lines = piece.raw if is_plain_table(piece) and piece.section == "missing" else {}
                if piece.name == one.name or line_name(one.section, one.key) in lines or one.name in lines:
                    return name
        raise MisuseError(f"{one.name} is in no file of {self.year}")

    def _put(self, name: str, edited: Piece, one: Left) -> list[Piece]:
        """The file with an entry in its place: that of the carried one, or where last year's files have it."""
        pieces = pieces_of(self.files[name])
        if any(piece.name == one.name for piece in pieces):
            return [edited if piece.name == one.name else piece for piece in pieces]
        there = [piece.name if piece.is_entry else piece.text for piece in pieces]
        order = self._order(one)
        place = _after_heading(pieces) if order else _end_of_entries(pieces)
        for before in order:
            if before.name == one.name:
                break
            mark = before.name if before.is_entry else before.text
            if mark.strip() and mark in there:
                place = max(place, there.index(mark) + 1)
        new = [edited, Piece("\n")]
        if place and pieces[place - 1].is_entry:
            new.reverse()
        pieces = [*pieces[:place], *new, *pieces[place:]]
        return _not_missing(pieces, one)


def _text(year: ContractYear, path: Path) -> str:
    """The text of a file of a draft, whatever ends its lines."""
    return decoded(f"{year.folder}/{path.name}", path.read_bytes()).replace("\r\n", "\n")


def _not_missing(pieces: list[Piece], one: Left) -> list[Piece]:
    """A file that does not say any more that an entry is missing, nor where it was looked for."""
    names = [line_name(one.section, one.key), one.name]
    return in_table(in_table(pieces, "missing", {}, names), "looked", {}, names)


def _source(citation: Citation) -> str:
    """A citation as the files have it."""
    return f"{{ document = {as_toml(citation.document.key)}, words = {as_toml(citation.words)} }}"


def _after_heading(pieces: list[Piece]) -> int:
    """The place after the comments that a file begins with."""
    return 1 if pieces and not pieces[0].section else 0


def _end_of_entries(pieces: list[Piece]) -> int:
    """The place after the last entry of a file."""
    return max((place + 1 for place, piece in enumerate(pieces) if piece.is_entry), default=0)


def check_not_published(folder: Path) -> None:
    """Refuse a folder for a new draft in which a contract year stands that is no draft, or can't be read.

    No choice of the caller overrides it: a published year is mended entry by entry, and never made anew.

    Raises:
        WritingError: it has such a year.
    """
    about = folder / ABOUT
    if about.is_symlink() or not about.is_file():
        return  # whoever writes refuses a link, a folder or a pipe
    try:
        said: Mapping[str, Any] = parse(ABOUT, about.read_bytes())
    except ContractDataError:
        said = {}
    if said.get("draft") is not True:
        named = f"the contract year {said['contract_year']}" if "contract_year" in said else "a contract year"
        raise WritingError(f"{folder} holds {named}, which is no draft and is not written over; name another: --into")


def source_of(year: ContractYear) -> ContractYear:
    """The year that a draft is made from.

    Raises:
        OutsideDataError: the data do not have it.
    """
    before = ContractYear(year.starts_in - 1)
    if before not in years():
        raise OutsideDataError(
            f"{year} is made from {before}, and the contract data cover {years()[0]} to {years()[-1]}"
        )
    return before
