"""Terms of the contract as text that reads well at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable

from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.display.text import WIDTH, _cited, _labelled, filled
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
            lines += _labelled(label, shown, width)
    if term.sources:
        lines += ["Sources:", *_cited(term.sources, width, "  - ")]
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


def term_said(term: Term) -> str:
    """The value of a term and how well it is established, for a line of a list."""
    if not term.is_known:
        return f"not established: {term.note}"
    standing = f" [{term.standing.value}]" if term.standing else ""
    return f"{term.in_words}{standing}"
