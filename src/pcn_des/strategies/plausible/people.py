"""Plausible clinical directors, Nominated Payees and commissioners of a network on a day."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pcn_des.dates import ONE_DAY
from pcn_des.network import Appointment, Commissioner, Payee, Records, Vacancy
from pcn_des.strategies.field_values import ods_codes
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import ELIGIBLE, IN_POST, PAYEE, PAYEE_IS_MEMBER, UPDATED


def directors_and_vacancies(plausible: PlausibleValues, core: tuple[str, ...]) -> dict[str, Records[Any] | None]:
    """The clinical director, or nobody: the post is vacant on record, or the complete list ends before the day."""
    whole = plausible.requirements.holds(UPDATED)  # then every change is known
    before = plausible.spell_that_is_over()
    held = [Appointment(name=plausible.person_name(), **before)] if plausible.yes_or_no() else []
    vacant = []
    if plausible.answer(IN_POST):
        answers = plausible.answer_of_each(ELIGIBLE, plausible.draw(st.integers(1, 2)))
        held += [_director(plausible, answer, core) for answer in answers]
    elif plausible.yes_or_no():
        left = before["until"] if held else plausible.past_day(60) - ONE_DAY
        since = plausible.day_between(left + ONE_DAY, plausible.as_of)
        vacant = [Vacancy(since=since, reason=plausible.text_or_blank("retired"))]
    else:
        whole = True
    return {
        "clinical_directors": plausible.record_list("clinical_directors", held, complete=whole),
        "clinical_director_vacancies": plausible.record_list("clinical_director_vacancies", vacant),
    }


def _director(plausible: PlausibleValues, eligible: bool | None, core: tuple[str, ...]) -> Appointment:
    clinician, practice = eligible, plausible.draw(st.sampled_from(core)) if eligible and core else None
    if eligible is False and plausible.yes_or_no():  # a clinician, but of a practice elsewhere
        clinician, practice = True, plausible.draw(ods_codes().filter(lambda code: code not in core))
    return Appointment(
        name=plausible.person_name(),
        profession=plausible.text_or_blank("GP") or None,
        clinician=clinician,
        practice=practice,
        wte=plausible.draw(st.none() | st.decimals("0.1", "1", places=2)),
        appointed_by=plausible.text_or_blank("the members of the network"),
        document=plausible.text_or_blank("minutes"),
        contact=plausible.text_or_blank("office"),
        **plausible.spell_that_lasts(),
    )


def payees(plausible: PlausibleValues, core: tuple[str, ...]) -> Records[Payee] | None:
    """The Nominated Payee, a Core Network Practice or another, or nobody in a complete list."""
    spell = plausible.spell_that_is_over()
    before = Payee(name=plausible.organisation_name("Surgery"), **spell)
    if not plausible.answer(PAYEE):
        return plausible.record_list("payees", [before] if plausible.yes_or_no() else [], complete=True)
    since = plausible.day_between(spell["until"] + ONE_DAY, plausible.as_of)
    is_member = bool(core) and plausible.answer(PAYEE_IS_MEMBER)
    now = Payee(
        name=plausible.organisation_name("Surgery" if is_member else "Federation"),
        code=plausible.draw(st.sampled_from(core) if is_member else st.none() | ods_codes()),
        since=since,
    )
    named = [before, now] if plausible.yes_or_no() else [now]
    return plausible.record_list("payees", named, complete=plausible.requirements.holds(UPDATED))


def commissioners(plausible: PlausibleValues) -> Records[Commissioner] | None:
    """The commissioner of the day."""
    now = Commissioner(name=plausible.organisation_name("ICB"), **plausible.spell_that_lasts())
    return plausible.record_list("commissioners", [now])
