"""The lines of a claim in full: what each says, how its amount is come to, and what it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pcn_des as des
from pcn_des import Claim, Network, Records, claim
from pcn_des.network import BaselineVacancy, ExtraHours, Pay
from support.staff import claimed, day, post, pounds

TABLE = pytest.mark.parametrize
BEYOND = "What it costs beyond that is above the maximum, or not of the kind that is reimbursed."
EXTRA = ExtraHours(month=day("2024-10"), wte="0.1", cost=700, plain_time=True)


def lines(one: Claim) -> list[tuple[str, str, str]]:
    return [(line.kind, str(line.of), line.reason) for line in one.lines]


def workings(one: Claim) -> list[str]:
    return [line.working for line in one.lines]


def test_a_claim_names_its_role_its_days_and_its_papers() -> None:
    one = claimed("2024-10", role="pharmacist")
    assert (one.role, one.title, str(one.days)) == (
        "clinical_pharmacist",
        "Clinical pharmacist",
        "from 1 October 2024 to 31 October 2024",
    )
    assert one.papers is not None
    assert one.papers.key == "arrs.scheme.records_kept"


def test_of_a_month_in_which_it_is_not_held_nothing_is_claimed_and_nothing_kept() -> None:
    one = claimed("2024-03", band="2")
    assert lines(one) == [("not_claimable", "£0.00", "P1 is not held in March 2024.")]
    assert (one.days, one.papers, one.notes, one.title) == (None, None, (), "Clinical pharmacist")


@TABLE(("known_on", "pot"), [(None, "arrs_gp_sum"), ("2024-10-01", "arrs_gp_sum"), ("2024-07-31", "arrs_sum")])
def test_the_sum_is_the_one_known_also_of_a_month_in_which_it_is_not_held(known_on: str | None, pot: str) -> None:
    assert claimed("2024-10", role="GP", since="2024-11-01", known_on=known_on).pot == pot


def test_everything_that_stands_in_the_way_is_said() -> None:
    one = claimed("2024-10", covers_leave_of="P2", additional=False)
    assert lines(one) == [
        (
            "not_claimable",
            "£3,000.00",
            "The post is one of the baseline of 31 March 2019. It covers the leave of P2, who stays claimable.",
        )
    ]
    assert [entry.key for entry in one.lines[0].rests_on] == [
        "arrs.scheme.additional_staff_only",
        "arrs.scheme.leave_cover_claimable",
    ]


def test_what_is_open_of_a_post_that_may_not_be_claimed_is_not_missing() -> None:
    one = claimed("2020-10", since="2020-04-01", covers_leave_of="P2", additional=False)
    assert (lines(one), one.missing) == (
        [("not_claimable", "£3,000.00", "The post is one of the baseline of 31 March 2019.")],
        (),
    )


def test_the_letter_of_2020_adds_no_line_to_a_post_that_may_not_be_claimed() -> None:
    one = claimed("2020-03", since="2020-02-17", additional=False)
    assert lines(one) == [("not_claimable", "£3,000.00", "The post is one of the baseline of 31 March 2019.")]


def test_what_was_agreed_is_named() -> None:
    about: dict[str, Any] = {"role": "general_practitioner", "since": "2024-10-01", "certified": day("2024-08-01")}
    one = claimed("2024-10", regular=True, previous="network", agreed="letter of 3 October", **about)
    assert lines(one) == [
        (
            "claimable",
            "£3,000.00",  # 92,462 / 12 = 7,705.17 is the maximum of 2024/25
            "Reimbursed is the lower of what the post costs, £3,000.00, and the maximum, £7,705.17. The commissioner "
            "agreed: letter of 3 October.",
        )
    ]


def test_nothing_is_said_of_an_agreement_that_is_not_needed() -> None:
    one = claimed("2024-10", agreed="letter of 3 October")
    assert lines(one) == [
        (
            "claimable",
            "£3,000.00",  # 65,838 / 12 = 5,486.50 is the maximum from October 2024
            "Reimbursed is the lower of what the post costs, £3,000.00, and the maximum, £5,486.50.",
        )
    ]


TWO_PAYS = [
    Pay(since=day("2024-04-01"), until=day("2024-10-19"), salary=36_000, national_insurance=0, pension=0),
    Pay(since=day("2024-10-20"), salary=42_000, national_insurance=0, pension=0),
]


@TABLE(
    ("fields", "working"),
    [
        ({}, "maximum: 65,838 / 12 x 1"),
        ({"pay": TWO_PAYS}, "maximum: 65,838 / 12 x 1"),  # the maximum is one, whatever changes within the month
        ({"wte": "0.8", "since": "2024-10-11"}, "maximum: 65,838 / 12 x 0.8 x 21 / 31 days"),
        (
            {"pay": TWO_PAYS, "since": "2024-10-11"},
            "maximum: 65,838 / 12 x 1 x 21 / 31 days",
        ),
        ({"extra_hours": [EXTRA]}, "maximum: 65,838 / 12 x 1 + 65,838 / 12 x 0.1"),
        ({"pay": TWO_PAYS, "extra_hours": [EXTRA]}, "maximum: 65,838 / 12 x 1 + 65,838 / 12 x 0.1"),
        ({"network_share": "0.6"}, "maximum: 65,838 / 12 x 1 x 0.6"),
        ({"network_share": "0.6", "extra_hours": [EXTRA]}, "maximum: (65,838 / 12 x 1 + 65,838 / 12 x 0.1) x 0.6"),
    ],
)
def test_how_the_maximum_is_come_to(fields: dict[str, Any], working: str) -> None:
    """65,838 pounds a year from October 2024."""
    assert workings(claimed("2024-10", **fields))[0] == working


@TABLE(
    ("cost", "plain_time", "missing"),
    [
        (None, True, ("what the extra hours cost",)),
        (700, False, ("what the extra hours cost at plain time rates",)),
        (700, True, ()),
    ],
)
def test_what_would_make_extra_hours_exact(cost: int | None, plain_time: bool, missing: tuple[str, ...]) -> None:
    extra = ExtraHours(month=day("2024-10"), wte="0.1", cost=cost, plain_time=plain_time)
    assert claimed("2024-10", extra_hours=[extra]).missing == missing


def vacant_since_15_july(**fields: Any) -> Claim:
    """A post of which only the first 14 days of July 2024 count: from the 15th a baseline post is vacant too long."""
    one = post(**fields)
    vacancy = BaselineVacancy(role="clinical_pharmacist", since=day("2024-04-15"))
    network = Network(
        code="U00001",
        name="Millbrook PCN",
        posts=Records([one], complete=True),
        baseline_vacancies=Records([vacancy], complete=True),
    )
    return claim(one, day("2024-07"), network)


def test_days_that_may_not_be_claimed_are_no_cost_beyond_the_maximum() -> None:
    """3,000 x 14 / 31 = 1,354.84 by the month, 3,000 x 12 x 14 / 365 = 1,380.82 by the year."""
    found = lines(vacant_since_15_july())
    assert [(kind, amount) for kind, amount, _ in found] == [
        ("claimable", "£1,354.84 to £1,380.82"),
        ("not_claimable", "£1,619.18 to £1,645.16"),
    ]
    assert found[1][2] == "A baseline post of this role has been vacant for longer than 3 months."


def test_extra_hours_are_counted_with_the_last_days_that_count() -> None:
    """300 more, all of it claimable: 1,354.84 and 1,380.82 with 300."""
    extra = ExtraHours(month=day("2024-07"), wte="0.1", cost=300, plain_time=True)
    assert pounds(vacant_since_15_july(extra_hours=[extra])) == (
        "£1,654.84 to £1,680.82",
        "£0.00",
        "£1,619.18 to £1,645.16",
    )


def test_days_that_may_not_be_claimed_share_what_is_left_of_the_month() -> None:
    """Pay rises from 3,000 to 3,500 a month on the 20th: 5 days at the one and 12 at the other may not be claimed.

    By the month 3,000 x 5 / 31 + 3,500 x 12 / 31 = 1,838.71. By the year 14 x 12 / 365 of the month count, and of the
    other 0.539726 the 17 days have 5 / 17 and 12 / 17: 476.23 + 1,333.44 = 1,809.67.
    """
    before = Pay(since=day("2024-04-01"), until=day("2024-07-19"), salary=36_000, national_insurance=0, pension=0)
    after = Pay(since=day("2024-07-20"), salary=42_000, national_insurance=0, pension=0)
    assert pounds(vacant_since_15_july(pay=[before, after])) == (
        "£1,354.84 to £1,380.82",
        "£0.00",
        "£1,809.67 to £1,838.71",
    )


def test_a_suppliers_fee_counts_for_the_part_of_the_month() -> None:
    """2,500 of pay and 250 of fee: 2,750 x 15 / 31 = 1,330.65, or 2,750 x 12 x 15 / 365 = 1,356.16."""
    one = claimed(
        "2024-05", role="social_prescribing_link_worker", since="2024-05-17", annual_cost=30_000, supplier_fee=3_000
    )
    assert str(one.cost) == "£1,330.65 to £1,356.16"


NETWORK = Network(code="U00001", name="Millbrook PCN", posts=[post()])


@TABLE(
    ("arguments", "error", "says"),
    [
        (
            {"post": "P1"},
            des.MisuseError,
            "post is 'P1'; give the Post itself, or the network that has a post of this id",
        ),
        (
            {"post": None},
            des.MisuseError,
            "post is None; give the Post itself, or the network that has a post of this id",
        ),
        (
            {"post": "P2", "network": NETWORK},
            des.UnknownNameError,
            "There is no post on record 'P2'. There are: P1.",
        ),
        (
            {"post": post(), "network": "Millbrook"},
            TypeError,
            "network is 'Millbrook'; give the Network that has the post",
        ),
        (
            {"post": post(), "known_on": "2024-10-01"},
            TypeError,
            "known_on must be a datetime.date such as date(2022, 11, 1), not '2024-10-01'",
        ),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_is_wanted(
    arguments: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as caught:
        claim(**{"month": date(2024, 10, 1), **arguments})
    assert str(caught.value) == says
