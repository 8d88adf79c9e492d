"""Whether a role is reimbursable under the Additional Roles Reimbursement Scheme on a day, and since when."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.contract.entries import Role
from pcn_des.contract.load import in_force, load_year, span, year_of, years
from pcn_des.dates import ONE_DAY, Period, as_day, written
from pcn_des.errors import UnknownNameError
from pcn_des.sources import Citation, Standing


@attrs.frozen
class Reimbursable:
    """The answer for one role on one day: true or false, with the reason and the sources.

    `since` is the first day of the spell that the day lies in or, before a role's start, of the spell to come; `until`
    its last day, or None where the data hold no end. Both are None where the role had ended or was not known yet.
    """

    role: str
    title: str
    on: date
    answer: bool
    reason: str
    since: date | None
    until: date | None
    standing: Standing | None
    note: str
    citations: tuple[Citation, ...]

    def __bool__(self) -> bool:
        return self.answer


def reimbursable(role: str, on: date, *, known_on: date | None = None) -> Reimbursable:
    """Whether a role is reimbursable on a day. Conditions, caps and maxima are not part of this answer.

    Args:
        role: the key of the role, such as `paramedic`.
        on: the day that the question is about.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        UnknownNameError: a role that no contract year has; the message offers the nearest.
        OutsideDataError: the day is outside the data.
    """
    day = as_day(on, "on")
    year_of(day)
    known_by = date.max if known_on is None else as_day(known_on, "known_on")
    every = [entry for year in years() for entry in load_year(year).roles.get(role, ())]
    if not every:
        raise UnknownNameError("role", role, {key for year in years() for key in load_year(year).roles})
    known = [entry for entry in every if entry.published and entry.published <= known_by]
    entry = in_force(known, day, known_by)
    spell = _spell(known, day)
    title = every[0].title
    if entry is not None:
        assert spell is not None
        reason = f"{title} is reimbursable on {written(day)}, since {written(spell.since)}"
        reason += f" and until {written(spell.until)}." if spell.until else "."
    elif spell is not None:
        entry = next(version for version in known if version.since == spell.since)
        reason = f"{title} is not reimbursable on {written(day)}: it becomes so on {written(spell.since)}."
    elif known:
        entry = known[-1]
        reason = f"{title} is not reimbursable on {written(day)}: it was so until {written(entry.until)}."
    else:
        by = f"as published by {written(known_by)}" if known_on else "as far as is known"
        reason = f"{title} is not reimbursable on {written(day)}, {by}."
    return Reimbursable(
        role=role,
        title=title,
        on=day,
        answer=spell is not None and day in spell,
        reason=reason,
        since=spell.since if spell else None,
        until=spell.until if spell else None,
        standing=entry.standing if entry else None,
        note=entry.note if entry else "",
        citations=entry.sources if entry else (),
    )


def _spell(entries: list[Role], day: date) -> Period | None:
    """The unbroken spell that `day` lies in, or the first one after it; open where it reaches the data's end."""
    for spell in _joined(entries):
        if spell.until is None or day <= spell.until:
            return spell
    return None


def _joined(entries: list[Role]) -> list[Period]:
    spells: list[Period] = []
    for entry in sorted(entries, key=lambda version: version.since):
        if spells and spells[-1].until is not None and entry.since <= spells[-1].until + ONE_DAY:
            spells[-1] = Period(spells[-1].since, max(spells[-1].until, entry.until))
        else:
            spells.append(entry.period)
    end = span().until
    return [Period(spell.since, None if spell.until == end else spell.until) for spell in spells]
