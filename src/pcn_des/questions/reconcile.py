"""What a network was owed in a contract year against what it was paid, with the cause of each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.amount import NOTHING, Amount, sum_of
from pcn_des.answers.reconciliation import Reconciliation
from pcn_des.answers.statement import Line, Statement, StreamTotal
from pcn_des.arguments import several
from pcn_des.brief import briefly
from pcn_des.contract.entries import CEILING, NOMINATED_PAYEE, Payment
from pcn_des.contract.files import every_key, load_year
from pcn_des.contract.stream_names import stream_named
from pcn_des.contract.year import YearContract, in_force
from pcn_des.dates import ContractYear, Period, as_day_or_none, joined
from pcn_des.errors import MisuseError, nearest
from pcn_des.network import Network, Remittance
from pcn_des.network.digest import records_digest
from pcn_des.network.records import Records, tells_all_of, tells_all_of_month
from pcn_des.questions.basis import a_network, heading_of, receipt_of
from pcn_des.questions.claim import GP_SUM, SUM
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.reconciling.causes import Supposed, supposed
from pcn_des.questions.reconciling.made_up import with_arrears
from pcn_des.questions.reconciling.near_names import until_mapped
from pcn_des.questions.reconciling.of_staff import NO_STAFF, OfStaff, of_staff
from pcn_des.questions.reconciling.owing import Owed
from pcn_des.questions.stream_months import on_record
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import count_of

NO_STREAM: Final = "is no stream of the contract"  # as it is said of a remittance that counts for nothing
_CLAIMED: Final = (SUM, GP_SUM)


def reconcile(
    network: Network,
    year: str,
    remittances: Iterable[Remittance] | None = None,
    known_on: date | None = None,
) -> Reconciliation:
    """What a network was owed in a contract year, held against what it was paid.

    For each difference the causes that are known to happen are applied, one after another: one counts only if it gives
    what was paid to the penny. What none of them gives is `not explained`.

    Args:
        network: the network, with its records.
        year: the contract year, as in `2024/25`.
        remittances: what was paid, in a list that may have gaps, also where it is empty: `Records(…, complete=True)`
            has all that was paid. None: the network's own `remittances`.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: it has no list of remittances and none is given, or one in it is none.
        WrongTypeError: it is no network.

    Examples:
        >>> from datetime import date
        >>> from decimal import Decimal
        >>> from pcn_des import reconcile
        >>> from pcn_des.network import Network, Population, Remittance
        >>> size = Population(kind="adjusted", at=date(2024, 1, 1), patients=51_230)
        >>> network = Network(code="U00001", name="Millbrook PCN", populations=[size])
        >>> paid = Remittance(stream="enhanced_access", month=date(2024, 4, 1), amount=Decimal("32761.59"))
        >>> reconcile(network, "2024/25", [paid]).of("enhanced_access")[0].cause
        'rate known later'
    """
    a_network(network)
    given = network.remittances if remittances is None else remittances
    if given is None:
        raise MisuseError(f"{network.code} has no remittances on record; give what was paid, or add the list")
    listed = _as_records(given)
    own = None if remittances is None else _as_records(network.remittances or ())
    contract_year = ContractYear.parse(year)
    known_by = as_day_or_none(known_on, "known_on")
    paid = _by_stream_and_month(listed, contract_year)
    statement = entitlements(network, year, known_by)
    contract = load_year(contract_year)
    streams = {key: total for key, total in statement.streams.items() if _is_looked_at(total, paid)}
    owed = _owed(network, contract, known_by, streams, paid)
    explained = _explained([one for one in owed if one.differs], network, contract_year, known_by)
    unmapped = {place: amount for place, amount in paid.items() if place[0] not in contract.payments}
    reconciled = (one.reconciled(explained.get(one.place), listed) for one in owed)
    months = until_mapped(reconciled, unmapped, contract.payments)
    return Reconciliation(
        heading=heading_of(network, contract_year.last_day),
        receipt=receipt_of(contract, contract_year.last_day, known_by, records_digest(network)),
        months=tuple(with_arrears(months, statement.arrears)),
        notes=tuple(_notes(listed, contract_year, statement, streams, own=own)),
        unmapped=unmapped,
        years=_years(streams, owed),
    )


def _as_records(remittances: Iterable[Remittance]) -> Records[Remittance]:
    """What was given, by the keys of the streams.

    It is complete only if it says so: rows of a file that has none are no "nothing was paid".
    """
    if isinstance(remittances, Mapping):
        raise MisuseError(f"remittances is {briefly(remittances)}; give a list of remittances")
    given = several(remittances, "remittances", "remittances")
    listed = given if isinstance(given, Records) else Records(given, complete=False)
    for number, one in enumerate(listed, 1):
        if not isinstance(one, Remittance):
            raise MisuseError(f"remittance {number} is {briefly(one)}; give a Remittance(stream=…, month=…, amount=…)")
    return listed.holding(map(_by_key, listed))


def _by_key(one: Remittance) -> Remittance:
    """A remittance under the key of its stream, where it is called by a title of the contract."""
    key = stream_named(one.stream)
    return one if key in (None, one.stream) else attrs.evolve(one, stream=key)


Paid = Mapping[tuple[str, date], Money]


def _by_stream_and_month(listed: Iterable[Remittance], year: ContractYear) -> Paid:
    """What was paid for each stream and month of a year, the remittances for one month together."""
    found: dict[tuple[str, date], Decimal] = {}
    for one in listed:
        if one.month in year.period:
            place = (one.stream, one.month)
            found[place] = EXACTLY.add(found.get(place, Decimal(0)), one.amount)
    return {place: Money.to_the_penny(Fraction(amount)) for place, amount in found.items()}


def _is_looked_at(total: StreamTotal, paid: Paid) -> bool:
    """Whether payments of a stream are missed: of one that is not paid to the network, where a remittance names it."""
    return total.payee == NOMINATED_PAYEE or any(stream == total.stream for stream, _ in paid)


def _owed(
    network: Network, contract: YearContract, known_on: date | None, streams: Mapping[str, StreamTotal], paid: Paid
) -> list[Owed]:
    """Every month of every stream of which something is owed, or was paid: the streams and months in their order."""
    named = {stream for stream, _ in paid}
    claimable = of_staff(network, contract.year, known_on) if named.intersection(_CLAIMED) else {}
    lines = (
        _of_line(network, total, line, paid.get((stream, line.month)), claimable)
        for stream, total in streams.items()
        if stream in named or not total.is_ceiling
        for line in total.lines
    )
    found = {one.place: one for one in lines if one is not None}
    for (stream, month), amount in paid.items():
        if (stream, month) not in found and stream in contract.payments:
            found[stream, month] = _without_a_line(network, contract.payments[stream], month, amount, known_on)
    order = {stream: number for number, stream in enumerate(contract.payments)}
    return sorted(found.values(), key=lambda one: (order[one.entry.key], one.month))


def _years(streams: Mapping[str, StreamTotal], owed: Sequence[Owed]) -> dict[str, Amount]:
    """What the year of each stream comes to of which something is known, with what is owed of months that it lacks."""
    found = {}
    for stream, total in streams.items():
        if not total.is_ceiling and (total.amount is not None or total.is_bounded):
            lines = {line.month for line in total.lines}
            beside = (one.owed for one in owed if one.entry.key == stream and one.month not in lines and one.expected)
            found[stream] = sum_of((Amount.between(total.amount, total.at_least, total.at_most), *beside))
    return found


def _of_line(
    network: Network,
    total: StreamTotal,
    line: Line,
    paid: Money | None,
    claimable: Mapping[tuple[str, date], OfStaff],
) -> Owed | None:
    """A month of a statement; None where nothing is known of what is owed, and nothing was paid."""
    month = Owed(line.entry, line.month, Amount(), paid, terms=line.terms, sources=line.citations)
    if total.stream in _CLAIMED:
        staff = claimable.get(month.place, NO_STAFF)
        if not tells_all_of_month(network.posts, line.month):
            staff = staff.with_posts_not_on_record
        return attrs.evolve(month, owed=staff.owed, working=staff.working, due=staff.due, due_working=staff.due_working)
    if not total.is_ceiling and any(end is not None for end in (line.amount, line.at_least, line.at_most)):
        owed = Amount.between(line.amount, line.at_least, line.at_most)
        return attrs.evolve(month, owed=owed, working=line.working)
    return attrs.evolve(month, expected=not total.is_ceiling) if paid is not None else None


def _without_a_line(
    network: Network, versions: Sequence[Payment], month: date, paid: Money, known_on: date | None
) -> Owed:
    """A payment for a month that the statement does not have: not paid then, not published, or not worked out."""
    entry = in_force(versions, month, date.max)
    why = network.why_not_open(on_record(network, month)) if entry else f"the stream is paid {_paid_in(versions)}"
    first = entry or versions[0]
    if first.kind == CEILING and first.key not in _CLAIMED:
        return Owed(first, month, Amount(), paid, expected=False)
    if why:
        return Owed(first, month, NOTHING, paid, sources=first.sources, unpaid_because=why)
    known = known_on is None or in_force(versions, month, known_on) is not None
    return Owed(first, month, Amount(), paid, expected=not known)


def _paid_in(versions: Sequence[Payment]) -> str:
    """The days of the contract year on which a stream is paid."""
    return " and ".join(str(days) for days in joined(Period(one.since, one.until) for one in versions))


def _explained(
    differing: Sequence[Owed], network: Network, year: ContractYear, known_on: date | None
) -> dict[tuple[str, date], Supposed]:
    """The first cause that gives what was paid, for each month that differs and has one."""
    left = {one.place: one.paid for one in differing if one.entry.key not in _CLAIMED}
    found: dict[tuple[str, date], Supposed] = {}
    for cause in supposed(network, year, known_on, lambda: {stream for stream, _ in left}):
        for place in [place for place, paid in left.items() if cause.amounts.get(place) == paid]:
            found[place] = cause
            del left[place]
        if not left:
            break
    return found


def _together(remittances: Sequence[Remittance], which: str) -> str:
    """How many they are, and what they come to."""
    pounds = Money.to_the_penny(sum((Fraction(one.amount) for one in remittances), Fraction(0)))
    return f"{count_of(len(remittances), 'remittance')} {which}, {pounds} together"


def _notes(
    listed: Records[Remittance],
    year: ContractYear,
    statement: Statement,
    streams: Mapping[str, StreamTotal],
    *,
    own: Sequence[Remittance] | None,
) -> Iterator[str]:
    """What a reader has to know; where others than the network's `own` were given, also what of both is left out."""
    yield from statement.notes
    for total in statement.payments:
        if total.stream not in streams:
            said = f"{total.title} is paid to each {total.payee}, not to the network"
            yield f"{said}: what is owed of it is held against nothing, as no remittance names it."
    there = [total for total in statement.payments if total.stream in streams]
    unknown = [total.title for total in there if total.amount is None and not total.is_bounded]
    if unknown:
        said = "; ".join(unknown)
        yield f"Nothing is known of what is owed of these, so no payment of them can be missed here: {said}."
    if own is not None:
        others = [one for one in listed if one.month not in year.period]
        if others:
            yield f"{_together(others, 'of other years')}, held against nothing here."
        looked_at = {(one.stream, one.month, one.amount) for one in listed}
        left = [one for one in own if (one.stream, one.month, one.amount) not in looked_at and one.month in year.period]
        if left:
            said = _together(left, "on the network's own record")
            yield f"{said}, not looked at: what was paid was given apart from them. Put all of it in one place."
    if not tells_all_of(listed, year.first_day, year.last_day):
        yield "The list of remittances may have gaps: a month without one was not necessarily unpaid."
    known = every_key("payments")
    for stream in dict.fromkeys(one.stream for one in listed if one.stream not in known):
        near = nearest(stream, known)
        offer = f"did you mean {near[0]}?" if near else "map it to a stream of the contract"
        yield f"'{stream}' {NO_STREAM}; {offer}"
