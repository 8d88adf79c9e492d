"""The clinical director."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import all_of, holds, obligation


@obligation
def in_post(f: FactRef, t: TermRef) -> Expr:
    """Somebody is clinical director."""
    return holds(f.clinical_director.in_post)


@obligation
def eligible(f: FactRef, t: TermRef) -> Expr:
    """The clinical director is a clinician who works in a Core Network Practice."""
    return all_of(f.director.is_clinician, f.director.works_in_core_practice)
