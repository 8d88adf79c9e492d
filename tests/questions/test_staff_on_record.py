"""Claims for staff where records are silent, nobody was in post, or the network is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.network import (
    ClaimRecord,
    Leave,
    Network,
    Population,
    Post,
    Records,
    Remittance,
)
from support.effort import examples

YEAR, JUNE = "2024/25", date(2024, 6, 30)
SIZES = [Population(kind="weighted", at=date(year, 1, 1), patients=47_000) for year in (2023, 2024, 2025)]
MONTHS = [date(2024, month, 1) for month in (4, 5, 6)]


def post(name: str = "A", **more: Any) -> Post:
    """A pharmacy technician at £3,000 a month, which is below the maximum."""
    told = {"since": date(2024, 4, 1), "role": "pharmacy_technician", "annual_cost": 36_000, **more}
    return Post(id=name, wte=1, additional=True, **told)


def network(*posts: Post, whole: bool = True, **more: Any) -> Network:
    return Network(code="U00001", name="Mill", populations=SIZES, posts=Records(posts, complete=whole), **more)


def claims(*months: date, complete: bool = True) -> Records[ClaimRecord]:
    return Records([ClaimRecord(post="A", month=month, amount=3_000) for month in months], complete=complete)


def checks(found: des.Workforce) -> list[tuple[str, date, str, str]]:
    return [(one.post, one.month, one.says, str(one.claimable)) for one in found.checks]


def paid(*amounts: tuple[date, int]) -> list[Remittance]:
    return [Remittance(stream="arrs_sum", month=month, amount=amount) for month, amount in amounts]


# --- what is owed for staff is at least what is on record ---


@pytest.mark.parametrize(
    ("staff", "owed", "cause"),
    [
        (None, "unknown", "what is owed is not known exactly"),
        (Records([post()]), "at least £3,000.00", "what is owed is not known exactly"),
        (Records([post()], complete=True), "£3,000.00", "not explained"),
    ],
)
def test_money_for_staff_is_asked_back_only_where_every_post_is_on_record(staff: Any, owed: str, cause: str) -> None:
    without = Network(code="U00001", name="Mill", populations=SIZES, posts=staff)
    june = date(2024, 6, 1)
    (month,) = [one for one in des.reconcile(without, YEAR, paid((june, 9_000))).of("arrs_sum") if one.month == june]
    assert (str(month.owed), month.cause, bool(month.ask)) == (owed, cause, cause == "not explained")


@settings(max_examples=examples(one_in=4))
@given(st.integers(0, 20_000), st.booleans())
def test_money_is_taken_back_where_it_is_more_than_a_whole_list_of_posts_may_claim(pounds: int, whole: bool) -> None:
    """What a list with gaps leaves out may be what was paid for."""
    found = des.reconcile(network(post(), whole=whole), YEAR, paid((date(2024, 6, 1), pounds)))
    (june,) = [one for one in found.of("arrs_sum") if one.month == date(2024, 6, 1)]
    assert ("taken back" in june.ask) is (whole and pounds > 3_000)
    assert ("pay the difference" in june.ask) is (0 < pounds < 3_000)
    assert ("a payment of £0.00 is on record" in june.ask) is (pounds == 0)


def test_remittances_of_other_years_are_named() -> None:
    listed = paid((date(2024, 3, 1), 100), (date(2024, 6, 1), 3_000), (date(2025, 4, 1), 50))
    notes = des.reconcile(network(post()), YEAR, listed).notes
    assert "2 remittances of other years, £150.00 together, held against nothing here." in notes
    assert not [one for one in des.reconcile(network(post()), YEAR, listed[1:2]).notes if "other years" in one]


# --- claims ---


def test_a_claim_for_a_month_in_which_the_post_was_not_held_is_too_much() -> None:
    left = network(post(until=date(2024, 4, 30)), claims=claims(*MONTHS))
    found = des.workforce(left, YEAR, JUNE)
    assert checks(found) == [
        ("A", date(2024, 5, 1), "claimed too much", "£0.00"),
        ("A", date(2024, 6, 1), "claimed too much", "£0.00"),
    ]
    assert [(one.month, str(one.claimed)) for one in found.pots[0].by_month] == [
        (month, "£3,000.00") for month in MONTHS
    ]
    late = network(post(since=date(2024, 6, 1)), claims=claims(*MONTHS))
    assert [month for _, month, *_ in checks(des.workforce(late, YEAR, JUNE))] == MONTHS[:2]
    assert checks(des.workforce(left, YEAR, date(2024, 4, 30))) == []  # May and June are not over


@pytest.mark.parametrize(
    ("log", "says"),
    [
        (claims(MONTHS[0]), "not claimed"),
        (claims(MONTHS[0], complete=False), "no claim on record"),
        (
            Records(
                [ClaimRecord(post="A", month=MONTHS[0], amount=3_000)], complete=Period(MONTHS[0], date(2024, 4, 30))
            ),
            "no claim on record",
        ),
    ],
)
def test_a_log_with_gaps_does_not_say_that_nothing_was_claimed(log: Records[ClaimRecord], says: str) -> None:
    found = des.workforce(network(post(), claims=log), YEAR, JUNE)
    assert checks(found) == [("A", month, says, "£3,000.00") for month in MONTHS[1:]]
    noted = any(one.startswith("The list of claims may have gaps") for one in found.notes)
    assert noted is (says == "no claim on record")
    at_risk = [one.why for one in des.briefing(network(post(), claims=log), JUNE).at_risk]
    assert any(one.startswith("not claimed") for one in at_risk) is (says == "not claimed")


# --- a network that is closed, or not yet open ---


@pytest.mark.parametrize(
    ("more", "day", "claimable"),
    [
        ({"closed": date(2024, 9, 30)}, date(2024, 9, 1), "£3,000.00"),
        ({"closed": date(2024, 9, 30)}, date(2024, 10, 1), "£0.00"),
        ({"closed": date(2024, 9, 15)}, date(2024, 9, 1), "£1,500.00"),
        ({"opened": date(2024, 10, 1)}, date(2024, 9, 1), "£0.00"),
        ({"opened": date(2024, 10, 1)}, date(2024, 10, 1), "£3,000.00"),
    ],
)
def test_nothing_is_claimable_for_days_on_which_the_network_is_none(
    more: dict[str, Any], day: date, claimable: str
) -> None:
    claim = des.claim("A", day, network(post(), **more))
    assert str(claim.by_reading[0].claimable) == claimable
    closed = "the network closed" if "closed" in more else "the network opened"
    assert (closed in str(claim).casefold()) is (claimable != "£3,000.00")


# --- cover for leave ---


LEAVE = Leave(since=date(2024, 4, 1), until=date(2024, 5, 31), kind="parental")


@pytest.mark.parametrize(
    ("covered", "month", "claimable"),
    [
        ({"leave": Records([LEAVE], complete=True)}, 5, "£0.00"),
        ({"leave": Records([LEAVE], complete=True)}, 6, "£3,000.00"),
        ({"leave": Records([LEAVE])}, 6, "at most £3,000.00"),  # it may be longer than what is on record
        ({"leave": Records([LEAVE]), "until": date(2024, 5, 31)}, 6, "£3,000.00"),
        ({}, 6, "£0.00"),  # the post's own record says that it covers leave
    ],
)
def test_cover_is_not_claimable_while_the_other_is_away(covered: dict[str, Any], month: int, claimable: str) -> None:
    pair = network(post(since=date(2023, 4, 1), **covered), post("B", covers_leave_of="A"))
    assert str(des.claim("B", date(2024, month, 1), pair).of_kind("claimable")) == claimable


# --- words and workings ---


def test_two_stretches_of_one_length_are_both_in_the_working() -> None:
    leave = Leave(since=date(2024, 11, 21), until=date(2024, 11, 30), kind="sickness", pay_share="0.5")
    held = post(since=date(2024, 11, 11), role="clinical_pharmacist", annual_cost=40_000, leave=[leave])
    worked = str(des.claim(held, date(2024, 11, 1)).lines[0].worked)
    assert worked == "maximum: 65,838 / 12 x 1 x 20 / 30 days"


def test_of_a_sum_that_is_unknown_nothing_is_said_to_be_left_or_gone_beyond() -> None:
    without = des.Network(code="U00001", name="Mill", posts=Records([post()], complete=True))
    told = [(str(one.amount), one.why) for one in des.briefing(without, JUNE).at_risk]
    assert told[0] == (
        "unknown",
        "Additional Roles Reimbursement Sum: the sum is not known, nor whether the forecast stays below it",
    )
    assert not [why for _, why in told if "stay unspent" in why or "beyond the sum" in why]
    known = [one.why for one in des.briefing(network(post()), JUNE).at_risk]
    assert "Additional Roles Reimbursement Sum: forecast to stay unspent at 31 March" in known
