"""The Network Agreement."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import done, obligation


@obligation
def signed(f: FactRef, t: TermRef) -> Expr:
    """Every Core Network Practice has signed the Network Agreement in force."""
    return done(f.network_agreement.signed_by_all_on)
