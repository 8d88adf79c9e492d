"""Figures of the contract that strategies calculate with; draws nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine.trace import exact_term
from pcn_des.facts import membership_change


def known_figure(contract: Terms, key: str) -> Any:
    """The value of a term as rules calculate with it, numbers as fractions; None where it is not established."""
    term = contract.get(key)
    return exact_term(term) if term is not None and term.is_known else None


def known_day(contract: Terms, key: str) -> date | None:
    """The day that a term names; None where it names none, or something else."""
    day = known_figure(contract, key)
    return day if isinstance(day, date) else None


def days_to_leave(contract: Terms) -> list[Period]:
    """The days up to that of the contract on which a practice that left inside a window was no member any more."""
    notice = known_figure(contract, membership_change.NOTICE)
    return membership_change.days_to_leave(contract.as_of, membership_change.notice_months(notice))
