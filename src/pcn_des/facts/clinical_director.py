"""The post of clinical director."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import Appointment
from pcn_des.network.records import covering, tells_all_of
from pcn_des.values import Unknown
from pcn_des.wording import in_words

FUNDED: Final = "clinical_director.wte"


@fact("yes/no", may_read=(FUNDED,))
def in_post(on: View) -> Observed:
    """Whether somebody is clinical director.

    Their recorded time stands beside the time that the contract pays for; less of it is no shortfall.
    """
    held = covering(on.network.clinical_directors, on.as_of)
    if held:
        names = " and ".join(appointment.name for appointment in held)
        return Observed(
            True, f"{names}, since {in_words(min(appointment.since for appointment in held))}{_time(on, held)}"
        )
    vacant = covering(on.network.clinical_director_vacancies, on.as_of)
    if vacant:
        since = min(vacancy.since for vacancy in vacant)
        return Observed(False, f"vacant since {in_words(since)}", since=since)
    if tells_all_of(on.network.clinical_directors, on.as_of, on.as_of):
        return Observed(False, f"nobody in post on {in_words(on.as_of)}")
    return Observed(Unknown.because("the clinical director, with the day of appointment"))


def _time(on: View, held: Sequence[Appointment]) -> str:
    """The recorded whole-time equivalent, and the funded one where the year's contract has it."""
    recorded = [appointment.wte for appointment in held if appointment.wte is not None]
    if len(recorded) < len(held):
        return ""
    funded = on.term(FUNDED)
    beside = f", {in_words(funded)} WTE funded for a network of the usual size" if isinstance(funded, Fraction) else ""
    return f"; {sum(recorded)} WTE on record{beside}"
