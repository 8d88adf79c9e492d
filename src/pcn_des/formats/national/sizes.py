"""How many patients a network has by the lists of a contract year's snapshot day, of the practices that are members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.list_sizes import PRACTICE, ListSizeReading

SNAPSHOT = "population.snapshot_date"
Figures = Mapping[str, Fraction]


@attrs.frozen
class YearLists:
    """The lists of a contract year by practice, and how many patients are registered with any practice that has one.

    `files` are those that they are from. A practice of which two files have different figures is in neither.
    """

    year: ContractYear
    at: date | None
    registered: Figures
    adjusted: Figures
    files: tuple[str, ...]

    @property
    def everybody(self) -> Fraction | None:
        """All patients of whom a list is known; None where no list of the year is."""
        return sum(self.registered.values(), Fraction(0)) if self.registered else None


def lists_of(year: ContractYear, adjusted: Iterable[AdjustedReading], lists: Iterable[ListSizeReading]) -> YearLists:
    """The lists of a contract year, of its snapshot day: those of other days are not taken for them."""
    at = _snapshot(year)
    registered: dict[str, set[Fraction]] = {}
    of_adjusted: dict[str, set[Fraction]] = {}
    files: list[str] = []
    for reading in lists:
        rows = [row for row in reading.rows if row.at == at and row.kind == PRACTICE]
        files += [reading.file] if rows else []
        for row in rows:
            registered.setdefault(row.code, set()).add(Fraction(row.patients))
    for edition in adjusted:
        if edition.year != year:
            continue
        files.append(edition.file)
        for one in edition.rows:
            if one.registered is not None:
                registered.setdefault(one.practice_code, set()).add(Fraction(one.registered))
            if one.adjusted is not None:
                of_adjusted.setdefault(one.practice_code, set()).add(Fraction(one.adjusted))
    return YearLists(year, at, _agreed(registered), _agreed(of_adjusted), tuple(files))


def _agreed(figures: Mapping[str, set[Fraction]]) -> Figures:
    return {practice: next(iter(found)) for practice, found in figures.items() if len(found) == 1}


def _snapshot(year: ContractYear) -> date | None:
    """The day on which the patients of a year are counted; None where the contract data do not have it."""
    if year not in years():
        return None
    term = Terms(load_year(year), year.first_day, None).get(SNAPSHOT)
    return term.value if term is not None and term.is_known and isinstance(term.value, date) else None
