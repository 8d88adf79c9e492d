"""Which of the counts of an indicator on record is taken: the latest day on which its figures are whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.contract.entries import BINARY, Indicator
from pcn_des.facts._members import core_members
from pcn_des.network import IndicatorFigures, Network
from pcn_des.questions.fund.given import BASELINE, FIGURES
from pcn_des.questions.fund.measures import measure_of

_READ: Final = (*FIGURES, "personalised_care_adjustments", *BASELINE, "done")
_NOT_ON_RECORD: Final = "practices that are not on record"


@attrs.frozen(kw_only=True)
class Count:
    """The figures of one day: the network's own, or those of its members, of which some may be silent."""

    on: date
    found: tuple[IndicatorFigures, ...]
    silent: tuple[str, ...] = ()
    may_have_gaps: bool = False

    @property
    def of_network(self) -> bool:
        """Whether they are the network's own figures."""
        return self.found[0].practice is None

    def told(self, entry: Indicator) -> Fraction:
        """The part of those whose figures count that have all of them."""
        needed = _needed(entry)
        told = sum(all(getattr(one, name) is not None for name in needed) for one in self.found)
        return Fraction(told, len(self.found) + len(self.silent))

    def is_whole(self, entry: Indicator) -> bool:
        """Whether nothing is missing that could change what they say: one no settles what all have to do."""
        if entry.function == BINARY and any(one.done is False for one in self.found):
            return True
        return self.told(entry) == 1 and not self.may_have_gaps

    def rows(self) -> Iterator[tuple[IndicatorFigures | None, Mapping[str, Any]]]:
        """The figures as rows of a table, each with its record, and a row without any for each member that has none."""
        for one in self.found:
            yield one, {"practice": one.practice, **{name: getattr(one, name) for name in _READ}}
        for practice in (*self.silent, *((_NOT_ON_RECORD,) if self.may_have_gaps else ())):
            yield None, {"practice": practice}


def count_of(network: Network, entry: Indicator, listed: Iterable[IndicatorFigures]) -> Count | None:
    """The count that is taken of the figures of an indicator, those of practices being its members'.

    It is that of the latest day on which the figures are whole; where there is no such day, of the day on which they
    are known of most members. Figures of different days are never added up. None where there are no figures.
    """
    counts = _counts(network, tuple(_standing(entry, tuple(listed))))
    return max(counts, key=lambda one: _rank(entry, one), default=None)


def _rank(entry: Indicator, count: Count) -> tuple[bool, Fraction, date, bool]:
    whole = count.is_whole(entry)
    return whole, Fraction(1) if whole else count.told(entry), count.on, count.of_network


def counts_on(network: Network, day: date, listed: Iterable[IndicatorFigures]) -> Iterator[Count]:
    """The counts of one day: that of the network itself, and that of its practices."""
    return _counts(network, tuple(one for one in listed if one.on == day))


def _standing(entry: Indicator, listed: tuple[IndicatorFigures, ...]) -> Iterator[IndicatorFigures]:
    """Without what a practice, or the network, later said otherwise of what is done or not: that holds no more."""
    latest = {one.practice: one.done for one in sorted(listed, key=lambda one: one.on) if one.done is not None}
    for one in listed:
        if entry.function != BINARY or one.done in (None, latest.get(one.practice)):
            yield one


def _counts(network: Network, listed: tuple[IndicatorFigures, ...]) -> Iterator[Count]:
    by_day: dict[date, list[IndicatorFigures]] = {}
    for one in listed:
        if one.practice is None:
            yield Count(on=one.on, found=(one,))
        else:
            by_day.setdefault(one.on, []).append(one)
    for day, found in by_day.items():
        named = {one.practice for one in found}
        members = core_members(network, day)
        yield Count(
            on=day,
            found=tuple(found),
            silent=tuple(one.code for one in network.core_practices(day) if one.code not in named),
            may_have_gaps=members is None or bool(members.missing),
        )


def _needed(entry: Indicator) -> tuple[str, ...]:
    if entry.function == BINARY:
        return ("done",)
    return (*FIGURES, *(BASELINE if measure_of(entry).change else ()))
