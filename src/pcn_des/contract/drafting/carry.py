"""Last year's files carried into the next year: what can be kept is kept and marked, what can't be known is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.contract.carried import NOT_PUBLISHED, published_anew, still_missing
from pcn_des.contract.drafting.pieces import (
    Field,
    Piece,
    alike,
    as_toml,
    fields_of,
    in_table,
    is_plain_table,
    joined,
    pieces_of,
    tidied,
)
from pcn_des.contract.drafting.pieces import with_fields as edited
from pcn_des.contract.entries import Entry, Indicator, KeyDate, Obligation, Term, Window
from pcn_des.contract.fields import Place
from pcn_des.contract.read import read_year
from pcn_des.contract.read_entries import EntryReader
from pcn_des.contract.sections import BLOCKS, KINDS, SECTIONS
from pcn_des.contract.year import in_force, when_published
from pcn_des.dates import ContractYear, Deadline
from pcn_des.sources import Document
from pcn_des.wording import in_words

ABOUT: Final = "year.toml"
_HINGES: Final = ((1, 1), (4, 1), (3, 31))  # month and day: snapshots, and the ends of a contract year
_OF_A_YEAR: Final = ("from", "until", "published")


def carried_files(
    new: ContractYear, old_files: Mapping[str, bytes], register: Mapping[str, Document]
) -> dict[str, bytes]:
    """The files of a draft of a contract year, from those of the year before; by name in its folder.

    Every entry that was in force on the last day is carried, marked as unconfirmed, with its title and comments and in
    its order. Rates, amounts, thresholds and days on which duties are due are missing: not published yet.

    Raises:
        ContractDataError: the year before has something wrong, or what was made of it has.
    """
    old = ContractYear(new.starts_in - 1)
    carrying = _Carrying.of(old, new, old_files, register)
    texts = {path.rpartition("/")[2]: content.decode() for path, content in sorted(old_files.items())}
    derived = carrying.derived(texts)
    files = {
        name: carrying.file(name, text, derived.get(name, ())).encode() for name, text in texts.items() if name != ABOUT
    }
    files[ABOUT] = (
        f"# {new}: a draft, made from {old}. When the year's first document is out, write its day as published, its\n"
        "# key in documents.toml as first_document, and take draft out once nothing is unconfirmed.\n\n"
        f'contract_year = "{new}"\ndraft = true\n'
    ).encode()
    read_year(new, {f"{new.folder}/{name}": content for name, content in files.items()}, register)
    return files


@attrs.frozen
class _Carrying:
    """What is known of the year before while its files are carried."""

    old: ContractYear
    new: ContractYear
    published: date
    register: Mapping[str, Document]
    superseded: frozenset[str]  # keys of which the last publication left open what holds
    draft: bool  # whether that year is one itself
    terms: frozenset[str]  # of that year, those that follow from others among them

    @classmethod
    def of(
        cls, old: ContractYear, new: ContractYear, files: Mapping[str, bytes], register: Mapping[str, Document]
    ) -> _Carrying:
        contract = read_year(old, files, register)
        superseded = frozenset(
            f"{section}.{key}"
            for section, keys in contract.missing.items()
            for key, gaps in keys.items()
            if any(gap.since_published and gap.until == old.last_day for gap in gaps)
        )
        blocks = (block for versions in contract.readings.values() for block in versions)
        superseded |= {f"terms.{key}" for block in blocks if block.until == old.last_day for key in block.keys}
        return cls(old, new, contract.published, register, superseded, contract.draft, frozenset(contract.terms))

    def derived(self, texts: Mapping[str, str]) -> dict[str, list[str]]:
        """The terms that no file has, for they follow from others, by the file of the nearest others."""
        files: dict[str, str] = {}
        for name, text in texts.items():
            for piece in pieces_of(text):
                keys = [piece.key] if piece.section == "terms" else _terms_of_block(piece)
                files.update(dict.fromkeys(keys, name))
        found: dict[str, list[str]] = {}
        for key in sorted(self.terms - set(files)):
            near = max(files, key=lambda other: alike(key, other))
            found.setdefault(files[near], []).append(key)
        return found

    def file(self, name: str, text: str, derived: Iterable[str]) -> str:
        pieces = pieces_of(text)
        read = {id(piece): self._entry(name, piece) for piece in pieces if piece.is_entry}
        versions: dict[str, list[Entry]] = {}
        for piece in pieces:
            if piece.is_entry:
                versions.setdefault(piece.name, []).append(read[id(piece)])
        last = {key: in_force(found, self.old.last_day, date.max) for key, found in versions.items()}
        kept: list[Piece] = []
        missing: dict[str, str] = {}
        removed: dict[str, str] = {}
        for piece in pieces:
            entry = read.get(id(piece))
            if entry is None:
                kept += self._between(piece, kept)
                continue
            if last[piece.name] is None:
                ended = max(one.until for one in versions[piece.name])
                removed[line_name(piece.section, piece.key)] = as_toml(f"it ended on {in_words(ended)}")
            elif entry is last[piece.name]:
                carried = self._carried(piece, entry)
                if isinstance(carried, Piece):
                    kept.append(carried)
                else:
                    missing |= carried
        missing |= {line_name("terms", key): as_toml(NOT_PUBLISHED) for key in derived}
        kept = in_table(kept, "missing", missing)
        kept = in_table(kept, "removed", removed)
        return joined(tidied(kept)).replace(f"# {self.old}:", f"# {self.new}:", 1).rstrip("\n") + "\n"

    def _entry(self, name: str, piece: Piece) -> Entry:
        at = Place(name, piece.section, piece.key, self.register, piece.text)
        kind = KINDS.get(piece.section, BLOCKS)
        return EntryReader(self.old, self.published, at, kind, self.draft).entry(at, piece.raw)

    def _between(self, piece: Piece, kept: list[Piece]) -> Iterator[Piece]:
        """What stands between entries: gaps, not two empty ones in a row, and the plain tables, made anew.

        Where was looked is not carried: for the new year nobody has.
        """
        if not is_plain_table(piece):
            if piece.text.strip() or (kept and kept[-1].text.strip()):
                yield piece
            return
        if piece.section == "looked":
            return
        header, found, _ = fields_of(piece.text)
        lines = {}
        if piece.section == "missing":
            lines = {field.name: line for field in found for line in self._still_missing(piece.raw[field.name], field)}
        text = header + "".join(f"{as_toml(name)} = {value}\n" for name, value in lines.items())
        yield Piece(text, piece.section, "", {})

    def _still_missing(self, said: Any, field: Field) -> Iterator[str]:
        """A line of last year's `[missing]` as it is this year: nothing of what ended or of what was superseded.

        It says of which year it is, for it tells what somebody found, or did not find, in that year's documents.
        """
        if "@" in field.name:
            return
        about = {"note": said} if isinstance(said, str) else said
        if about.get("until", self.old.last_day) == self.old.last_day:
            note = as_toml(still_missing(about["note"], self.old))
            yield f"{{ note = {note}, owed_by = {as_toml(about['owed_by'])} }}" if "owed_by" in about else note

    def _carried(self, piece: Piece, entry: Entry) -> Piece | dict[str, str]:
        """An entry as it is carried; or, where it can't be, the lines of `[missing]` in its place."""
        if isinstance(entry, Indicator):
            return self._marked(piece, entry, _without_thresholds(entry))
        if self._unknowable(piece, entry):
            return self._missing(piece, entry)
        return self._marked(piece, entry, self._days(entry))

    def _unknowable(self, piece: Piece, entry: Entry) -> bool:
        """Whether the year publishes it anew, or it has days of which nothing says that they come again."""
        if published_anew(entry) or piece.section == "readings" or piece.name in self.superseded:
            return True
        if isinstance(entry, KeyDate):
            return not entry.every
        if isinstance(entry, Window):
            return entry.since != self.old.first_day or when_published(entry) != self.published
        return isinstance(entry, Term) and any(
            self._is_of_this_year(day) and not (entry.unit == "date" and (day.month, day.day) in _HINGES)
            for day in _days_in(entry.value)
        )

    def _is_of_this_year(self, day: date) -> bool:
        """Whether a day belongs to the year, rather than to the past: snapshots are taken three months before it."""
        return day >= date(self.old.starts_in, 1, 1)

    def _missing(self, piece: Piece, entry: Entry) -> dict[str, str]:
        note = as_toml(NOT_PUBLISHED)
        match entry:
            case Obligation():
                said = f'{{ note = "{NOT_PUBLISHED}: when it is due", owed_by = {as_toml(entry.owed_by)} }}'
                return {line_name(piece.section, piece.key): said}
            case _ if piece.section == "readings":
                return {line_name("terms", key): note for key in _terms_of_block(piece)}
            case _:
                return {line_name(piece.section, piece.key): note}

    def _days(self, entry: Entry) -> dict[str, str | None]:
        """The days of an entry, a year later: to the month where the day itself is not sure to come again."""
        match entry:
            case Term(unit="date", value=date() as day) if self._is_of_this_year(day):
                return {"value": _a_year_later(day).isoformat()}
            case Window():
                days = {"opens": entry.opens, "closes": entry.closes}
                return {name: _month_or_day(when) for name, when in days.items() if when is not None}
            case _:
                return {}

    def _marked(self, piece: Piece, entry: Entry, changes: Mapping[str, str | None]) -> Piece:
        return edited(
            piece,
            {
                **dict.fromkeys(_OF_A_YEAR),
                **changes,
                "standing": '"carried"',
                "carried_from": as_toml(entry.carried_from or str(self.old)),
                "unconfirmed": "true",
            },
        )


def line_name(section: str, key: str) -> str:
    """The name of an entry in `[missing]` and `[removed]`: a term needs no section, unless its key looks like one."""
    return key if section == "terms" and key.partition(".")[0] not in SECTIONS else f"{section}.{key}"


def _terms_of_block(piece: Piece) -> list[str]:
    """The keys of the terms that a block of readings gives values; of another piece none."""
    blocks = piece.raw["readings"] if piece.section == "readings" else ()
    return list(dict.fromkeys(key for one in blocks for key in one["values"]))


def _without_thresholds(entry: Indicator) -> dict[str, str | None]:
    gone = [name for name in ("lower", "upper", "points") if getattr(entry, name) is not None]
    graded = {name: standing.value for name, standing in entry.standings.items() if name not in gone}
    grades = ", ".join(f'{name} = "{standing}"' for name, standing in graded.items())
    return {
        **dict.fromkeys(gone),
        "standings": f"{{ {grades} }}" if grades else None,
        "not_found": as_toml([*entry.not_found, *(name for name in gone if name not in entry.not_found)]),
    }


def _days_in(value: Any) -> Iterator[date]:
    """Every day that a value holds, however deep."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _days_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _days_in(part)


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1)  # of a hinge, which every year has


def _month_or_day(when: Deadline) -> str:
    """A day of a window as it is asked about for the next year: a hinge moves, of others the month is carried."""
    if when.day is not None and (when.day.month, when.day.day) in _HINGES:
        return _a_year_later(when.day).isoformat()
    return f'"{when.first.year + 1}-{when.first.month:02}"'
