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
from pcn_des.wording import in_words

SNAPSHOT = "population.snapshot_date"
Figures = Mapping[str, Fraction]
Differing = Mapping[str, tuple[tuple[str, Fraction], ...]]
"""What each file says of a practice."""
_Figure = tuple[str, date | None, Fraction, str]  # of a practice, by the edition of a day, in a file
LISTS, ADJUSTED, CORRECTED = "lists", "adjusted populations", "corrected adjusted populations"


@attrs.frozen
class YearLists:
    """The lists of a contract year by practice, and how many patients are registered with any practice that has one.

    `files` are those that they are from. A practice of which two files of an edition have different figures has none;
    `differing` has these, by what they are of: `LISTS`, `ADJUSTED` or `CORRECTED`. `adjusted` are those that payments
    use from the first day of the year; where they were `corrected` within the year, those of the corrected edition are
    in use from the day of that correction.
    """

    year: ContractYear
    at: date | None
    registered: Figures
    adjusted: Figures
    files: tuple[str, ...]
    correction: Correction | None = None
    corrected: Figures = attrs.field(factory=dict)
    differing: Mapping[str, Differing] = attrs.field(factory=dict)

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
        registered += [(row.code, None, Fraction(row.patients), reading.file) for row in rows]
    for edition in adjusted:
        if edition.year != year:
            continue
        files.append(edition.file)
        day = edition.published
        registered += [
            (one.practice_code, day, Fraction(one.registered), edition.file)
            for one in edition.rows
            if one.registered is not None
        ]
        of_adjusted += [
            (one.practice_code, day, Fraction(one.adjusted), edition.file)
            for one in edition.rows
            if one.adjusted is not None
        ]
    correction = correction_in(year)
    first = [one for one in of_adjusted if correction is None or not correction.is_of(one[1])]
    corrected = [one for one in of_adjusted if correction is not None and correction.is_of(one[1])]
    latest = {LISTS: _latest(registered), ADJUSTED: _latest(first), CORRECTED: _latest(corrected)}
    agreed = {what: _agreed(of) for what, of in latest.items()}
    differing = {what: _differing(of) for what, of in latest.items()}
    return YearLists(year, at, agreed[LISTS], agreed[ADJUSTED], tuple(files), correction, agreed[CORRECTED], differing)


def _latest(figures: Iterable[_Figure]) -> Differing:
    """What each file says of each practice, those of the latest edition that has it."""
    editions: dict[str, dict[date, list[tuple[str, Fraction]]]] = {}
    for practice, published, number, file in figures:
        editions.setdefault(practice, {}).setdefault(published or date.min, []).append((file, number))
    return {practice: tuple(of_day[max(of_day)]) for practice, of_day in editions.items()}


def _agreed(latest: Differing) -> Figures:
    """The figure of each practice of which the files do not differ."""
    return {practice: said[0][1] for practice, said in latest.items() if len({number for _, number in said}) == 1}


def _differing(latest: Differing) -> Differing:
    """What the files say of the others."""
    return {practice: said for practice, said in latest.items() if len({number for _, number in said}) > 1}


def as_they_differ(practice: str, said: Iterable[tuple[str, Fraction]]) -> str:
    """What the files say of a practice, each with its figure."""
    return f"{practice} ({', '.join(f'{in_words(number)} in {file}' for file, number in said)})"


def _snapshot(year: ContractYear) -> date | None:
    """The day on which the patients of a year are counted; None where the contract data do not have it."""
    if year not in years():
        return None
    term = Terms(load_year(year), year.first_day, None).get(SNAPSHOT)
    return term.value if term is not None and term.is_known and isinstance(term.value, date) else None
