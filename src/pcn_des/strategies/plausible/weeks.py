"""The last whole week before a day: when its appointments outside core hours can be, and how many minutes it owes.

Draws nothing: what is plausible in a week follows from the contract that it is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

from pcn_des.contract.terms import Terms
from pcn_des.dates import bank_holidays, last_whole_week
from pcn_des.facts._access import Window, days_of, minutes_of, windows_on
from pcn_des.facts.population import SNAPSHOT
from pcn_des.strategies.contract_figures import known_figure
from pcn_des.strategies.plausible.populations import LIST_DATE, Sums
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import ENOUGH_MINUTES, HOURS_COVERED

EXTENDED, ENHANCED = "extended_hours", "enhanced_access"
WAKING: Final[Window] = (time(7), time(21))  # hours in which a session is believable
Slot = tuple[date, Window]


@attrs.frozen
class Week:
    """The service of a day, when it can be offered in the last whole week, and the shortest session that counts."""

    service: str
    slots: tuple[Slot, ...]
    shortest: int
    must_cover: tuple[Slot, ...] = ()

    @property
    def covering_minutes(self) -> int:
        """The minutes that leave no gap in the hours to be covered."""
        return sum(whole_minutes(window) for _, window in self.must_cover)


def whole_minutes(window: Window) -> int:
    """How long a window lasts, without its seconds."""
    return floor(minutes_of(window))


@attrs.frozen
class Owed:
    """The least and the most minutes that are owed in a week, by any reading of the contract."""

    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)

    @property
    def too_few(self) -> int:
        """The most minutes that are too few by every reading."""
        return max(0, ceil(self.least) - 1)


def week_of(requirements: Requirements) -> Week | None:
    """The week that is measured on a day; None where the contract that it is held against has neither service."""
    contract, days = requirements.weekly, days_of(last_whole_week(requirements.as_of))
    hours = known_figure(contract, f"{ENHANCED}.network_standard_hours")
    if hours is not None:
        slots = tuple((day, window) for day in days for window in windows_on(day, hours))
        covered = tuple((day, window) for day, window in slots if day not in bank_holidays(day.year))
        return Week(ENHANCED, slots, 1, covered)
    core = known_figure(contract, f"{EXTENDED}.core_hours")
    shortest = known_figure(contract, f"{EXTENDED}.session_min_minutes")
    if core is None or shortest is None:
        return None
    free = ((day, window) for day in days for window in _outside_core_hours(day, core))
    return Week(
        EXTENDED, tuple((day, window) for day, window in free if minutes_of(window) >= shortest), ceil(shortest)
    )


def _outside_core_hours(day: date, core: Sequence[Mapping[str, Any]]) -> Iterator[Window]:
    reached, end = WAKING
    for start, stop in () if day in bank_holidays(day.year) else sorted(windows_on(day, core)):
        if start > reached:
            yield reached, start
        reached = max(reached, stop)
    if reached < end:
        yield reached, end


def least_adjusted(requirements: Requirements, week: Week | None) -> Fraction:
    """How many adjusted patients a network has at least, so that a covered week is too little for them.

    No time of such a week is cancelled.
    """
    covered_is_too_little = requirements.holds(ENOUGH_MINUTES) is False and requirements.holds(HOURS_COVERED)
    if week is None or not covered_is_too_little:
        return Fraction(0)
    rate, step = (requirements.figure_of_week(f"{ENHANCED}.{key}") for key in ("minutes_per_1000", "rounding_minutes"))
    return Fraction((week.covering_minutes + step + 1) * 1000 / rate)


def owed_in(contract: Terms, week: Week | None, sums: Sums) -> Owed:
    """What is owed in a week under the contract that it is held against."""
    if week is None:
        return Owed()
    rate = known_figure(contract, f"{week.service}.minutes_per_1000")
    step = known_figure(contract, f"{week.service}.rounding_minutes")
    kind = "adjusted" if week.service == ENHANCED else "registered"
    days = [known_figure(contract, key) for key in (SNAPSHOT, LIST_DATE)]
    patients = [sums[kind, day] for day in days if (kind, day) in sums]
    if rate is None or step is None or not patients:
        return Owed()
    exact = [rate * number / 1000 for number in patients]
    rounded = [floor(minutes / step + Fraction(1, 2)) * step for minutes in exact]
    return Owed(min(*exact, *rounded), max(*exact, *rounded))
