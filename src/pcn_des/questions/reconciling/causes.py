"""The causes that may explain what was paid, each with the statement that it would have led to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final

import attrs

from pcn_des.answers.reconciliation import CORRECTION, EARLIER_RATE, MEMBERSHIP, OLD_BEDS, OTHER_LIST, ROUNDING
from pcn_des.answers.statement import Statement
from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.network import Network
from pcn_des.questions.entitlements import PAYERS, entitlements
from pcn_des.questions.paying import RATE_STEP
from pcn_des.questions.reconciling.other_records import (
    before_corrections,
    on_other_lists,
    with_old_beds,
    with_other_members,
)
from pcn_des.units import Money
from pcn_des.wording import in_words

BEDS: Final = "care_home_premium"  # the stream that is paid by beds
PAID_BY: Final = {
    "commissioner": "each month rounded to the penny, as commissioners pay by hand",
    "national_system": "the month's rate rounded first, as the national system paid",
}


@attrs.frozen(eq=False)
class Supposed:
    """A cause, in the words of this network, and what each month would have come to."""

    cause: str
    because: str
    amounts: dict[tuple[str, date], Money]

    @classmethod
    def of(cls, cause: str, because: str, statement: Statement) -> Supposed:
        """What a statement comes to, month by month."""
        lines = (line for total in statement.streams.values() for line in total.lines)
        return cls(
            cause, because, {(line.stream, line.month): line.amount for line in lines if line.amount is not None}
        )


def supposed(
    network: Network, year: ContractYear, known_on: date | None, wanted: Callable[[], set[str]]
) -> Iterator[Supposed]:
    """Every cause that was thought of, the likeliest first; each worked out when it is asked for.

    `wanted` says which streams still have a difference: what can't explain those is not worked out.
    """
    payers = _payers(year)
    earlier = [(_as_known_before(day, network), day - ONE_DAY) for day in publications(year, known_on)]
    corrections = [(CORRECTION, because, other) for because, other in before_corrections(network, known_on)]
    yield from _each_payer(ROUNDING, "", network, year, known_on, payers[1:])
    for cause, because, other in corrections:
        yield from _each_payer(cause, because, other, year, known_on, payers)
    for because, day in earlier:
        yield from _each_payer(EARLIER_RATE, because, network, year, day, payers)
    for cause, because, other in chain(_others(network, year, known_on, wanted), corrections):
        if cause != CORRECTION:
            yield from _each_payer(cause, because, other, year, known_on, payers)
        for rate, day in earlier:
            yield from _each_payer(cause, f"{because}, and {rate}", other, year, day, payers)


def _as_known_before(day: date, network: Network) -> str:
    """What else than the rate was not known yet is said too."""
    lists = [network.populations, *(practice.populations for practice in network.practices or ())]
    later = any(one.published is not None and one.published >= day for listed in lists for one in listed or ())
    return f"{'the rate and the lists' if later else 'the rate'} as known before {in_words(day)}"


def _others(
    network: Network, year: ContractYear, known_on: date | None, wanted: Callable[[], set[str]]
) -> Iterator[tuple[str, str, Network]]:
    """The network as a payer may have seen it, with the cause."""
    if BEDS in wanted():
        for months, other in with_old_beds(network):
            yield (
                OLD_BEDS,
                "the beds of the month before" if months == 1 else f"the beds of {months} months before",
                other,
            )
    if wanted() <= {BEDS}:
        return
    for because, other in with_other_members(network, year):
        yield MEMBERSHIP, because, other
    snapshot = Terms(load_year(year), year.first_day, known_on).get("population.snapshot_date")
    if snapshot is not None and snapshot.is_known:
        for because, other in on_other_lists(network, snapshot.value):
            yield OTHER_LIST, because, other


def _payers(year: ContractYear) -> tuple[str | None, ...]:
    """Who may have paid: the national system only in the years in which it did."""
    steps = load_year(year).terms.get(RATE_STEP, ())
    return (None, *PAYERS) if any(step.is_known for step in steps) else (None, PAYERS[0])


def _each_payer(
    cause: str,
    because: str,
    network: Network,
    year: ContractYear,
    known_on: date | None,
    payers: Iterable[str | None],
) -> Iterator[Supposed]:
    for paid_by in payers:
        said = ", ".join(filter(None, (because, PAID_BY[paid_by] if paid_by else "")))
        yield Supposed.of(cause, said, entitlements(network, str(year), known_on, paid_by=paid_by))


def publications(year: ContractYear, known_on: date | None) -> list[date]:
    """The days on which a figure of a payment stream was published anew, the last first."""
    contract = load_year(year)
    streams = tuple(f"{stream}." for stream in contract.payments)
    days = {
        version.published
        for key, versions in contract.terms.items()
        if key.startswith(streams)
        for version in versions
        if version.published is not None and version.published > contract.published
    }
    return sorted((day for day in days if known_on is None or day <= known_on), reverse=True)
