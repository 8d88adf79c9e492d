"""A value is looked up in a table by its key or by its band; at an edge that was not seen there are two of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.tables import every_value, row, rows
from pcn_des.values import Unknown

BANDS = [{"below": 100_000, "value": 1, "edge": "either"}, {"value": 2}]
SEEN = [{"below": 100_000, "value": 1}, {"value": 2}]


@pytest.mark.parametrize(
    ("table", "key", "found"),
    [
        (BANDS, 99_999, (1,)),
        (BANDS, 100_000, (1, 2)),
        (BANDS, Decimal("100000.0"), (1, 2)),
        (BANDS, 100_001, (2,)),
        (SEEN, 100_000, (2,)),
        (BANDS[:1], 100_000, (1, None)),
        (BANDS[:1], 100_001, (None,)),
        ([{"below": 5, "value": 1, "edge": "either"}, {"below": 9, "value": 2}, {"value": 3}], 5, (1, 2)),
        ({"keeper": 3}, "keeper", (3,)),
        ({"keeper": 3}, "sweeper", (None,)),
        (7, "anything", (7,)),
    ],
)
def test_everything_that_a_table_may_have(table: Any, key: Any, found: tuple[Any, ...]) -> None:
    assert rows(table, key) == found


def test_the_value_at_an_edge_that_was_not_seen_is_unknown_and_says_so() -> None:
    assert (row(BANDS, 99_999), row(BANDS, 100_001), row(SEEN, 100_000)) == (1, 2, 2)
    assert row(BANDS, 100_000) == Unknown.because("whether exactly 100,000 is above the edge of its band")
    assert row(BANDS[:1], 100_001) is None
    same = [{"below": 5, "value": 1, "edge": "either"}, {"value": 1}]
    assert row(same, 5) == 1


@pytest.mark.parametrize(
    ("table", "values"),
    [(BANDS, (1, 2)), (BANDS[:1], (1, None)), ((), ()), (7, (7,)), ("unlimited", ("unlimited",)), (None, (None,))],
)
def test_what_a_table_may_have_whatever_the_number(table: Any, values: tuple[Any, ...]) -> None:
    assert every_value(table) == values


@given(
    key=st.integers(0, 20), edges=st.lists(st.integers(1, 19), min_size=1, max_size=4, unique=True), top=st.booleans()
)
def test_a_row_is_one_of_every_value(key: int, edges: list[int], top: bool) -> None:
    bands: list[dict[str, Any]] = [{"below": edge, "value": edge} for edge in sorted(edges)]
    bands += [{"value": 20}] if top else []
    assert set(rows(bands, key)) <= set(every_value(bands))
    assert (None in every_value(bands)) != top


@given(key=st.integers(0, 20), edges=st.lists(st.integers(1, 19), min_size=1, max_size=4, unique=True))
def test_only_at_an_edge_is_there_more_than_one_value(key: int, edges: list[int]) -> None:
    bands: list[dict[str, Any]] = [{"below": edge, "value": edge, "edge": "either"} for edge in sorted(edges)]
    bands.append({"value": 20})
    found = rows(bands, key)
    assert len(found) == (2 if key in edges else 1)
    assert found[0] == min([edge for edge in edges if edge >= key], default=20)


ROLES = [
    ("clinical_pharmacist", date(2019, 9, 1)),
    ("social_prescribing_link_worker", date(2019, 9, 1)),
]


@pytest.mark.parametrize(("role", "day"), ROLES)
def test_the_cap_at_exactly_100_000_patients_lies_between_the_two_bands(role: str, day: date) -> None:
    def cap(registered: int) -> des.Term:
        found = des.reimbursable(role, day, registered=registered).cap
        assert found is not None
        return found

    assert [cap(number).value for number in (99_999, 100_001)] == [1, 2]
    edge = cap(100_000)
    assert (edge.value, edge.at_least, edge.at_most, edge.by) == (des.UNKNOWN, Decimal(1), Decimal(2), ())
    assert edge.in_words == "between 1 and 2 WTE per network"
    assert "Cap: between 1 and 2 WTE per network [" in str(des.reimbursable(role, day, registered=100_000))


def test_exactly_100_000_patients_are_in_the_upper_band_where_that_was_seen() -> None:
    for role in ("pharmacy_technician", "first_contact_physiotherapist"):
        caps = [des.reimbursable(role, date(2020, 9, 1), registered=number).cap for number in (99_999, 100_000)]
        assert [cap.value for cap in caps if cap is not None] == [1, 2]


def test_a_cap_whose_band_was_not_found_is_unknown() -> None:
    """2021/22: how many advanced practitioners a network of 100,000 might have was not seen."""
    found = des.reimbursable("advanced_practitioner", date(2021, 9, 1), registered=100_000)
    assert found.cap is not None
    assert (found.cap.value, found.cap.is_bounded) == (des.UNKNOWN, False)
    said = " ".join(str(found).split())
    assert "not established: How many a network of 100,000 patients or more might have was not seen" in said


def test_a_table_says_of_which_edge_the_side_was_not_seen() -> None:
    term = des.terms(date(2019, 9, 1))["arrs.clinical_pharmacist.cap"]
    assert term.in_words == "1 below 100,000 (exactly 100,000 not settled); 2 otherwise"
