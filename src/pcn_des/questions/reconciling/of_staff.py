"""What is owed for staff, month by month: what may be claimed for the posts on record, as far as the sum goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.claim import NEEDS_AGREEMENT
from pcn_des.dates import ContractYear
from pcn_des.network import Network
from pcn_des.questions.claims.giving_way import GivingWay
from pcn_des.questions.claims.too_many import TooMany
from pcn_des.questions.workforce import workforce

_OF_STAFF: Final = "what may be claimed for the staff on record"
_WITH: Final = ("what is beyond the limit of a role", "what the commissioner has to agree to")
_WITHOUT: Final = ("within the limits of their roles", "without the commissioner's agreement")


@attrs.frozen
class OfStaff:
    """What may be claimed for staff in a month: what may be `owed`, and what of it may be asked for, in words.

    To what may be owed belongs what is beyond the limit of a role and what the commissioner has to agree to, as both
    may be paid; to what may be asked for (`due`) neither does.
    """

    owed: Amount
    due: Amount
    working: str = _OF_STAFF
    due_working: str = _OF_STAFF

    @property
    def with_posts_not_on_record(self) -> OfStaff:
        """The same where there may be posts besides: at least that."""
        return attrs.evolve(self, owed=Amount(self.owed.at_least), due=Amount(self.due.at_least))

    def up_to(self, left: Amount) -> OfStaff:
        """The same, as far as what is left of the year's sum goes."""
        owed, due = self.owed.up_to(left), self.due.up_to(left)
        if (owed, due) == (self.owed, self.due):
            return self
        goes = "as far as the year's sum goes"
        return OfStaff(owed, due, f"{self.working} {goes}", f"{self.due_working} {goes}")


NO_STAFF: Final = OfStaff(NOTHING, NOTHING)


def of_staff(network: Network, year: ContractYear, known_on: date | None) -> Mapping[tuple[str, date], OfStaff]:
    """What may be claimed for the staff on record in each month, by the sum that it counts against.

    A sum is one for the year: what is claimed first is what it pays first.
    """
    found: dict[tuple[str, date], OfStaff] = {}
    staff = workforce(network, str(year), known_on=known_on)
    too_many, giving_way = TooMany.of(network, staff.limits), GivingWay.of(network, staff.claims)
    for pot in staff.pots:
        before = NOTHING
        for one in pot.by_month:
            claims = [claim for claim in staff.claims if (claim.pot, claim.month) == (pot.stream, one.month)]
            agreed = giving_way.sum(claims, NEEDS_AGREEMENT)
            due = too_many.within(claims).up_to(giving_way.sum(claims))
            owed = Amount(due.at_least, (giving_way.sum(claims) + agreed).at_most)
            there_is = (any(map(too_many.concerns, claims)), not agreed.is_nothing)
            month = OfStaff(owed, due, _working(_WITH, there_is, ", at most with "), _working(_WITHOUT, there_is, " "))
            found[pot.stream, one.month] = month if pot.sum.at_most is None else month.up_to(pot.sum.less(before))
            before += owed
    return found


def _working(parts: Sequence[str], there_is: Sequence[bool], joining: str) -> str:
    """What an amount is, with those of its parts that there are."""
    told = [part for part, there in zip(parts, there_is, strict=True) if there]
    return f"{_OF_STAFF}{joining}{' and '.join(told)}" if told else _OF_STAFF
