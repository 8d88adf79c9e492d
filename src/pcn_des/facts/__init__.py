"""What is true of a network on a day: named quantities worked out from its records, one module an area."""

from __future__ import annotations

from pcn_des.facts import (
    admission,
    cancelled_session,
    care_home,
    care_homes,
    clinical_director,
    director,
    enhanced_access,
    evidence,
    extended_hours,
    membership_change,
    network,
    network_agreement,
    nominated_payee,
    population,
    post,
    practice,
    subjects,
)

__all__ = [
    "admission",
    "cancelled_session",
    "care_home",
    "care_homes",
    "clinical_director",
    "director",
    "enhanced_access",
    "evidence",
    "extended_hours",
    "membership_change",
    "network",
    "network_agreement",
    "nominated_payee",
    "population",
    "post",
    "practice",
    "subjects",
]
