"""Each kind of problem is one line, however many places it has; all of them stay on the error."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import RecordError, UnknownNameError
from pcn_des.kinds_of_problem import FIRST_PLACES, MOST_KINDS, told_by_kind


def sessions(count: int, **fields: str) -> dict[str, object]:
    each = {"service": "enhanced_access", "on": "2024-04-01", "end": "20:00", **fields}
    return {"code": "U00001", "name": "Millbrook PCN", "access_sessions": [each] * count}


def refused(raw: dict[str, object]) -> RecordError:
    with pytest.raises(RecordError) as caught:
        des.read_network(raw)
    return caught.value


def test_one_slip_in_thousands_of_sessions_is_a_line_of_its_kind() -> None:
    error = refused(sessions(3_588, starts="18:30"))
    assert str(error).splitlines() == [
        "The network can't be used, 7,176 problems:",
        "  - access_sessions[1], access_sessions[2], access_sessions[3] and 3,585 more: there is no field 'starts', "
        "did you mean 'start'?",
        "  - access_sessions[1].start, access_sessions[2].start, access_sessions[3].start and 3,585 more: 'start' is "
        "missing",
    ]
    assert len(error.problems) == 7_176
    assert error.problems[-1] == "access_sessions[3588].start: 'start' is missing"


def test_few_are_told_one_by_one() -> None:
    assert str(refused(sessions(2, starts="18:30"))).splitlines() == [
        "The network can't be used, 4 problems:",
        "  - access_sessions[1]: there is no field 'starts', did you mean 'start'?",
        "  - access_sessions[1].start: 'start' is missing",
        "  - access_sessions[2]: there is no field 'starts', did you mean 'start'?",
        "  - access_sessions[2].start: 'start' is missing",
    ]


def test_values_that_are_all_wrong_in_one_way_are_one_kind_where_there_are_many() -> None:
    def of_days(count: int) -> list[str]:
        return [f"rounds[{number}].on: '{number:02}/01/2024' is not a day" for number in range(1, count + 1)]

    assert told_by_kind(of_days(MOST_KINDS)) == of_days(MOST_KINDS)
    assert told_by_kind(of_days(MOST_KINDS + 1)) == [
        "rounds[1].on, rounds[2].on, rounds[3].on and 38 more; the first: '01/01/2024' is not a day"
    ]


def test_cells_of_one_column_are_one_kind() -> None:
    cells = [f"Access sessions!C{row}: '6.30pm' is not a time of day; write it as 18:30" for row in range(4, 3_592)]
    other = "Access sessions!D4: '6.30pm' is not a time of day; write it as 18:30"
    assert told_by_kind([*cells, other]) == [
        "Access sessions!C4, Access sessions!C5, Access sessions!C6 and 3,585 more: '6.30pm' is not a time of day; "
        "write it as 18:30",
        other,
    ]


def test_names_that_are_not_known_are_told_by_kind_too() -> None:
    one = UnknownNameError("role", "nurs", ["nurse"])
    error = UnknownNameError.of([(f"posts[{number}]", one) for number in range(1, 11)])
    assert str(error).splitlines()[1:] == [f"  - posts[1], posts[2], posts[3] and 7 more: {one}"]
    assert len(error.problems) == 10


PROBLEMS = st.lists(
    st.builds(
        "{}[{}].{}: {}".format,
        st.sampled_from(["posts", "claims"]),
        st.integers(1, 99),
        st.sampled_from(["on", "wte"]),
        st.sampled_from(["it is missing", "'x' is no number", "'7' is no number"]),
    ),
    max_size=60,
)


@given(PROBLEMS)
def test_every_problem_is_told_or_counted_and_few_are_as_they_were(problems: list[str]) -> None:
    told = told_by_kind(problems)
    more = [int(found[1].replace(",", "")) for line in told if (found := re.search(r" and ([0-9,]+) more[:;]", line))]
    assert len(told) + sum(more) + (FIRST_PLACES - 1) * len(more) == len(problems)
    assert [line for line in told if line in problems] == [one for one in problems if one in told]
    assert told_by_kind(problems[:FIRST_PLACES]) == problems[:FIRST_PLACES]
    assert str(RecordError("It", problems)).count("\n") == len(told)
    assert RecordError("It", problems).problems == tuple(problems)
