"""What a year of claims comes to where posts of the baseline stay vacant, whichever posts give way to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.workforce import NOT_CLAIMED, Pot
from pcn_des.network import BaselineVacancy, ClaimRecord, Leave, Population, Post
from support.effort import examples

APRIL = date(2024, 4, 1)
JANUARY = date(2024, 1, 1)  # three months before: nothing of the grace is left in April


def network(posts: Sequence[Post], vacancies: int = 1, since: date = JANUARY, **fields: Any) -> des.Network:
    """A network with these posts alone, and so many posts of the baseline, of pharmacists, that are vacant."""
    vacant = [BaselineVacancy(role="clinical_pharmacist", since=since)] * vacancies
    return des.Network(
        code="U00001",
        name="Millbrook PCN",
        populations=[Population(kind="weighted", at=date(2024, 1, 1), patients=Decimal(50_000))],
        posts=des.Records(posts, complete=True),
        baseline_vacancies=des.Records(vacant, complete=True),
        **fields,
    )


def pharmacist(name: str, cost: int = 60_000, since: date = APRIL, **fields: Any) -> Post:
    given = {"wte": 1, "additional": True, "role": "clinical_pharmacist", **fields}
    return Post(id=name, since=since, annual_cost=cost, **given)


def pot(*posts: Post, vacancies: int = 1, since: date = JANUARY) -> Pot:
    found = des.workforce(network(posts, vacancies, since), "2024/25")["arrs_sum"]
    assert isinstance(found, Pot)
    return found


def forecast(*posts: Post, vacancies: int = 1, since: date = JANUARY) -> str:
    return str(pot(*posts, vacancies=vacancies, since=since).forecast)


def test_of_two_posts_one_gives_way() -> None:
    assert forecast(pharmacist("A")) == "£0.00"
    assert forecast(pharmacist("A"), pharmacist("B")) == "£60,000.00"
    assert forecast(pharmacist("A"), pharmacist("B"), vacancies=0) == "£120,000.00"
    assert forecast(pharmacist("A"), pharmacist("B"), vacancies=2) == "£0.00"


def test_which_one_is_the_networks_choice() -> None:
    posts = [pharmacist("A"), pharmacist("B"), pharmacist("C", 30_000)]
    assert forecast(*posts) == "£90,000.00 to £120,000.00"
    assert forecast(*posts, vacancies=2) == "£30,000.00 to £60,000.00"


def test_every_figure_of_the_sum_leaves_it_out() -> None:
    found = pot(pharmacist("A"), pharmacist("B"))
    assert (str(found.used), str(found.committed), str(found.over)) == ("£60,000.00", "£60,000.00", "£0.00")
    assert {(str(one.held), str(one.planned)) for one in found.by_month} == {("£5,000.00", "£0.00")}


def test_a_post_of_the_baseline_gives_way_for_nobody() -> None:
    assert forecast(pharmacist("A"), pharmacist("B", since=date(2018, 4, 1), additional=False)) == "£0.00"


def test_another_role_gives_way_for_nobody() -> None:
    assert forecast(pharmacist("A"), pharmacist("B", 36_000, role="paramedic")) == "£36,000.00"


def test_a_post_that_comes_later_gives_way_from_then_on() -> None:
    """Until September A alone is there and can't be claimed; from October one of the two is: six months of £5,000."""
    assert forecast(pharmacist("A"), pharmacist("B", since=date(2024, 10, 1))) == "£30,000.00"


def test_within_the_grace_both_count() -> None:
    """Vacant since 15 July, too long from 15 October: of one post 14 of 31 days, 2,258.06 or by the year 2,301.37."""
    found = pot(pharmacist("A"), pharmacist("B"), since=date(2024, 7, 15))
    of_months = [str(one.held) for one in found.by_month]
    assert of_months[5:8] == ["£10,000.00", "£7,258.06 to £7,301.37", "£5,000.00"]


def test_of_whom_it_is_open_one_is_left_at_most() -> None:
    away = [Leave(since=date(2024, 4, 1), kind="rotation")]
    assert forecast(pharmacist("A"), pharmacist("B", leave=away)) == "at most £60,000.00"


def later(*posts: Post) -> list[str]:
    found = des.workforce(network(posts), "2024/25", as_of=date(2024, 9, 30))
    return [str(one.unspent) for one in found.later]


def test_a_later_start_leaves_the_vacancy_to_another_post_meanwhile() -> None:
    """Two months later: then A alone is there in October and November, and gives way; 2 x 5,000 are left."""
    assert later(pharmacist("A"), pharmacist("B", since=date(2024, 10, 1))) == ["£10,000.00"]


def test_what_a_later_start_leaves_goes_by_the_post_that_gives_way() -> None:
    """Six months at 2,500 or at 5,000 come to 15,000 to 30,000, four of them to 10,000 to 20,000."""
    one, other = pharmacist("A"), pharmacist("B", 30_000, since=date(2024, 10, 1))
    assert later(one, other) == ["at most £20,000.00"]


def test_a_post_that_ends_before_the_later_start_leaves_all_that_it_brought() -> None:
    """With B in October and November one of the two is claimed, without it neither: 2 x 5,000."""
    brief = pharmacist("B", since=date(2024, 10, 1), until=date(2024, 11, 30))
    assert later(pharmacist("A"), brief, pharmacist("C", 0, since=date(2024, 12, 1), role="paramedic")) == [
        "£10,000.00",
        "£0.00",
    ]


def test_a_year_of_claims_says_that_it_leaves_posts_out() -> None:
    said = "Clinical pharmacist: posts of the baseline have been vacant for too long."
    found = [
        any(note.startswith(said) for note in des.workforce(network(posts), "2024/25").notes)
        for posts in ([pharmacist("A"), pharmacist("B")], [pharmacist("A")])
    ]
    assert found == [True, False]  # of one alone its own claim says so


def checks(*claimed: str) -> list[tuple[str, str, str]]:
    posts = [pharmacist("A"), pharmacist("B")]
    claims = [ClaimRecord(post=name, month=APRIL, amount=5_000) for name in claimed]
    found = des.workforce(network(posts, claims=des.Records(claims, complete=True)), "2024/25", as_of=date(2024, 4, 30))
    return [(one.post, one.says, str(one.claimable)) for one in found.checks]


def test_nobody_is_told_to_claim_for_the_post_that_is_left_to_give_way() -> None:
    assert checks("A") == []
    assert checks("B") == []
    assert checks() == [("A", NOT_CLAIMED, "£5,000.00"), ("B", NOT_CLAIMED, "£5,000.00")]


COSTS = st.lists(st.integers(1, 5).map(lambda number: number * 12_000), min_size=1, max_size=4)


@settings(max_examples=examples(one_in=4))
@given(COSTS, st.integers(0, 4))
def test_the_forecast_holds_whatever_gives_way(costs: list[int], vacancies: int) -> None:
    """By hand: every choice of so many posts, each a whole year at its cost, below the maximum of the role."""
    posts = [pharmacist(f"P{place}", cost) for place, cost in enumerate(costs)]
    left = [sum(some) for some in combinations(costs, max(0, len(costs) - vacancies))]
    found = pot(*posts, vacancies=vacancies).forecast
    assert (found.at_least.pounds, found.at_most and found.at_most.pounds) == (min(left), max(left))
