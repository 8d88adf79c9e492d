"""One clinical director in post."""

from __future__ import annotations

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import core_members
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
    if appointment.practice is None:
        return Observed(Unknown.because(f"the practice in which {appointment.name} works"))
    members = core_members(on.network, on.as_of)
    if members is None:
        return Observed(Unknown.because("the list of practices"))
    if any(practice.code == appointment.practice for practice in members.practices):
        return Observed(True, f"works at {appointment.practice}")
    if members.missing:
        return Observed(Unknown.because(*members.missing))
    return Observed(False, f"{appointment.practice}, where {appointment.name} works, is no Core Network Practice")
