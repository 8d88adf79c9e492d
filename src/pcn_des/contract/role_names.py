"""The names that people use for roles: a title however it is written, a plain short name, and what fits several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from pcn_des.contract.files import every_title
from pcn_des.errors import UnknownNameError
from pcn_des.folding import bare

# Short names that mean one role and no other. A name that could mean another ("AP", "HCA", "NA") is not among them.
_SHORT_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "advanced_practitioner": ("ACP", "advanced clinical practitioner"),
    "apprentice_physician_associate": ("apprentice PA", "physician associate apprentice"),
    "clinical_pharmacist": ("pharmacist",),
    "consultant_nurse_primary_care": ("consultant nurse", "nurse consultant", "primary care consultant nurse"),
    "dietitian": ("dietician",),
    "digital_and_transformation_lead": ("DTL", "digital lead", "transformation lead"),
    "first_contact_physiotherapist": ("FCP", "physio", "physiotherapist", "first contact physio"),
    "general_practice_assistant": ("GPA", "GP assistant"),
    "general_practitioner": ("GP", "GMP", "general medical practitioner", "salaried GP"),
    "health_and_wellbeing_coach": ("HWBC", "HWC", "health coach", "wellbeing coach", "health & wellbeing coach"),
    "healthcare_support_worker": ("HCSW",),
    "mental_health_practitioner_adult": ("adult mental health practitioner", "mental health practitioner (adults)"),
    "mental_health_practitioner_cyp": (
        "CYP mental health practitioner",
        "children and young people's mental health practitioner",
    ),
    "occupational_therapist": ("OT",),
    "other_direct_patient_care": ("other direct patient care role",),
    "pharmacy_technician": ("pharmacy tech", "pharm tech"),
    "physician_associate": ("PA", "physician assistant"),
    "podiatrist": ("podiatrist", "chiropodist"),
    "social_prescribing_link_worker": ("SPLW", "link worker", "social prescriber"),
    "trainee_nursing_associate": ("TNA",),
}

# Names that mean several roles, beyond those whose titles have all their words.
_SEVERAL: Final[Mapping[str, tuple[str, ...]]] = {
    "MHP": ("mental_health_practitioner_adult", "mental_health_practitioner_cyp"),
    "GPN": ("experienced_general_practice_nurse", "new_to_general_practice_nurse"),
    "first contact practitioner": (  # spelt out, it is said of these professions; FCP is the contract's physiotherapist
        "dietitian",
        "first_contact_physiotherapist",
        "occupational_therapist",
        "paramedic",
        "podiatrist",
    ),
}


def role_called(name: str, kind: str = "role") -> str:
    """The key of the role that a key, a title or a short name means, whatever its capitals, blanks and hyphens.

    Raises:
        UnknownNameError: no role is called so, or several may be; the message names those, or offers the nearest.

    Examples:
        >>> role_called("Care Co-ordinator"), role_called("splw")
        ('care_coordinator', 'social_prescribing_link_worker')
        >>> role_called("mental health practitioner")
        Traceback (most recent call last):
        pcn_des.errors.UnknownNameError: There is no role 'mental health practitioner'. It may mean \
'mental_health_practitioner_adult' or 'mental_health_practitioner_cyp': name one.
    """
    if not isinstance(name, str):
        raise UnknownNameError(kind, name, _titles())
    if name in _titles():
        return name
    wanted = bare(name)
    called = _names().get(wanted)
    if called is not None:
        return called
    raise UnknownNameError(kind, name, _titles(), fits=_may_mean(name))


def names_of_roles() -> tuple[str, ...]:
    """Every name that means one role: keys, titles, and the short names that people use."""
    return tuple(dict.fromkeys(name for key, titles in _titles().items() for name in _called(key, titles)))


def _may_mean(name: str) -> tuple[str, ...]:
    """The roles that a name which is nobody's own may mean: said so, or their titles have all its words."""
    said = {bare(several): keys for several, keys in _SEVERAL.items()}.get(bare(name))
    words = _words(name)
    if said or not words:
        return said or ()
    return tuple(
        sorted(key for key, titles in _titles().items() if any(words <= _words(_main(title)) for title in titles))
    )


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, tuple[str, ...]]:
    """The titles that each role has had, by its key."""
    return {key: titles for key, titles in every_title("roles").items() if titles}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """The one role that each name means, by the name without capitals, blanks and signs."""
    return {bare(name): key for key, titles in _titles().items() for name in _called(key, titles)}


def _called(key: str, titles: Iterable[str]) -> tuple[str, ...]:
    return key, *titles, *_SHORT_NAMES.get(key, ())


def _main(title: str) -> str:
    """A title without what stands in brackets: `(no nurse, no doctor)` makes no role a nurse's."""
    return re.sub(r"\(.*?\)", "", title)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))
