"""What comes of asking for a saved report again: whether it is the same, and otherwise what differs and why."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.status import Status
from pcn_des.brief import bracketed
from pcn_des.showing import Shown
from pcn_des.wording import count_of

VERSION, CONTRACT, RECORDS = "package version", "contract data", "records"


@attrs.frozen(kw_only=True, repr=False)
class Turned(Shown):
    """A duty, or a subject of it, that a saved report answers differently: the answers before and now, with reasons.

    An answer is None where the report does not have the duty. `changed` are the fields of the finding that are not the
    same, where both have it.
    """

    rule: str
    subject: str | None
    before: Status | None
    now: Status | None
    reason_before: str = ""
    reason_now: str = ""
    changed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The duty, with its subject where it has one."""
        return f"{self.rule}, {self.subject}" if self.subject else self.rule

    @property
    def has_turned(self) -> bool:
        """Whether the answer itself is another, and not only what is said beside it."""
        return self.before is not self.now

    def __repr__(self) -> str:
        before, now = (status.words if status else "not in force" for status in (self.before, self.now))
        return bracketed(f"Turned {self.name}: {before} -> {now}")


@attrs.frozen(kw_only=True, repr=False)
class Cause(Shown):
    """Something that the receipt of a saved report names and that is another now; None where it is not known."""

    what: str
    saved: str | None
    now: str | None

    def __repr__(self) -> str:
        return bracketed(f"Cause {self.what}: {self.saved} -> {self.now}")


@attrs.frozen(kw_only=True, repr=False)
class Verification(Shown):
    """A saved report, made again from its receipt.

    `receipt` is the saved one, `now` what the receipt of the report made again says. `not_made` says why it could not
    be made again, where it could not. `turned` are the duties that are answered differently, `resting` those with the
    same answer from other facts, terms or sources, and `elsewhere` the other parts of the report that differ.
    """

    heading: Heading
    receipt: Receipt
    now: Receipt
    not_made: str = ""
    turned: tuple[Turned, ...] = ()
    resting: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is the same report, whole."""
        return not (self.not_made or self.turned or self.resting or self.elsewhere or self.causes)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What the receipt names and is another now."""
        return tuple(self._causes())

    def _causes(self) -> Iterator[Cause]:
        pairs = (
            (VERSION, self.receipt.package_version, self.now.package_version),
            (CONTRACT, self.receipt.contract_digest, self.now.contract_digest or None),
            (RECORDS, self.receipt.records_digest, self.now.records_digest),
        )
        for what, saved, now in pairs:
            if saved != now and not (what == RECORDS and saved is None):  # reports of the first format do not say it
                yield Cause(what=what, saved=saved, now=now)

    def __repr__(self) -> str:
        about = self.heading.name or "given facts"
        return bracketed(f"Verification of {about}, {self.receipt.as_of}: {self._in_short}")

    @property
    def _in_short(self) -> str:
        if self.same:
            return "the same"
        return (
            "not made again"
            if self.not_made
            else f"not the same, {count_of(len(self.turned), 'answer differs', 'answers differ')}"
        )
