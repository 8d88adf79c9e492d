"""What is paid for appointments outside core hours."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import payment


@payment
def extended_hours_access(f: FactRef, t: TermRef) -> Expr:
    """Extended hours access, on the registered patients."""
    return t.extended_hours_access.rate * f.population.registered


@payment
def enhanced_access(f: FactRef, t: TermRef) -> Expr:
    """Enhanced access, on the PCN Adjusted Population."""
    return t.enhanced_access.rate * f.population.adjusted
