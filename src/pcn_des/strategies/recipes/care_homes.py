"""Care homes: their clinical leads, the weekly rounds, and those who are admitted."""

from __future__ import annotations

from pcn_des.facts.care_home import DAYS_OF_A_WEEK
from pcn_des.strategies.recipes.book import only_met, recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import ASSESSED, HOME_LEAD, HOME_ROUNDS, PLANNED


@recipe
def clinical_lead(requirements: Requirements, met: bool) -> None:
    """Every home has a lead; or one has none."""
    requirements.settle(HOME_LEAD, met, "care_homes")


@recipe
def weekly_home_round(requirements: Requirements, met: bool) -> None:
    """Every home was visited in time; or the round of one is overdue, by all readings."""
    between = int(requirements.figure("care_homes.days_between_rounds"))
    first_day = requirements.contract.get("care_homes.home_rounds_first_day")
    soon = max(between, 2 * DAYS_OF_A_WEEK)
    if not met and first_day is not None and (requirements.as_of - first_day.value).days <= soon:
        raise UnreachableError("no round is overdue so soon after the day from which they are owed")
    requirements.settle(HOME_ROUNDS, met, "care_homes")


@recipe
def assessment_in_time(requirements: Requirements, met: bool) -> None:
    """Whoever was admitted was assessed in time, or late for a reason."""
    only_met(met, "whether an assessment that is late, or has not come, had a good reason")
    requirements.figure("care_homes.assessment_working_days")
    requirements.settle(ASSESSED, True, "care_homes")


@recipe
def care_plan_in_time(requirements: Requirements, met: bool) -> None:
    """Whoever was admitted has a care plan in time, or late for a reason."""
    only_met(met, "whether a care plan that is late, or has not come, has a good reason")
    requirements.figure("care_homes.care_plan_working_days")
    requirements.settle(PLANNED, True, "care_homes")
