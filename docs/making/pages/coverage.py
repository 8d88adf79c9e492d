"""The page of what is known and what is not: counts by area and standing, and every hole with where was looked."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import pcn_des as des
from making.data_tables import counts_by_year
from making.markup import answers, front, key, link, page, table, text
from making.things import Thing, address_of, areas_of_holes, thing
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.coverage import MISSING, standings
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.wording import in_words

TITLES = {
    "services": "service",
    "obligations": "duty",
    "roles": "role",
    "terms": "term",
    "payments": "payment",
    "indicators": "indicator",
    "windows": "window",
    "key_dates": "date",
    "glossary": "word",
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
        f"The data hold {entries:,} versions of entries. {totals[MISSING]:,} were looked for and not found. A value "
        "that is not known is answered with UNKNOWN and the note below, never with a guess.",
        "## How well it is established",
        _by_year(),
        "## By area",
        "How many versions of entries there are and, after a slash, how many were not found.",
        _by_area(one, found),
        "## What is not known",
        "Looked for, and not found: a page for each area says what, and where was looked.",
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
            "; ".join(dict.fromkeys(text(title_of(section, name)) for section, name, _, _ in list(holes)[:4])),
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
        [text(said), "; ".join(named), text(TITLES[section]), text(looked), text(", ".join(where))]
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
        "What is known, or believed, to be part of the contract and was not found. A question about it is answered "
        "with UNKNOWN and the note. If you hold a document that settles one of them, "
        f"{link(one.url, 'contribute/report/', 'say so')}.",
        table(("What was not found", "Of", "Kind", "Where was looked", "Years"), rows, one.title),
        answers(one.url, f'print(des.coverage(area="{one.key}"))', f"pcn-des coverage --area {one.key}", one.json),
    )


def _named(one: Thing, section: str, name: str) -> str:
    words = text(title_of(section, name))
    return f'<span title="{escape(name)}">{link(one.url, address_of(section, name), words)}</span>'
