"""A role of the ARRS on every day: whether it is reimbursable, on what terms in each area, and where that stands."""

from __future__ import annotations

from datetime import date
from typing import Final

from pcn_des.contract.files import every_key, span
from pcn_des.contract.history import history
from pcn_des.contract.role_names import names_of_roles, role_called
from pcn_des.contract.roles import Reimbursable, reimbursable
from pcn_des.cost_areas import AREAS
from pcn_des.draft_mark import draft_mark
from pcn_des.formats.by_day.days import days_of_change, in_spells
from pcn_des.formats.by_day.packing import Packed, Plain
from pcn_des.wording import in_words

ON: Final = "{on}"  # stands in a reason for the day that is asked about


def role(name: str) -> Plain:
    """What `reimbursable` answers of a role on each day of the data in each area, as far as is known today.

    Raises:
        UnknownNameError: a role that no contract year has.

    Examples:
        >>> found = role("paramedic")
        >>> [(spell["since"], spell["says"]["reimbursable"]) for spell in found["spells"]][:2]
        [('2019-07-01', False), ('2021-04-01', True)]
    """
    key = role_called(name)
    packed = Packed()
    days = days_of_change(lambda section, of: section == "roles" or (section == "terms" and of.startswith("arrs.")))
    spells = list(in_spells(days, lambda day: _says(key, day, packed)))
    versions = {term: packed.terms(history(term)) for term in sorted(every_key("terms")) if _is_of(term, key)}
    return packed.file(
        "role",
        key,
        reimbursable(key, span().since).title,
        aliases=aliases(key),
        areas=list(AREAS),
        spells=spells,
        history=versions,
    )


def aliases(key: str) -> list[str]:
    """The other names that mean a role."""
    return [name for name in names_of_roles() if name != key and role_called(name) == key]


def _is_of(term: str, role: str) -> bool:
    return term.startswith(f"arrs.{role}.")


def _says(key: str, day: date, packed: Packed) -> Plain:
    answers = {area: reimbursable(key, day, area=area) for area in AREAS}
    answer = next(iter(answers.values()))
    return {
        "reimbursable": answer.answer,
        "reason": _reason(answer),
        "since": answer.since.isoformat() if answer.since else None,
        "until": answer.until.isoformat() if answer.until else None,
        "standing": answer.standing.value if answer.standing else None,
        "note": answer.note,
        "sources": packed.sources(answer.citations),
        "maximum": {area: packed.term(one.maximum, day) for area, one in answers.items()},
        "first_published": {area: packed.term(one.first_published, day) for area, one in answers.items()},
        **{name: packed.term(getattr(answer, name), day) for name in ("cap", "funding_share", "band")},
        "conditions": packed.terms(answer.conditions, day),
        "announced": packed.terms(answer.announced, day),
        **draft_mark(answer.draft_of),
    }


def _reason(answer: Reimbursable) -> str:
    """The reason with a mark in the place of the day that was asked about, which it names first."""
    return answer.reason.replace(f" on {in_words(answer.on)}", f" on {ON}", 1)
