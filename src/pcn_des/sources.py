"""Where a value of the contract comes from, and how well it is established."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from pcn_des.brief import bracketed
from pcn_des.showing import Shown


class Standing(StrEnum):
    """How well a value is established, strongest first."""

    CONFIRMED = "confirmed"
    INFERRED = "inferred"
    SINGLE_SOURCE = "single-source"
    CARRIED = "carried"
    CONFLICTING = "conflicting"

    @property
    def meaning(self) -> str:
        """The standing in words."""
        return _MEANINGS[self]

    @staticmethod
    def weakest(standings: Iterable[Standing | None]) -> Standing | None:
        """The weakest of some standings, those left out that are not said; None of none."""
        return max((one for one in standings if one is not None), key=_ORDER.__getitem__, default=None)


_ORDER = {standing: place for place, standing in enumerate(Standing)}
_MEANINGS = {
    Standing.CONFIRMED: "the contract's own text, or two independent sources",
    Standing.INFERRED: "worked out: reproduces published payments to the penny, or follows from another figure",
    Standing.SINGLE_SOURCE: "one source",
    Standing.CARRIED: "seen for another year or the service before it; nothing says that it changed",
    Standing.CONFLICTING: "sources differ; the note says which was used and why",
}


@attrs.frozen(repr=False)
class Document(Shown):
    """Something published that the contract data cite."""

    key: str
    title: str
    publisher: str
    url: str = attrs.field(validator=attrs.validators.matches_re(r"https?://\S+"))
    kind: str = attrs.field(validator=attrs.validators.in_(("primary", "secondary")))
    published: date | None = None
    group: str | None = None
    reference: str | None = None

    @property
    def name(self) -> str:
        """Who published it, what it is called and when: as people cite it."""
        return f"{self.publisher}, {self.title}" + (f", {self.published.isoformat()}" if self.published else "")

    def __str__(self) -> str:
        return f"{self.name} <{self.url}>"

    def __repr__(self) -> str:
        return bracketed(f"Document {self.key}: {self.publisher}, {self.title}")


@attrs.frozen(repr=False)
class Citation(Shown):
    """A document and the few words of it that carry a value."""

    document: Document
    words: str

    def __str__(self) -> str:
        return str(self.document)

    def __repr__(self) -> str:
        return bracketed(f"Citation of {self.document.key}: {self.words}")
