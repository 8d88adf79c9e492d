"""Problems that are equal but for their row are told once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pcn_des.display.problems import told_once
from pcn_des.formats.reading import Problem, Reading

MEND = "it is not a day; write it as 2026-07-01"


def problem(row: int, value: str = "soon", file: str = "map.csv") -> Problem:
    return Problem(file=file, row=row, column="EXTRACT_DATE", value=value, mend=MEND)


def test_equal_problems_are_told_once_with_their_first_rows() -> None:
    assert told_once([problem(2)]) == [f"map.csv, row 2, EXTRACT_DATE 'soon': {MEND}"]
    assert told_once([problem(2), problem(5)]) == [f"map.csv, rows 2 and 5, EXTRACT_DATE 'soon': {MEND}"]
    assert told_once([problem(row) for row in (2, 3, 4)]) == [f"map.csv, rows 2, 3 and 4, EXTRACT_DATE 'soon': {MEND}"]
    assert told_once([problem(row) for row in range(2, 6_710)]) == [
        f"map.csv, rows 2, 3, 4 and 6,705 more, EXTRACT_DATE 'soon': {MEND}"
    ]
    assert told_once([problem(2), problem(3, "late"), problem(4, file="b.csv")]) == [
        f"map.csv, row 2, EXTRACT_DATE 'soon': {MEND}",
        f"map.csv, row 3, EXTRACT_DATE 'late': {MEND}",
        f"b.csv, row 4, EXTRACT_DATE 'soon': {MEND}",
    ]


def test_a_reading_counts_every_problem_and_tells_each_kind_once() -> None:
    reading: Reading[object] = Reading(file="map.csv", rows=(), problems=tuple(problem(row) for row in range(2, 102)))
    assert "PROBLEMS: 100\n  - map.csv, rows 2, 3, 4 and 97 more, EXTRACT_DATE 'soon':" in str(reading)
    assert str(reading).count("soon") == 1


@given(st.lists(st.tuples(st.integers(1, 999), st.sampled_from(["a", "b"]), st.text(max_size=4))))
def test_as_many_are_told_as_there_are_kinds(given_: list[tuple[int, str, str]]) -> None:
    told = told_once([problem(row, value, file) for row, value, file in given_])
    assert len(told) == len({(value, file) for _, value, file in given_})
