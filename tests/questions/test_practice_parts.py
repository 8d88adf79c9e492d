"""A practice's part of its network's lists: with the month from which it is so, where that is not all year."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

import pcn_des as des
from pcn_des.network import Membership, Network, Population, Practice, Records


def practice(code: str, patients: int, since: date) -> Practice:
    lists = [Population(kind="registered", at=date(2024, 1, 1), patients=patients)]
    spells = Records([Membership(since=since)], complete=True)
    return Practice(code=code, name=code, membership=spells, populations=lists)


def notes(joined: date, code: str) -> list[str]:
    both = [practice("A00001", 30_000, date(2019, 7, 1)), practice("A00002", 10_000, joined)]
    network = Network(code="U00001", name="Mill", practices=Records(both, complete=True))
    return [note for note in des.entitlements(network, "2024/25", practice=code).notes if "part of" in note]


@pytest.mark.parametrize(
    ("joined", "code", "parts"),
    [
        (date(2024, 4, 1), "A00001", ["Its part of the registered patients: 30,000 of 40,000 (75%)"]),
        (
            date(2024, 7, 15),
            "A00001",
            [
                "From April 2024 on, its part of the registered patients: 30,000 of 30,000 (100%)",
                "From August 2024 on, its part of the registered patients: 30,000 of 40,000 (75%)",
            ],
        ),
        (
            date(2024, 7, 15),
            "A00002",
            ["From August 2024 on, its part of the registered patients: 10,000 of 40,000 (25%)"],
        ),
    ],
)
def test_its_part_has_the_month_from_which_it_is_so(joined: date, code: str, parts: list[str]) -> None:
    assert notes(joined, code) == parts


def test_its_part_ends_with_its_membership() -> None:
    """Beside the 40,000 of July it would read as more than all of them."""
    left = practice("A00002", 10_000, date(2019, 7, 1))
    spell = Membership(since=date(2019, 7, 1), until=date(2024, 7, 15), ended_by="left")
    both = [
        practice("A00001", 30_000, date(2019, 7, 1)),
        attrs.evolve(left, membership=Records([spell], complete=True)),
    ]
    mill = Network(code="U00001", name="Mill", practices=Records(both, complete=True))
    said = [note for note in des.entitlements(mill, "2024/25", practice="A00002").notes if "part of" in note]
    assert said == ["From April 2024 to July 2024, its part of the registered patients: 10,000 of 40,000 (25%)"]
