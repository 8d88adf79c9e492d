"""The Network Agreement."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import applies_when, done, holds, is_not, judge_when, obligation


@obligation
def signed(f: FactRef, t: TermRef) -> Expr:
    """Every Core Network Practice has signed the Network Agreement in force."""
    return done(f.network_agreement.signed_by_all_on)


@obligation
def updated_after_change(f: FactRef, t: TermRef) -> Expr:
    """The Network Agreement was brought up to date since the year's last change of what it names."""
    updated = f.network_agreement.updated_since_change
    return applies_when(
        f.network_agreement.changed_this_year,
        judge_when(
            is_not(updated),
            holds(updated),
            decides="whether it is still in time, for the day by which an update follows was not found",
        ),
    )
