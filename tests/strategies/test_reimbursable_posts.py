"""Posts: their roles are reimbursable on the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import reimbursable
from pcn_des.network import Post, Records
from pcn_des.strategies import any_posts, contract_days, posts, texts
from support.drawing import some

pytestmark = pytest.mark.thorough  # posts are drawn until each kind was seen


@given(st.data())
def test_a_post_lasts_on_the_day_and_its_role_is_reimbursable_from_its_start(data: st.DataObject) -> None:
    day = data.draw(contract_days())
    post = data.draw(posts(day))
    assert post.covers(day)
    assert reimbursable(post.role, day)
    assert reimbursable(post.role, post.since)


def test_on_the_first_day_two_roles_are_reimbursable_and_not_before() -> None:
    found = some(posts(date(2019, 7, 1)))
    assert {post.role for post in found} == {"clinical_pharmacist", "social_prescribing_link_worker"}
    assert {post.since for post in found} == {date(2019, 7, 1)}


def test_without_a_day_it_is_some_day_of_the_contract() -> None:
    assert len({post.role for post in some(posts())}) > 5


def test_costs_are_told_in_every_way_and_so_is_what_bears_on_a_claim() -> None:
    found = some(posts(date(2025, 11, 3)), 300)
    for name in ("annual_cost", "pay", "invoices", "leave", "extra_hours", "conditions", "supplier_fee", "band"):
        told = [getattr(post, name) is not None for post in found]
        assert any(told), name
        assert not all(told), name
    assert {post.area for post in found} == {"national", "outer_london", "inner_london"}
    assert {post.role for post in found if post.certified or post.regular is not None} == {"general_practitioner"}
    assert all(post.pay is None or post.pay[0].since == post.since for post in found)


def test_any_posts_have_every_list_cover_each_other_and_are_claimed_for() -> None:
    found = some(any_posts.posts(texts()), 150)
    held = [post for listed in found for post in listed or ()]
    for name in ("pay", "invoices", "leave", "extra_hours", "conditions"):
        assert any(getattr(post, name) for post in held), name
    assert any(post.covers_leave_of for post in held)
    assert any(some(any_posts.claims(texts(), next(listed for listed in found if listed)), 20))
    assert any(some(any_posts.baseline_vacancies(texts()), 20))


def test_where_there_is_no_post_none_is_claimed_for() -> None:
    every: Records[Post] = Records(complete=True)
    assert not any(some(any_posts.claims(texts(), every), 20))
