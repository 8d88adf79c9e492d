"""How much of the contract the data hold: entries by area, year and standing, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from pcn_des.contract.areas import Choice, area_of
from pcn_des.contract.entries import COMMISSIONER, Entry, Obligation, Term
from pcn_des.contract.files import draft_year, load_year, title_of, years
from pcn_des.contract.saying import words_of
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract
from pcn_des.draft_mark import draft_mark
from pcn_des.frozen import frozen
from pcn_des.showing import Shown
from pcn_des.sources import Standing
from pcn_des.wording import count_of

BOUNDED = "bounded"
MISSING = "missing"


@attrs.frozen(repr=False)
class Coverage(Shown):
    """For each area and contract year, how many versions of entries have each standing, and how many are missing.

    `cells` has the counts by area and year, then by standing, `bounded` or `missing`. Each version counts once: a term
    of which only limits or several readings are established is `bounded`, whatever the standing of those. `choice` says
    of which entries, where it is not of all.
    """

    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, int]] = attrs.field(converter=frozen)  # (area, year), then standing
    choice: Choice = attrs.field(factory=Choice)

    @property
    def draft_of(self) -> str:
        """The draft of a contract year that is among its years; empty where none is."""
        return drafted if (drafted := draft_year()) in self.years else ""

    def __repr__(self) -> str:
        return f"<Coverage: {count_of(len(self.areas), 'area')} in {count_of(len(self.years), 'contract year')}>"

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, in order."""
        return tuple(sorted({area for area, _ in self.cells}))

    @property
    def totals(self) -> dict[str, int]:
        """How many entries of all areas and years have each standing, are bounded or missing."""
        counted = sum((Counter(cell) for cell in self.cells.values()), Counter[str]())
        return {standing: counted[standing] for standing in standings()}

    @property
    def by_year(self) -> dict[str, dict[str, int]]:
        """How many entries of all areas have each standing, are bounded or missing, in each contract year."""
        return {
            year: {
                standing: sum(cell.get(standing, 0) for (_, of), cell in self.cells.items() if of == year)
                for standing in standings()
            }
            for year in self.years
        }

    def to_dict(self) -> dict[str, Any]:
        """Area, year and standing to count; and beside the areas what its table has of them together.

        `draft` is true where one of the years is a draft, and not there otherwise. No area goes by one of these names:
        the areas of keys are listed in `areas.toml`, and a key of another area is refused.
        `entries` is area and year to the count of entries, what is missing left out, and `all_areas` is year and
        standing to the count of all areas, with `all_years` for the years together.
        """
        cells = {
            area: {year: dict(self.cells[area, year]) for year in self.years if (area, year) in self.cells}
            for area in self.areas
        }
        return {
            **cells,
            "entries": {
                area: {year: entries_in(cell) for year, cell in found.items()} for area, found in cells.items()
            },
            "all_areas": {**self.by_year, "all_years": self.totals},
            **draft_mark(self.draft_of),
        }


def entries_in(counts: Mapping[str, int]) -> int:
    """How many entries some counts by standing are of, what is missing left out."""
    return sum(counts.values()) - counts.get(MISSING, 0)


def coverage(*, area: str | None = None, section: str | None = None, search: str | None = None) -> Coverage:
    """How much of the contract the data hold.

    Args:
        area: only an area, the first part of keys.
        section: only one kind of entry, such as `terms` or `obligations`.
        search: only entries that have these words in their key, their title or what they say.

    Raises:
        UnknownNameError: an area or section that there is not.

    Examples:
        Of this service, one entry of 2023/24 rests on a single source, and one was looked for and not found:

        >>> from pcn_des import coverage
        >>> coverage().to_dict()["anticipatory_care"]["2023/24"]
        {'single-source': 1, 'missing': 1}
    """
    choice = Choice(area, section, search)
    cells: dict[tuple[str, str], Counter[str]] = {}
    for year in years():
        for kind, key, counted_as in _counted(load_year(year), choice):
            cells.setdefault((area_of(kind, key), str(year)), Counter())[counted_as] += 1
    return Coverage(tuple(map(str, years())), cells, choice)


def _counted_as(entry: Entry) -> str:
    if isinstance(entry, Term) and not entry.is_known:
        return BOUNDED
    return entry.standing.value if entry.standing else MISSING


def _counted(contract: YearContract, choice: Choice) -> Iterator[tuple[str, str, str]]:
    """The section and key of each version that is wanted, and of each that is missing, with what it counts as."""
    for section in SECTIONS:
        for key, versions in getattr(contract, section).items():
            for version in versions:
                if choice.takes(section, key, words_of(version)):
                    yield section, key, _counted_as(version)
        for key, gaps in contract.missing[section].items():
            words = () if not choice.search else (title_of(section, key), *(gap.note for gap in gaps))
            if choice.takes(section, key, words):
                yield section, key, MISSING


@attrs.frozen(repr=False)
class Checking(Shown):
    """How each duty is checked in each contract year: key, then year, to `rule`, `evidence` or `judgement`.

    The commissioner's own duties are apart: they are known, and never part of a network's report. `wording_not_found`
    counts by year the duties that are said to exist and whose text was not found.
    """

    years: tuple[str, ...]
    duties: Mapping[str, Mapping[str, str]] = attrs.field(converter=frozen)
    commissioners: Mapping[str, Mapping[str, str]] = attrs.field(converter=frozen)
    wording_not_found: Mapping[str, int] = attrs.field(converter=frozen)

    @property
    def draft_of(self) -> str:
        """The draft of a contract year that is among its years; empty where none is."""
        return drafted if (drafted := draft_year()) in self.years else ""

    def __repr__(self) -> str:
        counted = count_of(len(self.duties), "duty", "duties"), count_of(len(self.years), "contract year")
        return f"<Checking: {' in '.join(counted)}>"

    def to_dict(self) -> dict[str, Any]:
        """The duties, the commissioner's own, and how many have no wording."""
        return {
            "duties": {key: dict(by_year) for key, by_year in self.duties.items()},
            "commissioners": {key: dict(by_year) for key, by_year in self.commissioners.items()},
            "wording_not_found": dict(self.wording_not_found),
            **draft_mark(self.draft_of),
        }


def ways_of_checking(*, area: str | None = None, search: str | None = None) -> Checking:
    """For each obligation and contract year how it is checked; only of an area, or with some words, if that is given.

    Raises:
        UnknownNameError: an area that there is not.
    """
    choice = Choice(area, "obligations", search)
    duties: dict[str, dict[str, str]] = {}
    commissioners: dict[str, dict[str, str]] = {}
    for year in years():
        for key, versions in load_year(year).obligations.items():
            last = versions[-1]
            if not choice.takes("obligations", key, words_of(last)):
                continue
            group = commissioners if last.owed_by == COMMISSIONER else duties
            group.setdefault(key, {})[str(year)] = way_of(last)
    unworded = {
        str(year): sum(
            choice.takes("obligations", key, (title_of("obligations", key), *(gap.note for gap in gaps)))
            for key, gaps in load_year(year).missing["obligations"].items()
        )
        for year in years()
    }
    return Checking(tuple(map(str, years())), duties, commissioners, unworded)


def way_of(obligation: Obligation) -> str:
    """How an obligation is checked: by `evidence`, by a person's `judgement`, or by a `rule`."""
    if obligation.evidence:
        return "evidence"
    return "judgement" if obligation.judgement else "rule"


def standings() -> tuple[str, ...]:
    """The columns of the coverage, the strongest first, what is half known, and what is missing."""
    return (*(standing.value for standing in Standing), BOUNDED, MISSING)
