"""How much of the contract the data hold: entries by area, year and standing, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from pcn_des.contract.entries import COMMISSIONER, Entry, Obligation, Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract
from pcn_des.frozen import frozen
from pcn_des.showing import Shown
from pcn_des.sources import Standing

BOUNDED = "bounded"
MISSING = "missing"


@attrs.frozen(repr=False)
class Coverage(Shown):
    """For each area and contract year, how many versions of entries have each standing, and how many are missing.

    `cells` has the counts by area and year, then by standing, `bounded` or `missing`. Each version counts once: a term
    of which only limits or several readings are established is `bounded`, whatever the standing of those.
    """

    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, int]] = attrs.field(converter=frozen)  # (area, year), then standing

    def __repr__(self) -> str:
        return f"<Coverage: {len(self.areas)} areas in {len(self.years)} contract years>"

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, in order."""
        return tuple(sorted({area for area, _ in self.cells}))

    def to_dict(self) -> dict[str, dict[str, dict[str, int]]]:
        """Area, year and standing to count."""
        return {
            area: {year: dict(self.cells[area, year]) for year in self.years if (area, year) in self.cells}
            for area in self.areas
        }


def coverage() -> Coverage:
    """How much of the contract the data hold.

    Examples:
        Of this service, one entry of 2023/24 rests on a single source, and one was looked for and not found:

        >>> from pcn_des import coverage
        >>> coverage().to_dict()["anticipatory_care"]["2023/24"]
        {'single-source': 1, 'missing': 1}
    """
    cells: dict[tuple[str, str], Counter[str]] = {}
    for year in years():
        contract = load_year(year)
        for area, entry in _entries(contract):
            cells.setdefault((area, str(year)), Counter())[_counted_as(entry)] += 1
        for section, keys in contract.missing.items():
            for key in keys:
                cells.setdefault((area_of(section, key), str(year)), Counter())[MISSING] += 1
    return Coverage(tuple(map(str, years())), cells)


def _counted_as(entry: Entry) -> str:
    if isinstance(entry, Term) and not entry.is_known:
        return BOUNDED
    return entry.standing.value if entry.standing else MISSING


def area_of(section: str, key: str) -> str:
    """The area that an entry belongs to: the first part of its key, or its section where keys have none."""
    return key.split(".")[0] if section in ("terms", "obligations", "services", "payments", "key_dates") else section


def _entries(contract: YearContract) -> Iterator[tuple[str, Entry]]:
    for section in SECTIONS:
        for key, versions in getattr(contract, section).items():
            for version in versions:
                yield area_of(section, key), version


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

    def __repr__(self) -> str:
        return f"<Checking: {len(self.duties)} duties in {len(self.years)} contract years>"

    def to_dict(self) -> dict[str, Any]:
        """The duties, the commissioner's own, and how many have no wording."""
        return {
            "duties": {key: dict(by_year) for key, by_year in self.duties.items()},
            "commissioners": {key: dict(by_year) for key, by_year in self.commissioners.items()},
            "wording_not_found": dict(self.wording_not_found),
        }


def ways_of_checking() -> Checking:
    """For each obligation and contract year how it is checked."""
    duties: dict[str, dict[str, str]] = {}
    commissioners: dict[str, dict[str, str]] = {}
    for year in years():
        for key, versions in load_year(year).obligations.items():
            last = versions[-1]
            group = commissioners if last.owed_by == COMMISSIONER else duties
            group.setdefault(key, {})[str(year)] = way_of(last)
    unworded = {str(year): len(load_year(year).missing["obligations"]) for year in years()}
    return Checking(tuple(map(str, years())), duties, commissioners, unworded)


def way_of(obligation: Obligation) -> str:
    """How an obligation is checked: by `evidence`, by a person's `judgement`, or by a `rule`."""
    if obligation.evidence:
        return "evidence"
    return "judgement" if obligation.judgement else "rule"


def standings() -> tuple[str, ...]:
    """The columns of the coverage, the strongest first, what is half known, and what is missing."""
    return (*(standing.value for standing in Standing), BOUNDED, MISSING)
