"""What reads each entry of the contract, as text (counts by kind of answer and year) and as HTML (each entry)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from pcn_des.contract.files import title_of
from pcn_des.display.fragments import fragment, keyed, paragraphs, table
from pcn_des.display.html import items
from pcn_des.display.paragraphs import WIDTH, filled, grid_row
from pcn_des.questions.reach import ALONE, WAITING, EntryReached, Reach
from pcn_des.wording import count_of

UNREAD: Final = "read by nobody"
_CELL: Final = len("  19/20")  # a year, or how many entries it has
MOST_KEYS: Final = 6  # of an area that are named one by one


def reach_text(reach: Reach, width: int = WIDTH) -> str:
    """How many entries each kind of answer reads in each year; then what waits, stands alone, or is unread."""
    rows = _counts(reach)
    years = _years(reach)
    cell = min(_CELL, width // max(len(years), 1))
    names = min(max(map(len, rows)), width - cell * len(years))
    if not reach.entries:
        return "\n".join(filled(_nothing(reach), width))
    lines = [
        *filled(f"{_heading(reach)} ({_counted(reach)})", width),
        "",
        *grid_row("", [year[2:] for year in years], names, cell),
    ]
    for kind, by_year in rows.items():
        lines += grid_row(kind, [str(by_year.get(year, 0)) for year in years], names, cell)
    for heading, told in _apart(reach):
        lines += ["", heading, *(line for said in told for line in filled(said, width, "  - "))]
    lines += [""] if reach.unread else []
    lines += [line for said in _unread(reach) for line in filled(said, width)]
    if not reach.choice.is_all:
        lines += ["", *(line for row in _by_entry(reach) for line in _row(*row, width))]
    return "\n".join(lines)


def _heading(reach: Reach) -> str:
    of = f", {reach.choice.in_words}" if reach.choice.in_words else ""
    return f"What reads each entry of the contract{of}"


def _counted(reach: Reach) -> str:
    return f"{len(reach.entries):,}; one that several read counts in each"


def _nothing(reach: Reach) -> str:
    return f"There are no {reach.choice.in_words}."


def _apart(reach: Reach) -> Iterator[tuple[str, list[str]]]:
    """What waits for something and what stands alone, each under its heading; nothing of what there is not."""
    for kind, heading in (
        (WAITING, "Waits for:"),
        (ALONE, "Shown where it is asked for, and nothing follows from it:"),
    ):
        found = _by_reader(reach, kind)
        if found:
            yield heading, [f"{why}: {', '.join(keys)}" for why, keys in found.items()]


def _unread(reach: Reach) -> Iterator[str]:
    yield from (f"{UNREAD}: {_named(entry)}" for entry in reach.unread)


def _named(entry: EntryReached) -> str:
    return f"{title_of(entry.section, entry.key)} [{entry.key}] in {entry.year}"


def _row(section: str, key: str, readers: tuple[str, ...], years: list[str], width: int) -> Iterator[str]:
    """An entry: its title, its key and years, and what reads it."""
    yield from filled(title_of(section, key), width)
    yield from filled(f"[{key}; {', '.join(years)}]", width, "    ")
    for reader in readers or (UNREAD,):
        yield from filled(reader, width, "  - ")


def _by_entry(reach: Reach) -> list[tuple[str, str, tuple[str, ...], list[str]]]:
    """Each entry once for all the years in which the same reads it."""
    years: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for entry in reach.entries:
        years.setdefault((entry.section, entry.key, entry.readers), []).append(entry.year)
    return [(*entry, found) for entry, found in years.items()]


def reach_html(reach: Reach) -> str:
    """How many entries each kind of answer reads in each year, what is apart, and each entry with what reads it."""
    if not reach.entries:
        return fragment(_heading(reach), paragraphs([_nothing(reach)]))
    years = _years(reach)
    counts = ([escape(kind), *(str(of.get(year, 0)) for year in years)] for kind, of in _counts(reach).items())
    rows = (
        [keyed(title_of(section, key), key), escape(", ".join(found)), escape("; ".join(readers) or UNREAD)]
        for section, key, readers, found in _by_entry(reach)
    )
    return fragment(
        _heading(reach),
        paragraphs([_counted(reach)]),
        table(("Read by", *years), counts),
        *(f"{paragraphs([heading])}{items(told)}" for heading, told in _apart(reach)),
        items(_unread(reach)),
        table(("Entry", "Years", "Read by"), rows),
    )


def _years(reach: Reach) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.year for entry in reach.entries))


def _counts(reach: Reach) -> dict[str, Mapping[str, int]]:
    unread: dict[str, int] = {}
    for entry in reach.unread:
        unread[entry.year] = unread.get(entry.year, 0) + 1
    return {**reach.counts(), UNREAD: unread}


def _by_reader(reach: Reach, kind: str) -> dict[str, Iterable[str]]:
    """Of what waits or stands alone: for what or why, and the keys (those of many in an area by the area alone)."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for entry in reach.entries:
        for reader in entry.readers:
            of, _, why = reader.partition(": ")
            if of == kind:
                found.setdefault(why, {}).setdefault(entry.area, {})[entry.key] = None
    return {why: tuple(_short(areas)) for why, areas in found.items()}


def _short(areas: Mapping[str, Mapping[str, None]]) -> Iterator[str]:
    for area, keys in areas.items():
        if len(keys) > MOST_KEYS:
            yield f"{area} ({count_of(len(keys), 'key')})"
        else:
            yield from keys
