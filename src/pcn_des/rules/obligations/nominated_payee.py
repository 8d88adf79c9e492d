"""The Nominated Payee."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import applies_when, holds, is_not, judge_when, obligation


@obligation
def named(f: FactRef, t: TermRef) -> Expr:
    """A Nominated Payee is named."""
    return holds(f.nominated_payee.named)


@obligation
def eligible(f: FactRef, t: TermRef) -> Expr:
    """The Nominated Payee is a member practice; of any other payee, a person decides whether it is a provider."""
    practice = f.nominated_payee.is_core_practice
    return applies_when(
        f.nominated_payee.named,
        judge_when(is_not(practice), holds(practice), decides="whether the payee is a provider of the network"),
    )
