"""What is not known is said in words, and never as the None of Python: whichever populations are given."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.display.statement import stream_html, stream_text
from support.effort import examples

FACTS: Final = {
    "population.registered": 42_000,
    "population.adjusted": 40_000,
    "population.weighted": 41_000,
    "care_homes.beds": 100,
}
NO_VALUE: Final = re.compile(r"\b(?:None|NoneType|UNKNOWN|nan)\b")
GIVEN: Final = st.sets(st.sampled_from(sorted(FACTS))).map(lambda names: {name: FACTS[name] for name in sorted(names)})
BY: Final = st.sampled_from([None, "commissioner", "national_system"])


@settings(max_examples=examples(one_in=4))
@given(st.sampled_from(years()), GIVEN, BY, st.none() | st.dates(date(2019, 7, 1), date(2026, 6, 30)))
def test_no_statement_says_none_of_a_value(
    year: object, facts: dict[str, int], paid_by: str | None, known_on: date | None
) -> None:
    statement = des.entitlements(facts, str(year), paid_by=paid_by, known_on=known_on)
    told = [str(statement), statement._repr_html_(), repr(statement)]
    for total in statement.values():
        told += [stream_text(total), stream_html(total), statement.explain(total.stream), repr(total)]
        told += [said for line in total.lines for said in (str(line), repr(line))]
    assert [found.group() for text in told for found in NO_VALUE.finditer(text)] == []


def readings(facts: dict[str, int], stream: str = "core_pcn_funding") -> list[str]:
    text = " ".join(str(des.entitlements(facts, "2024/25")[stream]).split())
    return re.findall(r"(?:not established|between £[\d,.]+ and £[\d,.]+|£[\d,.]+), (?:a month: .+?, )?if the", text)


def test_where_no_reading_gives_a_sum_none_is_told() -> None:
    """With one population of two, core funding of 2024/25 is as little known by one reading as by the other."""
    for name in ("population.registered", "population.adjusted"):
        assert readings({name: FACTS[name]}) == []
    text = " ".join(str(des.entitlements({"population.registered": 42_000}, "2024/25")["core_pcn_funding"]).split())
    assert "PCN Adjusted Population at the snapshot of the contract year" in text
    assert "whole uplift" not in text


@pytest.mark.parametrize("said", ["£123,218.00", "£123,116.00"])
def test_where_both_populations_are_known_each_reading_has_its_sum(said: str) -> None:
    total = des.entitlements(FACTS, "2024/25")["core_pcn_funding"]
    assert said in stream_text(total)
    assert said in stream_html(total)
