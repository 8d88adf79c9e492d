"""How the national system paid a month: its rate rounded first, by hand, or one of the two where that is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

import attrs

from pcn_des.contract.entries import Payment, Term
from pcn_des.contract.history import history
from pcn_des.contract.terms import Terms
from pcn_des.engine import ranges
from pcn_des.engine.amounts import MonthAmount
from pcn_des.values import Range, Unknown
from pcn_des.wording import month_in_words

RATE_STEP: Final = "payments.national_system_monthly_rate_step"
WHOM: Final = "payments.national_system_paid"
NO_NETWORK: Final = "no network"
SOME_NETWORKS: Final = "some networks"
MONTHLY: Final = "monthly"

Paid = Callable[[Fraction | None], MonthAmount]
"""A month's amount by the step that its rate is rounded to; None: not rounded, as commissioners pay by hand."""


def by_the_national_system(paid: Paid, payment: Payment, contract: Terms) -> MonthAmount:
    """What a month came to for a network that the national system pays.

    By hand where it paid no network yet. Where it is not known whether it paid, or how it rounded, the month lies
    between the two ways of paying that payments show; unknown where neither way of its rounding had been published.
    """
    whom, step = contract.get(WHOM), contract.get(RATE_STEP)
    by_hand = paid(None)
    if whom is not None and whom.is_known and whom.value == NO_NETWORK:
        said = f"In {month_in_words(contract.as_of)} the national system paid {NO_NETWORK}: commissioners paid by hand."
        return _resting_on(by_hand, whom, note=said)
    why = _why_open(payment, whom, step)
    if not why:
        assert step is not None  # or there would be a reason
        return _resting_on(paid(Fraction(step.value)), step)
    seen = _step_seen(contract.known_on)
    if seen is None:
        return attrs.evolve(by_hand, amount=Unknown.because(*by_hand.missing, why))
    rounded = paid(Fraction(seen.value))
    between = ranges.hull((by_hand.amount, rounded.amount), [why])
    if isinstance(between, Fraction):  # both ways come to the same, and neither is known to be the one
        between = Range(between, between, (why,))
    note = "The ends of a month of which it is not known how it was paid are the two ways that payments show: by hand, "
    note += "or with the month's rate rounded first."
    return _resting_on(attrs.evolve(by_hand, amount=between), seen, note=note)


def where_the_national_system_paid(paid: Paid, payment: Payment, contract: Terms) -> MonthAmount | None:
    """What a month came to for a network that the national system did pay in it; None where it is not known."""
    step = contract.get(RATE_STEP)
    if payment.paid != MONTHLY or step is None or not step.is_known:
        return None
    return _resting_on(paid(Fraction(step.value)), step)


def _why_open(payment: Payment, whom: Term | None, step: Term | None) -> str:
    """Why it is not known how a month was paid; nothing where it is."""
    how = "how the national system paid: "
    if payment.paid != MONTHLY:
        return f"{how}it pays month by month, and this is paid {payment.paid}"
    if whom is None or not whom.is_known:
        return f"{how}{whom.note}" if whom is not None and whom.note else f"{how}it was not found whom it paid"
    if whom.value == SOME_NETWORKS:
        return f"{how}networks moved to it within these months, and in which one this network did is not known"
    if step is None or not step.is_known:
        return f"{how}{step.note}" if step is not None else f"{how}how it rounded was not found"
    return ""


@cache
def _step_seen(known_on: date | None) -> Term | None:
    """The last step that payments show, as far as it had been published; None where none had."""
    known = [term for term in history(RATE_STEP, known_on) if term.is_known]
    return known[-1] if known else None


def _resting_on(amount: MonthAmount, term: Term, note: str = "") -> MonthAmount:
    terms = amount.terms if term in amount.terms else (*amount.terms, term)
    return attrs.evolve(amount, terms=terms, notes=(*amount.notes, *filter(None, (note,))))
