"""A practice on record in two networks on one day: every answer that counts its patients says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.network import Membership, OtherMembership, Records

DAY, YEAR = date(2022, 11, 14), "2022/23"
FIRST = des.example_network().core_practices(DAY)[0]
ANSWERS: dict[str, Callable[[des.Network], Any]] = {
    "assess": lambda network: des.assess(network, DAY),
    "briefing": lambda network: des.briefing(network, DAY),
    "entitlements": lambda network: des.entitlements(network, YEAR),
    "timeline": lambda network: des.timeline(network, date(2022, 10, 1), DAY),
    "access_ledger": lambda network: des.access_ledger(network, date(2022, 10, 3), DAY),
}


def also_in(since: date, until: date | None, *, core: bool = True) -> des.Network:
    """Riverside, whose first practice is in another network too on some days."""
    network = des.example_network()
    shared = attrs.evolve(
        FIRST,
        membership=Records([Membership(since=date(2019, 7, 1), core=core)], complete=True),
        other_networks=Records([OtherMembership(pcn="U99902", since=since, until=until)], complete=True),
    )
    return network.evolve(practices=[shared, *(one for one in network.practices or () if one.code != FIRST.code)])


@pytest.mark.parametrize("question", ANSWERS)
def test_it_is_said_as_text_and_in_notebooks(question: str) -> None:
    found = ANSWERS[question](also_in(date(2022, 11, 1), None))
    says = (
        f"{FIRST.name} ({FIRST.code}) is on record in U99902 too, from 1 November 2022: its patients are counted whole"
    )
    assert says in " ".join(str(found).split())
    assert says in found._repr_html_()


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2023, 4, 1), None, []),
        (date(2022, 11, 15), None, ["entitlements"]),
        (date(2022, 11, 14), None, ["assess", "entitlements", "timeline"]),
        (date(2021, 4, 1), date(2022, 11, 14), ["assess", "entitlements", "timeline"]),
        (date(2021, 4, 1), date(2022, 11, 13), ["entitlements", "timeline"]),
        (date(2021, 4, 1), date(2022, 9, 30), ["entitlements"]),
        (date(2021, 4, 1), date(2022, 3, 31), []),
    ],
)
def test_it_is_said_of_the_days_asked_about_alone(since: date, until: date | None, said: list[str]) -> None:
    network = also_in(since, until)
    assert [question for question in ("assess", "entitlements", "timeline") if notes(question, network)] == said


def test_a_practice_that_is_none_of_the_core_here_may_be_one_elsewhere() -> None:
    assert not notes("assess", also_in(date(2022, 11, 1), None, core=False))


def notes(question: str, network: des.Network) -> list[str]:
    return [note for note in ANSWERS[question](network).notes if "is on record in U99902 too" in note]
