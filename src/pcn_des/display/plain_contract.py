"""Terms, roles and the other entries of the contract as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs

from pcn_des.contract.blocks import ReadingBlock
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.in_force import InForce
from pcn_des.contract.roles import Reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.dates import Deadline
from pcn_des.display.plain_parts import day_text, number_text, standing_text
from pcn_des.draft_mark import draft_mark
from pcn_des.sources import Citation, Document
from pcn_des.values import UNKNOWN


def term_dict(term: Term) -> dict[str, Any]:
    """A term: its value as text where it is a number, so that nothing is rounded; null where it is unknown.

    `at_least` and `at_most` are the limits of a half-known number; null where a side is open, and of an exact value.
    `unit` is null where the data have no entry of the term. `with_agreement_of` names whose agreement the value needs,
    and is empty where it needs nobody's. `looked` says where was looked for what was not found.
    """
    return {
        "key": term.key,
        "title": term.title,
        "value": plain(term.value),
        "at_least": number_text(term.at_least),
        "at_most": number_text(term.at_most),
        "unit": term.unit or None,
        "with_agreement_of": term.with_agreement_of,
        "since": term.since.isoformat(),
        "until": term.until.isoformat(),
        "published": day_text(term.published),
        **_end(term),
        "standing": standing_text(term.standing),
        "clause": term.clause,
        "note": term.note,
        "looked": term.looked,
        **_carried(term),
        "sources": _sources(term.sources),
        **_review(term),
        "superseded": _term(term.superseded),
    }


def _carried(entry: Entry) -> dict[str, Any]:
    """From which year an entry was carried, and that it is unconfirmed; nothing where neither is said."""
    said: dict[str, Any] = {"carried_from": entry.carried_from} if entry.carried_from else {}
    return {**said, "unconfirmed": True} if entry.unconfirmed else said


def _end(entry: Entry) -> dict[str, str]:
    """When an early end became known, where that was later than the entry itself."""
    return {"end_known": entry.end_known.isoformat()} if entry.end_known else {}


def _review(entry: Entry) -> dict[str, str]:
    """Who else has read an entry, and when somebody should look again; nothing of what it does not say."""
    said = {"checked_by": entry.checked_by}
    if entry.next_review is not None:
        said["next_review"] = entry.next_review.isoformat()
    return {name: value for name, value in said.items() if value}


def block_dict(block: ReadingBlock) -> dict[str, Any]:
    """A block of readings: what each says and gives, and its terms with their limits."""
    return {
        "key": block.key,
        "title": block.title,
        "kind": block.kind,
        "readings": [{"says": reading.says, "values": plain(reading.values)} for reading in block.readings],
        "terms": [term_dict(term) for term in block.terms],
        "since": block.since.isoformat(),
        "until": block.until.isoformat(),
        "published": day_text(block.published),
        **_end(block),
        "standing": standing_text(block.standing),
        "clause": block.clause,
        "note": block.note,
        **_carried(block),
        "sources": _sources(block.sources),
    }


def terms_dict(contract: Terms) -> dict[str, Any]:
    """The contract of a day: each term by its key."""
    return {key: {**term_dict(term), **draft_mark(contract.draft_of)} for key, term in contract.items()}


def entry_dict(entry: Entry) -> dict[str, Any]:
    """An entry that is no term: what only its kind has, its days, and how well it is established."""
    common = {field.name for field in attrs.fields(Entry)}
    own = [field.name for field in attrs.fields(type(entry)) if field.name not in common]
    return {
        "key": entry.key,
        "title": entry.title,
        **{name: plain(getattr(entry, name)) for name in own},
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat(),
        "published": day_text(entry.published),
        **_end(entry),
        "standing": standing_text(entry.standing),
        "clause": entry.clause,
        "note": entry.note,
        **_carried(entry),
        "sources": _sources(entry.sources),
        **_review(entry),
    }


def in_force_dict(found: InForce[Any]) -> dict[str, Any]:
    """The entries that are in force, each by its key."""
    return {key: {**entry_dict(entry), **draft_mark(found.draft_of)} for key, entry in found.items()}


def document_dict(document: Document) -> dict[str, Any]:
    """A document of the register."""
    return {name: plain(value) for name, value in attrs.asdict(document).items()}


def citation_dict(citation: Citation) -> dict[str, str]:
    """A citation, as answers have it."""
    return _sources([citation])[0]


def role_dict(answer: Reimbursable) -> dict[str, Any]:
    """Whether a role is reimbursable."""
    return {
        "role": answer.role,
        "title": answer.title,
        "on": answer.on.isoformat(),
        **draft_mark(answer.draft_of),
        "reimbursable": answer.if_known,
        "in_short": answer.in_short,
        "reason": answer.reason,
        "since": day_text(answer.since),
        "until": day_text(answer.until),
        "standing": standing_text(answer.standing),
        "note": answer.note,
        "area": answer.area,
        "maximum": _term(answer.maximum),
        "first_published": _term(answer.first_published),
        "cap": _term(answer.cap),
        "funding_share": _term(answer.funding_share),
        "band": _term(answer.band),
        "conditions": [term_dict(term) for term in answer.conditions],
        "announced": [term_dict(term) for term in answer.announced],
        "sources": _sources(answer.citations),
        "unpublished": answer.unpublished,
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
    if isinstance(value, Deadline):
        return value.plain
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
