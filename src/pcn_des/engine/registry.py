"""Where facts and rules are registered under their names, and found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from pcn_des.docstrings import docstring
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.view import Subjects, View
from pcn_des.errors import RuleDefinitionError, UnknownNameError
from pcn_des.units import Unit
from pcn_des.values import Value

Function = TypeVar("Function", bound=Callable[..., Any])
_Entry = TypeVar("_Entry")


@attrs.frozen
class Fact:
    """A named quantity about a network or one of its subjects on a day, worked out from records in plain Python."""

    name: str
    title: str
    unit: Unit
    read: Callable[..., Any]
    takes: tuple[Unit, ...] = ()
    reads: tuple[str, ...] = ()  # the terms that it looks up itself
    may_read: tuple[str, ...] = ()  # terms that only some years have: looked up, None where there is none
    absent: Value | None = None  # what no record at all means; None: unknown
    calendar: bool = False  # whether it depends on the day alone, and so is known of any network
    given_by: str = ""  # the fact as which readers know it and callers give it, where that is another


@attrs.frozen
class Rule:
    """A named rule: a function of facts and terms that is called on symbols."""

    name: str
    title: str
    write: Callable[[FactRef, TermRef], Expr]

    def tree(self) -> Expr:
        """The rule as an expression.

        Raises:
            RuleDefinitionError: the rule uses Python where a word is needed, or returns something else.
        """
        try:
            written = self.write(FactRef(""), TermRef(""))
        except RuleDefinitionError as error:
            raise RuleDefinitionError(f"rule {self.name}: {error}") from None
        if not isinstance(written, Expr):
            raise RuleDefinitionError(f"rule {self.name} returns {written!r}; it must return an expression of words")
        return written


class Registry(Mapping[str, _Entry]):
    """Named entries; asking for a name that is not there offers the nearest.

    `replaced` counts how often an entry took the place of its former self: what was made of entries is old then.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._entries: dict[str, _Entry] = {}
        self._homes: dict[str, str] = {}
        self.replaced = 0

    def add(self, name: str, entry: _Entry, home: str = "") -> None:
        """Register an entry; `home` is the module whose function it is.

        A function that its module defines anew, as where a cell of a notebook runs again, replaces its former self.

        Raises:
            RuleDefinitionError: the name is taken, by another module.
        """
        if name in self._entries:
            former = self._homes[name]
            if not home or former != home:
                where = f", in {former} and in {home}" if home and former else ""
                raise RuleDefinitionError(f"there are two definitions of the {self._kind} '{name}'{where}")
            self.replaced += 1
        self._entries[name] = entry
        self._homes[name] = home

    def __getitem__(self, name: str) -> _Entry:
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownNameError(self._kind, name, self._entries) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries


ListSubjects = Callable[[View, str], Subjects]
"""Lists the subjects of one kind that a network has on a day, for the obligations of an area."""

FACTS: Registry[Fact] = Registry("fact")
OBLIGATION_RULES: Registry[Rule] = Registry("obligation rule")
PAYMENT_RULES: Registry[Rule] = Registry("payment rule")
SUBJECTS: Registry[ListSubjects] = Registry("kind of subject")


def fact(
    unit: str,
    *,
    takes: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
    may_read: tuple[str, ...] = (),
    absent: Value | None = None,
    calendar: bool = False,
    given_by: str = "",
    into: Registry[Fact] = FACTS,
) -> Callable[[Function], Function]:
    """Register a function as the fact `<module>.<function>`, measured in `unit`.

    `takes` are the units of terms that it is given, `reads` the terms that it looks up itself, `may_read` those of them
    that only some years have; `absent` is what having no record means, where that is not unknown;
    a `calendar` fact depends on the day alone; `given_by` is the fact as which people know it.
    """

    def register(function: Function) -> Function:
        name = _name(function)
        units = tuple(Unit.parse(text) for text in takes)
        title = _first_line(function)
        made = Fact(name, title, Unit.parse(unit), function, units, reads, may_read, absent, calendar, given_by)
        into.add(name, made, function.__module__)
        return function

    return register


def obligation(function: Function, *, into: Registry[Rule] = OBLIGATION_RULES) -> Function:
    """Register a function as the rule of the obligation `<module>.<function>`."""
    name = _name(function)
    into.add(name, Rule(name, _first_line(function), function), function.__module__)
    return function


def payment(function: Function, *, into: Registry[Rule] = PAYMENT_RULES) -> Function:
    """Register a function as the payment rule `<function>`: a year's (or a payment period's) amount."""
    name = function.__name__
    into.add(name, Rule(name, _first_line(function), function), function.__module__)
    return function


def subjects(function: ListSubjects, *, into: Registry[ListSubjects] = SUBJECTS) -> ListSubjects:
    """Register a function as the list of subjects of the kind `<function>`."""
    into.add(function.__name__, function, function.__module__)
    return function


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"


def _first_line(function: Callable[..., Any]) -> str:
    said = docstring(function)
    if not said:
        raise RuleDefinitionError(f"{_name(function)} needs a docstring: its first line is what people read")
    return said.splitlines()[0]
