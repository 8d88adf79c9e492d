"""Extended hours access."""

from __future__ import annotations

from pcn_des.strategies.recipes._access import require_minutes, require_time_made_up
from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import HAS_CORE, OPEN_ALL_WEEK


@recipe
def weekly_minutes(requirements: Requirements, met: bool) -> None:
    """The minutes of the week are enough for the registered patients; or they are not."""
    for key in ("minutes_per_1000", "rounding_minutes", "list_date", "core_hours", "session_min_minutes"):
        requirements.figure_of_week(f"extended_hours.{key}")
    require_minutes(requirements, met)


@recipe
def weekly_minutes_unsettled(requirements: Requirements, met: bool) -> None:
    """The same by both readings."""
    weekly_minutes(requirements, met)


@recipe
def cancelled_time_made_up(requirements: Requirements, met: bool) -> None:
    """Cancelled time is made up within the window; or some is not."""
    require_time_made_up(requirements, met, "extended_hours")


@recipe
def practice_half_day_closure(requirements: Requirements, met: bool) -> None:
    """No practice closes for half a day each week; or one does."""
    requirements.settle(HAS_CORE, True)
    requirements.settle(OPEN_ALL_WEEK, met, "practices")
