"""What a value of each kind of unit is, alone and in a table; and which days of the week a window of clock time has."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from pcn_des.contract.kinds import is_bands, is_of, is_table, weekdays

WINDOW = {"days": "mon-fri", "start": time(18, 30), "end": time(20)}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("number", [0, 7, Decimal("0.5"), Decimal(-1)], [True, "7", None, Decimal("NaN"), Decimal("Infinity"), 0.5]),
        ("yes/no", [True, False], [1, "yes", None]),
        ("text", ["one word"], ["", " ", 1, None]),
        ("list", [[], ["a"], ("a", "b")], ["a", [""], [1], {"a": "b"}]),
        ("table", [{}, {"a": 1}, [1], ("a",)], ["a", 1, None]),
        ("date", [date(1900, 1, 1), date(2199, 12, 31)], [date(1899, 12, 31), date(2200, 1, 1), datetime(2022, 4, 1)]),
        (
            "clock times",
            [[], [WINDOW], (WINDOW, {**WINDOW, "days": "sat"})],
            [
                WINDOW,
                [WINDOW, 1],
                [{**WINDOW, "days": "mon-fir"}],
                [{**WINDOW, "end": time(18, 30)}],
                [{**WINDOW, "end": "20:00"}],
                [{**WINDOW, "start": time(18, tzinfo=UTC)}],
                [{**WINDOW, "end": time(20, tzinfo=UTC)}],
                [{"days": "sat", "start": time(9)}],
            ],
        ),
    ],
)
def test_a_single_value(kind: str, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not is_of(kind, value)] == []
    assert [value for value in bad if is_of(kind, value)] == []


@pytest.mark.parametrize(
    ("value", "are"),
    [
        ([], True),
        ([{"value": 3}], True),
        (({"below": 5, "value": 3, "edge": "either"}, {"value": "unlimited"}), True),
        ([{"below": Decimal("5.5"), "value": 3}], True),
        ({"value": 3}, False),
        ([3], False),
        (["value"], False),
        ([{"value": "many"}], False),
        ([{"below": 5}], False),
        ([{"below": "many", "value": 3}], False),
        ([{"below": True, "value": 3}], False),
        ([{"below": 5, "value": 3, "edge": "above"}], False),
        ([{"under": 5, "value": 3}], False),
        ([{"value": 3}, {"value": "many"}], False),
    ],
)
def test_bands_are_each_a_value_and_what_it_is_below(value: Any, are: bool) -> None:
    assert is_bands("number", value) is are
    assert is_table("number", value) is (are or value == {"value": 3})


@pytest.mark.parametrize(
    ("kind", "value", "is_one"),
    [
        ("number", {}, True),
        ("number", {"nurse": 1, "others": "unlimited"}, True),
        ("number", {"nurse": {"5": 1, "6": 2}, "others": [{"below": 9, "value": 1}]}, True),
        ("number", {"nurse": "many"}, False),
        ("number", {"nurse": 1, "others": {"5": "many"}}, False),
        ("text", {"nurse": "many"}, True),
        ("text", {"nurse": 1}, False),
        ("table", {"nurse": "many", "others": 1}, True),
        ("number", 1, False),
    ],
)
def test_a_table_has_values_of_its_kind_by_name(kind: str, value: Any, is_one: bool) -> None:
    assert is_table(kind, value) is is_one


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ("mon", [0]),
        ("sat", [5]),
        ("mon-fri", [0, 1, 2, 3, 4]),
        ("mon-sun", [0, 1, 2, 3, 4, 5, 6]),
        ("wed-wed", [2]),
        ("sat-sun", [5, 6]),
        *((wrong, []) for wrong in ("", "-", "fri-mon", "mon-", "-fri", "mon-fir", "Mon", "mon fri")),
    ],
)
def test_days_of_the_week_are_named_in_their_order(days: str, numbers: list[int]) -> None:
    assert list(weekdays(days)) == numbers
