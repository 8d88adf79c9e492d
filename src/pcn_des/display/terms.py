"""A term of the contract as text that reads well at 80 columns, as HTML, and in a line of a list."""

from __future__ import annotations

from pcn_des.contract.entries import Term
from pcn_des.display.entries import common_facts, facts_text
from pcn_des.display.fragments import Facts, facts_table, fragment, sources
from pcn_des.display.paragraphs import WIDTH
from pcn_des.wording import in_words


def term_text(term: Term, width: int = WIDTH) -> str:
    """A term with its days, standing and sources."""
    return facts_text(term, _facts(term), width)


def term_html(term: Term) -> str:
    """A term as a table of what it says, with its sources."""
    return fragment(term.title, facts_table(_facts(term)), sources(term.sources))


def _facts(term: Term) -> Facts:
    value = term.in_words if term.is_known else f"UNKNOWN, {term.in_words}" if term.is_bounded else "UNKNOWN"
    before = ("Superseded", superseded_said(term))
    if not term.is_entered:
        days = in_words(term.since) if term.since == term.until else f"{in_words(term.since)} to {in_words(term.until)}"
        return [
            ("Key", term.key),
            ("Value", value),
            before,
            ("Unknown on", days),
            ("Note", term.note),
            ("Looked in", term.looked),
        ]
    return [("Key", term.key), ("Value", value), before, ("Readings", term.block), *common_facts(term)]


def superseded_said(term: Term) -> str:
    """The edition that a term without an established value superseded, and until when or as published by when it held.

    Nothing where there is none.
    """
    earlier = term.superseded
    if earlier is None:
        return ""
    published = f"as published by {in_words(earlier.published)}" if earlier.published else ""
    held = f"until {in_words(earlier.until)}" if earlier.until < term.since else published
    standing = f" [{earlier.standing_in_words}]" if earlier.standing else ""
    return f"{earlier.in_words}, {held}{standing}"


def term_said(term: Term) -> str:
    """The value of a term and how well it is established, for a line of a list."""
    if not (term.is_known or term.is_bounded):
        return f"not established: {term.note}"
    standing = f" [{term.standing_in_words}]" if term.standing else ""
    return f"{term.in_words}{standing}"
