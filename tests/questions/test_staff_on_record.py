"""Posts on record and claims beside a workforce return: differences are questions, and silence is no zero."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import pcn_des as des
from pcn_des.network import Network, Post, Records
from support.returns import PCN, a_row, asked, posts

SPLW, GP = "social_prescribing_link_worker", "general_practitioner"


@pytest.mark.parametrize(
    ("given", "rows", "question"),
    [
        ({}, [], None),
        ({SPLW: "1"}, [("Social Prescribing Link Worker", "1")], None),
        ({SPLW: "0.53"}, [("Social Prescribing Link Worker", "0.533333333")], None),
        (
            {SPLW: "1.5"},
            [("Social Prescribing Link Worker", "1")],
            "Posts on record are 1.5 WTE of Social prescribing link worker, the return has 1 FTE: which is right?",
        ),
        (
            {SPLW: "0.5"},
            [("Social Prescribing Link Worker", "1")],
            "Posts on record are 0.5 WTE of Social prescribing link worker, the return has 1 FTE: which is right, or "
            "is the rest paid from other money?",
        ),
        (
            {SPLW: "1"},
            [],
            "Posts on record are 1 WTE of Social prescribing link worker, and the return has none: which is right?",
        ),
        (
            {},
            [("Social Prescribing Link Worker", "1")],
            "The return has 1 FTE of Social prescribing link worker, and the posts on record have none: is one "
            "missing, or is it paid from other money?",
        ),
        ({GP: "0.5"}, [("Salaried By PCN", "0.7")], None),
        (
            {GP: "0.9"},
            [("Salaried By PCN", "0.7")],
            "Posts on record are 0.9 WTE of General practitioner, the return has 0 to 0.7 FTE: which is right?",
        ),
    ],
)
def test_posts_on_record_beside_the_return(
    given: Mapping[str, str], rows: list[tuple[str, str]], question: str | None
) -> None:
    halves = [(role, part) for role, wte in given.items() for part in _at_most_one(wte)]
    plain = [a_row("Paramedic", "1", "9"), *(a_row(name, fte, str(place)) for place, (name, fte) in enumerate(rows))]
    found = asked(*plain, network=posts(("paramedic", "1"), *halves))
    assert found.record == "posts on record"
    assert found.questions == (() if question is None else (question,))


def _at_most_one(wte: str) -> list[str]:
    whole = Decimal(wte)
    return [wte] if whole <= 1 else ["1", str(whole - 1)]


def test_the_difference_of_a_role_that_both_have() -> None:
    found = asked(a_row("Paramedic", "1.2"), network=posts(("paramedic", "1")))
    assert [role.difference for role in found.roles] == [Decimal("-0.2")]
    unsettled = asked(a_row("Salaried By PCN", "1"), network=posts((GP, "1")))
    assert [role.difference for role in unsettled.roles] == [None]


def test_a_missing_list_of_posts_is_unknown_and_not_zero() -> None:
    found = asked(a_row("Paramedic"), network=Network(code=PCN, name="Harbour PCN"))
    assert (found.record, [role.on_record for role in found.roles], found.questions) == ("", [None], ())
    assert found.record_unknown == f"{PCN} has no list of posts, which does not mean that it has none"


def test_an_empty_list_of_posts_has_none() -> None:
    found = asked(a_row("Paramedic"), network=posts())
    assert [role.on_record for role in found.roles] == [0]
    assert len(found.questions) == 1


def test_a_list_of_posts_with_gaps_is_silent_about_a_role_that_it_lacks() -> None:
    found = asked(a_row("Paramedic"), network=posts((SPLW, "1"), complete=False))
    assert {role.role: role.on_record for role in found.roles} == {"paramedic": None, SPLW: 1}
    assert found.notes == ("The list of posts may have gaps on 30 June 2026: a role that it lacks is unknown there.",)
    assert "and the posts on record don't name it" in " ".join(found.questions)


def test_posts_count_on_the_days_on_which_they_last() -> None:
    ended = Post(id="p", role="paramedic", wte=Decimal(1), since=date(2024, 4, 1), until=date(2026, 6, 29))
    network = Network(code=PCN, name="Harbour PCN", posts=Records([ended], complete=True))
    assert [role.on_record for role in asked(a_row("Paramedic"), network=network).roles] == [0]
    earlier = asked(a_row("Paramedic"), network=network, on=(2026, 5, 31))
    assert [role.on_record for role in earlier.roles] == [1]


def test_a_post_of_a_role_that_there_is_not_is_named() -> None:
    found = asked(a_row("Paramedic"), network=posts(("paramedic", "1"), ("magician", "1")))
    assert found.notes == (
        "A post on record is of the role 'magician', which the contract does not have: not compared.",
    )


def test_claims_are_compared_in_the_place_of_posts_by_any_name_of_a_role() -> None:
    network = posts(("paramedic", "1"))
    claims: Mapping[str, Any] = {"SPLW": "0.5", "Social prescribing link worker": Decimal("0.5")}
    found = asked(a_row("Social Prescribing Link Worker"), network=network, claimed=claims)
    assert (found.record, [(role.role, role.on_record) for role in found.roles]) == (
        "claims given",
        [(SPLW, Decimal(1))],
    )
    assert found.questions == ()


def test_claims_that_do_not_name_a_role_are_not_known_to_have_none() -> None:
    found = asked(a_row("Paramedic"), claimed={"SPLW": 0})
    assert {role.role: role.on_record for role in found.roles} == {SPLW: 0, "paramedic": None}
    assert found.questions == (
        "The return has 1 FTE of Paramedic, and the claims given don't name it: is one missing, or is it paid from "
        "other money?",
    )


@pytest.mark.parametrize("wte", [-1, 0.5, "one", "NaN", "Infinity", None])
def test_claims_that_are_no_time_are_refused(wte: Any) -> None:
    with pytest.raises(
        des.MisuseError, match=r"the claim of SPLW is .*; write whole-time equivalents as a whole number"
    ):
        asked(a_row("Paramedic"), claimed={"SPLW": wte})


def test_claims_of_no_role_are_refused() -> None:
    with pytest.raises(des.UnknownNameError, match="There is no role 'magician'"):
        asked(a_row("Paramedic"), claimed={"magician": 1})
    with pytest.raises(des.UnknownNameError, match="name one"):
        asked(a_row("Paramedic"), claimed={"MHP": 1})
