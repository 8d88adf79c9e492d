"""The contract itself as text and HTML: what changed, and how much of it the data hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from pcn_des.contract.changes import SECTIONS, Change, Changes
from pcn_des.contract.coverage import Checking, Coverage, standings
from pcn_des.contract.deadlines import Deadlines
from pcn_des.display.html import STYLE
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import in_words, short_day, short_month

_MARKS = {"added": "+", "removed": "-", "changed": "~", "not found": "?"}


def changes_text(changes: Changes, width: int = WIDTH) -> str:
    """The changes by kind of entry: + added, - removed, ~ changed, ? not found for the later day."""
    lines = [f"From {in_words(changes.before)} to {in_words(changes.after)}"]
    if changes.known_on:
        lines.append(f"as published by {in_words(changes.known_on)}")
    lines += [line for note in changes.notes for line in filled(note, width, "")]
    for section in SECTIONS:
        found = [change for change in changes.changes if change.section == section]
        if found:
            lines += ["", section.upper()]
            lines += [line for change in found for line in _change(change, width)]
    if not changes.changes:
        lines.append("Nothing differs.")
    return "\n".join(lines)


def _change(change: Change, width: int) -> list[str]:
    standing = f" [{change.entry.standing.value}]" if change.entry.standing else ""
    return [f"{_MARKS[change.kind]} {change.key}", *filled(f"{change.what}{standing}", width, "    ")]


def changes_html(changes: Changes) -> str:
    """The changes as a table with their sources."""
    rows = "".join(
        f"<tr><td>{change.kind}</td><td>{escape(change.section)}<br><span class=rule>{escape(change.key)}</span></td>"
        f"<td>{escape(change.what)}<br>{_links(change)}</td></tr>"
        for change in changes.changes
    )
    return (
        f'<div class="pcn-des"><style>{STYLE}</style>'
        f"<h2>From {in_words(changes.before)} to {in_words(changes.after)}</h2>"
        f"{''.join(f'<p>{escape(note)}</p>' for note in changes.notes)}"
        f"<table><tbody>{rows}</tbody></table></div>"
    )


def _links(change: Change) -> str:
    return "; ".join(
        f'<a href="{escape(citation.document.url)}">{escape(citation.document.publisher)}</a>'
        for citation in change.entry.sources
        if citation.document.url.startswith("https://")
    )


def deadlines_text(found: Deadlines, width: int = WIDTH) -> str:
    """A line for each day, with what it is and who has to act."""
    lines = [f"Network Contract DES {found.contract_year}: dated duties, windows and snapshots", ""]
    for day in found:
        when = short_day(day.day) if day.day else f"   {short_month(day.when.first)}"
        who = f" ({day.who})" if day.who else ""
        lines += filled(f"{day.what}{who}", width, f"{when}  {day.kind:<13} ")
    lines += [line for note in found.notes for line in ("", *filled(note, width))]
    return "\n".join(lines)


def coverage_text(found: Coverage) -> str:
    """A row for each area: versions of entries and, after a slash, what is missing; then the totals by standing."""
    wide = max(len(area) for area in found.areas)
    lines = [" " * wide + "".join(f"{year[2:]:>9}" for year in found.years)]
    for area in found.areas:
        cells = [_cell(found, area, year) for year in found.years]
        lines.append(f"{area:<{wide}}" + "".join(f"{cell:>9}" for cell in cells))
    lines += ["", "entries/missing by area; all areas by standing:"]
    for standing in standings():
        counts = [
            sum(found.cells.get((area, year), {}).get(standing, 0) for area in found.areas) for year in found.years
        ]
        lines.append(f"{standing:<{wide}}" + "".join(f"{count:>9}" for count in counts))
    return "\n".join(lines)


def _cell(found: Coverage, area: str, year: str) -> str:
    cell = found.cells.get((area, year))
    if cell is None:
        return "."
    missing = cell.get("missing", 0)
    entries = sum(cell.values()) - missing
    return f"{entries}/{missing}" if missing else str(entries)


def rules_text(found: Checking, width: int = WIDTH) -> str:
    """A row for each obligation with how it is checked in each year; the commissioner's own are apart."""
    wide = max(map(len, (*found.duties, *found.commissioners)))
    unworded = ", ".join(f"{count} in {year}" for year, count in found.wording_not_found.items())
    below = (
        "r rule, e evidence, j judgement, . not in force (or its wording was not found)",
        f"Said to exist, and the wording was not found: {unworded}. A report names each of them apart, save the "
        "commissioner's; pcn-des coverage counts what is missing by area.",
    )
    return "\n".join(
        [
            " " * wide + "".join(f" {year[2:]}" for year in found.years),
            *_rows_of_ways(found.duties, found.years, wide),
            "",
            "The commissioner's own duties: known, and never part of a network's report",
            *_rows_of_ways(found.commissioners, found.years, wide),
            *(line for text in below for line in ("", *filled(text, width))),
        ]
    )


def _rows_of_ways(ways: Mapping[str, Mapping[str, str]], years: tuple[str, ...], wide: int) -> Iterator[str]:
    for key in sorted(ways):
        yield f"{key:<{wide}}" + "".join(f"   {ways[key].get(year, '.')[0]}  " for year in years).rstrip()
