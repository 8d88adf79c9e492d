"""Posts: what is owed of each, on the days on which it is owed, from the same facts as a claim is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Records, Status, assess, terms
from pcn_des.answers.claim import NOT_CLAIMABLE
from pcn_des.contract.entries import Follows
from pcn_des.contract.role_names import role_called
from pcn_des.network import Post, PostCondition, Variation
from pcn_des.questions.claims.asked import ASSUMED, Asked, Ruling
from pcn_des.questions.claims.baseline import additional
from pcn_des.questions.claims.rulings_of_people import conditions
from pcn_des.strategies import contract_days, networks, posts
from support.effort import examples

CONDITIONS = "additional_roles.conditions"
ADDITIONAL = "additional_roles.additional"
SUPERVISION = "additional_roles.supervision"
DAY = date(2022, 11, 14)
SOME = settings(max_examples=examples(one_in=1), suppress_health_check=list(HealthCheck))
DRAWN = contract_days().flatmap(lambda day: st.tuples(st.just(day), posts(day)))


def network_of(*held: Post) -> Network:
    return Network(code="U00001", name="Millbrook PCN", posts=Records(held, complete=True))


def pharmacist(id_: str = "P1", **fields: Any) -> Post:
    return Post(id=id_, role="clinical_pharmacist", wte="1", since=date(2019, 7, 1), **fields)


class TestEachPost:
    def test_has_a_finding_of_its_own(self) -> None:
        unmet = [PostCondition(name="training", met=False)]
        found = assess(network_of(pharmacist(), pharmacist("P2", conditions=unmet)), DAY)[CONDITIONS]
        assert [(part.subject, part.status) for part in found.parts] == [("P1", Status.UNKNOWN), ("P2", Status.NOT_MET)]
        assert (found.status, found.reason) == (Status.NOT_MET, "1 of 2 posts: P2 (Clinical pharmacist)")

    def test_may_be_excepted_alone(self) -> None:
        letter = Variation(
            kind="waiver",
            since=date(2022, 4, 1),
            granted_by="NHS Riverside ICB",
            lifts=[ADDITIONAL],
            subjects=["P1"],
        )
        network = network_of(pharmacist(additional=False), pharmacist("P2", additional=False))
        found = assess(network.evolve(variations=[letter]), DAY)[ADDITIONAL]
        assert [part.status for part in found.parts] == [Status.NOT_APPLICABLE, Status.NOT_MET]

    def test_is_explained_with_the_conditions_as_the_contract_has_them(self) -> None:
        said = assess(network_of(pharmacist()), DAY).explain(CONDITIONS, "P1")
        assert "General Pharmaceutical Council" in said
        assert "key: arrs.clinical_pharmacist.registration_body" in said
        assert "key: arrs.clinical_pharmacist.supervision" in said  # which was not seen for the year

    def test_that_falls_short_is_not_paid_for(self) -> None:
        report = assess(network_of(pharmacist(additional=False)), DAY)
        assert {str(report[key].follows) for key in (CONDITIONS, ADDITIONAL)} == {str(Follows.NO_PAYMENT)}


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        (date(2019, 7, 1), [CONDITIONS, ADDITIONAL]),
        (date(2024, 3, 31), [CONDITIONS, ADDITIONAL]),
        (date(2024, 4, 1), [CONDITIONS, ADDITIONAL, SUPERVISION]),
        (date(2027, 3, 31), [CONDITIONS, ADDITIONAL, SUPERVISION]),
    ],
)
def test_on_which_days_what_is_owed(day: date, owed: list[str]) -> None:
    assert {rule for rule in assess(network_of(), day) if rule.startswith("additional_roles.")} == set(owed)


def test_a_contract_that_pays_for_other_staff_too_asks_for_none_that_is_additional() -> None:
    under = terms(DAY).amend({"arrs.scheme.additional_staff_only": False})
    found = assess(network_of(pharmacist(additional=False)), DAY, under=under)[ADDITIONAL]
    assert found.status is Status.NOT_APPLICABLE


class TestAsAClaimHasIt:
    """A claim and a finding look at the same records: neither says of a post what the other denies."""

    @pytest.mark.parametrize(("key", "ruling"), [(CONDITIONS, conditions), (ADDITIONAL, additional)])
    @SOME
    @given(drawn=DRAWN)
    def test_what_is_not_met_is_not_claimable(
        self, key: str, ruling: Callable[[Asked], Iterator[Ruling]], drawn: tuple[date, Post]
    ) -> None:
        day, post = drawn
        ruled = {one.kind for one in ruling(Asked(post, role_called(post.role), day, terms(day), None))}
        status = assess(network_of(post), day)[key].status
        assert (status is Status.NOT_MET) is (NOT_CLAIMABLE in ruled)

    @SOME
    @given(DRAWN)
    def test_what_is_met_no_claim_takes_to_be_so_for_want_of_a_record(self, drawn: tuple[date, Post]) -> None:
        day, post = drawn
        if assess(network_of(post), day)[CONDITIONS].status is Status.MET:
            ruled = conditions(Asked(post, role_called(post.role), day, terms(day), None))
            assert [one.why for one in ruled if one.kind == ASSUMED] == []


@SOME
@given(contract_days().flatmap(lambda day: st.tuples(st.just(day), networks(day))))
def test_a_post_without_conditions_on_record_neither_meets_nor_breaks_them(drawn: tuple[date, Network]) -> None:
    day, network = drawn
    if network.posts is None:
        return
    silent = [attrs.evolve(post, conditions=None) for post in network.posts]
    found = assess(network.evolve(posts=network.posts.holding(silent), variations=None), day)[CONDITIONS]
    assert {part.status for part in found.parts} <= {Status.UNKNOWN, Status.NOT_APPLICABLE}
