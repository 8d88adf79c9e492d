"""What is beyond the limit of a role is in no sum, whichever of the posts it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.workforce import Pot
from pcn_des.network import Membership, Population, Post, Practice
from support.effort import examples

APRIL = date(2024, 4, 1)


def network(posts: Sequence[Post], registered: int | None = 50_000) -> des.Network:
    """A network of so many registered and 50,000 weighted patients on 1 January 2024, with these posts alone."""
    kinds: dict[str, int | None] = {"registered": registered, "weighted": 50_000}
    lists = [
        Population(kind=kind, at=date(2024, 1, 1), patients=Decimal(patients))
        for kind, patients in kinds.items()
        if patients is not None
    ]
    member = des.Records([Membership(since=date(2019, 7, 1))], complete=True)
    practice = Practice(code="A00001", name="Millbrook Practice", membership=member, populations=des.Records(lists))
    practices = des.Records([practice], complete=True)
    return des.Network(
        code="U00001", name="Millbrook PCN", practices=practices, posts=des.Records(posts, complete=True)
    )


def nurse(name: str, cost: int | None = 48_000, role: str = "enhanced_practice_nurse", **fields: Any) -> Post:
    given = {"wte": 1, "since": APRIL, **fields}
    return Post(id=name, role=role, annual_cost=cost, **given)


def pot(*posts: Post, registered: int | None = 50_000) -> Pot:
    found = des.workforce(network(posts, registered), "2024/25")["arrs_sum"]
    assert isinstance(found, Pot)
    return found


def forecast(*posts: Post, registered: int | None = 50_000) -> str:
    return str(pot(*posts, registered=registered).forecast)


def test_of_two_nurses_of_one_cost_one_is_paid_for() -> None:
    """One enhanced practice nurse below 100,000 patients, in 2024/25."""
    assert forecast(nurse("A"), nurse("B")) == "£48,000.00"


def test_which_one_is_the_networks_choice() -> None:
    assert forecast(nurse("A"), nurse("B", 42_000)) == "£42,000.00 to £48,000.00"
    assert forecast(nurse("A"), nurse("B", 42_000), nurse("C", 30_000)) == "£30,000.00 to £48,000.00"


def test_two_are_paid_for_from_100000_patients_on() -> None:
    assert forecast(nurse("A"), nurse("B", 42_000), registered=100_000) == "£90,000.00"


def test_of_a_list_size_that_is_not_known_there_may_be_one_or_two() -> None:
    assert forecast(nurse("A"), nurse("B", 42_000), registered=None) == "£42,000.00 to £90,000.00"


def test_a_cost_that_is_not_known_leaves_what_may_be_claimed_between_nothing_and_the_maximum() -> None:
    found = pot(nurse("A"), nurse("B", None)).forecast
    assert str(found.at_least) == "£0.00"
    assert found.at_most == pot(nurse("B", None)).forecast.at_most


def test_one_who_follows_another_is_none_too_many() -> None:
    leaver, follower = nurse("A", until=date(2024, 8, 31)), nurse("B", since=date(2024, 9, 1))
    assert forecast(leaver, follower) == "£48,000.00"


def test_whole_time_equivalents_are_filled_in_part() -> None:
    """One WTE of a digital and transformation lead: of 0.8 and 0.6, at £48,000 each, 1.0 is paid for.

    Its maximum before 1 October 2024 was not seen, so that of the first half of the year nothing is certain.
    """
    lead = "digital_and_transformation_lead"
    posts = nurse("A", 38_400, lead, wte="0.8"), nurse("B", 28_800, lead, wte="0.6")
    assert forecast(*posts) == "£24,000.00 to £48,000.00"


def test_other_roles_have_no_part_in_it() -> None:
    paramedic = nurse("P", 42_000, "paramedic")
    assert forecast(nurse("A"), nurse("B"), paramedic) == "£90,000.00"


@given(st.lists(st.integers(1, 40).map(lambda thousands: thousands * 1_200), min_size=1, max_size=4), st.booleans())
@settings(max_examples=examples(one_in=2), deadline=None)
def test_a_sum_lies_between_the_cheapest_and_the_dearest_choice(costs: list[int], large: bool) -> None:
    """Posts through the whole year: any choice of as many as the limit lets through."""
    posts = [nurse(f"N{place}", cost) for place, cost in enumerate(costs)]
    may_be = 2 if large else 1
    choices = [sum(chosen) for chosen in combinations(costs, min(may_be, len(costs)))]
    found = pot(*posts, registered=100_000 if large else 50_000).forecast
    assert (found.at_least.pounds, found.at_most and found.at_most.pounds) == (min(choices), max(choices))


@given(st.lists(st.integers(1, 40).map(lambda thousands: thousands * 1_200), min_size=1, max_size=3))
@settings(max_examples=examples(one_in=4), deadline=None)
def test_one_post_more_never_lowers_the_most(costs: list[int]) -> None:
    posts = [nurse(f"N{place}", cost) for place, cost in enumerate(costs)]
    fewer, all_of_them = pot(*posts[:-1]).forecast.at_most, pot(*posts).forecast.at_most
    assert fewer is not None
    assert all_of_them is not None
    assert fewer <= all_of_them
