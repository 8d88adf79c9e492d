"""The clinical director."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import all_of, holds, judge_when, obligation


@obligation
def in_post(f: FactRef, t: TermRef) -> Expr:
    """Somebody is clinical director; whether cover of a vacancy will do is for a person."""
    return judge_when(
        f.clinical_director.covered,
        holds(f.clinical_director.in_post),
        decides="whether whoever covers the vacancy stands for a clinical director until the post is filled; no source "
        "says what the contract makes of a vacancy",
    )


@obligation
def eligible(f: FactRef, t: TermRef) -> Expr:
    """The clinical director is a clinician who works in a Core Network Practice, or (for a person) for the network."""
    return all_of(
        f.director.is_clinician,
        judge_when(
            f.director.employed_by_network,
            holds(f.director.works_in_core_practice),
            decides="whether a clinician whom the network employs is one from within the member practices",
        ),
    )
