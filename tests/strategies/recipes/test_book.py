"""Each rule has a recipe, where a contributor looks for it."""

from __future__ import annotations

import pytest

from pcn_des.engine.registry import OBLIGATION_RULES
from pcn_des.strategies.recipes import RECIPES


def test_every_rule_has_a_recipe_and_every_recipe_a_rule() -> None:
    assert sorted(RECIPES) == sorted(OBLIGATION_RULES)


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_recipe_is_named_as_its_rule_and_so_is_its_module(name: str) -> None:
    recipe, rule = RECIPES[name], OBLIGATION_RULES[name].write
    assert recipe.__module__.rpartition(".")[2] == rule.__module__.rpartition(".")[2]
    assert recipe.__name__ == rule.__name__
