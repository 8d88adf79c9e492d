"""What a claim reads of the scheme, and what the scheme says besides: shown with a year of claims."""

from __future__ import annotations

from typing import Final

from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms

SCHEME: Final = "arrs.scheme."
TRAINING_TIME: Final = {
    "training_time_first_contact_roles": "training_time_first_contact_to_advanced",
    "training_time_personalised_care_roles": "training_time_personalised_care",
}
"""By the name of a list of roles, that of the term which says whether their time in training is reimbursed."""
READ_BY_CLAIMS: Final = (
    "additional_staff_only",
    "baseline_date",
    "baseline_exceptions",
    "baseline_vacancy_grace",
    "commissioner_may_approve_other_roles",
    "early_hire",
    "early_hire_roles",
    "eligible_cost",
    "extra_hours_claimable",
    "funding_share",
    "late_claims",
    "leave_claimable",
    "leave_cover_claimable",
    "lesser_of_cost_and_maximum",
    "london_weighting",
    "maximum_at_funded_share",
    "monthly_maximum",
    "part_month",
    "pro_rata",
    "records_kept",
    "records_kept_of_subcontract",
    "roles_that_may_share_a_limit",
    "uplift_from",
    *TRAINING_TIME,
    *TRAINING_TIME.values(),
)
_BESIDE_THE_SCHEME: Final = (
    "arrs_sum.role_choice",
    "arrs_sum.held_centrally",
    "physician_associate.scope_after_review",
)


def read_by_claims(key: str) -> bool:
    """Whether a claim rests on a term."""
    return key.startswith(SCHEME) and key.removeprefix(SCHEME) in READ_BY_CLAIMS


def shown_besides(key: str) -> bool:
    """Whether a term is shown with a year of claims, and nothing in it follows from it."""
    return key in _BESIDE_THE_SCHEME or (key.startswith(SCHEME) and not read_by_claims(key))


def besides(contract: Terms) -> tuple[Term, ...]:
    """What the scheme says on a day besides what the claims rest on, and what was not found of it."""
    return tuple(contract[key] for key in sorted(contract) if shown_besides(key))
