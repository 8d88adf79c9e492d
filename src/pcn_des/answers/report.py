"""What a check returns: the findings on one network on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.answers.difference import Difference, differences
from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence
from pcn_des.answers.order import Block, in_blocks
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.status import WORST_FIRST, Status, a_status
from pcn_des.answers.wanted import shortest_list
from pcn_des.arguments import a, a_count, a_text
from pcn_des.brief import bracketed, briefly
from pcn_des.contract.entries import COMMISSIONER
from pcn_des.contract.files import every_key, span, year_of
from pcn_des.contract.terms import Terms
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.showing import CHECKLIST, FRAME, FULL, SHORT, Shown, show

_COMMISSIONERS: Final = Sentence("a duty of the commissioner; the network does not owe it and is not checked")
SOON: Final = 92  # days: three months
REPORT_FORMAT: Final = 2  # of a saved report: 1, which says nothing, had no digest of the records


@attrs.frozen(kw_only=True, repr=False)
class Report(Shown, Mapping[Any, Finding]):
    """The findings on one network on one day, by obligation: `report["network.list_size"]`.

    An obligation with several subjects is a group with the worst status of its `parts`; `report[obligation, subject]`
    is one of them. `findings` has them as the contract does; `blocks` and `in_order` as a report is read, what matters
    first. The report shows what records say; the commissioner decides.

    The commissioner's own duties are answered too, with what the contract says of them. They are not the network's, and
    stand in no other list and no count: `commissioners_duties` has all of them.
    """

    heading: Heading
    receipt: Receipt
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __getitem__(self, key: str | tuple[str, str]) -> Finding:
        rule, subject = key if isinstance(key, tuple) and len(key) == 2 else (key, None)
        if not isinstance(rule, str):
            raise UnknownNameError("finding", rule, list(self))
        found = next((finding for finding in self.findings if finding.rule == rule), None)
        if found is None:
            found = next((duty for duty in self.commissioners_duties if duty.rule == rule), None)
        if found is None:
            raise UnknownNameError("finding", rule, list(self), hint=self._why_none(rule))
        if subject is None:
            return found
        part = next((part for part in found.parts if part.subject == subject), None)
        if part is None:
            raise UnknownNameError(f"part of {rule} about", subject, [str(part.subject) for part in found.parts])
        return part

    def _why_none(self, rule: object) -> str:
        """Why there is no finding on a duty that some year has."""
        day = self.receipt.as_of
        if not isinstance(rule, str) or rule not in every_key("obligations") or day not in span():
            return "Is the obligation in force on this day?"
        contract = Terms(year_of(day), day, self.receipt.known_on)
        return "" if rule in contract.obligations else contract.not_in_force("obligations", rule)

    def __iter__(self) -> Iterator[str]:
        return (finding.rule for finding in self.in_order)

    def __len__(self) -> int:
        return len(self.findings)

    def __contains__(self, key: object) -> bool:
        rule, subject = key if isinstance(key, tuple) and len(key) == 2 else (key, None)
        return isinstance(rule, str) and any(
            finding.rule == rule and (subject is None or any(part.subject == subject for part in finding.parts))
            for finding in self.findings
        )

    @property
    def commissioners_duties(self) -> tuple[Finding, ...]:
        """The commissioner's own duties on the day: what the contract says, and no answer about the network."""
        day = self.receipt.as_of
        if day not in span():
            return ()
        duties = Terms(year_of(day), day, self.receipt.known_on).obligations.values()
        return tuple(
            Finding(
                entry=duty,
                status=Status.NOT_APPLICABLE,
                why=_COMMISSIONERS,
                due=duty.due,
                to_judge=duty.judgement or "",
            )
            for duty in duties
            if duty.owed_by == COMMISSIONER
        )

    @property
    def blocks(self) -> Mapping[Block, tuple[Finding, ...]]:
        """The findings by the block that they stand in; each in one.

        First what falls short: by what follows (no payment, payment withheld, breach, advice), then by how long it has
        lasted; what is past and closed in a block of its own. Last the duties whose text was not found.
        """
        return dict(in_blocks(self.findings, self.receipt.as_of))

    @property
    def in_order(self) -> tuple[Finding, ...]:
        """Every finding once, in the order in which text, HTML, JSON and tables show them."""
        return tuple(finding for held in self.blocks.values() for finding in held)

    def with_status(self, status: Status | str) -> tuple[Finding, ...]:
        """The findings on duties that have this status: `Status.NOT_MET`, or `"NOT_MET"`.

        Raises:
            MisuseError: it is none of the six.
        """
        asked = a_status(status)
        return tuple(finding for finding in self._duties if finding.status is asked)

    @property
    def not_met(self) -> tuple[Finding, ...]:
        """The shortfalls, the gravest first: musts that the records show not met, or that a person judged so."""
        return tuple(finding for finding in self.in_order if finding.is_shortfall)

    @property
    def advisories(self) -> tuple[Finding, ...]:
        """What is not met and is a should or a may."""
        duties = (finding for finding in self.in_order if not finding.is_information)
        return tuple(finding for finding in duties if finding.is_short and not finding.is_shortfall)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """What the records do not say. Duties whose text was not found are in `text_missing`."""
        return tuple(finding for finding in self.with_status(Status.UNKNOWN) if not finding.text_missing)

    @property
    def to_judge(self) -> tuple[Finding, ...]:
        """What a person has to decide and has not yet; of a duty with several subjects, the subjects."""
        judged = (finding for finding in _one_by_one(self.in_order) if finding.status is Status.JUDGEMENT)
        return tuple(finding for finding in judged if finding.settled is None)

    @property
    def settled(self) -> tuple[Finding, ...]:
        """What a person decided; of a duty with several subjects, the subjects."""
        return tuple(finding for finding in _one_by_one(self.in_order) if finding.settled is not None)

    @property
    def information(self) -> tuple[Finding, ...]:
        """What is told for information: nobody owes it, and it is in none of the other lists and counts."""
        return tuple(finding for finding in self.findings if finding.is_information)

    @property
    def text_missing(self) -> tuple[Finding, ...]:
        """Duties that the contract has but whose text was not found."""
        return tuple(finding for finding in self.findings if finding.text_missing)

    @property
    def counts(self) -> dict[Status, int]:
        """How many duties have each status, the worst first. What is for information is no duty."""
        counted = Counter(finding.status for finding in self._duties if not finding.text_missing)
        return {status: counted[status] for status in WORST_FIRST if counted[status]}

    def due_soon(self, days: int = SOON) -> tuple[Finding, ...]:
        """What is not on record as done, and whose day comes within so many days: the nearest first.

        Of a duty with several subjects, the subjects. Each is NOT_DUE, or UNKNOWN where the records do not say.

        Raises:
            MisuseError: a number of days that is none, or is below 0.
        """
        asked = a_count(days, "days", such_as=str(SOON))
        end = self.receipt.as_of + timedelta(days=min(asked, (date.max - self.receipt.as_of).days))
        coming = [
            (finding.due, finding)
            for finding in _one_by_one(self._duties)
            if finding.status in (Status.NOT_DUE, Status.UNKNOWN)
            and finding.due is not None
            and self.receipt.as_of <= finding.due.last
            and finding.due.first <= end
        ]
        return tuple(finding for _, finding in sorted(coming, key=lambda dated: dated[0]))

    def records_wanted(self, share: float = 0.8) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The shortest list of records that would settle most unknowns: each with the duties it would help to settle.

        Greedy: at each step the record that completes the most duties, until `share` of them (0 to 1) are settled. A
        duty of which some subjects fall short and others are unknown is among them.

        Raises:
            MisuseError: a share that is none.
        """
        if not isinstance(share, int | float | Decimal | Fraction) or not 0 <= share <= 1:
            raise MisuseError(f"the share is {briefly(share)}; it is a part of all, from 0 to 1")
        return shortest_list({finding.rule: set(finding.wants) for finding in self._duties if finding.wants}, share)

    def diff(self, other: Report) -> tuple[Difference, ...]:
        """What `other` answers differently, duty by duty and subject by subject, with what changed in each finding.

        Raises:
            WrongTypeError: it is no report; `verify` takes one that was saved.
        """
        a(Report, other, "other", "a Report, as assess makes it; verify compares with a report that was saved")
        return differences(self.findings, other.findings)

    def explain(self, rule: str, subject: str | None = None) -> str:
        """A finding written out in full: observed, required, working, terms with sources, and how well established."""
        return str(show(self[rule] if subject is None else self[rule, subject], FULL, self.receipt))

    def in_short(self, command: str = "") -> str:
        """What a manager acts on, on a page: shortfalls, what is due, what to look for, cases for a person to judge.

        What is left out is counted, beside the `command` that shows all of it; `str(report)` does.
        """
        a_text(command, "command")
        return str(show(self, SHORT, command))

    def checklist(self) -> str:
        """Each open judgement with what has to be decided and on what, and blanks to fill in, as text to print."""
        return str(show(self, CHECKLIST))

    def to_frame(self, backend: str = "polars") -> Any:
        """The findings as a table, one row for each subject.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
            MisuseError: a backend that is none of these.
        """
        return show(self, FRAME, backend)

    @property
    def _duties(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.is_information)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {status.words}" for status, count in self.counts.items())
        return bracketed(f"Report on {self.heading.name or 'given facts'}, {self.receipt.as_of}: {counts}")


def _one_by_one(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, and of a group its parts instead."""
    for finding in findings:
        yield from finding.parts or (finding,)
