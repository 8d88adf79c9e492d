"""Services, roles, obligations and the other entries of the contract, as text and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from pcn_des.contract.entries import Entry
from pcn_des.contract.in_force import InForce
from pcn_des.dates import Deadline
from pcn_des.display.fragments import Facts, facts_table, fragment, keyed, paragraphs, sources, table
from pcn_des.display.paragraphs import WIDTH, cited, filled, labelled
from pcn_des.wording import in_words

_COMMON = {field.name for field in attrs.fields(Entry)}


def entry_facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """What an entry says, by label: what only its kind has, its days, and how well it is established."""
    yield "Key", entry.key
    for field in attrs.fields(type(entry)):
        value = getattr(entry, field.name)
        if field.name not in _COMMON and value not in (None, "", (), False):
            yield field.name.replace("_", " ").capitalize(), _said(value)
    yield from common_facts(entry)


def common_facts(entry: Entry) -> Facts:
    """What every entry says: its days, clause, standing and note."""
    return [
        ("In force", f"{in_words(entry.since)} to {in_words(entry.until)}{_end_known(entry)}"),
        ("Published", f"by {in_words(entry.published)}" if entry.published else ""),
        ("Clause", entry.clause or ""),
        ("Standing", f"{entry.standing_in_words}: {entry.standing.meaning}" if entry.standing else ""),
        ("Note", entry.note),
        ("Checked by", entry.checked_by),
        ("Next review", in_words(entry.next_review) if entry.next_review else ""),
    ]


def _end_known(entry: Entry) -> str:
    return f" (that it ends was known by {in_words(entry.end_known)})" if entry.end_known else ""


def entry_text(entry: Entry, width: int = WIDTH) -> str:
    """An entry with its fields, days, standing and sources."""
    return facts_text(entry, entry_facts(entry), width)


def entry_html(entry: Entry) -> str:
    """An entry as a table of what it says, with its sources."""
    return fragment(entry.title, facts_table(entry_facts(entry)), sources(entry.sources))


def facts_text(entry: Entry, facts: Facts, width: int) -> str:
    """An entry's title, what is said of it by label, and its sources."""
    lines = filled(entry.title, width)
    for label, said in facts:
        lines += labelled(label, said, width) if said else []
    if entry.sources:
        lines += ["Sources:", *cited(entry.sources, width, "  - ")]
    return "\n".join(lines)


def in_force_text(found: InForce[Any], width: int = WIDTH) -> str:
    """The entries that are in force, a title and a key each."""
    lines = filled(_heading(found), width)
    lines += filled(found.contract.unpublished, width) if found.contract.unpublished else []
    for key, entry in found.items():
        lines += [*filled(entry.title, width, "  - "), *filled(key, width, "    ")]
    return "\n".join(lines)


def in_force_html(found: InForce[Any]) -> str:
    """The entries that are in force, a row each."""
    rows = ([keyed(entry.title, key), entry.standing_in_words] for key, entry in found.items())
    unpublished = paragraphs([found.contract.unpublished or ""])
    return fragment(_heading(found), unpublished, table((found.kind.capitalize(), "Standing"), rows))


def _heading(found: InForce[Any]) -> str:
    known = f", as published by {in_words(found.contract.known_on)}" if found.contract.known_on else ""
    return f"In force on {in_words(found.contract.as_of)}{known}: {found.section}"


def _said(value: Any) -> str:
    match value:
        case bool() | int() | date():
            return in_words(value)
        case Decimal():
            return f"{value:,}"
        case Deadline() | str():
            return str(value)
        case tuple():
            return "; ".join(map(_said, value))
        case _:
            return ", ".join(f"{name}: {part}" for name, part in value.items())
