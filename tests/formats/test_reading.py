"""Problems and readings: one line each, whatever stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.formats.reading import Problem, Reading


def test_a_problem_names_its_place_and_its_mend() -> None:
    problem = Problem(file="epcn.csv", row=7, column="Open Date", value="2019", mend="write it as YYYYMMDD")
    assert str(problem) == "epcn.csv, row 7, Open Date '2019': write it as YYYYMMDD"


def test_a_problem_of_a_whole_row_names_no_column() -> None:
    problem = Problem(file="epcn.csv", row=7, column="", value="", mend="complete it")
    assert str(problem) == "epcn.csv, row 7: complete it"


def test_a_long_value_is_shortened_in_words_but_kept() -> None:
    problem = Problem(file="f", row=1, column="c", value="x" * 500, mend="m")
    assert len(str(problem)) < 100
    assert problem.value == "x" * 500


@given(st.text(), st.text(), st.text(), st.text())
def test_a_problem_is_always_one_line(file: str, column: str, value: str, mend: str) -> None:
    assert len(str(Problem(file=file, row=1, column=column, value=value, mend=mend)).splitlines()) == 1


def test_a_reading_is_frozen() -> None:
    reading = Reading(file="f", rows=(1, 2))
    assert reading.problems == ()
    with pytest.raises(AttributeError):
        reading.rows = ()  # type: ignore[misc]
