"""How much of a role could still be hired: arithmetic, floored to 0.01, within the limit of the role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import (
    CouldHire,
    MisuseError,
    Money,
    Network,
    OutsideDataError,
    Records,
    UnknownNameError,
    claim,
    could_hire,
)
from pcn_des.answers.amount import Amount
from pcn_des.network import Membership, Population, Post, Practice, Variation

TABLE = pytest.mark.parametrize
DECEMBER = date(2024, 12, 1)


def pounds(text: str) -> Money:
    return Money(Decimal(text))


def room(role: str, since: date = DECEMBER, left: str = "76018", **fields: Any) -> CouldHire:
    return could_hire(role, since, left=pounds(left), **fields)


def bounds(found: CouldHire) -> tuple[str, str]:
    return str(found.at_least), str(found.at_most)


def test_what_a_sum_of_1076018_with_1000000_committed_leaves() -> None:
    """76,018 from 1 December at 42,437 a year: 42,437 / 12 x 4 = 14,145.67; 76,018 / 14,145.67 = 5.3739…"""
    found = room("pharmacy_technician")
    assert found.wte == Decimal("5.37")
    assert str(found.cost_to_march) == "£14,145.67"
    assert found.reason == (
        "£76,018.00 is left, and one whole-time equivalent costs £14,145.67 from December 2024 to March."
    )


@TABLE(
    ("left", "expected"),
    [
        # 42,437 / 12 x 4 = 14,145.67 for a whole one
        ("14145.66", "0.99"),
        ("14145.67", "1.00"),
        ("14145.68", "1.00"),
        ("141.45", "0.00"),
        ("141.46", "0.01"),
        ("0", "0.00"),
    ],
)
def test_it_is_floored(left: str, expected: str) -> None:
    assert room("pharmacy_technician", left=left).wte == Decimal(expected)


@TABLE(
    ("since", "expected"),
    [
        (date(2024, 9, 1), "£24,565.08"),  # 40,159 / 12 + 42,437 / 12 x 6
        (date(2024, 10, 1), "£21,218.50"),  # 42,437 / 2
        (date(2025, 3, 1), "£3,536.42"),
    ],
)
def test_what_one_costs_follows_the_uplift_of_october(since: date, expected: str) -> None:
    assert str(room("pharmacy_technician", since).cost_to_march) == expected


def test_a_cost_below_the_maximum_goes_further() -> None:
    """36,000 / 12 x 4 = 12,000: 6.33; above the maximum the maximum counts: 5.37."""
    assert room("pharmacy_technician", annual_cost=Decimal(36_000)).wte == Decimal("6.33")
    assert room("pharmacy_technician", annual_cost=Decimal(60_000)).wte == Decimal("5.37")


def test_of_a_pharmacist_of_2019_20_70_percent_are_the_sums() -> None:
    """48,000 / 12 x 70% = 2,800 a month, 8,400 for three: 10,000 / 8,400 = 1.19."""
    found = room("clinical_pharmacist", date(2020, 1, 1), left="10000", annual_cost=Decimal(48_000), registered=120_000)
    assert str(found.cost_to_march) == "£8,400.00"
    assert found.wte == Decimal("1.19")


@TABLE(
    ("fields", "expected"),
    [
        ({"registered": 99_999}, ("1", "1")),
        ({"registered": 100_000}, ("2", "2")),
        ({"registered": 100_001}, ("2", "2")),
        # it counts people: 0.4 WTE are one person or more, 1.5 are two or more
        ({"registered": 99_999, "held": Decimal("0.4")}, ("0", "0")),
        ({"registered": 99_999, "held": Decimal("1.5")}, ("0", "0")),
        ({"registered": 100_000, "held": Decimal("0.5")}, ("0", "1")),
        ({"registered": 100_000, "held": Decimal(1)}, ("0", "1")),
        ({"registered": 100_000, "held": Decimal("1.5")}, ("0", "0")),
        ({}, ("1", "2")),  # of a list that is not known
        ({"held": Decimal("0.5")}, ("0", "1")),
        ({"held": Decimal("1.5")}, ("0", "0")),
    ],
)
def test_the_limit_of_enhanced_practice_nurses(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    """48,000 / 12 x 10 = 40,000 from June: the money is enough for ten; the limit is one, or two from 100,000."""
    found = room("enhanced_practice_nurse", date(2024, 6, 1), left="400000", annual_cost=Decimal(48_000), **fields)
    assert bounds(found) == expected


def test_a_limit_says_so() -> None:
    found = room("enhanced_practice_nurse", left="400000", registered=45_000)
    assert found.reason.endswith("The contract limits the role: 1 beside what is held.")
    assert room("enhanced_practice_nurse", left="400000").reason.endswith(
        "1 to 2, by its list size, beside what is held."
    )


def test_a_range_of_what_is_left_or_of_the_maximum_is_a_range_of_posts() -> None:
    """Care coordinators cost at least 33,396 / 12 x 4 = 11,132 after October 2024: 76,018 / 11,132 = 6.82 at most."""
    assert bounds(room("care_coordinator")) == ("0", "6.82")
    between = Amount(pounds("70000"), pounds("76018"))  # 70,000 / 14,145.67 = 4.94
    assert bounds(could_hire("pharmacy_technician", DECEMBER, left=between)) == ("4.94", "5.37")
    assert bounds(could_hire("pharmacy_technician", DECEMBER, left=Amount())) == ("0", "None")


@TABLE(
    ("left", "fields", "expected"),
    [
        (Amount(Money(Decimal(50_000)), Money(Decimal(50_000))), {}, ("0", "None")),
        # 30,000 / 12 x 5 = 12,500 at most, and the maximum may be lower
        (Amount(Money(Decimal(50_000)), Money(Decimal(50_000))), {"annual_cost": Decimal(30_000)}, ("0", "None")),
        (Amount(Money(Decimal(0)), Money(Decimal(0))), {}, ("0", "0")),
    ],
)
def test_what_is_not_known_to_be_reimbursable_is_open(
    left: Amount, fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    """By 1 January 2025 nothing of 2026/27 had been published."""
    found = could_hire("paramedic", date(2026, 11, 1), left=left, known_on=date(2025, 1, 1), **fields)
    assert bounds(found) == expected
    assert found.reason.startswith("Paramedic is not known to be reimbursable on 1 November 2026.")


def test_a_role_that_is_not_reimbursable_can_not_be_hired() -> None:
    found = room("healthcare_support_worker")
    assert found.wte == 0
    assert found.reason == (
        "Healthcare support worker is not reimbursable on 1 December 2024: it becomes so on 1 April 2025."
    )


def test_what_was_known_before_the_uplift() -> None:
    """40,159 / 12 x 4 = 13,386.33: 76,018 / 13,386.33 = 5.67"""
    assert room("pharmacy_technician", known_on=date(2024, 9, 25)).wte == Decimal("5.67")
    assert room("pharmacy_technician", known_on=date(2024, 9, 26)).wte == Decimal("5.37")


def test_what_is_asked_wrongly_is_refused() -> None:
    with pytest.raises(MisuseError, match="a month is given by its first day, 2024-12-01"):
        room("pharmacy_technician", date(2024, 12, 2))
    with pytest.raises(UnknownNameError, match="pharmacy_technician"):
        room("pharmacy_technicians_")
    with pytest.raises(OutsideDataError):
        room("pharmacy_technician", date(2019, 6, 1))


def test_a_limit_whose_top_was_not_seen_limits_no_network_of_unknown_size() -> None:
    """Of 2021/22 the cap of advanced practitioners was seen below 100,000 patients: of others nothing is known."""
    asked = {"left": Money(Decimal(500_000))}
    small = could_hire("advanced_practitioner", date(2021, 11, 1), registered=99_999, **asked)  # type: ignore[arg-type]
    assert (small.at_least, small.at_most) == (1, 1)
    for registered in (None, 100_000):
        found = could_hire("advanced_practitioner", date(2021, 11, 1), registered=registered, **asked)  # type: ignore[arg-type]
        assert found.at_most is not None
        assert found.at_most > 1
        assert (found.at_least, found.wte) == (0, None)
        assert "The role's limit is not counted here: " in found.reason
        assert "not established" in found.reason


@TABLE(
    ("role", "since", "fields", "expected", "reason"),
    [
        # 500,000 / (62,705 / 12 x 5) = 19.13: what the money pays for, within whatever the limit of larger networks was
        (
            "advanced_practitioner",
            date(2021, 11, 1),
            {},
            ("0", "19.13"),
            " The role's limit is not counted here: 1 below 100,000; not established from 100,000. It may allow fewer, "
            "or none.",
        ),
        # of 2021/22 no limit of theirs was seen, and no passage that says there was none; 37,837 at most a year
        (
            "care_coordinator",
            date(2021, 11, 1),
            {"annual_cost": Decimal(24_000)},
            ("0", "50.00"),
            " The role's limit is not counted here: not established: no limit on the number was seen for this role, "
            "and no passage that says there is none. It may allow fewer, or none.",
        ),
        # one post: of a half that is held, by heads nothing is left, by WTE the other half
        (
            "digital_and_transformation_lead",
            date(2024, 11, 1),
            {"held": Decimal("0.5")},
            ("0", "0.5"),
            " The contract limits the role: 0 to 0.5, by whether it counts WTE or people, beside what is held.",
        ),
        # at exactly 100,000 patients it was one or two, by a sentence that does not say which
        (
            "clinical_pharmacist",
            date(2020, 1, 1),
            {"registered": 100_000},
            ("1", "2"),
            " The contract limits the role: 1 to 2, by its list size, beside what is held.",
        ),
        (
            "clinical_pharmacist",
            date(2020, 1, 1),
            {"registered": 100_000, "held": Decimal("1.5")},
            ("0", "0.5"),
            " The contract limits the role: 0 to 0.5, by its list size, beside what is held.",
        ),
    ],
)
def test_a_limit_that_is_half_known_gives_bounds(
    role: str, since: date, fields: dict[str, Any], expected: tuple[str, str], reason: str
) -> None:
    found = room(role, since, left="500000", **fields)
    assert bounds(found) == expected
    assert found.wte is None
    assert found.reason.endswith(reason)


@TABLE("registered", [None, 99_999, 100_000])
def test_where_nothing_is_left_no_limit_matters(registered: int | None) -> None:
    found = room("advanced_practitioner", date(2021, 11, 1), left="0", registered=registered)
    assert (found.at_least, found.at_most, found.wte) == (0, 0, 0)
    assert found.reason.endswith("from November 2021 to March.")


NOVEMBER = date(2024, 11, 1)


@TABLE(
    ("cost", "left", "expected"),
    [
        # 40,000 / 12 x 5 = 16,666.66…: three times that is 50,000
        ("40000", "50000", "3.00"),
        ("40000", "49999.99", "2.99"),
        # 20,000 / 12 x 5 = 8,333.33…: six times that is 50,000
        ("20000", "50000", "6.00"),
    ],
)
def test_it_is_floored_of_what_it_costs_and_not_of_whole_pennies(cost: str, left: str, expected: str) -> None:
    assert room("clinical_pharmacist", NOVEMBER, left, annual_cost=Decimal(cost)).wte == Decimal(expected)


def test_of_what_costs_nothing_the_limit_alone_counts() -> None:
    nurse = room("enhanced_practice_nurse", NOVEMBER, annual_cost=Decimal(0), registered=45_000)
    assert bounds(nurse) == ("1", "1")
    assert bounds(room("clinical_pharmacist", NOVEMBER, annual_cost=Decimal(0))) == ("0", "None")


def test_what_needs_the_commissioners_agreement_is_from_nothing() -> None:
    found = room("other_direct_patient_care", NOVEMBER, left="100000", annual_cost=Decimal(50_000))
    assert (found.at_least, found.wte) == (0, None)
    assert found.reason.endswith(
        "Claimed is every claim for the role, with the agreement of the integrated care board."
    )


def test_who_may_be_hired_early_is_not_nobody() -> None:
    """The letter of 21 February 2020 opened ten roles of April 2020; of the other role of that year it opened none."""
    found = room("pharmacy_technician", date(2020, 3, 1), left="100000", annual_cost=Decimal(60_000))
    assert bounds(found) == ("0", "None")
    assert found.reason.endswith(
        "Pharmacy technician is not reimbursable on 1 March 2020: it becomes so on 1 April 2020. It could be hired "
        "early, from money that would else stay unspent. Hiring early from unspent money: staff recruited from 17 "
        "February 2020 could be reimbursed at 100%, from money of 2019/20 that was likely to stay unspent, with the "
        "agreement of the commissioner."
    )
    assert bounds(room("pharmacy_technician", date(2020, 2, 1), left="100000")) == ("0", "0")
    assert bounds(room("nursing_associate", date(2020, 3, 1), left="100000")) == ("0", "0")


def test_the_lowest_limit_until_march_counts() -> None:
    """Of advanced practitioners no limit was seen until September 2022, and two below 100,000 patients since."""
    asked: dict[str, Any] = {"left": "500000", "registered": 50_000, "annual_cost": Decimal(48_000)}
    found = room("advanced_practitioner", date(2022, 9, 1), **asked)
    assert bounds(found) == ("0", "2")
    assert found.limit is not None
    assert found.limit.in_words == "2 WTE per network"
    assert bounds(room("advanced_practitioner", date(2022, 10, 1), **asked)) == ("2", "2")


@given(
    st.sampled_from(["enhanced_practice_nurse", "other_direct_patient_care", "paramedic", "healthcare_support_worker"]),
    st.dates(date(2023, 4, 1), date(2026, 11, 30)).map(lambda day: day.replace(day=1)),
)
def test_law_surely_hired_is_only_who_may_surely_be_claimed(role: str, month: date) -> None:
    """Of a new post with nothing but its cost on record a claim says the same: something is claimable, or nothing."""
    post = Post(id="N", role=role, wte=1, since=month, annual_cost=24_000)
    claimed = claim(post, month)
    with_agreement = claimed.of_kind("needs_agreement")
    found = could_hire(role, month, left=pounds("100000"), annual_cost=Decimal(24_000), registered=50_000)
    if claimed.of_kind("claimable").is_nothing:
        assert found.at_least == 0
    assert (found.at_most == 0) is (claimed.of_kind("claimable") + with_agreement).is_nothing


# --- for a network: what it has on record, and what it was granted ---


def of_network(posts: Sequence[Post], *variations: Variation, whole: bool = True) -> Network:
    """One practice of 50,000 patients at the beginning of 2024 and 2026."""
    lists = [
        Population(kind=kind, at=date(year, 1, 1), patients=50_000)
        for kind in ("registered", "weighted")
        for year in (2024, 2026)
    ]
    member = Records([Membership(since=date(2019, 7, 1))], complete=True)
    practice = Practice(code="A00001", name="Mill", membership=member, populations=Records(lists, complete=True))
    return Network(
        code="U00001",
        name="Mill",
        practices=Records([practice], complete=True),
        posts=Records(posts, complete=whole),
        variations=Records(variations),
    )


def one(name: str, role: str = "enhanced_practice_nurse", **fields: Any) -> Post:
    return Post(id=name, role=role, **{"wte": 1, "since": date(2024, 4, 1), "annual_cost": 48_000, **fields})


def hired(network: Network, role: str = "enhanced_practice_nurse", since: date = NOVEMBER, **fields: Any) -> CouldHire:
    return room(role, since, "400000", **{"annual_cost": Decimal(48_000), "network": network, **fields})


@TABLE(
    ("posts", "expected"),
    [
        ([], ("1", "1")),
        ([one("A", wte="0.5")], ("0", "0")),
        ([one("A", additional=False)], ("1", "1")),  # not reimbursed, and so not counted
        ([one("A", since=date(2025, 2, 1))], ("0", "0")),  # planned: until March the lowest counts
        ([one("A", until=date(2024, 10, 31))], ("1", "1")),
    ],
)
def test_what_the_posts_of_a_network_leave(posts: list[Post], expected: tuple[str, str]) -> None:
    assert bounds(hired(of_network(posts))) == expected


def test_posts_that_may_not_be_on_record_may_leave_nothing() -> None:
    found = hired(of_network([], whole=False))
    assert bounds(found) == ("0", "1")
    assert found.reason.endswith("0 to 1, by posts that may not be on record, beside what is held.")
    assert bounds(hired(of_network([]).evolve(posts=None))) == ("0", "1")
    assert bounds(hired(of_network([], whole=False), held=Decimal(0))) == ("1", "1")


def test_a_waiver_of_limits_leaves_the_limit_at_least_and_names_who_granted_it() -> None:
    """48,000 / 12 x 5 = 20,000 from November: the money is enough for twenty."""
    waiver = Variation(kind="cap_waiver", granted_by="NHS Mill ICB", since=date(2024, 4, 1), document="letter")
    found = hired(of_network([], waiver))
    assert bounds(found) == ("1", "20.00")
    assert found.reason.endswith(
        "The contract limits the role: 1 or more, by how far it was lifted, beside what is held. Its limit is at least "
        "1 person per network: how far the cap waiver granted by NHS Mill ICB (letter) lifts this limit is not on "
        "record; without it, it is 1 person per network."
    )
    ended = attrs.evolve(waiver, until=date(2025, 2, 28))
    assert bounds(hired(of_network([], ended))) == ("1", "1")


def test_a_local_variation_of_a_limit_and_of_a_maximum_is_the_networks_own() -> None:
    """One pharmacist at most, at no more than 36,000 a year: 36,000 / 12 x 10 = 30,000 from June 2026."""
    own = Variation(
        kind="local_variation",
        granted_by="NHS Mill ICB",
        since=date(2026, 5, 1),
        amends={
            "arrs.clinical_pharmacist.cap": 1,
            "arrs.clinical_pharmacist.max_reimbursement.national": 36_000,
        },
    )
    june, pharmacist = date(2026, 6, 1), "clinical_pharmacist"
    found = hired(of_network([], own), pharmacist, june)
    assert bounds(found) == ("1", "1")
    assert str(found.cost_to_march) == "£30,000.00"
    assert found.reason.endswith(
        "1 beside what is held. Its limit is 1 WTE per network: replaced by the local variation granted by NHS Mill "
        "ICB."
    )
    half = one("A", pharmacist, since=date(2026, 4, 1), wte="0.5")
    assert bounds(hired(of_network([half], own), pharmacist, june)) == ("0.5", "0.5")
    # 48,000 / 12 x 10 = 40,000 from June: ten of them, without a limit
    assert bounds(hired(of_network([]), pharmacist, june)) == ("10.00", "10.00")
