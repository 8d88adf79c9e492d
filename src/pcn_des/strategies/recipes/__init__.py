"""How records answer each rule: one small recipe for each, which says what makes it met and what makes it not met.

Recipes draw nothing; they write down what the records have to show. Each stands in a module named as that of its rule
in `pcn_des.rules.obligations`, under the name of the rule. Imports run upwards in this table; the modules of the areas
come after it and know nothing of each other.

    book            where recipes are kept, by the name of their rule
    _access         what those of extended hours and enhanced access share
"""

from __future__ import annotations

from pcn_des.strategies.recipes import (  # importing registers them
    additional_roles,
    care_homes,
    clinical_director,
    enhanced_access,
    extended_hours,
    network,
    network_agreement,
    nominated_payee,
    participation,
    practices,
)
from pcn_des.strategies.recipes.book import RECIPES

__all__ = [
    "RECIPES",
    "additional_roles",
    "care_homes",
    "clinical_director",
    "enhanced_access",
    "extended_hours",
    "network",
    "network_agreement",
    "nominated_payee",
    "participation",
    "practices",
]
