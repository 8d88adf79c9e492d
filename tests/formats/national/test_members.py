"""Who belongs to each network by many files: each day by one file, each network by its own last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.formats import practice_map
from support.effort import examples
from support.national_files import edition, map_of, partner, pcn

MAPS = [
    map_of("01APR2021", ("A00001", "U00001", "99Z", "QZZ"), ("A00002", "U00002", "99Z", "QZZ")),
    map_of("01APR2022", ("A00002", "U00002", "88Y", "QYY"), ("A00003", "U00003", "88Y", "QYY")),
]


@pytest.mark.parametrize("maps", [MAPS, MAPS[::-1]])
@pytest.mark.parametrize(
    ("commissioner", "networks"),
    [
        ("99Z", {"U00001": "99Z"}),
        ("88Y", {"U00002": "88Y", "U00003": "88Y"}),
        ("qyy", {"U00002": "88Y", "U00003": "88Y"}),
        ("QZZ", {"U00001": "99Z"}),
    ],
)
def test_each_network_is_of_the_commissioner_of_its_own_last_day(
    maps: Sequence[practice_map.MapReading], commissioner: str, networks: dict[str, str]
) -> None:
    """U00001 is on the first map alone, U00002 changes its commissioner, and U00003 is on the second map alone."""
    found = des.national(practice_maps=maps, commissioner=commissioner)
    assert {page.network: page.now.commissioner for page in found.pages} == networks


def test_a_month_is_told_whole_only_where_every_network_is() -> None:
    """U00001 is on the first map and not on the second, U00003 on the second alone."""
    notes = des.national(practice_maps=MAPS).notes
    assert "No file tells of every network in 31 months between 1 October 2019 and 1 April 2022." in notes


def test_of_two_files_of_a_day_none_is_lost_in_silence() -> None:
    again = attrs.evolve(MAPS[0], file="again.csv")
    with pytest.raises(des.MisuseError, match=r"^map_01APR2021\.csv and again\.csv are both maps of 1 April 2021;"):
        des.national(practice_maps=[*MAPS, again])
    one = edition(date(2021, 6, 15), pcn("U00001"), partner("A00001", "U00001"))
    editions = [one, edition(date(2023, 5, 20), *one.rows), attrs.evolve(one, file="again.xlsx")]
    with pytest.raises(des.MisuseError, match="are both editions of ePCN that hold to 15 June 2021; give one of them"):
        des.national(epcn=editions)


CODES = ["U00001", "U00002", "U00003"]
COMMISSIONERS = st.sampled_from(["99Z", "88Y"])


@settings(max_examples=examples(one_in=2))
@given(st.lists(st.dictionaries(st.sampled_from(CODES), COMMISSIONERS, min_size=1), min_size=1, max_size=3))
def test_every_network_is_of_one_commissioner_the_one_on_its_page(placed: Sequence[dict[str, str]]) -> None:
    maps = [
        map_of(f"01APR{2021 + place}", *((f"A0000{code[-1]}", code, at, f"Q{at[:2]}") for code, at in of_day.items()))
        for place, of_day in enumerate(placed)
    ]
    whole = {page.network: page.now.commissioner for page in des.national(practice_maps=maps).pages}
    assert whole == {code: at for of_day in placed for code, at in of_day.items()}
    for wanted in set(whole.values()):
        chosen = des.national(practice_maps=maps, commissioner=wanted or "").pages
        assert {page.network for page in chosen} == {code for code, at in whole.items() if at == wanted}
