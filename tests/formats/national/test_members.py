"""Who belongs to each network by many files: each day by one file, each network by its own last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import NOT_COVERED, NOT_OPEN, OPEN
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


def test_a_network_in_several_places_of_one_board_is_of_the_board() -> None:
    """U00001 lies in two sub-locations of QZZ; U00002 in two boards, of neither of which it can be said to be."""
    spread = map_of(
        "01APR2022",
        *(("A00001", "U00001", "99Z", "QZZ"), ("A00002", "U00001", "88Y", "QZZ")),
        *(("A00003", "U00002", "99Z", "QZZ"), ("A00004", "U00002", "77X", "QYY")),
        ("A00005", "U00003", "99Z", "QZZ"),
    )
    found = des.national(practice_maps=[spread])
    assert {page.network: page.now.commissioner for page in found.pages} == {
        "U00001": "QZZ",
        "U00002": None,
        "U00003": "99Z",
    }
    assert {page.network for page in des.national(practice_maps=[spread], commissioner="QZZ").pages} == {
        "U00001",
        "U00003",
    }
    assert [(one.code, one.networks, one.practices) for one in found.by_commissioner] == [("99Z", 1, 1), ("QZZ", 1, 2)]
    assert (
        "Of several boards, or of none that is told, and so not counted by commissioner: 1 network (U00002)."
        in found.notes
    )


def test_a_network_that_the_last_file_does_not_have_is_not_counted_beside_its_successor() -> None:
    """On the second map U00001 is gone, and its practice is one of U00002."""
    merged = map_of("01APR2022", ("A00001", "U00002", "99Z", "QZZ"), ("A00002", "U00002", "99Z", "QZZ"))
    found = des.national(practice_maps=[MAPS[0], merged])
    assert [(one.code, one.networks, one.practices) for one in found.by_commissioner] == [("99Z", 1, 2)]
    assert (found.counts[-1].networks, found.counts[-1].practices) == (1, 2)
    (gone,) = [page for page in found.pages if page.network == "U00001"]
    assert [(look.kind, look.says) for look in gone.looks] == [
        ("last told of earlier", "no file of 1 April 2022 has it; it was last told of on 1 April 2021")
    ]
    assert "No file of 1 April 2022 has 1 network (U00001): it is not counted by commissioner." in found.notes


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("U00001", "both have the same members"),
        ("U00002", "2 networks have other members on it"),
    ],
)
def test_a_map_that_an_edition_takes_the_place_of_is_named(other: str, said: str) -> None:
    told = edition(date(2022, 6, 1), pcn("U00001"), pcn("U00002"), partner("A00001", "U00001"))
    found = des.national(epcn=[told], practice_maps=[map_of("01APR2022", ("A00001", other, "99Z", "QZZ"))])
    assert (
        f"map_01APR2022.csv, a map of 1 April 2022, is not used: ePCN_2022-06-01.xlsx tells of that day; {said}."
        in found.notes
    )


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


def test_a_network_whose_own_row_is_lost_is_not_said_to_be_closed() -> None:
    """U00001 is open in the first edition; in the second its own row can't be used, or nobody knows whose a row is."""
    first = edition(date(2021, 6, 15), pcn("U00001"), pcn("U00002"), partner("A00001", "U00001"))
    for gaps, state in (
        (frozenset({"U00001"}), NOT_COVERED),
        (frozenset({None}), NOT_COVERED),
        (frozenset(), NOT_OPEN),
    ):
        second = attrs.evolve(edition(date(2022, 6, 15), pcn("U00002"), partner("A00002", "U00002")), gaps=gaps)
        states = {row.month: row.state for row in des.national(epcn=[first, second]).of("U00001")}
        assert (states[date(2021, 6, 1)], states[date(2022, 6, 1)]) == (OPEN, state)
