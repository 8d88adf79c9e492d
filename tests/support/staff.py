"""Posts and networks for the tests of claims: who needs no assumption, unless a test takes something away."""

from __future__ import annotations

from datetime import date
from typing import Any

from pcn_des import Claim, Network, claim
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
