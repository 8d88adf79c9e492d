"""A contract year as it is looked at from a day: its staff, payments and incentives, while something of it is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.answers.improvement import Improvement
from pcn_des.answers.points import IifYear
from pcn_des.answers.reconciliation import Reconciliation
from pcn_des.answers.workforce import Workforce
from pcn_des.contract.files import load_year, span
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.network import Network
from pcn_des.questions.iif import iif
from pcn_des.questions.reconcile import reconcile
from pcn_des.questions.undeclared import on_record
from pcn_des.questions.workforce import workforce

LAST_CLAIM: Final = "arrs.scheme.last_claim_date"
LAST_PAYMENT: Final = "iif.payment.deadline"
KEPT: Final = relativedelta(months=6)
"""How long a year that is over stays in sight where its last day for something was not found: the page's own choice."""


@attrs.frozen(kw_only=True)
class YearOnADay:
    """What a day leaves open of a contract year: None for each part of which nothing is, or nothing is on record.

    `last_claim` is the last day for a claim, None where that was not found.
    """

    year: ContractYear
    day: date
    last_claim: date | None
    staff: Workforce | None
    paid: Reconciliation | None
    improvement: Improvement | None
    incentives: IifYear | None

    @property
    def is_over(self) -> bool:
        """Whether the year was over on the day."""
        return self.day > self.year.last_day


def open_years(network: Network, day: date, known_on: date | None) -> Iterator[YearOnADay]:
    """The contract year of a day, and the one before it as far as it can still be claimed, declared or settled."""
    year = ContractYear.of(day)
    yield _looked_at(network, year, day, known_on)
    before = ContractYear(year.starts_in - 1)
    if before.last_day in span():
        yield _looked_at(network, before, day, known_on)


def _looked_at(network: Network, year: ContractYear, day: date, known_on: date | None) -> YearOnADay:
    contract = Terms(load_year(year), year.last_day, known_on)
    last_claim = _day_of(contract, LAST_CLAIM)
    kept = day <= year.last_day + KEPT
    has_figures = _is_counted(network, year, min(day, known_on or day))
    return YearOnADay(
        year=year,
        day=day,
        last_claim=last_claim,
        staff=workforce(network, str(year), day, known_on) if _is_open(last_claim, day, kept=kept) else None,
        paid=reconcile(network, str(year), known_on=known_on) if network.remittances and kept else None,
        improvement=on_record(network, year, day, known_on) if kept else None,
        incentives=iif(network, str(year), as_of=day, known_on=known_on)
        if has_figures and _is_open(_day_of(contract, LAST_PAYMENT), day, kept=kept)
        else None,
    )


def _is_open(last: date | None, day: date, *, kept: bool) -> bool:
    return kept if last is None else day <= last


def _day_of(contract: Terms, key: str) -> date | None:
    """The day that a term is; None where it was not found."""
    term = contract.get(key)
    return term.value if term is not None and term.is_known else None


def _is_counted(network: Network, year: ContractYear, day: date) -> bool:
    """Whether something of a year's fund was counted by a day."""
    return any(one.on in year.period and one.on <= day for one in network.indicator_figures or ())
