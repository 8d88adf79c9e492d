"""What is payable of the capacity and access improvement payment: a grid of its parts and the network's practices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from pcn_des import __version__
from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.improvement import Improvement, ImprovementPart
from pcn_des.answers.receipt import Receipt
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day
from pcn_des.engine import ranges
from pcn_des.engine.trace import exact_term
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.network import Network
from pcn_des.network.digest import records_digest
from pcn_des.questions.basis import fact_source, heading_of
from pcn_des.values import Range, Unknown
from pcn_des.wording import in_words

STREAM: Final = "capacity_and_access_improvement"
_POPULATION: Final = "population.adjusted"


def improvement(
    network: Network,
    year: str,
    in_place: Mapping[str, Mapping[str, bool | None]],
    *,
    declared: Mapping[str, date] | None = None,
    known_on: date | None = None,
) -> Improvement:
    """What is payable of a year's capacity and access improvement payment.

    A part is paid in full where it is in place in every Core Network Practice and was declared in time; one "no" blocks
    it. The commissioner may check after paying, and take it back.

    Args:
        network: the network, with its practices and populations.
        year: the contract year, as in `2024/25`.
        in_place: for each part, for each practice (its code), whether it is in place; what is left out is not known.
        declared: for each part the day on which the clinical director declared it; what is left out is not declared.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: a year in which the payment has no parts to declare.
        UnknownNameError: a part, or a practice, that there is not.

    Examples:
        >>> from pcn_des import example_network, improvement
        >>> found = improvement(example_network(), "2024/25", {})
        >>> [part.part for part in found.parts]
        ['better_digital_telephony', 'simpler_online_requests', 'faster_care_navigation_assessment_and_response']
    """
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    day = contract_year.last_day
    known_by = None if known_on is None else as_day(known_on, "known_on")
    terms = varied(Terms(contract, day, known_by), network)
    rates = terms.get(f"{STREAM}.part_rate")
    if rates is None or not rates.is_known:
        why = "the commissioner assesses it by areas, and nothing is declared" if f"{STREAM}.areas" in terms else ""
        raise MisuseError(f"the improvement payment of {year} has no parts to declare{': ' if why else ''}{why}")
    days = dict(declared or {})
    for part in (*in_place, *days):
        if part not in rates.value:
            raise UnknownNameError("part of the improvement payment", part, rates.value)
    members = {practice.code: practice.name for practice in network.core_practices(day)}
    for practices in in_place.values():
        for practice in practices:
            if practice not in members:
                raise UnknownNameError(f"Core Network Practice on {in_words(day)}", practice, members)
    by_term = terms.get(f"{STREAM}.declare_by")
    by = by_term.value if by_term is not None and by_term.is_known else None
    population = fact_source(network, contract_year.first_day, known_by).observe(
        _POPULATION, (), None, lambda key: exact_term(terms[key])
    )
    read = tuple(term for term in (rates, by_term, terms.get(f"{STREAM}.full_year_whenever_declared")) if term)
    return Improvement(
        heading=heading_of(network, day),
        receipt=Receipt(
            as_of=day,
            known_on=known_by,
            contract_year=str(contract_year),
            contract_digest=contract.digest,
            package_version=__version__,
            draft=contract.draft,
            records_digest=records_digest(network),
        ),
        parts=tuple(
            _part(part, rate, population.value, _answers(in_place.get(part, {}), members), days.get(part), by, read)
            for part, rate in rates.value.items()
        ),
        declare_by=by,
        notes=tuple(_notes(network, members)),
    )


def _answers(given: Mapping[str, bool | None], members: Mapping[str, str]) -> dict[str, bool | None]:
    return {practice: given.get(practice) for practice in members}


def _part(
    part: str,
    rate: object,
    population: object,
    answers: Mapping[str, bool | None],
    declared: date | None,
    by: date | None,
    terms: tuple[Term, ...],
) -> ImprovementPart:
    known = population if isinstance(population, Fraction | Range | Unknown) else Unknown.because(_POPULATION)
    worth = Amount.of(ranges.times(Fraction(str(rate)), known))
    of, reason = _payable(worth, answers, declared, by)
    return ImprovementPart(
        part=part, worth=worth, of=of, in_place=answers, declared=declared, reason=reason, terms=terms
    )


def _payable(
    worth: Amount, answers: Mapping[str, bool | None], declared: date | None, by: date | None
) -> tuple[Amount, str]:
    """What is payable of a part, and why."""
    missing = [practice for practice, there in answers.items() if there is False]
    if missing:
        return NOTHING, f"not in place in {', '.join(missing)}: one practice is enough to block it"
    if declared is not None and by is not None and declared > by:
        return NOTHING, f"declared on {in_words(declared)}, after {in_words(by)}"
    silent = [practice for practice, there in answers.items() if there is None]
    if not answers or silent:
        needs = f"whether it is in place in {', '.join(silent)}" if silent else "the list of practices"
        return Amount(at_most=worth.at_most), f"not known: {needs}"
    if declared is None:
        return Amount(at_most=worth.at_most), "in place everywhere, and not declared yet"
    return worth, f"in place in every practice, declared on {in_words(declared)}: paid for the whole year"


def _notes(network: Network, members: Mapping[str, str]) -> Iterator[str]:
    if not members:
        yield f"No Core Network Practice of {network.code} is on record."
    yield "The commissioner may check after paying, and take a part back."
