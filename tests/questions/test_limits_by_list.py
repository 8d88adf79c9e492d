"""Limits of roles that go by the registered list: of the day of the month's facts, and as far as the list is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.questions.claims.limits import registered_patients
from pcn_des.values import Range, range_of
from support.small_network import complete, incomplete, practice

COUNTED = "2023-01-01"
ROLE, DAY = "advanced_practitioner", date(2023, 6, 1)


def network(
    patients: int, *more: dict[str, Any], whole: bool = True, opened: str = "2023-05-15", since: str = "2023-05-15"
) -> des.Network:
    """One practice, and five advanced practitioners since the network opened: 3 below 100,000 patients, 6 from it."""
    lists = [{"kind": kind, "at": COUNTED, "patients": patients} for kind in ("registered", "weighted")]
    first = practice(populations=lists, since=since)
    posts = [{"id": f"A{place}", "role": ROLE, "wte": 1, "since": opened, "annual_cost": 60_000} for place in range(5)]
    return des.read_network(
        {
            "code": "U00001",
            "name": "M",
            "opened": opened,
            "practices": (complete if whole else incomplete)(first, *more),
            "posts": complete(*posts),
        }
    )


def limits(of: des.Network) -> list[tuple[str, str | None]]:
    """What the first two months say: the limit, and how much is beyond it."""
    found = des.workforce(of, "2023/24").limits[:2]
    return [(one.limit.in_words, None if one.over is None else str(one.over)) for one in found]


@pytest.mark.parametrize(
    ("patients", "limit", "over"), [(120_000, "6 WTE per network", "0"), (99_999, "3 WTE per network", "2")]
)
def test_the_month_in_which_a_network_opens_has_the_list_of_the_day_on_which_it_does(
    patients: int, limit: str, over: str
) -> None:
    """On 1 May it had no practice; that is no list of 0 patients."""
    assert limits(network(patients)) == [(limit, over)] * 2


def test_a_list_with_gaps_that_is_large_enough_settles_it() -> None:
    assert limits(network(100_000, whole=False)) == [("6 WTE per network", "0")] * 2
    assert limits(network(99_999, whole=False)) == [("3 below 100,000; 6 otherwise", None)] * 2


def test_two_ends_on_one_side_of_the_edge_settle_it_too() -> None:
    """Who ended in March may have merged into the practice that stays: 60,000 to 99,000, or to 100,000."""
    spell = {"since": "2019-07-01", "until": "2023-03-31"}
    for others, expected in (
        (39_000, ("3 WTE per network", "2")),
        (40_000, ("3 below 100,000; 6 otherwise", None)),
    ):
        gone = practice("A00002", registered={COUNTED: others}, membership=complete(spell), other_networks=complete())
        found = network(60_000, gone, opened="2023-04-01", since="2019-07-01")
        assert limits(found)[0] == expected


def test_the_patients_of_a_month() -> None:
    month = date(2023, 5, 1)
    assert registered_patients(network(120_000), month, None) == 120_000
    gaps = Range(Fraction(120_000), None, ("whether the list of practices is complete",))
    assert registered_patients(network(120_000, whole=False), month, None) == gaps
    assert registered_patients(network(120_000).evolve(practices=None), month, None) is None


@given(st.integers(0, 200_000), st.integers(0, 60_000), st.none() | st.integers(0, 60_000))
def test_between_two_ends_a_limit_is_what_it_may_be_for_some_list_between_them(
    patients: int, below: int, above: int | None
) -> None:
    low, high = Fraction(max(0, patients - below)), None if above is None else Fraction(patients + above)
    known = range_of(low, high, ("more",))
    if not isinstance(known, Range):
        return
    exact = des.reimbursable(ROLE, DAY, registered=patients).cap
    between = des.reimbursable(ROLE, DAY, registered=known).cap
    assert exact is not None
    assert between is not None
    settled = low >= 100_000 or (high is not None and high < 100_000)
    assert (between == exact) is settled
    assert between.in_words == (exact.in_words if settled else "3 below 100,000; 6 otherwise")


def test_what_could_be_hired_within_a_limit_of_two_ends() -> None:
    """3 or 6 WTE, of which 2 are held; a million pounds pays for more."""

    def found(low: int, high: int | None) -> tuple[Decimal, Decimal | None]:
        listed = Range(Fraction(low), None if high is None else Fraction(high), ("more",))
        left = des.Money(Decimal(1_000_000))
        told = des.could_hire(ROLE, DAY, left=left, annual_cost=Decimal(60_000), registered=listed, held=Decimal(2))
        return told.at_least, told.at_most

    assert found(100_000, None) == (Decimal(4), Decimal(4))
    assert found(90_000, 99_999) == (Decimal(1), Decimal(1))
    assert found(90_000, None) == (Decimal(1), Decimal(4))


def test_the_payee_of_the_month_in_which_a_network_opens_is_named() -> None:
    """It was named on the day of opening, and not on the first day of the month."""
    payee = des.read_network(
        {"code": "U00001", "name": "M", "payees": complete({"name": "Mill Lane Surgery", "since": "2023-05-15"})}
    ).payees
    lines = des.entitlements(network(120_000).evolve(payees=payee), "2023/24")["core_pcn_funding"].lines
    assert [(line.month.month, line.payee) for line in lines[:2]] == [
        (5, "Nominated Payee: Mill Lane Surgery"),
        (6, "Nominated Payee: Mill Lane Surgery"),
    ]
