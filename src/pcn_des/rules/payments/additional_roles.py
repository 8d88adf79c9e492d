"""The most that a network can claim for additional roles: a sum a year, whatever staff it has."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import lookup, payment


@payment
def arrs_sum_of_a_network(f: FactRef, t: TermRef) -> Expr:
    """The additional roles sum of the first year: one amount for a network, by the size of its list."""
    return lookup(t.arrs_sum.rate, f.population.registered)


@payment
def arrs_sum(f: FactRef, t: TermRef) -> Expr:
    """The additional roles sum, on the contractor weighted population."""
    return t.arrs_sum.rate * f.population.weighted


@payment
def arrs_gp_sum(f: FactRef, t: TermRef) -> Expr:
    """The additional roles sum for general practitioners, on the contractor weighted population."""
    return t.arrs_gp_sum.rate * f.population.weighted
