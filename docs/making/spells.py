"""Days and contract years of entries as pages list them: one after another as a span, each span on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from making.markup import days, standing
from pcn_des.contract.entries import Entry
from pcn_des.dates import ContractYear, Period, joined


def days_of(found: Iterable[Entry]) -> str:
    """The days on which entries are in force, a line for each spell without a gap; as HTML."""
    return "<br>".join(days(spell.since, spell.until) for spell in spells_of(found))


def spells_of(found: Iterable[Entry]) -> tuple[Period, ...]:
    """The days on which entries are in force, as few spells."""
    return joined(entry.period for entry in found)


def years_of(found: Iterable[Entry]) -> str:
    """The contract years that entries are of: `2020/21, 2022/23 to 2023/24`; `not found` of none."""
    return ", ".join(_label(run) for run in _runs({ContractYear.of(entry.since) for entry in found})) or "not found"


def _runs(
    of: Iterable[ContractYear], alike: Callable[[ContractYear, ContractYear], bool] = lambda one, other: True
) -> list[list[ContractYear]]:
    """Contract years in order, those one after another that are alike together."""
    runs: list[list[ContractYear]] = []
    for year in sorted(of):
        if runs and runs[-1][-1].starts_in + 1 == year.starts_in and alike(runs[-1][-1], year):
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _label(run: Sequence[ContractYear]) -> str:
    return " to ".join(dict.fromkeys((str(run[0]), str(run[-1]))))


def standings_of(found: Sequence[Entry]) -> list[tuple[str, tuple[Entry, ...]]]:
    """The contract years one after another that have the same standings, in order, with a version of each standing."""
    by_year: dict[ContractYear, dict[str, Entry]] = {}
    for entry in found:
        by_year.setdefault(ContractYear.of(entry.since), {})[entry.standing_in_words] = entry
    runs = _runs(by_year, lambda one, other: by_year[one].keys() == by_year[other].keys())
    return [(_label(run), tuple(by_year[run[-1]].values())) for run in runs]


def standings_by_year(found: Sequence[Entry]) -> str:
    """How well entries are established, with the years of each standing where there are several; as HTML."""
    if len({entry.standing_in_words for entry in found}) < 2:
        return standing(found[-1] if found else None)
    return "<br>".join(f"{label}: {' and '.join(map(standing, of))}" for label, of in standings_of(found))
