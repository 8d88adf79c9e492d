"""Limits of roles: whose posts they count, what was granted of them and by whom, and those that were not seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.workforce import Pot
from pcn_des.network import ClaimRecord, Membership, Population, Post, PostCondition, Practice, Variation
from support.effort import examples

TABLE = pytest.mark.parametrize
TECHNICIAN, NURSE, LEAD = "pharmacy_technician", "enhanced_practice_nurse", "digital_and_transformation_lead"


def network(posts: Sequence[Post], *variations: Variation, registered: int = 50_000) -> des.Network:
    """One practice of so many patients from 2019 on, and these posts alone."""
    lists = [
        Population(kind=kind, at=date(year, 1, 1), patients=registered)
        for kind in ("registered", "weighted")
        for year in range(2019, 2027)
    ]
    member = des.Records([Membership(since=date(2019, 7, 1))], complete=True)
    practice = Practice(code="A00001", name="Mill", membership=member, populations=des.Records(lists, complete=True))
    return des.Network(
        code="U00001",
        name="Mill",
        practices=des.Records([practice], complete=True),
        posts=des.Records(posts, complete=True),
        variations=des.Records(variations),
    )


def post(name: str, role: str, since: str, cost: int = 24_000, **fields: Any) -> Post:
    told = {"wte": 1, "additional": True, **fields}
    return Post(id=name, role=role, since=date.fromisoformat(since), annual_cost=cost, **told)


def year(label: str, posts: Sequence[Post], *variations: Variation, registered: int = 50_000) -> des.Workforce:
    return des.workforce(network(posts, *variations, registered=registered), label)


def beyond(found: des.Workforce) -> str:
    pot = found["arrs_sum"]
    assert isinstance(pot, Pot)
    return str(pot.beyond_limits)


def held(found: des.Workforce) -> set[tuple[str, str | None]]:
    """How much is held in any month, and how much of it is too much."""
    return {(str(one.held), None if one.over is None else str(one.over)) for one in found.limits}


# --- who counts: "limits on staff eligible for reimbursement", in individuals ---


@TABLE(
    ("second", "expected", "too_much"),
    [
        ({}, {("2", "1")}, "£24,000.00"),
        ({"additional": False}, {("1", "0")}, "£0.00"),
        ({"conditions": [PostCondition(name="registration_body", met=False)]}, {("1", "0")}, "£0.00"),
        ({"network_share": 0}, {("1", "0")}, "£0.00"),
        # "not applied where the commissioner confirmed that local supply is not a constraint"
        ({"agreed": "letter of the CCG"}, {("1", "0")}, "£0.00"),
    ],
)
def test_whom_the_limit_of_pharmacy_technicians_counts(
    second: dict[str, Any], expected: set[tuple[str, str]], too_much: str
) -> None:
    """In 2020/21 one individual below 100,000 patients."""
    first, other = post("A", TECHNICIAN, "2020-04-01"), post("B", TECHNICIAN, "2020-04-01", **second)
    found = year("2020/21", [first, other])
    assert (held(found), beyond(found)) == (expected, too_much)


def test_what_the_commissioner_agreed_of_something_else_is_no_agreement_to_one_more() -> None:
    """The limit of enhanced practice nurses is one; nothing was seen by which it may be set aside."""
    found = year("2024/25", [post("A", NURSE, "2024-04-01"), post("B", NURSE, "2024-04-01", agreed="a letter")])
    assert (held(found), beyond(found)) == ({("2", "1")}, "£24,000.00")


def test_one_person_in_two_half_posts_is_one_individual() -> None:
    halves = [post(name, TECHNICIAN, "2020-04-01", 12_000, wte="0.5", person=" Ann  Lee") for name in "AB"]
    found = year("2020/21", halves)
    assert (held(found), beyond(found)) == ({("1", "0")}, "£0.00")
    other = post("C", TECHNICIAN, "2020-04-01", 15_000, wte="0.5", person="Jo Day")
    # one of the two is too many: who has both halves, 24,000, or the other, 15,000
    assert beyond(year("2020/21", [*halves, other])) == "£15,000.00 to £24,000.00"


def test_one_person_in_two_posts_of_more_than_one_wte_is_told() -> None:
    """From June 1.0 and 0.6; before and after somebody else's posts, or none."""
    posts = [
        post("A", "paramedic", "2024-04-01", person="Ann Lee"),
        post("B", "care_coordinator", "2024-06-01", wte="0.6", person="ann lee"),
        post("C", "paramedic", "2024-06-01", person="Jo Day"),
        post("D", "paramedic", "2024-06-01"),
        post("E", "paramedic", "2024-06-01"),
    ]
    told = [note for note in year("2024/25", posts).notes if "one person" in note]
    assert told == [
        "A and B are posts of one person, and 1.6 WTE together on 1 June 2024: one person is at most 1 whole-time "
        "equivalent. Correct a post, or its person."
    ]
    assert not any("one person" in note for note in year("2023/24", posts).notes)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "Ann Lee", "Jo Day", "Di Roe"]), st.booleans(), st.integers(1, 40)),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=examples(one_in=5), deadline=None)
def test_law_the_limit_counts_each_person_once_and_nobody_who_is_not_reimbursed(
    told: list[tuple[str, bool, int]],
) -> None:
    """Small posts through the year: left out is who counts but the dearest, or but the cheapest."""
    posts = [
        post(f"P{place}", TECHNICIAN, "2020-04-01", cost * 1_200, wte="0.1", person=person, additional=additional)
        for place, (person, additional, cost) in enumerate(told)
    ]
    found = year("2020/21", posts)
    by_person: dict[str, int] = {}
    for place, (person, additional, _) in enumerate(told):
        if additional:
            whose = person or f"post {place}"
            by_person[whose] = by_person.get(whose, 0) + _claimed(found, f"P{place}")
    pence, over = list(by_person.values()), max(0, len(by_person) - 1)
    assert held(found) == {(str(len(by_person)), str(over))}
    pot = found["arrs_sum"]
    assert isinstance(pot, Pot)
    ends = (sum(pence) - max(pence, default=0), sum(pence) - min(pence, default=0))
    most = pot.beyond_limits.at_most
    assert most is not None
    assert (pot.beyond_limits.at_least.pounds * 100, most.pounds * 100) == ends


def _claimed(found: des.Workforce, name: str) -> int:
    exact = next(one for one in found.posts if one.post == name).claimable.exact
    assert exact is not None
    return int(exact.pounds * 100)


# --- what was granted ---

WAIVER = Variation(kind="cap_waiver", granted_by="NHS Mill ICB", since=date(2024, 4, 1), document="letter 7")


def test_a_waiver_lifts_a_limit_nobody_knows_how_far_and_is_told_with_who_granted_it() -> None:
    """Of two nurses at 24,000 one is beyond the national limit of one, unless the waiver lifts it."""
    nurses = [post(name, NURSE, "2024-04-01") for name in "AB"]
    found = year("2024/25", nurses, WAIVER)
    assert (held(found), beyond(found)) == ({("2", None)}, "at most £24,000.00")
    assert "A limit may be other for this network: cap waiver granted by NHS Mill ICB (letter 7)." in found.notes
    line = (
        "Enhanced practice nurse, Apr 2024 to Mar 2025: 2 held, the limit is at least 1 person per network (how far "
        "the cap waiver granted by NHS Mill ICB (letter 7) lifts this limit is not on record; without it, it is 1 "
        "person per network): whether that is too much is not known"
    )
    assert line in " ".join(str(found).split())
    assert line in found._repr_html_()
    assert (held(year("2024/25", nurses[:1], WAIVER)), beyond(found)) == ({("1", "0")}, "at most £24,000.00")


def test_a_waiver_for_a_post_excepts_that_post() -> None:
    """With B excepted A alone counts; with C there are two of the one that may be."""
    nurses = [post(name, NURSE, "2024-04-01") for name in "ABC"]
    own = Variation(kind="cap_waiver", granted_by="NHS Mill ICB", since=date(2024, 4, 1), subjects=("B",))
    found = year("2024/25", nurses[:2], own)
    assert (held(found), beyond(found)) == ({("1", "0")}, "£0.00")
    assert "A limit may be other for this network (B alone): cap waiver granted by NHS Mill ICB." in found.notes
    assert beyond(year("2024/25", nurses, own)) == "£24,000.00"


def test_an_exception_from_within_a_month_counts_from_its_day() -> None:
    """Three pharmacists at 24,000, one at most from 15 May 2026: two of them, 4,000 a month, 17 / 31 and ten months."""
    own = Variation(
        kind="local_variation",
        granted_by="NHS Mill ICB",
        since=date(2026, 5, 15),
        amends={"arrs.clinical_pharmacist.cap": 1},
    )
    found = year("2026/27", [post(name, "clinical_pharmacist", "2026-04-01") for name in "ABC"], own)
    assert [(one.days.since, str(one.over)) for one in found.limits[:2]] == [
        (date(2026, 5, 15), "2"),
        (date(2026, 6, 1), "2"),
    ]
    alone = [str(one).partition(":")[0] for one in found.limits[:2]]
    assert alone == ["Clinical pharmacist, 15 May 2026 to 31 May 2026", "Clinical pharmacist, June 2026"]
    assert beyond(found) == "£42,193.55"
    assert (
        "Clinical pharmacist, 15 May 2026 to 31 March 2027: 3 held, the limit is 1 WTE per network (replaced by the "
        "local variation granted by NHS Mill ICB): 2 too much."
    ) in " ".join(str(found).split())
    assert (
        "Clinical pharmacist: most posts of a network: 1, by the local variation granted by NHS Mill ICB, from 15 May "
        "2026." in found.notes
    )
    assert found.held_of("clinical_pharmacist", date(2026, 5, 1)) == 3


def test_a_local_variation_settles_a_limit_that_was_not_seen() -> None:
    """Of the three leads of 2026/27 one is beyond two, whether that counts WTE or people."""
    own = Variation(
        kind="local_variation", granted_by="NHS Mill ICB", since=date(2026, 5, 1), amends={f"arrs.{LEAD}.cap": 2}
    )
    leads = [post(name, LEAD, "2026-04-01") for name in "ABC"]
    found = year("2026/27", leads, own)
    assert [(one.limit.in_words, one.over) for one in found.limits[:2]] == [
        ("unknown", None),
        ("2 posts per network", Decimal(1)),
    ]
    # in April nothing is known of the limit: none or all of 6,000; from May 2,000 a month
    assert beyond(found) == "£22,000.00 to £28,000.00"


@given(
    st.integers(0, 4),
    st.dates(date(2026, 5, 1), date(2027, 3, 31)),
    st.none() | st.integers(0, 400),
)
@settings(max_examples=examples(one_in=5), deadline=None)
def test_law_a_limit_of_the_networks_own_counts_on_its_days_and_on_no_other(
    limit: int, since: date, lasts: int | None
) -> None:
    """Three pharmacists at 12,000: day by day what is beyond the limit, at 1,000 a month each."""
    until = None if lasts is None else min(since.fromordinal(since.toordinal() + lasts), date(2027, 3, 31))
    own = Variation(
        kind="local_variation",
        granted_by="NHS Mill ICB",
        since=since,
        until=until,
        amends={"arrs.clinical_pharmacist.cap": limit},
    )
    found = year("2026/27", [post(name, "clinical_pharmacist", "2026-04-01", 12_000) for name in "ABC"], own)
    expected = Decimal(0)
    for month in (date(2026 + (place > 12), (place - 1) % 12 + 1, 1) for place in range(4, 16)):
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        days = range(
            max(month, since).toordinal(), min(after.toordinal(), (until or date(2027, 3, 31)).toordinal() + 1)
        )
        part = Decimal(max(0, 3 - limit) * 1_000 * len(days)) / (after - month).days
        expected += part.quantize(Decimal("0.01"))
    assert beyond(found) == str(des.Money(expected))


# --- limits that were not seen ---


def test_beyond_a_limit_that_was_not_seen_is_everything_or_nothing() -> None:
    """Of 2021/22 one advanced practitioner was seen below 100,000 patients; how many a larger network had was not."""
    four = [post(name, "advanced_practitioner", "2021-04-01") for name in "ABCD"]
    assert beyond(year("2021/22", four, registered=99_999)) == "£72,000.00"
    assert beyond(year("2021/22", four, registered=100_000)) == "at most £96,000.00"


@given(
    st.sampled_from([TECHNICIAN, "advanced_practitioner", "paramedic", "care_coordinator", "clinical_pharmacist"]),
    st.sampled_from(["2020/21", "2021/22", "2022/23", "2023/24", "2024/25", "2025/26"]),
    st.integers(1, 3),
    st.sampled_from([50_000, 100_000]),
)
@settings(max_examples=examples(one_in=5), deadline=None)
def test_law_nothing_is_beyond_the_limits_only_where_nothing_may_be_too_much(
    role: str, label: str, many: int, registered: int
) -> None:
    found = year(label, [post(f"P{place}", role, "2020-04-01") for place in range(many)], registered=registered)
    may_be = any(not one.claimable.is_nothing for one in found.posts)
    assert (beyond(found) == "£0.00") is not (bool(found.over_limit) and may_be)


# --- limits of which it was not seen whether roles share them ---

ADULTS, CHILDREN = "mental_health_practitioner_adult", "mental_health_practitioner_cyp"


def practitioners(adults: Sequence[int], children: Sequence[int], since: str = "2022-04-01") -> list[Post]:
    """Practitioners at so many thousand pounds a year, of which the network may claim half."""
    return [
        post(f"{role[-3:]}{place}", role, since, cost * 1_000)
        for role, costs in ((ADULTS, adults), (CHILDREN, children))
        for place, cost in enumerate(costs)
    ]


@TABLE(
    ("adults", "children", "expected"),
    [
        # two of each kind if each has a limit of two; if they share it, two of the four: 12,000 each
        ((24, 24), (24, 24), "at most £24,000.00"),
        ((24, 24), (12,), "at most £12,000.00"),
        ((24,), (12,), "£0.00"),
        # of three adults one is too many either way; with a child two are, or the child and one of them
        ((24, 24, 24), (), "at most £12,000.00"),
        ((24, 24, 24), (12,), "at most £24,000.00"),
    ],
)
def test_two_roles_may_share_a_limit_or_each_have_their_own(
    adults: Sequence[int], children: Sequence[int], expected: str
) -> None:
    """In 2022/23 two below 100,000 patients, shared or not. Their maxima were not seen, so no claim is certain."""
    assert beyond(year("2022/23", practitioners(adults, children))) == expected


def test_in_2021_22_each_kind_had_a_limit_of_its_own() -> None:
    """One of each below 100,000 patients."""
    assert beyond(year("2021/22", practitioners((24,), (24,), "2021-04-01"))) == "£0.00"


def test_a_limit_that_may_be_shared_says_with_whom() -> None:
    found = year("2022/23", practitioners((24, 24), (24,)))
    first = found.limits[0]
    assert (first.shared_with, first.together, first.over) == ((CHILDREN,), 3, None)
    assert (
        "Mental health practitioner (adults and older adults), Apr 2022 to Mar 2023: 2 held, the limit is 2 WTE per "
        "network; with Mental health practitioner (children and young people), 3 held: whether they share the limit "
        "was not seen"
    ) in " ".join(str(found).split())


def test_what_is_let_through_beside_what_is_claimed_may_be_shared_too() -> None:
    """Both adults are claimed, at £1: the child's 1,000 a month is claimable, or nothing of it."""
    posts = practitioners((24, 24), (24,))
    records = [
        ClaimRecord(post=name, month=date(2022, month, 1), amount=1) for name in ("ult0", "ult1") for month in (4, 5)
    ]
    of = network(posts).evolve(claims=des.Records(records, complete=True))
    checks = des.workforce(of, "2022/23", date(2022, 5, 31)).checks
    child = [check for check in checks if check.post == "cyp0"]
    assert [(check.says, str(check.claimable)) for check in child] == [("not claimed", "at most £1,000.00")] * 2


@TABLE(
    ("posts", "expected"),
    [
        (None, ("0", "2")),  # of a network whose other practitioners are not told
        ((), ("2", "2")),
        ((24,), ("1", "2")),
        ((24, 24), ("0", "2")),
    ],
)
def test_what_a_limit_that_may_be_shared_leaves(posts: Sequence[int] | None, expected: tuple[str, str]) -> None:
    """Of adults, beside so many children's practitioners."""
    of = None if posts is None else network(practitioners((), posts))
    left = des.Money(Decimal(400_000))
    found = des.could_hire(
        ADULTS, date(2022, 6, 1), left=left, annual_cost=Decimal(24_000), registered=50_000, network=of
    )
    assert (str(found.at_least), str(found.at_most)) == expected
    assert ("whether other roles share it" in found.reason) is (expected != ("2", "2"))
