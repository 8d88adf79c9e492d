"""Tables as Markdown, for pages that are written by hand and have a table that is made."""

from __future__ import annotations

from collections.abc import Iterable


def markdown_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; columns that are empty throughout are left out; no rows, no table."""
    listed = [[_cell(cell) for cell in row] for row in rows]
    named = list(headings)
    kept = [place for place in range(len(named)) if any(row[place] for row in listed)]
    if not kept:
        return ""
    lines = [[named[place] for place in kept], ["---"] * len(kept), *([row[place] for place in kept] for row in listed)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<http", "&lt;http")
