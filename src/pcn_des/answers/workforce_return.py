"""A workforce return beside the contract's limits and a network's own records, as it comes back: questions, no answers.

The return counts everyone whom a network reports, whoever pays. So nothing here is a finding, and nothing has a status.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.brief import Brief, bracketed
from pcn_des.contract.entries import Term
from pcn_des.contract.role_names import role_called
from pcn_des.showing import CSV, FRAME, Shown, show
from pcn_des.values import EXACTLY, WIDE
from pcn_des.wording import count_of

HUNDREDTH: Final = Decimal("0.01")  # of a full-time equivalent: 22 minutes a week


@attrs.frozen(kw_only=True, repr=False)
class DetailedRole(Brief):
    """A role in the words of the return, with the time worked in it.

    `fte` is the time of staff and contracted services together; `contracted` that of contracted services alone, None
    where the file doesn't tell them apart. `at_least` and `at_most` are the parts of it that are less and more than
    nothing: some editions have times that are negative. `role` is the reimbursable role that it plainly is, `may_be`
    those that it may be on the day, `because` why it isn't plain. `listed` is False of a name that is not known: it may
    be any role.
    """

    name: str
    group: str
    fte: Decimal
    contracted: Decimal | None
    at_least: Decimal
    at_most: Decimal
    role: str | None = None
    may_be: tuple[str, ...] = ()
    because: str = ""
    listed: bool = True


@attrs.frozen(kw_only=True, repr=False)
class RoleReturn(Shown):
    """One reimbursable role: what the return has of it, what the contract says of it, what is on record of it.

    - `fte` is the time under names that plainly are the role, `contracted` the part of it that is contracted services
      (None where the file doesn't tell), `people` how many persons share it, without contracted services (None where
      the file doesn't tell persons apart). All are None where there is no return.
    - `at_least` and `at_most` also have regard to names that may be the role or another; `at_most` is None where rows
      that can't be read, or names that are not known, may add to it.
    - `reimbursable` says whether the scheme had the role on the day, and `reason` since or until when; None where
      little of the year had been published by the day of knowledge.
    - `cap` is the limit on the number of posts; None where the role was not reimbursable.
    - `on_record` is the whole-time equivalent (WTE) of the posts on record or of the claims; None where it is unknown.
    - `questions` are what a person should ask.
    """

    role: str
    title: str
    fte: Decimal | None
    contracted: Decimal | None
    people: int | None
    at_least: Decimal | None
    at_most: Decimal | None
    reimbursable: bool | None
    reason: str
    cap: Term | None
    on_record: Decimal | None
    questions: tuple[str, ...] = ()

    @property
    def staff(self) -> Decimal | None:
        """The time of staff, without contracted services; None where that is not told."""
        if self.fte is None or self.contracted is None:
            return None
        return EXACTLY.subtract(self.fte, self.contracted)

    @property
    def difference(self) -> Decimal | None:
        """What is on record less what the return has; None where either is unknown or not exact."""
        if self.on_record is None or self.at_least is None or self.at_least != self.at_most:
            return None
        return EXACTLY.subtract(self.on_record, self.at_least)

    def __repr__(self) -> str:
        said = "unknown" if self.fte is None else f"{hundredths(self.fte)} FTE"
        return bracketed(f"RoleReturn {self.role}: {said}; questions: {len(self.questions)}")


@attrs.frozen(kw_only=True, repr=False)
class WorkforceReturn(Shown):
    """The return of a network for one census, beside the contract's limits and beside posts on record or claims.

    `returned` is False where the file has nothing of the network: its staff are unknown, not none, and `unknown` says
    so. `roles` are the reimbursable roles that are in the return or on record. `unsettled` are the names that may be
    several roles or whose role is not known, `outside` those of no role of the scheme on the day; with the plain ones
    they add up to `total`. `record` names what is compared, such as `posts on record`; it is empty where that is
    unknown, and `record_unknown` says why. `caveats` are what a reader has to know of all figures, `notes` what is
    particular to this answer.
    """

    heading: Heading
    receipt: Receipt
    file: str
    on: date
    registered: int | None
    returned: bool
    unknown: str
    roles: tuple[RoleReturn, ...]
    unsettled: tuple[DetailedRole, ...]
    outside: tuple[DetailedRole, ...]
    total: Decimal | None
    record: str
    record_unknown: str
    caveats: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    @property
    def questions(self) -> tuple[str, ...]:
        """What a person should ask, role by role."""
        return tuple(question for role in self.roles for question in role.questions)

    def role(self, key: str) -> RoleReturn | None:
        """What is said of one role, by its key or its name; None where it is neither in the return nor on record.

        Raises:
            UnknownNameError: a role that there is not.
        """
        asked = role_called(key)
        return next((found for found in self.roles if found.role == asked), None)

    def to_csv(self) -> str:
        """The roles as CSV for spreadsheets, a row each."""
        return str(show(self, CSV))

    def to_frame(self, backend: str = "polars") -> Any:
        """The roles as a table, a row each.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
            MisuseError: a backend that is not supported.
        """
        return show(self, FRAME, backend)

    def __repr__(self) -> str:
        name = self.heading.name or self.heading.code
        asked = len(self.questions)
        counted = f"{count_of(len(self.roles), 'role')}, {count_of(asked, 'question')}"
        found = counted if self.returned else "no return"
        return bracketed(f"WorkforceReturn of {name}, {self.on}: {found}")


def hundredths(number: Decimal) -> str:
    """A full-time equivalent as people write it: to two decimals, without zeros at the end."""
    text = f"{number.quantize(HUNDREDTH, context=WIDE):,f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
