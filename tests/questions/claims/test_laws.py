"""Laws of claims, for posts of any kind: what is never exceeded, and what is known never says less than before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.amount import Amount
from pcn_des.answers.claim import KINDS
from pcn_des.answers.workforce import PostYear
from pcn_des.contract.roles import reimbursable
from pcn_des.dates import ContractYear, month_of, whole_months
from pcn_des.network import BaselineVacancy, ExtraHours, Invoice, Leave, Pay, Post
from pcn_des.network.posts import ENGAGED, PREVIOUS
from pcn_des.strategies import contract_days, posts
from support.effort import examples
from support.worked_case import network as millbrook

PENNY = Decimal("0.01")
AREAS = ("national", "outer_london", "inner_london")
DIETITIAN = Post(id="P001", role="dietitian", wte=Decimal("0.01"), since=date(2025, 2, 26), annual_cost=Decimal(3000))
MONEY = st.integers(0, 150_000_00).map(lambda pence: Decimal(pence) / 100)


@st.composite
def posts_and_months(draw: st.DrawFn) -> tuple[Post, date]:
    """A post of any kind with much or little on record, and a month in which it is held."""
    day = draw(contract_days())
    one = draw(posts(day))
    month = day.replace(day=1)
    told: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "area": st.sampled_from(AREAS),
                "band": st.sampled_from(["4", "5", "6", "7", "8a"]),
                "first": st.booleans(),
                "network_share": st.sampled_from([Decimal("0.25"), Decimal("0.6"), Decimal(1)]),
                "engaged": st.sampled_from(ENGAGED),
                "supplier_fee": st.integers(0, 6_000),
                "leave": st.builds(
                    lambda kind, share, back: [Leave(since=day - timedelta(days=back), kind=kind, pay_share=share)],
                    st.sampled_from(["sickness", "parental", "training", "rotation"]),
                    st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]),
                    st.integers(0, 40),
                ),
                "extra_hours": st.builds(
                    lambda cost, plain: [ExtraHours(month=month, wte=Decimal("0.1"), cost=cost, plain_time=plain)],
                    st.none() | st.integers(0, 900),
                    st.none() | st.booleans(),
                ),
                "years_from_cct": st.integers(0, 5),
                "regular": st.booleans(),
                "previous": st.sampled_from(PREVIOUS),
                "previous_substantive": st.booleans(),
                "more_senior": st.booleans(),
                "additional": st.booleans(),
                "agreed": st.just("a letter"),
            },
        )
    )
    cost = draw(st.sampled_from(["annual_cost", "pay", "invoices", "unknown"]))
    told |= {"annual_cost": draw(MONEY) if cost == "annual_cost" else None, "pay": None, "invoices": None}
    told |= {"certified": None} | {name: told.get(name) for name in ("leave", "extra_hours")}
    if cost == "pay":
        on_costs = st.none() | st.integers(0, 20_000)
        told["pay"] = [
            Pay(since=one.since, salary=draw(MONEY), national_insurance=draw(on_costs), pension=draw(on_costs))
        ]
    if cost == "invoices":
        told["invoices"] = [Invoice(month=month, amount=draw(st.integers(0, 12_000)))]
    return attrs.evolve(one, **told), month


def at_most(one: Amount, limit: Amount, pennies: int = 0) -> bool:
    """Whether no end of an amount is above the same end of a limit, but for some pennies."""
    room = pennies * PENNY
    if one.at_least.pounds > limit.at_least.pounds + room:
        return False
    if limit.at_most is None:
        return True
    return one.at_most is not None and one.at_most.pounds <= limit.at_most.pounds + room


def within(one: Amount, bounds: Amount, pennies: int = 0) -> bool:
    """Whether one amount lies between the ends of another, but for some pennies."""
    room = pennies * PENNY
    if one.at_least.pounds < bounds.at_least.pounds - room:
        return False
    if bounds.at_most is None:
        return True
    return one.at_most is not None and one.at_most.pounds <= bounds.at_most.pounds + room


@given(posts_and_months())
def test_a_claim_is_never_more_than_cost_or_maximum(asked: tuple[Post, date]) -> None:
    post, month = asked
    one = des.claim(post, month)
    for kind in ("claimable", "needs_agreement"):
        assert at_most(one.of_kind(kind), one.cost)
    assert at_most(one.of_kind("claimable"), one.maximum)


@given(posts_and_months())
def test_every_reading_lies_within_the_bounds_and_makes_the_cost(asked: tuple[Post, date]) -> None:
    """Lines that are exact add up to the cost by each reading, but for the penny to which each is rounded."""
    post, month = asked
    one = des.claim(post, month)
    for reading in one.by_reading:
        assert all(within(getattr(reading, kind), one.of_kind(kind)) for kind in KINDS)
    exact = [one.of_kind(kind).exact for kind in KINDS]
    if one.cost.exact is not None and None not in exact:
        total = sum((money.pounds for money in exact if money is not None), Decimal(0))
        assert abs(total - one.cost.exact.pounds) <= PENNY


@given(posts_and_months(), MONEY)
def test_to_tell_the_cost_never_widens_what_may_be_claimed(asked: tuple[Post, date], cost: Decimal) -> None:
    silent = attrs.evolve(asked[0], annual_cost=None, pay=None, invoices=None)
    told = attrs.evolve(silent, annual_cost=cost)
    for kind in ("claimable", "needs_agreement"):
        assert within(des.claim(told, asked[1]).of_kind(kind), des.claim(silent, asked[1]).of_kind(kind))


@given(
    posts_and_months(),
    st.sampled_from([("band", band) for band in ("4", "5", "6", "7", "8a")] + [("first", True), ("first", False)]),
)
@example((DIETITIAN, date(2025, 2, 1)), ("band", "4"))  # at least what a dietitian's maximum was before it was raised
def test_to_tell_what_a_post_is_never_widens_it(asked: tuple[Post, date], field: tuple[str, str | bool]) -> None:
    """A band that the role has not is no narrower record: of it nothing is known."""
    name, value = field
    post, month = asked
    narrower, wider = (des.claim(attrs.evolve(post, **dict[str, Any]({name: told})), month) for told in (value, None))
    assume(not any("the maximum of band" in need for need in narrower.missing))
    for kind in ("claimable", "needs_agreement"):
        assert within(narrower.of_kind(kind), wider.of_kind(kind))


@given(posts_and_months())
def test_an_unknown_cost_is_claimable_from_nothing_to_the_maximum(asked: tuple[Post, date]) -> None:
    silent = attrs.evolve(asked[0], annual_cost=None, pay=None, invoices=None, supplier_fee=None, extra_hours=None)
    one = des.claim(silent, asked[1])
    assert one.at_least.pounds == 0
    assert at_most(one.of_kind("claimable"), one.maximum)


@given(posts_and_months())
def test_two_posts_of_half_the_wte_at_half_the_pay_make_the_same_but_for_a_penny(asked: tuple[Post, date]) -> None:
    """A post is rounded once a month, its halves once each: half a penny and two halves of one."""
    post, month = attrs.evolve(asked[0], pay=None, invoices=None, extra_hours=None, supplier_fee=None), asked[1]
    half = attrs.evolve(post, wte=post.wte / 2, annual_cost=None if post.annual_cost is None else post.annual_cost / 2)
    whole, part = des.claim(post, month), des.claim(half, month)
    for kind in KINDS:
        of_whole, of_part = whole.of_kind(kind), part.of_kind(kind)
        both = of_part + of_part
        assert abs(both.at_least.pounds - of_whole.at_least.pounds) <= PENNY * 2
        assert (both.at_most is None) is (of_whole.at_most is None)
        if both.at_most is not None and of_whole.at_most is not None:
            assert abs(both.at_most.pounds - of_whole.at_most.pounds) <= PENNY * 2


def year_of(post: Post, year: ContractYear) -> dict[str, Decimal]:
    """What may be claimed in a year by each reading, where all of it is known."""
    found: dict[str, Decimal] = {}
    for reading in ("days of the month", "days of the year"):
        total = Decimal(0)
        for month in whole_months(max(year.first_day, date(2019, 7, 1)), year.last_day):
            one = des.claim(post, month.since)
            says = [way for way in one.by_reading if way.says.endswith(reading)] or one.by_reading[:1]
            total += says[0].claimable.at_least.pounds
        found[reading] = total
    return found


@settings(max_examples=examples(one_in=10))
@given(posts_and_months(), st.integers(1, 200))
def test_a_later_start_never_raises_the_years_claim(asked: tuple[Post, date], days: int) -> None:
    """Where nothing goes by the day of the start: of who is recruited later, a certificate may be too old or a letter
    open; those make less, or more with agreement. A month's maximum is rounded to the penny from 2025/26."""
    post = attrs.evolve(asked[0], previous=None, years_from_cct=None, until=None, leave=None, extra_hours=None)
    later = attrs.evolve(post, since=post.since + timedelta(days=days))
    year = ContractYear.of(asked[1])
    before, after = year_of(post, year), year_of(later, year)
    assert all(after[reading] <= before[reading] + PENNY for reading in before)


@given(posts_and_months())
def test_what_is_known_on_the_last_day_of_all_is_what_is_known(asked: tuple[Post, date]) -> None:
    post, month = asked
    known = des.claim(post, month, known_on=date(2030, 1, 1))
    assert attrs.evolve(known, known_on=None) == des.claim(post, month)


@given(posts_and_months(), contract_days())
def test_what_was_published_later_never_lowers_a_claim(asked: tuple[Post, date], known_on: date) -> None:
    """Maxima were raised, never lowered, and what was not yet published was open: the least of then is not above the
    most of now. It is no narrowing: a raised maximum lies above the earlier bounds."""
    post, month = asked
    assume(reimbursable(post.role, month).answer)
    then, now = des.claim(post, month, known_on=known_on), des.claim(post, month)
    most = (now.of_kind("claimable") + now.of_kind("needs_agreement")).at_most
    assert most is None or then.at_least <= most


@given(posts_and_months(), st.integers(0, 200))
def test_a_vacant_baseline_post_never_raises_a_claim(asked: tuple[Post, date], back: int) -> None:
    post, month = asked
    bare = des.Network(code="U00001", name="Millbrook PCN", posts=des.Records([post], complete=True))
    vacancy = BaselineVacancy(role=post.role, since=month_of(month).since - timedelta(days=back))
    vacant = bare.evolve(baseline_vacancies=[vacancy])
    with_it, without = des.claim(post, month, vacant), des.claim(post, month, bare)
    assert with_it.at_least <= without.at_least
    assert without.at_most is None or (with_it.at_most is not None and with_it.at_most <= without.at_most)


def least(amount: Amount) -> Decimal:
    return amount.at_least.pounds


@settings(max_examples=examples(one_in=20))
@given(st.lists(st.integers(0, 11), min_size=1, max_size=12, unique=True), st.integers(0, 365))
def test_months_add_up_and_no_use_of_a_sum_is_more_than_the_sum(places: list[int], day: int) -> None:
    """For any of the twelve posts of the worked case, three times as dear and each three times, on any day."""
    whole = millbrook()
    as_of = min(date(2024, 4, 1) + timedelta(days=day), date(2025, 3, 31))
    kept = [post for place, post in enumerate(whole.posts or ()) if place in places and not post.covers_leave_of]
    many = [attrs.evolve(post, id=f"{post.id}-{copy}") for post in kept for copy in range(3)]
    found = des.workforce(whole.evolve(posts=des.Records(many, complete=True), claims=None), "2024/25", as_of)
    for pot in found.pots:
        for use in (pot.used, pot.committed, pot.forecast):
            assert at_most(use, pot.sum)
        assert at_most(pot.used, pot.committed)
        assert at_most(pot.committed, pot.forecast)
    of_posts = [found[post.id] for post in many if post.id in {year.post for year in found.posts}]
    for one in of_posts:
        assert isinstance(one, PostYear)
        ends: list[Callable[[Amount], Decimal]] = [least]
        if all(claim.at_most is not None for claim in one.claims):
            ends.append(lambda amount: amount.at_most.pounds if amount.at_most is not None else Decimal(0))
        for end in ends:
            total = sum((end(claim.of_kind("claimable")) for claim in one.claims), Decimal(0))
            parts = sum(len(claim.by_reading) > 1 for claim in one.claims)
            inward = end(one.claimable) - total if end is least else total - end(one.claimable)
            assert inward == 0 if parts < 2 else inward >= 0  # several are of one reading: nearer than each by its own


@given(st.integers(1, 2_000_000_00), st.integers(0, 11), st.none() | st.integers(100, 150_000).map(Decimal))
def test_what_could_be_hired_costs_no_more_than_is_left(pence: int, place: int, cost: Decimal | None) -> None:
    """What one costs is shown to the penny, and counted as it is: half a penny more or less."""
    left = des.Money(Decimal(pence) / 100)
    months = [month.since for month in whole_months(date(2024, 4, 1), date(2025, 3, 31))]
    room = des.could_hire("clinical_pharmacist", months[place], left=left, annual_cost=cost)
    assert room.wte is not None
    assert room.cost_to_march.exact is not None
    one, half = Fraction(room.cost_to_march.exact.pounds), Fraction(1, 200)
    assert Fraction(room.wte) * (one - half) <= Fraction(left.pounds)
    assert Fraction(left.pounds) < (Fraction(room.wte) + Fraction(1, 100)) * (one + half)


@given(st.integers(1, 2_000_000_00), st.integers(1, 12), st.integers(100, 62_000))
def test_what_could_be_hired_at_a_cost_below_the_maximum_is_the_plain_quotient(
    pence: int, months: int, cost: int
) -> None:
    """Floored to a hundredth once, and nothing rounded before."""
    since = date(2024 + (months < 4), 16 - months - (12 if months < 4 else 0), 1)
    left = des.Money(Decimal(pence) / 100)
    room = des.could_hire("clinical_pharmacist", since, left=left, annual_cost=Decimal(cost))
    assert room.wte is not None
    assert room.wte * 100 == pence * 12 // (cost * months)
