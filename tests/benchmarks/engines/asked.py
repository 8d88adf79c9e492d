"""The same five rules and three payments for every engine: what is asked of a table, and how answers are compared.

A table is that of `networks.table`, of months of the contract year 2023/24. Answers are a status for each rule and the
pence of the year for each payment, a row each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import polars as pl

import pcn_des as des
from pcn_des.dates import bank_holidays, last_whole_week

YEAR: Final = "2023/24"
MONTHS: Final = tuple(date(2023 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 16))
RULES: Final = (
    "network.list_size",
    "network.list_size_ceiling",
    "enhanced_access.weekly_minutes",
    "clinical_director.in_post",
    "network_agreement.updated_after_change",
)
PAYMENTS: Final[Mapping[str, str]] = {
    "core_pcn_funding": "population.registered",
    "clinical_director": "population.registered",
    "enhanced_access": "population.adjusted",
}
SHORT: Final = {  # names without dots, which the others want
    "population.registered": "registered",
    "population.adjusted": "adjusted",
    "enhanced_access.weekly_minutes": "minutes",
    "enhanced_access.cancelled_minutes": "cancelled",
    "network.approved": "approved",
    "clinical_director.in_post": "director",
    "clinical_director.covered": "covered",
    "network_agreement.changed_this_year": "changed",
    "network_agreement.updated_since_change": "updated",
}
CODES: Final = ("NOT_MET", "UNKNOWN", "JUDGEMENT", "NOT_APPLICABLE", "MET")
NOT_MET, UNKNOWN, JUDGEMENT, NOT_APPLICABLE, MET = range(5)
PLACES: Final = 10_000  # of a pound, in which rates are whole
Answers = dict[str, list[str]]
Table = Mapping[str, Sequence[Any]]


@attrs.frozen
class Figures:
    """The figures of the year that the five rules read."""

    least: int
    most: int
    minutes: int
    step: int

    @classmethod
    def of_the_year(cls) -> Figures:
        contract = des.terms(MONTHS[0])
        keys = ("network.minimum_population", "network.usual_maximum_population")
        more = ("enhanced_access.minutes_per_1000", "enhanced_access.rounding_minutes")
        return cls(*(int(contract[key].value) for key in (*keys, *more)))


def holiday_in_week(day: date) -> bool:
    """Whether the week that weekly minutes are of, of a day, has a bank holiday."""
    week = last_whole_week(day)
    return any(holiday in week for holiday in bank_holidays(week.since.year) | bank_holidays(day.year))


def coded(codes: Any) -> list[str]:
    """Codes as the names of statuses."""
    return [CODES[code] for code in codes]


def rates() -> dict[str, Decimal]:
    """The pounds per patient and year of the three streams, which hold all year."""
    return {stream: des.terms(MONTHS[0])[f"{stream}.rate"].value for stream in PAYMENTS}


def tops() -> dict[str, int]:
    """The same in ten-thousandths of a pound."""
    return {stream: int(rate * PLACES) for stream, rate in rates().items()}


def statuses(answered: Any) -> Answers:
    """What any of them gives, as names of statuses."""
    if isinstance(answered, pl.DataFrame):
        return {
            rule: coded(answered[rule]) if answered[rule].dtype.is_integer() else answered[rule].to_list()
            for rule in RULES
        }
    if isinstance(answered, dict):
        return {rule: coded(codes) for rule, codes in answered.items()}
    if isinstance(answered[0], des.Report):
        return {rule: [report[rule].status.name for report in answered] for rule in RULES}
    return {rule: [row["result"][rule.replace(".", "_")] for row in answered] for rule in RULES}


def pence(answered: Any) -> dict[str, list[int | None]]:
    """What any of them gives, as whole pence; None where it is unknown."""
    if isinstance(answered, pl.DataFrame):
        return {stream: answered[stream].to_list() for stream in PAYMENTS}
    if isinstance(answered, dict):
        return {stream: [int(one) if one >= 0 else None for one in found] for stream, found in answered.items()}
    return {
        stream: [None if row["result"].get(stream) is None else int(row["result"][stream]) for row in answered]
        for stream in PAYMENTS
    }
