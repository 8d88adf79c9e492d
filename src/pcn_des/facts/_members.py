"""Who the Core Network Practices are on a day, with what is missing to be sure of all of them."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.network import Network, Practice
from pcn_des.network.records import covering


@attrs.frozen
class Members:
    """The Core Network Practices that are on record, and what would be needed to know that they are all."""

    practices: tuple[Practice, ...]
    missing: tuple[str, ...]


def core_members(network: Network, day: date) -> Members | None:
    """The Core Network Practices on a day; None where nothing is on record about any practice."""
    if network.practices is None:
        return None
    found, missing = [], []
    for practice in network.practices:
        if any(spell.core for spell in covering(practice.membership, day)):
            found.append(practice)
        elif practice.membership is None or not practice.membership.complete:
            missing.append(f"the membership of {practice.name} ({practice.code})")
    if not network.practices.complete:
        missing.append("whether the list of practices is complete")
    return Members(tuple(found), tuple(missing))
