"""A report as HTML: escaped, readable without colour, and no larger than what it says."""

from __future__ import annotations

from html import escape

from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.display.text import (
    DECIDES,
    MOST_PARTS,
    due_in_words,
    finding_in_full,
    late_words,
    parts_to_see,
    receipt_text,
    required_text,
    why,
)
from pcn_des.wording import in_words

COLOURS = {
    Status.NOT_MET: "#a4243b",
    Status.UNKNOWN: "#6b5b00",
    Status.JUDGEMENT: "#5b3a8e",
    Status.NOT_DUE: "#1f5f8b",
    Status.MET: "#1d6b3a",
    Status.NOT_APPLICABLE: "#555555",
}

STYLE = """
.pcn-des { font: 14px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 60rem; }
.pcn-des h2 { font-size: 1.3rem; margin: .2rem 0; }
.pcn-des p { margin: .2rem 0; }
.pcn-des table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
.pcn-des th, .pcn-des td { text-align: left; vertical-align: top; padding: .35rem .6rem; }
.pcn-des tr { border-bottom: 1px solid #ddd; }
.pcn-des .status { white-space: nowrap; font-weight: 600; }
.pcn-des .rule { color: #555; font-size: .85em; }
.pcn-des .counts span { display: inline-block; margin-right: 1rem; }
.pcn-des .note { border-left: 4px solid #6b5b00; padding-left: .6rem; }
.pcn-des pre { white-space: pre-wrap; font-size: .85em; margin: .3rem 0; }
"""


def report_html(report: Report) -> str:
    """A report as an HTML fragment, as notebooks show it."""
    return (
        f'<div class="pcn-des"><style>{STYLE}</style>'
        f"{_heading(report)}{_counts(report)}"
        f"{''.join(f'<p class=note>{escape(note)}</p>' for note in report.notes)}"
        f"{_due_soon(report)}{_table(report)}{_wanted(report)}"
        f"<p>{escape(DECIDES)}</p><p class=rule>{escape(receipt_text(report.receipt))}</p></div>"
    )


def report_page(report: Report) -> str:
    """A report as a whole HTML page, to save or print."""
    return page(report.heading.name or "Network Contract DES", report_html(report))


def page(title: str, body: str) -> str:
    """A whole HTML page around a fragment."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body>{body}</body></html>\n"
    )


def _heading(report: Report) -> str:
    heading, receipt = report.heading, report.receipt
    name = f"{heading.name} ({heading.code})" if heading.name else "Facts given directly"
    lines = [f"<h2>{escape(name)}</h2>"]
    if heading.commissioner:
        lines.append(f"<p>Commissioner: {escape(heading.commissioner)}</p>")
    if heading.clinical_director:
        lines.append(f"<p>Clinical director: {escape(heading.clinical_director)}</p>")
    known = f", as published by {in_words(receipt.known_on)}" if receipt.known_on else ""
    lines.append(f"<p>Network Contract DES {receipt.contract_year} on {in_words(receipt.as_of)}{known}</p>")
    return "".join(lines)


def _counts(report: Report) -> str:
    counted = "".join(f"<span>{_status(status)} {count}</span>" for status, count in report.counts.items())
    return f'<p class="counts">{counted}</p>'


def _table(report: Report) -> str:
    ordered = sorted(
        (finding for finding in report.findings if not finding.text_missing),
        key=lambda finding: (list(COLOURS).index(finding.status), not finding.is_shortfall),
    )
    rows = "".join(_row(finding, report) for finding in [*ordered, *report.text_missing])
    return (
        "<table><thead><tr><th scope=col>Answer</th><th scope=col>Duty</th><th scope=col>Why</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(finding: Finding, report: Report) -> str:
    status = "<span class=status>TEXT NOT FOUND</span>" if finding.text_missing else _status(finding.status)
    advisory = " <span class=rule>(advisory)</span>" if finding.strength not in ("must", "") else ""
    late = f" <b>Late by {finding.late_by} days.</b>" if finding.late_by else ""
    required = f" Required: {escape(required_text(finding))}." if finding.working else ""
    judge = f" To be judged: {escape(finding.to_judge)}." if finding.to_judge else ""
    full = finding_in_full(finding, report.receipt, 100)
    return (
        f"<tr><td>{status}</td>"
        f"<td>{escape(finding.title)}{advisory}<br><span class=rule>{escape(finding.rule)}</span></td>"
        f"<td>{escape(_sentence(why(finding)))}{judge}{required}{late}{_parts(finding)}"
        f"<details><summary>in full</summary><pre>{escape(full)}</pre></details></td></tr>"
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _parts(finding: Finding) -> str:
    """A few parts are all listed; of many, only those to look at."""
    shown, more = (finding.parts, 0) if len(finding.parts) <= MOST_PARTS else parts_to_see(finding)
    items = "".join(
        f"<li>{escape(part.subject_name)}: {_status(part.status)}{late_words(part)} {escape(part.reason)}</li>"
        for part in shown
    )
    items += f"<li>and {more} more</li>" if more else ""
    return f"<ul>{items}</ul>" if items else ""


def _status(status: Status) -> str:
    return f'<span class="status" style="color:{COLOURS[status]}">{status.words}</span>'


def _due_soon(report: Report) -> str:
    items = "".join(f"<li>{escape(due_in_words(each, report.receipt.as_of))}</li>" for each in report.due_soon())
    return f"<p>Due within three months and not on record as done:</p><ul>{items}</ul>" if items else ""


def _wanted(report: Report) -> str:
    items = "".join(f"<li>{escape(record)} ({len(duties)})</li>" for record, duties in report.records_wanted())
    return f"<p>What would settle most of the unknown, and how many duties:</p><ol>{items}</ol>" if items else ""
