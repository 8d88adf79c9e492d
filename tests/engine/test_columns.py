"""The same rules run on a table: proof, over three rules with unknowns, that no rule has to change for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.engine.binding import bind, readings
from pcn_des.engine.registry import FACTS, OBLIGATION_RULES
from pcn_des.engine.rulebook import term_unit
from pcn_des.engine.tree import TermRef

nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")
pl = pytest.importorskip("polars", reason="polars is not installed: pip install 'pcn_des[frame]'")

from support import columns  # noqa: E402  # needs narwhals
from support.effort import examples  # noqa: E402

AS_OF = date(2022, 11, 14)
COLUMNS = {
    "population.registered": pl.Int64,
    "population.adjusted": pl.Int64,
    "enhanced_access.weekly_minutes": pl.Int64,
    "enhanced_access.cancelled_minutes": pl.Int64,
    "network.approved": pl.Boolean,
    "enhanced_access.bank_holiday_in_week": pl.Boolean,
}
ROW = st.fixed_dictionaries(
    {
        "population.registered": st.one_of(st.none(), st.integers(29_990, 30_010), st.integers(49_990, 50_010)),
        "population.adjusted": st.one_of(st.none(), st.integers(51_200, 51_260)),
        "enhanced_access.weekly_minutes": st.one_of(st.none(), st.integers(3_060, 3_090)),
        "enhanced_access.cancelled_minutes": st.sampled_from([0, 15]),
        "network.approved": st.none() | st.booleans(),
        "enhanced_access.bank_holiday_in_week": st.booleans(),
    }
)


def in_columns(rule: str, rows: list[dict[str, Any]]) -> list[str]:
    """The statuses of a rule over a table, by the rule's own tree."""
    contract = des.terms(AS_OF)
    obligation = contract.obligations[rule]
    bound = bind(
        rule,
        OBLIGATION_RULES[rule].tree(),
        FACTS,
        lambda key: term_unit(contract.contract, key, obligation.period),
    )
    variants = [reading for variant in bound.variants for reading in readings(variant)]
    by_rules = {node.key_ for reading in variants for node in reading.walk() if isinstance(node, TermRef)}
    read = tuple(key for key in bound.terms if key in by_rules)
    answers = [columns.verdict(reading, columns.terms_of(contract, read)) for reading in variants]
    table = nw.from_native(pl.DataFrame(rows, schema=COLUMNS))
    return list(table.select(answer=columns.agreed(answers))["answer"])


@pytest.mark.parametrize("rule", ["enhanced_access.weekly_minutes", "network.list_size", "network.list_size_ceiling"])
@settings(max_examples=examples(one_in=5))
@given(rows=st.lists(ROW, min_size=30, max_size=100))  # putting the rule into columns costs more than many rows
def test_scalar_equals_columnar(rule: str, rows: list[dict[str, Any]]) -> None:
    des.assess({}, AS_OF)  # registers facts and rules
    one_by_one = [
        des.assess({name: value for name, value in row.items() if value is not None}, AS_OF)[rule].status.value
        for row in rows
    ]
    assert in_columns(rule, rows) == one_by_one


def test_a_null_is_unknown_and_never_a_shortfall() -> None:
    des.assess({}, AS_OF)
    rows = [
        {
            "population.registered": None,
            "population.adjusted": 51_230,
            "enhanced_access.weekly_minutes": minutes,
            "enhanced_access.cancelled_minutes": 0,
            "network.approved": False,
            "enhanced_access.bank_holiday_in_week": False,
        }
        for minutes in (None, 3_070, 3_074, 3_080)
    ]
    assert in_columns("enhanced_access.weekly_minutes", rows) == ["UNKNOWN", "NOT_MET", "UNKNOWN", "MET"]
    assert set(in_columns("network.list_size", rows)) == {"UNKNOWN"}
