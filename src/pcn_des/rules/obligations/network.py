"""The network: that it has practices, and its size."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import at_least, at_most, holds, judge_when, obligation


@obligation
def core_practices(f: FactRef, t: TermRef) -> Expr:
    """At least one practice is a Core Network Practice of the network."""
    return holds(f.network.has_core_practice)


@obligation
def list_size(f: FactRef, t: TermRef) -> Expr:
    """The registered patients of the Core Network Practices reach the minimum that is tested at approval."""
    return judge_when(
        f.network.approved,
        at_least(f.population.registered, t.network.minimum_population),
        decides="whether the network, which the commissioner approved, may be below the minimum",
    )


@obligation
def list_size_ceiling(f: FactRef, t: TermRef) -> Expr:
    """The registered patients do not exceed the usual maximum."""
    return at_most(f.population.registered, t.network.usual_maximum_population)
