"""A network over time: for each duty the spells in which its answer stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from heapq import heapify, heappop, heappush
from typing import Any

import attrs

from pcn_des.assessment import assess
from pcn_des.contract.load import load_year, years
from pcn_des.dates import ONE_DAY, Period, as_day
from pcn_des.engine.epochs import after, edges
from pcn_des.errors import UnknownNameError
from pcn_des.network import Network
from pcn_des.report import Finding, Heading, Receipt, Report
from pcn_des.status import Status


@attrs.frozen
class AnswerSpell:
    """Days, both inclusive, on which a duty has the same answer. `finding` is that of the first day."""

    since: date
    until: date
    finding: Finding

    @property
    def status(self) -> Status:
        """The answer."""
        return self.finding.status


@attrs.frozen(repr=False)
class Timeline(Mapping[Any, tuple[AnswerSpell, ...]]):
    """The spells of every duty: `timeline["network.list_size"]`, or `timeline[rule, subject]` for one subject.

    Where a duty has no spell, it is not in force. `asked` are the days on which the network was evaluated.
    """

    heading: Heading
    receipt: Receipt
    since: date
    until: date
    spells: Mapping[tuple[str, str | None], tuple[AnswerSpell, ...]]
    asked: tuple[date, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> tuple[AnswerSpell, ...]:
        wanted = (key, None) if isinstance(key, str) else key
        if wanted not in self.spells:
            known = [rule if subject is None else f"{rule}, {subject}" for rule, subject in self.spells]
            raise UnknownNameError("spell of", key if isinstance(key, str) else ", ".join(key), known)
        return self.spells[wanted]

    def __iter__(self) -> Iterator[str]:
        return (rule for rule, subject in self.spells if subject is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def on(self, rule: str, day: date, subject: str | None = None) -> AnswerSpell | None:
        """The spell of a duty that a day lies in; None where the duty is not in force."""
        spells = self[rule] if subject is None else self[rule, subject]
        return next((spell for spell in spells if spell.since <= day <= spell.until), None)

    def to_dict(self) -> dict[str, Any]:
        """The timeline as plain values, ready for JSON."""
        return {
            "heading": attrs.asdict(self.heading),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "known_on": self.receipt.known_on.isoformat() if self.receipt.known_on else None,
            "duties": [
                {
                    "rule": rule,
                    "subject": subject,
                    "title": spells[0].finding.title,
                    "strength": spells[0].finding.strength,
                    "spells": [
                        {
                            "since": spell.since.isoformat(),
                            "until": spell.until.isoformat(),
                            "status": spell.status.value,
                            "reason": spell.finding.reason,
                            "late_by": spell.finding.late_by,
                        }
                        for spell in spells
                    ],
                }
                for (rule, subject), spells in self.spells.items()
            ],
        }

    def plot(self) -> Any:
        """The timeline as a matplotlib figure, a row for each duty that is not met or open throughout.

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        from pcn_des.display.plots import timeline_figure

        return timeline_figure(self)

    def __str__(self) -> str:
        from pcn_des.display.timelines import timeline_text

        return timeline_text(self)

    def __repr__(self) -> str:
        return f"<Timeline of {self.heading.name}, {self.since} to {self.until}: {len(self)} duties>"

    def _repr_html_(self) -> str:
        from pcn_des.display.timelines import timeline_html

        return timeline_html(self)


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
    """
    period = Period(as_day(since, "since"), as_day(until, "until"))
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
