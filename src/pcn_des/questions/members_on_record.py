"""Records of single practices, as far as these are Core Network Practices; what is of others is named and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, Protocol, TypeVar

from pcn_des.facts._members import is_core_practice
from pcn_des.network import Network
from pcn_des.wording import in_words


class OfPractice(Protocol):
    """A record of a practice, or of the network as a whole (None)."""

    @property
    def practice(self) -> str | None:
        """The code of the practice."""


LEFT_OUT: Final = "On record"  # how each sentence begins on what is on record and counts for nothing

Of = TypeVar("Of", bound=OfPractice)


def of_members(
    network: Network, records: Iterable[Of], on: Callable[[Of], date]
) -> tuple[tuple[Of, ...], tuple[str, ...]]:
    """The records of the network and of practices that are members on the day of each; and what was left out, in words.

    A practice that is not on record as a member may be one all the same where the list of practices has gaps: its
    records are left out, too, and the words say so.
    """
    members: dict[date, set[str]] = {}
    kept: list[Of] = []
    left: dict[str, None] = {}
    for record in records:
        day = on(record)
        if day not in members:
            members[day] = {practice.code for practice in network.core_practices(day)}
        if record.practice is None or record.practice in members[day]:
            kept.append(record)
        else:
            left[_left_out(network, record.practice, day)] = None
    return tuple(kept), tuple(left)


def _left_out(network: Network, practice: str, day: date) -> str:
    if is_core_practice(network, day, practice) is False:
        return f"{LEFT_OUT} of {practice}, which is no Core Network Practice on {in_words(day)}: left out."
    return (
        f"{LEFT_OUT} of {practice}, of which it is not known whether it is a Core Network Practice on {in_words(day)}: "
        "left out."
    )
