"""Cuts time into spans in which nothing of the contract that is read changes, and says what to work out in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import attrs

from pcn_des.contract.entries import COMMISSIONER, Obligation
from pcn_des.contract.files import load_year, span, years
from pcn_des.contract.question import terms
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.columns.codes import JUDGEMENT, UNKNOWN
from pcn_des.engine.epochs import contract_edges
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.lifting import NOBODY
from pcn_des.engine.rulebook import Rulebook

NETWORK: Final = "network"


@attrs.frozen
class Basis:
    """What answers start from: the rules, the facts of a day of which nothing was given, and the contract of last week.

    `of_last_week` is None of a day whose last whole week ended before the data begin.
    """

    rulebook: Rulebook
    nothing_given: Callable[[date], FactSource]
    of_last_week: Callable[[Terms], Terms | None]

    def of_week(self, sunday: date) -> FactSource:
        """The facts of a week of which nothing was given, by its last day."""
        return self.nothing_given(sunday).of_week(Period(sunday - timedelta(days=6), sunday))


@attrs.frozen
class Duty:
    """A duty with its rule; `of_the_week` is whether it is held against the contract when the last week ended."""

    entry: Obligation
    rule: BoundRule
    of_the_week: bool


@attrs.frozen
class Plan:
    """What is to be worked out on some days.

    `the_week` is the contract of the day on which the last whole week ended; None before the data begin. `fixed` are
    the answers that rest on no fact: what a person has to judge, and duties whose text was not found. `waivable` are
    the duties that an exception may lift.
    """

    terms: Terms
    the_week: Terms | None
    duties: tuple[Duty, ...]
    fixed: Mapping[str, int]
    waivable: frozenset[str]
    reads: Any  # all that the answers depend on, besides the facts and the day


def plans(
    basis: Basis, days: Sequence[date], known_on: date | None, asked: Set[str], subject: str
) -> list[tuple[Plan, list[date]]]:
    """What there is to work out on some days, which are in order, about networks or one kind of their subjects."""
    found: list[tuple[Plan, list[date]]] = []
    for inside in _spans(days):
        made = _plan(basis, terms(inside[0], known_on), asked, subject)
        if found and found[-1][0].reads == made.reads:
            found[-1][1].extend(inside)
        else:
            found.append((made, inside))
    return found


def _spans(days: Sequence[date]) -> Iterator[list[date]]:
    """The days by the spans between the edges of the contract that they lie in."""
    edges = [*_edges(), date.max]
    at = 0
    while at < len(days):
        end = bisect_left(days, edges[bisect_right(edges, days[at])], lo=at)
        yield list(days[at:end])
        at = end


@cache
def _edges() -> tuple[date, ...]:
    """The days on which something of the contract begins, or no longer is, that day's or the last week's."""
    found = {span().since}
    for year in years():
        found.update(contract_edges(load_year(year)))
    return tuple(sorted(found | {_week_over(day) for day in found if day < date.max - timedelta(days=7)}))


def _week_over(day: date) -> date:
    """The first Monday by which the week has ended that a day lies in."""
    return day + timedelta(days=7 - day.weekday())


def _plan(basis: Basis, contract: Terms, asked: Set[str], subject: str) -> Plan:
    """What there is to work out under a contract.

    Of networks, a duty about each of their subjects is unknown as long as nothing is known of the subjects.
    """
    earlier = basis.of_last_week(contract)
    duties, fixed, waivable = [], {}, set()
    for entry in contract.obligations.values():
        if entry.owed_by == COMMISSIONER or entry.key not in asked:
            continue
        of_the_week = entry.weekly and earlier is not None and entry.key in earlier.obligations
        held_to = earlier if of_the_week and earlier is not None else contract
        entry = held_to.obligations[entry.key] if of_the_week else entry
        if entry.waivable_by != NOBODY:
            waivable.add(entry.key)
        if entry.judgement:
            fixed[entry.key] = JUDGEMENT
        elif entry.subject == subject:
            duties.append(Duty(entry, basis.rulebook.bound(entry, held_to.contract), of_the_week))
        else:
            fixed[entry.key] = UNKNOWN
    not_found = contract.missing_obligations if asked & contract.contract.missing["obligations"].keys() else {}
    for key, gap in not_found.items():
        if gap.owed_by != COMMISSIONER and key in asked and key not in contract.obligations:
            fixed[key] = UNKNOWN
    fixed = fixed if subject == NETWORK else {}
    held = [(duty, earlier if duty.of_the_week and earlier is not None else contract) for duty in duties]
    reads = (tuple(_reads(basis, duty, under) for duty, under in held), tuple(fixed.items()), waivable)
    return Plan(contract, earlier, tuple(duties), fixed, frozenset(waivable), reads)


def _reads(basis: Basis, duty: Duty, contract: Terms) -> Any:
    """All of the contract that the answers of a duty depend on: the entry, and the terms that it and its facts read."""
    facts = basis.rulebook.facts
    by_calendar = [
        key for name in duty.rule.facts if name in facts and facts[name].calendar for key in facts[name].may_read
    ]
    return id(duty.entry), duty.of_the_week, tuple(_said(contract, key) for key in (*duty.rule.terms, *by_calendar))


def _said(contract: Terms, key: str) -> Any:
    term = contract.get(key)
    return None if term is None else (term.value, term.at_least, term.at_most)


@cache
def duties_of_any_day() -> Mapping[str, tuple[str, ...]]:
    """Every duty of the contract that is not the commissioner's, by key, with the kinds of subject that it was about.

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
