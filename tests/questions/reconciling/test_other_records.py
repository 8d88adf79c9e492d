"""The network as a payer may have seen it: one thing changed, and everything else as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pcn_des as des
from pcn_des.dates import ContractYear
from pcn_des.questions.reconciling.other_records import (
    before_corrections,
    on_other_lists,
    with_old_beds,
    with_other_members,
)
from support.remittances import millbrook, of_lists, population
from support.small_network import complete, practice

MILLBROOK = millbrook()
IN_2024 = ContractYear.parse("2024/25")


def numbers(network: des.Network) -> list[tuple[str, date, int]]:
    return sorted((one.kind, one.at, int(one.patients)) for one in network.populations or ())


def test_before_a_correction_each_edition_has_the_first_number_and_after_it_the_last() -> None:
    network = of_lists(
        population("adjusted", 46_000),
        population("adjusted", 46_500, published="2024-05-30"),
        population("adjusted", 46_900, published="2024-07-30"),
        population("registered", 45_000),
    )
    found = dict(before_corrections(network))
    day = date(2024, 1, 1)
    assert numbers(found["the figures before they were corrected"]) == [
        *[("adjusted", day, 46_000)] * 3, ("registered", day, 45_000),
    ]  # fmt: skip
    assert numbers(found["the corrected figures"])[:3] == [("adjusted", day, 46_900)] * 3
    known = dict(before_corrections(network, date(2024, 5, 30)))
    assert numbers(known["the corrected figures"])[:2] == [("adjusted", day, 46_500)] * 2


def test_where_nothing_was_corrected_there_is_no_other_network() -> None:
    assert list(before_corrections(MILLBROOK)) == []
    assert list(before_corrections(of_lists(population("adjusted", 46_000)))) == []


def test_corrections_of_practices_lists() -> None:
    corrected = [population("adjusted", 100), population("adjusted", 90, published="2024-06-01")]
    network = des.read_network({"code": "U00001", "name": "M", "practices": complete(practice(populations=corrected))})
    found = dict(before_corrections(network))
    assert [
        [one.patients for each in other.practices or () for one in each.populations or ()] for other in found.values()
    ] == [[Decimal(100), Decimal(100)], [Decimal(90), Decimal(90)]]


def test_the_lists_of_each_other_day_stand_for_those_of_the_snapshot() -> None:
    network = of_lists(
        population("registered", 45_000), population("adjusted", 46_000), population("adjusted", 47_000, "2024-04-01")
    )
    (says, other), *more = on_other_lists(network, date(2024, 1, 1))
    assert (says, more) == ("the lists of 1 April 2024", [])
    day = date(2024, 1, 1)
    assert numbers(other) == [("adjusted", day, 47_000), ("registered", day, 45_000)]


def test_old_beds_are_those_of_so_many_months_before_and_before_any_the_first() -> None:
    found = dict(with_old_beds(MILLBROOK))
    assert list(found) == list(range(1, 12))
    homes = found[2].care_homes
    assert homes is not None
    home = homes[0]
    assert [(one.month, one.beds) for one in home.beds or ()] == [
        (date(2024, 4, 1), 40), (date(2024, 6, 1), 40), (date(2024, 11, 1), 46),
    ]  # fmt: skip


def test_without_beds_on_record_there_is_no_other_network() -> None:
    assert list(with_old_beds(of_lists(population("adjusted", 46_000)))) == []


def test_a_merger_that_had_not_happened_or_took_the_patients_away() -> None:
    found = dict(with_other_members(MILLBROOK, IN_2024))
    assert list(found) == [
        "Weir Surgery still a member, though it merged into A00001 in November 2024",
        "Weir Surgery gone, and its patients with it",
    ]
    spells = [list(list(other.practices or [])[2].membership or []) for other in found.values()]
    assert [(one[0].until, one[0].ended_by, one[0].into) for one in spells] == [
        (None, None, None),
        (date(2024, 10, 31), "left", None),
    ]


def test_a_practice_that_joined_or_left() -> None:
    members = complete(
        practice("A00001"),
        practice("A00002", since="2024-07-01"),
        {**practice("A00003"), "membership": complete({"since": "2019-07-01", "until": "2024-12-31"})},
        practice("A00004", since="2024-04-01"),
    )
    network = des.read_network({"code": "U00001", "name": "M", "practices": members})
    assert [says for says, _ in with_other_members(network, IN_2024)] == [
        "Practice A00002 not yet a member, though it joined in July 2024",
        "Practice A00003 still a member, though it left in January 2025",
    ]
    assert [says for says, _ in with_other_members(network, ContractYear.parse("2023/24"))] == []
