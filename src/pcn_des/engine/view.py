"""What a fact is given: one network (or one of its subjects) on one day, and the terms that the fact said it reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from pcn_des.dates import Period, last_whole_week
from pcn_des.errors import RuleDefinitionError
from pcn_des.network import Network
from pcn_des.values import Value
from pcn_des.watched_day import plain_day


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


AskFact = Callable[[str, tuple[Any, ...]], Observed]


def no_other_fact(name: str, _: tuple[Any, ...]) -> Observed:
    """Answers for no fact: of a view that was made for one alone."""
    raise RuleDefinitionError(f"this view answers for no other fact, and was asked for {name}")


@attrs.frozen
class View:
    """A network on a day, as known by a day.

    `subject` is the practice, session, … that the question is about, where it is not the network itself; `measured` is
    the week that is asked about, where it is not the last whole one before the day; `ask` answers for another fact.
    """

    network: Network
    as_of: date
    known_on: date | None
    term: Callable[[str], Any]
    subject: Any = None
    measured: Period | None = None
    ask: AskFact = no_other_fact

    def fact(self, name: str, *args: Any) -> Observed:
        """Another fact about the same, which is worked out once for all that rest on it."""
        return self.ask(name, args)

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
