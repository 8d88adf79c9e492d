"""The facts of one network over many days: each is asked again only where something that it read changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

import attrs

from pcn_des.contract.entries import Obligation
from pcn_des.contract.terms import Terms
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import Trace
from pcn_des.values import Value
from pcn_des.watched_day import Watch, WatchedDay

Run = tuple[int, Value | None]
"""How many days in a row a fact has a value, and the value; None where it is not asked for."""

Version = tuple[date, date, Obligation | None]
"""The first and the last of the days on which a version of a duty is in force; None for days on which none is."""


@attrs.frozen
class FactSpells:
    """What is true of a network on each of several days, which are in order.

    `held_to` are the contract and the facts of a day, and `edges` the days, in order, on which they become others for
    this network alone.
    """

    days: Sequence[date]
    facts: Registry[Fact]
    held_to: Callable[[WatchedDay], tuple[Terms, RecordedFacts]]
    edges: Sequence[date] = ()

    def of(self, name: str) -> Iterator[Run]:
        """The values of a fact about the network; None on days whose contract has not the terms that it reads."""

        def ask(source: RecordedFacts, trace: Trace) -> Value | None:
            if any(trace.term(key) is None for key in self.facts[name].reads):
                return None
            return source.observe(name, (), None, trace.term).value

        return self._runs(ask, self.days)

    def shown(self, versions: Iterable[Version]) -> Iterator[Run]:
        """The days on which records show a duty done; None where no version of it is in force."""
        for since, until, duty in versions:
            days = self.days[bisect_left(self.days, since) : bisect_right(self.days, until)]
            if duty is None:
                yield len(days), None
            else:
                yield from self._runs(partial(_shown, duty), days)

    def _runs(self, ask: Callable[[RecordedFacts, Trace], Value | None], days: Sequence[date]) -> Iterator[Run]:
        place = 0
        while place < len(days):
            watch = Watch(days[place])
            day = WatchedDay.of(watch.day, watch)
            contract, source = self.held_to(day)
            value = ask(source, Trace(contract, self.facts, source, as_of=day))
            edge = bisect_right(self.edges, watch.day)
            if edge < len(self.edges):
                watch.at(self.edges[edge])
            after = bisect_left(days, watch.changes, place + 1)
            yield after - place, value
            place = after


def _shown(duty: Obligation, source: RecordedFacts, trace: Trace) -> Value:
    return source.evidence(duty, None, trace.term).value
