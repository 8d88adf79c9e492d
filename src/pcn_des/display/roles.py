"""Whether a role is reimbursable, as one would answer a colleague."""

from __future__ import annotations

from collections.abc import Iterator

from pcn_des.contract.roles import Reimbursable
from pcn_des.display.terms import term_said
from pcn_des.display.text import WIDTH, _cited, filled


def role_text(answer: Reimbursable, width: int = WIDTH) -> str:
    """Whether a role is reimbursable and on what terms, as one would answer a colleague."""
    lines = filled(f"{'Yes' if answer else 'No'}. {answer.reason}", width)
    lines += filled(answer.note, width) if answer.note else []
    if answer.standing:
        lines += filled(f"Standing: {answer.standing.value} ({answer.standing.meaning}).", width)
    if answer.maximum is not None:
        lines += ["", *_role_terms(answer, width)]
    if answer.citations:
        lines += ["", "Sources of the dates:", *_cited(answer.citations, width, "  - ")]
    return "\n".join(lines)


def _role_terms(answer: Reimbursable, width: int) -> Iterator[str]:
    assert answer.maximum is not None  # asked before
    area = answer.area.replace("_", " ")
    yield from filled(f"Maximum, {area}: {term_said(answer.maximum)}", width, "  - ")
    if answer.first_published is not None:
        yield from filled(f"As first published: {term_said(answer.first_published)}", width, "    ")
    for label, term in (("Cap", answer.cap), ("Funded share", answer.funding_share), ("Band", answer.band)):
        if term is not None:
            yield from filled(f"{label}: {term_said(term)}", width, "  - ")
    if answer.conditions:
        yield "Conditions:"
    for term in answer.conditions:
        yield from filled(f"{term.key.split('.', 2)[2].replace('_', ' ')}: {term_said(term)}", width, "  - ")
