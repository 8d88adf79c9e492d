"""The page of a commissioner: each network is on the page of one, with all its months, whether it has closed or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import NOT_OPEN, MonthCount
from pcn_des.formats import adjusted, epcn, payments
from support.effort import examples
from support.national_files import edition, lists, map_of, partner, pcn

CLOSES = date(2022, 3, 31)
NEW = edition(
    date(2022, 6, 1),
    *(pcn("U00001"), pcn("U00002", closed=CLOSES), pcn("U00003", commissioner="88Y")),
    *(partner("A00001", "U00001"), partner("A00002", "U00002", end=CLOSES), partner("A00003", "U00003")),
    partner("A00002", "U00001", start=date(2022, 4, 1)),
)
SIZES = lists("2021-01-01", A00001=10_000, A00002=20_000, A00003=40_000)


def count(found: des.National, day: date) -> MonthCount:
    return next(count for count in found.counts if count.month == day)


def test_a_network_that_has_closed_counts_in_the_months_in_which_it_was_open() -> None:
    found = des.national(epcn=[NEW], list_sizes=[SIZES], commissioner="99Z")
    in_march, in_april = count(found, date(2022, 3, 1)), count(found, date(2022, 4, 1))
    assert (in_march.networks, in_march.practices) == (2, 2)
    assert (in_april.networks, in_april.practices) == (1, 2)
    assert str(found.owed("2021/22")["core_pcn_funding"]) == "£45,000.00"  # 1.50 x 30,000
    assert found.of("U00002")[-1].state == NOT_OPEN
    assert [page.network for page in found.pages] == ["U00001"]
    assert "Jul 2019 to Jun 2022: 1 network, and 1 that has closed" in str(found)


def test_one_whose_networks_have_all_closed_has_a_page() -> None:
    found = des.national(epcn=[edition(date(2022, 6, 1), pcn("U00002", closed=CLOSES))], commissioner="99Z")
    assert "Jul 2019 to Jun 2022: 0 networks, and 1 that has closed" in str(found)
    assert (count(found, date(2022, 3, 1)).networks, count(found, date(2022, 4, 1)).networks) == (1, 0)


def test_it_is_said_which_networks_changed_their_commissioner() -> None:
    old = edition(date(2021, 6, 1), pcn("U00001"), pcn("U00003"), pcn("U00004", commissioner="88Y"))
    new = edition(date(2022, 6, 1), pcn("U00001"), pcn("U00003", commissioner="88Y"), pcn("U00004"))
    notes = des.national(epcn=[old, new], commissioner="99Z").notes
    assert (
        "Each network counts for the commissioner that it had last: "
        "1 network that was of NHS DOWNS (99Z) before (U00003) is left out; "
        "1 network that had the code of another before (U00004) is counted in all months." in notes
    )
    assert not [note for note in des.national(epcn=[old, new]).notes if "that it had last" in note]
    assert not [note for note in des.national(epcn=[new], commissioner="99Z").notes if "that it had last" in note]


def test_a_sub_location_of_the_board_is_no_other_commissioner() -> None:
    found = des.national(
        epcn=[NEW], practice_maps=[map_of("01JUL2022", ("A00001", "U00001", "99Z", "QZZ"))], commissioner="QZZ"
    )
    assert count(found, date(2022, 3, 1)).networks == 2
    assert not [note for note in found.notes if "that it had last" in note]


CODES = ("88Y", "99Z", "77X")
HISTORY = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(CODES),
    st.none() | st.dates(date(2020, 1, 1), date(2022, 6, 1)),
)


@settings(max_examples=examples(one_in=2))
@given(st.lists(HISTORY, min_size=1, max_size=5))
def test_the_pages_of_all_commissioners_together_are_england(
    networks: Sequence[tuple[str, str, date | None]],
) -> None:
    """Of two editions, each with its own commissioners; a network closes on some day, or never."""
    named = {f"U0000{place}": one for place, one in enumerate(networks)}
    members = [partner(f"A0000{place}", code) for place, code in enumerate(named)]
    old = [pcn(code, commissioner=one[0], closed=one[2]) for code, one in named.items()]
    new = [pcn(code, commissioner=one[1], closed=one[2]) for code, one in named.items()]
    editions = [edition(date(2021, 6, 1), *old, *members), edition(date(2022, 6, 1), *new, *members)]
    england = des.national(epcn=editions, list_sizes=[SIZES])
    pages = []
    for code in CODES:
        try:
            pages.append(des.national(epcn=editions, list_sizes=[SIZES], commissioner=code))
        except (des.MisuseError, des.UnknownNameError):
            continue
    assert sorted(row.network for page in pages for row in page.months) == sorted(row.network for row in england.months)
    for place, of_month in enumerate(england.counts):
        if of_month.networks is not None:
            assert sum(page.counts[place].networks or 0 for page in pages) == of_month.networks
    owed = [one.total.at_least.pounds for page in pages for one in page.years]
    assert sum(owed) == sum(one.total.at_least.pounds for one in england.years)


def test_what_is_of_all_england_says_so_on_the_page_of_a_commissioner() -> None:
    text = (
        "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
        "PCN Support\nU00009,OTHER,A00009,1,1,5.00\nUnknown or no PCN,,A00008,1,1,12.50\n"
    )
    given_lists = [attrs.evolve(lists("2021-01-01", A00003=number), file=f"{number}.csv") for number in (1, 2)]
    given_files: dict[str, Any] = {
        "epcn": [NEW],
        "list_sizes": given_lists,
        "payments": {"2021/22": payments.read_networks(text.encode(), name="pay.csv")},
        "practice_maps": [map_of("01MAR2022", ("A00009", "U00003", "88Y", "QZZ"))],
    }
    of_one, of_all = (des.national(**given_files, commissioner=code).notes for code in ("99Z", ""))
    assert [note for note in of_one if note not in of_all] == [
        "Files disagree about the lists of 2021/22 of 1 practice in all England, and no figure of these is used: "
        "A00003 (1 in 1.csv, 2 in 2.csv).",
        "map_01MAR2022.csv, a map of 1 March 2022, is not used: ePCN_2022-06-01.xlsx tells of that day; "
        "3 networks in all England have other members on it.",
        "pay.csv: payments of 2021/22 to 1 network that no file of members has (U00009) are left out, in all England "
        "£5.00 in 1 row.",
        "pay.csv: payments of 2021/22 to practices in no network are left out, in all England £12.50 in 1 row.",
    ]
    assert not [note for note in of_all if "all England" in note]


def test_the_code_of_a_board_asks_for_a_map() -> None:
    needs = r"^There is no commissioner of a network 'QKK'.* told by a map of practices alone: give one \(--map\)\.$"
    with pytest.raises(des.UnknownNameError, match=needs):
        des.national(epcn=[NEW], commissioner="QKK")
    with pytest.raises(des.UnknownNameError) as told:
        des.national(
            epcn=[NEW], practice_maps=[map_of("01JUL2022", ("A00001", "U00001", "99Z", "QZZ"))], commissioner="QKK"
        )
    assert "give one" not in str(told.value)


@pytest.mark.thorough  # all of England
def test_the_real_file(real_file: Callable[[str], Path]) -> None:
    pytest.importorskip("openpyxl", reason="ePCN is a workbook")
    read = epcn.read(real_file("ePCN_2025-01-20.xlsx"), edition=date(2025, 1, 20))
    sizes = adjusted.read(real_file("pcn_adjusted_populations_2024-25.csv"), "2024/25")
    found = des.national(epcn=[read], adjusted=[sizes], commissioner="06T")
    told = [(one.networks, one.practices) for one in found.counts if one.month in (date(2024, 4, 1), date(2024, 10, 1))]
    assert told == [(10, 32), (8, 31)]
