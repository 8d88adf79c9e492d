"""The Network Agreement and its signatures."""

from __future__ import annotations

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.network.records import covering
from pcn_des.values import NEVER, Unknown


@fact("date")
def signed_by_all_on(on: View) -> Observed:
    """The day on which the last of today's Core Network Practices signed the Network Agreement in force."""
    agreements = on.network.agreements
    in_force = covering(agreements, on.as_of)
    if not in_force:
        if agreements is not None and agreements.complete:
            return Observed(NEVER, f"no Network Agreement is in force on {written(on.as_of)}")
        return Observed(Unknown.because("the Network Agreement in force, with its signatures"))
    agreement = in_force[0]
    members = core_members(on.network, on.as_of)
    if agreement.signatures is None or members is None:
        return Observed(Unknown.because(f"the signatures under the Network Agreement {agreement.version}"))
    signed = {signature.practice: signature.on for signature in agreement.signatures if signature.on <= on.as_of}
    unsigned = [practice for practice in members.practices if practice.code not in signed]
    if unsigned and agreement.signatures.complete:
        names = ", ".join(practice.name for practice in unsigned)
        return Observed(NEVER, f"not signed by {names} ({agreement.version})")
    missing = [f"the signature of {practice.name} under the Network Agreement" for practice in unsigned]
    missing += members.missing
    if missing or not members.practices:
        return Observed(Unknown.because(*(missing or ["the list of practices"])))
    last = max(signed[practice.code] for practice in members.practices)
    return Observed(last, f"signed by all {len(members.practices)}, the last on {written(last)} ({agreement.version})")
