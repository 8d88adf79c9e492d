"""The Nominated Payee."""

from __future__ import annotations

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts import _members
from pcn_des.network.records import covering, tells_all_of
from pcn_des.values import Unknown
from pcn_des.wording import in_words


@fact("yes/no")
def named(on: View) -> Observed:
    """Whether a Nominated Payee is named."""
    payees = covering(on.network.payees, on.as_of)
    if payees:
        return Observed(True, f"{payees[0].name}, since {in_words(payees[0].since)}")
    if tells_all_of(on.network.payees, on.as_of, on.as_of):
        return Observed(False, f"nobody is named on {in_words(on.day_said)}")
    return Observed(Unknown.because("the Nominated Payee"))


@fact("yes/no")
def is_core_practice(on: View) -> Observed:
    """Whether the Nominated Payee is a Core Network Practice."""
    payees = covering(on.network.payees, on.as_of)
    if not payees:
        return Observed(Unknown.because("the Nominated Payee"))
    payee = payees[0]
    if payee.code is None:
        return Observed(Unknown.because(f"the organisation code of the Nominated Payee, {payee.name}"))
    core = _members.is_core_practice(on.network, on.as_of, payee.code)
    if isinstance(core, Unknown):
        return Observed(core)
    if core:
        return Observed(True, f"{payee.name} is a Core Network Practice")
    return Observed(False, f"{payee.name} ({payee.code}) is no Core Network Practice")
