"""What `national` is given: whatever gives readings one after another, and a clear refusal of everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

import pcn_des as des
from support.national_files import edition, lists, map_of, partner, pcn, populations

MILL = edition(date(2026, 3, 31), pcn("U00001"), partner("A00001", "U00001"), partner("A00002", "U00001"))
GIVEN: dict[str, Any] = {
    "epcn": [MILL, edition(date(2022, 3, 31), *MILL.rows)],
    "practice_maps": [map_of("01JUN2026", ("A00001", "U00001", "99Z", "QZZ"))],
    "adjusted": [populations(year, A00001=(42_000, "40000")) for year in ("2023/24", "2024/25")],
    "list_sizes": [lists("2021-01-01", A00001=40_000, A00002=9_000), lists("2022-01-01", A00001=41_000, A00002=9_100)],
}


@pytest.mark.parametrize("once", [iter, tuple, lambda given: (one for one in given)])
@pytest.mark.parametrize("argument", GIVEN)
def test_an_iterator_gives_the_same_as_a_list(argument: str, once: Callable[[Iterable[Any]], Any]) -> None:
    """Each argument is gone through for every year and again for the files, and an iterator can be only once."""
    found = des.national(**{**GIVEN, argument: once(GIVEN[argument])})
    assert found == des.national(**GIVEN)
    assert len(found.files) == 7
    assert str(found.owed("2021/22")["core_pcn_funding"]) == "£73,500.00"  # 1.50 x 49,000


@pytest.mark.parametrize("argument", GIVEN)
def test_one_reading_in_the_place_of_several_is_refused(argument: str) -> None:
    with pytest.raises(des.MisuseError, match=rf"^{argument} is .*; give a list of readings of .*read\("):
        des.national(**{**GIVEN, argument: GIVEN[argument][0]})


@pytest.mark.parametrize("argument", GIVEN)
def test_a_path_in_the_place_of_a_reading_is_refused(argument: str) -> None:
    with pytest.raises(des.MisuseError, match=rf"^{argument} has 'x\.xlsx'; give readings of .*read\("):
        des.national(**{**GIVEN, argument: ["x.xlsx"]})


@pytest.mark.parametrize("argument", GIVEN)
def test_a_reading_of_another_kind_is_refused(argument: str) -> None:
    other = GIVEN["epcn" if argument != "epcn" else "list_sizes"]
    with pytest.raises(des.MisuseError, match=rf"^{argument} has \w+Reading\("):
        des.national(**{**GIVEN, argument: other})


@pytest.mark.parametrize(
    ("payments", "told"),
    [
        (["pay.csv"], r"^payments is \['pay\.csv'\]; give a mapping from the contract year"),
        ({"2021/22": "pay.csv"}, r"^payments of 2021/22 is 'pay\.csv'; give a mapping from the contract year"),
    ],
)
def test_payments_are_readings_by_their_year(payments: Any, told: str) -> None:
    with pytest.raises(des.MisuseError, match=told):
        des.national(epcn=[MILL], payments=payments)
