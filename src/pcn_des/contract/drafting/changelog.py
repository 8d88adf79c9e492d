"""What changed in the contract between two days, as an entry of the changelog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pcn_des.contract.areas import area_of
from pcn_des.contract.changes import Change, Changes
from pcn_des.contract.differing import is_there
from pcn_des.contract.entries import key_in_words
from pcn_des.wording import in_words

_HEADINGS: Final = ("added", "changed", "removed", "not found")


def changelog(changes: Changes) -> str:
    """The changes in Markdown: what is added, changed, removed and not found, with standing and sources."""
    lines = [f"## The contract from {in_words(changes.before)} to {in_words(changes.after)}", ""]
    if changes.draft_of:
        lines += [f"*{changes.draft_of} is a draft: what is carried is unconfirmed.*", ""]
    for kind in _HEADINGS:
        found = [change for change in changes.changes if change.kind == kind]
        if found:
            lines += [f"### {kind.capitalize()}", "", *_by_area(found), ""]
    if not changes.changes:
        lines += ["Nothing differs.", ""]
    return "\n".join(lines).rstrip("\n")


def _by_area(changes: list[Change]) -> Iterator[str]:
    areas: dict[str, list[Change]] = {}
    for change in changes:
        areas.setdefault(area_of(change.section, change.key), []).append(change)
    for area, found in areas.items():
        yield f"- **{key_in_words(area)}**"
        yield from (f"  - {_line(change)}" for change in found)


def _line(change: Change) -> str:
    """One change: what is there now, or what was and is no more; its standing, and links to what is cited for it."""
    entry, there = change.entry, change.after is not None and is_there(change.after)
    standing = f" [{entry.standing_in_words}]" if entry.standing and there else ""
    links = ", ".join(
        f"[{document.publisher}]({document.url})"
        for document in dict.fromkeys(citation.document for citation in (entry.sources if there else change.removed_by))
    )
    said = " ".join(_said(change).split())
    return f"{change.title} (`{change.key}`){f': {said}' if said else ''}{standing}{f' ({links})' if links else ''}"


def _said(change: Change) -> str:
    """What an entry says now, or how it differs; of what is not there any more, what it said, and that it is gone."""
    if change.kind == "added":
        return change.became
    if change.differences:
        return change.what
    return "; ".join(filter(None, (f"was {change.was}" if change.was else "", change.became)))
