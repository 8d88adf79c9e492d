"""The care home premium, network participation, PCN support, and capacity and access money."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import payment


@payment
def care_home_premium(f: FactRef, t: TermRef) -> Expr:
    """The care home premium, on the beds of the month."""
    return t.care_home_premium.rate * f.care_homes.beds


@payment
def network_participation(f: FactRef, t: TermRef) -> Expr:
    """The network participation payment, on the contractor weighted population."""
    return t.network_participation.rate * f.population.weighted


@payment
def pcn_support(f: FactRef, t: TermRef) -> Expr:
    """The PCN support payment, on the contractor weighted population."""
    return t.pcn_support.rate * f.population.weighted


@payment
def capacity_and_access_support(f: FactRef, t: TermRef) -> Expr:
    """Capacity and access support, on the PCN Adjusted Population."""
    return t.capacity_and_access_support.rate * f.population.adjusted


@payment
def capacity_and_access_improvement(f: FactRef, t: TermRef) -> Expr:
    """The most that is paid for capacity and access improvement, on the PCN Adjusted Population."""
    return t.capacity_and_access_improvement.rate * f.population.adjusted
