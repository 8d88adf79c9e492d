"""Each rule has a recipe, kept by module and function: so it stands where its rule would lead one to look."""

from __future__ import annotations

from pcn_des.engine.registry import OBLIGATION_RULES
from pcn_des.strategies.recipes import RECIPES


def test_every_rule_has_a_recipe_and_every_recipe_a_rule() -> None:
    assert sorted(RECIPES) == sorted(OBLIGATION_RULES)
