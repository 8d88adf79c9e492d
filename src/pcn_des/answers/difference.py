"""What two reports answer differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.brief import bracketed
from pcn_des.showing import Shown


@attrs.frozen(kw_only=True, repr=False)
class Difference(Shown):
    """One duty that two reports answer differently; None where a report does not have it."""

    rule: str
    subject: str | None
    before: Finding | None
    after: Finding | None

    @property
    def name(self) -> str:
        """The duty, with its subject where it has one."""
        return f"{self.rule}, {self.subject}" if self.subject else self.rule

    def __repr__(self) -> str:
        before, after = (found.status.words if found else "not in force" for found in (self.before, self.after))
        return bracketed(f"Difference {self.name}: {before} -> {after}")


def differences(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Difference, ...]:
    """What is answered differently after, duty by duty and subject by subject."""
    mine, theirs = dict(_each(before)), dict(_each(after))
    return tuple(
        Difference(rule=key[0], subject=key[1], before=mine.get(key), after=theirs.get(key))
        for key in dict.fromkeys([*mine, *theirs])
        if _answer(mine.get(key)) != _answer(theirs.get(key))
    )


def _each(findings: Iterable[Finding]) -> Iterator[tuple[tuple[str, str | None], Finding]]:
    for finding in findings:
        yield (finding.rule, None), finding
        for part in finding.parts:
            yield (part.rule, part.subject), part


def _answer(finding: Finding | None) -> tuple[object, ...] | None:
    if finding is None:
        return None
    shortfall = finding.reason if finding.status is Status.NOT_MET else ""
    answer = finding.status, finding.late_by, finding.without_exception, finding.observed, finding.required
    return *answer, finding.missing, shortfall
