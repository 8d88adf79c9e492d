"""A timeline, a statement and changes as tables: a row for each spell, month and change, as the answers have them."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.network import Population
from pcn_des.strategies import networks
from support.effort import examples

polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'pcn_des[frame]'")
pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")

SINCE, UNTIL = date(2022, 11, 1), date(2022, 11, 30)


def millbrook() -> des.Network:
    """51,230 adjusted patients, of 2024: £34,046.60 and £34,046.61 a month of enhanced access."""
    counted = Population(kind="adjusted", at=date(2024, 1, 1), patients=51_230)
    return des.Network(code="U00001", name="Millbrook PCN", populations=[counted])


def test_the_months_of_a_statement_are_in_pence() -> None:
    table = des.entitlements(millbrook(), "2024/25").to_frame()
    rows = table.filter(polars.col("stream") == "enhanced_access").head(2).rows(named=True)
    assert [
        {name: row[name] for name in ("pcn", "year", "month", "amount", "at_least", "at_most")} for row in rows
    ] == [
        {
            "pcn": "U00001",
            "year": "2024/25",
            "month": date(2024, month, 1),
            "amount": pence,
            "at_least": pence,
            "at_most": pence,
        }
        for month, pence in ((4, 3_404_660), (5, 3_404_661))
    ]
    assert table.schema["amount"] == table.schema["at_most"] == polars.Int64
    core = table.filter(polars.col("stream") == "core_pcn_funding").rows(named=True)[0]
    assert core["amount"] is None
    assert "registered" in core["missing"]


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_each_backend_has_the_same_columns_and_rows(backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed: pip install {backend}")
    statement = des.entitlements(millbrook(), "2024/25")
    timeline = des.timeline(millbrook(), SINCE, UNTIL)
    changes = des.compare("2022/23", "2023/24")
    for found, rows, wanted in (
        (statement, len(statement.lines), {"stream", "month", "amount", "at_least", "at_most"}),
        (timeline, sum(map(len, timeline.spells.values())), {"rule", "subject", "since", "until", "status", "reason"}),
        (changes, len(changes.changes), {"key", "area", "before", "after", "standing"}),
    ):
        table: Any = found.to_frame(backend)
        names = table.column_names if backend == "pyarrow" else list(table.columns)
        assert wanted <= set(names)
        assert len(table) == rows


def test_a_spell_is_a_row() -> None:
    timeline = des.timeline(des.example_network(), SINCE, UNTIL)
    table = timeline.to_frame()
    rows = table.filter(polars.col("rule") == "enhanced_access.weekly_minutes").rows(named=True)
    spells = timeline["enhanced_access.weekly_minutes"]
    assert [(row["since"], row["until"], row["status"], row["reason"]) for row in rows] == [
        (spell.since, spell.until, spell.status.value, spell.finding.reason) for spell in spells
    ]
    assert rows[0]["subject"] is None
    assert table.filter(polars.col("subject") == "1-9990000003, SC-05").height > 0


@given(networks())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_the_pence_of_a_statement_are_its_amounts(network: des.Network) -> None:
    alone = network.evolve(variations=None)  # which may be of days without any, or of no term
    statement = des.entitlements(alone, "2024/25")
    rows = statement.to_frame().rows(named=True)
    for row, line in zip(rows, statement.lines, strict=True):
        assert (row["stream"], row["month"]) == (line.stream, line.month)
        ends = (line.amount, line.amount) if line.amount is not None else (line.at_least, line.at_most)
        assert [row[name] for name in ("amount", "at_least", "at_most")] == [
            None if money is None else int(money.pounds * 100) for money in (line.amount, *ends)
        ]


def test_as_csv_for_spreadsheets() -> None:
    timeline = des.timeline(des.example_network(), SINCE, UNTIL)
    rows = list(csv.DictReader(StringIO(timeline.to_csv())))
    assert len(rows) == timeline.to_frame().height
    assert (rows[0]["pcn"], rows[0]["subject"], rows[0]["draft"]) == ("U99901", "", "no")
    changes = des.compare("2022/23", "2023/24")
    told = list(csv.DictReader(StringIO(changes.to_csv())))
    assert [row["key"] for row in told] == [change.key for change in changes.changes]
    (gone,) = (row for row in told if row["section"] == "services" and row["key"] == "anticipatory_care")
    assert (gone["area"], gone["kind"], gone["before"]) == ("anticipatory_care", "removed", "in preparation")
    assert gone["after"].startswith("It passed to the integrated care systems")
