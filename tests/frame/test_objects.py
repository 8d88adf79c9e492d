"""A pandas column of Python objects is read value by value: whatever their order, each is what it is, or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

for library in ("narwhals", "numpy", "pandas", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]' pandas")

import numpy as np  # noqa: E402  # needs the libraries
import pandas as pd  # noqa: E402

from pcn_des import frame  # noqa: E402
from pcn_des.errors import PcnDesError, RecordError  # noqa: E402
from support.effort import examples  # noqa: E402

DAY = date(2022, 11, 14)
LATE = datetime(2022, 9, 30, 23, 30, tzinfo=UTC)  # 1 October in London
RULE = "network.list_size_ceiling"
LIST = "population.registered"


def objects(*values: Any) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def asked(**columns: Any) -> list[str]:
    """The statuses of a rule about the list, on one day."""
    rows = len(next(iter(columns.values())))
    given = {"day": [DAY] * rows, **{name.replace("__", "."): column for name, column in columns.items()}}
    return list(frame.assess(pd.DataFrame(given), rules=[RULE])[RULE])


def problems(**columns: Any) -> list[str]:
    with pytest.raises(RecordError) as caught:
        asked(**columns)
    return list(caught.value.problems)


class TestNumbers:
    @pytest.mark.parametrize(
        "many",
        [
            51_000,
            51_000.0,
            Decimal(51_000),
            Decimal("51000.00"),
            np.int32(51_000),
            np.uint64(51_000),
            np.longdouble(51_000),
        ],
    )
    def test_of_any_type_are_read_where_they_are_exact(self, many: Any) -> None:
        for others in ([], [None], [np.nan, pd.NA, Decimal("NaN"), Decimal("sNaN")], [1, 2.0, Decimal(3)]):
            statuses = asked(population__registered=objects(many, *others))
            assert statuses[0] == "NOT_MET"
            assert "NOT_MET" not in statuses[1:]

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (Decimal("Infinity"), "has no finite number in row 1"),
            (float("inf"), "has double numbers, not whole in row 1; exact ones are wanted"),
            (51_000.5, "has double numbers, not whole in row 1; exact ones are wanted"),
            (2**70, "has numbers of 10 to the 15th or more in row 1"),
            (10**15, "has numbers of 10 to the 15th or more in row 1"),
            (-1, "has numbers below nothing in row 1"),
            ("51000", "has numbers, and something else in row 1"),
            (True, "has numbers, and something else in row 1"),
            (1j, "has values of the kind complex, which no fact has, in row 1"),
            ({}, "has values of the kind dict, which no fact has, in row 1"),
        ],
    )
    def test_that_can_not_be_are_told_with_their_rows(self, value: Any, said: str) -> None:
        [problem] = problems(population__registered=objects(7, value, None))
        assert problem.startswith(f"the column population.registered {said}")

    def test_in_sparse_categorical_and_nullable_columns_are_numbers_too(self) -> None:
        for column in (
            pd.arrays.SparseArray([51_000]),
            pd.Categorical([51_000.0]),
            pd.Series([51_000.0], dtype="Float64"),
            pd.Categorical(objects(Decimal(51_000))),
        ):
            assert asked(population__registered=column) == ["NOT_MET"]


class TestDays:
    def test_a_moment_is_never_cut_down_to_its_day(self) -> None:
        for late, why in (
            (LATE, "has a time zone"),
            (pd.Timestamp(LATE), "has a time zone"),
            (datetime(2022, 11, 14, 23, 59), "has a time of day"),
            (pd.Timestamp(1, unit="ns"), "has a time of day"),
            (np.datetime64("2022-11-14T10"), "has a time of day"),
        ):
            assert problems(day=objects(DAY, late)) == [f"the column day {why} in row 1"]
            assert problems(day=objects(late, DAY)) == [f"the column day {why} in row 0"]
            assert problems(day=pd.Categorical(objects(DAY, late))) == [f"the column day {why} in row 1"]

    def test_the_first_moment_of_a_day_is_that_day(self) -> None:
        first = datetime(2022, 11, 14)
        for column in (objects(DAY, first), objects(pd.Timestamp(first), DAY), objects(np.datetime64(first), DAY)):
            assert asked(day=column, population__registered=[51_000, 51_000]) == ["NOT_MET", "NOT_MET"]

    def test_joined_frames_of_days_and_of_moments_are_read_in_either_order(self) -> None:
        """pandas makes objects of the two."""
        days, moments = pd.DataFrame({"day": [DAY]}), pd.DataFrame({"day": pd.to_datetime(["2022-11-14"])})
        for both in ([days, moments], [moments, days]):
            assert frame.assess(pd.concat(both), rules=[RULE])[RULE].tolist() == ["UNKNOWN", "UNKNOWN"]

    def test_beyond_the_calendar_is_told(self) -> None:
        said = "the column day has days before the year 1 or after the year 9999 in row 0"
        assert problems(day=objects(np.datetime64("20220-11-14"))) == [said]


def test_half_a_character_is_told() -> None:
    assert problems(population__registered=objects("\ud800")) == [
        "the column population.registered has half a character in row 0"
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    table = {
        "population__registered": objects(1, "x"),
        "population__adjusted": [-1, 2],
        "care_homes__beds": objects(True, 2),
        "population__weighted": [1j, 2j],
    }
    assert problems(**table) == [
        "the column population.registered has numbers, and something else in row 1",
        "the column care_homes.beds has yes or no, and something else in row 1",
        "the column population.weighted has complex128 values, which Arrow has no kind for",
        "the column population.adjusted has numbers below nothing in row 0",
    ]


def test_a_label_may_be_anything() -> None:
    table = pd.DataFrame({"notes": objects({}, [1], 1j)})
    assert len(frame.entitlements(table, "2022/23")) == 3


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC])),
    st.text(max_size=3),
    st.binary(max_size=3),
    st.sampled_from([pd.NA, pd.NaT, np.datetime64("NaT"), np.float32(1.5), timedelta(1), pd.Period("2022-11"), {}]),
)


@settings(max_examples=examples(one_in=2))
@given(st.lists(VALUES, min_size=1, max_size=4), st.sampled_from([LIST, "day", "clinical_director.in_post"]))
def test_any_objects_are_answered_or_refused_whatever_their_order(values: list[Any], column: str) -> None:
    def answered(these: list[Any]) -> list[str] | None:
        table = pd.DataFrame({"day": [DAY] * len(these), column: objects(*these)})
        try:
            return list(frame.assess(table, rules=[RULE])[RULE])
        except PcnDesError:
            return None

    forwards, backwards = answered(values), answered(values[::-1])
    assert (forwards is None) == (backwards is None)
    assert forwards is None or backwards is None or forwards == backwards[::-1]
