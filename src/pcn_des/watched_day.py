"""A day that notes until when whatever was worked out from it stays as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final, Generic, TypeVar, cast

Given = TypeVar("Given")
_ONE_DAY: Final = timedelta(days=1)


class Watch:
    """Until when an answer stays as it is: `changes` is the first later day on which it may be another.

    It is `date.max` where nothing that was read ever changes.
    """

    __slots__ = ("changes", "day")

    def __init__(self, day: date) -> None:
        self.day = day
        self.changes = date.max

    def at(self, day: date) -> None:
        """Notes that something which was read may be otherwise from a day on; a day that is past changes nothing."""
        if self.day < day < self.changes:
            self.changes = day

    def begin(self) -> None:
        """Begins to note anew: for another answer of the same day."""
        self.changes = date.max

    def tomorrow(self) -> None:
        """Notes that something which was read is otherwise each day."""
        if self.day < date.max:
            self.at(self.day + _ONE_DAY)


class WatchedDay(date):
    """The day of a question, which is a day like any other and tells a watch what it is compared with.

    A comparison comes out otherwise on the day that it is with, or the day after; the month and the year hold until the
    next begins; whatever else is read of a day is otherwise on each. So code that works with days need not know of it.
    `plain` is the same day, telling nobody, and `ahead` by how much it is later than that of the watch, after days were
    added or taken away.

    A day that is handed on as a value goes through `as_value`. `datetime.combine` reads the day past these methods and
    tells nobody: facts and rules combine no day of a question with a time.
    """

    plain: date
    _watch: Watch
    _ahead: timedelta

    def __new__(cls, *parts: Any, **named: Any) -> Any:
        """A plain day: what makes a day by the type of another, such as `fromordinal`, has no watch to tell."""
        return date(*parts, **named)

    @classmethod
    def of(cls, day: date, watch: Watch, ahead: timedelta = timedelta(0)) -> WatchedDay:
        """A day that tells a watch."""
        watched = date.__new__(cls, day.year, day.month, day.day)
        watched.plain, watched._watch, watched._ahead = plain_day(day), watch, ahead
        return watched

    def stays(self, until: date) -> None:
        """Tells that what was read of it is the same up to a day, which is the first on which it may not be."""
        try:
            self._watch.at(until - self._ahead)
        except OverflowError:  # before the first day that there is, or after the last
            return

    @property
    def changes(self) -> date:
        """The first later day on which what was worked out from it may be otherwise."""
        return self._watch.changes

    def _met(self, other: object) -> None:
        if isinstance(other, WatchedDay):
            self._met_on_each_day(other)
        elif isinstance(other, date):
            if date.__lt__(self, other):
                self.stays(other)
            elif date.__eq__(self, other) and other < date.max:
                self.stays(other + _ONE_DAY)

    def _met_on_each_day(self, other: WatchedDay) -> None:
        """Both watches are told where there are two: who asks about the one need not ask about the other."""
        if other._watch is not self._watch:
            self._watch.tomorrow()
            other._watch.tomorrow()

    def __lt__(self, other: date) -> bool:
        self._met(other)
        return date.__lt__(self, other)

    def __le__(self, other: date) -> bool:
        self._met(other)
        return date.__le__(self, other)

    def __gt__(self, other: date) -> bool:
        self._met(other)
        return date.__gt__(self, other)

    def __ge__(self, other: date) -> bool:
        self._met(other)
        return date.__ge__(self, other)

    def __eq__(self, other: object) -> bool:
        self._met(other)
        return date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        self._met(other)
        return date.__ne__(self, other)

    def __hash__(self) -> int:
        return int(self._each_day(date.__hash__(self)))

    def __add__(self, days: timedelta) -> Any:
        if not isinstance(days, timedelta):
            return self.plain + self._each_day(days)
        return WatchedDay.of(self.plain + days, self._watch, self._ahead + days)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, WatchedDay):
            self._met_on_each_day(other)
            return self.plain - other.plain
        return self._each_day(self.plain - other)

    def __rsub__(self, other: Any) -> Any:
        return self._each_day(other - self.plain)

    def as_value(self) -> date:
        """The same day, telling nobody any more; the watch learns that it is another on each day."""
        plain: date = self._each_day(self.plain)
        return plain

    def _each_day(self, said: Any) -> Any:
        """What is said of the day and is otherwise on each."""
        self._watch.tomorrow()
        return said

    @property
    def year(self) -> int:
        plain = self.plain
        if plain.year < date.max.year:
            self.stays(date(plain.year + 1, 1, 1))
        return plain.year

    @property
    def month(self) -> int:
        plain = self.plain
        if (plain.year, plain.month) < (date.max.year, 12):
            self.stays(date(plain.year + plain.month // 12, plain.month % 12 + 1, 1))
        return plain.month

    @property
    def day(self) -> int:
        return int(self._each_day(self.plain.day))

    def __reduce__(self) -> tuple[Any, ...]:
        return self.plain.__reduce__()  # type: ignore[return-value]  # of a date, a tuple


def _of_each_day(name: str) -> Callable[..., Any]:
    """What a day says that is otherwise on each: its name, its number, how it is written."""

    def said(self: WatchedDay, *given: Any, **more: Any) -> Any:
        return self._each_day(getattr(self.plain, name)(*given, **more))

    return said


for _name in (
    *("replace", "weekday", "isoweekday", "isocalendar", "toordinal", "timetuple", "isoformat", "ctime", "strftime"),
    *("__format__", "__str__", "__repr__"),
):
    setattr(WatchedDay, _name, _of_each_day(_name))


class BetweenChanges(Generic[Given]):
    """Something that depends on a day: worked out once for all days between two on which it may become another."""

    __slots__ = ("_changes", "_found", "_on")

    def __init__(self, changes: Iterable[date], on: Callable[[date], Given]) -> None:
        self._changes = sorted({*changes})
        self._on = on
        self._found: dict[int, Given] = {}

    def on(self, day: date) -> Given:
        """What it is on a day; whoever watches that one learns when it may be another."""
        plain = plain_day(day)
        place = bisect_right(self._changes, plain)
        stays(day, lambda: self._changes[place] if place < len(self._changes) else date.max)
        if place not in self._found:
            self._found[place] = self._on(plain)
        return self._found[place]


def plain_day(day: date) -> date:
    """A day that tells nobody: for words that say it, and for what tells by itself until when it stays as it is."""
    return day.plain if isinstance(day, WatchedDay) else day


def as_value(value: Given) -> Given:
    """A value that was worked out; where it is the day of the question, or so many days from it, that is told."""
    return cast("Given", value.as_value()) if isinstance(value, WatchedDay) else value


def apart(day: date) -> date:
    """The same day, watched on its own where it is watched: for a part of an answer that others share."""
    return WatchedDay.of(day.plain, Watch(day.plain)) if isinstance(day, WatchedDay) else day


def changes_of(day: date) -> date:
    """The first later day on which what was worked out from a day may be otherwise: the next, if nobody watches it."""
    return day.changes if isinstance(day, WatchedDay) else min(day, date.max - _ONE_DAY) + _ONE_DAY


def stays(day: date, until: Callable[[], date]) -> None:
    """Tells, where somebody watches the day, the first later day on which what was read of it may be otherwise."""
    if isinstance(day, WatchedDay):
        day.stays(until())
