"""Joining the network and leaving it."""

from __future__ import annotations

from pcn_des.strategies.contract_figures import days_to_leave
from pcn_des.strategies.recipes.book import only_met, recipe
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.sentences import CHANGED_IN_WINDOW


@recipe
def change_in_window(requirements: Requirements, met: bool) -> None:
    """A practice left inside a window, and nothing else changed outside one."""
    only_met(met, "a change outside the windows")
    if not days_to_leave(requirements.contract):
        raise UnreachableError("no window in which a practice could have left by then is established")
    requirements.settle(CHANGED_IN_WINDOW, True, "practices")
