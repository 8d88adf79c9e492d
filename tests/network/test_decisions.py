"""What a person decided: for how long it holds, and that nobody decides both ways."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pcn_des.dates import Period
from pcn_des.network import Decision, Network
from pcn_des.network.records import ContradictionError
from pcn_des.strategies.field_values import any_days

AREA = "network.area_makes_sense"


def decision(on: date, judged: str = "met", until: date | None = None, **others: str) -> Decision:
    return Decision(obligation=AREA, judged=judged, by="the board", on=on, until=until, **others)


def network(*decisions: Decision) -> Network:
    return Network(code="U99901", name="Riverside PCN", decisions=list(decisions))


@pytest.mark.parametrize(
    ("on", "until", "lapses"),
    [
        (date(2022, 5, 3), None, date(2023, 3, 31)),
        (date(2023, 3, 31), None, date(2023, 3, 31)),
        (date(2023, 4, 1), None, date(2024, 3, 31)),
        (date(2022, 5, 3), date(2025, 1, 1), date(2025, 1, 1)),
    ],
)
def test_a_decision_holds_until_its_day_or_the_end_of_the_contract_year(
    on: date, until: date | None, lapses: date
) -> None:
    assert decision(on, until=until).period == Period(on, lapses)


def test_a_decision_reads_as_a_minute_would() -> None:
    assert decision(date(2022, 5, 3), document="minute 7").name == (
        "judged met by the board on 3 May 2022 (minute 7), until 31 March 2023"
    )


@given(any_days())
def test_whatever_its_day_it_holds_on_it(day: date) -> None:
    assert day in decision(day).period


def test_it_does_not_lapse_before_it_is_taken() -> None:
    with pytest.raises(ValueError, match="it lapses on 2022-05-02, before its own day 2022-05-03"):
        decision(date(2022, 5, 3), until=date(2022, 5, 2))


def test_nobody_decides_one_thing_both_ways_at_a_time() -> None:
    first, other = decision(date(2022, 5, 3)), decision(date(2022, 9, 1), "not_met")
    with pytest.raises(ContradictionError, match=f"{AREA} is judged both met and not met from 2022-09-01"):
        network(first, other)
    assert network(decision(date(2022, 5, 3), until=date(2022, 8, 31)), other).decisions
    assert network(first, decision(date(2023, 4, 1), "not_met")).decisions
    assert network(first, decision(date(2022, 9, 1), "not_met", subject="Y99901")).decisions
    assert network(first, decision(date(2022, 9, 1))).decisions


@pytest.mark.parametrize("wrong", ["yes", "", "MET"])
def test_it_is_judged_met_or_not_met(wrong: str) -> None:
    with pytest.raises(ValueError, match="it must be one of: met, not_met"):
        decision(date(2022, 5, 3), wrong)
