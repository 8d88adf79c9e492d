"""One Core Network Practice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Records
from pcn_des.dates import Period
from pcn_des.engine.view import Observed
from pcn_des.network import OtherMembership, Practice
from support.observing import missing, observe

DAY = "2022-11-14"


def one(**fields: Any) -> Practice:
    return Practice(code="A00001", name="Millbrook Surgery", **fields)


@pytest.mark.parametrize("kind", ["GMS", "PMS", "APMS"])
def test_contract_type(kind: str) -> None:
    assert observe("practice.contract_type", DAY, about=one(contract_type=kind)).value == kind


@pytest.mark.parametrize(("closes", "because"), [(True, "closes for half a day each week"), (False, "open all week")])
def test_closes_half_day(closes: bool, because: str) -> None:
    assert observe("practice.closes_half_day", DAY, about=one(closes_half_day=closes)) == Observed(closes, because)


@pytest.mark.parametrize(
    ("day", "value"),
    [("2022-06-30", False), ("2022-07-01", True), ("2022-07-31", True), ("2022-08-01", False)],
)
def test_in_another_network_while_it_lasts(day: str, value: bool) -> None:
    spell = OtherMembership(pcn="U00002", since=date(2022, 7, 1), until=date(2022, 7, 31))
    about = one(other_networks=Records([spell], complete=True))
    because = "also a Core Network Practice of U00002" if value else "in no other network"
    assert observe("practice.in_another_network", day, about=about) == Observed(value, because)


def test_every_other_network_is_named() -> None:
    spells = [OtherMembership(pcn=code, since=date(2022, 7, 1)) for code in ("U00002", "U00003")]
    found = observe("practice.in_another_network", DAY, about=one(other_networks=Records(spells, complete=True)))
    assert found.because == "also a Core Network Practice of U00002, U00003"


def test_another_network_that_is_on_record_twice_is_named_once() -> None:
    """However each of the two spells ended."""
    spells = [
        OtherMembership(pcn="U00002", since=date(2019, 7, 1)),
        OtherMembership(pcn="U00002", since=date(2022, 7, 1), until=date(2022, 12, 31), ended_by="left"),
    ]
    found = observe("practice.in_another_network", DAY, about=one(other_networks=Records(spells, complete=True)))
    assert found.because == "also a Core Network Practice of U00002"


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        ("practice.contract_type", "the contract type of Millbrook Surgery"),
        ("practice.closes_half_day", "whether Millbrook Surgery closes for half a day each week"),
        ("practice.in_another_network", "whether Millbrook Surgery is in another network"),
    ],
)
def test_what_is_not_on_record_is_unknown_and_named(fact: str, wanted: str) -> None:
    assert missing(observe(fact, DAY, about=one())) == (wanted,)


def test_an_incomplete_list_of_other_networks_shows_only_what_it_has() -> None:
    gone = OtherMembership(pcn="U00002", since=date(2019, 7, 1), until=date(2021, 3, 31))
    about = one(other_networks=Records([gone], complete=False))
    assert observe("practice.in_another_network", "2021-03-31", about=about).value is True
    assert missing(observe("practice.in_another_network", "2021-04-01", about=about))


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [
        (date(2022, 11, 14), date(2022, 11, 14), True),
        (date(2022, 11, 15), date(2022, 11, 30), False),
        (date(2022, 11, 1), date(2022, 11, 13), False),
    ],
)
def test_a_list_of_other_networks_that_was_kept_on_the_day_tells(since: date, until: date, known: bool) -> None:
    about = one(other_networks=Records([], complete=Period(since, until)))
    found = observe("practice.in_another_network", DAY, about=about)
    assert (found == Observed(False, "in no other network")) is known
