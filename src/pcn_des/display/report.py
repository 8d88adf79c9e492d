"""A report as text and HTML, its heading and its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from pcn_des.answers.finding import Finding
from pcn_des.answers.order import Block
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.display.finding import FOR_INFORMATION, TEXT_NOT_FOUND, finding_entry, finding_row
from pcn_des.display.html import badge, fragment, items, notes_shown, page, table
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed, noted
from pcn_des.display.phrases import due_in_words, network_named, receipt_text
from pcn_des.wording import count_of, in_words

DECIDES: Final = "The report shows what the records say. The commissioner decides what follows."
TOLD_IN_SHORT: Final = (Block.UNKNOWN, Block.TO_JUDGE, Block.MET, Block.TEXT_NOT_FOUND)
OF_TODAY: Final = (Block.NOT_MET, Block.ADVISORY)
APPENDIX: Final = (Block.TEXT_NOT_FOUND,)
_BETWEEN: Final = tuple(block for block in Block if block not in (*OF_TODAY, *APPENDIX))
MOST_WANTED: Final = 3  # records that a short report asks for


def report_text(report: Report, width: int = WIDTH) -> str:
    """A report whole: who, when, how many of each answer; then its blocks, what matters first."""
    lines = [
        *_head(report, width),
        *_told(report.blocks, OF_TODAY, width),
        *_due(report, width),
        *_told(report.blocks, _BETWEEN, width),
        *_wanted(report, width),
        *_told(report.blocks, APPENDIX, width),
        *filled(DECIDES, width),
    ]
    return "\n".join([*lines, receipt_in_lines(report.receipt, width)])


def report_in_short(report: Report, command: str = "", width: int = WIDTH) -> str:
    """What a manager acts on: shortfalls, what is due, the records that settle most, and cases for a person to judge.

    What is left out is counted, by its answer, in a line that names the command by which it is shown.
    """
    shown = {block: tuple(_acted_on(block, findings)) for block, findings in report.blocks.items()}
    left = {block: len(findings) - len(shown[block]) for block, findings in report.blocks.items()}
    lines = [
        *_head(report, width),
        *_told(shown, OF_TODAY, width),
        *_due(report, width),
        *_told(shown, _BETWEEN, width),
        *_wanted(report, width, MOST_WANTED),
        *_left_out(left, command, width),
        *filled(DECIDES, width),
    ]
    return "\n".join([*lines, receipt_in_lines(report.receipt, width)])


def _acted_on(block: Block, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What falls short, and what a rule leaves to a person because of a case on record, also beside what is unknown."""
    return (finding for finding in findings if block.is_short or (block is not Block.SETTLED and _open_case(finding)))


def _open_case(finding: Finding) -> bool:
    return any(part.to_judge and part.settled is None for part in finding.parts or (finding,))


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


def _counts(report: Report) -> Iterator[tuple[int, str, str]]:
    """How many findings have each answer: the count, the answer, and what it means."""
    for status, count in report.counts.items():
        meaning = status.meaning
        if status is Status.NOT_MET and report.advisories:
            meaning += f" ({len(report.advisories)} advisory)"
        if status is Status.JUDGEMENT and any(finding.settled for finding in report.findings):
            meaning += f" ({sum(finding.settled is not None for finding in report.findings)} decided)"
        yield count, status.words, meaning
    if report.text_missing:
        yield len(report.text_missing), TEXT_NOT_FOUND, "duties whose wording is not in the data"
    if report.information:
        yield len(report.information), FOR_INFORMATION, "what is usual and no duty"


def _head(report: Report, width: int) -> list[str]:
    """Whom and when a report is about, how many of each answer, and what a reader has to know of the whole."""
    lines = [*each_filled(_heading(report.heading), width), *_period(report), ""]
    lines += [*(f"  {count:>3}  {answer:<15} {meaning}" for count, answer, meaning in _counts(report)), ""]
    lines += noted(report.notes, width)
    return lines


def _told(blocks: Mapping[Block, Iterable[Finding]], which: Iterable[Block], width: int) -> Iterator[str]:
    """Some blocks, each with its findings under its heading; nothing of one that has none."""
    for block in which:
        findings = tuple(blocks.get(block, ()))
        if findings:
            yield block.heading
            for finding in findings:
                yield from finding_entry(finding, width, block in TOLD_IN_SHORT)
            yield ""


def _due(report: Report, width: int) -> list[str]:
    return listed("DUE WITHIN THREE MONTHS and not on record as done", _due_soon(report), width)


def _left_out(left: Mapping[Block, int], command: str, width: int) -> Iterator[str]:
    """How many findings of each answer a short report leaves out, and how they are shown."""
    counted = [f"{count} {block.answer}" for block, count in left.items() if count]
    if counted:
        shown = f"; shown by: {command}" if command else ""
        yield from filled(f"Left out: {', '.join(counted)}{shown}", width)


def _due_soon(report: Report) -> Iterator[str]:
    return (due_in_words(finding, report.receipt.as_of) for finding in report.due_soon())


def _wanted(report: Report, width: int, most: int | None = None) -> list[str]:
    """The records that would settle most of the unknown, the first so many of how many."""
    wanted = report.records_wanted()
    if not wanted:
        return []
    cut = f" ({most} of {len(wanted)} records)" if most is not None and most < len(wanted) else ""
    lines = [f"WHAT WOULD SETTLE MOST OF THE UNKNOWN{cut}"]
    for place, (record, duties) in enumerate(wanted[:most], 1):
        settles = count_of(len(duties), "duty", "duties")
        lines += filled(f"{record} ({settles})", width, f"  {place}. ")
    return [*lines, ""]


def report_html(report: Report) -> str:
    """A report as an HTML fragment, as notebooks show it."""
    soon = items(_due_soon(report))
    wanted = items((f"{record} ({len(duties)})" for record, duties in report.records_wanted()), "ol")
    return fragment(
        f"{_heading_html(report)}{_counts_html(report)}"
        f"{notes_shown(report.notes)}"
        f"{f'<p>Due within three months and not on record as done:</p>{soon}' if soon else ''}"
        f"{''.join(_blocks(report))}"
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
    meant = items(f"{answer}, {count}: {meaning}" for count, answer, meaning in _counts(report))
    return f'<p class="counts">{counted}</p><details><summary>what the answers mean</summary>{meant}</details>'


def _blocks(report: Report) -> Iterator[str]:
    """A table for each block, in the order of a report."""
    for block, findings in report.blocks.items():
        rows = (finding_row(finding, report.receipt) for finding in findings)
        yield f"<h3>{escape(block.heading)}</h3>{table(('Answer', 'Duty', 'Why'), rows)}"
