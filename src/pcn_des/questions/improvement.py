"""What is payable of the capacity and access improvement payment: a grid of its parts and the network's practices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.improvement import Improvement, ImprovementPart
from pcn_des.answers.statement import StreamTotal
from pcn_des.arguments import a_mapping, a_yes_or_no
from pcn_des.brief import by_name
from pcn_des.contract.files import load_year
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day, as_day_or_none
from pcn_des.engine import ranges
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.facts._members import Members, core_members, is_core_practice
from pcn_des.network import Network
from pcn_des.network.digest import digest_of, records_digest
from pcn_des.questions.basis import a_network, heading_of, notes_on, receipt_of
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.improvement_on_record import on_record
from pcn_des.questions.improvement_payable import Declaring, payable
from pcn_des.questions.stream_months import months_of
from pcn_des.values import range_of
from pcn_des.wording import in_words, whether_complete

STREAM: Final = "capacity_and_access_improvement"
PART_MONEY: Final = f"{STREAM}.part_national_total"
_BY_PART: Final = "a mapping from each part to one from the codes of practices to whether it is in place"
_NONE_ON_RECORD: Final = Members((), (whether_complete("practices"),))
_MAY_CHECK: Final = "The commissioner may check after paying, and take a part back."


def improvement(
    network: Network,
    year: str,
    in_place: Mapping[str, Mapping[str, bool | None]] | None = None,
    *,
    declared: Mapping[str, date] | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
) -> Improvement:
    """What is payable of a year's capacity and access improvement payment.

    A part is paid in full where it is in place in every Core Network Practice and was declared in time; one "no" blocks
    it. The commissioner may check after paying, and take it back.

    Args:
        network: the network, with its practices and populations.
        year: the contract year, as in `2024/25`.
        in_place: for each part, for each practice (its code), whether it is in place; what is left out is not known.
            None: the network's own records, the latest of the year. The practices are those of the day of the
            declaration; of a part that is not declared, those of the day asked about.
        declared: for each part the day on which the clinical director declared it; what is left out is not declared.
            None: the network's own records, of which only a complete list says that a part was not declared.
        as_of: the day asked about; of the network's own records, only those of it and before. None: the whole year.
            Asked after the last day for it, nothing is payable of a part that was not declared.
        known_on: only what had been published by this day, and of the network's own records those of this day and
            before; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: a year in which the payment has no parts to declare, or a day before the year.
        UnknownNameError: parts, or practices, that there are not; every one is told.
        WrongTypeError: it is no network; an answer of a practice that is neither yes nor no, nor a gap.

    Examples:
        >>> from pcn_des import example_network, improvement
        >>> found = improvement(example_network(), "2024/25")
        >>> [part.part for part in found.parts]
        ['better_digital_telephony', 'simpler_online_requests', 'faster_care_navigation_assessment_and_response']
    """
    a_network(network)
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    day = contract_year.last_day
    known_by = as_day_or_none(known_on, "known_on")
    terms = varied(Terms(contract, day, known_by), network)
    shares = terms.get(PART_MONEY)
    if shares is None or not shares.is_known:
        raise MisuseError(f"the improvement payment of {year} has no parts to declare: {_why_no_parts(terms)}")
    of_year = _members_of(network, contract_year)
    asked = day if as_of is None else as_day(as_of, "as_of")
    by_day = min(asked, known_by or day)
    told = on_record(network, contract_year, by_day, shares.value)
    answered = told.in_place if in_place is None else a_mapping(in_place, "in_place", _BY_PART)
    given_days = told.declared if declared is None else a_mapping(declared, "declared", "a mapping from part to day")
    days = {part: as_day(on, f"the day on which {by_name(part)} was declared") for part, on in given_days.items()}
    given_of = {part: _answers(part, practices) for part, practices in answered.items()}
    _check({} if in_place is None else given_of, days, shares.value, of_year, contract_year)
    by_term = terms.get(f"{STREAM}.declare_by")
    by = by_term.value if by_term is not None and by_term.is_known else None
    declaring = Declaring(
        by=by,
        open_day=by if f"{STREAM}.last_day_in_time" in terms else None,
        network=network,
        year=contract_year,
        told_up_to=min(asked, known_by or asked),
        all_told=declared is not None or told.all_declared,
    )
    read = tuple(term for term in (shares, by_term, terms.get(f"{STREAM}.full_year_whenever_declared")) if term)
    total = entitlements(network, year, known_by).streams.get(STREAM)
    closed = "" if total else network.why_not_open(list(months_of(contract_year))[-1])  # of no month there is a network
    most, unsettled = (_most(total), _unsettled(total)) if total else (Fraction(0), ())
    worths = _split(most, [Fraction(money) for money in shares.value.values()])
    parts = []
    said_on = {part: min(days.get(part, by_day), day) for part in shares.value}  # of whose members it is said
    for part, worth in zip(shares.value, worths, strict=True):
        members = core_members(network, said_on[part]) or _NONE_ON_RECORD
        answers = {practice.code: given_of.get(part, {}).get(practice.code) for practice in members.practices}
        found_of = payable(worth, answers, days.get(part), declaring, gaps=members.missing)
        of, reason = (NOTHING, f"nothing is paid for {contract_year}: {closed}") if closed else found_of
        found = ImprovementPart(
            part=part,
            worth=worth,
            of=of,
            in_place=answers,
            declared=days.get(part),
            reason=reason,
            terms=read,
            missing=unsettled,
        )
        parts.append(found if of.exact is not None else _with_worth(found))
    given: dict[str, object] = {} if in_place is None else {"in_place": given_of}
    given |= {} if declared is None else {"declared": days}
    return Improvement(
        heading=heading_of(network, day),
        receipt=receipt_of(contract, asked, known_by, _digest(network, given)),
        parts=tuple(parts),
        declare_by=by,
        notes=(
            *notes_on(network, day),
            _MAY_CHECK,
            *(told.left_out(network, said_on) if None in (in_place, declared) else ()),
            *_given_of_others(network, given_of if in_place is not None else {}, said_on),
        ),
    )


def _answers(part: str, practices: object) -> dict[str, bool | None]:
    """What was given of a part, practice by practice.

    Raises:
        WrongTypeError: an answer that is neither yes nor no, nor a gap.
    """
    what = f"in_place of {by_name(part)}"
    named = a_mapping(practices, what, _BY_PART)
    return {code: a_yes_or_no(there, f"{what} in {by_name(code)}") for code, there in named.items()}


def _digest(network: Network, given: Mapping[str, object]) -> str:
    """Of the records of the network, and of what was given in the place of some of them."""
    records = records_digest(network)
    return digest_of({"network": records, **given}) if given else records


def _members_of(network: Network, year: ContractYear) -> Collection[str]:
    """The codes of the practices that were Core Network Practices on some day of a year."""
    return {
        practice.code
        for practice in network.practices or ()
        if any(spell.core and spell.period.overlaps(year.period) for spell in practice.membership or ())
    }


def _check(
    given_of: Mapping[str, Mapping[str, bool | None]],
    days: Mapping[str, date],
    parts: Collection[str],
    practices: Collection[str],
    year: ContractYear,
) -> None:
    """Every name that there is not is told together, and so is every day before the year."""
    kind, of_year = "part of the improvement payment", f"Core Network Practice in {year}"
    where = [("in_place", part) for part in given_of] + [("declared", part) for part in days]
    found = [(place, UnknownNameError(kind, part, parts)) for place, part in where if part not in parts]
    found += [
        (f"in_place of {by_name(part)}", UnknownNameError(of_year, practice, practices))
        for part, answers in given_of.items()
        for practice in answers
        if practice not in practices
    ]
    if found:
        raise UnknownNameError.of(found)
    early = [
        f"{part} is declared on {in_words(on)}, before {year} began; give a day of that year"
        for part, on in days.items()
        if on < year.first_day
    ]
    if early:
        raise MisuseError("; ".join(early))


def _given_of_others(
    network: Network, given_of: Mapping[str, Mapping[str, bool | None]], said_on: Mapping[str, date]
) -> Iterator[str]:
    """What was given of practices that were none of those of whom a part is said, which decides nothing."""
    others = {
        (practice, said_on[part]): None
        for part, answers in given_of.items()
        for practice in answers
        if is_core_practice(network, said_on[part], practice) is False
    }
    for practice, on in others:
        yield f"Given of {practice}, which is no Core Network Practice on {in_words(on)}: left out."


def _most(total: StreamTotal) -> ranges.Number:
    """The most of the whole payment in the year, on the population of each month."""
    if total.amount is not None:
        return Fraction(total.amount.pounds)
    low, high = (None if end is None else Fraction(end.pounds) for end in (total.at_least, total.at_most))
    return range_of(low or Fraction(0), high, [total.reason])


def _split(most: ranges.Number, money: Sequence[Fraction]) -> list[Amount]:
    """What each part is worth: what the parts up to it come to, to the penny, less what those before it come to.

    So the parts together are the whole, to the penny.
    """
    whole, worths, before = sum(money, Fraction(0)), [], Amount.of(Fraction(0))
    for place in range(len(money)):
        up_to = Amount.of(ranges.times(most, sum(money[: place + 1], Fraction(0)) / whole))
        ends = None if up_to.at_most is None or before.at_most is None else up_to.at_most - before.at_most
        worths.append(Amount(up_to.at_least - before.at_least, ends))
        before = up_to
    return worths


def _unsettled(total: StreamTotal) -> tuple[str, ...]:
    """What would settle the whole payment; nothing where it is exact."""
    if total.amount is not None:
        return ()
    return tuple(dict.fromkeys(gap for line in total.lines for gap in line.missing)) or (total.reason,)


def _with_worth(part: ImprovementPart) -> ImprovementPart:
    """A part that says also why nobody can tell what it is worth, where that is so."""
    said = part.why_not_exact
    return attrs.evolve(part, reason=f"{part.reason}; {said}") if said else part


def _why_no_parts(terms: Terms) -> str:
    """Why nothing of the payment is declared part by part: not published yet, assessed by areas, or not paid."""
    if terms.unpublished:
        return terms.unpublished
    if f"{STREAM}.areas" in terms:
        return "the commissioner assesses it by areas"
    return "the parts were not found" if STREAM in terms.payments else "it is not paid in this year"
