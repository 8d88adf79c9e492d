"""The six answers that a check can have."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from pcn_des.arguments import a_choice


class Status(StrEnum):
    """What a check found. The commissioner decides what follows from it."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NOT_DUE = "NOT_DUE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    UNKNOWN = "UNKNOWN"
    JUDGEMENT = "JUDGEMENT"

    @property
    def words(self) -> str:
        """The answer as people read it: NOT MET."""
        return self.value.replace("_", " ")

    @property
    def meaning(self) -> str:
        """The answer in a sentence."""
        return _MEANINGS[self]

    @staticmethod
    def worst(statuses: Iterable[Status]) -> Status:
        """The one that most needs looking at; of none at all, NOT_APPLICABLE."""
        return min(statuses, key=WORST_FIRST.index, default=Status.NOT_APPLICABLE)


WORST_FIRST: Final = (
    Status.NOT_MET,
    Status.UNKNOWN,
    Status.JUDGEMENT,
    Status.NOT_DUE,
    Status.MET,
    Status.NOT_APPLICABLE,
)


def a_status(value: object) -> Status:
    """The status that is given, also as its text: `NOT_MET`.

    Raises:
        MisuseError: it is none.
    """
    return Status(a_choice(value, Status, "status"))


_MEANINGS: Final = {
    Status.MET: "the records show it done",
    Status.NOT_MET: "the records show that it falls short",
    Status.NOT_DUE: "not done yet, and its day has not passed",
    Status.NOT_APPLICABLE: "the network does not owe it on this day",
    Status.UNKNOWN: "the records do not say",
    Status.JUDGEMENT: "a person has to decide",
}
