"""The Nominated Payee."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import holds, obligation


@obligation
def named(f: FactRef, t: TermRef) -> Expr:
    """A Nominated Payee is named."""
    return holds(f.nominated_payee.named)
