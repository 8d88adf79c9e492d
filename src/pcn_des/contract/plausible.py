"""What has the right form and can't be meant: a share in the place of a percentage, a day of another contract year."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.contract.entries import PER_CENT, Entry, Indicator, Term
from pcn_des.contract.fields import Place
from pcn_des.dates import ContractYear, Deadline
from pcn_des.errors import did_you_mean
from pcn_des.wording import in_words

_HUNDRED: Final = 100
_YEARS_AFTER: Final = 2  # in which what a contract year asks for may fall due, be paid or become known
_PERCENTAGE: Final = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per ?cent\b)")
_DEADLINES: Final = {"due": "it is due on", "on": "it falls on", "opens": "it opens on", "closes": "it closes on"}
_ROLE: Final = "role"  # by which a table is looked up


def check_entry(at: Place, entry: Entry) -> None:
    """The days of an entry belong to its contract year, and become known in an order that can be.

    Raises:
        ContractDataError: one does not.
    """
    for field, said in _DEADLINES.items():
        deadline = getattr(entry, field, None)
        if isinstance(deadline, Deadline):
            check_day(attrs.evolve(at, field=field), entry, deadline, said, early=field == "opens")
    if entry.published is not None:
        _check_what_is_known(at, entry, entry.published)


def _check_what_is_known(at: Place, entry: Entry, published: date) -> None:
    known, review = entry.end_known, entry.next_review
    if published > _latest(entry):
        raise attrs.evolve(at, field="published").wrong(
            f"it was published on {in_words(published)}, {_too_late(entry)}", "Mend published"
        )
    if known is not None and not published <= known <= _latest(entry):
        early = f"before it was published on {in_words(published)}"
        raise attrs.evolve(at, field="end_known").wrong(
            f"its end became known on {in_words(known)}, {early if known < published else _too_late(entry)}",
            "Mend end_known, or leave it out where what was published told the end too",
        )
    if review is not None and review <= published:
        raise attrs.evolve(at, field="next_review").wrong(
            f"it is to be looked at again on {in_words(review)}, and was published on {in_words(published)}",
            "next_review is a day after published: mend one of the two",
        )


def check_day(at: Place, entry: Entry, day: Deadline, said: str, *, early: bool = False) -> None:
    """A day that an entry tells lies in its contract year or in the two that follow, in which it may be due or paid.

    What opens `early` may do so in the three months before. The end is that of the last year of an entry of several.

    Raises:
        ContractDataError: it lies before, or after.
    """
    first = ContractYear.of(entry.since).first_day
    first = date(first.year, 1, 1) if early else first
    if day.last < first:
        long = "more than three months " if early else ""
        raise at.wrong(f"{said} {day}, {long}before its contract year begins", "Mend the day")
    if day.first > _latest(entry):
        raise at.wrong(f"{said} {day}, {_too_late(entry)}", "Mend the day")


def _too_late(entry: Entry) -> str:
    return f"after the end of {ContractYear.of(_latest(entry))}"


def _latest(entry: Entry) -> date:
    """The last day of the second contract year after that in which an entry ends; some end with the calendar."""
    year = ContractYear.of(entry.until).starts_in + _YEARS_AFTER
    return ContractYear(year).last_day if year < date.max.year else date.max


def check_thresholds(at: Place, indicator: Indicator) -> None:
    """A threshold in percent is one: from 0 to 100, and no share, of which 0.8 would stand for 80 percent.

    What is said to be so little is cited as such: with `0.8%`.

    Raises:
        ContractDataError: it is none.
    """
    if indicator.unit != PER_CENT:  # points of a percentage, by which something grows, may well be few
        return
    for field, threshold in (("lower", indicator.lower), ("upper", indicator.upper)):
        place = attrs.evolve(at, field=field)
        if threshold is not None and not 0 <= threshold <= _HUNDRED:
            raise place.wrong(f"{field} is {threshold} percent", "A percentage is from 0 to 100")
        if threshold is not None and 0 < threshold < 1 and threshold not in _percentages(indicator):
            raise place.wrong(
                f"{field} is {threshold} percent, and no words that it cites say so",
                f"Write {(threshold * _HUNDRED).normalize():f} for a share of {threshold}; "
                f"where {threshold} percent is meant, cite words with '{threshold}%'",
            )


def _percentages(indicator: Indicator) -> set[Decimal]:
    """Every percentage in the words that an indicator cites."""
    return {Decimal(found) for citation in indicator.sources for found in _PERCENTAGE.findall(citation.words)}


def check_units(at: Place, versions: Iterable[Any]) -> None:
    """All versions of a key in a year are in one unit: whoever reads the key reckons in one.

    Raises:
        ContractDataError: they are not.
    """
    units = dict.fromkeys(version.unit for version in versions if hasattr(version, "unit"))
    if len(units) > 1:
        raise at.wrong(
            f"its versions are in {' and in '.join(map(repr, units))}",
            "Give every version one unit; what is counted otherwise has a key of its own",
        )


def check_roles(at: Place, term: Term, roles: Container[str]) -> None:
    """A table that is looked up by roles has those of its year, those that were not found among them.

    Raises:
        ContractDataError: it has another.
    """
    for name in _names(term.value, term.by):
        if name not in roles:
            known = roles if isinstance(roles, Iterable) else ()
            raise attrs.evolve(at, field="value").wrong(
                f"its table has the role '{name}', which the year has not",
                did_you_mean(name, known, "Write the key of a role of the year, or leave it out"),
            )


def _names(table: Any, by: tuple[str, ...]) -> Iterable[str]:
    """The names by which a table is looked up as roles, at whatever depth."""
    if not by or not isinstance(table, Mapping):
        return ()
    below = [name for part in table.values() for name in _names(part, by[1:])]
    return [*table, *below] if by[0] == _ROLE else below
