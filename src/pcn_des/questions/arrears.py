"""Arrears of a corrected population: what months before its use would have come to with it, less what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.arrears import Arrears
from pcn_des.contract.entries import CEILING, Payment, Term
from pcn_des.contract.year import YearContract, in_force
from pcn_des.engine import ranges
from pcn_des.engine.trace import Trace
from pcn_des.engine.view import View
from pcn_des.facts.both_editions import added_by_correction, has_both_editions
from pcn_des.facts.corrected import CORRECTED_FROM, CORRECTED_ON, Correction
from pcn_des.facts.population import SNAPSHOT
from pcn_des.network import Network
from pcn_des.questions.basis import rulebook
from pcn_des.questions.stream_months import StreamMonth, on_record
from pcn_des.values import Unknown

_ADJUSTED: Final = "population.adjusted"
_ONE_PATIENT: Final = {_ADJUSTED: 1, "population.registered": 0}


def arrears(network: Network, months: Sequence[StreamMonth]) -> Iterator[Arrears]:
    """The arrears of each stream that goes by the PCN Adjusted Population, where that was corrected in the year.

    Such a stream pays a rate for each patient: a month's arrears are the rate by the patients that the correction adds.
    What is not known of a month, such as whether a practice counts, decides both of its amounts alike, so that the
    difference is known better than they are. Of a stream that has to be earned the arrears are at most what the whole
    of it makes more.
    """
    first = months[0].contract
    told = [first.get(key) for key in (CORRECTED_ON, CORRECTED_FROM)]
    terms: tuple[Term, ...] = tuple(term for term in told if term is not None and term.is_known)
    snapshot = first.get(SNAPSHOT)
    if len(terms) < len(told) or snapshot is None or not snapshot.is_known:
        return
    correction = Correction(*(term.value for term in terms))
    before = [month for month in months if month.first < correction.since and not month.why_not_open]
    views = {month: _view(network, month) for month in before}
    if not any(has_both_editions(view, snapshot.value, correction) for view in views.values()):
        return
    added = {month: added_by_correction(view, snapshot.value, correction) for month, view in views.items()}
    known_by = first.known_on or date.max
    for versions in first.contract.payments.values():
        paid = {month: entry for month in before if (entry := in_force(versions, month.first, known_by)) is not None}
        entry = next(iter(paid.values()), None)
        if entry is None or not _goes_by_it(entry, first.contract):
            continue
        more = _more(paid, added)
        if more == 0:
            continue
        less = _is_less(more)
        of = Amount.of(_size(more, less=less))
        if entry.kind == CEILING:  # how much of it was earned is not known here
            of = of.or_as_well(NOTHING)
        yield Arrears(entry=entry, months=tuple(month.first for month in paid), of=of, less=less, terms=terms)


def _view(network: Network, month: StreamMonth) -> View:
    """The network as a month's facts see it."""
    term = Trace(month.contract, rulebook().facts, month.source).term
    return View(network, on_record(network, month.first), month.contract.known_on, term)


def _goes_by_it(entry: Payment, year: YearContract) -> bool:
    """Whether a stream is paid by the PCN Adjusted Population."""
    if (entry.rule or entry.key) not in rulebook().payments:
        return False
    return _ADJUSTED in rulebook().bound_payment(entry, year).facts


def _more(paid: Mapping[StreamMonth, Payment], added: Mapping[StreamMonth, ranges.Number]) -> ranges.Number:
    """What the patients that the correction adds make in the months that a stream is paid for."""
    return ranges.total(
        month.as_far_as_open(ranges.times(_of_one_patient(month, payment), added[month]))
        for month, payment in paid.items()
    )


def _of_one_patient(month: StreamMonth, payment: Payment) -> ranges.Number:
    """What one patient of the PCN Adjusted Population comes to in a whole month."""
    return StreamMonth.of(_ONE_PATIENT, month.contract, None).amount(payment).amount


def _is_less(more: ranges.Number) -> bool | None:
    """Whether it is money to give back; None where it is not known which way it goes."""
    if isinstance(more, Unknown):
        return None
    low, high = ranges.lowest(more), ranges.highest(more)
    if low is not None and low >= 0:
        return False
    return True if high is not None and high <= 0 else None


def _size(more: ranges.Number, *, less: bool | None) -> ranges.Number:
    """How much it is, whichever way it goes."""
    if less is None:
        return ranges.hull([Fraction(0), more, ranges.mirrored(more)])
    return ranges.mirrored(more) if less else more
