"""Core PCN funding, the clinical director contribution with its supplement, and leadership and management."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import payment


@payment
def core_pcn_funding(f: FactRef, t: TermRef) -> Expr:
    """One rate on the registered patients."""
    return t.core_pcn_funding.rate * f.population.registered


@payment
def registered_and_adjusted(f: FactRef, t: TermRef) -> Expr:
    """Core PCN funding of two rates: on the registered patients and on the PCN Adjusted Population."""
    core = t.core_pcn_funding
    return core.registered_rate * f.population.registered + core.adjusted_rate * f.population.adjusted


@payment
def clinical_director(f: FactRef, t: TermRef) -> Expr:
    """The clinical director contribution, on the registered patients."""
    return t.clinical_director.rate * f.population.registered


@payment
def clinical_director_supplement(f: FactRef, t: TermRef) -> Expr:
    """What was added for clinical directors in the COVID-19 vaccination programme, on the registered patients."""
    return t.clinical_director_supplement.rate * f.population.registered


@payment
def leadership_and_management(f: FactRef, t: TermRef) -> Expr:
    """Leadership and management, on the PCN Adjusted Population."""
    return t.leadership_and_management.rate * f.population.adjusted
