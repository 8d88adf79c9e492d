"""What stands in the way of a claim, of who holds the post: earlier work, certificates, conditions, hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Claim
from pcn_des.answers.amount import NO_MONEY
from pcn_des.network import ExtraHours, PostCondition
from pcn_des.network.posts import PREVIOUS
from support.staff import claimed, day, pounds

TABLE = pytest.mark.parametrize
NOTHING = "£0.00"
ALL = ("£3,000.00", NOTHING, NOTHING)
NONE_OF_IT = (NOTHING, NOTHING, "£3,000.00")
OPEN = ("at most £3,000.00", NOTHING, "at most £3,000.00")


def says(one: Claim, words: str) -> bool:
    return any(words in line.reason for line in one.lines)


def assumes(one: Claim, words: str) -> bool:
    return any(words in said for said in one.assumes)


@TABLE(
    ("fields", "expected"),
    [
        # the last day, 31 March 2024, is twelve months before the 1 April 2025; 32,159 / 12 = 2,679.92
        ({"previous": "network", "previous_until": day("2024-03-31")}, ("£2,679.92", NOTHING, "£320.08")),
        ({"previous": "network", "previous_until": day("2024-04-01")}, NONE_OF_IT),
        ({"previous": "network", "previous_until": day("2024-04-02")}, NONE_OF_IT),
        ({"previous": "network"}, ("at most £2,679.92", NOTHING, "£320.08 to £3,000.00")),
        ({"previous": "network", "previous_until": day("2025-03-31"), "more_senior": True}, NONE_OF_IT),
        ({"previous": "general_practice"}, ("£2,679.92", NOTHING, "£320.08")),
        ({"previous": "none"}, ("£2,679.92", NOTHING, "£320.08")),
        ({}, ("£2,679.92", NOTHING, "£320.08")),
    ],
)  # fmt: skip
def test_a_support_worker_of_the_network_waits_for_twelve_months(
    fields: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    one = claimed("2025-04", role="healthcare_support_worker", since="2025-04-01", known_on="2025-05-01", **fields)
    assert pounds(one) == expected
    assert assumes(one, "did not work for the network or its practices in the 12 months before") is (not fields)


def test_a_nurse_recruited_to_a_more_senior_role_does_not_wait() -> None:
    last: dict[str, Any] = {"previous": "network", "previous_until": day("2025-03-31"), "since": "2025-04-01"}
    about = {**last, "role": "new_to_general_practice_nurse", "known_on": "2025-05-01"}
    assert pounds(claimed("2025-04", **about)) == NONE_OF_IT
    assert pounds(claimed("2025-04", more_senior=True, **about)) == ALL


def test_who_was_employed_before_the_role_came_into_the_scheme_waits_from_then() -> None:
    last: dict[str, Any] = {"previous": "network", "previous_until": day("2024-10-31"), "since": "2024-11-01"}
    about = {**last, "role": "new_to_general_practice_nurse", "known_on": "2025-05-01"}
    assert pounds(claimed("2025-04", **about)) == NONE_OF_IT


def test_nobody_waits_before_2025_26_or_in_another_role() -> None:
    here: dict[str, Any] = {"previous": "network", "previous_until": day("2024-03-31")}
    assert pounds(claimed("2025-03", **here)) == ALL
    assert pounds(claimed("2025-04", known_on="2025-05-01", **here)) == ALL


SUBSTANTIVELY = {"previous_substantive": True}
GP: dict[str, Any] = {"role": "general_practitioner", "regular": True, "previous": "none"}
LATE = "The person was recruited more than 2 years after the certificate."
EITHER = "Within 2 years of the certificate by one reading of the text and not by the other"


@TABLE(
    ("since", "certified", "expected"),
    [
        ("2024-10-01", "2022-09-30", NONE_OF_IT),
        ("2024-10-01", "2022-10-01", ALL),
        ("2024-10-01", "2022-10-02", ALL),
        # recruited on 15 January 2025: on 1 October 2024 by one reading, on the day by the other
        ("2025-01-15", "2022-09-30", NONE_OF_IT),
        ("2025-01-15", "2022-10-01", OPEN),
        ("2025-01-15", "2023-01-14", OPEN),
        ("2025-01-15", "2023-01-15", ALL),
        ("2025-01-15", "2023-01-16", ALL),
    ],
)
def test_in_2024_25_two_years_of_the_certificate_end_by_either_reading(
    since: str, certified: str, expected: tuple[str, str, str]
) -> None:
    one = claimed("2025-02", since=since, certified=day(certified), **GP)
    assert pounds(one) == expected
    assert says(one, LATE) is (expected == NONE_OF_IT)
    assert says(one, EITHER) is (expected == OPEN)


@TABLE(
    ("years", "expected"),
    [("1.7", ALL), ("2", ALL), ("2.01", OPEN), ("2.29", OPEN), ("2.3", NONE_OF_IT)],  # 106 days are 0.290 years
)
def test_years_since_the_certificate_do_as_well(years: str, expected: tuple[str, str, str]) -> None:
    assert pounds(claimed("2025-02", since="2025-01-15", years_from_cct=years, **GP)) == expected


def test_in_2025_26_the_day_of_recruitment_counts_and_in_2026_27_no_certificate() -> None:
    late = {**GP, "since": "2025-01-15", "certified": day("2022-12-31")}
    assert pounds(claimed("2025-04", known_on="2025-05-01", **late)) == NONE_OF_IT
    assert pounds(claimed("2025-04", known_on="2025-05-01", **{**late, "certified": day("2023-01-15")})) == ALL
    assert pounds(claimed("2026-03", known_on="2026-03-26", **late)) == NONE_OF_IT
    assert pounds(claimed("2026-04", **late)) == ALL


def test_what_is_not_on_record_of_a_gp_is_assumed() -> None:
    one = claimed("2024-10", role="general_practitioner", since="2024-10-01")
    assert one.assumes == (
        "the person was recruited within 2 years of the certificate",
        "the person works a regular pattern, and is no locum",
        "the person did not work substantively as a GP in general practice before",
    )


@TABLE(("month", "expected"), [("2024-10", NONE_OF_IT), ("2025-04", OPEN), ("2026-04", OPEN)])
def test_a_locum_is_not_claimable_in_2024_25_and_open_since(month: str, expected: tuple[str, str, str]) -> None:
    one = claimed(month, since=f"{month}-01", certified=day("2024-08-01"), **{**GP, "regular": False})
    assert pounds(one) == expected


@TABLE(
    ("month", "fields", "expected"),
    [
        ("2024-10", {"previous": "general_practice"}, (NOTHING, "£3,000.00", NOTHING)),
        ("2024-10", {"previous": "network", **SUBSTANTIVELY}, (NOTHING, "£3,000.00", NOTHING)),
        ("2024-10", {"previous": "network", "previous_substantive": False}, ALL),
        ("2024-10", {"previous": "network"}, OPEN),
        ("2024-10", {"previous": "network", "agreed": "letter of 3 October"}, ALL),
        ("2024-10", {"previous": "general_practice", "agreed": "letter of 3 October"}, ALL),
        ("2024-10", {"previous": "other"}, ALL),
        ("2025-04", {"previous": "general_practice"}, NONE_OF_IT),
        ("2025-04", {"previous": "general_practice", "agreed": "letter of 3 April"}, NONE_OF_IT),
        ("2026-04", {"previous": "general_practice"}, ALL),
        ("2026-04", {"previous": "network"}, OPEN),
        ("2026-04", {"previous": "network", "previous_until": day("2025-03-31")}, ALL),
        ("2026-04", {"previous": "network", "previous_until": day("2025-04-01"), **SUBSTANTIVELY}, NONE_OF_IT),
        ("2026-04", {"previous": "network", "previous_until": day("2025-04-01")}, OPEN),
        ("2026-04", {"previous": "network", "previous_until": day("2025-04-01"), "previous_substantive": False}, ALL),
    ],
)
def test_a_gp_who_worked_substantively_before(
    month: str, fields: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    known_on = "2025-05-01" if month == "2025-04" else None
    one = claimed(month, known_on=known_on, since=f"{month}-01", certified=day("2024-08-01"), **{**GP, **fields})
    assert pounds(one) == expected


RECRUITED: dict[str, Any] = {"since": "2024-11-01", "certified": day("2023-08-01"), **GP}
AGREED = {"previous": "general_practice", "agreed": "letter of 3 October"}
LEFT_MARCH = {"previous": "network", "previous_until": day("2024-03-31"), **SUBSTANTIVELY}


@TABLE(
    ("fields", "expected"),
    [
        (AGREED, [ALL, OPEN, ALL]),
        ({"previous": "general_practice"}, [(NOTHING, "£3,000.00", NOTHING), OPEN, ALL]),
        ({**LEFT_MARCH, "agreed": "letter of 3 October"}, [ALL, OPEN, OPEN]),
        ({"previous": "none"}, [ALL, ALL, ALL]),
    ],
)
def test_a_test_of_recruitment_is_not_made_anew_each_april(
    fields: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """Recruited in November 2024: the maxima of the three years are all above £3,000 a month."""
    told = {**RECRUITED, **fields}
    months = [("2025-03", None), ("2025-04", "2025-05-01"), ("2026-04", None)]
    assert [pounds(claimed(month, known_on=known_on, **told)) for month, known_on in months] == expected


@given(
    since=st.dates(date(2024, 10, 1), date(2026, 4, 30)),
    later=st.integers(1, 20),
    previous=st.sampled_from(PREVIOUS),
    before=st.integers(1, 900),
    substantive=st.none() | st.booleans(),
)
def test_who_may_be_claimed_when_recruited_is_never_barred_by_a_later_test(
    since: date, later: int, previous: str, before: int, substantive: bool | None
) -> None:
    """May be: with agreement, or by what is open. The last month of which the data tell is March 2027."""
    told = {
        **GP,
        "since": f"{since}",
        "certified": since - timedelta(days=90),
        "previous": previous,
        "previous_until": None if previous == "none" else since - timedelta(days=before),
        "previous_substantive": None if previous == "none" else substantive,
    }
    first = since.replace(day=1)
    then, now = (claimed(f"{month:%Y-%m}", **told) for month in (first, min(first + relativedelta(months=later), LAST)))
    assert may_be(now) or not may_be(then)


LAST = date(2027, 3, 1)


def may_be(one: Claim) -> bool:
    """Whether anything may be claimed, surely, with agreement, or by what is open."""
    return any(one.of_kind(kind).at_most != NO_MONEY for kind in ("claimable", "needs_agreement"))


def test_a_certificate_after_the_recruitment_leaves_it_open() -> None:
    one = claimed("2024-11", since="2024-11-01", certified=day("2024-11-02"), **GP)
    assert pounds(one) == OPEN
    assert says(one, "The certificate, of 2 November 2024, came after the recruitment, on 1 November 2024.")
    assert pounds(claimed("2024-11", since="2024-11-01", certified=day("2024-11-01"), **GP)) == ALL


def test_other_direct_patient_care_needs_agreement_one_by_one() -> None:
    about: dict[str, Any] = {"role": "other_direct_patient_care", "since": "2025-04-01", "band": "6"}
    assert pounds(claimed("2025-04", **about)) == (NOTHING, "£3,000.00", NOTHING)
    agreed = claimed("2025-04", agreed="letter of 2 April 2025", **about)
    assert pounds(agreed) == ALL
    assert says(agreed, "The commissioner agreed: letter of 2 April 2025.")


def test_a_condition_on_record_as_not_met_stops_the_claim() -> None:
    one = claimed("2024-05", conditions=[PostCondition(name="registration_body", met=False)])
    assert pounds(one) == NONE_OF_IT
    assert says(one, "A condition is on record as not met: Clinical pharmacist: register: General Pharmaceutical")


def test_conditions_that_are_on_record_as_met_are_not_assumed() -> None:
    met = [PostCondition(name=name, met=True) for name in ("registration_body", "training", "supervision")]
    assert claimed("2024-05", conditions=met).assumes == ()
    assert assumes(claimed("2024-05", conditions=met[:2]), "supervision: at least monthly by a senior")


def test_a_condition_that_the_role_has_not_is_not_read() -> None:
    one = claimed("2024-05", conditions=[PostCondition(name="driving_licence", met=False)])
    assert pounds(one) == ALL
    assert assumes(one, "'driving_licence' is no condition of this role on this day; what is on record of it is not")


@TABLE(
    ("month", "plain_time", "expected"),
    [
        # £2,000 of pay and £300 of extra hours; 29,135 / 12 x 1.1 = 2,670.71 in 2020/21, 2,724.88 in 2021/22
        ("2021-03", True, ("£2,000.00 to £2,300.00", NOTHING, "at most £300.00")),
        ("2021-04", True, ("£2,300.00", NOTHING, NOTHING)),
        ("2021-04", None, ("£2,300.00", NOTHING, NOTHING)),
        ("2021-04", False, ("£2,000.00 to £2,300.00", NOTHING, "at most £300.00")),
    ],
)
def test_extra_hours_count_at_plain_time_from_2021_22(
    month: str, plain_time: bool | None, expected: tuple[str, str, str]
) -> None:
    extra = ExtraHours(month=day(month), wte="0.1", cost=300, plain_time=plain_time)
    one = claimed(month, role="care_coordinator", since="2020-04-01", annual_cost=24_000, extra_hours=[extra])
    assert pounds(one) == expected
    assert assumes(one, "the extra hours were paid at plain time rates") is (plain_time is None)
