"""A month of all networks together: exact where each size is, and between two ends where one of them is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import MonthCount, Size
from pcn_des.display.national import national_dict
from pcn_des.formats.epcn import EpcnReading, UnusedPartner
from support.effort import examples
from support.national_files import edition, lists, partner, pcn

WENT = partner("A00002", "U00001", end=date(2021, 9, 30))  # to no other network: its patients may have stayed
MERGED = edition(
    date(2022, 3, 31), pcn("U00001"), pcn("U00002"), partner("A00001", "U00001"), WENT, partner("A00003", "U00002")
)
SIZES = lists("2021-01-01", A00001=10_000, A00002=20_000, A00003=40_000)
SEPTEMBER, OCTOBER = date(2021, 9, 1), date(2021, 10, 1)


def count(found: des.National, day: date) -> MonthCount:
    return next(count for count in found.counts if count.month == day)


def size(exact: int | None, at_least: int | None = None, at_most: int | None = None, without: int = 0) -> Size:
    numbers = [None if one is None else Decimal(one) for one in (exact, at_least, at_most)]
    return Size(exact=numbers[0], at_least=numbers[1], at_most=numbers[2], without=without)


def test_patients_who_may_have_stayed_are_between_the_ends() -> None:
    found = des.national(epcn=[MERGED], list_sizes=[SIZES])
    assert count(found, SEPTEMBER).registered == size(70_000, 70_000, 70_000)
    assert count(found, OCTOBER).registered == size(None, 50_000, 70_000)
    assert count(found, OCTOBER).cover == Fraction(5, 7)


def test_a_member_without_a_list_leaves_no_end_above() -> None:
    found = des.national(epcn=[MERGED], list_sizes=[lists("2021-01-01", A00001=10_000, A00002=20_000)])
    assert count(found, SEPTEMBER).registered == size(None, 30_000, None, without=1)


def test_a_network_without_a_practice_has_no_patients() -> None:
    empty = edition(date(2022, 3, 31), pcn("U00001"), pcn("U00004"), partner("A00001", "U00001"))
    found = des.national(epcn=[empty], list_sizes=[SIZES])
    assert count(found, SEPTEMBER).registered == size(10_000, 10_000, 10_000)
    unread = UnusedPartner(practice_code="A00002", pcn_code="U00004", row=9)
    doubted = des.national(epcn=[attrs.evolve(empty, unused=(unread,))], list_sizes=[SIZES])
    assert count(doubted, SEPTEMBER).registered == size(None, 10_000)


def test_text_html_and_json_say_what_is_not_exact() -> None:
    found = des.national(epcn=[MERGED], list_sizes=[SIZES])
    row = "Oct 2021        2         2         50,000 to 70,000  71.4%  31 Mar 2022"
    assert row in str(found).splitlines()
    assert "<td>50,000 to 70,000</td>" in found._repr_html_()
    of_month = {one["month"]: one for one in national_dict(found)["months"]}
    keys = ("registered", "registered_at_least", "registered_at_most")
    assert [of_month["2021-10-01"][key] for key in keys] == [None, "50000", "70000"]
    assert [of_month["2021-09-01"][key] for key in keys] == ["70000", "70000", "70000"]
    assert [of_month["2021-03-01"][key] for key in keys] == [None, None, None]
    least = des.national(epcn=[MERGED], list_sizes=[lists("2021-01-01", A00001=10_000)])
    assert "Oct 2021        2         2          at least 10,000   100%  31 Mar 2022" in str(least).splitlines()


def test_the_size_of_a_network_has_its_ends_in_json() -> None:
    found = des.national(epcn=[MERGED], list_sizes=[SIZES], until=OCTOBER)
    (page,) = [one for one in national_dict(found)["networks"] if one["network"] == "U00001"]
    told = {key: value for key, value in page.items() if key.startswith(("registered", "adjusted"))}
    assert told == {
        "registered": None,
        "registered_at_least": "10000",
        "registered_at_most": "30000",
        "adjusted": None,
        "adjusted_at_least": None,
        "adjusted_at_most": None,
    }


@pytest.mark.parametrize(("commissioner", "says"), [("", "Cover: the share of all"), ("99Z", "Cover is a share of")])
def test_what_cover_is_stands_under_the_months(commissioner: str, says: str) -> None:
    found = des.national(epcn=[MERGED], list_sizes=[SIZES], commissioner=commissioner)
    assert says in str(found)
    assert says in found._repr_html_()
    assert all((one.cover is None) is bool(commissioner) for one in found.counts if one.month >= date(2021, 4, 1))


def test_the_chart_says_that_it_is_the_least() -> None:
    pytest.importorskip("matplotlib")
    titles = {
        until: des.national(epcn=[MERGED], list_sizes=[SIZES], until=until).plot().axes[1].get_title(loc="left")
        for until in (SEPTEMBER, OCTOBER)
    }
    assert titles == {
        SEPTEMBER: "Registered patients on the lists of their members, millions",
        OCTOBER: "Registered patients on the lists of their members, at least, millions",
    }


def with_spells(spells: Sequence[tuple[int, int, int]]) -> EpcnReading:
    """Some practices, each of a network from one month of 2021/22 to another."""
    rows = [
        partner(f"A0000{place}", f"U0000{network}", date(2020, 4, 1), date(2021 + last // 10, (last + 2) % 12 + 1, 28))
        for place, (network, last, _) in enumerate(spells)
    ]
    return edition(date(2022, 3, 31), *(pcn(f"U0000{network}") for network in range(3)), *rows)


@settings(max_examples=examples(one_in=2))
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 12), st.integers(1, 90_000)), min_size=1, max_size=6))
def test_the_ends_hold_whatever_became_of_those_who_went(spells: Sequence[tuple[int, int, int]]) -> None:
    """The patients of a practice that went nowhere have stayed, or have gone: both are within the ends."""
    patients = {f"A0000{place}": number for place, (_, _, number) in enumerate(spells)}
    found = des.national(epcn=[with_spells(spells)], list_sizes=[lists("2021-01-01", **patients)])
    for month in range(1, 13):
        day = date(2021 + (month + 2) // 12, (month + 2) % 12 + 1, 1)
        stay = [(network, number) for network, last, number in spells if last >= month]
        staying = {network for network, _ in stay}
        may_stay = sum(number for network, last, number in spells if last < month and network in staying)
        known, least = count(found, day).registered, sum(number for _, number in stay)
        if stay:
            exact = least if not may_stay else None
            assert known == size(exact, least, least + may_stay)
