"""The switch before each mutated function: the function itself, one of its mutants, or a note that it was called.

mutmut's own switch asks the environment at each call which mutant is meant, which makes the tests many times as slow.
These are told once: `install` puts them in the place of mutmut's before the mutated modules are imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from mutmut.mutation import trampoline
from mutmut.utils.format_utils import mangled_name_from_mutant_name

ORIGINAL = "_mutmut_orig"  # what mutmut calls a function as it was

called: set[str] = set()  # the functions that were called since calls are noted
_switches: list[_Switch] = []
_mutant = ""
_noting = False


def install() -> None:
    """Make the modules that mutmut wrote use these switches. They import `wrap_in_trampoline` by its name."""
    vars(trampoline).update(wrap_in_trampoline=_wrap_in_switch)
    turn()


def turn(mutant: str = "", note: bool = False) -> None:
    """Every function is itself again, except the mutant's; or each notes in `called` that it was called."""
    global _mutant, _noting
    _mutant, _noting = mutant, note
    called.clear()
    os.environ["MUTANT_UNDER_TEST"] = mutant  # for the processes that tests begin, which have mutmut's own switches
    for switch in _switches:
        switch.turned = None


class _Switch:
    """What a function is at the moment. Its mutants are in the mapping only after it was defined, so it looks late."""

    __slots__ = ("bound_to_class", "module", "mutants", "turned")

    def __init__(self, module: str, mutants: dict[str, Callable[..., Any]], bound_to_class: bool) -> None:
        self.module = module
        self.mutants = mutants
        self.bound_to_class = bound_to_class
        self.turned: Callable[..., Any] | None = None

    def turn(self) -> Callable[..., Any]:
        original = self.mutants[ORIGINAL]
        module, _, name = _mutant.rpartition(".")
        wanted = self._of(self.mutants.get(name, original) if module == self.module else original)
        self.turned = self._noted(original, wanted) if _noting else wanted
        return self.turned

    def _of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if not self.bound_to_class:
            return function
        name = function.__name__
        return lambda owner, *args, **kwargs: getattr(owner, name)(*args, **kwargs)

    def _noted(self, original: Callable[..., Any], wanted: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{self.module}.{mangled_name_from_mutant_name(original.__name__)}"

        def note(*args: Any, **kwargs: Any) -> Any:
            called.add(name)
            self.turned = wanted  # once is enough
            return wanted(*args, **kwargs)

        return note


def _wrap_in_switch(
    mutants: dict[str, Callable[..., Any]], is_classmethod: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        switch = _Switch(function.__module__, mutants, is_classmethod)
        _switches.append(switch)

        @wraps(function)
        def switched(*args: Any, **kwargs: Any) -> Any:
            return (switch.turned or switch.turn())(*args, **kwargs)

        return switched

    return wrap
