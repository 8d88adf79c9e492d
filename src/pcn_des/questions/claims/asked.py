"""A post in a role on a day, which every rule of the scheme is asked about, and what a rule answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from pcn_des.answers.claim import CLAIMABLE, NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.notation import Sentence
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import load_year, year_of, years
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.network import Network, Post

OPEN: Final = "open"
ASSUMED: Final = "assumed"
GP: Final = "general_practitioner"


@attrs.frozen
class Ruling:
    """What one rule of the scheme says of a post on a day, and the entries of the contract that it rests on.

    `kind` is `not_claimable`, `needs_agreement`, `open` where the text or the records leave it open, or `assumed` where
    the records say nothing and the claim takes it to be so.
    """

    kind: str
    why: Sentence
    rests_on: tuple[Entry, ...] = ()


@attrs.frozen(eq=False)
class Asked:
    """A post in a role on a day: what every rule is asked about."""

    post: Post
    role: str
    day: date
    contract: Terms
    network: Network | None

    def says(self, key: str) -> Term | None:
        """The term of the day, where it is known."""
        return _known(self.contract, key)

    def of_role(self, name: str) -> Term | None:
        """A term of the role on the day, where it is known."""
        return self.says(f"arrs.{self.role}.{name}")

    def of_scheme(self, name: str) -> Term | None:
        """A term of the scheme on the day, where it is known."""
        return self.says(f"arrs.scheme.{name}")

    def when_recruited(self, name: str) -> Term | None:
        """A term of the role, where it is known, on the day of recruitment: a test of that day is not made anew later.

        Who was there before the role came into the scheme is tested on the day on which it did.
        """
        first = min(entry.since for year in years() for entry in load_year(year).roles.get(self.role, ()))
        day = max(first, self.post.since)
        if day >= self.day:
            return self.of_role(name)
        contract = varied(Terms(year_of(day), day, self.contract.known_on), self.network)
        return _known(contract, f"arrs.{self.role}.{name}")


def kind_of(ruled: Iterable[Ruling], *, agreed: bool) -> str:
    """Whether days count: one ruling against them is enough; what was agreed with the commissioner counts."""
    kinds = {ruling.kind for ruling in ruled}
    if NOT_CLAIMABLE in kinds:
        return NOT_CLAIMABLE
    if OPEN in kinds:
        return OPEN
    return NEEDS_AGREEMENT if NEEDS_AGREEMENT in kinds and not agreed else CLAIMABLE


def _known(contract: Terms, key: str) -> Term | None:
    term: Term | None = contract.get(key)
    return term if term is not None and term.is_known else None
