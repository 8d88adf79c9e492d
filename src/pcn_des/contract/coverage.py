"""How much of the contract the data hold: entries by area, year and standing, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from pcn_des.contract.entries import Entry, Obligation
from pcn_des.contract.load import SECTIONS, YearContract, load_year, years
from pcn_des.sources import Standing

MISSING = "missing"


@attrs.frozen
class Coverage:
    """For each area and contract year, how many versions of entries have each standing, and how many are missing."""

    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, int]]  # (area, year) -> standing or 'missing' -> count

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, in order."""
        return tuple(sorted({area for area, _ in self.cells}))

    def __str__(self) -> str:
        from pcn_des.display.contracts import coverage_text

        return coverage_text(self)

    def to_dict(self) -> dict[str, dict[str, dict[str, int]]]:
        """Area, year and standing to count."""
        return {
            area: {year: dict(self.cells[area, year]) for year in self.years if (area, year) in self.cells}
            for area in self.areas
        }


def coverage() -> Coverage:
    """How much of the contract the data hold."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    for year in years():
        contract = load_year(year)
        for area, entry in _entries(contract):
            standing = entry.standing.value if entry.standing else MISSING
            cells.setdefault((area, str(year)), Counter())[standing] += 1
        for section, keys in contract.missing.items():
            for key in keys:
                cells.setdefault((area_of(section, key), str(year)), Counter())[MISSING] += 1
    return Coverage(tuple(map(str, years())), cells)


def area_of(section: str, key: str) -> str:
    """The area that an entry belongs to: the first part of its key, or its section where keys have none."""
    return key.split(".")[0] if section in ("terms", "obligations", "services", "payments") else section


def _entries(contract: YearContract) -> Iterator[tuple[str, Entry]]:
    for section in SECTIONS:
        for key, versions in getattr(contract, section).items():
            for version in versions:
                yield area_of(section, key), version


def ways_of_checking() -> Mapping[str, Mapping[str, str]]:
    """For each obligation and contract year how it is checked: rule, evidence, judgement, or commissioner's."""
    found: dict[str, dict[str, str]] = {}
    for year in years():
        for key, versions in load_year(year).obligations.items():
            found.setdefault(key, {})[str(year)] = way_of(versions[-1])
    return found


def way_of(obligation: Obligation) -> str:
    """How an obligation is checked."""
    if obligation.owed_by == "commissioner":
        return "commissioner's"
    if obligation.evidence:
        return "evidence"
    return "judgement" if obligation.judgement else "rule"


def standings() -> tuple[str, ...]:
    """The columns of the coverage, the strongest first, and what is missing."""
    return (*(standing.value for standing in Standing), MISSING)
