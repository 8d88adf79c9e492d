"""Terms and roles as text that reads well at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcn_des.contract.entries import Term
from pcn_des.contract.roles import Reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.display.paragraphs import WIDTH, cited, filled, labelled
from pcn_des.wording import in_words


def term_text(term: Term, width: int = WIDTH) -> str:
    """A term with its days, standing and sources."""
    value = term.in_words if term.is_known else "UNKNOWN"
    lines = [term.title if term.title != term.key else term.key]
    facts = [
        ("Key", term.key),
        ("Value", value),
        ("In force", f"{in_words(term.since)} to {in_words(term.until)}"),
        ("Published", f"by {in_words(term.published)}" if term.published else ""),
        ("Clause", term.clause or ""),
        ("Standing", f"{term.standing.value}: {term.standing.meaning}" if term.standing else ""),
        ("Note", term.note),
    ]
    for label, shown in facts:
        if shown:
            lines += labelled(label, shown, width)
    if term.sources:
        lines += ["Sources:", *cited(term.sources, width, "  - ")]
    return "\n".join(lines)


def terms_text(contract: Terms, keys: Iterable[str], width: int = WIDTH) -> str:
    """Several terms, one after the other, a value and its standing each."""
    lines = [f"Network Contract DES {contract.contract_year} on {in_words(contract.as_of)}"]
    if contract.known_on:
        lines.append(f"as published by {in_words(contract.known_on)}")
    for key in keys:
        term = contract[key]
        value = term.in_words if term.is_known else f"UNKNOWN: {term.note}"
        standing = f" [{term.standing.value}]" if term.standing else ""
        lines += [key, *filled(f"{value}{standing}", width, "    ")]
    return "\n".join(lines)


def role_text(answer: Reimbursable, width: int = WIDTH) -> str:
    """Whether a role is reimbursable and on what terms, as one would answer a colleague."""
    lines = filled(f"{'Yes' if answer else 'No'}. {answer.reason}", width)
    lines += filled(answer.note, width) if answer.note else []
    if answer.standing:
        lines += filled(f"Standing: {answer.standing.value} ({answer.standing.meaning}).", width)
    if answer.maximum is not None:
        lines += ["", *_role_terms(answer, width)]
    if answer.citations:
        lines += ["", "Sources of the dates:", *cited(answer.citations, width, "  - ")]
    return "\n".join(lines)


def _role_terms(answer: Reimbursable, width: int) -> Iterator[str]:
    assert answer.maximum is not None  # asked before
    area = answer.area.replace("_", " ")
    yield from filled(f"Maximum, {area}: {_term_said(answer.maximum)}", width, "  - ")
    if answer.first_published is not None:
        yield from filled(f"As first published: {_term_said(answer.first_published)}", width, "    ")
    for label, term in (("Cap", answer.cap), ("Funded share", answer.funding_share), ("Band", answer.band)):
        if term is not None:
            yield from filled(f"{label}: {_term_said(term)}", width, "  - ")
    if answer.conditions:
        yield "Conditions:"
    for term in answer.conditions:
        yield from filled(f"{term.key.split('.', 2)[2].replace('_', ' ')}: {_term_said(term)}", width, "  - ")


def _term_said(term: Term) -> str:
    if not term.is_known:
        return f"not established: {term.note}"
    standing = f" [{term.standing.value}]" if term.standing else ""
    return f"{term.in_words}{standing}"
