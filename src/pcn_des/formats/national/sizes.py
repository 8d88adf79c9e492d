"""How many patients a network has by the lists of a contract year's snapshot day, of the practices that are members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.facts.corrected import Correction
from pcn_des.formats.adjusted import AdjustedReading, correction_in
from pcn_des.formats.list_sizes import PRACTICE, ListSizeReading

SNAPSHOT = "population.snapshot_date"
Figures = Mapping[str, Fraction]
_Figure = tuple[str, date | None, Fraction]  # of a practice, by the edition of a day


@attrs.frozen
class YearLists:
    """The lists of a contract year by practice, and how many patients are registered with any practice that has one.

    `files` are those that they are from. A practice of which two files of an edition have different figures is in
    neither. `adjusted` are those that payments use from the first day of the year; where they were `corrected` within
    the year, those of the corrected edition are in use from the day of that correction.
    """

    year: ContractYear
    at: date | None
    registered: Figures
    adjusted: Figures
    files: tuple[str, ...]
    correction: Correction | None = None
    corrected: Figures = attrs.field(factory=dict)

    def adjusted_on(self, day: date) -> Figures:
        """The adjusted populations that payments of a day use; the other edition's are not taken for them."""
        is_corrected = self.correction is not None and day >= self.correction.since
        return self.corrected if is_corrected else self.adjusted

    @property
    def everybody(self) -> Fraction | None:
        """All patients of whom a list is known; None where no list of the year is."""
        return sum(self.registered.values(), Fraction(0)) if self.registered else None


def lists_of(year: ContractYear, adjusted: Iterable[AdjustedReading], lists: Iterable[ListSizeReading]) -> YearLists:
    """The lists of a contract year, of its snapshot day: those of other days are not taken for them."""
    at = _snapshot(year)
    registered: list[_Figure] = []
    of_adjusted: list[_Figure] = []
    files: list[str] = []
    for reading in lists:
        rows = [row for row in reading.rows if row.at == at and row.kind == PRACTICE]
        files += [reading.file] if rows else []
        registered += [(row.code, None, Fraction(row.patients)) for row in rows]
    for edition in adjusted:
        if edition.year != year:
            continue
        files.append(edition.file)
        day = edition.published
        registered += [
            (one.practice_code, day, Fraction(one.registered)) for one in edition.rows if one.registered is not None
        ]
        of_adjusted += [
            (one.practice_code, day, Fraction(one.adjusted)) for one in edition.rows if one.adjusted is not None
        ]
    correction = correction_in(year)
    first = [one for one in of_adjusted if correction is None or not correction.is_of(one[1])]
    corrected = [one for one in of_adjusted if correction is not None and correction.is_of(one[1])]
    figures = _agreed(registered), _agreed(first)
    return YearLists(year, at, *figures, tuple(files), correction, _agreed(corrected))


def _agreed(figures: Iterable[_Figure]) -> Figures:
    """The figure of each practice by the latest edition that has it, where its files do not differ."""
    editions: dict[str, dict[date, set[Fraction]]] = {}
    for practice, published, number in figures:
        editions.setdefault(practice, {}).setdefault(published or date.min, set()).add(number)
    latest = {practice: of_day[max(of_day)] for practice, of_day in editions.items()}
    return {practice: next(iter(found)) for practice, found in latest.items() if len(found) == 1}


def _snapshot(year: ContractYear) -> date | None:
    """The day on which the patients of a year are counted; None where the contract data do not have it."""
    if year not in years():
        return None
    term = Terms(load_year(year), year.first_day, None).get(SNAPSHOT)
    return term.value if term is not None and term.is_known and isinstance(term.value, date) else None
