"""The duties of networks, or of one kind of their subjects, on the rows of a table: an answer a row, by duty."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns.codes import NOT_IN_FORCE, Chosen
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import Table, day_of, number_of
from pcn_des.engine.columns.run import RowRun, Setting
from pcn_des.engine.columns.spans import NETWORK, Basis, Plan, plans

ROWS_AT_ONCE: Final = 32_768
"""So many rows that what is worked out of them stays near at hand to the processor."""

_DAYS_OF_A_WEEK: Final = 7
_WEEKDAY_OF_THE_FIRST: Final = 3  # 1 January 1970 was a Thursday

Found = dict[str, NDArray[np.uint8]]


def statuses(
    basis: Basis, table: Table, asked: Collection[str], known_on: date | None, subject: str = NETWORK
) -> Found:
    """The answers of the duties asked for, in the order asked; `NOT_IN_FORCE` where the contract of the day has none.

    Raises:
        RecordError: numbers that are too large to be reckoned with exactly.
    """
    found = {key: np.full(len(table), NOT_IN_FORCE, dtype=np.uint8) for key in asked}
    forms = Forms()
    planned = plans(basis, days_of(table.days), known_on, frozenset(asked), subject)
    for (plan, _), pieces in zip(planned, pieces_of(table.days, [days for _, days in planned]), strict=True):
        today, week = _settings(basis, plan, forms)
        for chosen in pieces:
            for key, answer in plan.fixed.items():
                found[key][chosen] = answer
            if plan.duties:
                _answer(plan, today, week, table, chosen, found)
    return found


def worked_out(
    basis: Basis, table: Table, asked: Collection[str], known_on: date | None, subject: str
) -> dict[str, NDArray[np.bool_]]:
    """On which rows each duty is worked out about this kind of subject: where it is in force and about that kind.

    Elsewhere its answer rests on no subject of the kind: it is about another, a person has to judge, or its text was
    not found.
    """
    return _where(basis, table, asked, known_on, subject, lambda plan: [duty.entry.key for duty in plan.duties])


def waivable(basis: Basis, table: Table, asked: Collection[str], known_on: date | None) -> dict[str, NDArray[np.bool_]]:
    """On which rows each duty is one that an exception may lift: where it is in force and somebody may waive it."""
    return _where(basis, table, asked, known_on, NETWORK, lambda plan: plan.waivable)


def _where(
    basis: Basis,
    table: Table,
    asked: Collection[str],
    known_on: date | None,
    subject: str,
    keys_of: Callable[[Plan], Iterable[str]],
) -> dict[str, NDArray[np.bool_]]:
    """On which rows each duty is one of those that what there is to work out has."""
    found = {key: np.zeros(len(table), dtype=bool) for key in asked}
    planned = plans(basis, days_of(table.days), known_on, frozenset(asked), subject)
    for (plan, _), pieces in zip(planned, pieces_of(table.days, [days for _, days in planned]), strict=True):
        for chosen in pieces:
            for key in keys_of(plan):
                found[key][chosen] = True
    return found


def _settings(basis: Basis, plan: Plan, forms: Forms) -> tuple[Setting, Setting | None]:
    facts = basis.rulebook.facts
    today = Setting(plan.terms, facts, basis.nothing_given, forms)
    return today, Setting(plan.the_week, facts, basis.of_week, forms) if plan.the_week is not None else None


def _answer(plan: Plan, today: Setting, week: Setting | None, table: Table, chosen: Chosen, found: Found) -> None:
    rows = table.rows(chosen)
    of_today = RowRun(today, rows, rows.days)
    of_the_week = of_today if week is None else RowRun(week, rows, _last_sundays(rows.days))
    for duty in plan.duties:
        run = of_the_week if duty.of_the_week else of_today
        found[duty.entry.key][chosen] = run.answers(duty.entry, duty.rule, rows.days)


def _last_sundays(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The last day of the last whole week before each day."""
    return days - (days + _WEEKDAY_OF_THE_FIRST) % _DAYS_OF_A_WEEK - 1


def days_of(days: NDArray[np.int32]) -> list[date]:
    """The days that there are, each once, in order."""
    if not len(days):
        return []
    first = int(days.min())
    return [day_of(first + int(place)) for place in np.flatnonzero(np.bincount(days - first))]


def pieces_of(days: NDArray[np.int32], groups: Sequence[Sequence[date]]) -> Iterator[list[Chosen]]:
    """The rows of each group of days, in pieces that can be worked out at once; all days are in order."""
    if not groups:
        return
    order, in_order = None, days
    if not (days[1:] >= days[:-1]).all():
        order = np.argsort((days - days.min()).astype(np.uint16), kind="stable")  # years are far fewer days than that
        in_order = days[order]
    since = 0
    for until in np.searchsorted(in_order, [number_of(group[-1]) for group in groups], side="right").tolist():
        ends = [(at, min(at + ROWS_AT_ONCE, until)) for at in range(since, until, ROWS_AT_ONCE)]
        yield [slice(at, end) if order is None else order[at:end] for at, end in ends]
        since = until
