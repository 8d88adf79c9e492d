"""Every version of a term through the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.contract.spells import spells
from pcn_des.contract.year import YearContract, unknown_term
from pcn_des.dates import ONE_DAY, Period, as_day_or_none
from pcn_des.errors import UnknownNameError


def history(key: str, known_on: date | None = None) -> tuple[Term, ...]:
    """Every version of a term, by the first day in force and then by publication.

    A version ends where one that was published later begins. Editions of the same first day are all there: what was
    published first, and what replaced it. With `known_on` it is what was known by that day instead, and no day is in
    two versions: each is in force on the days for which it answers.

    A year for which the value was looked for and not found gives a term whose value is UNKNOWN, with the note.

    Raises:
        UnknownNameError: a key that no year uses; the message offers the nearest.
        WrongTypeError: `known_on` is no `datetime.date`.

    Examples:
        What is paid for enhanced access in 2023/24 and 2024/25; the second rate of a year replaces the first:

        >>> from pcn_des import history
        >>> for term in history("enhanced_access.rate")[1:4]:
        ...     print(term.since, "published", term.published, term.in_words)
        2023-04-01 published 2023-03-30 £7.578 per adjusted patient per year
        2024-04-01 published 2024-03-28 £7.674 per adjusted patient per year
        2024-04-01 published 2024-09-26 £7.975 per adjusted patient per year
    """
    known_by = as_day_or_none(known_on, "known_on")
    contracts = [load_year(year) for year in years()]
    known = {name for one in contracts for name in (*one.terms, *one.missing["terms"])}
    if not isinstance(key, str) or key not in known:
        raise UnknownNameError("term", key, known)
    if known_by is not None:
        return tuple(spell.term for contract in contracts for spell in spells(contract, key, known_by))
    found = [term for contract in contracts for term in _editions(contract, key)]
    return tuple(sorted(found, key=lambda term: (term.since, term.published or term.until)))


def _editions(contract: YearContract, key: str) -> Iterator[Term]:
    """Every version of a year and everything that was not found, each until a later one begins."""
    versions = contract.terms.get(key, ())
    gaps = contract.missing["terms"].get(key, ())
    begins = [(version.since, version.published or version.since) for version in versions]
    begins += [(gap.since, gap.since_published) for gap in gaps if gap.since_published is not None]
    for version in versions:
        until = _ended(version.since, version.until, version.published, begins)
        yield version if until == version.until else attrs.evolve(version, until=until)
    for gap in gaps:
        until = _ended(gap.since, gap.until, gap.since_published, begins)
        unknown = unknown_term(key, title_of("terms", key), Period(gap.since, until), gap.note, gap.looked)
        yield attrs.evolve(unknown, published=gap.since_published)


def _ended(since: date, until: date, published: date | None, begins: list[tuple[date, date]]) -> date:
    """The last day before something begins that begins later and was published later, or with it."""
    return min(
        (day - ONE_DAY for day, by in begins if since < day and (not published or published <= by)), default=until
    )
