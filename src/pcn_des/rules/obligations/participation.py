"""Taking part: when a practice joins or leaves."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import holds, is_not, judge_when, obligation


@obligation
def change_in_window(f: FactRef, t: TermRef) -> Expr:
    """The practice joined or left inside a window; outside one, the commissioner decides."""
    inside = f.membership_change.inside_window
    return judge_when(
        is_not(inside),
        holds(inside),
        decides="whether notice was given in a window, the commissioner accepted exceptional circumstances, "
        "or practices merged or closed",
    )
