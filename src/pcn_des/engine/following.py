"""Follows the duties of one network from day to day: each is asked again only where something that it read changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.contract.entries import Obligation
from pcn_des.engine.run import Asking
from pcn_des.watched_day import Watch, WatchedDay


@attrs.frozen
class _Kept:
    """The answer for a duty, with the text that it is about; on the later day `changes`, it may be another."""

    duty: Obligation
    finding: Finding
    changes: date


class Following:
    """The answers of a network, kept for as long as they stay what they are.

    What a duty reads tells until when it stays so: a record by the days that the day of the question is compared with,
    a term by the days of its versions, a week by the next Monday. No rule and no fact has to say so itself.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def forget(self) -> None:
        """Every duty is asked again: something changed that all of them rest on."""
        self._kept.clear()

    def on(self, day: date, asking_on: Callable[[WatchedDay], Asking]) -> tuple[Finding, ...]:
        """The findings of a day, which is after any other that was asked about."""
        watch = Watch(day)
        asking = asking_on(WatchedDay.of(day, watch))
        before, self._kept = self._kept, {}
        for duty in asking.duties:
            kept = before.get(duty.key)
            if kept is None or kept.duty is not duty or day >= kept.changes:
                watch.begin()
                kept = _Kept(duty, asking.finding(duty), watch.changes)
            self._kept[duty.key] = kept
        return (*(kept.finding for kept in self._kept.values()), *asking.without_text())

    def changes(self) -> Iterator[date]:
        """The days on which some duty has to be asked again."""
        return (kept.changes for kept in self._kept.values())
