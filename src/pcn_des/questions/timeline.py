"""Follows a network over time: each duty's spells, evaluated only on days where something can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from heapq import heapify, heappop, heappush

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.answers.timeline import AnswerSpell, Timeline
from pcn_des.contract.files import load_year, years
from pcn_des.contract.question import terms
from pcn_des.dates import ONE_DAY, Period, as_day
from pcn_des.engine.epochs import after, edges
from pcn_des.network import Network
from pcn_des.questions.assess import assess


def timeline(network: Network, since: date, until: date, known_on: date | None = None) -> Timeline:
    """Each duty's spells between two days, both inclusive; evaluated only on days where something can change.

    Args:
        network: the network.
        since: the first day.
        until: the last day.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a day is outside the data.
        MisuseError: the last day is before the first.

    Examples:
        >>> october = des.timeline(des.example_network(), date(2022, 10, 1), date(2022, 10, 31))
        >>> for spell in october["enhanced_access.weekly_minutes"]:
        ...     print(spell.since, spell.until, spell.finding.status.words)
        2022-10-01 2022-10-02 NOT DUE
        2022-10-03 2022-10-31 MET
    """
    period = Period(as_day(since, "since"), as_day(until, "until"))
    terms(as_day(until, "until"), known_on)  # refuses a day outside the data before the others are gone through
    return _traced(network, period, lambda day: assess(network, day, known_on))


def _traced(network: Network, period: Period, ask: Callable[[date], Report]) -> Timeline:
    assert period.until is not None  # given as a day
    waiting = list(edges(network, map(load_year, years()), period))
    heapify(waiting)
    asked: list[date] = []
    rows: dict[tuple[str, str | None], list[AnswerSpell]] = {}
    report: Report | None = None
    while waiting:
        day = heappop(waiting)
        if asked and day <= asked[-1]:
            continue
        report = ask(day)
        asked.append(day)
        for due in _later_edges(report, day, period):
            heappush(waiting, due)
        _extend(rows, report, day)
    assert report is not None  # the first day of the period is always asked
    ends = [*asked[1:], period.until + ONE_DAY]
    last_day = {day: following - ONE_DAY for day, following in zip(asked, ends, strict=True)}
    return Timeline(
        heading=report.heading,
        receipt=attrs.evolve(report.receipt, as_of=period.until),
        since=period.since,
        until=period.until,
        spells={key: tuple(_joined(spells, last_day)) for key, spells in rows.items()},
        asked=tuple(asked),
    )


def _later_edges(report: Report, day: date, period: Period) -> Iterator[date]:
    """The days after deadlines that the findings name, which no record or entry shows."""
    for _, finding in _answers(report):
        for due in (finding.due, *finding.other_dues):
            if due is not None:
                yield from (edge for edge in after(due) if day < edge and edge in period)


def _answers(report: Report) -> Iterator[tuple[tuple[str, str | None], Finding]]:
    for finding in report.findings:
        yield (finding.rule, None), finding
        for part in finding.parts:
            yield (part.rule, part.subject), part


def _extend(rows: dict[tuple[str, str | None], list[AnswerSpell]], report: Report, day: date) -> None:
    for key, finding in _answers(report):
        rows.setdefault(key, []).append(AnswerSpell(day, day, finding))


def _joined(spells: Iterable[AnswerSpell], last_day: Mapping[date, date]) -> Iterator[AnswerSpell]:
    """Spells reaching to the day before the next question, joined where they touch and the answer is the same."""
    current: AnswerSpell | None = None
    for spell in spells:
        spell = attrs.evolve(spell, until=last_day[spell.since])
        if current and current.until + ONE_DAY == spell.since and _answer(current) == _answer(spell):
            current = attrs.evolve(current, until=spell.until)
            continue
        if current:
            yield current
        current = spell
    if current:
        yield current


def _answer(spell: AnswerSpell) -> tuple[object, ...]:
    finding = spell.finding
    return finding.status, finding.late_by, finding.without_exception, finding.strength
