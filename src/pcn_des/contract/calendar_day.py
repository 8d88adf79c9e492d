"""Something with a day: what the calendar of a contract year is made of."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.dates import ContractYear, Deadline, as_day
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.wording import in_words

DUTY, OPENS, CLOSES, SNAPSHOT, OTHER, LOCAL = "duty", "window opens", "window closes", "snapshot", "date", "local"
STARTS, ENDS, RATE, MAXIMUM = "starts", "ends", "rate", "maximum"
BREACH: Final = "Not done, it is a breach of the contract."  # what follows of a duty of which nothing else is said
ADVICE: Final = "Advice: not done, it is no breach of the contract."
OF_THEIR_DAY: Final = (STARTS, ENDS, RATE, MAXIMUM)  # of which there may be several of one entry in a year
_FIRST: Final = (OPENS, STARTS)  # of the things of one day
_LAST: Final = (CLOSES, ENDS)


@attrs.frozen(kw_only=True, repr=False)
class CalendarDay(Shown):
    """Something with a day: who has to do what, and what follows if not. `day` is None where only the month is known.

    `kind` is a duty; a window that opens or closes; a snapshot; a claim, a declaration, an approval, a payment or
    another step towards one; a service, a role or a payment that starts or ends; a rate or a maximum that changes;
    another date of the contract; or `local`: a user's own.

    `contract_year` is the year that it belongs to, which need not be the one that its day lies in. `every` says how
    often a thing comes that recurs: each time has a day of its own. A deadline that was moved has the earlier one in
    `moved_from`, and in `moved_on` the day on which that became known. One that was `withdrawn` before its day came is
    in no calendar but among what was withdrawn, `withdrawn_on` the day on which it was announced, where that is known.
    """

    when: Deadline
    who: str
    what: str
    kind: str
    key: str = ""
    consequence: str = ""
    standing: Standing | None = None
    citations: tuple[Citation, ...] = ()
    contract_year: str = ""
    every: str = ""
    moved_from: Deadline | None = None
    moved_on: date | None = None
    withdrawn: bool = False
    withdrawn_on: date | None = None

    @property
    def day(self) -> date | None:
        """The day, or None where only the month is established."""
        return self.when.day

    @property
    def title(self) -> str:
        """What it is, with the contract year that it belongs to where its day lies in another."""
        if self.contract_year and str(ContractYear.of(self.when.last)) != self.contract_year:
            return f"{self.what} (for {self.contract_year})"
        return self.what

    @property
    def moved(self) -> str:
        """From which day it was moved, and when that became known; nothing where it was not."""
        if self.moved_from is None:
            return ""
        known = f" on {in_words(self.moved_on)}" if self.moved_on else ""
        return f"moved from {self.moved_from.said}{known}"

    @classmethod
    def local(cls, day: date, what: str, *, who: str = "", consequence: str = "") -> CalendarDay:
        """A deadline of one's own, such as the commissioner's."""
        return cls(when=Deadline.on(as_day(day, "day")), who=who, what=what, kind=LOCAL, consequence=consequence)

    def __repr__(self) -> str:
        return bracketed(f"CalendarDay {self.when}: {self.what}")

    def to_dict(self) -> dict[str, Any]:
        """The day as plain values, ready for JSON."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "month": f"{self.when.first:%Y-%m}",
            "who": self.who,
            "what": self.what,
            "kind": self.kind,
            "key": self.key,
            "consequence": self.consequence,
            "contract_year": self.contract_year or None,
            "every": self.every or None,
            "moved_from": self.moved_from.plain if self.moved_from else None,
            "moved_on": self.moved_on.isoformat() if self.moved_on else None,
            "withdrawn": self.withdrawn,
            "withdrawn_on": self.withdrawn_on.isoformat() if self.withdrawn_on else None,
            "standing": self.standing.value if self.standing else None,
            "sources": [citation.document.url for citation in self.citations],
        }


def in_order(day: CalendarDay) -> tuple[date, int, str, str]:
    """By the last day; what opens or starts before all else on that day, and what closes or ends after it."""
    place = 0 if day.kind in _FIRST else 2 if day.kind in _LAST else 1
    return day.when.last, place, day.kind, day.what
