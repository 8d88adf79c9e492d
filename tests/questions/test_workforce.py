"""A year of claims against the sums: limits of roles, gaps in what is on record, claims on record, what if."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import pcn_des as des
from pcn_des.answers.workforce import Pot
from pcn_des.errors import WrongTypeError
from pcn_des.network import BaselineVacancy, ClaimRecord, Membership, Population, Post, Practice
from support.staff import day, post

TABLE = pytest.mark.parametrize
NOVEMBER = date(2024, 11, 30)


def network(
    *posts: Post, registered: int = 45_000, at: str = "2024-01-01", complete: bool = True, **records: Any
) -> des.Network:
    """A network of so many registered patients and 47,000 weighted ones, with these posts."""
    lists = [
        Population(kind="registered", at=day(at), patients=Decimal(registered)),
        Population(kind="weighted", at=day(at), patients=Decimal(47_000)),
    ]
    practice = Practice(
        code="A00001",
        name="Millbrook Practice",
        membership=des.Records([Membership(since=date(2019, 7, 1))], complete=True),
        populations=des.Records(lists),
    )
    return des.Network(
        code="U00001",
        name="Millbrook PCN",
        practices=des.Records([practice], complete=True),
        posts=des.Records(posts, complete=complete),
        **records,
    )


def of(found: des.Workforce, key: str = "arrs_sum") -> Pot:
    pot = found[key]
    assert isinstance(pot, Pot)
    return pot


def uses(pot: Pot) -> tuple[str, ...]:
    return tuple(map(str, (pot.used, pot.committed, pot.forecast, pot.unspent, pot.over)))


# 90,000 a year is above the maximum of 62,340 and 65,838: 6 x 5,195.00 + 6 x 5,486.50 = 64,089.00 a year
DEAR: dict[str, Any] = {"annual_cost": 90_000}


def test_what_goes_beyond_the_sum_is_neither_used_nor_forecast() -> None:
    """20 x 64,089 = 1,281,780 of 1,076,018: 205,762 beyond. To November 20 x (31,170 + 10,973) = 842,860."""
    posts = [post(id=f"P{place}", **DEAR) for place in range(20)]
    pot = of(des.workforce(network(*posts), "2024/25", NOVEMBER))
    assert uses(pot) == ("£842,860.00", "£1,076,018.00", "£1,076,018.00", "£0.00", "£205,762.00")


@TABLE(
    ("as_of", "expected"),
    [
        (date(2024, 4, 29), "£0.00"),
        (date(2024, 4, 30), "£3,000.00"),
        (date(2024, 5, 1), "£3,000.00"),
        (date(2025, 3, 30), "£33,000.00"),
        (date(2025, 3, 31), "£36,000.00"),
        (None, "£36,000.00"),
    ],
)
def test_a_month_is_used_when_it_is_over(as_of: date | None, expected: str) -> None:
    assert str(of(des.workforce(network(post()), "2024/25", as_of)).used) == expected


@TABLE(
    ("as_of", "committed"), [(date(2024, 9, 30), "£0.00"), (date(2024, 10, 1), "£18,000.00"), (NOVEMBER, "£18,000.00")]
)
def test_a_post_is_committed_from_its_first_day_and_forecast_before(as_of: date, committed: str) -> None:
    pot = of(des.workforce(network(post(since="2024-10-01")), "2024/25", as_of))
    assert (str(pot.committed), str(pot.forecast)) == (committed, "£18,000.00")


def test_a_start_two_months_later_leaves_two_months_unspent() -> None:
    found = des.workforce(network(post(since="2024-10-01")), "2024/25", date(2024, 9, 30))
    assert [(one.post, one.since, str(one.unspent)) for one in found.later] == [("P1", date(2024, 10, 1), "£6,000.00")]
    assert des.workforce(network(post(since="2024-10-01")), "2024/25", date(2024, 10, 1)).later == ()


def test_a_start_within_a_month_two_months_later_is_taken_by_each_reading() -> None:
    """16 of 31 days of October and December: the same by the month; by the year too. Two months are 6,000 by either."""
    found = des.workforce(network(post(since="2024-10-16")), "2024/25", date(2024, 9, 30))
    assert str(found.later[0].unspent) == "£6,000.00"


def test_without_a_list_of_posts_nothing_is_known() -> None:
    found = des.workforce(network().evolve(posts=None), "2024/25", NOVEMBER)
    most = "at most £1,076,018.00"
    assert uses(of(found)) == (most, most, most, most, "unknown")
    assert "No list of posts is on record: what may be claimed is not known." in found.notes
    assert found.posts == ()


def test_a_complete_list_without_posts_uses_nothing() -> None:
    found = des.workforce(network(), "2024/25", NOVEMBER)
    assert uses(of(found)) == ("£0.00", "£0.00", "£0.00", "£1,076,018.00", "£0.00")


def test_of_a_list_that_may_have_gaps_what_is_left_is_at_most_so_much() -> None:
    found = des.workforce(network(post(), complete=False), "2024/25", NOVEMBER)
    assert uses(of(found)) == ("£24,000.00", "£36,000.00", "£36,000.00", "at most £1,040,018.00", "£0.00")
    assert any(note.startswith("The list of posts may have gaps") for note in found.notes)


def test_without_a_weighted_population_the_sum_is_not_known() -> None:
    found = des.workforce(network(post()).evolve(practices=None), "2024/25", NOVEMBER)
    assert str(of(found).sum) == "unknown"
    assert uses(of(found)) == (
        "at most £24,000.00", "at most £36,000.00", "at most £36,000.00", "unknown", "at most £36,000.00",
    )  # fmt: skip
    assert any("the weighted population at 1 January 2024" in note for note in found.notes)


def test_there_is_a_sum_for_general_practitioners_in_2024_25_alone() -> None:
    """47,000 x £1.303 = £61,241.00"""
    assert str(of(des.workforce(network(), "2024/25"), "arrs_gp_sum").sum) == "£61,241.00"
    assert [pot.stream for pot in des.workforce(network(), "2025/26").pots] == ["arrs_sum"]
    assert [pot.stream for pot in des.workforce(network(), "2023/24").pots] == ["arrs_sum"]


def test_a_general_practitioner_never_counts_against_the_other_sum_that_year() -> None:
    """Two of them for six months at 92,462 / 12 = 7,705.17: 92,462.04, of which 31,221.04 beyond 61,241."""
    gps = [post("GP", "2024-10-01", id=f"G{place}", annual_cost=120_000, certified=day("2024-08-01"), regular=True,
                previous="none") for place in (1, 2)]  # fmt: skip
    found = des.workforce(network(*gps), "2024/25")
    assert uses(of(found)) == ("£0.00", "£0.00", "£0.00", "£1,076,018.00", "£0.00")
    assert uses(of(found, "arrs_gp_sum")) == ("£61,241.00", "£61,241.00", "£61,241.00", "£0.00", "£31,221.04")
    assert str(found.claimable) == "£61,241.00"


def first_year(registered: int, count: int) -> des.Workforce:
    posts = [
        post(role, "2019-07-01", id=f"{role}-{place}", **DEAR)
        for role in ("clinical_pharmacist", "social_prescribing_link_worker")
        for place in range(count)
    ]
    return des.workforce(network(*posts, registered=registered, at="2019-01-01"), "2019/20")


@TABLE(
    ("registered", "count", "claimable", "over"),
    [
        (99_999, 1, "£53,942.22", {"0"}),  # 9 x 3,150.83 + 9 x 2,842.75
        (99_999, 2, "£107,884.44", {"1"}),
        (100_001, 2, "£107,884.44", {"0"}),
        (100_001, 3, "£161,826.66", {"1"}),
        (100_000, 2, "£107,884.44", {"None"}),  # on which side exactly 100,000 is, was not seen
    ],
)
def test_2019_20_has_one_of_each_doubled_above_100000_patients(
    registered: int, count: int, claimable: str, over: set[str]
) -> None:
    """Which of the posts is the one too many is the network's choice, so each may be claimed by itself."""
    found = first_year(registered, count)
    total = sum((claim.at_least.pounds for claim in found.claims), Decimal(0))
    assert f"£{total:,.2f}" == claimable
    assert {str(limit.over) for limit in found.limits} == over
    assert len(found.limits) == 2 * 9


def test_the_sum_of_2019_20_is_what_one_of_each_costs_for_nine_months() -> None:
    pot = of(first_year(45_000, 2))
    assert str(pot.forecast) == str(pot.sum)


@TABLE(
    ("registered", "limit"),
    [(99_999, "1 person per network"), (100_000, "2 people per network"), (100_001, "2 people per network")],
)
def test_limits_go_by_the_registered_list(registered: int, limit: str) -> None:
    nurse = post("enhanced_practice_nurse")
    found = des.workforce(network(nurse, registered=registered), "2024/25")
    assert {one.limit.in_words for one in found.limits} == {limit}


def test_a_limit_of_a_list_that_is_not_known_is_left_open_above_its_lowest() -> None:
    nurses = [post("enhanced_practice_nurse", id=f"N{place}") for place in (1, 2)]
    found = des.workforce(network(*nurses).evolve(practices=None), "2024/25")
    assert {one.over for one in found.limits} == {None}
    assert len(found.over_limit) == 12


def test_individuals_count_as_one_whatever_their_hours() -> None:
    """In 2020/21 a pharmacy technician counted as a person, a first contact physiotherapist by WTE."""
    people = [post("pharmacy_technician", "2020-04-01", id=f"T{place}", wte="0.4") for place in (1, 2)]
    by_wte = [post("first_contact_physiotherapist", "2020-04-01", id=f"F{place}", wte="0.4") for place in (1, 2)]
    found = des.workforce(network(*people, *by_wte, at="2020-01-01"), "2020/21")
    held = {(one.role, str(one.held), str(one.over)) for one in found.limits if one.limit.is_known}
    assert held == {("pharmacy_technician", "2", "1"), ("first_contact_physiotherapist", "0.8", "0")}


def test_who_follows_a_leaver_is_not_held_beside_them() -> None:
    """What is held is the most on one day of the month, and of a pooled post the network's share."""
    leaver = post("digital_and_transformation_lead", id="N1", until="2024-05-15")
    after = post("digital_and_transformation_lead", "2024-05-16", id="N2")
    found = des.workforce(network(leaver, after), "2024/25")
    assert {str(one.held) for one in found.limits} == {"1"}
    pooled = post("digital_and_transformation_lead", id="N3", network_share="0.5")
    found = des.workforce(network(leaver, after, pooled), "2024/25")
    assert {(str(one.held), str(one.people)) for one in found.limits} == {("1.5", "2")}


@TABLE(
    ("wtes", "held", "people", "over"),
    [
        (["1"], "1", "1", "0"),
        (["0.5"], "0.5", "1", "0"),
        (["0.5", "0.5"], "1", "2", "None"),  # by heads the second is one too many
        (["1", "0.5"], "1.5", "2", "None"),  # too much by either, but not by as much
        (["1", "1"], "2", "2", "1"),
    ],
)
def test_of_a_limit_that_may_count_wte_or_people_both_are_told(
    wtes: list[str], held: str, people: str, over: str
) -> None:
    """'Capped at one per PCN' (pulse-pcn-new-roles-2022): whether WTE or people was not seen."""
    leads = [post("digital_and_transformation_lead", id=f"L{place}", wte=wte) for place, wte in enumerate(wtes)]
    found = des.workforce(network(*leads), "2024/25")
    assert {(str(one.held), str(one.people), str(one.over)) for one in found.limits} == {(held, people, over)}
    assert len(found.over_limit) == (0 if over == "0" else 12)


def test_two_halves_of_a_lead_are_said_to_be_within_the_limit_or_one_too_many() -> None:
    leads = [post("digital_and_transformation_lead", id=f"L{place}", wte="0.5") for place in (1, 2)]
    said = " ".join(str(des.workforce(network(*leads), "2024/25")).split())
    assert (
        "the limit is 1 post per network: 1 WTE held, which is within it; or 2 people held, 1 too much. "
        "Whether it counts WTE or people was not seen."
    ) in said


@TABLE("wtes", [["1"], ["0.5", "0.5"], ["1", "0.5"], ["1", "1"]])
def test_a_limit_alone_says_what_the_year_says_of_it(wtes: list[str]) -> None:
    leads = [post("digital_and_transformation_lead", id=f"L{place}", wte=wte) for place, wte in enumerate(wtes)]
    found = des.workforce(network(*leads), "2024/25")
    said = " ".join(str(found).split())
    for limit in found.over_limit:
        alone = " ".join(str(limit).split())
        assert alone.partition(": ")[2] in said
    for limit in set(found.limits) - set(found.over_limit):
        assert " ".join(str(limit).split()).endswith(": 1 held, the limit is 1 post per network")


def test_two_half_advanced_practitioners_of_2021_22_may_be_one_too_many() -> None:
    """'Allows PCNs to appoint to one advanced practitioner' (bob-training-hub-arrs-2021)."""
    halves = [post("advanced_practitioner", "2021-04-01", id=f"A{place}", wte="0.5") for place in (1, 2)]
    found = des.workforce(network(*halves, at="2021-01-01"), "2021/22")
    assert {(str(one.held), str(one.people), str(one.over)) for one in found.limits} == {("1", "2", "None")}


def record(month: str, amount: str, **fields: Any) -> ClaimRecord:
    return ClaimRecord(post="P1", month=day(month), amount=Decimal(amount), **fields)


@TABLE(
    ("amounts", "says"),
    [
        (["3000.00"], ""),
        (["3000.01"], "claimed too much"),
        (["2999.99"], "claimed too little"),
        (["1500.00", "1500.00"], ""),  # in two parts
        ([], "not claimed"),
    ],
)
def test_a_months_claims_together_are_held_against_what_may_be_claimed(amounts: list[str], says: str) -> None:
    claims = des.Records([record("2024-04", amount) for amount in amounts], complete=True)
    found = des.workforce(network(post(), claims=claims), "2024/25", date(2024, 4, 30))
    assert [check.says for check in found.checks] == ([says] if says else [])


def test_a_month_that_is_not_over_is_not_checked() -> None:
    claims = des.Records([record("2024-05", "9000")], complete=True)
    found = des.workforce(network(post(since="2024-05-01"), claims=claims), "2024/25", date(2024, 5, 30))
    assert found.checks == ()


def test_a_claim_within_the_two_readings_is_right() -> None:
    """18 of 31 days: 1,741.94 by the month, 1,775.34 by the year."""
    for amount, says in (
        ("1741.93", "claimed too little"),
        ("1741.94", ""),
        ("1775.34", ""),
        ("1775.35", "claimed too much"),
    ):
        found = des.workforce(
            network(post(since="2024-10-14"), claims=[record("2024-10", amount)]), "2024/25", date(2024, 10, 31)
        )
        assert [check.says for check in found.checks] == ([says] if says else [])


def test_what_needs_agreement_may_be_claimed_and_need_not() -> None:
    gp = post("GP", "2024-10-01", certified=day("2024-08-01"), regular=True, previous="general_practice")
    for claims in ([], [record("2024-10", "3000")]):
        found = des.workforce(network(gp, claims=des.Records(claims, complete=True)), "2024/25", date(2024, 10, 31))
        assert found.checks == ()
        assert str(of(found, "arrs_gp_sum").needs_agreement) == "£18,000.00"
        assert str(of(found, "arrs_gp_sum").forecast) == "£0.00"


def test_without_claims_on_record_none_is_missing() -> None:
    found = des.workforce(network(post()), "2024/25")
    assert found.checks == ()
    assert any(note.startswith("What was claimed is not on record") for note in found.notes)


@TABLE(
    ("submitted", "more"),
    [("2024-09-25", ["£291.50"]), ("2024-09-26", []), ("2024-09-27", []), (None, [])],
)
def test_a_claim_under_the_figures_of_its_day_is_backdated(submitted: str | None, more: list[str]) -> None:
    """5,486.50 - 5,195.00 = 291.50; the uplift of October was published on 26 September 2024."""
    claims = [record("2024-10", "5195", submitted=None if submitted is None else day(submitted))]
    found = des.workforce(network(post(**DEAR), claims=claims), "2024/25")
    assert [str(one.more) for one in found.backdated] == more


def test_where_the_later_figure_was_not_found_more_is_a_range() -> None:
    """2025/26: 66,972 / 12 = 5,581.00 as first published, raised by what was not found; the post costs 7,500."""
    found = des.workforce(network(post(**DEAR), at="2025-01-01"), "2025/26", known_then=date(2025, 7, 31))
    assert {(str(one.then), str(one.now), str(one.more)) for one in found.backdated} == {
        ("£5,581.00", "£5,581.00 to £7,500.00", "at most £1,919.00")
    }
    assert len(found.backdated) == 12
    early = des.workforce(
        network(post(**DEAR), at="2025-01-01"), "2025/26", known_on=date(2025, 7, 31), known_then=date(2025, 5, 1)
    )
    assert early.backdated == ()


def test_a_year_as_it_was_known() -> None:
    """Twelve months at 5,195.00 before the uplift was known."""
    found = des.workforce(network(post(**DEAR)), "2024/25", known_on=date(2024, 9, 25))
    assert str(of(found).forecast) == "£62,340.00"
    assert found.receipt.known_on == date(2024, 9, 25)


def test_what_if_a_post_were_there_or_not() -> None:
    before = network(post(id="P1"), post(id="P2"), claims=[record("2024-04", "3000")])
    assert str(of(des.workforce(before, "2024/25")).forecast) == "£72,000.00"
    without = before.without_post("P1")
    assert str(of(des.workforce(without, "2024/25")).forecast) == "£36,000.00"
    assert (without.claims, [one.id for one in without.posts or ()]) == (des.Records([], complete=False), ["P2"])
    dearer = before.with_post(post(id="P1", annual_cost=48_000))
    assert [one.id for one in dearer.posts or ()] == ["P1", "P2"]
    assert str(of(des.workforce(dearer, "2024/25")).forecast) == "£84,000.00"
    more = before.with_post(post(id="P3"))
    assert str(of(des.workforce(more, "2024/25")).forecast) == "£108,000.00"
    assert more.without_post("P3") == before
    assert des.Network(code="U00001", name="Millbrook PCN").with_post(post()).posts == des.Records([post()])


def test_a_post_that_is_not_there_or_is_covered_is_not_left_out() -> None:
    both = network(post(id="P1"), post(id="P2", covers_leave_of="P1"))
    with pytest.raises(des.MisuseError, match="P2 covers the leave of P1; leave it out first"):
        both.without_post("P1")
    assert [one.id for one in both.without_post("P2").without_post("P1").posts or ()] == []
    with pytest.raises(des.UnknownNameError, match="P1"):
        both.without_post("P9")


def test_what_is_asked_wrongly_is_refused() -> None:
    with pytest.raises(des.MisuseError, match="as_of is 2024-03-31, before 2024/25 began; give 2024-04-01 or a"):
        des.workforce(network(), "2024/25", date(2024, 3, 31))
    with pytest.raises(WrongTypeError, match=r"^network is \{\}; give a Network"):
        des.workforce({}, "2024/25")  # type: ignore[arg-type]
    with pytest.raises(des.OutsideDataError):
        des.workforce(network(), "2018/19")
    with pytest.raises(des.UnknownNameError, match="paramedic"):
        des.workforce(network(post("paramedics")), "2024/25")
    with pytest.raises(des.UnknownNameError, match="arrs_sum"):
        des.workforce(network(), "2024/25")["arrs"]


def test_every_role_on_record_that_there_is_not_is_told_with_its_place() -> None:
    """A misspelt role would make the sums too low, unseen; one of another year has no part in this one."""
    posts = [post("paramedics", id="P1"), post(id="P2"), post("pharmacit", id="P3")]
    vacancy = BaselineVacancy(since=date(2024, 5, 1), role="pharmacit")
    with pytest.raises(des.UnknownNameError) as told:
        des.workforce(network(*posts, baseline_vacancies=[vacancy]), "2024/25")
    assert [problem.split(".")[0] for problem in told.value.problems] == [
        "posts[1]",
        "posts[3]",
        "baseline_vacancies[1]",
    ]
    assert "posts[3].role: There is no role 'pharmacit'. Did you mean 'clinical_pharmacist'?" in str(told.value)
    with pytest.raises(des.UnknownNameError, match=r"baseline_vacancies\[1\].role: There is no role 'pharmacit'"):
        des.claim("P2", NOVEMBER, network(posts[1], baseline_vacancies=[vacancy]))
    before = post("paramedics", id="P1", since="2022-04-01", until="2023-03-31")
    assert des.workforce(network(before), "2024/25").posts == ()


def test_a_year_begins_with_the_contract() -> None:
    found = first_year(45_000, 1)
    assert found.posts[0].claims[0].month == date(2019, 7, 1)
    assert len(found.posts[0].claims) == 9
