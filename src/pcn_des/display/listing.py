"""The entries of a day that somebody looks for, and the summary of a day by area, as text, HTML and plain values."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any, Final

from pcn_des.contract.areas import CHOSEN_FROM, area_of, area_title
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import title_of
from pcn_des.contract.listing import NOT_ESTABLISHED, Listing, Overview
from pcn_des.contract.saying import said
from pcn_des.contract.terms import Terms
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.plain_contract import entry_dict, term_dict
from pcn_des.display.terms import superseded_said
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import count_of, in_words

_ONE: Final = {"services": "service", "payments": "payment stream"}
_MANY: Final = {"payments": "payment streams"}
_MISSING: Final = "Known to exist; the text was not found:"


def terms_text(contract: Terms, width: int = WIDTH) -> str:
    """Every term of the day: how many there are, then each with its value, days, standing and sources."""
    return listing_text(contract.listing(), width)


def terms_html(contract: Terms) -> str:
    """Every term of the day, a row each."""
    return listing_html(contract.listing())


def listing_text(found: Listing, width: int = WIDTH) -> str:
    """How many entries there are; then each by area: its title, what it says, its days, standing, sources and key."""
    lines = [line for text in _about(found) for line in filled(text, width)]
    for area, entries in _by_area(found):
        lines += ["", *filled(area_title(area).upper(), width)]
        lines += [line for entry in entries for line in _lines(entry, width)]
    if found.missing:
        lines += ["", _MISSING]
    for key, note in found.missing.items():
        lines += filled(f"{title_of(found.section, key)}: {note}", width, "  - ")
        lines += filled(f"key: {key}", width, "    ")
    return "\n".join(lines)


def _lines(entry: Entry, width: int) -> Iterator[str]:
    yield from filled(entry.title, width)
    for text in (said(entry), _superseded(entry), _established(entry), f"key: {entry.key}"):
        yield from filled(text, width, "    ") if text else ()


def _superseded(entry: Entry) -> str:
    before = superseded_said(entry) if isinstance(entry, Term) else ""
    return f"superseded: {before}" if before else ""


def _established(entry: Entry) -> str:
    """The days of an entry, how well it is established, and who says so."""
    if isinstance(entry, Term) and not entry.is_entered:
        return ""
    publishers = dict.fromkeys(citation.document.publisher for citation in entry.sources)
    standing = entry.standing_in_words
    days = f"{in_words(entry.since)} to {in_words(entry.until)}"
    return "; ".join(filter(None, (days, standing, ", ".join(publishers))))


def _about(found: Listing) -> Iterator[str]:
    """What was asked for, and how much of it there is."""
    yield f"{_of_the_day(found.contract)}: {found.choice.in_words}"
    yield from _suppositions(found.contract)
    yield _how_many(found)
    if found.others:
        others = ", ".join(_counted(kind, count) for kind, count in found.others.items())
        yield f"Not shown, of other kinds: {others}."


def _of_the_day(contract: Terms) -> str:
    known = f", as published by {in_words(contract.known_on)}" if contract.known_on else ""
    return f"Network Contract DES {contract.contract_year} on {in_words(contract.as_of)}{known}"


def _suppositions(contract: Terms) -> Iterator[str]:
    yield from filter(None, (contract.unpublished, f"supposing that {contract.says}" if contract.taken else ""))


def _how_many(found: Listing) -> str:
    if not found.entries:
        return f"No {found.section} of it on this day."
    counted = ", ".join(f"{count:,} {name}" for name, count in found.counts.items())
    return f"{_counted(found.section, len(found.entries))}: {counted}."


def _counted(section: str, count: int) -> str:
    """`1 service`, `13 terms`."""
    many = _MANY.get(section, section)
    return f"{count:,} {many if count != 1 else _ONE.get(section, many[:-1])}"


def _by_area(found: Listing) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of each area together, in the order of the contract."""
    areas = list(dict.fromkeys(area_of(found.section, key) for key in found.entries))
    ordered = sorted(found.entries.values(), key=lambda entry: areas.index(area_of(found.section, entry.key)))
    for area, together in groupby(ordered, lambda entry: area_of(found.section, entry.key)):
        yield area, list(together)


def listing_html(found: Listing) -> str:
    """The entries as a table, a row each, by area."""
    heading, *about = _about(found)
    rows = (
        [
            keyed(entry.title, entry.key),
            escape(area_title(area)),
            "<br>".join(escape(text) for text in (said(entry), _superseded(entry)) if text),
            escape(f"{in_words(entry.since)} to {in_words(entry.until)}"),
            escape(entry.standing_in_words),
            links(entry.sources),
        ]
        for area, entries in _by_area(found)
        for entry in entries
    )
    missing = ([keyed(title_of(found.section, key), key), escape(note)] for key, note in found.missing.items())
    return fragment(
        heading,
        paragraphs(about),
        table(("What", "Area", "What it says", "Days", "Standing", "Sources"), rows),
        paragraphs([_MISSING] if found.missing else []),
        table(("What", "Note"), missing),
    )


def listing_dict(found: Listing) -> dict[str, Any]:
    """The entries as plain values, each by its key."""
    return {
        key: {**(term_dict(entry) if isinstance(entry, Term) else entry_dict(entry)), **draft_mark(found.draft_of)}
        for key, entry in found.entries.items()
    }


def overview_text(found: Overview, width: int = WIDTH) -> str:
    """How many entries of each kind the day has; then how many in each area, its title and key."""
    lines = filled(_of_the_day(found.contract), width)
    lines += [line for text in _suppositions(found.contract) for line in filled(text, width)]
    lines += filled(f"{count_of(len(found.cells), 'area')}: {_cell(found.totals)}.", width)
    lines += [""] if found.cells else []
    for area, cell in found.cells.items():
        lines += filled(area_title(area), width)
        lines += filled(f"{area}: {_cell(cell)}", width, "    ")
    return "\n".join(lines)


def _cell(counts: Any) -> str:
    """How many entries there are of each kind: `1 service, 13 terms (2 not established)`."""
    parts = []
    for section in CHOSEN_FROM:
        if counts.get(section):
            open_terms = counts.get(NOT_ESTABLISHED, 0) if section == "terms" else 0
            parts.append(
                f"{_counted(section, counts[section])}{f' ({open_terms:,} {NOT_ESTABLISHED})' if open_terms else ''}"
            )
    return ", ".join(parts) or "nothing"


def overview_html(found: Overview) -> str:
    """How many entries of each kind the day has in each area."""
    rows = (
        [keyed(area_title(area), area), *(str(cell.get(section, "")) for section in (*CHOSEN_FROM, NOT_ESTABLISHED))]
        for area, cell in found.cells.items()
    )
    return fragment(
        _of_the_day(found.contract),
        paragraphs([*_suppositions(found.contract), f"{count_of(len(found.cells), 'area')}: {_cell(found.totals)}."]),
        table(("Area", *(name.capitalize() for name in (*CHOSEN_FROM, NOT_ESTABLISHED))), rows),
    )
