"""What changed in the contract, as text and HTML for somebody who knows no key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.changes import SECTIONS, Change, Changes
from pcn_des.contract.entries import Service, Term
from pcn_des.display.fragments import cited, fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.terms import superseded_said
from pcn_des.wording import in_words

MARKS = {"added": "+", "removed": "-", "changed": "~", "not found": "?"}
_PLANNED = "planned, and not required yet"


def changes_text(changes: Changes, width: int = WIDTH) -> str:
    """How many changes there are; then each, by kind of entry and area: + added, - removed, ~ changed, ? not found."""
    lines = [line for said in (_heading(changes), *_about(changes)) for line in filled(said, width)]
    for summary in _summaries(changes):
        lines += filled(summary, width, "  ")
    for section, found in _by_section(changes):
        for area, together in groupby(found, _heading_of):
            named = f": {area}" if area else ""
            lines += ["", *filled(f"{section.upper()}{named}", width)]
            lines += [line for change in together for line in _lines(change, width)]
    return "\n".join(lines)


def change_text(change: Change, width: int = WIDTH) -> str:
    """One change: its mark and title with its standing, its key, and what it says on either day."""
    return "\n".join(_lines(change, width))


def _lines(change: Change, width: int) -> Iterator[str]:
    yield from filled(_titled(change), width, f"{MARKS[change.kind]} ")
    yield from filled(f"key: {change.key}", width, "    ")
    for said in filter(None, _said(change)):
        yield from filled(said, width, "    ")
    for citation in change.removed_by:
        source = citation.document
        yield from filled(f"source: {source.publisher}, {source.title}: “{citation.words}”", width, "    ")


def _titled(change: Change) -> str:
    """The title of an entry and how well it is established."""
    return f"{change.title} [{change.entry.standing_in_words}]" if change.entry.standing else change.title


def _heading_of(change: Change) -> str:
    """The title of the area that a change stands under; services are few, and some kinds have no areas."""
    area = area_of(change.section, change.key)
    return "" if change.section in ("services", area) else area_title(area)


def _said(change: Change) -> Iterator[str]:
    """What a change says, a line each."""
    if change.kind == "added":
        yield _now(change)
    elif _is_by_part(change):
        yield from map(str, change.differences)
    else:
        if change.was:
            yield f"was: {change.was}"
        if change.became:
            yield f"now: {_now(change)}"
    yield from _below(change)


def _below(change: Change) -> Iterator[str]:
    """What is said of a change besides what it was and is now."""
    yield from _superseded(change)
    yield from _note(change)


def _superseded(change: Change) -> Iterator[str]:
    """The edition that a term superseded whose value is not established now, where what it says is told as a whole."""
    by_whole = change.kind != "added" and not _is_by_part(change)
    if by_whole and isinstance(change.after, Term) and change.after.superseded is not None:
        yield f"superseded: {superseded_said(change.after)}"


def _is_by_part(change: Change) -> bool:
    """Whether what differs is told, of an entry that is there on both days, and not the whole of it."""
    return bool(change.differences) and (change.section not in ("terms", "services") or change.was == change.became)


def _note(change: Change) -> Iterator[str]:
    """What is to be known of a service that came or changed, where that is not said already."""
    if isinstance(change.after, Service) and change.kind != "removed" and change.after.note not in change.became:
        yield change.after.note


def _now(change: Change) -> str:
    return _PLANNED if change.became == "planned" else change.became


def _about(changes: Changes) -> Iterator[str]:
    """What is to be known of the comparison as a whole."""
    if changes.known_on:
        yield f"as published by {in_words(changes.known_on)}"
    yield from changes.notes
    if not changes.changes:
        yield "Nothing differs."


def _heading(changes: Changes) -> str:
    chosen = f": {changes.choice.in_words}" if changes.choice.in_words else ""
    return f"From {in_words(changes.before)} to {in_words(changes.after)}{chosen}"


def _by_section(changes: Changes) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each kind of entry that has any; those of an area together, in the order of the contract."""
    for section in SECTIONS:
        found = [change for change in changes.changes if change.section == section]
        areas = list(dict.fromkeys(area_of(section, change.key) for change in found))
        if found:
            yield section, sorted(found, key=lambda change: areas.index(area_of(section, change.key)))


def _summaries(changes: Changes) -> Iterator[str]:
    """How many of each kind of entry came, went, changed and were not found: `services: 1 added, 7 changed`."""
    for section, found in _by_section(changes):
        counted = Counter(change.kind for change in found)
        yield f"{section}: {', '.join(f'{counted[kind]} {kind}' for kind in MARKS if counted[kind])}"


def changes_html(changes: Changes) -> str:
    """How many changes there are, and the changes as a table with their sources."""
    return fragment(
        _heading(changes),
        paragraphs(_about(changes)),
        paragraphs(["; ".join(_summaries(changes))]),
        _rows(change for _, found in _by_section(changes) for change in found),
    )


def change_html(change: Change) -> str:
    """One change with its sources."""
    return fragment(change.title, _rows([change]))


def _rows(changes: Iterable[Change]) -> str:
    rows = (
        (
            keyed(_titled(change), change.key),
            change.kind,
            escape(area_title(area_of(change.section, change.key))),
            _cell(change, [one.was for one in change.differences], change.was),
            _cell(change, [one.became for one in change.differences], _now(change), *_below(change)),
            _carried_by(change),
        )
        for change in changes
    )
    return table(("Of", "Change", "Area", "Was", "Now", "Sources"), rows)


def _cell(change: Change, sides: list[str], whole: str, *below: str) -> str:
    """One side of a change: the whole of it or, of an entry that is there on both days, what differs; then the rest."""
    said = [whole]
    if _is_by_part(change):
        said = [f"{one.name}: {side}" for one, side in zip(change.differences, sides, strict=True)]
    return "<br>".join(escape(each) for each in (*said, *below) if each)


def _carried_by(change: Change) -> str:
    """The sources of a change: of what removed an entry, the words that say so."""
    return "<br>".join(map(cited, change.removed_by)) or links(change.entry.sources)
