"""What a fact is given: one network (or one of its subjects) on one day, and the terms that the fact said it reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from pcn_des.dates import Period, last_whole_week
from pcn_des.network import Network
from pcn_des.values import Value
from pcn_des.watched_day import plain_day


@attrs.frozen
class View:
    """A network on a day, as known by a day.

    `subject` is the practice, session, … that the question is about, where it is not the network itself; `measured` is
    the week that is asked about, where it is not the last whole one before the day.
    """

    network: Network
    as_of: date
    known_on: date | None
    term: Callable[[str], Any]
    subject: Any = None
    measured: Period | None = None

    @property
    def day_said(self) -> date:
        """The day for words that say it, and for nothing else: what answers compares days with `as_of`."""
        return plain_day(self.as_of)

    @property
    def week(self) -> Period:
        """The week, Monday to Sunday, that weekly quantities are those of."""
        return self.measured or last_whole_week(self.as_of)

    def was_known(self, published: date | None) -> bool:
        """Whether something published on a day was known; without a day, it always was."""
        return published is None or self.known_on is None or published <= self.known_on


@attrs.frozen
class Observed:
    """A fact's value with what a reader should know beside it.

    `because` says what was looked at and left out; `note` is for the whole report; `since` is the first day on which it
    was so, where the records say it.
    """

    value: Value
    because: str = ""
    note: str = ""
    since: date | None = None


@attrs.frozen
class Subject:
    """One of several things that a duty is about: its id, its name for people, and its record.

    `happened` is the day of something that happened once, such as a cancelled session; None of what lasts.
    """

    id: str
    name: str
    record: Any
    happened: date | None = None


@attrs.frozen
class Subjects:
    """Everything of one kind that a duty is about. `missing` says what would be needed to know of all of them."""

    found: tuple[Subject, ...]
    missing: tuple[str, ...] = ()
