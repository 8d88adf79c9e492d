"""Each Core Network Practice: its contract, and that it is in one network."""

from __future__ import annotations

from pcn_des.network.practices import CONTRACTS
from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import CONTRACT_TYPE, HAS_CORE, ONE_NETWORK


@recipe
def contract_type(requirements: Requirements, met: bool) -> None:
    """Every practice has a contract that is eligible; or one has another, where there is any."""
    eligible = requirements.figure("practices.contract_types")
    if not met and set(CONTRACTS) <= set(eligible):
        raise UnreachableError(
            f"every contract that a practice can have on record ({', '.join(CONTRACTS)}) is eligible"
        )
    requirements.settle(HAS_CORE, True)
    requirements.settle(CONTRACT_TYPE, met, "practices")


@recipe
def one_network(requirements: Requirements, met: bool) -> None:
    """No practice is in another network; or one is."""
    requirements.settle(HAS_CORE, True)
    requirements.settle(ONE_NETWORK, met, "practices")
