"""Each post under the Additional Roles Reimbursement Scheme (ARRS)."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import applies_when, holds, obligation


@obligation
def conditions(f: FactRef, t: TermRef) -> Expr:
    """Who holds the post meets the conditions that the contract has of its role."""
    return applies_when(f.post.reimbursable, holds(f.post.meets_conditions))


@obligation
def additional(f: FactRef, t: TermRef) -> Expr:
    """The post is additional to the staff baseline, while only such staff may be claimed."""
    return applies_when(t.arrs.scheme.additional_staff_only, holds(f.post.additional))
