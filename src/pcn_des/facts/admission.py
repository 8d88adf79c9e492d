"""One admission to a care home: when needs were assessed and the care plan was made, and by when that is due."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from pcn_des.dates import working_days_after
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.errors import OutsideDataError
from pcn_des.network import Admission, CareHome
from pcn_des.network.records import tells_all_of
from pcn_des.values import NEVER, Unknown
from pcn_des.wording import in_words


@attrs.frozen
class Stay:
    """An admission with the home whose list it stands in: the subject of the facts below."""

    home: CareHome
    admission: Admission

    @property
    def name(self) -> str:
        """The stay as reports name it."""
        return f"{self.home.name}, {self.admission.id}"


@fact("date")
def assessed_on(on: View) -> Observed:
    """The day on which the resident's needs were assessed, not before the day of admission."""
    stay: Stay = on.subject
    return _done(on, stay, stay.admission.assessed_on, "assessed", "not assessed", "the assessment")


@fact("date")
def planned_on(on: View) -> Observed:
    """The day on which the care and support plan was made, not before the day of admission."""
    stay: Stay = on.subject
    return _done(on, stay, stay.admission.planned_on, "plan made", "no plan made", "the care and support plan")


@fact("date", takes=("working days",))
def due_by(on: View, days: Fraction) -> Observed:
    """The last day in time: so many working days after the admission, whose own day does not count."""
    stay: Stay = on.subject
    try:
        return Observed(working_days_after(stay.admission.on, int(days)))
    except OutsideDataError:
        return Observed(Unknown.because(f"the bank holidays after {in_words(stay.admission.on)}"))


@fact("yes/no")
def assessment_delay_explained(on: View) -> Observed:
    """Whether the assessment was done, with a reason on record for its delay."""
    stay: Stay = on.subject
    return _explained(on, stay, stay.admission.assessed_on)


@fact("yes/no")
def plan_delay_explained(on: View) -> Observed:
    """Whether the care and support plan was made, with a reason on record for its delay."""
    stay: Stay = on.subject
    return _explained(on, stay, stay.admission.planned_on)


def _done(on: View, stay: Stay, day: date | None, done: str, undone: str, what: str) -> Observed:
    """A day that lies before the admission counts from it; one after the day of the question had not come yet."""
    admitted = stay.admission.on
    if day is None and not tells_all_of(stay.home.admissions, admitted, on.as_of):
        return Observed(Unknown.because(f"{what} of {stay.name}, admitted on {in_words(admitted)}"))
    if day is None or day > on.as_of:
        return Observed(NEVER, f"{undone} since the {stay.admission.kind} on {in_words(admitted)}")
    before = f", before the {stay.admission.kind}" if day < admitted else ""
    return Observed(max(day, admitted), f"{done} on {in_words(day)}{before}")


def _explained(on: View, stay: Stay, day: date | None) -> Observed:
    reason = stay.admission.delay_reason.strip()  # a resident's own affair: answers say only that there is one
    because = "a reason for the delay is on record" if reason else "no reason for the delay is on record"
    return Observed(bool(reason) and day is not None and day <= on.as_of, because)
