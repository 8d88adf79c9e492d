"""The Network Agreement."""

from __future__ import annotations

from pcn_des.strategies.recipes.book import only_met, recipe
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import HAS_CORE, SIGNED, UPDATED


@recipe
def signed(requirements: Requirements, met: bool) -> None:
    """Every Core Network Practice signed the agreement in force; or one did not, or none is in force."""
    if met:
        requirements.settle(HAS_CORE, True)
    requirements.settle(SIGNED, met, "agreements", "practices")


@recipe
def updated_after_change(requirements: Requirements, met: bool) -> None:
    """Something changed that it names, and a paper says that it was brought up to date since."""
    only_met(met, "whether an update that has not come is still in time")
    requirements.settle(UPDATED, True, "practices", "clinical_directors", "payees", "areas", "returns")
