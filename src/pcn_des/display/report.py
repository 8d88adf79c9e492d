"""A report as text and HTML, its heading and its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.report import Report
from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.display.finding import FOR_INFORMATION, TEXT_NOT_FOUND, finding_entry, finding_row
from pcn_des.display.html import badge, fragment, items, page, table
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed
from pcn_des.display.phrases import due_in_words, network_named, receipt_text
from pcn_des.wording import in_words

DECIDES: Final = "The report shows what the records say. The commissioner decides what follows."


def report_text(report: Report, width: int = WIDTH) -> str:
    """A report: who, when, how many of each answer; what falls short, what is due; the rest; what would settle most."""
    lines = [*each_filled(_heading(report.heading), width), *_period(report), "", *_counts(report), ""]
    for note in report.notes:
        lines += [*filled(f"Note: {note}", width), ""]
    lines += [*_sections(_shortfalls(report), width)]
    lines += listed("DUE WITHIN THREE MONTHS and not on record as done", _due_soon(report), width)
    lines += [*_sections(_others(report), width), *_wanted(report, width)]
    return "\n".join([*lines, *filled(DECIDES, width), receipt_in_lines(report.receipt, width)])


def heading_text(heading: Heading, width: int = WIDTH) -> str:
    """Whom an answer is about, as far as the records say."""
    return "\n".join(each_filled(_heading(heading), width))


def _heading(heading: Heading) -> Iterator[str]:
    yield network_named(heading)
    if heading.commissioner:
        yield f"Commissioner: {heading.commissioner}"
    if heading.clinical_director:
        yield f"Clinical director: {heading.clinical_director}"


def receipt_in_lines(receipt: Receipt, width: int = WIDTH) -> str:
    """Under what an answer was made, in lines no wider than `width`."""
    return "\n".join(filled(receipt_text(receipt), width))


def _period(report: Report) -> Iterator[str]:
    yield f"Network Contract DES {report.receipt.contract_year} on {in_words(report.receipt.as_of)}"
    if report.receipt.known_on:
        yield f"as published by {in_words(report.receipt.known_on)}"


def _counts(report: Report) -> Iterator[str]:
    for status, count in report.counts.items():
        meaning = status.meaning
        if status is Status.NOT_MET and report.advisories:
            meaning += f" ({len(report.advisories)} advisory)"
        yield f"  {count:>3}  {status.words:<15} {meaning}"
    if report.text_missing:
        yield f"  {len(report.text_missing):>3}  {TEXT_NOT_FOUND:<15} duties whose wording is not in the data"
    if report.information:
        yield f"  {len(report.information):>3}  {FOR_INFORMATION:<15} what is usual and no duty"


_Section = tuple[str, tuple[Finding, ...], bool]  # a title, what is under it, and whether that is told in short


def _sections(sections: Iterable[_Section], width: int) -> Iterator[str]:
    for title, findings, short in sections:
        if findings:
            yield title
            for finding in findings:
                yield from finding_entry(finding, width, short)
            yield ""


def _shortfalls(report: Report) -> Iterator[_Section]:
    yield "NOT MET", report.not_met, False
    yield "NOT MET, advisory (not a must)", report.advisories, False


def _others(report: Report) -> Iterator[_Section]:
    yield "NOT DUE yet", report.with_status(Status.NOT_DUE), False
    yield "NOT APPLICABLE", report.with_status(Status.NOT_APPLICABLE), False
    yield "UNKNOWN: the records do not say", report.unknown, True
    yield "MET", report.with_status(Status.MET), True
    yield "FOR A PERSON TO JUDGE", report.with_status(Status.JUDGEMENT), True
    yield f"{TEXT_NOT_FOUND}: said to be duties; their wording is not in the data", report.text_missing, True
    yield f"{FOR_INFORMATION}: what is usual and no duty", report.information, False


def _due_soon(report: Report) -> Iterator[str]:
    return (due_in_words(finding, report.receipt.as_of) for finding in report.due_soon())


def _wanted(report: Report, width: int) -> list[str]:
    wanted = report.records_wanted()
    if not wanted:
        return []
    lines = ["WHAT WOULD SETTLE MOST OF THE UNKNOWN"]
    for place, (record, duties) in enumerate(wanted, 1):
        settles = f"{len(duties)} dut{'ies' if len(duties) > 1 else 'y'}"
        lines += filled(f"{record} ({settles})", width, f"  {place}. ")
    return [*lines, ""]


def report_html(report: Report) -> str:
    """A report as an HTML fragment, as notebooks show it."""
    soon = items(_due_soon(report))
    wanted = items((f"{record} ({len(duties)})" for record, duties in report.records_wanted()), "ol")
    return fragment(
        f"{_heading_html(report)}{_counts_html(report)}"
        f"{''.join(f'<p class=note>{escape(note)}</p>' for note in report.notes)}"
        f"{f'<p>Due within three months and not on record as done:</p>{soon}' if soon else ''}"
        f"{_table(report)}{_information(report)}"
        f"{f'<p>What would settle most of the unknown, and how many duties:</p>{wanted}' if wanted else ''}"
        f"<p>{escape(DECIDES)}</p><p class=rule>{escape(receipt_text(report.receipt))}</p>"
    )


def report_page(report: Report) -> str:
    """A report as a whole HTML page, to save or print."""
    return page(report.heading.name or "Network Contract DES", report_html(report))


def _heading_html(report: Report) -> str:
    name, *others = _heading(report.heading)
    lines = [*others, ", ".join(_period(report))]
    return f"<h2>{escape(name)}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


def _counts_html(report: Report) -> str:
    counted = "".join(f"<span>{badge(status)} {count}</span>" for status, count in report.counts.items())
    return f'<p class="counts">{counted}</p>'


def _table(report: Report) -> str:
    ordered = sorted(
        (finding for finding in report.findings if not finding.text_missing and not finding.is_information),
        key=lambda finding: (WORST_FIRST.index(finding.status), not finding.is_shortfall),
    )
    rows = (finding_row(finding, report.receipt) for finding in [*ordered, *report.text_missing])
    return table(("Answer", "Duty", "Why"), rows)


def _information(report: Report) -> str:
    """What is usual and no duty, below the duties."""
    rows = [finding_row(finding, report.receipt) for finding in report.information]
    return (
        f"<p>For information, what is usual and no duty:</p>{table(('Answer', 'What is usual', 'Why'), rows)}"
        if rows
        else ""
    )
