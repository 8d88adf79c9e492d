"""Works out what a network is owed in a contract year, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor
from typing import Any, Final

import attrs

from pcn_des.answers.notation import NOTHING, Sentence, joined, not_established
from pcn_des.answers.statement import Line, Statement, StreamTotal, YearByReading
from pcn_des.brief import briefly
from pcn_des.contract.blocks import combinations
from pcn_des.contract.entries import CEILING, Payment
from pcn_des.contract.files import load_year
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear, as_day
from pcn_des.engine import ranges
from pcn_des.engine.amounts import MonthAmount
from pcn_des.errors import MisuseError
from pcn_des.network import Network, Practice
from pcn_des.network.digest import records_digest
from pcn_des.questions.arrears import arrears
from pcn_des.questions.basis import age_of, digest_of_basis, heading_of, receipt_of, rulebook, shared_members
from pcn_des.questions.changes_within_months import changes_within_months
from pcn_des.questions.ended_streams import ended_streams
from pcn_des.questions.practice_heritage import with_heritage
from pcn_des.questions.practice_view import PRACTICE, named, practice_of, shares
from pcn_des.questions.stream_months import StreamMonth, months_of, on_record
from pcn_des.units import Money
from pcn_des.values import Unknown, range_of
from pcn_des.wording import month_in_words

PAYERS: Final = ("commissioner", "national_system")
_IN_POST: Final = "clinical_director.in_post"
_VACANCY: Final = "clinical_director.vacancy"
_WORKED_OUT_ELSEWHERE: Final = {"investment_and_impact_fund": "des.iif works it out from figures of its indicators"}
_NOTHING, _PENNY = Fraction(0), Fraction(1, 100)
_PART_UNKNOWN: Final = "Its part of the network's patients is not known."


def entitlements(
    network: Network | Mapping[str, Any],
    year: str,
    known_on: date | None = None,
    *,
    paid_by: str | None = None,
    practice: str | None = None,
) -> Statement:
    """What a network is owed in a contract year.

    Args:
        network: a `Network`, or a mapping of facts such as `{"population.registered": 42000}`.
        year: the contract year, as in `2024/25`.
        known_on: only what had been published by this day; None means all of it.
        paid_by: None for the contract's entitlement, rounded once a year; `commissioner` or `national_system` for what
            was really paid, month by month. A month in which a network may have been paid by hand or by the national
            system lies between the two; one of which it is not known how the system rounded is not established.
        practice: the code of one practice of the network: only what is paid to Core Network Practices, by its own list.

    Raises:
        OutsideDataError: a year that the data do not have.
        UnknownNameError: a fact that does not exist.
        RecordError: a fact of the wrong kind.
        MisuseError: `paid_by` is none of the choices, or there is no such practice.

    Examples:
        >>> statement = des.entitlements({"population.registered": 42000}, "2022/23")
        >>> print(statement.streams["core_pcn_funding"].amount)
        £63,000.00
        >>> print(statement.lines[0].working)
        (1.5 x 42,000) / 12
    """
    if paid_by is not None and not (isinstance(paid_by, str) and paid_by in PAYERS):
        raise MisuseError(f"paid_by is {briefly(paid_by)}; it must be None or one of: {', '.join(PAYERS)}")
    if practice is not None:
        return _of_practice(*practice_of(network, practice), year, known_on, paid_by)
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    known_by = date.max if known_on is None else as_day(known_on, "known_on")
    months = [StreamMonth.of(network, Terms(contract, first, known_on), paid_by) for first in months_of(contract_year)]
    closed = {month.first: why for month in months if (why := month.why_not_open)}
    unpublished = Terms(contract, contract_year.last_day, known_on).unpublished
    streams, notes = {}, dict.fromkeys([unpublished] if unpublished else [])
    notes.update(dict.fromkeys(_of_vacancies(month for month in months if month.first not in closed)))
    notes.update(dict.fromkeys(age_of(network, months[-1].first)))
    notes.update(dict.fromkeys(shared_members(network, contract_year.period)))
    none = tuple(f"Nothing is owed for {_span(closed, why)}: {why}." for why in dict.fromkeys(closed.values()))
    notes.update(dict.fromkeys(none))
    worked_out: dict[StreamMonth, list[Payment]] = {}
    for stream, versions in contract.payments.items():
        in_year = {month: in_force(versions, month.first, known_by) for month in months}
        paid = {month: payment for month, payment in in_year.items() if month.first not in closed}
        if any(in_year.values()) and not any(paid.values()):
            continue
        owed = [_Owed.of(month, payment) for month, payment in paid.items() if payment is not None]
        streams[stream] = _total(owed, paid_by) if owed else _not_published(versions)
        notes.update(dict.fromkeys(note for one in owed for note in one.notes))
        for one in owed:
            if one.amount is not None:
                worked_out.setdefault(one.month, []).append(one.payment)
    notes.update(dict.fromkeys(changes_within_months(worked_out)))
    return Statement(
        heading=heading_of(network, contract_year.last_day),
        receipt=receipt_of(contract, contract_year.last_day, known_on, digest_of_basis(network, months[-1].source)),
        paid_by=paid_by,
        streams=streams,
        notes=tuple(notes),
        ended=ended_streams(contract, known_by),
        arrears=tuple(arrears(network, months)) if isinstance(network, Network) else (),
        closed=none,
    )


def _of_practice(
    network: Network, practice: Practice, year: str, known_on: date | None, paid_by: str | None
) -> Statement:
    """What is paid to one practice itself, with its part of the network's lists."""
    whole = entitlements(with_heritage(network, practice), year, known_on, paid_by=paid_by)
    days = list(dict.fromkeys(on_record(network, first) for first in months_of(ContractYear.parse(year))))
    never = f"{practice.name} was no Core Network Practice in {year}."
    was_member = any(practice in network.core_practices(day) for day in days)
    parts = list(_parts(network, practice, days, known_on)) if was_member else [never]
    return attrs.evolve(
        whole,
        heading=named(whole.heading, practice),
        receipt=attrs.evolve(whole.receipt, practice=practice.code, records_digest=records_digest(network)),
        streams={key: total for key, total in whole.streams.items() if total.payee == PRACTICE},
        notes=(*whole.notes, *parts),
        ended=tuple(one for one in whole.ended if one.payee == PRACTICE),
        arrears=tuple(one for one in whole.arrears if one.entry.payee == PRACTICE),
    )


def _parts(network: Network, practice: Practice, days: Sequence[date], known_on: date | None) -> Iterator[str]:
    """The practice's part of the network's lists, with the months of which it is so where that is not all year.

    `days` are those of the year's months; nothing is said of those on which it is no Core Network Practice.
    """

    def said_on(day: date) -> tuple[str, ...]:
        if practice not in network.core_practices(day):
            return ()
        contract = varied(Terms(load_year(ContractYear.of(day)), day, known_on), network)
        return tuple(shares(network, practice, contract)) or (_PART_UNKNOWN,)

    spans = [(said, list(those)) for said, those in groupby(days, said_on)]
    if all(said in ((), (_PART_UNKNOWN,)) for said, _ in spans):
        return
    for (said, those), (further, _) in pairwise([*spans, (("",), [])]):
        for line in said:
            of = f"{line[:1].lower()}{line[1:]}"
            if further:
                yield line if len(spans) == 1 else f"From {month_in_words(those[0])} on, {of}"
            else:
                until = f" to {month_in_words(those[-1])}" if those[1:] else ""
                yield f"{'From' if until else 'In'} {month_in_words(those[0])}{until}, {of}"


def _of_vacancies(months: Iterable[StreamMonth]) -> Iterator[str]:
    """In which months nobody was clinical director, where what that does to the money was not found."""
    vacant: dict[date, str] = {}
    for month in months:
        consequence = month.contract.get(_VACANCY)
        if consequence is not None and not consequence.is_known and month.is_so(_IN_POST) is False:
            vacant[month.first] = consequence.note
    for why in dict.fromkeys(vacant.values()):
        yield f"Nobody was clinical director in {_span(vacant, why)}: {why}."


def _span(months: Mapping[date, str], why: str) -> str:
    """The months, one after another, of which one thing is said."""
    first, *others = [day for day, said in months.items() if said == why]
    return f"{month_in_words(first)} to {month_in_words(others[-1])}" if others else month_in_words(first)


@attrs.frozen
class _Owed:
    """A stream in one month; no amount where no rule works it out."""

    month: StreamMonth
    payment: Payment
    amount: MonthAmount | None

    @classmethod
    def of(cls, month: StreamMonth, payment: Payment) -> _Owed:
        worked_out = (payment.rule or payment.key) in rulebook().payments
        return cls(month, payment, month.amount(payment) if worked_out else None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the whole statement has to know."""
        return self.amount.notes if self.amount else ()


def _not_published(versions: Sequence[Payment]) -> StreamTotal:
    first = min(versions, key=lambda version: version.published or date.max)
    why = Sentence("not published yet; it was on {}", (first.published,))
    return StreamTotal(entry=first, amount=None, why=why, lines=())


def _total(owed: Sequence[_Owed], paid_by: str | None) -> StreamTotal:
    """A stream's year, from the months in which it is paid; a ceiling's is rounded once, whoever pays."""
    entry = owed[0].payment
    by_month = paid_by is not None and entry.kind != CEILING
    amounts = [one.amount for one in owed if one.amount is not None]
    if len(amounts) < len(owed):
        elsewhere = _WORKED_OUT_ELSEWHERE.get(entry.key, "this version does not work it out")
        why = Sentence(f"paid {entry.paid}; {elsewhere}")
        return StreamTotal(entry=entry, amount=None, why=why, lines=())
    paid = list(_rounded(amounts, by_month=by_month))
    by_reading = _under_each_reading(owed, amounts) if None in paid else []
    ways = [way.amounts for way in by_reading] or [[amount.amount for amount in amounts]]
    months, year = _hulls(ways, by_month=by_month)
    lines = []
    for place, (one, amount, money, known) in enumerate(zip(owed, amounts, paid, months, strict=True)):
        at_least, at_most = (None, None) if money is not None else _month_ends(known, by_month=by_month)
        lines.append(
            Line(
                entry=one.payment,
                month=one.month.first,
                payee=one.month.payee(one.payment),
                amount=money,
                at_least=at_least,
                at_most=at_most,
                missing=amount.missing,
                rates=amount.rates,
                populations=amount.populations,
                worked=amount.worked if money is not None else _worked(amount, by_reading, place),
                terms=amount.terms,
            )
        )
    missing = tuple(dict.fromkeys(gap for amount in amounts for gap in amount.missing))
    established = [money for money in paid if money is not None]
    whole = len(established) == len(lines)
    at_least, at_most = (None, None) if whole else _ends(year)
    return StreamTotal(
        entry=entry,
        amount=sum(established[1:], established[0]) if whole else None,
        at_least=at_least,
        at_most=at_most,
        by_reading=() if whole else tuple(way.year(by_month=by_month) for way in by_reading),
        why=not_established(missing) if missing else NOTHING,
        lines=tuple(lines),
    )


@attrs.frozen
class _Way:
    """The months of a stream by one reading of what is half known, and what that says."""

    says: str
    months: tuple[MonthAmount, ...]

    @property
    def amounts(self) -> list[ranges.Number]:
        return [month.amount for month in self.months]

    def year(self, *, by_month: bool) -> YearByReading:
        """The reading and its year, as an answer."""
        at_least, at_most = _ends(_year(self.amounts, by_month=by_month))
        workings = tuple(dict.fromkeys(month.worked for month in self.months))
        return YearByReading(says=self.says, at_least=at_least, at_most=at_most, worked=joined(workings))


def _under_each_reading(owed: Sequence[_Owed], amounts: Sequence[MonthAmount]) -> list[_Way]:
    """The months by each reading of the half-known terms that they rest on; none where they rest on no such term.

    A reading is the same in every month, so that the year is known better than the sum of its months.
    """
    keys = {term.key for amount in amounts for term in amount.terms}
    blocks = dict.fromkeys(block for one in owed for block in one.month.contract.reading_blocks(keys))
    return [
        _Way("; ".join(way.values()), tuple(one.month.read_as(way).amount(one.payment) for one in owed))
        for way in combinations(blocks)
    ]


def _worked(amount: MonthAmount, by_reading: Sequence[_Way], place: int) -> Sentence:
    """How a month is come to: where readings differ, by each, for the limits of the terms alone would be too wide."""
    if len({way.months[place].worked for way in by_reading}) < 2:
        return amount.worked
    return joined(Sentence("{}, if {}", (way.months[place].worked, way.says)) for way in by_reading)


def _hulls(ways: Sequence[Sequence[ranges.Number]], *, by_month: bool) -> tuple[list[ranges.Number], ranges.Number]:
    """What is known of each month and of the year, whichever of the ways is true."""
    years = [_year(months, by_month=by_month) for months in ways]
    return [ranges.hull(each) for each in zip(*ways, strict=True)], ranges.hull(years)


def _year(months: Iterable[ranges.Number], *, by_month: bool) -> ranges.Number:
    """What the months come to together; a month of which nothing is known comes to nothing or more.

    Months that are paid one by one are rounded before they are added.
    """
    known = (range_of(_NOTHING, None, one.missing) if isinstance(one, Unknown) else one for one in months)
    return ranges.total(ranges.each_end(one, _to_the_penny) if by_month else one for one in known)


def _to_the_penny(pounds: Fraction) -> Fraction:
    return Fraction(Money.to_the_penny(pounds).pounds)


def _ends(known: ranges.Number, give: Fraction = _NOTHING) -> tuple[Money | None, Money | None]:
    """The ends of an amount to the penny, give or take so much; nothing is no end, for that is always so."""
    if isinstance(known, Unknown):
        return None, None
    low, high = ranges.lowest(known), ranges.highest(known)
    return (
        Money.to_the_penny(low - give) if low is not None and low > give else None,
        Money.to_the_penny(high + give) if high is not None else None,
    )


def _month_ends(known: ranges.Number, *, by_month: bool) -> tuple[Money | None, Money | None]:
    """The ends of a month that is not exact.

    Of a month whose amount is known, months before it leave open to which of the two pennies next to it it is rounded.
    """
    if by_month or not isinstance(known, Fraction):
        return _ends(known, _NOTHING if by_month else _PENNY)
    return _ends(range_of(floor(known / _PENNY) * _PENNY, ceil(known / _PENNY) * _PENNY, ()))


def _rounded(amounts: Sequence[MonthAmount], *, by_month: bool) -> Iterator[Money | None]:
    """Money for each month: rounded on its own, or the rounded running total less the months before.

    After a month that is not established, the running total is not either; what comes to whole pence is rounded to
    them whatever the months before it come to.
    """
    running: Fraction | None = Fraction(0)
    before = Money.to_the_penny(Fraction(0))
    for amount in amounts:
        if by_month:
            yield None if amount.pounds is None else Money.to_the_penny(amount.pounds)
            continue
        running = None if running is None or amount.pounds is None else running + amount.pounds
        if running is None:
            whole = amount.pounds is not None and not amount.pounds % _PENNY
            yield Money.to_the_penny(amount.pounds) if amount.pounds is not None and whole else None
            continue
        total = Money.to_the_penny(running)
        yield total - before
        before = total
