"""What a network was owed in a contract year against what it was paid, with the cause of each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.amount import NO_MONEY, NOTHING, Amount
from pcn_des.answers.arrears import Arrears
from pcn_des.answers.reconciliation import (
    AGREES,
    ARREARS,
    NOT_EXPECTED,
    NOT_KNOWN,
    NOT_ON_RECORD,
    NOT_PAID,
    OPEN,
    PAID_TWICE,
    SETTLED,
    UNEXPLAINED,
    ReconciledMonth,
    Reconciliation,
)
from pcn_des.answers.statement import Line, StreamTotal
from pcn_des.contract.files import every_key, load_year
from pcn_des.dates import ContractYear, as_day
from pcn_des.errors import MisuseError, nearest
from pcn_des.network import Network, Remittance
from pcn_des.network.digest import records_digest
from pcn_des.network.records import Records, tells_all_of, tells_all_of_month
from pcn_des.questions.basis import heading_of, receipt_of
from pcn_des.questions.claim import GP_SUM, SUM
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.reconciling.causes import Supposed, supposed
from pcn_des.questions.workforce import workforce
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import count_of, month_in_words

_CLAIMED: Final = (SUM, GP_SUM)
_OF_STAFF: Final = "what may be claimed for the staff on record"
_MOST_DOCUMENTS: Final = 2  # that a sentence to the commissioner names


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
        remittances: what was paid; None: the network's own `remittances`.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: it is no network, there are no remittances, or one is none.

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
    if not isinstance(network, Network):
        raise MisuseError(f"{network!r} is no network; give a Network (read_network reads one)")
    listed = network.remittances if remittances is None else _as_records(remittances)
    if listed is None:
        raise MisuseError(f"{network.code} has no remittances on record; give what was paid, or add the list")
    contract_year = ContractYear.parse(year)
    known_by = None if known_on is None else as_day(known_on, "known_on")
    paid = _by_stream_and_month(listed, contract_year)
    statement = entitlements(network, year, known_by)
    owed = list(_owed(network, year, known_by, statement.streams, paid))
    explained = _explained([one for one in owed if one.differs], network, contract_year, known_by)
    months = [one.reconciled(explained.get(one.place), listed) for one in owed]
    streams = {one.stream for one in owed}
    return Reconciliation(
        heading=heading_of(network, contract_year.last_day),
        receipt=receipt_of(load_year(contract_year), contract_year.last_day, known_by, records_digest(network)),
        months=tuple(_with_arrears(months, statement.arrears)),
        notes=tuple(_notes(listed, contract_year, statement.notes, told=remittances is not None)),
        unknown={stream: _sum_of(paid, stream) for stream, _ in paid if stream not in streams},
    )


def _as_records(remittances: Iterable[Remittance]) -> Records[Remittance]:
    listed = remittances if isinstance(remittances, Records) else Records(remittances)
    for number, one in enumerate(listed, 1):
        if not isinstance(one, Remittance):
            raise MisuseError(f"remittance {number} is {one!r}; give a Remittance(stream=…, month=…, amount=…)")
    return listed


Paid = Mapping[tuple[str, date], Money]


def _by_stream_and_month(listed: Iterable[Remittance], year: ContractYear) -> Paid:
    """What was paid for each stream and month of a year, the remittances for one month together."""
    found: dict[tuple[str, date], Decimal] = {}
    for one in listed:
        if one.month in year.period:
            place = (one.stream, one.month)
            found[place] = EXACTLY.add(found.get(place, Decimal(0)), one.amount)
    return {place: Money.to_the_penny(Fraction(amount)) for place, amount in found.items()}


def _sum_of(paid: Paid, stream: str) -> Money:
    amounts = [amount for (name, _), amount in paid.items() if name == stream]
    return sum(amounts[1:], amounts[0])


@attrs.frozen(eq=False)
class _Owed:
    """A month of a stream before its cause is known: what is owed, and what was paid."""

    total: StreamTotal
    line: Line
    owed: Amount
    paid: Money | None
    working: str = ""
    expected: bool = True

    @property
    def stream(self) -> str:
        return self.total.stream

    @property
    def place(self) -> tuple[str, date]:
        return self.stream, self.line.month

    @property
    def differs(self) -> bool:
        """Whether a cause is to be looked for."""
        return self.expected and self.paid is not None and self.owed.exact != self.paid

    def reconciled(self, found: Supposed | None, listed: Records[Remittance]) -> ReconciledMonth:
        cause, because = self._cause(found, listed)
        return ReconciledMonth(
            stream=self.stream,
            title=self.total.title,
            month=self.line.month,
            owed=self.owed,
            paid=self.paid,
            cause=cause,
            because=because,
            working=self.working,
            ask=self._ask(cause, because),
            entry=self.line.entry,
            terms=self.line.terms,
        )

    def _cause(self, found: Supposed | None, listed: Records[Remittance]) -> tuple[str, str]:
        if not self.expected:
            return NOT_EXPECTED, ""
        if self.paid is None:
            whole = tells_all_of(listed, self.line.month, self.line.month)
            if self.owed.is_nothing:
                return AGREES, ""
            return (NOT_PAID if whole else NOT_ON_RECORD), ""
        if self.paid == self.owed.exact:
            return AGREES, ""
        if found is not None:
            return found.cause, found.because
        if self.owed.exact is None:
            most = self.owed.at_most
            within = self.owed.at_least <= self.paid and (most is None or self.paid <= most)
            return (NOT_KNOWN, "") if within else (UNEXPLAINED, "")
        if self.paid == self.owed.exact + self.owed.exact:
            return PAID_TWICE, ""
        return UNEXPLAINED, ""

    def _ask(self, cause: str, because: str) -> str:
        """What to write to the commissioner, with the clause and the source; nothing where nothing is to be settled."""
        if cause in (*SETTLED, NOT_EXPECTED, NOT_KNOWN):
            return ""
        worked = f", {self.working}," if self.working else ""
        what = f"{self.total.title}, {month_in_words(self.line.month)}: {self.owed}{worked} is owed"
        why = f" (as it looks: {because})" if because else ""
        was_paid = Amount(self.paid or NO_MONEY, self.paid or NO_MONEY)
        short, over = self.owed.less(was_paid), was_paid.less(self.owed)
        if self.paid is None:
            said = f"{what}, and no payment is on record. Please tell us when it was or will be paid."
        elif short.at_least > NO_MONEY:
            said = f"{what}, and {self.paid} was paid{why}. Please pay the difference, {short}."
        elif over.at_least > NO_MONEY:
            said = f"{what}, and {self.paid} was paid{why}. Please tell us whether {over} is to be taken back."
        else:
            said = f"{what}, and {self.paid} was paid{why}. Please tell us how that was worked out."
        return f"{said}{self._source()}"

    def _source(self) -> str:
        clauses = dict.fromkeys(entry.clause for entry in (self.line.entry, *self.line.terms) if entry.clause)
        documents = dict.fromkeys(citation.document.name for citation in self.line.citations)
        said = "; ".join([*(f"clause {clause}" for clause in clauses), *list(documents)[:_MOST_DOCUMENTS]])
        return f" ({said})" if said else ""


def _owed(
    network: Network, year: str, known_on: date | None, streams: Mapping[str, StreamTotal], paid: Paid
) -> Iterator[_Owed]:
    """Every month of every stream of which something is owed, or was paid."""
    claimed = _claimable(network, year, known_on) if any(stream in _CLAIMED for stream, _ in paid) else {}
    for stream, total in streams.items():
        named = any(one == stream for one, _ in paid)
        if total.is_ceiling and not named:
            continue
        for line in total.lines:
            was_paid = paid.get((stream, line.month))
            if stream in _CLAIMED:
                of_staff = claimed.get((stream, line.month), NOTHING)
                if not tells_all_of_month(network.posts, line.month):
                    of_staff = Amount(of_staff.at_least)  # and what may be claimed for posts that are not on record
                yield _Owed(total, line, of_staff, was_paid, _OF_STAFF)
            elif total.is_ceiling:
                yield _Owed(total, line, Amount(), was_paid, expected=False)
            elif line.amount is not None or line.at_least is not None or line.at_most is not None:
                owed = Amount.between(line.amount, line.at_least, line.at_most)
                yield _Owed(total, line, owed, was_paid, line.working)
            elif was_paid is not None:
                yield _Owed(total, line, Amount(), was_paid, expected=False)


def _claimable(network: Network, year: str, known_on: date | None) -> dict[tuple[str, date], Amount]:
    """What may be claimed for staff in each month, by the sum that it counts against."""
    pots = workforce(network, year, known_on=known_on).pots
    return {(pot.stream, one.month): one.held + one.planned for pot in pots for one in pot.by_month}


def _explained(
    differing: Sequence[_Owed], network: Network, year: ContractYear, known_on: date | None
) -> dict[tuple[str, date], Supposed]:
    """The first cause that gives what was paid, for each month that differs and has one."""
    left = {one.place: one.paid for one in differing if one.stream not in _CLAIMED}
    found: dict[tuple[str, date], Supposed] = {}
    for cause in supposed(network, year, known_on, lambda: {stream for stream, _ in left}):
        for place in [place for place, paid in left.items() if cause.amounts.get(place) == paid]:
            found[place] = cause
            del left[place]
        if not left:
            break
    return found


def _with_arrears(months: Sequence[ReconciledMonth], corrected: Sequence[Arrears]) -> Iterator[ReconciledMonth]:
    """The months, with those named that make up for what earlier ones of their stream were short of, or had over."""
    before: dict[str, list[ReconciledMonth]] = {}
    for month in months:
        earlier = before.setdefault(month.stream, [])
        if month.cause == UNEXPLAINED and month.difference:
            of_correction = [one for one in corrected if (one.stream, _owing(one)) == (month.stream, month.difference)]
            if of_correction:
                because = f"the corrected population of earlier months, {of_correction[0].of}"
                yield attrs.evolve(month, cause=ARREARS, because=because, ask="")
                continue
            made_up = _made_up(earlier, -Fraction(month.difference))
            if made_up:
                sum_of = Money.to_the_penny(abs(Fraction(month.difference)))
                span = " and ".join(dict.fromkeys(month_in_words(one.month) for one in (made_up[0], made_up[-1])))
                of = tuple(one.month for one in made_up)
                yield attrs.evolve(month, cause=ARREARS, because=f"{sum_of} for {span}", ask="", makes_up_for=of)
                before[month.stream] = [one for one in earlier if one not in made_up]
                continue
        if month.difference and month.cause not in OPEN:
            earlier.append(month)
        yield month


def _owing(one: Arrears) -> Decimal | None:
    """What arrears come to, negative where they are given back; None where they are not known to the penny."""
    if one.amount is None:
        return None
    return (NO_MONEY - one.amount if one.less else one.amount).pounds


def _made_up(earlier: Sequence[ReconciledMonth], difference: Fraction) -> Sequence[ReconciledMonth]:
    """The earlier months whose differences come to an amount: all of them, those of one cause, or the last ones."""
    causes = dict.fromkeys(one.cause for one in earlier)
    choices = [
        earlier,
        *([one for one in earlier if one.cause == cause] for cause in causes),
        *(earlier[place:] for place in range(1, len(earlier))),
    ]
    sums = ((each, sum(Fraction(one.difference or 0) for one in each)) for each in choices if each)
    return next((each for each, together in sums if together == difference), ())


def _notes(listed: Records[Remittance], year: ContractYear, notes: Iterable[str], *, told: bool) -> Iterator[str]:
    """What a reader has to know; of what was `told` for this very year, also what is of another one."""
    yield from notes
    others = [one for one in listed if one.month not in year.period]
    if told and others:
        together = Money.to_the_penny(sum((Fraction(one.amount) for one in others), Fraction(0)))
        yield f"{count_of(len(others), 'remittance')} of other years, {together} together, held against nothing here."
    if not tells_all_of(listed, year.first_day, year.last_day):
        yield "The list of remittances may have gaps: a month without one was not necessarily unpaid."
    known = every_key("payments")
    for stream in dict.fromkeys(one.stream for one in listed if one.stream not in known):
        near = nearest(stream, known)
        offer = f"did you mean {near[0]}?" if near else "map it to a stream of the contract"
        yield f"'{stream}' is no stream of the contract; {offer}"
