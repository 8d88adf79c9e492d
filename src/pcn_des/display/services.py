"""The services of a day in whatever phase they are, for somebody who knows no key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pcn_des.contract.entries import Service
from pcn_des.contract.in_force import AllServices
from pcn_des.contract.saying import phase_in_words
from pcn_des.display.fragments import fragment, keyed, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import in_words

_PHASES: Final = {
    "delivery": ("In delivery", "networks provide it"),
    "preparation": ("In preparation", "networks get ready for it"),
    "planned": ("Planned", "announced, and not required yet"),
    "merged": ("Merged", "it goes on as part of another"),
    "withdrawn": ("Withdrawn", "not required, or not any more"),
}


def services_text(found: AllServices, width: int = WIDTH) -> str:
    """The services of the day by their phase, a title and a key each, and what comes next of them."""
    lines = filled(_heading(found), width)
    if found.contract.unpublished:
        lines += filled(found.contract.unpublished, width)
    for phase, entries in _by_phase(found):
        title, meaning = _PHASES[phase]
        lines += ["", f"{title} ({meaning}):"]
        for entry in entries:
            lines += filled(f"{entry.title}{_graded(entry)}", width, "  - ")
            lines += filled(f"key: {entry.key}", width, "    ")
            lines += filled(f"{_capital(phase_in_words(entry))}.", width, "    ") if entry.into else []
            lines += filled(next_phase(found, entry), width, "    ") if next_phase(found, entry) else []
            lines += filled(entry.note, width, "    ") if entry.note else []
    if not found:
        lines += ["None is known."]
    return "\n".join(lines)


def services_html(found: AllServices) -> str:
    """The services of the day, a row each."""
    rows = (
        [keyed(entry.title, entry.key), _capital(phase_in_words(entry)), next_phase(found, entry), entry.note]
        for phase, entries in _by_phase(found)
        for entry in entries
    )
    return fragment(
        _heading(found),
        paragraphs([found.contract.unpublished or ""]),
        table(("Service", "Phase", "Next", "Note"), rows),
    )


def next_phase(found: AllServices, entry: Service) -> str:
    """What comes next of a service, as far as is known: `In delivery from 1 March 2022.`, or nothing."""
    later = found.following(entry)
    return "" if later is None else f"{_capital(phase_in_words(later))} from {in_words(later.since)}."


def _by_phase(found: AllServices) -> Iterator[tuple[str, list[Service]]]:
    for phase in _PHASES:
        entries = [entry for entry in found.values() if entry.phase == phase]
        if entries:
            yield phase, entries


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _graded(entry: Service) -> str:
    return f" [{entry.standing_in_words}]" if entry.standing else ""


def _heading(found: AllServices) -> str:
    contract = found.contract
    known = f", as published by {in_words(contract.known_on)}" if contract.known_on else ""
    return f"Services of the contract year {contract.contract_year} on {in_words(contract.as_of)}{known}"
