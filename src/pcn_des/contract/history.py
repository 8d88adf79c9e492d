"""Every version of a term through the years."""

from __future__ import annotations

from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.contract.year import unknown_term
from pcn_des.dates import Period
from pcn_des.errors import UnknownNameError


def history(key: str) -> tuple[Term, ...]:
    """Every version of a term, by the first day in force and then by publication.

    A year for which the value was looked for and not found gives a term whose value is UNKNOWN, with the note.

    Raises:
        UnknownNameError: a key that no year uses; the message offers the nearest.

    Examples:
        What is paid for enhanced access in 2023/24 and 2024/25; the second rate of a year replaces the first:

        >>> from pcn_des import history
        >>> for term in history("enhanced_access.rate")[1:4]:
        ...     print(term.since, "published", term.published, term.in_words)
        2023-04-01 published 2023-03-30 7.578 GBP per adjusted patient per year
        2024-04-01 published 2024-03-28 7.674 GBP per adjusted patient per year
        2024-04-01 published 2024-09-26 7.975 GBP per adjusted patient per year
    """
    found: list[Term] = []
    known: set[str] = set()
    for year in years():
        contract = load_year(year)
        known |= set(contract.terms) | set(contract.missing["terms"])
        found.extend(contract.terms.get(key, ()))
        found.extend(
            unknown_term(key, title_of("terms", key), Period(gap.since, gap.until), gap.note)
            for gap in contract.missing["terms"].get(key, ())
        )
    if not found:
        raise UnknownNameError("term", key, known)
    return tuple(sorted(found, key=lambda term: (term.since, term.published or term.until)))
