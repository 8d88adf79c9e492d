"""All the pages that are made as a whole: their paths among the sources, and their Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from making.cases import cases_page
from making.markup import with_draft
from making.maxima import maxima_page
from making.pages import changes, coverage, errata, indexes, role, terms, year
from making.pages.calendar import calendar_page
from making.pages.entry import entry_page
from making.things import Thing, things

IN_NO_MENU: Final = re.compile(
    r"(roles|services|streams|indicators|obligations|windows|dates|terms|coverage|years|changes|calendar)/.+\.md$"
)
_PAGES: Final[Mapping[str, Callable[[Thing], str]]] = {
    "role": role.role_page,
    "service": entry_page,
    "stream": entry_page,
    "indicator": entry_page,
    "obligation": entry_page,
    "window": entry_page,
    "date": entry_page,
    "year": year.year_page,
    "changes": changes.changes_page,
    "calendar": calendar_page,
    "terms": terms.terms_page,
    "holes": coverage.holes_page,
    "holes of a year": coverage.year_holes_page,
    "coverage": coverage.coverage_page,
    "errata": errata.errata_page,
    "glossary": terms.glossary_page,
}


def pages() -> Iterator[tuple[str, str]]:
    """The path and the Markdown of each page; one that shows values of a draft of a contract year says so first."""
    for path, whole in _pages():
        yield path, with_draft(whole, of=path)


def _pages() -> Iterator[tuple[str, str]]:
    for one in things():
        if one.kind in _PAGES:
            path = f"{one.path}/index.md" if one.kind == "coverage" else f"{one.path}.md"
            yield path, _PAGES[one.kind](one)
    for kind, folder in indexes.FOLDER_OF.items():
        yield f"{folder}/index.md", indexes.index_page(kind)
    yield "contract/cases.md", cases_page()
    yield "contract/maxima.md", maxima_page()
