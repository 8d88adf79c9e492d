"""How much of the contract the data hold, and how each duty is checked, as text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from pcn_des.contract.areas import area_title
from pcn_des.contract.coverage import MISSING, Checking, Coverage, entries_in, standings
from pcn_des.contract.files import title_of
from pcn_des.display.fragments import fragment, keyed, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled, grid_row
from pcn_des.wording import count_of

_COMMISSIONERS = "The commissioner's own duties: known, and never part of a network's report"
_BY_AREA = "Entries and, after a slash, what is missing"
_ALL_AREAS = "All areas by standing"
_YEAR_COLUMN = 3  # of a year by its last two digits, in the table of how duties are checked


def coverage_text(found: Coverage, width: int = WIDTH) -> str:
    """How many entries there are; a row for each area, with what is missing after a slash; the totals by standing."""
    lines = filled(_summary(found), width)
    if not found.cells:
        return "\n".join(lines)
    cells = max(len(_cell(found, *place)) for place in found.cells) + 1
    cells = max(cells, len(found.years[0][2:]) + 1)
    names = width - cells * len(found.years)
    lines += ["", f"{_BY_AREA}, by area:"]
    lines += grid_row("", [year[2:] for year in found.years], names, cells)
    for area in found.areas:
        lines += filled(area_title(area), width)
        lines += grid_row(f"  {area}", [_cell(found, area, year) for year in found.years], names, cells)
    lines += ["", f"{_ALL_AREAS}:"]
    for standing, counts in _by_standing(found):
        lines += grid_row(standing, counts, names, cells)
    return "\n".join(lines)


def _by_standing(found: Coverage) -> Iterator[tuple[str, list[str]]]:
    """Each standing with its count of all areas in each year."""
    by_year = found.by_year
    for standing in standings():
        yield standing, [str(by_year[year][standing]) for year in found.years]


def _summary(found: Coverage) -> str:
    totals = found.totals
    entries = entries_in(totals)
    of = f", {found.choice.in_words}" if found.choice.in_words else ""
    if not found.cells:
        return f"No entry in {count_of(len(found.years), 'contract year')}{of}."
    counted = "; ".join(f"{totals[standing]:,} {standing}" for standing in standings() if totals[standing])
    places = f"{count_of(len(found.areas), 'area')} and {count_of(len(found.years), 'contract year')}"
    return f"{count_of(entries, 'entry', 'entries')} in {places}{of}: {counted}."


def _cell(found: Coverage, area: str, year: str) -> str:
    cell = found.cells.get((area, year))
    if cell is None:
        return "."
    missing, entries = cell.get(MISSING, 0), entries_in(cell)
    return f"{entries}/{missing}" if missing else str(entries)


def coverage_html(found: Coverage) -> str:
    """The coverage as a table: versions of entries by area and year and, after a slash, what is missing."""
    rows = (
        [keyed(area_title(area), area), *(_cell(found, area, year) for year in found.years)] for area in found.areas
    )
    return fragment(
        _BY_AREA,
        paragraphs([_summary(found)]),
        table(("Area", *found.years), rows),
        paragraphs([_ALL_AREAS if found.cells else ""]),
        table(("Standing", *found.years), ([escape(name), *counts] for name, counts in _by_standing(found))),
    )


def rules_text(found: Checking, width: int = WIDTH) -> str:
    """Each obligation with how it is checked in each year, a column for each; the commissioner's own are apart."""
    unworded = ", ".join(f"{count} in {year}" for year, count in found.wording_not_found.items())
    below = (
        "Said to exist, and the wording was not found: "
        f"{unworded}. A report names each of them apart, save the commissioner's; coverage counts what is missing by "
        "area.",
    )
    names = width - _YEAR_COLUMN * len(found.years)
    return "\n".join(
        [
            *filled(_how_many(found), width),
            *filled(
                "r rule, e evidence, j judgement, . not in force (or its wording was not found); a column is a "
                "contract year, by the year in which it begins",
                width,
            ),
            "",
            " " * names + "".join(f"{year[2:4]:>{_YEAR_COLUMN}}" for year in found.years),
            *_rows_of_ways(found.duties, found.years, width),
            "",
            _COMMISSIONERS,
            *_rows_of_ways(found.commissioners, found.years, width),
            *(line for text in below for line in ("", *filled(text, width))),
        ]
    )


def _how_many(found: Checking) -> str:
    return (
        f"{count_of(len(found.duties), 'duty', 'duties')} and {len(found.commissioners)} of the commissioner's own in "
        f"{count_of(len(found.years), 'contract year')}."
    )


def _rows_of_ways(ways: Mapping[str, Mapping[str, str]], years: tuple[str, ...], width: int) -> Iterator[str]:
    names = width - _YEAR_COLUMN * len(years)
    for key in sorted(ways):
        yield from filled(title_of("obligations", key), width)
        yield from grid_row(f"  {key}", [ways[key].get(year, ".")[0] for year in years], names, _YEAR_COLUMN)


def rules_html(found: Checking) -> str:
    """How each duty is checked in each year, as tables; the commissioner's own are apart."""
    return fragment(
        "How each duty is checked",
        paragraphs([_how_many(found)]),
        _ways(found.duties, found.years),
        paragraphs([_COMMISSIONERS]),
        _ways(found.commissioners, found.years),
    )


def _ways(ways: Mapping[str, Mapping[str, str]], years: tuple[str, ...]) -> str:
    rows = (
        [keyed(title_of("obligations", key), key), *(escape(ways[key].get(year, "")) for year in years)]
        for key in sorted(ways)
    )
    return table(("Duty", *years), rows)
