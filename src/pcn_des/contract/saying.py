"""What an entry of the contract says in a line, for lists and for whoever searches them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pcn_des.contract.entries import PER_CENT, Entry, Indicator, Obligation, Payment, Service, Term, Window
from pcn_des.contract.files import title_of
from pcn_des.dates import Deadline

_PHASES: Final = {"preparation": "in preparation", "delivery": "in delivery"}


def said(entry: Entry) -> str:
    """What an entry says besides its title: `60 minutes per week`; `PCN, must, due 31 July 2022`; `in delivery`."""
    match entry:
        case Term():
            return entry.in_words if entry.is_known or entry.is_bounded else f"not established: {entry.note}"
        case Service():
            return phase_in_words(entry)
        case Obligation():
            due = f", due {entry.due}" if entry.due else ""
            return f"{entry.owed_by}, {entry.strength}{due}"
        case Payment():
            return f"to the {entry.payee}, {entry.paid}"
        case Indicator():
            return ", ".join(filter(None, (points_in_words(entry), thresholds_in_words(entry))))
        case Window():
            return f"{entry.who}: {entry.what}{_days(entry.opens, entry.closes)}"
        case _:
            return ""


def phase_in_words(service: Service) -> str:
    """The phase that a service is in: `in delivery`, `merged into Core functions of a network`."""
    if service.into:
        return f"{service.phase} into {title_of('services', service.into)}"
    return _PHASES.get(service.phase, service.phase)


def points_in_words(indicator: Indicator) -> str:
    """The points of an indicator: `22 points`; empty where they were not found or there are none."""
    return "" if indicator.points is None else f"{indicator.points:,} point{'' if indicator.points == 1 else 's'}"


def unit_behind(unit: str) -> str:
    """The unit of an indicator as it stands behind a number: `%`, ` contacts per resident`."""
    return "%" if unit == PER_CENT else f" {unit}"


def thresholds_in_words(indicator: Indicator) -> str:
    """The thresholds of an indicator: `65 to 80%`; of a single one, `at least 80%`; empty where none was found."""
    low, high = indicator.lower, indicator.upper
    unit = unit_behind(indicator.unit)
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,}{unit}"
    one = low if low is not None else high
    way = "at most" if indicator.better == "lower" else "at least"
    return "" if one is None else f"{way} {one:,}{unit}"


def words_of(entry: Entry) -> Iterator[str]:
    """What somebody may search an entry by: its title, what it says, and the words of its kind."""
    yield entry.title
    yield said(entry)
    if isinstance(entry, Obligation):
        yield from filter(None, (entry.judgement, entry.consequence))
    if isinstance(entry, Indicator):
        yield from (entry.area, entry.numerator, entry.denominator)
    if isinstance(entry, Payment):
        yield entry.condition
    if isinstance(entry, Window):
        yield entry.effect


def _days(opens: Deadline | None, closes: Deadline | None) -> str:
    begin = f", opens {opens}" if opens else ""
    return f"{begin}, closes {closes}" if closes else begin
