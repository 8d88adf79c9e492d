"""The post of clinical director."""

from __future__ import annotations

from pcn_des.dates import written
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network.records import covering
from pcn_des.values import Unknown


@fact("yes/no")
def in_post(on: View) -> Observed:
    """Whether somebody is clinical director."""
    held = covering(on.network.clinical_directors, on.as_of)
    if held:
        names = " and ".join(appointment.name for appointment in held)
        return Observed(True, f"{names}, since {written(min(appointment.since for appointment in held))}")
    vacant = covering(on.network.clinical_director_vacancies, on.as_of)
    if vacant:
        return Observed(False, f"vacant since {written(vacant[0].since)}")
    appointments = on.network.clinical_directors
    if appointments is not None and appointments.complete:
        return Observed(False, f"nobody in post on {written(on.as_of)}")
    return Observed(Unknown.because("the clinical director, with the day of appointment"))
