"""Terms and citations that many days share, written once in a file and named by their place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from pcn_des._version import __version__
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import span
from pcn_des.display.plain_contract import entry_dict, term_dict
from pcn_des.sources import Citation

Plain = dict[str, Any]


@attrs.frozen
class Packed:
    """The terms and citations of a file so far, each once."""

    _terms: list[Plain] = attrs.field(init=False, factory=list)
    _sources: list[Plain] = attrs.field(init=False, factory=list)
    _places: dict[str, int] = attrs.field(init=False, factory=dict)

    def term(self, term: Term | None, day: date | None = None) -> int | None:
        """The place of a term among the file's; None of none.

        A term of which there is no entry is dated by the `day` that was asked about: it has no days of its own.
        """
        if term is None:
            return None
        said = {
            **term_dict(term),
            "in_words": term.in_words,
            "sources": self.sources(term.sources),
            "superseded": self.term(term.superseded),
        }
        if not term.is_entered and day is not None and (term.since, term.until) == (day, day):
            said |= {"since": None, "until": None}
        return self._place(self._terms, said)

    def terms(self, found: Iterable[Term], day: date | None = None) -> list[int | None]:
        """The places of several terms."""
        return [self.term(term, day) for term in found]

    def entry(self, entry: Entry) -> Plain:
        """An entry that is no term, with the places of its citations."""
        return {**entry_dict(entry), "sources": self.sources(entry.sources)}

    def sources(self, citations: Iterable[Citation]) -> list[int]:
        """The places of citations among the file's."""
        return [self._place(self._sources, citation.to_dict()) for citation in citations]

    def file(self, kind: str, key: str, title: str, **said: Any) -> Plain:
        """The whole file: what it is, of which edition, what it says, and at the end what is named by its place."""
        return {
            "format": f"pcn_des.{kind} 1",
            "kind": kind,
            "key": key,
            "title": title,
            "version": __version__,
            "covers": {"since": span().since.isoformat(), "until": last_day().isoformat()},
            **said,
            "terms": self._terms,
            "sources": self._sources,
        }

    def _place(self, listed: list[Plain], said: Plain) -> int:
        name = f"{id(listed)} {said}"
        if name not in self._places:
            self._places[name] = len(listed)
            listed.append(said)
        return self._places[name]


def last_day() -> date:
    """The last day that the data cover."""
    return span().last
