"""Adjusted populations of all networks count in the months in which payments use their edition, and in no other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import NetworkYear
from pcn_des.answers.published import PublishedPayment
from pcn_des.formats import adjusted, payments
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.network import Membership, Population, Practice, Records
from support.effort import examples
from support.national_files import FIRST, edition, partner, pcn, populations

MILL = edition(date(2026, 4, 1), pcn("U00001"), partner("A00001", "U00001"))
MARCH, JUNE = date(2025, 3, 27), date(2025, 6, 10)  # when an edition came out: before the correction, and of it
FIRST_EDITION = populations("2025/26", A00001=(42_000, "40000"))
CORRECTED = populations("2025/26", published=JUNE, A00001=(42_000, "41000"))
STREAMS = ("core_pcn_funding", "enhanced_access", "capacity_and_access_support")


def of_2025(found: des.National) -> NetworkYear:
    (year,) = [one for one in found.years if one.year == "2025/26"]
    return year


def adjusted_in(found: des.National) -> list[int | None]:
    """The adjusted population of May, June and July 2025."""
    rows = {row.month: row.adjusted.exact for row in found.of("U00001")}
    numbers = [rows[date(2025, month, 1)] for month in (5, 6, 7)]
    return [None if number is None else int(number) for number in numbers]


def network(*editions: tuple[date, int]) -> des.Network:
    """The same network on record, its adjusted populations with the days on which they came out."""
    at = date(2025, 1, 1)
    figures = [Population(kind="adjusted", at=at, patients=number, published=day) for day, number in editions]
    practice = Practice(
        code="A00001",
        name="Mill Lane",
        membership=[Membership(since=FIRST)],
        populations=[Population(kind="registered", at=at, patients=42_000), *figures],
    )
    return des.Network(code="U00001", name="Millbrook", opened=FIRST, practices=Records([practice], complete=True))


def test_the_edition_before_the_correction_counts_to_the_end_of_may() -> None:
    found = des.national(epcn=[MILL], adjusted=[FIRST_EDITION])
    assert adjusted_in(found) == [40_000, None, None]
    assert [str(of_2025(found).owed[stream]) for stream in STREAMS] == [
        "at least £100,058.67",  # 2.266 x 42,000 and two months of 0.733 x 40,000
        "at least £56,180.00",  # two months of 8.427 x 40,000
        "at least £21,386.67",
    ]
    assert found.notes[-1] == (
        "The adjusted populations of 2025/26 are those before the correction: unknown from 1 June 2025."
    )


def test_the_corrected_edition_counts_from_june() -> None:
    found = des.national(epcn=[MILL], adjusted=[CORRECTED])
    assert adjusted_in(found) == [None, 41_000, 41_000]
    assert str(of_2025(found).owed["enhanced_access"]) == "at least £287,922.50"  # ten months of 8.427 x 41,000


@pytest.mark.parametrize("given", [(FIRST_EDITION, CORRECTED), (CORRECTED, FIRST_EDITION)])
def test_both_editions_cover_the_year(given: tuple[AdjustedReading, ...]) -> None:
    found = des.national(epcn=[MILL], adjusted=given)
    assert adjusted_in(found) == [40_000, 41_000, 41_000]
    assert str(of_2025(found).owed["enhanced_access"].exact) == "£344,102.50"
    assert "before the correction" not in " ".join(found.notes)


SIZES = st.none() | st.integers(1, 90_000)


@settings(max_examples=examples(one_in=2))
@given(before=SIZES, corrected=SIZES)
def test_what_is_owed_is_what_the_records_of_the_same_editions_give(before: int | None, corrected: int | None) -> None:
    """A total is exact where the entitlements are, and to the penny theirs; where they are not, it is not either."""
    readings, recorded = [], []
    for published, number in ((MARCH, before), (JUNE, corrected)):
        if number is not None:
            readings.append(populations("2025/26", published=published, A00001=(42_000, str(number))))
            recorded.append((published, number))
    found = of_2025(des.national(epcn=[MILL], adjusted=readings))
    statement = des.entitlements(network(*recorded), "2025/26")
    for stream in STREAMS:
        owed, total = found.owed.get(stream), statement[stream]
        assert (owed.exact if owed is not None else None) == total.amount, stream
        if owed is not None and total.amount is None and total.at_least is not None:
            assert owed.at_least.pounds >= total.at_least.pounds  # of a half-known month it counts the known half


def test_payments_are_not_held_against_a_list_that_is_not_of_every_month() -> None:
    text = (
        "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
        "PCN Enhanced Access\nU00001,MILL PCN,A00001,42000,42000,337080.00\n"
    )

    def told(*readings: AdjustedReading) -> list[PublishedPayment]:
        read = payments.read_networks(text.encode())
        return [*(of_2025(des.national(epcn=[MILL], adjusted=readings, payments={"2025/26": read})).published or ())]

    for readings in ((FIRST_EDITION,), (CORRECTED,), (FIRST_EDITION, CORRECTED)):
        (one,) = told(*readings)
        assert (one.cause, one.list_from, dict(one.patients)) == ("no list known", "", {})
    assert adjusted.lists_of_networks(FIRST_EDITION) == {"U00001": {"population.registered": 42_000}}
    assert adjusted.lists_of_networks(CORRECTED) == {"U00001": {"population.registered": 42_000}}
    of_2024 = populations("2024/25", A00001=(42_000, "40000"))
    assert adjusted.lists_of_networks(of_2024)["U00001"]["population.adjusted"] == 40_000
