"""What a check returns: findings that read like receipts, and the report that holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs

from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.dates import Deadline
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.showing import FRAME, FULL, Shown, show
from pcn_des.sources import Citation, Standing
from pcn_des.units import Quantity

SOON: Final = 92  # days: three months


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
class Finding:
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

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values: texts, numbers as texts, days as ISO texts."""
        return {
            "rule": self.rule,
            "subject": self.subject,
            "subject_name": self.subject_name,
            "title": self.title,
            "owed_by": self.owed_by,
            "strength": self.strength,
            "status": self.status.value,
            "reason": self.reason,
            "observed": _plain(self.observed),
            "required": _plain(self.required),
            "working": self.working,
            "due": _plain_deadline(self.due),
            "other_dues": [_plain_deadline(due) for due in self.other_dues],
            "done": self.done.isoformat() if self.done else None,
            "late_by": self.late_by,
            "missing": list(self.missing),
            "to_judge": self.to_judge,
            "exception": self.exception,
            "without_exception": self.without_exception.value if self.without_exception else None,
            "clause": self.clause,
            "since": self.since.isoformat() if self.since else None,
            "standing": self.standing.value if self.standing else None,
            "note": self.note,
            "consequence": self.consequence,
            "text_missing": self.text_missing,
            "hypothetical": self.hypothetical,
            "facts": [attrs.asdict(fact) for fact in self.facts],
            "terms": [_plain_term(term) for term in self.terms],
            "citations": [_plain_citation(citation) for citation in self.citations],
            "parts": [part.to_dict() for part in self.parts],
        }


@attrs.frozen(kw_only=True)
class Receipt:
    """Under what a report was made, so that it can be made again."""

    as_of: date
    known_on: date | None
    contract_year: str
    contract_digest: str
    package_version: str


@attrs.frozen(kw_only=True)
class Heading:
    """Whom a report is about, as far as the records say."""

    code: str | None = None
    name: str | None = None
    commissioner: str | None = None
    clinical_director: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Report(Shown, Mapping[Any, Finding]):
    """The findings on one network on one day, by obligation: `report["network.list_size"]`.

    An obligation with several subjects is a group with the worst status of its `parts`; `report[obligation, subject]`
    is one of them. The report shows what records say; the commissioner decides.
    """

    heading: Heading
    receipt: Receipt
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def __getitem__(self, key: str | tuple[str, str]) -> Finding:
        rule, subject = (key, None) if isinstance(key, str) else key
        found = next((finding for finding in self.findings if finding.rule == rule), None)
        if found is None:
            raise UnknownNameError("finding", rule, list(self), hint="Is the obligation in force on this day?")
        if subject is None:
            return found
        part = next((part for part in found.parts if part.subject == subject), None)
        if part is None:
            raise UnknownNameError(f"part of {rule} about", subject, [str(part.subject) for part in found.parts])
        return part

    def __iter__(self) -> Iterator[str]:
        return (finding.rule for finding in self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __contains__(self, key: object) -> bool:
        rule, subject = key if isinstance(key, tuple) and len(key) == 2 else (key, None)
        return any(
            finding.rule == rule and (subject is None or any(part.subject == subject for part in finding.parts))
            for finding in self.findings
        )

    def with_status(self, status: Status) -> tuple[Finding, ...]:
        """The findings that have this status."""
        return tuple(finding for finding in self.findings if finding.status is status)

    @property
    def not_met(self) -> tuple[Finding, ...]:
        """The shortfalls: musts that the records show not met."""
        return tuple(finding for finding in self.findings if finding.is_shortfall)

    @property
    def advisories(self) -> tuple[Finding, ...]:
        """What is not met but is no must."""
        return tuple(finding for finding in self.with_status(Status.NOT_MET) if not finding.is_shortfall)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """What the records do not say. Duties whose text was not found are in `text_missing`."""
        return tuple(finding for finding in self.with_status(Status.UNKNOWN) if not finding.text_missing)

    @property
    def text_missing(self) -> tuple[Finding, ...]:
        """Duties that the contract has but whose text was not found."""
        return tuple(finding for finding in self.findings if finding.text_missing)

    @property
    def counts(self) -> dict[Status, int]:
        """How many findings have each status, the worst first."""
        counted = Counter(finding.status for finding in self.findings if not finding.text_missing)
        return {status: counted[status] for status in WORST_FIRST if counted[status]}

    def due_soon(self, days: int = SOON) -> tuple[Finding, ...]:
        """What is not on record as done, and whose day comes within so many days: the nearest first.

        Of a duty with several subjects, the subjects. Each is NOT_DUE, or UNKNOWN where the records do not say.
        """
        end = self.receipt.as_of + timedelta(days=min(days, (date.max - self.receipt.as_of).days))
        coming = [
            (finding.due, finding)
            for finding in _one_by_one(self.findings)
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
        if not 0 <= share <= 1:
            raise MisuseError(f"the share is {share}; it is a part of all, from 0 to 1")
        return _shortest_list({finding.rule: set(finding.wants) for finding in self.findings if finding.wants}, share)

    def diff(self, other: Report) -> tuple[Difference, ...]:
        """What `other` answers differently, duty by duty and subject by subject, with the reasons of both."""
        mine, theirs = (dict(_each(report)) for report in (self, other))
        return tuple(
            Difference(rule=key[0], subject=key[1], before=mine.get(key), after=theirs.get(key))
            for key in dict.fromkeys([*mine, *theirs])
            if _answer(mine.get(key)) != _answer(theirs.get(key))
        )

    def explain(self, rule: str, subject: str | None = None) -> str:
        """A finding written out in full: observed, required, working, terms with sources, and how well established."""
        return str(show(self[rule] if subject is None else self[rule, subject], FULL, self.receipt))

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        return {
            "heading": attrs.asdict(self.heading),
            "receipt": {
                "as_of": self.receipt.as_of.isoformat(),
                "known_on": self.receipt.known_on.isoformat() if self.receipt.known_on else None,
                "contract_year": self.receipt.contract_year,
                "contract_digest": self.receipt.contract_digest,
                "package_version": self.receipt.package_version,
            },
            "counts": {status.value: count for status, count in self.counts.items()},
            "notes": list(self.notes),
            "findings": [finding.to_dict() for finding in self.findings],
            "due_soon": [
                {"rule": finding.rule, "subject": finding.subject, "due": _plain_deadline(finding.due)}
                for finding in self.due_soon()
            ],
            "records_wanted": [{"record": record, "settles": list(duties)} for record, duties in self.records_wanted()],
        }

    def to_frame(self, backend: str = "polars") -> Any:
        """The findings as a table, one row for each subject.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
        """
        return show(self, FRAME, backend)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {status.words}" for status, count in self.counts.items())
        return f"<Report on {self.heading.name or 'given facts'}, {self.receipt.as_of}: {counts}>"


@attrs.frozen(kw_only=True)
class Difference:
    """One duty that two reports answer differently; None where a report does not have it."""

    rule: str
    subject: str | None
    before: Finding | None
    after: Finding | None

    def __str__(self) -> str:
        name = f"{self.rule}, {self.subject}" if self.subject else self.rule
        return f"{name}: {_answer_in_words(self.before)} -> {_answer_in_words(self.after)}"


def _one_by_one(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, and of a group its parts instead."""
    for finding in findings:
        yield from finding.parts or (finding,)


def _each(report: Report) -> Iterator[tuple[tuple[str, str | None], Finding]]:
    for finding in report.findings:
        yield (finding.rule, None), finding
        for part in finding.parts:
            yield (part.rule, part.subject), part


def _answer(finding: Finding | None) -> tuple[object, ...] | None:
    if finding is None:
        return None
    shortfall = finding.reason if finding.status is Status.NOT_MET else ""
    answer = finding.status, finding.late_by, finding.without_exception, finding.observed, finding.required
    return *answer, finding.missing, shortfall


def _answer_in_words(finding: Finding | None) -> str:
    if finding is None:
        return "not in force"
    late = f", {finding.late_by} day{'s' if finding.late_by > 1 else ''} late" if finding.late_by else ""
    return f"{finding.status.words} ({finding.reason}{late})"


def _shortest_list(wanted: dict[str, set[str]], share: float) -> tuple[tuple[str, tuple[str, ...]], ...]:
    open_duties = dict(wanted)
    enough = len(open_duties) - int(len(open_duties) * share)
    chosen: list[tuple[str, tuple[str, ...]]] = []
    given: set[str] = set()
    while len(open_duties) > enough:
        candidates = sorted({record for records in open_duties.values() for record in records} - given)
        left = [records - given for records in open_duties.values()]
        best = max(candidates, key=lambda record: (left.count({record}), sum(record in records for records in left)))
        helped = tuple(rule for rule, records in open_duties.items() if best in records)
        chosen.append((best, helped))
        given.add(best)
        open_duties = {rule: records for rule, records in open_duties.items() if not records <= given}
    return tuple(chosen)


def _plain(value: Quantity | date | str | None) -> dict[str, Any] | str | None:
    if isinstance(value, Quantity):
        others = [str(Quantity(other, value.unit).value) for other in value.alternatives]
        return {"value": str(value.value), "unit": str(value.unit), "alternatives": others}
    return value.isoformat() if isinstance(value, date) else value


def _plain_deadline(due: Deadline | None) -> str | None:
    if due is None:
        return None
    return due.day.isoformat() if due.day else f"{due.first:%Y-%m}"


def _plain_citation(citation: Citation) -> dict[str, str | None]:
    document = citation.document
    return {
        "document": document.key,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "words": citation.words,
    }


def _plain_term(term: TermUse) -> dict[str, Any]:
    return {
        "key": term.key,
        "value": term.value,
        "since": term.since.isoformat(),
        "clause": term.clause,
        "standing": term.standing.value if term.standing else None,
        "note": term.note,
        "hypothetical": term.hypothetical,
        "citations": [_plain_citation(citation) for citation in term.citations],
    }
