"""The page of what changed between two contract years: each change with the old value, the new one and the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from making.markup import answers, badge, banner, cited, folded, front, key, link, page, standing, table, text
from making.things import Thing, address_of
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.changes import SECTIONS, Change, compare
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


def changes_page(one: Thing) -> str:
    """The page as Markdown."""
    before, after = (label.replace("-", "/", 1) for label in one.key.split("-to-"))
    found = compare(before, after)
    assert set(ORDER) == set(SECTIONS)
    return page(
        front(
            one.title,
            found_by=(*one.aliases, one.key),
            above=("What changed", "changes/"),
            boost=1.5,
            description=f"Every change of the Network Contract DES from {before} to {after}, with old and new values.",
        ),
        f"# {text(one.title)}",
        f"What differs between the last day of {before} and the last day of {after}: {len(found.added)} added, "
        f"{len(found.removed)} removed, {len(found.changed)} changed; of {len(found.not_found)} nothing was found "
        f"for {after}.",
        *(f"*{text(note)}*" for note in found.notes),
        *(
            part
            for section in ORDER
            for part in _section(one, section, [c for c in found.changes if c.section == section])
        ),
        answers(one.url, f'print(des.compare("{before}", "{after}"))', f"pcn-des changes {before} {after}", one.json),
    )


def _section(one: Thing, section: str, found: list[Change]) -> Iterator[str]:
    if not found:
        return
    yield f"## {TITLES[section]}"
    if section in ("services", "roles", "payments", "windows", "indicators"):
        yield _table(one, found, TITLES[section])
        return
    areas = list(dict.fromkeys(area_of(section, change.key) for change in found))
    ordered = sorted(found, key=lambda change: areas.index(area_of(section, change.key)))
    for area, together in groupby(ordered, key=lambda change: area_of(section, change.key)):
        yield f"### {text(area_title(area))}"
        yield _table(one, list(together), f"{TITLES[section]}, {area_title(area)}")


def _table(one: Thing, found: list[Change], named: str) -> str:
    rows = [
        [
            f"{link(one.url, address_of(change.section, change.key), text(change.title))}<br>{key(change.key)}",
            badge(change.kind.replace(" ", "-"), change.kind),
            _side(change, 0),
            _side(change, 1),
            standing(change.entry),
            cited(change.removed_by or change.entry.sources),
        ]
        for change in found
    ]
    counts = Counter(change.kind for change in found)
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return folded(table(("What", "Change", "Was", "Is now", "Standing", "Source"), rows, named), said)


def _side(change: Change, side: int) -> str:
    """One side of a change: what differs of an entry that is there on both days, otherwise the whole of it."""
    entry = (change.before, change.after)[side]
    superseded = ""
    if isinstance(entry, Term) and entry.superseded is not None:
        superseded = banner(f"First published: <del>{text(entry.superseded.in_words)}</del>")
    if change.differences and change.section not in ("terms", "services"):
        sides = [(one.name, (one.was, one.became)[side]) for one in change.differences]
        return "<br>".join(f"{text(name)}: {text(said)}" for name, said in sides)
    whole = text((change.was, change.became)[side])
    if not whole and side == 1 and change.kind == "removed":
        whole = "not in the contract any more"
    return f"{whole}{superseded}"
