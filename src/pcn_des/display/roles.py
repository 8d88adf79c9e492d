"""Whether a role is reimbursable, as one would answer a colleague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pcn_des.contract.entries import Term
from pcn_des.contract.roles import Reimbursable
from pcn_des.display.fragments import facts_table, fragment, paragraphs, sources
from pcn_des.display.paragraphs import WIDTH, cited, filled
from pcn_des.display.terms import superseded_said, term_said
from pcn_des.sources import Citation, Standing


def role_text(answer: Reimbursable, width: int = WIDTH) -> str:
    """Whether a role is reimbursable and on what terms, as one would answer a colleague."""
    lines = filled(f"{answer.in_short.capitalize()}. {answer.reason}", width)
    lines += filled(answer.note, width) if answer.note else []
    for announced in _announced(answer):
        lines += filled(announced, width)
    if answer.standing:
        lines += filled(f"Standing: {answer.standing.value} ({answer.standing.meaning}).", width)
    if answer.maximum is not None:
        lines += ["", *_role_terms(answer, width)]
    for what, citations in _sources(answer):
        lines += ["", f"{what}:", *cited(citations, width, "  - ")]
    return "\n".join(lines)


def role_html(answer: Reimbursable) -> str:
    """Whether a role is reimbursable and on what terms, with the sources of its dates and of the maximum."""
    standing = f"Standing: {answer.standing.value} ({answer.standing.meaning})." if answer.standing else ""
    return fragment(
        f"{answer.title}: {answer.in_short}",
        paragraphs([answer.reason, answer.note, *_announced(answer), standing]),
        facts_table(_facts(answer)) if answer.maximum is not None else "",
        *(sources(citations, what) for what, citations in _sources(answer)),
    )


def _sources(answer: Reimbursable) -> Iterator[tuple[str, Sequence[Citation]]]:
    """What is cited for the days of the role, and for the figure that most will ask about."""
    if answer.citations:
        yield "Sources of the dates", answer.citations
    figure = answer.first_published or answer.maximum
    if figure is not None and figure.sources:
        yield f"Sources of the maximum{', as first published' if answer.first_published else ''}", figure.sources


def _announced(answer: Reimbursable) -> Iterator[str]:
    """What was announced between two texts for the role, in a sentence each."""
    for term in answer.announced:
        yield f"{term.title}: {term_said(term)}. {term.note}".strip()


def _facts(answer: Reimbursable) -> Iterator[tuple[str, str]]:
    terms = [
        (f"Maximum, {answer.area.replace('_', ' ')}", answer.maximum),
        ("Cap", answer.cap),
        ("Funded share", answer.funding_share),
        ("Band", answer.band),
        *((_condition(term), term) for term in answer.conditions),
    ]
    for label, term in terms:
        if term is not None:
            yield label, f"{term_said(term)}. {_follows(term)}" if _follows(term) else term_said(term)
            yield from _superseded(answer, term)


def _superseded(answer: Reimbursable, term: Term) -> Iterator[tuple[str, str]]:
    """The edition that a figure without an established value superseded, marked so, with what it is to be called."""
    if term is answer.maximum and answer.first_published is not None:
        yield "As first published", f"{term_said(answer.first_published)}, superseded"
    elif term.superseded is not None:
        yield "Superseded", superseded_said(term)


def _follows(term: Term) -> str:
    """From what a figure follows that was not seen itself; nothing where it was."""
    return term.note if term.standing is Standing.INFERRED else ""


def _condition(term: Term) -> str:
    """The title of a condition without the role's, which the answer has said."""
    said = term.title.rpartition(": ")[2]
    return said[0].upper() + said[1:]


def _role_terms(answer: Reimbursable, width: int) -> Iterator[str]:
    assert answer.maximum is not None  # asked before
    area = answer.area.replace("_", " ")
    yield from filled(f"Maximum, {area}: {term_said(answer.maximum)}", width, "  - ")
    yield from filled(_follows(answer.maximum), width, "    ") if _follows(answer.maximum) else ()
    yield from _beneath(answer, answer.maximum, width)
    for label, term in (("Cap", answer.cap), ("Funded share", answer.funding_share), ("Band", answer.band)):
        if term is not None:
            yield from filled(f"{label}: {term_said(term)}", width, "  - ")
            yield from _beneath(answer, term, width)
    if answer.conditions:
        yield "Conditions:"
    for term in answer.conditions:
        yield from filled(f"{_condition(term)}: {term_said(term)}", width, "  - ")
        yield from _beneath(answer, term, width)


def _beneath(answer: Reimbursable, term: Term, width: int) -> Iterator[str]:
    for label, said in _superseded(answer, term):
        yield from filled(f"{label}: {said}", width, "    ")
