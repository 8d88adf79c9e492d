"""Follows a network over time: each duty's spells, evaluated only on days where something can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import heapify, heappop, heappush

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.answers.timeline import AnswerSpell, Timeline
from pcn_des.contract.files import load_year, year_of, years
from pcn_des.contract.question import terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import ONE_DAY, Period, as_day
from pcn_des.engine.epochs import duty_edges, network_edges
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.following import Following
from pcn_des.engine.run import Asking, none_apply
from pcn_des.network import Network
from pcn_des.network.digest import records_digest
from pcn_des.questions.assess import of_the_week
from pcn_des.questions.basis import a_network, fact_source, heading_of, notes_on, receipt_of, rulebook
from pcn_des.questions.decisions import check_exceptions, settled
from pcn_des.watched_day import WatchedDay

Dated = tuple[date, Finding]


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
        WrongTypeError: it is no network.

    Examples:
        >>> october = des.timeline(des.example_network(), date(2022, 10, 1), date(2022, 10, 31))
        >>> for spell in october["enhanced_access.weekly_minutes"]:
        ...     print(spell.since, spell.until, spell.finding.status.words)
        2022-10-01 2022-10-02 NOT DUE
        2022-10-03 2022-10-31 MET
    """
    a_network(network)
    period = Period(as_day(since, "since"), as_day(until, "until"))
    year_of(since)  # a day outside the data is refused as it was given, before the others are gone through
    last = terms(until, known_on)
    rows: dict[tuple[str, str | None], list[Dated]] = {}
    asked: list[date] = []
    for day, findings in _followed(network, period, known_on):
        asked.append(day)
        for key, finding in _answers(findings):
            rows.setdefault(key, []).append((day, finding))
    following = dict(zip(asked, [*asked[1:], until + ONE_DAY], strict=True))
    return Timeline(
        heading=heading_of(network, until),
        receipt=receipt_of(last.contract, until, known_on, records_digest(network)),
        since=since,
        until=until,
        spells={key: tuple(_spells(answers, following)) for key, answers in rows.items()},
        asked=tuple(asked),
        notes=notes_on(network, until, since),
    )


def _followed(network: Network, period: Period, known_on: date | None) -> Iterator[tuple[date, Sequence[Finding]]]:
    """The days on which something is asked, in order, each with all the findings of the day."""
    followed = Following()
    of_all = {period.since, *network_edges(network)}
    waiting = [day for day in {*of_all, *duty_edges(_contracts(period))} if day in period]
    heapify(waiting)
    last = None
    while waiting:
        day = heappop(waiting)
        if day == last:
            continue
        last = day
        if day in of_all:
            followed.forget()
        yield day, _findings(network, day, known_on, followed)
        for changes in {*followed.changes()}:
            if changes > day and changes in period:
                heappush(waiting, changes)


def _contracts(period: Period) -> Iterator[YearContract]:
    return (load_year(year) for year in years() if year.first_day <= period.last and period.since <= year.last_day)


def _findings(network: Network, day: date, known_on: date | None, followed: Following) -> Sequence[Finding]:
    contract = terms(day, known_on, network)
    decisions = tuple(network.decisions or ())
    check_exceptions(tuple(network.variations or ()), decisions, contract)
    why = network.why_not_open(day)
    if why:
        return none_apply(contract, why)

    def asking_on(watched: WatchedDay) -> Asking:
        source: FactSource = fact_source(network, watched, known_on)
        variations = tuple(network.variations or ())
        return Asking(rulebook(), contract, source, variations, of_the_week(contract, source, network), watched)

    found, _ = settled(followed.on(day, asking_on), decisions, contract)
    return found


def _answers(findings: Iterable[Finding]) -> Iterator[tuple[tuple[str, str | None], Finding]]:
    for finding in findings:
        yield (finding.rule, None), finding
        for part in finding.parts:
            yield (part.rule, part.subject), part


def _spells(answers: Iterable[Dated], following: dict[date, date]) -> Iterator[AnswerSpell]:
    """Spells that reach to the day before the next question, joined where they touch and the answer is the same."""
    begun: Dated | None = None
    over = date.min
    for day, finding in answers:
        if begun is None or over != day or _answer(begun[1]) != _answer(finding):
            if begun is not None:
                yield AnswerSpell(begun[0], over - ONE_DAY, begun[1])
            begun = day, finding
        over = following[day]
    if begun is not None:
        yield AnswerSpell(begun[0], over - ONE_DAY, begun[1])


def _answer(finding: Finding) -> tuple[object, ...]:
    """What a spell has all through; of a group that is met, also which of its parts are late, and by how much."""
    late = [(part.subject, part.late_by) for part in finding.parts if part.late_by and finding.status is Status.MET]
    return finding.status, finding.late_by, late, finding.without_exception, finding.strength
