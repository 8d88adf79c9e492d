"""Terms of the contract as text that reads well at 80 columns, and as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.display.entries import common_facts, facts_text
from pcn_des.display.fragments import Facts, facts_table, fragment, keyed, links, paragraphs, sources, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import in_words


def term_text(term: Term, width: int = WIDTH) -> str:
    """A term with its days, standing and sources."""
    return facts_text(term, _facts(term), width)


def term_html(term: Term) -> str:
    """A term as a table of what it says, with its sources."""
    return fragment(term.title, facts_table(_facts(term)), sources(term.sources))


def _facts(term: Term) -> Facts:
    value = term.in_words if term.is_known else f"UNKNOWN, {term.in_words}" if term.is_bounded else "UNKNOWN"
    if not term.is_entered:
        days = in_words(term.since) if term.since == term.until else f"{in_words(term.since)} to {in_words(term.until)}"
        return [
            ("Key", term.key),
            ("Value", value),
            ("Unknown on", days),
            ("Note", term.note),
            ("Looked in", term.looked),
        ]
    return [("Key", term.key), ("Value", value), ("Readings", term.block), *common_facts(term)]


def terms_text(contract: Terms, keys: Iterable[str] | None = None, width: int = WIDTH) -> str:
    """Several terms, or all, one after the other, a value and its standing each."""
    lines = [f"Network Contract DES {contract.contract_year} on {in_words(contract.as_of)}"]
    if contract.known_on:
        lines.append(f"as published by {in_words(contract.known_on)}")
    if contract.taken:
        lines += filled(_supposed(contract), width, "")
    for key in contract if keys is None else keys:
        term = contract[key]
        standing = f" [{term.standing_in_words}]" if term.standing else ""
        lines += [key, *filled(f"{_value(term)}{standing}", width, "    ")]
    return "\n".join(lines)


def terms_html(contract: Terms) -> str:
    """The contract of a day, a row for each term."""
    known = f", as published by {in_words(contract.known_on)}" if contract.known_on else ""
    rows = ([keyed(term.title, key), escape(_value(term)), *_established(term)] for key, term in contract.items())
    return fragment(
        f"Network Contract DES {contract.contract_year} on {in_words(contract.as_of)}{known}",
        paragraphs([contract.unpublished or "", _supposed(contract) if contract.taken else ""]),
        table(("Term", "Value", "Standing", "Sources"), rows),
    )


def _supposed(contract: Terms) -> str:
    return f"supposing that {contract.says}"


def _value(term: Term) -> str:
    return term.in_words if term.is_known or term.is_bounded else f"UNKNOWN: {term.note}"


def _established(term: Term) -> tuple[str, str]:
    return term.standing_in_words, links(term.sources)


def term_said(term: Term) -> str:
    """The value of a term and how well it is established, for a line of a list."""
    if not (term.is_known or term.is_bounded):
        return f"not established: {term.note}"
    standing = f" [{term.standing_in_words}]" if term.standing else ""
    return f"{term.in_words}{standing}"
