"""The book of recipes: how records answer each rule, by the name of the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pcn_des.strategies.requirements import Requirements, UnreachableError

Recipe = Callable[[Requirements, bool], None]
"""Writes down what records must show for an obligation to be met (True) or not met (False)."""

RECIPES: Final[dict[str, Recipe]] = {}


def recipe(function: Recipe) -> Recipe:
    """Register a function as the recipe of the rule `<module>.<function>`, as rules are registered themselves."""
    RECIPES[f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"] = function
    return function


def only_met(met: bool, what: str) -> None:
    """Nothing for an answer that is met; whether one is not met, a person has to judge.

    Raises:
        UnreachableError: it is not to be met.
    """
    if not met:
        raise UnreachableError(f"a person has to judge {what}")
