"""How the national system paid a month: its rate rounded first, by hand, one of the two, or it is not known how."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.notation import NOTHING
from pcn_des.contract.entries import Payment, Term
from pcn_des.contract.terms import Terms
from pcn_des.contract.vocabulary import NATIONAL_SYSTEM_PAID, NONE_SEEN, NOT_EVERY_ONE, SOME_SEEN
from pcn_des.engine import ranges
from pcn_des.engine.amounts import MonthAmount
from pcn_des.values import Range, Unknown
from pcn_des.wording import month_in_words

RATE_STEP: Final = "payments.national_system_monthly_rate_step"
MONTHLY: Final = "monthly"
_MOVED: Final = (
    "how the national system paid: networks moved to it within these months, and in which one this network did is not "
    "known"
)
_ENDS: Final = (
    "The ends of a month within which networks moved to the national system are the two ways in which it may have been "
    "paid: by hand, or with the month's rate rounded first."
)
_BY_HAND: Final = (
    "the months are taken to be paid by hand, as those of every network were whose payments could be told apart."
)
_NOT_EVERY: Final = (
    "The national system did not pay every network: this is what a network comes to that it paid. Others were paid by "
    "hand: paid_by commissioner."
)

Paid = Callable[[Fraction | None], MonthAmount]
"""A month's amount by the step that its rate is rounded to; None: not rounded, as commissioners pay by hand."""


def by_the_national_system(paid: Paid, payment: Payment, contract: Terms) -> MonthAmount:
    """What a month came to for a network that the national system pays.

    By hand where it had paid none of the networks seen. Where networks moved to it and its step of rounding is known,
    the month lies between the two ways of paying. Unknown where it is not known whom it paid or how it rounded: it may
    then have rounded to any step, and what other months show bounds nothing.
    """
    whom, step = contract.get(NATIONAL_SYSTEM_PAID), contract.get(RATE_STEP)
    by_hand = paid(None)
    if whom is not None and whom.is_known and whom.value == NONE_SEEN:
        return _resting_on(by_hand, whom, note=f"Until {month_in_words(whom.until)} {_BY_HAND}")
    why = _why_open(payment, whom, step)
    if why:
        unknown = Unknown.because(*by_hand.missing, why)
        return attrs.evolve(by_hand, amount=unknown, worked=NOTHING)
    assert whom is not None  # or there would be a reason
    assert step is not None
    rounded = paid(Fraction(step.value))
    if whom.value == SOME_SEEN:
        return _resting_on(_one_of_the_two(by_hand, rounded), step, note=_ENDS)
    return _resting_on(rounded, step, note=_NOT_EVERY if whom.value == NOT_EVERY_ONE else "")


def _one_of_the_two(by_hand: MonthAmount, rounded: MonthAmount) -> MonthAmount:
    """A month that was paid in one of the two ways, and it is not known in which."""
    between = ranges.hull((by_hand.amount, rounded.amount), [_MOVED])
    if isinstance(between, Fraction):  # both ways come to the same, and neither is known to be the one
        between = Range(between, between, (_MOVED,))
    return attrs.evolve(by_hand, amount=between)


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
    if step is None or not step.is_known:
        return f"{how}{step.note}" if step is not None else f"{how}how it rounded was not found"
    return ""


def _resting_on(amount: MonthAmount, term: Term, note: str = "") -> MonthAmount:
    terms = amount.terms if term in amount.terms else (*amount.terms, term)
    return attrs.evolve(amount, terms=terms, notes=(*amount.notes, *filter(None, (note,))))
