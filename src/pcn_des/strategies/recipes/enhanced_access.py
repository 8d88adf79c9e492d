"""Enhanced access."""

from __future__ import annotations

from pcn_des.dates import last_whole_week
from pcn_des.questions.basis import fact_source
from pcn_des.strategies.recipes._access import LISTS, require_minutes, require_time_made_up
from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import HOURS_COVERED
from pcn_des.wording import in_words


@recipe
def weekly_minutes(requirements: Requirements, met: bool) -> None:
    """The minutes of the week are enough for the adjusted patients; or they are not, in a week without bank holiday."""
    for key in ("minutes_per_1000", "rounding_minutes", "network_standard_hours", "outside_hours_min_minutes"):
        requirements.figure_of_week(f"enhanced_access.{key}")
    if not met:
        _no_bank_holiday(requirements)
    require_minutes(requirements, met)


@recipe
def full_standard_hours_covered(requirements: Requirements, met: bool) -> None:
    """Sessions leave no gap in network standard hours; or they do."""
    if not met:
        weekly_minutes(requirements, False)  # by the second reading, enough minutes are enough
    requirements.figure_of_week("enhanced_access.network_standard_hours")
    requirements.settle(HOURS_COVERED, met, *LISTS)


@recipe
def cancelled_time_made_up(requirements: Requirements, met: bool) -> None:
    """Cancelled time is made up within the window; or some is not."""
    require_time_made_up(requirements, met, "enhanced_access")


def _no_bank_holiday(requirements: Requirements) -> None:
    """Whether a week with a bank holiday owes as many minutes was not found."""
    fact, weekly = "enhanced_access.bank_holiday_in_week", requirements.weekly
    source = fact_source({}, requirements.as_of, None)
    holiday = source.observe(fact, (), None, lambda key: term.value if (term := weekly.get(key)) else None)
    weeks = weekly.get("enhanced_access.bank_holiday_weeks")
    if holiday.value is True and not (weeks is not None and weeks.value is False):
        week = in_words(last_whole_week(requirements.as_of).since)
        raise UnreachableError(f"the week of {week} has a {holiday.because}, and what is owed then was not found")
