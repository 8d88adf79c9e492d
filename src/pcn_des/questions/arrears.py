"""Arrears of a corrected population: what months before its use would have come to with it, less what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.arrears import Arrears
from pcn_des.contract.entries import CEILING, Payment, Term
from pcn_des.contract.year import YearContract, in_force
from pcn_des.engine import ranges
from pcn_des.facts.corrected import CORRECTED_FROM, CORRECTED_ON
from pcn_des.facts.population import SNAPSHOT
from pcn_des.network import Network, Population
from pcn_des.network.records import Records
from pcn_des.questions.basis import rulebook
from pcn_des.questions.stream_months import StreamMonth

_ADJUSTED = "adjusted"


def arrears(network: Network, months: Sequence[StreamMonth]) -> Iterator[Arrears]:
    """The arrears of each stream that goes by the PCN Adjusted Population, where that was corrected in the year.

    Of a stream that has to be earned they are at most what the whole of it makes more.
    """
    first = months[0].contract
    told = [first.get(key) for key in (CORRECTED_ON, CORRECTED_FROM)]
    terms: tuple[Term, ...] = tuple(term for term in told if term is not None and term.is_known)
    snapshot = first.get(SNAPSHOT)
    if len(terms) < len(told) or snapshot is None or not snapshot.is_known:
        return
    before = [month for month in months if month.first < terms[1].value and not month.why_not_open]
    other = _corrected_from_the_start(network, snapshot.value, first.known_on)
    if other == network:
        return
    known_by = first.known_on or date.max
    for versions in first.contract.payments.values():
        paid = {month: entry for month in before if (entry := in_force(versions, month.first, known_by)) is not None}
        entry = next(iter(paid.values()), None)
        if entry is None or not _goes_by_it(entry, first.contract):
            continue
        more: ranges.Number = Fraction(0)
        for month, payment in paid.items():
            corrected = StreamMonth.of(other, month.contract, None).amount(payment).amount
            more = ranges.plus(more, ranges.minus(corrected, month.amount(payment).amount))
        if more == 0:
            continue
        less = isinstance(more, Fraction) and more < 0
        of = Amount.of(ranges.mirrored(more) if less else more)
        if entry.kind == CEILING:  # how much of it was earned is not known here
            of = of.or_as_well(NOTHING)
        yield Arrears(entry=entry, months=tuple(month.first for month in paid), of=of, less=less, terms=terms)


def _goes_by_it(entry: Payment, year: YearContract) -> bool:
    """Whether a stream is paid by the PCN Adjusted Population."""
    if (entry.rule or entry.key) not in rulebook().payments:
        return False
    return f"population.{_ADJUSTED}" in rulebook().bound_payment(entry, year).facts


def _corrected_from_the_start(network: Network, snapshot: date, known_on: date | None) -> Network:
    """The network as if the last known edition of its adjusted populations had been there from the start."""

    def changed(listed: Records[Population] | None) -> Records[Population] | None:
        if listed is None:
            return None
        editions = [one for one in listed if (one.kind, one.at) == (_ADJUSTED, snapshot)]
        known = [one for one in editions if known_on is None or one.published is None or one.published <= known_on]
        if len(known) < 2:
            return listed
        last = attrs.evolve(max(known, key=lambda one: one.published or date.min), published=None)
        return listed.holding([*(one for one in listed if one not in editions), last])

    practices = network.practices
    if practices is not None:
        practices = practices.holding(attrs.evolve(one, populations=changed(one.populations)) for one in practices)
    return network.evolve(populations=changed(network.populations), practices=practices)
