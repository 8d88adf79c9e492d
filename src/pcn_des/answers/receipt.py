"""Whom an answer is about, and under what it was made."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.brief import Brief
from pcn_des.showing import Shown


@attrs.frozen(kw_only=True, repr=False)
class Receipt(Brief, Shown):
    """Under what an answer was made, so that it can be made again.

    `records_digest` is that of the network's records or of the facts given; `practice` the code of the one practice
    that was asked about, where it was one; `amended` the terms that a hypothetical contract changed and the keys
    that were added to it. `draft` says that its contract year is one.
    """

    as_of: date
    known_on: date | None
    contract_year: str
    contract_digest: str
    package_version: str
    records_digest: str | None = None
    practice: str | None = None
    amended: tuple[str, ...] = ()
    draft: bool = False

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
