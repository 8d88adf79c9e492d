"""The Nominated Payee."""

from __future__ import annotations

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network.records import covering
from pcn_des.values import Unknown


@fact("yes/no")
def named(on: View) -> Observed:
    """Whether a Nominated Payee is named."""
    payees = covering(on.network.payees, on.as_of)
    if payees:
        return Observed(True, f"{payees[0].name}, since {written(payees[0].since)}")
    if on.network.payees is not None and on.network.payees.complete:
        return Observed(False, f"nobody is named on {written(on.as_of)}")
    return Observed(Unknown.because("the Nominated Payee"))
