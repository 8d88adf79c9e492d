"""One Core Network Practice."""

from __future__ import annotations

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import Practice
from pcn_des.network.records import covering, tells_all_of
from pcn_des.values import Unknown


@fact("text")
def contract_type(on: View) -> Observed:
    """The kind of primary medical services contract that the practice holds."""
    practice: Practice = on.subject
    return Observed(practice.contract_type or Unknown.because(f"the contract type of {practice.name}"))


@fact("yes/no")
def in_another_network(on: View) -> Observed:
    """Whether the practice is a Core Network Practice of another network too."""
    practice: Practice = on.subject
    elsewhere = covering(practice.other_networks, on.as_of)
    if elsewhere:
        return Observed(True, f"also a Core Network Practice of {', '.join(spell.pcn for spell in elsewhere)}")
    if not tells_all_of(practice.other_networks, on.as_of, on.as_of):
        return Observed(Unknown.because(f"whether {practice.name} is in another network"))
    return Observed(False, "in no other network")


@fact("yes/no")
def closes_half_day(on: View) -> Observed:
    """Whether the practice shuts regularly for half a day each week."""
    practice: Practice = on.subject
    if practice.closes_half_day is None:
        return Observed(Unknown.because(f"whether {practice.name} closes for half a day each week"))
    return Observed(
        practice.closes_half_day, "closes for half a day each week" if practice.closes_half_day else "open all week"
    )
