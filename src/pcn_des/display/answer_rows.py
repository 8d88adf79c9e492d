"""A timeline, a statement and the changes of the contract as rows, for tables and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pcn_des.answers.statement import Statement
from pcn_des.answers.timeline import Timeline
from pcn_des.contract.areas import area_of
from pcn_des.contract.changes import Changes
from pcn_des.csv_text import csv_text
from pcn_des.units import Money
from pcn_des.values import EXACTLY

SPELLS: Final = ("pcn", "rule", "subject", "title", "since", "until", "status", "reason", "standing", "draft")
LINES: Final = (
    *("pcn", "year", "stream", "title", "payee", "month", "amount", "at_least", "at_most", "standing", "missing"),
    "draft",
)
CHANGES: Final = (
    *("section", "area", "key", "title", "kind", "before", "after", "what", "standing", "removed_by", "draft"),
)


def spell_rows(timeline: Timeline) -> Iterator[dict[str, Any]]:
    """A row for each spell of each duty, and of each of its subjects; the duty as a whole has no subject."""
    for (rule, subject), spells in timeline.spells.items():
        for spell in spells:
            standing = spell.finding.standing
            yield {
                "pcn": timeline.heading.code,
                "rule": rule,
                "subject": subject,
                "title": spell.finding.title,
                "since": spell.since,
                "until": spell.until,
                "status": spell.status.value,
                "reason": spell.finding.reason,
                "standing": standing.value if standing else None,
                "draft": bool(timeline.draft_of),
            }


def line_rows(statement: Statement) -> Iterator[dict[str, Any]]:
    """A row for each month of each payment, in whole pence; both ends are the amount where it is exact."""
    for total in statement.payments:
        for line in total.lines:
            exact = line.amount is not None
            yield {
                "pcn": statement.heading.code,
                "year": statement.receipt.contract_year,
                "stream": line.stream,
                "title": total.title,
                "payee": line.payee,
                "month": line.month,
                "amount": _pence(line.amount),
                "at_least": _pence(line.amount if exact else line.at_least),
                "at_most": _pence(line.amount if exact else line.at_most),
                "standing": line.standing.value if line.standing else None,
                "missing": "; ".join(line.missing),
                "draft": bool(statement.draft_of),
            }


def change_rows(changes: Changes) -> Iterator[dict[str, Any]]:
    """A row for each entry that differs, with what it says on either day."""
    for change in changes.changes:
        standing = change.entry.standing
        yield {
            "section": change.section,
            "area": area_of(change.section, change.key),
            "key": change.key,
            "title": change.title,
            "kind": change.kind,
            "before": change.was,
            "after": change.became,
            "what": change.what,
            "standing": standing.value if standing else None,
            "removed_by": "; ".join(citation.document.url for citation in change.removed_by),
            "draft": bool(change.draft_of or changes.draft_of),
        }


def timeline_csv(timeline: Timeline) -> str:
    """The spells as CSV for spreadsheets."""
    return csv_text(SPELLS, ([_cell(row[name]) for name in SPELLS] for row in spell_rows(timeline)))


def changes_csv(changes: Changes) -> str:
    """The changes as CSV for spreadsheets."""
    return csv_text(CHANGES, ([_cell(row[name]) for name in CHANGES] for row in change_rows(changes)))


def _pence(money: Money | None) -> int | None:
    return None if money is None else int(EXACTLY.multiply(money.pounds, 100))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
