"""Two duties of the ICB's own: one is checked by a rule, against a figure of its own, one by a person."""

from __future__ import annotations

from datetime import date

import pcn_des as des
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import at_least, obligation


@obligation
def practices(f: FactRef, t: TermRef) -> Expr:
    """The network has as many practices as the ICB's plan for its estates supposes."""
    return at_least(f.network.practices, t.our_icb.least_practices)


LEAST_PRACTICES = des.Term(
    key="our_icb.least_practices",
    title="Practices that the ICB's plan for estates supposes, at least",
    since=date(2022, 4, 1),
    until=date(2027, 3, 31),
    published=None,
    standing=None,
    value=3,
    unit="practices",
)
PRACTICES = des.Obligation(
    key="our_icb.practices",
    title="At least three practices, as the ICB's plan for estates supposes",
    since=date(2022, 4, 1),
    until=date(2027, 3, 31),
    published=None,
    standing=None,
    owed_by="PCN",
    strength="should",
)
PLAN = des.Obligation(
    key="our_icb.estates_plan",
    title="A plan for estates that fits the ICB's",
    since=date(2022, 4, 1),
    until=date(2027, 3, 31),
    published=None,
    standing=None,
    owed_by="PCN",
    strength="must",
    judgement="whether the plan for estates fits the ICB's",
)
OWN = (LEAST_PRACTICES, PRACTICES, PLAN)


def check(network: des.Network, day: date) -> des.Report:
    """A network checked against the contract of a day and the ICB's own duties."""
    return des.assess(network, day, under=des.terms(day).with_own(*OWN))
