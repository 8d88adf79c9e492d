"""Reports and findings as text that reads well at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten, wrap

from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Receipt
from pcn_des.answers.report import Report
from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.sources import Citation
from pcn_des.units import Quantity
from pcn_des.wording import in_words

WIDTH = 80
MOST_NEEDS = 3
MOST_PARTS = 5
DECIDES = "The report shows what the records say. The commissioner decides what follows."


def report_text(report: Report, width: int = WIDTH) -> str:
    """A report: who, when, how many of each answer; what falls short, what is due; the rest; what would settle most."""
    lines = [*_heading(report), "", *_counts(report), ""]
    for note in report.notes:
        lines += [*filled(f"Note: {note}", width), ""]
    lines += [*_sections(_shortfalls(report), width), *_due_soon(report, width), *_sections(_others(report), width)]
    lines += [*_wanted(report, width), *filled(DECIDES, width), *filled(receipt_text(report.receipt), width)]
    return "\n".join(lines)


def finding_in_full(finding: Finding, receipt: Receipt, width: int = WIDTH) -> str:
    """A finding with everything that it rests on."""
    lines = [*filled(f"{finding.status.words}: {finding.title}", width), _name(finding), ""]
    facts = [
        ("Why", finding.reason),
        ("Observed", _shown(finding.observed)),
        ("Required", required_text(finding)),
        ("To judge", finding.to_judge),
        ("Due", str(finding.due) if finding.due else ""),
        ("Late by", f"{finding.late_by} days" if finding.late_by else ""),
        ("Exception", finding.exception),
        ("Without it", finding.without_exception.words if finding.without_exception else ""),
        ("Owed by", f"{finding.owed_by} ({finding.strength})" if finding.owed_by else ""),
        ("Clause", finding.clause or "not known"),
        ("Since", f"{in_words(finding.since)} in this contract year" if finding.since else ""),
        ("Standing", f"{finding.standing.value}: {finding.standing.meaning}" if finding.standing else ""),
        ("Consequence", finding.consequence),
        ("Note", finding.note),
        ("Hypothetical", "yes: it rests on a term that was changed" if finding.hypothetical else ""),
    ]
    for label, value in facts:
        if value:
            lines += _labelled(label, value, width)
    if finding.missing:
        lines += ["", "What would settle it:", *_bullets(finding.missing, width)]
    if finding.facts:
        lines += ["", "Facts:"]
        for fact in finding.facts:
            because = f" ({fact.because})" if fact.because else ""
            lines += _bullets([f"{fact.title}: {fact.in_words}{because}"], width)
    if finding.terms:
        lines += ["", "Terms of the contract:"]
        for term in finding.terms:
            clause = f", clause {term.clause}" if term.clause else ""
            standing = f", {term.standing.value}" if term.standing else ""
            lines += _bullets([f"{term.key}: {term.in_words}{clause}{standing}"], width)
            lines += filled(term.note, width, "      ") if term.note else []
            lines += _cited(term.sources, width, "      ")
    if finding.citations:
        lines += ["", "The duty is in:", *_cited(finding.citations, width, "  - ")]
    if finding.parts:
        lines += ["", "One by one:"]
        for part in sorted(finding.parts, key=lambda part: WORST_FIRST.index(part.status)):
            lines += filled(_part(part), width, "  - ")
    return "\n".join([*lines, "", *filled(receipt_text(receipt), width)])


# --- the parts of a report --------------------------------------------------------------------------------------------


def _heading(report: Report) -> Iterator[str]:
    heading, receipt = report.heading, report.receipt
    if heading.name:
        yield f"{heading.name} ({heading.code})"
    else:
        yield "Facts given directly"
    if heading.commissioner:
        yield f"Commissioner: {heading.commissioner}"
    if heading.clinical_director:
        yield f"Clinical director: {heading.clinical_director}"
    yield f"Network Contract DES {receipt.contract_year} on {in_words(receipt.as_of)}"
    if receipt.known_on:
        yield f"as published by {in_words(receipt.known_on)}"


def _counts(report: Report) -> Iterator[str]:
    for status, count in report.counts.items():
        meaning = status.meaning
        if status is Status.NOT_MET and report.advisories:
            meaning += f" ({len(report.advisories)} advisory)"
        yield f"  {count:>3}  {status.words:<15} {meaning}"
    if report.text_missing:
        yield f"  {len(report.text_missing):>3}  {'TEXT NOT FOUND':<15} duties whose wording is not in the data"


_Section = tuple[str, tuple[Finding, ...], bool]  # a title, what is under it, and whether that is told in short


def _sections(sections: Iterable[_Section], width: int) -> Iterator[str]:
    for title, findings, short in sections:
        if findings:
            yield title
            for finding in findings:
                yield from _entry(finding, width, short)
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
    yield "TEXT NOT FOUND: said to be duties; their wording is not in the data", report.text_missing, True


def _entry(finding: Finding, width: int, short: bool) -> Iterator[str]:
    """A finding under its status: the duty, why, and (unless in short) the parts, the id and how well established."""
    yield from filled(f"{finding.title}{late_words(finding)}", width, "  - ")
    if short and finding.status is not Status.UNKNOWN:
        yield "    " + shorten(why(finding), width - 4, placeholder=" …")
    else:
        yield from filled(why(finding), width, "    ")
    if finding.to_judge:
        yield from filled(f"to be judged: {finding.to_judge}", width, "    ")
    if finding.working and finding.status in (Status.NOT_MET, Status.UNKNOWN):
        yield from filled(f"required: {required_text(finding)}", width, "    ")
    if finding.without_exception and not short:
        yield from filled(f"without the exception: {finding.without_exception.words}", width, "    ")
    if finding.status is not Status.MET:
        shown, more = parts_to_see(finding)
        for part in shown:
            yield from filled(_part(part), width, "      ")
        if more:
            yield f"      and {more} more"
    silent = [part for part in finding.parts if part.status is Status.UNKNOWN]
    if silent and finding.status is not Status.UNKNOWN:
        names = "; ".join(f"{part.subject_name} ({why(part)})" for part in silent[:MOST_PARTS])
        rest = f"; and {len(silent) - MOST_PARTS} more" if len(silent) > MOST_PARTS else ""
        yield from filled(f"not known: {names}{rest}", width, "      ")
    if short:
        return
    clause = f"clause {finding.clause}, " if finding.clause else ""
    standing = finding.standing.value if finding.standing else ""
    exception = "; no exception on record" if finding.exception == "none on record" else ""
    yield from filled(f"[{_name(finding)}; {clause}{standing}{exception}]", width, "    ")


def why(finding: Finding) -> str:
    """The reason of a finding; of an unknown one, the first things that it needs, and of a group whose those are."""
    if finding.status is not Status.UNKNOWN or not finding.missing:
        return finding.reason
    more = len(finding.missing) - MOST_NEEDS
    needs = f"needs {'; '.join(finding.missing[:MOST_NEEDS])}" + (f"; and {more} more" if more > 0 else "")
    named = len(finding.parts) > 1 and any(part.status is Status.UNKNOWN for part in finding.parts)
    return f"{finding.reason}; {needs}" if named else needs


def parts_to_see(finding: Finding) -> tuple[tuple[Finding, ...], int]:
    """The parts of a group that its reason does not explain, the worst first, and how many more of them there are.

    They have the answer of the group, or are to be judged beside worse ones; what a part of an unknown group needs
    stands in the group's reason already. Of a group that is met they are those that were late.
    """
    if len(finding.parts) == 1 and finding.parts[0].status is finding.status:
        return (), 0
    if finding.status is Status.MET:
        found = [part for part in finding.parts if part.late_by]
    else:
        answers = (finding.status, Status.JUDGEMENT)
        found = [part for part in finding.parts if part.status in answers and not part.missing]
    found.sort(key=lambda part: WORST_FIRST.index(part.status))
    return tuple(found[:MOST_PARTS]), len(found[MOST_PARTS:])


def late_words(finding: Finding) -> str:
    """How late a finding is, or how many of its parts are late, in brackets; nothing where none is."""
    late = [part for part in finding.parts if part.late_by] if finding.status is Status.MET else []
    if finding.late_by:
        return f" (late by {finding.late_by} day{'s' if finding.late_by > 1 else ''})"
    return f" ({len(late)} of {len(finding.parts)} late)" if late else ""


def _part(part: Finding) -> str:
    return f"{part.subject_name}: {part.status.words}{late_words(part)}, {part.reason}"


def _due_soon(report: Report, width: int) -> list[str]:
    coming = report.due_soon()
    if not coming:
        return []
    lines = [line for finding in coming for line in filled(due_in_words(finding, report.receipt.as_of), width, "  - ")]
    return ["DUE WITHIN THREE MONTHS and not on record as done", *lines, ""]


def due_in_words(finding: Finding, as_of: date) -> str:
    """By when a duty is due, and in how many days: `by 19 November 2022, in 5 days: Cancelled time made up`."""
    assert finding.due is not None  # chosen because it has one
    days = (finding.due.last - as_of).days
    left = "today" if days == 0 else f"in {days} day{'s' if days > 1 else ''}"
    subject = f", {finding.subject_name}" if finding.subject_name else ""
    said = f"by {finding.due}, {left}" if finding.due.day else f"on {finding.due}, {left} at the latest"
    return f"{said}: {finding.title}{subject}"


def _wanted(report: Report, width: int) -> list[str]:
    wanted = report.records_wanted()
    if not wanted:
        return []
    lines = ["WHAT WOULD SETTLE MOST OF THE UNKNOWN"]
    for place, (record, duties) in enumerate(wanted, 1):
        settles = f"{len(duties)} dut{'ies' if len(duties) > 1 else 'y'}"
        lines += filled(f"{record} ({settles})", width, f"  {place}. ")
    return [*lines, ""]


def receipt_text(receipt: Receipt) -> str:
    """Under what a report was made, in one line."""
    known = f"as published by {in_words(receipt.known_on)}" if receipt.known_on else "all publications"
    return (
        f"pcn_des {receipt.package_version}; as of {receipt.as_of.isoformat()}; {known}; "
        f"contract data {receipt.contract_year} {receipt.contract_digest}"
    )


# --- words ------------------------------------------------------------------------------------------------------------


def _name(finding: Finding) -> str:
    return f"{finding.rule}, {finding.subject}" if finding.subject else finding.rule


def _shown(value: Quantity | date | str | None) -> str:
    if value is None:
        return ""
    return in_words(value) if isinstance(value, date) else str(value)


def required_text(finding: Finding) -> str:
    """What is required, with its working where there is one: `3,073.8 minutes per week = 60 x 51,230 / 1,000`."""
    required = _shown(finding.required)
    return f"{required} = {finding.working}" if finding.working else required


def _cited(citations: Iterable[Citation], width: int, mark: str) -> list[str]:
    return [line for citation in citations for line in filled(f"{citation}: “{citation.words}”", width, mark)]


def _labelled(label: str, value: str, width: int) -> list[str]:
    return filled(value, width, f"{label + ':':<13}")


def _bullets(items: Iterable[str], width: int) -> list[str]:
    return [line for item in items for line in filled(item, width, "  - ")]


def filled(text: str, width: int, mark: str = "") -> list[str]:
    """A paragraph no wider than `width`: the first line after `mark`, the others below its text."""
    return wrap(
        text,
        width,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [mark]
