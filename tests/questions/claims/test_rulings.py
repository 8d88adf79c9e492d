"""What stands in the way of a claim, of the post itself: its role, the baseline, leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Claim, Network, Records, claim
from pcn_des.contract.files import every_key
from pcn_des.network import BaselineVacancy, Leave, Post, PostCondition
from support.staff import claimed, day, post, pounds

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
    ("role", "month", "since", "expected"),
    [
        # 17 of 30 days of £3,000 are not claimable: 3,000 x 17 / 30
        ("nursing_associate", "2020-09", "2020-09-14", (NOTHING, NOTHING, "£1,700.00")),
        ("nursing_associate", "2020-09", "2020-09-30", (NOTHING, NOTHING, "£100.00")),
        # 29,135 / 12 = 2,427.916…
        ("nursing_associate", "2020-10", "2020-09-14", ("£2,427.92", NOTHING, "£572.08")),
        ("nursing_associate", "2020-10", "2020-10-01", ("£2,427.92", NOTHING, "£572.08")),
        ("general_practitioner", "2024-09", "2024-09-30", (NOTHING, NOTHING, "£100.00")),
        ("general_practitioner", "2024-10", "2024-09-30", ALL),
        ("healthcare_support_worker", "2025-03", "2025-03-01", NONE_OF_IT),
        ("paramedic", "2021-03", "2021-03-01", NONE_OF_IT),
        ("paramedic", "2021-04", "2021-03-01", OPEN),  # the maximum of 2021/22 was not seen
    ],
)
def test_a_role_is_claimable_from_its_first_day(
    role: str, month: str, since: str, expected: tuple[str, str, str]
) -> None:
    of_a_gp: dict[str, Any] = {"certified": day("2024-08-01"), "regular": True, "previous": "none"}
    assert (
        pounds(claimed(month, role=role, since=since, **(of_a_gp if role.startswith("general_") else {}))) == expected
    )


def test_a_claim_says_from_when() -> None:
    one = claimed("2020-09", role="nursing_associate", since="2020-09-14")
    assert one.reason == (
        "Nursing associate is not reimbursable on 14 September 2020: it becomes so on 1 October 2020."
    )


@TABLE(
    ("since", "role", "expected"),
    [
        # £3,000 x 70% = £2,100 are reimbursed; the letter opens the other £900, with agreement
        ("2020-02-16", "clinical_pharmacist", ("£2,100.00", NOTHING, "£900.00")),
        ("2020-02-17", "clinical_pharmacist", ("£2,100.00", "at most £900.00", "at most £900.00")),
        ("2020-02-18", "clinical_pharmacist", ("£2,100.00", "at most £900.00", "at most £900.00")),
        ("2020-02-16", "first_contact_physiotherapist", NONE_OF_IT),
        ("2020-02-17", "first_contact_physiotherapist", (NOTHING, "at most £3,000.00", "at most £3,000.00")),
        ("2020-02-18", "first_contact_physiotherapist", (NOTHING, "at most £3,000.00", "at most £3,000.00")),
        ("2020-02-17", "paramedic", NONE_OF_IT),  # not among the roles of the letter
        # 34,113 / 12 = 2,842.75: reimbursed in full before the letter
        ("2020-02-17", "social_prescribing_link_worker", ("£2,842.75", NOTHING, "£157.25")),
    ],
)
def test_the_letter_of_february_2020_is_of_who_was_recruited_from_the_17th(
    since: str, role: str, expected: tuple[str, str, str]
) -> None:
    assert pounds(claimed("2020-03", role=role, since=since)) == expected


@TABLE(
    ("since", "said", "expected"),
    [
        ("2020-02-16", {"additional": False}, NONE_OF_IT),
        ("2020-02-17", {"additional": False}, NONE_OF_IT),
        # whether cover may be claimed was not seen: up to £3,000 x 70% = £2,100; if so, the letter opens the other £900
        ("2020-02-16", {"covers_leave_of": "P2"}, ("at most £2,100.00", NOTHING, "£900.00 to £3,000.00")),
        ("2020-02-17", {"covers_leave_of": "P2"}, ("at most £2,100.00", "at most £900.00", "at most £3,000.00")),
    ],
)
def test_the_letter_opens_nothing_of_a_post_that_may_not_be_claimed(
    since: str, said: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert pounds(claimed("2020-03", since=since, **said)) == expected


def test_nobody_knew_of_the_letter_before_it_was_published() -> None:
    assert (
        claimed("2020-03", since="2020-02-17", known_on="2020-02-20").needs_agreement
        == claimed("2020-03", since="2020-02-16").needs_agreement
    )
    assert claimed("2020-03", since="2020-02-17", known_on="2020-02-21").needs_agreement is None


def test_the_letter_says_what_would_make_it_exact() -> None:
    assert claimed("2020-03", since="2020-02-17").missing == ("what the commissioner agreed to reimburse in full",)


def test_before_the_contract_of_a_year_is_published_its_roles_are_open() -> None:
    one = claimed("2025-04", since="2024-04-01", known_on="2025-03-26")
    assert pounds(one) == OPEN
    assert pounds(claimed("2025-04", since="2024-04-01", known_on="2025-03-27")) == ALL


@TABLE(
    ("fields", "expected", "assumed"),
    [
        ({"additional": True}, ALL, ""),
        ({"additional": None}, ALL, "the post is additional to the baseline of 31 March 2019"),
        ({"additional": False}, NONE_OF_IT, ""),
        ({"additional": False, "moved_from": "clinical_pharmacists_in_general_practice"}, ALL, "moved to the network"),
        ({"additional": None, "moved_from": "medicines_optimisation_in_care_homes"}, ALL, "moved to the network"),
        ({"additional": True, "moved_from": "medicines_optimisation_in_care_homes"}, ALL, ""),
    ],
)
def test_only_additional_staff_count(fields: dict[str, Any], expected: tuple[str, str, str], assumed: str) -> None:
    one = claimed("2024-05", **fields)
    assert pounds(one) == expected
    said = [text for text in one.assumes if "conditions are met" not in text]
    assert (not said) if not assumed else (len(said) == 1 and assumed in said[0])


@TABLE(
    ("role", "moved_from", "is_claimable"),
    [
        ("clinical_pharmacist", "clinical_pharmacists_in_general_practice", True),
        ("clinical_pharmacist", "medicines_optimisation_in_care_homes", True),
        ("pharmacist", "medicines_optimisation_in_care_homes", True),
        ("pharmacy_technician", "medicines_optimisation_in_care_homes", True),
        ("pharmacy_technician", "clinical_pharmacists_in_general_practice", False),
        ("care_coordinator", "clinical_pharmacists_in_general_practice", False),
        ("care_coordinator", "medicines_optimisation_in_care_homes", False),
    ],
)
def test_each_older_scheme_excepts_its_own_roles(role: str, moved_from: str, is_claimable: bool) -> None:
    """The claims portal of 2020: pharmacists of the one, pharmacists and technicians of the other."""
    one = claimed("2024-05", role=role, additional=False, moved_from=moved_from, annual_cost=24_000)
    assert pounds(one) == (("£2,000.00", NOTHING, NOTHING) if is_claimable else (NOTHING, NOTHING, "£2,000.00"))


def vacant(posts: list[Post], since: str, until: str | None = None, role: str = "clinical_pharmacist") -> Network:
    vacancy = BaselineVacancy(role=role, since=day(since), until=None if until is None else day(until))
    return Network(
        code="U00001",
        name="Millbrook PCN",
        posts=Records(posts, complete=True),
        baseline_vacancies=Records([vacancy], complete=True),
    )


@TABLE(
    ("since", "month", "expected"),
    [
        ("2024-04-15", "2024-06", ALL),
        # vacant since 15 April: too long from 15 July, so 14 of 31 days count: by the month 3,000 x 14 / 31 = 1,354.84,
        # by the year 3,000 x 12 x 14 / 365 = 1,380.82
        ("2024-04-15", "2024-07", ("£1,354.84 to £1,380.82", NOTHING, "£1,619.18 to £1,645.16")),
        ("2024-04-15", "2024-08", NONE_OF_IT),
        # the day before, on and after: three months of 31 March, 1 April and 2 April are over on 30 June, 1 and 2 July
        ("2024-03-31", "2024-07", NONE_OF_IT),
        ("2024-04-01", "2024-06", ALL),
        ("2024-04-01", "2024-07", NONE_OF_IT),
        # 1 of 31 days counts: 3,000 / 31 = 96.77 and 36,000 / 365 = 98.63
        ("2024-04-02", "2024-07", ("£96.77 to £98.63", NOTHING, "£2,901.37 to £2,903.23")),
        # 29 of 30 days count: 3,000 x 29 / 30 = 2,900 and 36,000 x 29 / 365 = 2,860.27
        ("2024-03-30", "2024-06", ("£2,860.27 to £2,900.00", NOTHING, "£100.00 to £139.73")),
    ],
)
def test_a_baseline_post_may_stay_vacant_for_three_months(
    since: str, month: str, expected: tuple[str, str, str]
) -> None:
    one = post()
    assert pounds(claim(one, day(month), vacant([one], since))) == expected


def test_once_the_baseline_post_is_filled_the_other_counts_again() -> None:
    one = post()
    network = vacant([one], "2024-04-01", "2024-07-31")
    assert pounds(claim(one, day("2024-07"), network)) == NONE_OF_IT
    assert pounds(claim(one, day("2024-08"), network)) == ALL


@TABLE("role", ["clinical_pharmacist", "pharmacist", "Clinical Pharmacist"])
def test_the_vacancy_may_be_written_under_any_name_of_the_role(role: str) -> None:
    one = post()
    assert pounds(claim(one, day("2024-08"), vacant([one], "2024-04-01", role=role))) == NONE_OF_IT


def test_a_vacancy_of_another_role_is_no_matter() -> None:
    one = post()
    assert pounds(claim(one, day("2024-08"), vacant([one], "2024-04-01", role="paramedic"))) == ALL


def test_one_vacancy_beside_two_posts_leaves_one_of_them() -> None:
    """Which of them, the network chooses: the claim takes this to be the one that counts, and says so."""
    one, other = post(), post(id="P2")
    found = claim(one, day("2024-08"), vacant([one, other], "2024-04-01"))
    assert pounds(found) == ALL
    assert assumes(found, "1 of the network's 2 posts can't be claimed, and this is taken to be another one")


@TABLE(
    "fields",
    [
        {"additional": False},
        {"conditions": [PostCondition(name="registration_body", met=False)]},
        {"covers_leave_of": "P1"},
    ],
)
def test_a_post_that_cannot_be_claimed_does_not_give_way_for_another(fields: dict[str, Any]) -> None:
    one, other = post(), post(id="P2", **fields)
    assert pounds(claim(one, day("2024-08"), vacant([one, other], "2024-04-01"))) == NONE_OF_IT


def test_a_post_of_which_it_is_open_may_or_may_not_give_way() -> None:
    one, other = post(), post(id="P2", leave=[Leave(since=day("2024-04-02"), kind="rotation")])
    network = vacant([one, other], "2024-04-01")
    assert pounds(claim(one, day("2024-08"), network)) == OPEN
    assert pounds(claim(other, day("2024-08"), network)) == OPEN
    assert says(claim(one, day("2024-08"), network), "it counts only if another post")


def test_a_colleague_who_may_be_claimed_for_a_part_of_the_month_gives_way_for_that() -> None:
    """Away on rotation from 11 August: from then on it is open which of the two is claimed; 10 of 31 days are sure."""
    one, other = post(), post(id="P2", leave=[Leave(since=day("2024-08-11"), kind="rotation")])
    found = claim(one, day("2024-08"), vacant([one, other], "2024-04-01"))
    assert pounds(found)[0] == "£967.74 to £3,000.00"


def test_a_colleague_who_leaves_within_the_month_leaves_the_vacancy_with_this_post() -> None:
    """Held by two until 10 August, then by one: 10 of 31 days count, 967.74 by the month, 986.30 by the year."""
    one, other = post(), post(id="P2", until="2024-08-10")
    found = claim(one, day("2024-08"), vacant([one, other], "2024-04-01"))
    assert pounds(found) == ("£967.74 to £986.30", NOTHING, "£2,013.70 to £2,032.26")


def test_before_2021_22_nobody_had_said_how_long_it_may_stay_vacant() -> None:
    one = post(since="2020-04-01")
    network = vacant([one], "2020-04-15")
    assert pounds(claim(one, day("2021-03"), network)) == ALL
    assert pounds(claim(one, day("2021-04"), network)) == NONE_OF_IT


@TABLE(
    ("month", "expected"),
    [
        ("2020-03", ("at most £2,100.00", NOTHING, "£900.00 to £3,000.00")),  # 70% of it, in that year
        ("2021-03", OPEN),  # the terms were not seen before 2021/22
        ("2022-04", ALL),
        ("2024-04", ALL),
    ],
)
@TABLE("kind", ["sickness", "parental"])
def test_who_is_on_leave_stays_claimable_from_2021_22(kind: str, month: str, expected: tuple[str, str, str]) -> None:
    one = claimed(month, since="2019-07-01", leave=[Leave(since=day("2019-08-01"), kind=kind)])
    assert pounds(one) == expected


def test_the_day_of_the_change_of_the_terms_of_leave() -> None:
    """On 31 March 2021 it is open, on 1 April not; of care coordinators the maximum of 2021/22 was seen."""
    away = [Leave(since=day("2020-08-01"), kind="parental", pay_share="0.5")]
    about: dict[str, Any] = {"role": "care_coordinator", "since": "2020-04-01", "leave": away}
    assert pounds(claimed("2021-03", **about)) == ("at most £1,500.00", NOTHING, "at most £1,500.00")
    assert pounds(claimed("2021-04", **about)) == ("£1,500.00", NOTHING, NOTHING)
    assert says(claimed("2021-03", **about), "Whether days away stay claimable was not seen")


@TABLE(
    ("month", "expected"),
    [("2021-03", OPEN), ("2021-04", NONE_OF_IT), ("2024-05", NONE_OF_IT)],
)
def test_cover_is_not_claimable_on_top(month: str, expected: tuple[str, str, str]) -> None:
    one = claimed(month, since="2020-04-01", id="P2", covers_leave_of="P1")
    assert pounds(one) == expected


SEEN = "the training is what is reimbursed"


@TABLE(
    ("role", "month", "expected"),
    [
        ("paramedic", "2023-03", OPEN),
        ("paramedic", "2024-04", ALL),
        ("dietitian", "2024-04", ALL),
        ("clinical_pharmacist", "2024-04", OPEN),  # the text names no training of pharmacists
        ("physician_associate", "2024-04", OPEN),
        ("social_prescribing_link_worker", "2024-03", OPEN),
        ("social_prescribing_link_worker", "2024-04", ALL),
        # 33,396 / 12 = 2,783.00; in 2023/24 the maximum is the same from July
        ("care_coordinator", "2024-03", ("at most £2,783.00", NOTHING, "£217.00 to £3,000.00")),
        ("care_coordinator", "2024-04", ("£2,783.00", NOTHING, "£217.00")),
        ("nursing_associate", "2022-09", OPEN),
        ("nursing_associate", "2022-10", ("£2,645.50", NOTHING, "£354.50")),  # 31,746 / 12
        # the text is of nursing associates who become nurses, and of no trainees; their maximum was not seen
        ("trainee_nursing_associate", "2022-10", OPEN),
    ],
)
def test_training_time_counts_for_the_roles_and_from_the_day_that_the_text_names(
    role: str, month: str, expected: tuple[str, str, str]
) -> None:
    one = claimed(month, role=role, since="2022-04-01", leave=[Leave(since=day("2022-04-01"), kind="training")])
    assert pounds(one) == expected
    assert assumes(one, SEEN) is not says(one, "Whether days in training stay claimable was not seen")


FIRST_CONTACT = ("dietitian", "first_contact_physiotherapist", "occupational_therapist", "paramedic", "podiatrist")
PERSONALISED_CARE = ("social_prescribing_link_worker", "health_and_wellbeing_coach", "care_coordinator")
TRAINED_FROM = {
    "nursing_associate": date(2022, 10, 1),
    **dict.fromkeys(FIRST_CONTACT, date(2023, 4, 1)),
    **dict.fromkeys(PERSONALISED_CARE, date(2024, 4, 1)),
}


@given(
    role=st.sampled_from(sorted(every_key("roles"))),
    month=st.dates(date(2021, 4, 1), date(2026, 9, 30)).map(lambda found: f"{found:%Y-%m}"),
)
def test_time_in_training_counts_for_no_role_that_the_texts_do_not_name(role: str, month: str) -> None:
    one = claimed(month, role=role, since="2021-04-01", leave=[Leave(since=day("2021-04-01"), kind="training")])
    assert assumes(one, SEEN) is (role in TRAINED_FROM and day(month) >= TRAINED_FROM[role])


def test_of_rotations_nothing_was_seen() -> None:
    """Open from 11 May: 10 of 31 days are sure, at least 3,000 x 10 / 31 = 967.74."""
    one = claimed("2024-05", role="paramedic", leave=[Leave(since=day("2024-05-11"), kind="rotation")])
    assert pounds(one) == ("£967.74 to £3,000.00", NOTHING, "at most £2,032.26")
    assert says(one, "Whether days away stay claimable was not seen")


def test_open_days_leave_a_part_month_that_counts_by_either_reading() -> None:
    """In June the year's days are fewer: 10 days are 3,000 x 12 x 10 / 365 = 986.30, and 10 / 30 are 1,000."""
    one = claimed("2024-06", role="paramedic", leave=[Leave(since=day("2024-06-11"), kind="rotation")])
    assert pounds(one)[0] == "£986.30 to £3,000.00"
