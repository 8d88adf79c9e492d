"""The duties of networks, or of one kind of their subjects, on the rows of a table: an answer a row, by duty."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.contract.question import terms
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine.columns.codes import NOT_IN_FORCE
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import Chosen, Rows, Table, day_of
from pcn_des.engine.columns.run import RowRun, Setting
from pcn_des.engine.columns.spans import Plan, plan, spans
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.rulebook import Rulebook

ROWS_AT_ONCE: Final = 32_768
"""So many rows that what is worked out of them stays near at hand to the processor."""

_DAYS_OF_A_WEEK: Final = 7
_WEEKDAY_OF_THE_FIRST: Final = 3  # 1 January 1970 was a Thursday


@attrs.frozen
class Basis:
    """What answers start from: the rules, the facts of a day of which nothing was given, and the contract of last week."""

    rulebook: Rulebook
    nothing_given: Callable[[date], FactSource]
    of_last_week: Callable[[Terms], Terms | None]

    def of_week(self, sunday: date) -> FactSource:
        """The facts of a week of which nothing was given, by its last day."""
        return self.nothing_given(sunday).of_week(Period(sunday - timedelta(days=6), sunday))


def statuses(
    basis: Basis, table: Table, asked: Collection[str], known_on: date | None, subject: str = "network"
) -> dict[str, NDArray[np.uint8]]:
    """The answers of the duties asked for, in the order asked; `NOT_IN_FORCE` where the contract of the day has none."""
    found = {key: np.full(len(table), NOT_IN_FORCE, dtype=np.uint8) for key in asked}
    forms = Forms()
    for day, pieces in _by_span(table.days):
        contract = terms(day, known_on)
        span = plan(contract, basis.of_last_week(contract), asked, subject)
        settings = _settings(basis, span, forms)
        for chosen in pieces:
            for key, answer in span.fixed.items():
                found[key][chosen] = answer
            if span.duties:
                _answer(basis.rulebook, span, settings, table.rows(chosen), chosen, found)
    return found


def _settings(basis: Basis, span: Plan, forms: Forms) -> tuple[Setting, Setting | None]:
    facts = basis.rulebook.facts
    today = Setting(span.terms, facts, basis.nothing_given, forms)
    return today, Setting(span.the_week, facts, basis.of_week, forms) if span.the_week is not None else None


def _answer(
    rulebook: Rulebook,
    span: Plan,
    settings: tuple[Setting, Setting | None],
    rows: Rows,
    chosen: Chosen,
    found: dict[str, NDArray[np.uint8]],
) -> None:
    today, week = settings
    of_today = RowRun(today, rows, rows.days)
    of_the_week = of_today if week is None else RowRun(week, rows, _last_sundays(rows.days))
    for duty in span.duties:
        contract = span.the_week if duty.of_the_week and span.the_week is not None else span.terms
        rule = rulebook.bound(duty.entry, contract.contract)
        run = of_the_week if duty.of_the_week else of_today
        found[duty.entry.key][chosen] = run.answers(duty.entry, rule, rows.days)


def _last_sundays(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The last day of the last whole week before each day."""
    return days - (days + _WEEKDAY_OF_THE_FIRST) % _DAYS_OF_A_WEEK - 1


def _by_span(days: NDArray[np.int32]) -> Iterator[tuple[date, list[Chosen]]]:
    """The first day in each span, with the rows of the span in pieces that can be worked out at once."""
    if not len(days):
        return
    first = int(days.min())
    present = np.zeros(int(days.max()) - first + 1, dtype=bool)
    present[days - first] = True
    place = np.zeros(len(present), dtype=np.uint16)
    begin = []
    for number, (_, inside) in enumerate(spans([day_of(int(at) + first) for at in np.flatnonzero(present)])):
        begin.append(inside[0])
        for day in inside:
            place[day.toordinal() - day_of(first).toordinal()] = number
    places = place[days - first]
    counts = np.bincount(places, minlength=len(begin))
    order = None if bool((places[1:] >= places[:-1]).all()) else np.argsort(places, kind="stable")
    at = 0
    for day, count in zip(begin, counts, strict=True):
        yield day, [_rows(order, since, min(since + ROWS_AT_ONCE, at + count)) for since in range(at, at + count, ROWS_AT_ONCE)]
        at += int(count)


def _rows(order: NDArray[np.intp] | None, since: int, until: int) -> Chosen:
    return slice(since, until) if order is None else order[since:until]
