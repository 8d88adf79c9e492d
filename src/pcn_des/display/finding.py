"""A finding as text (an entry of a report, in full) and as HTML (a row of a report, alone), and a difference of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from textwrap import shorten
from typing import Any

from pcn_des.answers.difference import Difference
from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Receipt
from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.contract.beside import terms_beside
from pcn_des.contract.entries import COMMISSIONER, Follows, Term
from pcn_des.contract.question import terms
from pcn_des.display.html import badge, fragment, table_row
from pcn_des.display.paragraphs import WIDTH, bullets, cited, filled, labelled
from pcn_des.display.phrases import (
    MOST_PARTS,
    compared,
    follows_in_words,
    late_words,
    named,
    part_in_words,
    parts_to_see,
    receipt_text,
    required_text,
    why,
)
from pcn_des.display.terms import superseded_said
from pcn_des.network.decisions import Decision
from pcn_des.wording import count_of, in_words

TEXT_NOT_FOUND = "TEXT NOT FOUND"
FOR_INFORMATION = "FOR INFORMATION"
OF_THE_COMMISSIONER = "THE COMMISSIONER'S DUTY"
OWN = "not of the contract"  # a duty that whoever asked has added


def finding_text(finding: Finding, width: int = WIDTH) -> str:
    """A finding alone: its answer and duty, and why; the parts to look at; its id and how well it is established."""
    answer = _apart(finding) or finding.status.words
    lines = filled(f"{answer}: {finding.title}{late_words(finding)}", width)
    return "\n".join([*lines, *_told(finding, width, short=False)])


def finding_entry(finding: Finding, width: int, short: bool) -> Iterator[str]:
    """A finding under its status: the duty, why, and (unless in short) the parts, the id and how well established."""
    yield from filled(f"{finding.title}{late_words(finding)}", width, "  - ")
    yield from _told(finding, width, short)


def _told(finding: Finding, width: int, short: bool) -> Iterator[str]:
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
    if finding.settled:
        yield from filled(finding.settled.name, width, "    ")
    yield from _parts(finding, width)
    if finding.is_short and finding.follows:
        yield from filled(f"follows: {follows_in_words(finding)}", width, "    ")
    if short:
        return
    clause = f"clause {finding.clause}, " if finding.clause else ""
    standing = finding.standing.value if finding.standing else ""
    if finding.entry.own or not (standing or finding.text_missing):
        standing = f"{standing}, {OWN}" if standing else OWN
    exception = "; no exception on record" if finding.exception == "none on record" else ""
    beside = "; no duty" if finding.is_information else exception
    yield from filled(f"[{named(finding)}; {clause}{standing}{beside}]", width, "    ")


def _parts(finding: Finding, width: int) -> Iterator[str]:
    if finding.status is not Status.MET:
        shown, more = parts_to_see(finding)
        for part in shown:
            yield from filled(part_in_words(part), width, "      ")
        if more:
            yield f"      and {more} more"
    silent = [part for part in finding.parts if part.status is Status.UNKNOWN]
    if silent and finding.status is not Status.UNKNOWN:
        names = "; ".join(f"{part.subject_name} ({why(part)})" for part in silent[:MOST_PARTS])
        rest = f"; and {len(silent) - MOST_PARTS} more" if len(silent) > MOST_PARTS else ""
        yield from filled(f"not known: {names}{rest}", width, "      ")


def finding_in_full(finding: Finding, receipt: Receipt | None = None, width: int = WIDTH) -> str:
    """A finding with everything that it rests on, and under what it was made where a receipt says it."""
    answer = OF_THE_COMMISSIONER if finding.owed_by == COMMISSIONER else finding.status.words
    lines = [*filled(f"{answer}: {finding.title}", width), named(finding), ""]
    for label, value in _labels(finding):
        lines += labelled(label, value, width) if value else []
    for title, listed in (
        ("What would settle it:", bullets(finding.missing, width)),
        ("Facts:", _facts(finding, width)),
        ("Terms of the contract:", _terms(finding.terms, width)),
        ("The contract also says:", _terms(_beside(finding, receipt), width)),
        ("The duty is in:", cited(finding.citations, width, "  - ")),
        ("One by one:", bullets(map(part_in_words, _worst_first(finding.parts)), width)),
    ):
        below = list(listed)
        lines += ["", title, *below] if below else []
    lines += ["", *filled(receipt_text(receipt), width)] if receipt else []
    return "\n".join(lines)


def _labels(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Why", finding.reason
    yield "Observed", compared(finding.observed)
    yield "Required", required_text(finding)
    yield "Otherwise", finding.working_otherwise and f"by another reading, {finding.working_otherwise}"
    yield "To judge", finding.to_judge
    yield "Judged", finding.settled.name.removeprefix("judged ") if finding.settled else ""
    yield "Due", str(finding.due) if finding.due else ""
    yield "Late by", count_of(finding.late_by, "day") if finding.late_by else ""
    yield "Exception", finding.exception
    yield "Without it", finding.without_exception.words if finding.without_exception else ""
    yield "Owed by", f"{finding.owed_by} ({finding.strength})" if finding.owed_by else ""
    yield "Clause", finding.clause or "not known"
    yield "Since", f"{in_words(finding.since)} in this contract year" if finding.since else ""
    yield "Standing", f"{_standing(finding)}: {finding.standing.meaning}" if finding.standing else ""
    yield "Follows", follows_in_words(finding)
    yield "Note", finding.note
    yield "Hypothetical", "yes: it rests on a term that was changed" if finding.hypothetical else ""


def _standing(finding: Finding) -> str:
    """How well it is established, with the year of which it was seen where the duty itself is the weakest part."""
    own = finding.entry.standing_in_words if finding.standing is finding.entry.standing else ""
    return own or (finding.standing.value if finding.standing else "")


def _facts(finding: Finding, width: int) -> Iterator[str]:
    for fact in finding.facts:
        because = f" ({fact.because})" if fact.because else ""
        yield from filled(f"{fact.title}: {fact.in_words}{because}", width, "  - ")


def _terms(terms: Iterable[Term], width: int) -> Iterator[str]:
    for term in terms:
        clause = f", clause {term.clause}" if term.clause else ""
        standing = f", {term.standing_in_words}" if term.standing else ""
        yield from filled(f"{term.title}: {term.in_words}{clause}{standing}", width, "  - ")
        yield from filled(f"key: {term.key}", width, "      ")
        if term.superseded is not None:
            yield from filled(f"superseded: {superseded_said(term)}", width, "      ")
        if term.note:
            yield from filled(term.note, width, "      ")
        yield from cited(term.sources, width, "      ")


def _beside(finding: Finding, receipt: Receipt | None) -> tuple[Term, ...]:
    """What the contract of the day says of the matter, and no rule reads."""
    return terms_beside(finding.rule, terms(receipt.as_of, receipt.known_on)) if receipt else ()


def _worst_first(parts: Iterable[Finding]) -> list[Finding]:
    return sorted(parts, key=lambda part: WORST_FIRST.index(part.status))


def finding_html(finding: Finding) -> str:
    """A finding alone, as notebooks show it."""
    name = f"<span class=rule>{escape(named(finding))}</span>"
    return fragment(f"<h2>{finding_badge(finding)} {escape(finding.title)}</h2><p>{name}</p>{finding_cell(finding)}")


def finding_row(finding: Finding, receipt: Receipt) -> str:
    """A finding as a row of a report: its answer, its duty and why."""
    advisory = " <span class=rule>(advisory)</span>" if finding.strength in ("should", "may") else ""
    duty = f"{escape(finding.title)}{advisory}<br><span class=rule>{escape(finding.rule)}</span>"
    return table_row(duty, finding_cell(finding, receipt), before=finding_badge(finding))


def finding_badge(finding: Finding) -> str:
    """The answer in words."""
    apart = _apart(finding)
    return f"<span class=status>{apart}</span>" if apart else badge(finding.status)


def _apart(finding: Finding) -> str:
    """What stands in the place of the answer where a finding is told apart from the duties; nothing elsewhere."""
    if finding.is_information:
        return FOR_INFORMATION
    if finding.owed_by == COMMISSIONER:
        return OF_THE_COMMISSIONER
    return TEXT_NOT_FOUND if finding.text_missing else ""


def finding_cell(finding: Finding, receipt: Receipt | None = None) -> str:
    """Why, the parts, and everything else to unfold."""
    late = f" <b>Late by {count_of(finding.late_by, 'day')}.</b>" if finding.late_by else ""
    required = f" Required: {escape(required_text(finding))}." if finding.working else ""
    follows = f" Follows: {escape(follows_in_words(finding)).rstrip('.')}." if finding.is_short else ""
    judge = f" To be judged: {escape(finding.to_judge)}." if finding.to_judge else ""
    settled = f" {_sentence(escape(finding.settled.name))}" if finding.settled else ""
    full = finding_in_full(finding, receipt, 100)
    return (
        f"{escape(_sentence(why(finding)))}{follows}{judge}{settled}{required}{late}{_parts_listed(finding)}"
        f"<details><summary>in full</summary><pre>{escape(full)}</pre></details>"
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _parts_listed(finding: Finding) -> str:
    """A few parts are all listed; of many, only those to look at."""
    shown, more = (finding.parts, 0) if len(finding.parts) <= MOST_PARTS else parts_to_see(finding)
    listed = "".join(
        f"<li>{escape(part.subject_name)}: {badge(part.status)}{late_words(part)} {escape(part.reason)}"
        f"{_decided(part)}</li>"
        for part in shown
    )
    listed += f"<li>and {more} more</li>" if more else ""
    return f"<ul>{listed}</ul>" if listed else ""


def _decided(part: Finding) -> str:
    return f"; {escape(part.settled.name)}" if part.settled else ""


def difference_text(difference: Difference, width: int = WIDTH) -> str:
    """The duty, its answer before, and after an arrow the one after; where the answer is the same, what else is not."""
    before, after = _answer(difference.before), _answer(difference.after)
    found = difference.before or difference.after
    lines = filled(found.title, width) if found is not None else []
    lines += [f"[{difference.name}]", *filled(before, width, "    ")]
    if before != after:
        lines += filled(after, width, " -> ")
    for said in _also_changed(difference):
        lines += filled(said, width, "    ")
    return "\n".join(lines)


def _also_changed(difference: Difference) -> Iterator[str]:
    """The changed fields that the two answers don't show: `due: 31 July 2022 -> 31 August 2022`."""
    one, other = difference.before, difference.after
    if one is None or other is None or one.status is not other.status:
        return
    shown = {"reason", "late_by"}
    if one.reason != other.reason:  # which says the values, and of one thing what it needs
        shown |= {"observed", "required", "working", "done"} | (set() if one.parts or other.parts else {"missing"})
    for name in difference.changed:
        was, now = (_field_in_words(getattr(found, name)) for found in (one, other))
        if name not in shown and not (was in one.reason and now in other.reason):
            yield f"{name.replace('_', ' ')}: {was} -> {now}"


def _field_in_words(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_field_in_words, value)) or "none"
    if isinstance(value, Status | Follows):
        return value.words
    if isinstance(value, Decision):
        return value.name
    return "none" if value is None or value == "" else in_words(value)


def _answer(finding: Finding | None) -> str:
    if finding is None:
        return "not in force"
    late = f", {count_of(finding.late_by, 'day')} late" if finding.late_by else ""
    return f"{finding.status.words} ({finding.reason}{late})"
