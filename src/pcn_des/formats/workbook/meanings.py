"""What the choices of the record classes mean, for the drop-down lists of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, str]] = {
    "commissioner": "the clinical commissioning group, later the integrated care board",
    "Nominated Payee": "the organisation that is paid for the network",
    "Network Area": "the area that the network serves",
    "merged": "the practice merged into another, which has its patients since",
    "left": "the practice left the network",
    "dispersed": "the practice ended, and its patients went to practices round about",
    "closed": "the practice closed",
    "GMS": "General Medical Services",
    "PMS": "Personal Medical Services",
    "APMS": "Alternative Provider Medical Services",
    "registered": "heads on the list, as NHS England publishes them each month",
    "weighted": "the contractor's weighted list (Carr-Hill formula)",
    "adjusted": "the PCN Adjusted Population",
    "clinical director": "a person's appointment",
    "vacancy": "nobody holds the post",
    "community": "a community services provider",
    "mental_health": "a mental health provider",
    "social_care": "social care",
    "pharmacy": "a community pharmacy or its committee",
    "hospital": "a hospital or its trust",
    "voluntary": "a voluntary or charitable organisation",
    "federation": "a federation of practices",
    "other": "anything else",
    "extended_hours": "extended hours access, until 30 September 2022",
    "enhanced_access": "enhanced access, from 1 October 2022",
    "admission": "to the home, for the first time or after having left it for good",
    "readmission": "back to the home, as after a stay in hospital",
    "met": "the duty was judged met",
    "not_met": "the duty was judged not met: it stands with what falls short",
    "waiver": "a duty is lifted for a time",
    "agreement": "the commissioner agreed to something",
    "approval": "the commissioner approved something",
    "cap_waiver": "a cap on reimbursed staff is lifted",
    "local_variation": "terms are replaced for this network (from 1 May 2026)",
}
