"""Posts: their roles are reimbursable on the day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pcn_des import reimbursable
from pcn_des.strategies import contract_days, posts
from support.drawing import some


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
