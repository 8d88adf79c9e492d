"""Rows by the days that they are about: each in one piece, with those of its group, in whatever order they stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.engine.columns import assess  # noqa: E402  # needs NumPy
from pcn_des.engine.columns.given import day_of, number_of  # noqa: E402

FIRST = number_of(date(2022, 4, 1))
days = st.lists(st.integers(FIRST, FIRST + 9), max_size=40).map(lambda drawn: np.array(drawn, dtype=np.int32))


@given(days)
def test_the_days_that_there_are(numbers: Any) -> None:
    assert assess.days_of(numbers) == sorted({day_of(number) for number in numbers.tolist()})


@given(days, st.integers(1, 5), st.integers(1, 4), st.booleans())
def test_each_row_is_in_one_piece_of_its_group(numbers: Any, at_once: int, together: int, in_order: bool) -> None:
    numbers = np.sort(numbers) if in_order else numbers
    there = assess.days_of(numbers)
    groups = [there[at : at + together] for at in range(0, len(there), together)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assess, "ROWS_AT_ONCE", at_once)
        pieces = list(assess.pieces_of(numbers, groups))
    assert len(pieces) == len(groups)
    rows = np.arange(len(numbers))
    for group, of_group in zip(groups, pieces, strict=True):
        assert all(0 < len(rows[piece]) <= at_once for piece in of_group)
        found = [row for piece in of_group for row in rows[piece].tolist()]
        assert sorted(found) == [row for row in rows.tolist() if day_of(numbers[row]) in group]


@given(days)
def test_the_last_sunday_before_each_day(numbers: Any) -> None:
    for number, sunday in zip(numbers.tolist(), assess._last_sundays(numbers).tolist(), strict=True):
        assert day_of(sunday).weekday() == 6
        assert timedelta(1) <= day_of(number) - day_of(sunday) <= timedelta(7)
