"""Works out what a network is owed in a contract year, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des._version import __version__
from pcn_des.answers.receipt import Receipt
from pcn_des.answers.statement import Line, Statement, StreamTotal
from pcn_des.contract.entries import Payment
from pcn_des.contract.load import in_force, load_year
from pcn_des.contract.question import varied
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day
from pcn_des.engine.amounts import MonthAmount, month_amount
from pcn_des.errors import MisuseError
from pcn_des.network import Network
from pcn_des.network.records import covering
from pcn_des.questions.basis import fact_source, heading_of, rulebook
from pcn_des.sources import Standing
from pcn_des.units import Money
from pcn_des.wording import in_words

PAYERS: Final = ("commissioner", "national_system")
RATE_STEP: Final = "payments.national_system_monthly_rate_step"


def entitlements(
    network: Network | Mapping[str, Any],
    year: str,
    known_on: date | None = None,
    *,
    paid_by: str | None = None,
) -> Statement:
    """What a network is owed in a contract year.

    Args:
        network: a `Network`, or a mapping of facts such as `{"population.registered": 42000}`.
        year: the contract year, as in `2024/25`.
        known_on: only what had been published by this day; None means all of it.
        paid_by: None for the contract's entitlement, rounded once a year; `commissioner` or `national_system` for what
            was really paid, month by month.

    Raises:
        OutsideDataError: a year that the data do not have.
        UnknownNameError: a fact that does not exist.
        RecordError: a fact of the wrong kind.
        MisuseError: `paid_by` is none of the choices.

    Examples:
        >>> statement = des.entitlements({"population.registered": 42000}, "2022/23")
        >>> print(statement.streams["core_pcn_funding"].amount)
        £63,000.00
        >>> print(statement.lines[0].working)
        (1.5 x 42,000) / 12
    """
    if paid_by is not None and paid_by not in PAYERS:
        raise MisuseError(f"paid_by is {paid_by!r}; it must be None or one of: {', '.join(PAYERS)}")
    contract_year = ContractYear.parse(year)
    contract = load_year(contract_year)
    known_by = date.max if known_on is None else as_day(known_on, "known_on")
    owed = _Owed(network, contract_year, known_on, paid_by)
    unpublished = Terms(contract, contract_year.last_day, known_on).unpublished
    streams, notes = {}, dict.fromkeys([unpublished] if unpublished else [])
    for stream, versions in contract.payments.items():
        months = {
            month: version
            for month in _months(contract_year)
            if (version := in_force(versions, month, known_by)) is not None
        }
        if months:
            streams[stream], found = owed.stream(months)
            notes.update(dict.fromkeys(found))
        else:
            streams[stream] = owed.not_published(versions)
    return Statement(
        heading=heading_of(network, contract_year.last_day),
        receipt=Receipt(
            as_of=contract_year.last_day,
            known_on=known_on,
            contract_year=str(contract_year),
            contract_digest=contract.digest,
            package_version=__version__,
        ),
        paid_by=paid_by,
        streams=streams,
        notes=tuple(notes),
    )


def _months(year: ContractYear) -> Iterator[date]:
    for month in range(12):
        yield date(year.starts_in + (month + 3) // 12, (month + 3) % 12 + 1, 1)


@attrs.frozen
class _Owed:
    """One network in one contract year."""

    network: Network | Mapping[str, Any]
    year: ContractYear
    known_on: date | None
    paid_by: str | None

    def stream(self, months: Mapping[date, Payment]) -> tuple[StreamTotal, tuple[str, ...]]:
        first = next(iter(months.values()))
        if (first.rule or first.key) not in rulebook().payments:
            return self._total(first, [], f"paid {first.paid}; this version does not work it out"), ()
        amounts = {month: self._month(payment, month) for month, payment in months.items()}
        paid = list(_rounded(list(amounts.values()), by_month=self.paid_by is not None))
        lines = [
            self._line(months[month], month, amount, money)
            for (month, amount), money in zip(amounts.items(), paid, strict=True)
        ]
        missing = dict.fromkeys(gap for amount in amounts.values() for gap in amount.missing)
        reason = f"not established: {'; '.join(missing)}" if missing else ""
        notes = tuple(dict.fromkeys(note for amount in amounts.values() for note in amount.notes))
        return self._total(first, lines, reason), notes

    def not_published(self, versions: Sequence[Payment]) -> StreamTotal:
        first = min(versions, key=lambda version: version.published or date.max)
        assert first.published is not None  # every entry read from a file has one
        return self._total(first, [], f"not published yet; it was on {in_words(first.published)}")

    def _month(self, payment: Payment, month: date) -> MonthAmount:
        bound_network = self.network if isinstance(self.network, Network) else None
        contract = varied(Terms(load_year(self.year), month, self.known_on), bound_network)
        bound = rulebook().bound_payment(payment, contract.contract)
        source = fact_source(self.network, month, self.known_on)
        if self.paid_by != "national_system":
            return month_amount(bound, contract, rulebook().facts, source)
        step = contract.get(RATE_STEP)
        if step is None or not step.is_known:
            why = step.note if step is not None else "it did not pay in this month, as far as is known"
            found = month_amount(bound, contract, rulebook().facts, source)
            return attrs.evolve(found, pounds=None, missing=(f"how the national system paid: {why}",))
        return month_amount(bound, contract, rulebook().facts, source, Fraction(step.value))

    def _line(self, payment: Payment, month: date, amount: MonthAmount, money: Money | None) -> Line:
        standings = [term.standing for term in amount.terms if term.standing]
        return Line(
            stream=payment.key,
            month=month,
            payee=self._payee(payment, month),
            amount=money,
            reason=f"not established: {'; '.join(amount.missing)}" if amount.missing else "",
            rates=amount.rates,
            populations=amount.populations,
            working=amount.working,
            standing=Standing.weakest([*standings, *([payment.standing] if payment.standing else [])]),
            terms=amount.terms,
        )

    def _payee(self, payment: Payment, month: date) -> str:
        named = covering(self.network.payees, month) if isinstance(self.network, Network) else ()
        return f"{payment.payee}: {named[0].name}" if named and payment.payee == "Nominated Payee" else payment.payee

    def _total(self, payment: Payment, lines: Sequence[Line], reason: str) -> StreamTotal:
        established = [line.amount for line in lines if line.amount is not None]
        whole = bool(lines) and len(established) == len(lines)
        standings = [line.standing for line in lines if line.standing]
        return StreamTotal(
            stream=payment.key,
            title=payment.title,
            payee=payment.payee,
            amount=sum(established[1:], established[0]) if whole else None,
            reason=reason,
            condition=payment.condition,
            standing=Standing.weakest(standings),
            lines=tuple(lines),
        )


def _rounded(amounts: Sequence[MonthAmount], *, by_month: bool) -> Iterator[Money | None]:
    """Money for each month: rounded on its own, or the rounded running total less the months before.

    After a month that is not established, the running total is not either.
    """
    running: Fraction | None = Fraction(0)
    before = Money.to_the_penny(Fraction(0))
    for amount in amounts:
        if by_month:
            yield None if amount.pounds is None else Money.to_the_penny(amount.pounds)
            continue
        running = None if running is None or amount.pounds is None else running + amount.pounds
        if running is None:
            yield None
            continue
        total = Money.to_the_penny(running)
        yield total - before
        before = total
