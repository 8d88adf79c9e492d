"""The rules of obligations, one module an area, named as in the contract folders."""

from __future__ import annotations

from pcn_des.rules.obligations import (
    additional_roles,
    care_homes,
    clinical_director,
    enhanced_access,
    extended_hours,
    network,
    network_agreement,
    nominated_payee,
    participation,
    practices,
)

__all__ = [
    "additional_roles",
    "care_homes",
    "clinical_director",
    "enhanced_access",
    "extended_hours",
    "network",
    "network_agreement",
    "nominated_payee",
    "participation",
    "practices",
]
