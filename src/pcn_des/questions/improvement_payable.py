"""What is payable of a part of the improvement payment, and why: who has it in place, and whether it was declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.dates import ContractYear
from pcn_des.network import Network
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True)
class Declaring:
    """By when a part of a year has to be declared, and how far it is known what was.

    `open_day` is one of which it is not known whether it is in time. What was declared is told up to a day;
    `all_told` says that nothing else was declared up to it.
    """

    by: date | None
    open_day: date | None
    network: Network
    year: ContractYear
    told_up_to: date
    all_told: bool

    @property
    def never(self) -> str:
        """Why what was not declared never will be, in words; nothing where it still may be, or may have been.

        It has to be declared by a day, and a network that has closed declares nothing any more.
        """
        closed = self.network.closed
        ends = [day for day in (self.by, closed) if day is not None]
        if not ends or not self.all_told or self.told_up_to <= min(ends):
            return ""
        last = min(ends)
        return f"not declared by {in_words(last)}{', on which the network closed' if last == closed else ''}"

    def too_late(self, declared: date) -> str:
        """Why a declaration came too late, in words; nothing where it didn't."""
        if self.by is not None and declared > self.by:
            return f"declared on {in_words(declared)}, after {in_words(self.by)}"
        if self.network.closed is not None and declared > self.network.closed:
            return f"declared on {in_words(declared)}, when it was no network: {self.network.why_not_open(declared)}"
        return ""

    @property
    def paid_for(self) -> str:
        """The part of the year for which a declared part is paid: there is money of the months of a network only."""
        days = (self.year.first_day, self.year.last_day)
        whole = not any(map(self.network.why_not_open, days))
        return "paid for the whole year" if whole else "paid for the months of the year in which it was a network"


def payable(
    worth: Amount,
    answers: Mapping[str, bool | None],
    declared: date | None,
    declaring: Declaring,
    *,
    gaps: Sequence[str],
) -> tuple[Amount, str]:
    """What is payable of a part, and why; `gaps` are what is missing to know its practices."""
    missing = [practice for practice, there in answers.items() if there is False]
    if missing:
        return NOTHING, f"not in place in {', '.join(missing)}: one practice is enough to block it"
    lost = declaring.never if declared is None else declaring.too_late(declared)
    if lost:
        return NOTHING, lost
    open_end = Amount(at_most=worth.at_most)
    silent = [practice for practice, there in answers.items() if there is None]
    if silent or gaps or not answers:
        needs = [f"whether it is in place in {', '.join(silent)}"] if silent else []
        needs += gaps
        needs += [] if answers or gaps else ["which practices there are, for there is none on the day"]
        return open_end, f"not known: {'; '.join(needs)}"
    if declared is None:
        return open_end, "in place everywhere, and not declared yet"
    if declaring.by is None:
        return open_end, "declared, and by when it had to be is not known"
    said = f"declared on {in_words(declared)}"
    if declared == declaring.open_day:
        return open_end, f"{said}, and whether that is in time is not known"
    early = declaring.network.why_not_open(declared)
    if early:
        return open_end, f"{said}, when it was no network yet: {early}; whether that counts is not known"
    return worth, f"in place in every practice, {said}: {declaring.paid_for}"
