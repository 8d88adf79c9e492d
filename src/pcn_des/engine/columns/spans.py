"""Cuts time into spans in which no entry of the contract begins or ends, and says what is to be worked out in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import attrs

from pcn_des.contract.entries import COMMISSIONER, Obligation
from pcn_des.contract.files import load_year, span, years
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY, ContractYear, Period
from pcn_des.engine.columns.codes import JUDGEMENT, UNKNOWN
from pcn_des.engine.epochs import contract_edges

NETWORK = "network"


@attrs.frozen
class Duty:
    """A duty of the days of a span; `of_the_week` is whether it is held against the year in which the last week ended."""

    entry: Obligation
    of_the_week: bool


@attrs.frozen
class Plan:
    """What is to be worked out in a span of days.

    `the_week` is the contract of the day on which the last whole week ended, where that was in the year before. `fixed`
    are the answers that rest on no fact: what a person has to judge, and duties whose text was not found.
    """

    terms: Terms
    the_week: Terms | None
    duties: tuple[Duty, ...]
    fixed: Mapping[str, int]


def spans(days: Sequence[date]) -> Iterator[tuple[Period, tuple[date, ...]]]:
    """The spans that some days lie in, in order, each with its days, which are in order too."""
    edges = [*_edges(), date.max]
    at = 0
    while at < len(days):
        place = bisect_right(edges, days[at])
        end = next((later for later in range(at, len(days)) if days[later] >= edges[place]), len(days))
        yield Period(edges[place - 1], edges[place] - ONE_DAY), tuple(days[at:end])
        at = end


@cache
def _edges() -> tuple[date, ...]:
    """The days on which something of the contract begins, or no longer is, or the last week is of the new year."""
    found = {span().since}
    for year in years():
        found.update(contract_edges(load_year(year)))
        found.add(_first_week_over(year))
    return tuple(sorted(found))


def _first_week_over(year: ContractYear) -> date:
    """The first Monday by which a whole week has ended in a contract year."""
    sunday = year.first_day + timedelta(days=6 - year.first_day.weekday())
    return sunday + ONE_DAY


def plan(contract: Terms, earlier: Terms | None, asked: Collection[str], subject: str) -> Plan:
    """What there is to work out under a contract about networks, or about one kind of their subjects.

    `earlier` is the contract when the last whole week ended, where that was in the year before. Of networks, a duty
    about each of their subjects is unknown as long as nothing is known of the subjects.
    """
    duties, fixed = [], {}
    for entry in contract.obligations.values():
        if entry.owed_by == COMMISSIONER or entry.key not in asked:
            continue
        of_the_week = entry.weekly and earlier is not None and entry.key in earlier.obligations
        if of_the_week and earlier is not None:
            entry = earlier.obligations[entry.key]
        if entry.judgement:
            fixed[entry.key] = JUDGEMENT
        elif entry.subject == subject:
            duties.append(Duty(entry, of_the_week))
        else:
            fixed[entry.key] = UNKNOWN
    for key, gap in contract.missing_obligations.items():
        if gap.owed_by != COMMISSIONER and key in asked and key not in contract.obligations:
            fixed[key] = UNKNOWN
    return Plan(contract, earlier, tuple(duties), fixed if subject == NETWORK else {})


def duties_of_any_day() -> dict[str, tuple[str, ...]]:
    """Every duty of the contract that is not the commissioner's, by key, with the kinds of subject that it was ever about.

    A duty of which only a gap is entered is about the network.
    """
    found: dict[str, dict[str, None]] = {}
    for year in years():
        contract = load_year(year)
        for key, versions in contract.obligations.items():
            for version in versions:
                if version.owed_by != COMMISSIONER:
                    found.setdefault(key, {})[version.subject] = None
        for key, gaps in contract.missing["obligations"].items():
            if any(gap.owed_by != COMMISSIONER for gap in gaps):
                found.setdefault(key, {}).setdefault(NETWORK, None)
    return {key: tuple(kinds) for key, kinds in found.items()}
