"""A claim for a post in a month as text and HTML, and its lines alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from pcn_des.answers.claim import CLAIMABLE, KINDS, NEEDS_AGREEMENT, NOT_CLAIMABLE, Claim, ClaimLine
from pcn_des.cost_areas import AREA_IN_WORDS
from pcn_des.display.fragments import linked_html
from pcn_des.display.html import fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, filled, listed, noted
from pcn_des.wording import beginning, in_words, month_in_words

KIND_IN_WORDS: Final = {
    CLAIMABLE: "claimable",
    NEEDS_AGREEMENT: "with the commissioner's agreement",
    NOT_CLAIMABLE: "not claimable",
}
TAKEN: Final = "Taken to be so, as the records don't say"
NEEDED: Final = "What would make it exact"


def claim_text(claim: Claim, width: int = WIDTH) -> str:
    """A claim: what may be claimed, line by line, by which reading, and what it takes to be so."""
    lines = [line for said in _heading(claim) for line in filled(said, width)]
    lines += ["", *(f"{KIND_IN_WORDS[kind]:<34} {claim.of_kind(kind)}" for kind in KINDS if _shown(claim, kind)), ""]
    lines += [part for line in claim.lines for part in _line(line, width)]
    lines += [line for said in _readings(claim) for line in filled(said, width, "  - ")]
    lines.append("")
    lines += listed(f"{NEEDED}:", claim.missing, width)
    lines += listed(f"{TAKEN}:", claim.assumes, width)
    lines += noted(claim.notes, width)
    if claim.papers is not None and claim.papers.is_known:
        lines += [*filled(f"To keep for it: {claim.papers.in_words}.", width), ""]
    documents = "; ".join(dict.fromkeys(citation.document.name for citation in claim.citations))
    return "\n".join([*lines, *filled(f"Sources: {documents}", width)] if documents else lines).rstrip()


def _heading(claim: Claim) -> Iterator[str]:
    yield f"{beginning(claim.post)}: {claim.title}, {claim.wte} WTE, {AREA_IN_WORDS[claim.area]}"
    days = f", held {in_words(claim.days)}" if claim.days else ""
    known = f", as published by {in_words(claim.known_on)}" if claim.known_on else ""
    yield f"Claim for {month_in_words(claim.month)}{days}{known}"
    if claim.days:
        cost = f"It costs {claim.cost} in the month, for {claim.wte} WTE as held"
        most = "not established" if claim.maximum.is_open else claim.maximum
        yield f"{'What it costs is not given' if claim.cost.is_open else cost}; the maximum is {most}."


def _shown(claim: Claim, kind: str) -> bool:
    return kind == CLAIMABLE or not claim.of_kind(kind).is_nothing


def _line(line: ClaimLine, width: int) -> Iterator[str]:
    yield from filled(f"{KIND_IN_WORDS[line.kind]}, {line.of}: {line.reason}", width, "  - ")
    for said in _below(line):
        yield from filled(said, width, "    ")


def _below(line: ClaimLine) -> Iterator[str]:
    if line.working:
        yield line.working
    if line.clause:
        yield f"[{line.clause}]"


def _readings(claim: Claim) -> Iterator[str]:
    if len({reading.claimable for reading in claim.by_reading}) > 1:
        yield from (f"{reading.claimable} if {reading.says}" for reading in claim.by_reading)


def claim_line_text(line: ClaimLine, width: int = WIDTH) -> str:
    """A line of a claim: its kind, its amount and why."""
    return "\n".join(_line(line, width))


def claim_html(claim: Claim) -> str:
    """A claim as an HTML fragment, as notebooks show it."""
    name, *others = map(escape, _heading(claim))
    kept = claim.papers.in_words if claim.papers is not None and claim.papers.is_known else ""
    papers = f"<p>To keep for it: {escape(kept)}.</p>" if kept else ""
    notes = notes_shown(claim.notes)
    links = "; ".join(dict.fromkeys(linked_html(citation.document) for citation in claim.citations))
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}"
        f"{table(('What', 'Amount', 'Why'), map(_row, claim.lines), kind='money')}{items(_readings(claim))}"
        f"{_under(NEEDED, claim.missing)}{_under(TAKEN, claim.assumes)}{notes}{papers}"
        + (f"<p class=rule>Sources: {links}</p>" if links else "")
    )


def _row(line: ClaimLine) -> str:
    below = "".join(f"<br><span class=rule>{escape(said)}</span>" for said in _below(line))
    return table_row(escape(KIND_IN_WORDS[line.kind]), escape(str(line.of)), f"{escape(line.reason)}{below}")


def _under(title: str, told: tuple[str, ...]) -> str:
    return f"<p>{escape(title)}:</p>{items(told)}" if told else ""
