"""Records of incentives: a contract year is one, and is written as everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import RecordError, read_network
from pcn_des.network import IndicatorAdjustment


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("2022/99", "^year is '2022/99', which is no contract year; write it as 2022/23$"),
        ("2022/24", "^year is '2022/24', which is no contract year; write it as 2022/23$"),
        ("2022-23", "^year is '2022-23', which is no contract year; write it as 2022/23$"),
        ("2023-24", "^year is '2023-24', which is no contract year; write it as 2023/24$"),
        ("1922/23", "^year is '1922/23', which is no contract year; write it as 2022/23$"),
        ("", "^year is '', which is no contract year; write it as 2022/23$"),
    ],
)
def test_a_year_that_is_none_is_refused_with_the_mend(year: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        IndicatorAdjustment(year=year, factor=1)  # type: ignore[arg-type]


def test_a_file_names_the_field() -> None:
    said = {"indicator_adjustments": [{"year": "2022/24", "factor": "1.1"}]}
    with pytest.raises(RecordError, match=r"year.*'2022/24'.*write it as 2022/23"):
        read_network({"code": "U00001", "name": "Millbrook PCN", **said})


@given(start=st.integers(0, 99), end=st.integers(0, 99))
def test_the_second_year_follows_the_first(start: int, end: int) -> None:
    year = f"20{start:02d}/{end:02d}"
    if end == (start + 1) % 100:
        assert IndicatorAdjustment(year=year, factor=1).year == year
    else:
        with pytest.raises(ValueError, match="no contract year"):
            IndicatorAdjustment(year=year, factor=1)
