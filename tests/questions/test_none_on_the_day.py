"""Every answer says of a network that it was none, or that its members are those of an older day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import UnknownNameError
from pcn_des.network import Remittance
from support.effort import examples

DAY, YEAR = date(2022, 11, 14), "2022/23"
CLOSED, OLD = {"closed": date(2022, 3, 31)}, {"edition": date(2021, 4, 1)}
ANSWERS: dict[str, Callable[[des.Network], Any]] = {
    "assess": lambda network: des.assess(network, DAY),
    "briefing": lambda network: des.briefing(network, DAY),
    "entitlements": lambda network: des.entitlements(network, YEAR),
    "iif": lambda network: des.iif(network, YEAR),
    "timeline": lambda network: des.timeline(network, date(2022, 11, 1), DAY),
    "access_ledger": lambda network: des.access_ledger(network, date(2022, 11, 1), DAY),
    "workforce": lambda network: des.workforce(network, YEAR, as_of=DAY),
    "improvement": lambda network: des.improvement(network, "2024/25", as_of=date(2025, 3, 31)),
    "what_if": lambda network: des.what_if(network, "Y99905", "leaves", on=DAY),
}


@pytest.mark.parametrize("question", ANSWERS)
@pytest.mark.parametrize(
    ("change", "says"),
    [(CLOSED, "the network closed on 31 March 2022"), (OLD, "Members and commissioner are those of 1 April 2021")],
)
def test_it_is_said_as_text_and_in_notebooks(question: str, change: dict[str, Any], says: str) -> None:
    found = ANSWERS[question](attrs.evolve(des.example_network(), **change))
    assert says in " ".join(str(found).split())
    assert says in found._repr_html_()


def test_a_briefing_asks_nothing_of_a_network_that_is_none() -> None:
    page = des.briefing(des.example_network().evolve(**CLOSED), DAY)
    assert (page.due, page.within_reach, page.incentives) == ((), (), None)
    assert "Nothing to act on." in str(page)


def test_who_has_closed_is_not_told_to_hire() -> None:
    closed = des.example_network().evolve(closed=date(2022, 9, 30))
    assert "could still be hired" not in str(des.briefing(closed, DAY))
    assert "could still be hired" in str(des.briefing(des.example_network(), DAY))


@given(st.dates(date(2021, 4, 1), date(2027, 3, 30)), st.integers(0, 30))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_there_is_a_briefing_whenever_the_network_opened(opened: date, later: int) -> None:
    day = min(date.fromordinal(opened.toordinal() + later), date(2027, 3, 31))
    assert des.briefing(des.example_network().evolve(opened=opened), day).of_network == ()


def test_a_stream_of_a_year_in_which_it_was_none_is_told_so() -> None:
    statement = des.entitlements(des.example_network().evolve(**CLOSED), YEAR)
    with pytest.raises(UnknownNameError, match=r"Nothing is owed for .*: the network closed on 31 March 2022"):
        statement["core_pcn_funding"]


def test_money_at_risk_has_what_lies_between_two_ends() -> None:
    """Core funding of 2024/25 is known between two ends: a month that was not paid is at risk between them."""
    figures = [
        {"kind": kind, "at": "2024-01-01", "patients": size}
        for kind, size in (("registered", 50_000), ("adjusted", 51_230))
    ]
    paid = des.Records(
        [Remittance(stream="core_pcn_funding", month=date(2024, 5, 1), amount="12436.00")], complete=True
    )
    network = des.read_network({"code": "U00001", "name": "Mill", "populations": figures}).evolve(remittances=paid)
    page = des.briefing(network, date(2024, 6, 15))
    (core,) = [one for one in page.at_risk if one.why.startswith("Core PCN funding: ")]
    assert (str(core.amount), core.why) == ("£12,434.04 to £12,439.28", "Core PCN funding: underpaid (not paid)")
