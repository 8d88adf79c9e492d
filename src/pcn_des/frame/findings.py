"""Tables: a report's findings as a polars, pandas or pyarrow table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcn_des.frame.tables import frame_of

if TYPE_CHECKING:
    from pcn_des.answers.finding import Finding
    from pcn_des.answers.order import Block
    from pcn_des.answers.report import Report


def findings_frame(report: Report, backend: str = "polars") -> Any:
    """The findings as a table of `backend`, one row for each subject of each obligation.

    Raises:
        MissingExtraError: narwhals or the backend is not installed.
        MisuseError: a backend that is not supported.
    """
    rows = [
        _row(part, block, report)
        for block, findings in report.blocks.items()
        for finding in findings
        for part in finding.parts or (finding,)
    ]
    return frame_of(rows, _COLUMNS, _KINDS, backend)


_KINDS = {
    **dict.fromkeys(("as_of", "due", "done", "short_since", "judged_on"), "Date"),
    "late_by": "Int64",
    "text_missing": "Boolean",
    "draft": "Boolean",
}
_COLUMNS = (
    "pcn",
    "as_of",
    "rule",
    "subject",
    "title",
    "owed_by",
    "strength",
    "status",
    "block",
    "follows",
    "short_since",
    "reason",
    "observed",
    "required",
    "due",
    "done",
    "late_by",
    "missing",
    "to_judge",
    "judged",
    "judged_by",
    "judged_on",
    "text_missing",
    "standing",
    "clause",
    "draft",
)


def _row(finding: Finding, block: Block, report: Report) -> dict[str, Any]:
    values = {
        "pcn": report.heading.code,
        "as_of": report.receipt.as_of,
        "rule": finding.rule,
        "subject": finding.subject,
        "title": finding.title,
        "owed_by": finding.owed_by,
        "strength": finding.strength,
        "status": finding.status.value,
        "block": block.value,
        "follows": finding.follows.value if finding.follows else None,
        "short_since": finding.short_since,
        "reason": finding.reason,
        "observed": None if finding.observed is None else str(finding.observed),
        "required": None if finding.required is None else str(finding.required),
        "due": finding.due.day if finding.due else None,
        "done": finding.done,
        "late_by": finding.late_by,
        "missing": "; ".join(finding.missing),
        "to_judge": finding.to_judge,
        "judged": finding.settled.judged if finding.settled else None,
        "judged_by": finding.settled.by if finding.settled else None,
        "judged_on": finding.settled.on if finding.settled else None,
        "text_missing": finding.text_missing,
        "standing": finding.standing.value if finding.standing else None,
        "clause": finding.clause,
        "draft": bool(report.draft_of),
    }
    return {name: values[name] for name in _COLUMNS}
