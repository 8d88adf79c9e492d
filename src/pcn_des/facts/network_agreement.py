"""The Network Agreement and its signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
from pcn_des.network import Practice
from pcn_des.network.records import covering
from pcn_des.values import NEVER, Unknown


@fact("date")
def signed_by_all_on(on: View) -> Observed:
    """The day on which the Network Agreement in force was signed by the last of those who were members from its start.

    Every Core Network Practice of today has to have signed.
    """
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
    signed: dict[str, date] = {}
    for signature in agreement.signatures:
        if signature.on <= on.as_of:
            signed[signature.practice] = min(signature.on, signed.get(signature.practice, signature.on))
    unsigned = [practice for practice in members.practices if practice.code not in signed]
    if unsigned and agreement.signatures.complete:
        names = ", ".join(practice.name for practice in unsigned)
        return Observed(NEVER, f"not signed by {names} ({agreement.version})")
    missing = [f"the signature of {practice.name} under the Network Agreement" for practice in unsigned]
    missing += members.missing
    if missing or not members.practices:
        return Observed(Unknown.because(*(missing or ["the list of practices"])))
    # Who joined later signs later: that does not make the agreement late.
    start = max(agreement.since, _first_day(members.practices))
    founders = [practice for practice in members.practices if covering(practice.membership, start)]
    last = max(signed[practice.code] for practice in founders or members.practices)
    return Observed(last, f"signed by all {len(members.practices)}, the last on {written(last)} ({agreement.version})")


def _first_day(practices: Iterable[Practice]) -> date:
    """The first day on which any of the practices was a member."""
    return min(spell.since for practice in practices for spell in practice.membership or ())
