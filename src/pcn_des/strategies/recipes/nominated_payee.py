"""The Nominated Payee."""

from __future__ import annotations

from pcn_des.strategies.recipes.book import only_met, recipe
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import HAS_CORE, PAYEE, PAYEE_IS_MEMBER


@recipe
def named(requirements: Requirements, met: bool) -> None:
    """Somebody is named; or nobody is."""
    requirements.settle(PAYEE, met, "payees")


@recipe
def eligible(requirements: Requirements, met: bool) -> None:
    """The one who is named is a Core Network Practice."""
    only_met(met, "whether a payee that is no Core Network Practice is a provider of the network")
    named(requirements, True)
    requirements.settle(HAS_CORE, True)
    requirements.settle(PAYEE_IS_MEMBER, True, "practices")
