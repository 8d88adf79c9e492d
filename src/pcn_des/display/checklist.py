"""The checklist of a report: each open judgement with what has to be decided and on what, and blanks to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.phrases import named, network_named, to_decide
from pcn_des.display.report import receipt_in_lines
from pcn_des.wording import in_words

BLANKS: Final = (
    "judged (met, not_met): ______________  on: ____________  until: ____________",
    "by: ____________________________  document: _____________________________",
)
HOW: Final = (
    "Filled in once, signed and dated, each answer goes into the records as a decision (the sheet Decisions of the "
    "workbook, or decisions in the file). It lapses at the end of the contract year, or on the day that it names, and "
    "when the text of the duty changes. Then, and for what is new, the question is open again."
)


def checklist_text(report: Report, width: int = WIDTH) -> str:
    """What a person has to decide, one after another, and what was decided already."""
    open_ones, decided = report.to_judge, report.settled
    lines = filled(f"{network_named(report.heading)}: to judge on {in_words(report.receipt.as_of)}", width)
    lines += [f"{len(open_ones)} open, {len(decided)} decided", "", *filled(HOW, width), ""]
    for number, finding in enumerate(open_ones, 1):
        lines += [*_question(number, finding, width), ""]
    if decided:
        lines += ["DECIDED"]
        for finding in decided:
            assert finding.settled is not None  # chosen because it is
            lines += filled(f"{finding.title} [{named(finding)}]: {finding.settled.name}", width, "  - ")
        lines += [""]
    return "\n".join([*lines, receipt_in_lines(report.receipt, width)])


def _question(number: int, finding: Finding, width: int) -> Iterator[str]:
    mark = f"{number:>3}. "
    indent = " " * len(mark)
    yield from filled(f"{finding.title} ({finding.strength}) [{named(finding)}]", width, mark)
    yield from filled(f"To decide: {to_decide(finding)}", width, indent)
    for evidence in _evidence(finding):
        yield from filled(evidence, width, indent)
    yield from (f"{indent}{blanks}" for blanks in BLANKS)


def _evidence(finding: Finding) -> Iterator[str]:
    """On what it is decided: what records say of it, the words of the sources, and what a reader has to know."""
    for fact in finding.facts:
        yield f"On record: {fact.title}: {fact.in_words}{f' ({fact.because})' if fact.because else ''}"
    for citation in finding.citations:
        yield f"Text: “{citation.words}” ({citation.document.publisher})"
    if finding.note:
        yield f"Note: {finding.note.strip()}"
