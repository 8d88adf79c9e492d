"""Less of a network, as for the part of one practice: exceptions for what is left out go with it, others stay."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings

import pcn_des as des
from pcn_des.network import Membership, Network, Post, Practice, Records, Variation
from pcn_des.network.narrowing import with_fewer
from pcn_des.strategies import networks
from support.effort import examples

SINCE = date(2022, 4, 1)
DAY = date(2022, 11, 14)


def waiver(*subjects: str) -> Variation:
    return Variation(
        since=SINCE, kind="waiver", granted_by="the ICB", lifts=("practices.contract_type",), subjects=subjects
    )


def network() -> Network:
    member = Records([Membership(since=date(2019, 7, 1))], complete=True)
    practices = [Practice(code=code, name=code, membership=member) for code in ("A00001", "A00002")]
    posts = [Post(id=name, role="paramedic", wte=1, since=SINCE) for name in ("P1", "P2")]
    variations = [waiver("A00001"), waiver("A00001", "A00002 joined 2022-07-01"), waiver("P2", "A00002"), waiver()]
    return Network(code="U00001", name="Mill", practices=practices, posts=posts, variations=variations)


def subjects(of: Network) -> list[tuple[str, ...]]:
    return [variation.subjects for variation in of.variations or ()]


def test_an_exception_for_nobody_who_is_left_does_not_become_one_for_all() -> None:
    mill = network()
    first, second = list(mill.practices or ())
    assert subjects(with_fewer(mill, practices=[first])) == [("A00001",), ("A00001",), ("P2",), ()]
    assert subjects(with_fewer(mill, practices=[second])) == [
        ("A00002 joined 2022-07-01",),
        ("P2", "A00002"),
        (),
    ]
    assert subjects(mill.without_post("P2")) == [
        ("A00001",),
        ("A00001", "A00002 joined 2022-07-01"),
        ("A00002",),
        (),
    ]


def test_one_practice_is_asked_about_though_another_has_an_exception() -> None:
    mill = network()
    ours, theirs = (des.assess(mill, DAY, practice=code)["practices.contract_type"] for code in ("A00001", "A00002"))
    assert (ours.subject, theirs.subject) == ("A00001", "A00002")
    assert des.entitlements(mill, "2022/23", practice="A00002").heading.practice == "A00002 (A00002)"


@given(networks())
@settings(max_examples=examples(one_in=10), deadline=None)
def test_every_practice_of_a_network_can_be_asked_about(mill: Network) -> None:
    """Whatever else is on record, an answer about a network is one about each of its practices."""
    mill = mill.evolve(decisions=None)
    practices = list(mill.practices or ())
    assume(practices)
    try:
        des.assess(mill, DAY)
    except (des.MisuseError, des.UnknownNameError):  # a local variation on a day without any, or of no term
        return
    for practice in practices:
        assert des.assess(mill, DAY, practice=practice.code).receipt.practice == practice.code
