"""What the recipes of extended hours and enhanced access share: the minutes of a week, and cancelled time."""

from __future__ import annotations

from typing import Final

from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import ENOUGH_MINUTES, HAS_CORE, MADE_UP

LISTS: Final = ("access_sessions", "access_weeks", "practices", "populations")


def require_minutes(requirements: Requirements, met: bool) -> None:
    """The minutes of the last whole week are enough for the patients; or they are not."""
    if not met:
        requirements.settle(HAS_CORE, True)  # a network without patients owes nothing
        requirements.know("cancelled_sessions")  # by one reading, their minutes count
    requirements.settle(ENOUGH_MINUTES, met, *LISTS)


def require_time_made_up(requirements: Requirements, met: bool, service: str) -> None:
    """Whatever was cancelled is made up within the window; or something is not."""
    requirements.figure(f"{service}.make_up_window_days")
    requirements.settle(MADE_UP, met, "cancelled_sessions")
