"""The answer for one duty: a receipt with everything that it rests on."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.answers.status import Status
from pcn_des.dates import Deadline
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.units import Quantity


@attrs.frozen
class FactUse:
    """A fact as a finding saw it: its value in words, and what a reader should know beside it."""

    name: str
    title: str
    value: str
    because: str = ""


@attrs.frozen
class TermUse:
    """A term as a finding read it: its value in words, since when, and how well it is established."""

    key: str
    value: str
    since: date
    clause: str | None
    standing: Standing | None
    note: str = ""
    citations: tuple[Citation, ...] = ()
    hypothetical: bool = False


@attrs.frozen(kw_only=True)
class Finding(Shown):
    """The answer for one obligation and one subject: a receipt with everything that it rests on.

    `observed` and `required` are a `Quantity`, a `date` or a text; `missing` says what would settle an UNKNOWN;
    `to_judge` what a person has to decide where a rule leaves it to one (of a duty that is for a person altogether,
    `reason` says it); `late_by` is in days; `without_exception` is the answer that a lifted duty would have had;
    `standing` the weakest among what it read.
    """

    rule: str
    title: str
    owed_by: str
    strength: str
    status: Status
    reason: str
    subject: str | None = None
    subject_name: str = ""
    observed: Quantity | date | str | None = None
    required: Quantity | date | str | None = None
    working: str = ""
    due: Deadline | None = None
    other_dues: tuple[Deadline, ...] = ()  # by the other readings of the text
    done: date | None = None
    late_by: int | None = None
    missing: tuple[str, ...] = ()
    to_judge: str = ""
    exception: str = ""
    without_exception: Status | None = None
    clause: str | None = None
    since: date | None = None
    standing: Standing | None = None
    note: str = ""
    consequence: str = ""
    facts: tuple[FactUse, ...] = ()
    terms: tuple[TermUse, ...] = ()
    citations: tuple[Citation, ...] = ()
    text_missing: bool = False  # the contract has this duty, but its text was not found
    hypothetical: bool = False
    parts: tuple[Finding, ...] = ()

    @property
    def is_shortfall(self) -> bool:
        """Whether a must is not met."""
        return self.status is Status.NOT_MET and self.strength == "must"

    @property
    def wants(self) -> tuple[str, ...]:
        """The records that would settle what is unknown in it: the whole, or some of its parts beside worse ones."""
        if self.missing or self.text_missing:
            return self.missing
        silent = (part for part in self.parts if part.status is Status.UNKNOWN)
        return tuple(dict.fromkeys(record for part in silent for record in part.missing))
