"""The contract itself as text and HTML: what changed, and how much of it the data hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from pcn_des.contract.changes import SECTIONS, Change, Changes
from pcn_des.contract.coverage import Checking, Coverage, standings
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import in_words

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
            lines += [change_text(change, width) for change in found]
    if not changes.changes:
        lines.append("Nothing differs.")
    return "\n".join(lines)


def change_text(change: Change, width: int = WIDTH) -> str:
    """One change: its mark, its key, and what it says with its standing."""
    standing = f" [{change.entry.standing_in_words}]" if change.entry.standing else ""
    return "\n".join([f"{_MARKS[change.kind]} {change.key}", *filled(f"{change.what}{standing}", width, "    ")])


def changes_html(changes: Changes) -> str:
    """The changes as a table with their sources."""
    return fragment(
        f"From {in_words(changes.before)} to {in_words(changes.after)}",
        paragraphs(changes.notes),
        _rows(changes.changes),
    )


def change_html(change: Change) -> str:
    """One change with its sources."""
    return fragment(change.entry.title, _rows([change]))


def _rows(changes: Iterable[Change]) -> str:
    rows = (
        (change.kind, keyed(change.section, change.key), f"{escape(change.what)}<br>{links(change.entry.sources)}")
        for change in changes
    )
    return table(("Change", "Of", "What it says, and sources"), rows)


def coverage_html(found: Coverage) -> str:
    """The coverage as a table: versions of entries by area and year and, after a slash, what is missing."""
    rows = ([escape(area), *(_cell(found, area, year) for year in found.years)] for area in found.areas)
    return fragment("Entries and, after a slash, what is missing", table(("Area", *found.years), rows))


def rules_html(found: Checking) -> str:
    """How each duty is checked in each year, as tables; the commissioner's own are apart."""
    return fragment(
        "How each duty is checked",
        _ways(found.duties, found.years),
        paragraphs(["The commissioner's own duties: known, and never part of a network's report"]),
        _ways(found.commissioners, found.years),
    )


def _ways(ways: Mapping[str, Mapping[str, str]], years: tuple[str, ...]) -> str:
    return table(
        ("Duty", *years), ([escape(key), *(ways[key].get(year, "") for year in years)] for key in sorted(ways))
    )


def coverage_text(found: Coverage, width: int = WIDTH) -> str:
    """A row for each area: versions of entries and, after a slash, what is missing; then the totals by standing."""
    cells = max(len(_cell(found, *place)) for place in found.cells) + 1
    names = width - cells * len(found.years)
    lines = _grid_row("", [year[2:] for year in found.years], names, cells)
    for area in found.areas:
        lines += _grid_row(area, [_cell(found, area, year) for year in found.years], names, cells)
    lines += ["", "entries/missing by area; all areas by standing:"]
    for standing in standings():
        counts = (
            sum(found.cells.get((area, year), {}).get(standing, 0) for area in found.areas) for year in found.years
        )
        lines += _grid_row(standing, map(str, counts), names, cells)
    return "\n".join(lines)


def _grid_row(name: str, cells: Iterable[str], names: int, wide: int) -> list[str]:
    """A name and its cells, each so wide; a name that leaves no room for them has a line of its own."""
    row = "".join(f"{cell:>{wide}}" for cell in cells)
    return [f"{name:<{names}}{row}"] if len(name) <= names else [name, f"{'':<{names}}{row}"]


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
