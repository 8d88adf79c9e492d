"""The page of what is known and what is not: counts by area and standing, and every hole with where was looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Final

import pcn_des as des
from making.data_tables import counts_by_year
from making.markup import answers, days, front, key, link, page, table, text
from making.pages.elsewhere import of_holes
from making.things import Thing, address_of, areas_of_holes, thing, things
from making.titles import full_title
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.coverage import MISSING, standings
from pcn_des.contract.files import load_year, years
from pcn_des.contract.year import Missing
from pcn_des.dates import ContractYear
from pcn_des.wording import in_words

MOST_NAMES: Final = 6  # that stand unfolded
ONE_YEAR: Final = "holes of a year"  # the kind of the pages of what is not known of a year
HOLES: Final = {  # what people call an entry of each section, one and several
    "services": ("service",),
    "obligations": ("duty", "duties"),
    "roles": ("role",),
    "terms": ("term",),
    "payments": ("payment",),
    "indicators": ("indicator",),
    "windows": ("window",),
    "key_dates": ("date",),
    "glossary": ("word",),
}


def coverage_page(one: Thing) -> str:
    """The page as Markdown."""
    found = des.coverage()
    totals = found.totals
    entries = sum(totals.values()) - totals[MISSING]
    return page(
        front(
            one.title,
            boost=4,
            description="What is known of the Network Contract DES, how well, and what was looked for and not found.",
        ),
        f"# {text(one.title)}",
        f"The data hold {entries:,} versions of entries. {totals[MISSING]:,} times something was looked for and not "
        "found, a key once for each year. A value that is not known is answered with UNKNOWN and a note of what was "
        "not found, never with a guess; [further down](#what-is-not-known) a page of each year and of each area has "
        "the notes.",
        "## How well it is established",
        "How many versions of entries have each standing. What a standing means is in "
        f"{link(one.url, 'explanation/answers/#standing', 'What an answer means')}. Of what is bounded, no value is "
        "established, but limits between which it lies or the several readings that it has; what is missing was looked "
        "for and not found.",
        _by_year(),
        "## By area",
        "How many versions of entries there are and, after a slash, how many were not found.",
        _by_area(one, found),
        "## What is not known {: #what-is-not-known }",
        "Looked for, and not found, with where was looked, by contract year: "
        + ", ".join(link(one.url, hole.url, text(year_of(hole))) for hole in things() if hole.kind == ONE_YEAR)
        + "; and through the years for each area:",
        _by_hole(one),
        answers(one.url, "print(des.coverage())", "pcn-des coverage", one.json),
    )


def _by_year() -> str:
    rows = [[_year(year), *(f"{count:,}" for count in counts)] for year, counts in counts_by_year()]
    return table(("Contract year", *standings()), rows, "How well established, by year")


def _year(label: str) -> str:
    return link("coverage/", thing("years", label.replace("/", "-")).url, label)


def _by_area(one: Thing, found: des.Coverage) -> str:
    rows = [
        [_area(one, area), *(_cell(found, area, year) for year in found.years)]
        for area in sorted(found.areas, key=lambda area: area_title(area).casefold())
    ]
    return table(("Area", *found.years), rows, "Entries by area and year")


def _area(one: Thing, area: str) -> str:
    words = text(area_title(area))
    return f"{link(one.url, thing('holes', area).url, words) if area in areas_of_holes() else words}<br>{key(area)}"


def _by_hole(one: Thing) -> str:
    rows = [
        [
            _area(one, area),
            str(len(holes)),
            "; ".join(dict.fromkeys(text(full_title(section, name)) for section, name, _, _ in list(holes)[:4])),
        ]
        for area, holes in sorted(holes_by_area().items(), key=lambda item: area_title(item[0]).casefold())
    ]
    return table(("Area", "Holes", "Such as"), rows, "What is not known, by area")


def _cell(found: des.Coverage, area: str, year: str) -> str:
    cell = found.cells.get((area, year))
    if cell is None:
        return "–"
    missing = cell.get(MISSING, 0)
    entries = sum(cell.values()) - missing
    return f"{entries}/{missing}" if missing else str(entries)


@lru_cache(maxsize=1)
def holes_by_area() -> dict[str, dict[tuple[str, str, str, str], list[str]]]:
    """The holes of each area: section, key, note and where was looked, with the years."""
    found: dict[str, dict[tuple[str, str, str, str], list[str]]] = {}
    for year in years():
        for section, keys in load_year(year).missing.items():
            for name, gaps in keys.items():
                for gap in gaps:
                    since = f" (since {in_words(gap.since_published)})" if gap.since_published else ""
                    area = found.setdefault(area_of(section, name), {})
                    area.setdefault((section, name, gap.note, gap.looked), []).append(f"{year}{since}")
    return found


def holes_page(one: Thing) -> str:
    """The page of what is not known of an area."""
    holes = holes_by_area()[one.key]
    together: dict[tuple[str, str, str, tuple[str, ...]], list[str]] = {}
    for (section, name, said, looked), where in sorted(holes.items()):
        alike = together.setdefault((section, said, looked, tuple(dict.fromkeys(where))), [])
        alike.append(_named(one, section, name))
    rows = [
        [text(said), _listed(named), text(HOLES[section][0]), text(looked), text(", ".join(where))]
        for (section, said, looked, where), named in together.items()
    ]
    return page(
        front(
            one.title,
            above=("Coverage and holes", "coverage/"),
            boost=0.5,
            description=f"{one.title}: looked for and not found.",
        ),
        f"# {text(one.title)}",
        _about(one),
        table(("What was not found", "Of", "Kind", "Where was looked", "Years"), rows, one.title),
        of_holes(one.url, one.json, area=one.key),
    )


def year_of(one: Thing) -> str:
    """The contract year that a page of holes is of."""
    return one.key.replace("-", "/", 1)


def year_holes_page(one: Thing) -> str:
    """The page of what is not known of a contract year, by area."""
    contract = load_year(ContractYear.parse(year_of(one)))
    by_area: dict[str, dict[tuple[str, str, str, str], list[str]]] = {}
    for section, keys in contract.missing.items():
        for name, gaps in keys.items():
            for gap in gaps:
                area = by_area.setdefault(area_of(section, name), {})
                said = (HOLES[section][0], gap.note, gap.looked, _days(gap))
                area.setdefault(said, []).append(_named(one, section, name))
    at = thing("years", one.key)
    return page(
        front(
            one.title,
            above=("Coverage and holes", "coverage/"),
            boost=0.5,
            description=f"{one.title}: looked for and not found, by area.",
        ),
        f"# {text(one.title)}",
        f"{_about(one)} What is known of the year is on {link(one.url, at.url, text(at.title))}. "
        "Where no days are given, it is the whole year.",
        *(part for area in sorted(by_area, key=area_title) for part in _of_area(area, by_area[area])),
        of_holes(one.url, one.json, year=year_of(one)),
    )


def _about(one: Thing) -> str:
    return (
        "What is known, or believed, to be part of the contract and was not found. A question about it is answered "
        "with UNKNOWN and the note. If you hold a document that settles one of them, "
        f"{link(one.url, 'contribute/report/', 'say so')}."
    )


def _of_area(area: str, holes: Mapping[tuple[str, str, str, str], list[str]]) -> Iterator[str]:
    rows = [
        [_listed(names), kind, text(note), days, text(looked)] for (kind, note, looked, days), names in holes.items()
    ]
    yield f"## {text(area_title(area))} {{ data-search-exclude }}"  # the page of the area is found
    yield table(("Of", "Kind", "What was not found", "Days", "Where was looked"), rows, area_title(area))


def _days(gap: Missing) -> str:
    """The days of a gap, where it is not of the whole year, and since when something earlier does not hold any more."""
    year = ContractYear.of(gap.since)
    part = "" if (gap.since, gap.until) == (year.first_day, year.last_day) else days(gap.since, gap.until)
    since = f"not known since {in_words(gap.since_published)}" if gap.since_published else ""
    return "<br>".join(filter(None, (part, since)))


def _listed(names: list[str]) -> str:
    """Names of which many have the same note are folded, so that the note after it is in sight."""
    said = "; ".join(names)
    return said if len(names) <= MOST_NAMES else f"<details><summary>{len(names)} of them</summary>{said}</details>"


def _named(one: Thing, section: str, name: str) -> str:
    words = text(full_title(section, name))
    return f'<span title="{escape(name)}">{link(one.url, address_of(section, name), words)}</span>'
