"""A practice that is on record in two networks on one day counts once in England, and in neither size for certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import MonthCount, NetworkMonth, Size
from pcn_des.formats import adjusted, epcn
from pcn_des.formats.epcn import EpcnReading
from support.effort import examples
from support.national_files import edition, lists, partner, pcn

JULY = date(2021, 7, 1)
SIZES = lists("2021-01-01", A00001=20_000, A00002=5_000, A00003=31_000)


def moved(last: date, first: date) -> EpcnReading:
    """A00002 is in U00001 to one day, and in U00002 from another."""
    return edition(
        date(2022, 3, 31),
        *(pcn("U00001"), pcn("U00002")),
        *(partner("A00001", "U00001"), partner("A00003", "U00002")),
        *(partner("A00002", "U00001", end=last), partner("A00002", "U00002", start=first)),
    )


BOTH = moved(JULY, JULY)  # on 1 July 2021 alone


def row(found: des.National, network: str, day: date) -> NetworkMonth:
    return next(row for row in found.of(network) if row.month == day)


def count(found: des.National, day: date) -> MonthCount:
    return next(count for count in found.counts if count.month == day)


def between(least: int, most: int) -> Size:
    return Size(exact=None, at_least=Decimal(least), at_most=Decimal(most))


def test_the_size_of_either_is_without_and_with_it() -> None:
    found = des.national(epcn=[BOTH], list_sizes=[SIZES])
    assert row(found, "U00001", JULY).registered == between(20_000, 25_000)
    assert row(found, "U00002", JULY).registered == between(31_000, 36_000)
    assert row(found, "U00001", JULY).elsewhere == {"A00002": ("U00002",)}
    assert row(found, "U00001", date(2021, 6, 1)).registered.exact == 25_000
    assert row(found, "U00002", date(2021, 8, 1)).registered.exact == 36_000


def test_money_is_that_without_and_with_it() -> None:
    """Core funding is 0.125 a patient and month: three months on 25,000, one on either, and eight on 20,000."""
    found = des.national(epcn=[BOTH], list_sizes=[SIZES])
    core = {one.network: str(one.owed["core_pcn_funding"]) for one in found.years if one.year == "2021/22"}
    assert core == {"U00001": "£31,875.00 to £32,500.00", "U00002": "£51,500.00 to £52,125.00"}


def test_england_counts_it_once() -> None:
    found = des.national(epcn=[BOTH], list_sizes=[SIZES])
    of_july = count(found, JULY)
    assert (of_july.practices, of_july.registered.exact, of_july.cover) == (3, Decimal(56_000), Fraction(1))
    at_the_end = on_the_last_day(JULY)
    assert [(one.networks, one.practices) for one in at_the_end.by_commissioner] == [(2, 3)]


def on_the_last_day(day: date) -> des.National:
    return des.national(epcn=[BOTH], list_sizes=[SIZES], until=day)


def test_it_is_said_with_the_practice_and_the_other_network() -> None:
    found = des.national(epcn=[BOTH], list_sizes=[SIZES])
    assert found.notes[-1] == (
        "On record in several networks on the first day of a month, so that sizes and money of these are bounds, "
        "without and with the practice: A00002 in U00001 and U00002, July 2021."
    )
    looks = {page.network: [look.says for look in page.looks if look.kind == "in two networks"] for page in found.pages}
    told = "A00002 is on record in {} too, on the first day of July 2021; sizes and money of then are bounds"
    assert looks == {"U00001": [told.format("U00002")], "U00002": [told.format("U00001")]}
    assert "20,000 to 25,000 registered patients" in " ".join(str(on_the_last_day(JULY)).split())
    (line,) = [line for line in found.to_csv().splitlines() if line.startswith("U00001,U00001 PCN,2021-07-01,")]
    assert line.endswith(",,20000,,,0,25000,,A00002:U00002")


def test_a_network_that_is_closed_takes_no_patients() -> None:
    """The spell in U00001 goes on in the file after the network has closed."""
    closed = edition(
        date(2022, 3, 31),
        *(pcn("U00001", closed=date(2021, 6, 30)), pcn("U00002")),
        *(partner("A00002", "U00001"), partner("A00002", "U00002", start=JULY)),
    )
    found = des.national(epcn=[closed], list_sizes=[SIZES])
    assert row(found, "U00002", JULY).registered.exact == 5_000
    assert not any(row.elsewhere for row in found.months)


@settings(max_examples=examples(one_in=2))
@given(st.lists(st.integers(1, 90_000), min_size=3, max_size=3), st.integers(1, 12), st.integers(1, 12))
def test_whichever_network_it_was_in_the_bounds_hold_the_truth(patients: Sequence[int], one: int, other: int) -> None:
    """Between two days on which the spells overlap, the practice changed on some day."""
    first, last = (date(2021 + (month + 2) // 12, (month + 2) % 12 + 1, 1) for month in sorted((one, other)))
    sizes = lists("2021-01-01", **dict(zip(("A00001", "A00002", "A00003"), patients, strict=True)))
    told = des.national(epcn=[moved(last, first)], list_sizes=[sizes])
    assert count(told, first).registered.exact == sum(patients)
    for change in (first, last):
        truth = des.national(epcn=[moved(change - date.resolution, change)], list_sizes=[sizes])
        for known, true in zip(told.months, truth.months, strict=True):
            if true.registered.exact is not None:
                assert known.registered.at_least is not None and known.registered.at_most is not None
                assert known.registered.at_least <= true.registered.exact <= known.registered.at_most
        for known_year, true_year in zip(told.years, truth.years, strict=True):
            for stream, amount in true_year.owed.items():
                ends = known_year.owed[stream]
                assert ends.at_least.pounds <= amount.at_least.pounds
                if amount.at_most is not None:
                    assert ends.at_most is not None and amount.at_most.pounds <= ends.at_most.pounds


@pytest.mark.thorough  # all of England
def test_the_real_file(real_file: Callable[[str], Path]) -> None:
    pytest.importorskip("openpyxl", reason="ePCN is a workbook")
    found = des.national(
        epcn=[epcn.read(real_file("ePCN_2025-01-20.xlsx"), edition=date(2025, 1, 20))],
        adjusted=[adjusted.read(real_file("pcn_adjusted_populations_2024-25.csv"), "2024/25")],
    )
    october = date(2024, 10, 1)
    assert row(found, "U84150", october).elsewhere == {"H84031": ("U96434",)}
    assert row(found, "U84150", october).registered == between(34_483, 40_275)
    assert row(found, "U96434", october).registered == between(50_787, 56_579)
    assert sum(len(row.elsewhere) for row in found.months) == 22  # 11 practices, in two networks each
    assert found.notes[-1].endswith(
        "; M83627 in U06256 and U93998, April 2023; "
        "P85004, P85010, P85011, P85018, P85605, P85612, P85615 in U04503 and U17156, July 2024."
    )
