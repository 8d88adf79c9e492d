"""What claims come to beyond the limit of a role, whichever of the posts is the one too many."""

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
from pcn_des.network import ClaimRecord, Leave, Membership, Population, Post, Practice
from pcn_des.questions.claims.too_many import TooMany
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


def beyond(*posts: Post, registered: int | None = 50_000) -> str:
    return str(pot(*posts, registered=registered).beyond_limits)


def test_of_two_nurses_one_is_too_many() -> None:
    """One enhanced practice nurse below 100,000 patients, in 2024/25; the sums have both, as nobody says which."""
    found = pot(nurse("A"), nurse("B"))
    assert (str(found.beyond_limits), str(found.forecast)) == ("£48,000.00", "£96,000.00")


def test_which_one_is_the_networks_choice() -> None:
    assert beyond(nurse("A"), nurse("B", 42_000)) == "£42,000.00 to £48,000.00"
    assert beyond(nurse("A"), nurse("B", 42_000), nurse("C", 30_000)) == "£72,000.00 to £90,000.00"


def test_there_may_be_two_from_100000_patients_on() -> None:
    assert beyond(nurse("A"), nurse("B", 42_000), registered=100_000) == "£0.00"


def test_of_a_list_size_that_is_not_known_there_may_be_one_or_two() -> None:
    assert beyond(nurse("A"), nurse("B", 42_000), registered=None) == "at most £48,000.00"


def test_two_halves_are_two_people() -> None:
    assert beyond(nurse("A", 24_000, wte="0.5"), nurse("B", 24_000, wte="0.5")) == "£24,000.00"


def test_a_cost_that_is_not_known_has_no_part_in_what_is_certain() -> None:
    assert pot(nurse("A"), nurse("B", None)).beyond_limits.at_least.pounds == 0


def test_one_who_follows_another_is_none_too_many() -> None:
    leaver, follower = nurse("A", until=date(2024, 8, 31)), nurse("B", since=date(2024, 9, 1))
    assert beyond(leaver, follower) == "£0.00"


def test_whole_time_equivalents_are_too_many_in_part_or_whole_people_are() -> None:
    """'Capped at one per PCN': of 0.8 and 0.6 WTE at £48,000, 0.4 is too many, £19,200, or one person, £38,400 at most.

    Its maximum before 1 October 2024 was not seen, so that of the first half of the year nothing is certain.
    """
    lead = "digital_and_transformation_lead"
    posts = nurse("A", 38_400, lead, wte="0.8"), nurse("B", 28_800, lead, wte="0.6")
    assert beyond(*posts) == "£9,600.00 to £38,400.00"


def test_two_halves_are_within_one_post_or_one_person_too_many() -> None:
    lead = "digital_and_transformation_lead"
    halves = nurse("A", 24_000, lead, wte="0.5"), nurse("B", 24_000, lead, wte="0.5")
    assert beyond(*halves) == "at most £24,000.00"
    assert beyond(halves[0]) == "£0.00"


def test_a_shared_post_of_which_the_network_has_nothing_has_no_part_in_it() -> None:
    lead = "digital_and_transformation_lead"
    shared = nurse("S", 48_000, lead, network_share="0")
    assert beyond(nurse("A", 48_000, lead), nurse("B", 48_000, lead), shared) == "£24,000.00 to £48,000.00"
    assert beyond(nurse("A", 48_000, lead), shared) == "£0.00"


def test_other_roles_have_no_part_in_it() -> None:
    assert beyond(nurse("A"), nurse("B"), nurse("P", 42_000, "paramedic")) == "£48,000.00"


@given(st.lists(st.integers(1, 40).map(lambda thousands: thousands * 1_200), min_size=1, max_size=4), st.booleans())
@settings(max_examples=examples(one_in=2), deadline=None)
def test_it_lies_between_the_cheapest_and_the_dearest_choice(costs: list[int], large: bool) -> None:
    """Posts through the whole year: what is left out by any choice of as many as the limit lets through."""
    posts = [nurse(f"N{place}", cost) for place, cost in enumerate(costs)]
    may_be = min(2 if large else 1, len(costs))
    left_out = [sum(costs) - sum(chosen) for chosen in combinations(costs, may_be)]
    found = pot(*posts, registered=100_000 if large else 50_000).beyond_limits
    assert (found.at_least.pounds, found.at_most and found.at_most.pounds) == (min(left_out), max(left_out))


def claims_of(*posts: Post, claimed: Sequence[str] = ()) -> des.Workforce:
    """The year, where these posts were claimed in every month, at £1."""
    records = [
        ClaimRecord(post=name, month=date(2024 + (month > 12), (month - 1) % 12 + 1, 1), amount=1)
        for name in claimed
        for month in range(4, 16)
    ]
    made = network(posts).evolve(claims=des.Records(records, complete=True))
    return des.workforce(made, "2024/25")


def not_claimed(*posts: Post, claimed: Sequence[str] = ()) -> dict[str, set[str]]:
    """What every month of each post says that is not claimed: by post, the amounts."""
    found: dict[str, set[str]] = {}
    for check in claims_of(*posts, claimed=claimed).checks:
        if check.says == "not claimed":
            found.setdefault(check.post, set()).add(str(check.claimable))
    return found


def test_nobody_is_told_to_claim_a_post_beyond_the_limit() -> None:
    """One nurse is claimed: the others are too many. Of none that is, each might be the one."""
    three = nurse("A"), nurse("B"), nurse("C")
    assert not_claimed(*three, claimed="A") == {}
    assert not_claimed(*three) == {"A": {"£4,000.00"}, "B": {"£4,000.00"}, "C": {"£4,000.00"}}


def test_nobody_is_told_that_a_post_beyond_the_limit_was_claimed_too_low() -> None:
    found = claims_of(nurse("A"), nurse("B"), claimed="AB")
    assert [check.says for check in found.checks] == []
    assert {check.says for check in claims_of(nurse("A"), claimed="A").checks} == {"claimed too little"}


def test_of_whole_time_equivalents_what_is_left_of_the_limit_may_be_claimed() -> None:
    """Of 0.8 and 0.6 WTE of a lead the first is claimed: 0.2 is left, a third of 0.6 at £2,400 a month.

    That is so if "one per PCN" counts WTE; if it counts people, nothing is left.
    """
    lead = "digital_and_transformation_lead"
    posts = nurse("A", 38_400, lead, wte="0.8"), nurse("B", 28_800, lead, wte="0.6")
    assert not_claimed(*posts, claimed="A") == {"B": {"at most £800.00"}}


@given(
    st.lists(st.integers(1, 40).map(lambda thousands: thousands * 1_200), min_size=1, max_size=4),
    st.sets(st.integers(0, 3)),
    st.booleans(),
)
@settings(max_examples=examples(one_in=2), deadline=None)
def test_law_the_call_to_claim_is_what_the_limit_lets_through(costs: list[int], claimed: set[int], large: bool) -> None:
    """Of posts through the whole year: the cheapest and the dearest choice of as many as are left, by hand."""
    posts = [nurse(f"N{place}", cost) for place, cost in enumerate(costs)]
    chosen = [place for place in claimed if place < len(costs)]
    others = [cost for place, cost in enumerate(costs) if place not in claimed]
    left = min(max(0, (2 if large else 1) - len(chosen)), len(others))
    sums = [sum(each) for each in combinations(others, left)]
    made = network(posts, 100_000 if large else 50_000)
    year = des.workforce(made, "2024/25")
    too_many = TooMany.of(made, year.limits)
    claims = [[one for one in year.claims if (one.post[1:] in map(str, chosen)) == those] for those in (False, True)]
    found = too_many.within(*claims)
    if len(costs) > (2 if large else 1):
        assert (found.at_least.pounds, found.at_most and found.at_most.pounds) == (min(sums), max(sums))
    else:
        assert found.exact is not None
        assert found.exact.pounds == sum(others)


def away(since: str, until: str | None, whole: bool = True) -> des.Records[Leave]:
    last = None if until is None else date.fromisoformat(until)
    leave = Leave(since=date.fromisoformat(since), until=last, kind="parental")
    return des.Records([leave], complete=whole)


def held(*posts: Post) -> list[str]:
    """How much of the role is held at most in each month of 2024/25."""
    return [str(limit.held) for limit in des.workforce(network(posts), "2024/25").limits]


def test_cover_for_somebody_on_leave_is_not_one_more_of_the_role() -> None:
    """The limit of one nurse: with cover from June to August there is one all the same, and £48,000 are claimable."""
    on_leave = nurse("A", leave=away("2024-06-01", "2024-08-31"))
    cover = nurse("B", since=date(2024, 6, 1), until=date(2024, 8, 31), covers_leave_of="A")
    assert held(on_leave, cover) == ["1"] * 12
    assert beyond(on_leave, cover) == "£0.00"
    assert beyond(on_leave, cover, nurse("C")) == "£48,000.00"


def test_cover_that_stays_after_the_leave_is_one_more() -> None:
    """From September there are two: one of £4,000 a month is beyond the limit, seven months of twelve."""
    on_leave = nurse("A", leave=away("2024-06-01", "2024-08-31"))
    cover = nurse("B", since=date(2024, 6, 1), covers_leave_of="A")
    assert held(on_leave, cover) == ["1"] * 5 + ["2"] * 7
    assert beyond(on_leave, cover) == "£28,000.00"


def test_cover_is_one_more_once_the_post_that_it_covers_has_ended() -> None:
    ended = nurse("A", until=date(2024, 9, 30), leave=away("2024-06-01", None))
    cover = nurse("B", since=date(2024, 6, 1), covers_leave_of="A")
    assert held(ended, cover, nurse("C", since=date(2024, 10, 1))) == ["1"] * 6 + ["2"] * 6


def test_where_the_leave_is_not_on_record_cover_is_taken_at_its_word() -> None:
    cover = nurse("B", since=date(2024, 6, 1), covers_leave_of="A")
    assert held(nurse("A"), cover) == ["1"] * 12
    assert held(nurse("A", leave=away("2024-06-01", "2024-08-31", whole=False)), cover) == ["1"] * 12
