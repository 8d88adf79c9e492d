"""Terms and roles as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from pcn_des.contract.entries import Term
from pcn_des.contract.roles import Reimbursable
from pcn_des.sources import Citation
from pcn_des.values import UNKNOWN


def term_dict(term: Term) -> dict[str, Any]:
    """A term: its value as text where it is a number, so that nothing is rounded; null where it is unknown."""
    return {
        "key": term.key,
        "title": term.title,
        "value": plain(term.value),
        "unit": term.unit,
        "since": term.since.isoformat(),
        "until": term.until.isoformat(),
        "published": term.published.isoformat() if term.published else None,
        "standing": term.standing.value if term.standing else None,
        "clause": term.clause,
        "note": term.note,
        "sources": _sources(term.sources),
    }


def role_dict(answer: Reimbursable) -> dict[str, Any]:
    """Whether a role is reimbursable."""
    return {
        "role": answer.role,
        "title": answer.title,
        "on": answer.on.isoformat(),
        "reimbursable": answer.answer,
        "reason": answer.reason,
        "since": answer.since.isoformat() if answer.since else None,
        "until": answer.until.isoformat() if answer.until else None,
        "standing": answer.standing.value if answer.standing else None,
        "note": answer.note,
        "area": answer.area,
        "maximum": _term(answer.maximum),
        "first_published": _term(answer.first_published),
        "cap": _term(answer.cap),
        "funding_share": _term(answer.funding_share),
        "band": _term(answer.band),
        "conditions": [term_dict(term) for term in answer.conditions],
        "sources": _sources(answer.citations),
    }


def _term(term: Term | None) -> dict[str, Any] | None:
    return None if term is None else term_dict(term)


def plain(value: Any) -> Any:
    """A value with its numbers and days as text; None where it is unknown."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return value


def _sources(citations: Iterable[Citation]) -> list[dict[str, str]]:
    return [
        {
            "publisher": citation.document.publisher,
            "title": citation.document.title,
            "url": citation.document.url,
            "words": citation.words,
        }
        for citation in citations
    ]
