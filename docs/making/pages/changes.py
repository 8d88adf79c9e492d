"""The page of what changed between two contract years: each change with the old value, the new one and the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from making.changing import Told, told
from making.markup import answers, badge, cited, folded, front, key, link, page, standing, table, text
from making.things import Thing, address_of, thing
from making.values import at_first
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.changes import NOT_FOUND, SECTIONS, compare
from pcn_des.contract.entries import Term

TITLES = {
    "services": "Services",
    "terms": "Figures and other terms",
    "obligations": "Duties",
    "roles": "Roles",
    "payments": "Payments",
    "indicators": "Indicators",
    "windows": "Windows",
}
ORDER = ("services", "roles", "payments", "windows", "terms", "indicators", "obligations")
_NOT_FOUND = "## Not found for one of the years {: #not-found }"


def changes_page(one: Thing) -> str:
    """The page as Markdown."""
    before, after = (label.replace("-", "/", 1) for label in one.key.split("-to-"))
    found = told(before, after)
    changed = [change for change in found if change.kind != NOT_FOUND]
    not_found = [change for change in found if change.kind == NOT_FOUND]
    assert set(ORDER) == set(SECTIONS)
    return page(
        front(
            one.title,
            found_by=one.found_by,
            above=("What changed", "changes/"),
            boost=1.5,
            description=f"Every change of the Network Contract DES from {before} to {after}, with old and new values.",
        ),
        f"# {text(one.title)}",
        f"What differs between the last day of {before} and the last day of {after}: {counted(found)}.",
        *(f"*{text(note)}*" for note in compare(before, after).notes),
        *(part for section in ORDER for part in _section(one, section, changed)),
        *_not_found(one, not_found, before, after),
        answers(one.url, f'print(des.compare("{before}", "{after}"))', f"pcn-des changes {before} {after}", one.json),
    )


def counted(found: Iterable[Told]) -> str:
    """How many of each kind; what was not found for one of the years apart: nobody knows whether it changed."""
    counts = Counter(change.kind for change in found)
    changed = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "removed", "changed"))
    were = "was" if counts[NOT_FOUND] == 1 else "were"
    return f"{changed}. Apart from these, {counts[NOT_FOUND]} {were} {NOT_FOUND} for one of the years"


def _section(one: Thing, section: str, changed: list[Told]) -> Iterator[str]:
    found = [change for change in changed if change.change.section == section]
    if not found:
        return
    yield f"## {TITLES[section]}"
    if section in ("services", "roles", "payments", "windows", "indicators"):
        yield _table(one, found, TITLES[section])
        return

    def area(change: Told) -> str:
        return area_of(section, change.change.key)

    areas = list(dict.fromkeys(map(area, found)))
    for name, together in groupby(sorted(found, key=lambda change: areas.index(area(change))), key=area):
        yield f"### {text(area_title(name))}"
        yield _table(one, list(together), f"{TITLES[section]}, {area_title(name)}")


def _not_found(one: Thing, not_found: list[Told], before: str, after: str) -> Iterator[str]:
    if not not_found:
        return
    holes = (thing("holes of a year", label.replace("/", "-")) for label in (before, after))
    links = " and ".join(link(one.url, at.url, text(at.title)) for at in holes)
    yield _NOT_FOUND
    yield (
        "Of these, nothing was found for one of the two years at least: whether they changed is not known. What is "
        f"known to have come, and was not found, is among them. {links}."
    )
    for section in ORDER:
        found = [change for change in not_found if change.change.section == section]
        if found:
            yield f"### {TITLES[section]}, not found for one of the years"
            yield _table(one, found, f"{TITLES[section]}, not found for one of the years")


def _table(one: Thing, found: list[Told], named: str) -> str:
    rows = [
        [
            f"{link(one.url, address_of(row.change.section, row.change.key), text(row.title))}"
            f"<br>{key(row.change.key)}",
            badge(row.kind.replace(" ", "-"), row.kind),
            _side(row, 0),
            _side(row, 1),
            standing(row.change.entry),
            cited(row.change.removed_by or row.change.entry.sources),
        ]
        for row in found
    ]
    counts = Counter(row.kind for row in found)
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return folded(table(("What", "Change", "Was", "Is now", "Standing", "Source"), rows, named), said)


def _side(row: Told, side: int) -> str:
    """One side of a change, with the figure that was first published where another has replaced it."""
    entry = (row.change.before, row.change.after)[side]
    superseded = ""
    if isinstance(entry, Term) and entry.superseded is not None:
        superseded = at_first(entry.superseded)
    said = "<br>".join(map(text, row.sides[side]))
    if not said and side == 1 and row.kind == "removed":
        said = "not in the contract any more"
    return f"{said}{superseded}"
