"""What the rules of extended hours and enhanced access share."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef
from pcn_des.engine.words import either


def minutes_of_the_week(service: FactRef) -> Expr:
    """The minutes offered in the week; by another reading with those cancelled in it, because they are owed back."""
    return either(service.weekly_minutes, service.weekly_minutes + service.cancelled_minutes)
