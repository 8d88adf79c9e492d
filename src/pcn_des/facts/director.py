"""One clinical director in post."""

from __future__ import annotations

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members, is_core_practice
from pcn_des.facts._mergers import successor
from pcn_des.network import Appointment
from pcn_des.values import Unknown


@fact("yes/no")
def is_clinician(on: View) -> Observed:
    """Whether the clinical director is a clinician."""
    appointment: Appointment = on.subject
    if appointment.clinician is None:
        return Observed(Unknown.because(f"whether {appointment.name} is a clinician"))
    return Observed(appointment.clinician, appointment.profession or "")


@fact("yes/no")
def works_in_core_practice(on: View) -> Observed:
    """Whether the clinical director works in a Core Network Practice."""
    appointment: Appointment = on.subject
    if appointment.practice is None and appointment.employed_by_network:
        return Observed(False, f"{appointment.name} is employed by the network, and by no practice on record")
    if appointment.practice is None:
        return Observed(Unknown.because(f"the practice in which {appointment.name} works"))
    members = core_members(on.network, on.as_of)
    heir = successor(on.network, members, appointment.practice, on.as_of) if members is not None else None
    if heir is not None and heir.code != appointment.practice:
        return Observed(True, f"works at {heir.code}, which {appointment.practice} has merged into")
    core = is_core_practice(on.network, on.as_of, appointment.practice)
    if isinstance(core, Unknown):
        return Observed(core)
    if core:
        return Observed(True, f"works at {appointment.practice}")
    return Observed(False, f"{appointment.practice}, where {appointment.name} works, is no Core Network Practice")


@fact("yes/no", absent=False)
def employed_by_network(on: View) -> Observed:
    """Whether the network employs the clinical director, and no practice on record does."""
    appointment: Appointment = on.subject
    employed = bool(appointment.employed_by_network) and appointment.practice is None
    return Observed(employed, works_in_core_practice(on).because)
