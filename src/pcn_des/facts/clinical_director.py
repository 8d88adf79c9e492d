"""The post of clinical director."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from pcn_des.answers.report import SOON
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._since import so_since
from pcn_des.network import Appointment, Network
from pcn_des.network.records import covering, days_of_change, tells_all_of
from pcn_des.values import Unknown, sum_of
from pcn_des.wording import count_of, in_words

WHO_DIRECTS: Final = "the clinical director, with the day of appointment"

FUNDED: Final = "clinical_director.wte"


@fact("yes/no", may_read=(FUNDED,))
def in_post(on: View) -> Observed:
    """Whether somebody is clinical director.

    Their recorded time stands beside the time that the contract pays for; less of it is no shortfall. How they were
    appointed and whether the commissioner was told stand there too, and a term that ends soon is a note of the report.
    """
    held = covering(on.network.clinical_directors, on.as_of)
    if held:
        names = " and ".join(appointment.name for appointment in held)
        since = in_words(min(appointment.since for appointment in held))
        told = "".join(f"; {said}" for appointment in held for said in _appointment(on, appointment, len(held) > 1))
        return Observed(True, f"{names}, since {since}{_time(on, held)}{told}", _terms_ending(on, held))
    if not _is_vacant(on.network, on.as_of):
        return Observed(Unknown.because(WHO_DIRECTS))
    network = on.network
    edges = [*days_of_change(network.clinical_directors), *days_of_change(network.clinical_director_vacancies)]
    vacated = so_since(edges, on.as_of, lambda day: _is_vacant(network, day))
    vacant = covering(on.network.clinical_director_vacancies, on.as_of)
    if vacant:
        first = min(vacancy.since for vacancy in vacant)
        days = [vacancy.notified for vacancy in vacant if vacancy.notified and vacancy.notified <= on.as_of]
        notified = f"; the commissioner was told on {in_words(min(days))}" if days else ""
        return Observed(False, f"vacant since {in_words(first)}{notified}", since=vacated)
    return Observed(False, f"nobody in post on {in_words(on.day_said)}", since=vacated)


def _is_vacant(network: Network, day: date) -> bool:
    """Whether the records show that nobody is clinical director on a day."""
    if covering(network.clinical_directors, day):
        return False
    return bool(covering(network.clinical_director_vacancies, day)) or tells_all_of(
        network.clinical_directors, day, day
    )


@fact("yes/no", may_read=(FUNDED,), absent=False)
def covered(on: View) -> Observed:
    """Whether somebody stands in while the post is vacant."""
    vacant = covering(on.network.clinical_director_vacancies, on.as_of)
    covers = dict.fromkeys(vacancy.covered_by for vacancy in vacant if vacancy.covered_by)
    if covers:
        return Observed(True, f"covered by {' and '.join(covers)}")
    return Observed(False, in_post(on).because)


def _appointment(on: View, held: Appointment, named: bool) -> Iterator[str]:
    """What is on record of an appointment: by whom, the minute, and whether the commissioner was told."""
    who = f"{held.name} " if named else ""
    document = f" ({held.document})" if held.document else ""
    if held.appointed_by:
        yield f"{who}appointed by {held.appointed_by}{document}"
    if held.notified and held.notified <= on.as_of:
        yield f"the commissioner was told{f' of {held.name}' if named else ''} on {in_words(held.notified)}"
    if held.contact:
        yield f"{who}contact on record"


def _terms_ending(on: View, held: Sequence[Appointment]) -> str:
    """A reminder of the terms that end within three months, or have ended while the appointment goes on."""
    soon = on.day_said + timedelta(days=min(SOON, (date.max - on.day_said).days))
    ending = [appointment for appointment in held if appointment.term_ends and appointment.term_ends <= soon]
    return " ".join(_ending(on.day_said, appointment.name, appointment.term_ends) for appointment in ending)


def _ending(as_of: date, name: str, ends: date | None) -> str:
    assert ends is not None  # chosen because it has one
    if ends < as_of:
        return f"The term of {name} as clinical director ended on {in_words(ends)}; no new one is on record."
    days = (ends - as_of).days
    left = "today" if days == 0 else f"in {count_of(days, 'day')}"
    return f"The term of {name} as clinical director ends on {in_words(ends)}, {left}."


def _time(on: View, held: Sequence[Appointment]) -> str:
    """The recorded whole-time equivalent, and the funded one where the year's contract has it."""
    recorded = [appointment.wte for appointment in held if appointment.wte is not None]
    if len(recorded) < len(held):
        return ""
    funded = on.term(FUNDED)
    beside = f", {in_words(funded)} WTE funded for a network of the usual size" if isinstance(funded, Fraction) else ""
    return f"; {sum_of(recorded)} WTE on record{beside}"
