"""Enhanced health in care homes, home by home."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import by_today, either, holds, obligation


@obligation
def weekly_home_round(f: FactRef, t: TermRef) -> Expr:
    """The next home round is not overdue: some days after the last; by another reading, in the week after its week."""
    home = f.care_home
    return either(by_today(home.round_due(t.care_homes.days_between_rounds)), by_today(home.round_due_by_week))


@obligation
def clinical_lead(f: FactRef, t: TermRef) -> Expr:
    """A clinical lead is named for the home."""
    return holds(f.care_home.has_clinical_lead)
