"""What other sources say otherwise than the contract data, and where sources contradict each other: page and file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

import pcn_des as des
from making.titles import full_title
from pcn_des.contract.entries import Entry, KeyDate, Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.saying import said
from pcn_des.contract.sections import SECTIONS
from pcn_des.formats.by_day.packing import Packed, Plain
from pcn_des.sources import Standing

FILE = Path(__file__).with_suffix(".toml")


@attrs.frozen(kw_only=True)
class Erratum:
    """What another source says of a term that it is not, with its words and why the data say otherwise."""

    key: str
    day: date
    publisher: str
    title: str
    url: str
    words: str
    why: str

    @property
    def term(self) -> Term:
        """What the contract data say."""
        return des.terms(self.day)[self.key]


@attrs.frozen(kw_only=True)
class Conflict:
    """An entry on which sources contradict each other, and the contract years in which it is so."""

    section: str
    entry: Entry
    years: tuple[str, ...]

    @property
    def said(self) -> str:
        """What the data say; of another date, who does what and when."""
        entry = self.entry
        return f"{entry.who}: {entry.kind}, {when_in_words(entry)}" if isinstance(entry, KeyDate) else said(entry)


def when_in_words(entry: KeyDate) -> str:
    """When a date is: `on 31 March`, `every month`; on the day that a term says, with that day where it is known."""
    if entry.every:
        return f"every {entry.every}"
    if not entry.term:
        return f"on {entry.on}" if entry.on else ""
    term, title = des.terms(entry.until)[entry.term], full_title("terms", entry.term)
    return f"on {term.in_words} ({title})" if term.is_known else f"on the day of {title}"


@lru_cache(maxsize=1)
def errata_list() -> tuple[Erratum, ...]:
    """What was found, in the order of the file."""
    return tuple(Erratum(**one) for one in tomllib.loads(FILE.read_text(encoding="utf-8"))["errata"])


@lru_cache(maxsize=1)
def conflicts() -> tuple[Conflict, ...]:
    """Every entry whose sources contradict each other, once with the years in which the same is said of it."""
    found: dict[tuple[str, str, str], list[tuple[str, Entry]]] = {}
    for section, year, entry in _conflicting():
        found.setdefault((section, entry.key, said(entry)), []).append((year, entry))
    return tuple(
        Conflict(section=section, entry=listed[0][1], years=tuple(dict.fromkeys(year for year, _ in listed)))
        for (section, _, _), listed in sorted(found.items(), key=lambda item: (item[0][1], item[1][0][0]))
    )


def _conflicting() -> Iterator[tuple[str, str, Entry]]:
    for year in years():
        for section in SECTIONS:
            for versions in getattr(load_year(year), section).values():
                yield from ((section, str(year), entry) for entry in versions if entry.standing is Standing.CONFLICTING)


def errata() -> Plain:
    """The file of what other sources say otherwise."""
    packed = Packed()
    listed: list[dict[str, Any]] = [
        {
            "key": one.key,
            "day": one.day.isoformat(),
            "term": packed.term(one.term),
            "says": {"publisher": one.publisher, "title": one.title, "url": one.url, "words": one.words},
            "why": one.why,
        }
        for one in errata_list()
    ]
    differing = [
        {
            "section": one.section,
            "key": one.entry.key,
            "title": one.entry.title,
            "years": list(one.years),
            "used": one.said,
            "note": one.entry.note,
            "sources": packed.sources(one.entry.sources),
        }
        for one in conflicts()
    ]
    return packed.file(
        "errata", "errata", "Errata: what other sources say otherwise", errata=listed, conflicts=differing
    )
