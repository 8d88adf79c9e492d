"""Random tables of facts, near the edges where answers turn; each row also as the facts that one network would give."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pcn_des as des
from pcn_des.contract.files import load_year, span, years
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.columns.given import NEVER_DAY
from pcn_des.engine.columns.spans import duties_of_any_day
from pcn_des.engine.epochs import contract_edges
from pcn_des.engine.registry import FACTS
from pcn_des.frame.names import accepted, facts_about, subject_kinds
from pcn_des.values import Range

EDGES = (29_999, 30_000, 30_001, 49_999, 50_000, 50_001)
WEEKLY = ("enhanced_access.weekly_minutes", "extended_hours.weekly_minutes")
CANCELLED = ("enhanced_access.cancelled_minutes", "extended_hours.cancelled_minutes")
ONE_DAY = timedelta(days=1)


@cache
def fact_names() -> tuple[str, ...]:
    """Every fact that a table of networks may have, and the evidence of each of their duties."""
    papers = [
        EVIDENCE + key
        for key, kinds in duties_of_any_day().items()
        if kinds == ("network",) and any(entry.evidence for entry in _versions(key))
    ]
    return (*accepted(), *papers)


def _versions(key: str) -> list[Any]:
    return [entry for year in years() for entry in load_year(year).obligations.get(key, ())]


@cache
def edge_days() -> tuple[date, ...]:
    """The day before, on and after each change of the contract, and the first days of each April."""
    edges = {edge for year in years() for edge in contract_edges(load_year(year))}
    edges |= {date(year.starts_in, 4, day) for year in years() for day in range(1, 9)}
    near = {edge + shift for edge in edges for shift in (-ONE_DAY, timedelta(), ONE_DAY)}
    return tuple(sorted(day for day in near if day in span()))


def rows(seed: int, count: int, names: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Rows of facts by name with their `day` and `code`: `UNKNOWN`, `NEVER` and ranges as `assess` takes them."""
    chance = random.Random(seed)
    chosen = fact_names() if names is None else names
    return [_row(chance, chosen, place) for place in range(count)]


def _row(chance: random.Random, names: Sequence[str], place: int) -> dict[str, Any]:
    days = edge_days()
    some_day = span().since + timedelta(days=chance.randrange((days[-1] - days[0]).days))
    day = chance.choice(days) if chance.random() < 0.6 else some_day
    patients = chance.choice(EDGES) if chance.random() < 0.4 else chance.randrange(0, 90_000)
    found: dict[str, Any] = {"code": f"U{place:05d}", "day": day}
    for name in names:
        found[name] = des.UNKNOWN if chance.random() < 0.1 else _value(chance, name, day, patients)
    return found


def _value(chance: random.Random, name: str, day: date, patients: int) -> Any:
    kind = "date" if name.startswith(EVIDENCE) else FACTS[name].unit.kind
    if kind == "date":
        shift = chance.choice((-400, -30, -1, 0, 1, 60))
        return des.NEVER if chance.random() < 0.15 else day + timedelta(days=shift)
    if kind == "yes/no":
        return chance.random() < 0.7
    if name in WEEKLY:
        owed = Fraction(patients, 1000) * chance.choice((30, 60))
        return _perhaps_between(chance, max(0, round(owed) + chance.choice((-16, -15, -8, -7, -1, 0, 1, 7, 8, 15))))
    if name in CANCELLED:
        return chance.choice((0, 0, 0, 7, 8, 15, 30))
    if name.startswith("population."):
        quarters = 0 if "registered" in name else chance.choice((0, 0, 25, -25))
        return _perhaps_between(chance, max(Decimal(0), Decimal(patients) + Decimal(quarters) / 100))
    return chance.randrange(0, 900)


def _perhaps_between(chance: random.Random, number: Any) -> Any:
    if chance.random() > 0.15:
        return number
    low, high = Fraction(number) - chance.choice((0, 1, 5)), Fraction(number) + chance.choice((0, 1, 5))
    return Range(max(Fraction(0), low), None if chance.random() < 0.3 else high)


def given(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the facts that `assess` takes."""
    return {name: _exact(value) for name, value in row.items() if name not in ("code", "day", "month")}


def _exact(value: Any) -> Any:
    return value.low if isinstance(value, Range) and value.low == value.high else value


def arrow(rows_: Sequence[Mapping[str, Any]], names: Iterable[str] | None = None) -> Any:
    """Rows as an Arrow table: null is unknown, the last of all days what never was, and ends have columns."""
    import pyarrow as pa

    listed = list(names if names is not None else (name for name in rows_[0] if name not in ("code", "day", "month")))
    columns: dict[str, Any] = {}
    for label, kind in (("code", pa.string()), ("day", pa.date32()), ("month", pa.date32())):
        if label in rows_[0]:
            columns[label] = pa.array([row[label] for row in rows_], kind)
    for name in listed:
        values = [row[name] for row in rows_]
        columns[name] = pa.array([_plain(value) for value in values], _kind(name))
        if any(isinstance(value, Range) for value in values):
            columns[f"{name}.at_least"] = pa.array([_end(value, "low") for value in values], pa.decimal128(20, 2))
            columns[f"{name}.at_most"] = pa.array([_end(value, "high") for value in values], pa.decimal128(20, 2))
    return pa.table(columns)


def _kind(name: str) -> Any:
    import pyarrow as pa

    if name.startswith(EVIDENCE) or FACTS[name].unit.kind == "date":
        return pa.date32()
    kinds = {"yes/no": pa.bool_(), "text": pa.string()}
    return kinds.get(FACTS[name].unit.kind, pa.decimal128(20, 2))


def _plain(value: Any) -> Any:
    if value is des.UNKNOWN or isinstance(value, Range):
        return None
    if value is des.NEVER:
        return NEVER_DAY
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _end(value: Any, side: str) -> Any:
    end = getattr(value, side) if isinstance(value, Range) else None
    return None if end is None else Decimal(end.numerator) / end.denominator


@cache
def subject_facts() -> dict[str, tuple[str, ...]]:
    """The facts about each kind of subject that duties are about."""
    kinds = {kind: facts_about(kind) for kind in subject_kinds()}
    assert all(kinds.values())
    return kinds


def networks_with_lists(chance: random.Random, days: Mapping[str, date]) -> Any:
    """A network a row, each on a day, which of some kinds of subject say whether all are given."""
    import pyarrow as pa

    lists = {
        f"complete.{kind}": pa.array([chance.choice((True, False, None)) for _ in days], pa.bool_())
        for kind in subject_facts()
        if chance.random() < 0.9
    }
    return pa.table({"code": list(days), "day": pa.array(days.values(), pa.date32()), **lists})


def subjects(chance: random.Random, kind: str, days: Mapping[str, date]) -> Any:
    """Subjects of a kind, each of one of these networks on its day."""
    import pyarrow as pa

    of = [chance.choice(list(days)) for _ in range(chance.randrange(3 * len(days)))]
    names = [name for name in subject_facts()[kind] if chance.random() < 0.9]
    drawn = [{name: _of_subject(chance, name, days[code]) for name in names} for code in of]
    columns = {name: pa.array([_plain(one[name]) for one in drawn], _kind(name)) for name in names}
    return pa.table(
        {"code": pa.array(of, pa.string()), "day": pa.array([days[one] for one in of], pa.date32()), **columns}
    )


def _of_subject(chance: random.Random, name: str, day: date) -> Any:
    if chance.random() < 0.15:
        return des.UNKNOWN
    if FACTS[name].unit.kind == "text":
        return chance.choice(("GMS", "PMS", "none"))
    found = _value(chance, name, day, 0)
    return day if found is des.NEVER and name.startswith("care_home.") else found  # what comes round has to be a day


def statuses(row: Mapping[str, Any], known_on: date | None = None) -> dict[str, str]:
    """The statuses that one network with the facts of a row has."""
    report = des.assess(given(row), row["day"], known_on)
    return {finding.rule: finding.status.value for finding in report.findings}


def answers(table: Any) -> list[dict[str, str]]:
    """The statuses in the rows of an Arrow table of answers, of the duties in force."""
    labels = ("code", "day", "month")
    columns = {name: table[name].to_pylist() for name in table.column_names if name not in labels}
    return [
        {name: values[place] for name, values in columns.items() if values[place] is not None}
        for place in range(table.num_rows)
    ]
