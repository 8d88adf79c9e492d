"""What changed in the contract between two days, as an entry of the changelog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pcn_des.contract.areas import area_of
from pcn_des.contract.changes import Change, Changes
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
    entry = change.entry
    standing = f" [{entry.standing_in_words}]" if entry.standing else ""
    links = ", ".join(
        f"[{document.publisher}]({document.url})"
        for document in dict.fromkeys(citation.document for citation in entry.sources)
    )
    title = f"{entry.title} (`{change.key}`)"
    said = " ".join(change.what.split())
    said = f": {said}" if said and said != entry.title else ""
    return f"{title}{said}{standing}{f' ({links})' if links and change.kind != 'not found' else ''}"
