"""Posts under the Additional Roles Reimbursement Scheme: who holds them, and the staff baseline."""

from __future__ import annotations

from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import ADDITIONAL, CONDITIONS_MET


@recipe
def conditions(requirements: Requirements, met: bool) -> None:
    """Of every post the conditions of its role are on record as met; or one of them as not met."""
    requirements.settle(CONDITIONS_MET, met, "posts")


@recipe
def additional(requirements: Requirements, met: bool) -> None:
    """Every post is additional to the staff baseline; or one is part of it, and nobody moved into it."""
    if not requirements.figure("arrs.scheme.additional_staff_only"):
        raise UnreachableError("other staff than what is additional may be claimed on that day")
    requirements.settle(ADDITIONAL, met, "posts")
