"""A network with fewer of its records: an exception for what is no longer there goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from pcn_des.network.agreement import Variation
from pcn_des.network.contradictions import is_on_record, names_on_record
from pcn_des.network.network import Network


def with_fewer(network: Network, **fewer: Any) -> Network:
    """The same network with fewer records in some of its lists; exceptions are for those that are left."""
    left = network.evolve(**fewer, variations=None)
    if network.variations is None:
        return left
    return left.evolve(variations=network.variations.holding(_for_those_left(network.variations, left)))


def _for_those_left(variations: Iterable[Variation], left: Network) -> Iterator[Variation]:
    """One that was for all stays so; one of whose subjects none is left would become one for all."""
    names = set(names_on_record(left))
    for variation in variations:
        subjects = tuple(one for one in variation.subjects if is_on_record(one, left, names))
        if subjects or not variation.subjects:
            yield attrs.evolve(variation, subjects=subjects)
