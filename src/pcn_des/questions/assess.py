"""Checks a network, or facts given directly, against the contract of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, cast

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.arguments import a
from pcn_des.brief import briefly
from pcn_des.contract.question import terms, varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import as_day, last_whole_week
from pcn_des.engine.fact_sources import FactSource, RecordedFacts
from pcn_des.engine.run import Answered, Share, anew, findings, none_apply
from pcn_des.engine.silence import OfSilence, ReadNetwork
from pcn_des.errors import MisuseError
from pcn_des.network import Network, Variation
from pcn_des.questions.basis import (
    digest_of_basis,
    fact_source,
    heading_of,
    notes_on,
    receipt_of,
    rulebook,
    terms_of_last_week,
)
from pcn_des.questions.decisions import check_exceptions, settled
from pcn_des.questions.practice_heritage import with_heritage
from pcn_des.questions.practice_view import of_practice, practice_of, with_own_exceptions
from pcn_des.questions.slips import slips


def assess(
    network: Network | Mapping[str, Any],
    as_of: date,
    known_on: date | None = None,
    *,
    under: Terms | None = None,
    practice: str | None = None,
) -> Report:
    """Check every obligation in force on a day.

    Args:
        network: a `Network`, or a mapping of facts such as `{"population.adjusted": 51230}`; the rest is unknown.
        as_of: the day that the question is about.
        known_on: only what had been published by this day; None means all of it.
        under: a hypothetical contract made with `Terms.amend`, whose findings are marked so, or one with entries of
            your own, made with `Terms.with_own`.
        practice: the code of one practice of the network: only what Core Network Practices owe, and its own part of it.

    Raises:
        OutsideDataError: the day is outside the data.
        UnknownNameError: a fact that does not exist, or a lifted, amended or judged key.
        RecordError: a fact of the wrong kind.
        MisuseError: `under` is for another day, a local variation is not allowed on the day, or there is no such
            practice.

    Examples:
        >>> report = des.assess(des.example_network(), date(2022, 11, 14))
        >>> report
        <Report on Riverside PCN, 2022-11-14: 2 NOT MET, 25 UNKNOWN, ...>
        >>> print(report["enhanced_access.weekly_minutes"].reason)
        3,180 minutes per week; at least 3,075 required

        A few facts are enough for the duties that rest on them:

        >>> known = {"population.adjusted": 51230, "enhanced_access.weekly_minutes": 3000}
        >>> finding = des.assess(known, date(2022, 11, 14))["enhanced_access.weekly_minutes"]
        >>> print(finding.status.words)
        NOT MET
    """
    if practice is not None:
        everybody, one = practice_of(network, practice)
        duties = (terms(as_day(as_of, "as_of"), known_on) if under is None else under).obligations
        ours = with_own_exceptions(everybody, one, duties)
        whole, own = (report_on(of, as_of, known_on, under) for of in (ours, with_heritage(ours, one)))
        return of_practice(whole, own, one, everybody)
    return report_on(network, as_of, known_on, under)


def report_on(
    network: Network | Mapping[str, Any],
    as_of: date,
    known_on: date | None,
    under: Terms | None = None,
    of_silence: OfSilence[Answered] | None = None,
) -> Report:
    """See `assess`. `of_silence` has what follows from the silence of the networks asked about before on that day."""
    day = as_day(as_of, "as_of")
    if under is not None:
        a(Terms, under, "under", "the contract of the day, as Terms.amend or Terms.with_own makes it")
    recorded = network if isinstance(network, Network) else None
    contract = terms(day, known_on, recorded) if under is None else varied(under, recorded)
    if contract.as_of != day or contract.known_on != known_on:
        raise MisuseError(f"the terms given are {briefly(contract)}; ask for the same as_of and known_on")
    source = fact_source(network, day, known_on)
    variations = tuple(recorded.variations or ()) if recorded else ()
    decisions = tuple(recorded.decisions or ()) if recorded else ()
    check_exceptions(variations, decisions, contract)
    share: Share = anew
    if of_silence is not None and isinstance(source, RecordedFacts):
        read = ReadNetwork(source.network)
        source, share = attrs.evolve(source, network=cast("Network", read)), partial(of_silence.of, network=read)
    found, notes = _findings(contract, source, variations, recorded, share)
    found, on_decisions = settled(found, decisions, contract)
    told = (notes_on(network, day), _notes(contract), slips(recorded, contract), notes, on_decisions)
    amended = (*contract.hypothetical, *(entry.key for entry in contract.contract.own))
    return Report(
        heading=heading_of(network, day),
        receipt=receipt_of(contract.contract, day, known_on, digest_of_basis(network, source), amended),
        findings=found,
        notes=tuple(dict.fromkeys(chain.from_iterable(told))),  # of a record that is written twice, once
    )


def _findings(
    contract: Terms, source: FactSource, variations: Sequence[Variation], recorded: Network | None, share: Share
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings of the day, and notes; on a day on which the network is none, no duty applies."""
    why = recorded.why_not_open(contract.as_of) if recorded is not None else ""
    if why:
        return none_apply(contract, why), ()
    return findings(rulebook(), contract, source, variations, of_the_week(contract, source, recorded), share)


def of_the_week(contract: Terms, source: FactSource, recorded: Network | None) -> tuple[Terms, FactSource] | None:
    """The contract and the facts when the last whole week ended; None where there was no contract, or no network."""
    earlier = terms_of_last_week(contract)
    if earlier is None or (recorded is not None and recorded.why_not_open(earlier.as_of)):
        return None
    return varied(earlier, recorded), source.of_week(last_whole_week(contract.as_of))


def _notes(contract: Terms) -> Iterator[str]:
    """What a reader of the whole report must know of the contract that it was made under."""
    for term in contract.hypothetical.values():
        yield f"Under a hypothetical contract: {term.title} ({term.key}) is {term.in_words}. {term.note}"
    for own in contract.contract.own:
        if own.key in contract.obligations:
            yield f"Beside the contract: {own.key} ({own.title}) is a duty that whoever asked has added."
    if contract.unpublished:
        yield contract.unpublished
