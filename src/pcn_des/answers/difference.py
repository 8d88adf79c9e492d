"""What two reports answer differently, duty by duty and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol, TypeVar

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.brief import bracketed
from pcn_des.showing import Shown

ANSWER: Final = (
    *("status", "text_missing", "late_by", "reason", "observed", "required", "working"),
    *("missing", "without_exception", "settled"),
)
BESIDE: Final = ("subject_name", "done", "due", "other_dues", "to_judge", "exception", "standing")
OF_THE_DUTY: Final = ("title", "owed_by", "strength", "clause", "follows", "consequence", "note")
COMPARED: Final = (*ANSWER, *BESIDE, *OF_THE_DUTY)


class Answered(Protocol):
    """Whatever answers a duty: a finding, or what a saved report says of one. It has the fields that are `COMPARED`."""

    @property
    def rule(self) -> str:
        """The id of the obligation."""

    @property
    def subject(self) -> str | None:
        """Which of several subjects it is about."""

    @property
    def parts(self) -> Iterable[Any]:
        """The answers about its subjects."""


Answer = TypeVar("Answer", bound=Answered)


@attrs.frozen(kw_only=True, repr=False)
class Difference(Shown):
    """One duty that two reports answer differently; None where a report does not have it.

    `changed` are the fields of the finding that are not the same, where both reports have it.
    """

    rule: str
    subject: str | None
    before: Finding | None
    after: Finding | None
    changed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The duty, with its subject where it has one."""
        return f"{self.rule}, {self.subject}" if self.subject else self.rule

    def __repr__(self) -> str:
        before, after = (found.status.words if found else "not in force" for found in (self.before, self.after))
        return bracketed(f"Difference {self.name}: {before} -> {after}")


def differences(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Difference, ...]:
    """What is answered differently after, duty by duty and subject by subject.

    Everything that a reader sees of a finding is compared, except the facts, terms and sources that it rests on: where
    they matter, the values, the reason or the standing differ too. What a subject only repeats of its duty is told
    once, with the duty.
    """
    return tuple(
        Difference(rule=rule, subject=subject, before=one, after=other, changed=changed)
        for (rule, subject), one, other, changed in changed_answers(before, after)
    )


def changed_answers(
    before: Iterable[Answer], after: Iterable[Answer]
) -> Iterator[tuple[tuple[str, str | None], Answer | None, Answer | None, tuple[str, ...]]]:
    """Each duty, or subject of one, that is answered differently: both answers, and the fields that differ."""
    mine, theirs = dict(_each(before)), dict(_each(after))
    for rule, subject in dict.fromkeys([*mine, *theirs]):
        one, other = mine.get((rule, subject)), theirs.get((rule, subject))
        changed: tuple[str, ...] = ()
        if one is not None and other is not None:
            whole = (mine.get((rule, None)), theirs.get((rule, None))) if subject is not None else (None, None)
            changed = tuple(_changed(one, other, *whole))
            if not changed:
                continue
        yield (rule, subject), one, other, changed


def _each(findings: Iterable[Answer]) -> Iterator[tuple[tuple[str, str | None], Answer]]:
    for finding in findings:
        yield (finding.rule, None), finding
        for part in finding.parts:
            yield (part.rule, part.subject), part


def _changed(before: Answered, after: Answered, whole: Answered | None, whole_after: Answered | None) -> Iterator[str]:
    """The fields that are not the same; of one subject, those that its whole duty does not tell already."""
    for name in COMPARED:
        values = getattr(before, name), getattr(after, name)
        if values[0] == values[1]:
            continue
        of_all = whole and getattr(whole, name), whole_after and getattr(whole_after, name)
        if name in ANSWER or whole is None or of_all != values:
            yield name
