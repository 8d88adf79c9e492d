"""Posts and networks for the tests of claims: who needs no assumption, unless a test takes something away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import attrs

from pcn_des import Claim, Network, claim
from pcn_des.contract.entries import Term
from pcn_des.contract.files import year_of
from pcn_des.contract.terms import Terms
from pcn_des.network import Post


def day(text: str) -> date:
    """A day as tests write it: `2024-11-11`; the first of a month: `2024-11`."""
    return date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")


def post(role: str = "clinical_pharmacist", since: str = "2024-04-01", **fields: Any) -> Post:
    """A whole post of £36,000 a year (£3,000 a month), additional to the baseline, unless told otherwise."""
    told = {"id": "P1", "wte": 1, "additional": True, **fields}
    if not {"annual_cost", "pay", "invoices"} & set(told):
        told["annual_cost"] = 36_000
    until = told.pop("until", None)
    return Post(role=role, since=day(since), until=None if until is None else day(until), **told)


def claimed(month: str, network: Network | None = None, known_on: str | None = None, **fields: Any) -> Claim:
    """The claim for such a post in a month."""
    return claim(post(**fields), day(month), network, None if known_on is None else day(known_on))


def pounds(one: Claim) -> tuple[str, str, str]:
    """Claimable, with the commissioner's agreement, not claimable: as they are written."""
    return str(one.of_kind("claimable")), str(one.of_kind("needs_agreement")), str(one.of_kind("not_claimable"))


def a_term(key: str, value: Any, unit: str = "yes/no", **fields: Any) -> Term:
    """A term that was in force from 2019 to 2030, published at once."""
    told: dict[str, Any] = {"title": "A title", "published": date(2019, 1, 1), "standing": None, **fields}
    return Term(key=key, value=value, unit=unit, since=date(2019, 4, 1), until=date(2030, 3, 31), **told)


def contract_of(on: str, *terms: Term, without: Collection[str] = ()) -> Terms:
    """The contract of a day as it would be with other versions of some terms, and without some of its own."""
    contract = year_of(day(on))
    other = {term.key: tuple(one for one in terms if one.key == term.key) for term in terms}
    kept = {key: versions for key, versions in contract.terms.items() if key not in {*other, *without}}
    gaps = {key: listed for key, listed in contract.missing["terms"].items() if key not in {*other, *without}}
    changed = attrs.evolve(contract, terms={**kept, **other}, missing={**contract.missing, "terms": gaps})
    return Terms(changed, day(on), None)
