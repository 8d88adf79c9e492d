"""The way back from a file to what Python answers on a day: the few steps that a program in any language needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pcn_des.dates import as_day
from pcn_des.errors import OutsideDataError
from pcn_des.formats.by_day.roles import ON
from pcn_des.wording import in_words


def spell_on(file: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """The spell of a file that a day lies in. Days are texts such as `2025-05-01`, which compare as days do.

    Raises:
        OutsideDataError: the day is outside the data of the file.
    """
    on = as_day(day, "the day").isoformat()
    for spell in file["spells"]:
        if spell["since"] <= on <= spell["until"]:
            found: Mapping[str, Any] = spell
            return found
    covers = file["covers"]
    raise OutsideDataError(
        f"The file covers {covers['since']} to {covers['until']}; {on} is outside: ask about a day that it covers."
    )


def entry_on(file: Mapping[str, Any], day: date) -> dict[str, Any] | None:
    """What a file of a service, duty, stream, indicator or window says on a day; None where it is not there.

    Examples:
        >>> from pcn_des.formats.by_day.entries import entry
        >>> entry_on(entry("services", "enhanced_access"), date(2022, 11, 14))["phase"]
        'delivery'
    """
    says = spell_on(file, day)["says"]
    return None if says is None or "key" not in says else _cited(file, says)


def services_on(file: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The services of a day from the file of all services, as `terms(day).all_services.to_dict()` has them."""
    return {
        key: _cited(file, {name: value for name, value in service.items() if name != "next"})
        for key, service in spell_on(file, day)["says"].items()
    }


def role_on(file: Mapping[str, Any], day: date, area: str = "national") -> dict[str, Any]:
    """What `reimbursable(role, day, area=area).to_dict()` has, from the file of a role.

    Examples:
        >>> from pcn_des.formats.by_day.roles import role
        >>> role_on(role("GP"), date(2024, 11, 1))["maximum"]["value"]
        '92462'
    """
    says = spell_on(file, day)["says"]
    return {
        "role": file["key"],
        "title": file["title"],
        "on": day.isoformat(),
        "area": area,
        **_cited(file, says),
        "in_short": in_words(says["reimbursable"]),
        "unpublished": "",  # a file is made of all that was published
        "reason": says["reason"].replace(ON, in_words(day)),
        **{name: _term(file, says[name][area], day) for name in ("maximum", "first_published")},
        **{name: _term(file, says[name], day) for name in ("cap", "funding_share", "band")},
        **{name: [_term(file, place, day) for place in says[name]] for name in ("conditions", "announced")},
    }


def _term(file: Mapping[str, Any], place: int | None, day: date) -> dict[str, Any] | None:
    """A term of the file; one that has no days of its own is that of the day that was asked about."""
    if place is None:
        return None
    found = file["terms"][place]
    said = {**_cited(file, found), "superseded": _term(file, found["superseded"], day)}
    del said["in_words"]  # which the file alone has
    return {**said, "since": day.isoformat(), "until": day.isoformat()} if found["since"] is None else said


def _cited(file: Mapping[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    return {**says, "sources": [file["sources"][place] for place in says["sources"]]}
