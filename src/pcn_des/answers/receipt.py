"""Whom an answer is about, and under what it was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from pcn_des.brief import Brief
from pcn_des.showing import Shown


class MadeWhenRead:
    """A text that is made when it is first read, and then kept: it compares, hashes and pickles as that text.

    The digest of all records takes about as long as a check of them, and most readers do not look at it.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._made: str | None = None

    def __str__(self) -> str:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, str | MadeWhenRead) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str(self),)


@attrs.frozen(kw_only=True, repr=False)
class Receipt(Brief, Shown):
    """Under what an answer was made, so that it can be made again.

    `practice` is the code of the one practice that was asked about, where it was one; `amended` the terms that a
    hypothetical contract changed and the keys that were added to it. `draft` says that its contract year is one.
    """

    as_of: date
    known_on: date | None
    contract_year: str
    contract_digest: str
    package_version: str
    _records: str | MadeWhenRead | None = attrs.field(default=None, alias="records_digest")
    practice: str | None = None
    amended: tuple[str, ...] = ()
    draft: bool = False

    @property
    def records_digest(self) -> str | None:
        """The digest of the network's records or of the facts given."""
        return None if self._records is None else str(self._records)

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.contract_year if self.draft else ""


@attrs.frozen(kw_only=True, repr=False)
class Heading(Brief, Shown):
    """Whom a report is about, as far as the records say: a network, or a `practice` of it."""

    code: str | None = None
    name: str | None = None
    practice: str | None = None
    commissioner: str | None = None
    clinical_director: str | None = None
