"""The network: that it has Core Network Practices, and its size."""

from __future__ import annotations

from fractions import Fraction

from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import APPROVED, HAS_CORE


@recipe
def core_practices(requirements: Requirements, met: bool) -> None:
    """Some practice is a Core Network Practice; or there is none, and nobody is registered with one."""
    requirements.settle(HAS_CORE, met, "practices")
    if not met:
        requirements.at_most_patients(Fraction(0))


@recipe
def list_size(requirements: Requirements, met: bool) -> None:
    """The registered patients reach the minimum; or there are fewer, and the commissioner never approved that."""
    minimum = requirements.figure("network.minimum_population")
    requirements.know("practices", "populations")
    if met:
        requirements.at_least_patients(minimum)
    else:
        requirements.at_most_patients(minimum - 1)
        requirements.settle(APPROVED, False, "areas", "returns")  # otherwise a person judges


@recipe
def list_size_ceiling(requirements: Requirements, met: bool) -> None:
    """The registered patients do not exceed the maximum, if there is one; or they do."""
    maximum = requirements.figure("network.usual_maximum_population")
    requirements.know("practices", "populations")
    if not isinstance(maximum, Fraction):
        if not met:
            raise UnreachableError("there is no limit on that day")
    elif met:
        requirements.at_most_patients(maximum)
    else:
        requirements.at_least_patients(maximum + 1)
