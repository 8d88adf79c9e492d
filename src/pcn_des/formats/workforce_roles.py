"""Which reimbursable role a detailed role of PCN Workforce is: plainly one, maybe one of several, or none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import attrs

from pcn_des.brief import Brief
from pcn_des.folding import folded
from pcn_des.frozen import FrozenMap, frozen

NOT_LISTED: Final = "the list of detailed roles does not have the name"


@attrs.frozen(kw_only=True, repr=False)
class RoleMeaning(Brief):
    """What a detailed role means: plainly one `role`, one of those that it `may_be`, or neither, `because` of what.

    `only_from` has the day from which one of them is open to such staff. `listed` is False of a name that the list does
    not have: it may be any role.
    """

    role: str | None = None
    may_be: tuple[str, ...] = ()
    only_from: Mapping[str, date] = attrs.field(factory=FrozenMap, converter=frozen)
    because: str = ""
    listed: bool = True

    def may_be_on(self, day: date) -> tuple[str, ...]:
        """The roles that the name may be of on a day, where it is not plainly one."""
        return tuple(role for role in self.may_be if day >= self.only_from.get(role, date.min))


def role_key(detailed_role: str) -> str | None:
    """The key of the reimbursable role that a detailed role plainly is; None where the match isn't plain.

    Examples:
        >>> role_key("Care Coordinator")
        'care_coordinator'
        >>> role_key("Advanced Nurse Practitioner") is None
        True
    """
    return _plain_keys().get(folded(detailed_role))


def role_names() -> Mapping[str, tuple[str, ...]]:
    """The detailed roles that match plainly, by the key of the reimbursable role.

    Examples:
        >>> role_names()["paramedic"]
        ('Paramedic',)
    """
    return {key: tuple(names) for key, names in _list()["plainly"].items()}


def meaning_of(detailed_role: str, staff_group: str) -> RoleMeaning:
    """What a detailed role means; the staff group tells the three that are called 'Other' apart.

    Examples:
        >>> meaning_of("Healthcare Assistant", "Other Direct Patient Care staff").may_be
        ('healthcare_support_worker', 'general_practice_assistant', 'other_direct_patient_care')
        >>> meaning_of("Clinical Director – Medical", "Directors").because
        'clinical directors are paid for otherwise and are no role of the scheme'
    """
    found, name = _meanings(), folded(detailed_role)
    known = found.get((name, folded(staff_group))) or found.get((name, ""))
    return known or RoleMeaning(because=NOT_LISTED, listed=False)


def every_meaning() -> tuple[tuple[str, str, RoleMeaning], ...]:
    """Every detailed role of the list: its name, its staff group where that tells it apart, and what it means.

    Examples:
        >>> len(every_meaning())
        78
    """
    return tuple(_entries())


def _entries() -> Iterator[tuple[str, str, RoleMeaning]]:
    listed = _list()
    for key, names in listed["plainly"].items():
        for name in names:
            yield name, "", RoleMeaning(role=key)
    for entry in listed["may_be"]:
        only_from = entry.get("only_from", {})
        meaning = RoleMeaning(may_be=tuple(entry["roles"]), only_from=only_from, because=entry["because"])
        for name in entry["names"]:
            yield name, entry.get("group", ""), meaning
    for entry in listed["none"]:
        for name in entry["names"]:
            yield name, "", RoleMeaning(because=entry["because"])


@cache
def _list() -> Mapping[str, Any]:
    from importlib.resources import files  # a lookup pays for it, an import does not

    text = files("pcn_des.formats").joinpath("workforce_roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _plain_keys() -> Mapping[str, str]:
    return {folded(name): key for key, names in role_names().items() for name in names}


@cache
def _meanings() -> Mapping[tuple[str, str], RoleMeaning]:
    return {(folded(name), folded(group)): meaning for name, group, meaning in _entries()}
