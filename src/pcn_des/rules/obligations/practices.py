"""Each Core Network Practice."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import among, is_not, obligation


@obligation
def contract_type(f: FactRef, t: TermRef) -> Expr:
    """The practice holds one of the primary medical services contracts that make it eligible."""
    return among(f.practice.contract_type, t.practices.contract_types)


@obligation
def one_network(f: FactRef, t: TermRef) -> Expr:
    """The practice is a Core Network Practice of no other network."""
    return is_not(f.practice.in_another_network)
