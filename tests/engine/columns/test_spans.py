"""What is worked out on which days: those of one contract together, weekly duties by the year of their week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")
pytest.importorskip("narwhals", reason="Narwhals is not installed: pip install 'pcn_des[frame]'")

from pcn_des.contract.files import load_year  # needs NumPy
from pcn_des.dates import ContractYear, Period
from pcn_des.engine.columns.codes import JUDGEMENT, UNKNOWN
from pcn_des.engine.columns.spans import NETWORK, Plan, duties_of_any_day, plans
from pcn_des.frame.statuses import basis_of

BASIS = basis_of(None)
MINUTES = "enhanced_access.weekly_minutes"
MIX = "enhanced_access.multidisciplinary_team"  # for a person to judge
LEAD = "care_homes.clinical_lead"  # about each care home, while it was a duty
PAYEE = "nominated_payee.named"
RETURN = "data.workforce_return"  # of April to June 2021 no text was found


def planned(
    days: Sequence[date], *asked: str, subject: str = NETWORK, known_on: date | None = None
) -> list[tuple[Plan, list[date]]]:
    return plans(BASIS, days, known_on, frozenset(asked), subject)


def shown(days: Sequence[date], *asked: str, subject: str = NETWORK) -> list[tuple[list[str], dict[str, int]]]:
    """The duties that have a rule, and the answers that need none, of each plan."""
    return [
        ([duty.entry.key for duty in plan.duties], dict(plan.fixed))
        for plan, _ in planned(days, *asked, subject=subject)
    ]


# --- weekly duties ---


@pytest.mark.parametrize(
    ("day", "ended"),
    [
        (date(2024, 4, 1), date(2024, 3, 31)),  # a Monday
        (date(2024, 4, 7), date(2024, 3, 31)),
        (date(2023, 4, 1), date(2023, 3, 26)),  # a Saturday
        (date(2023, 4, 2), date(2023, 3, 26)),
    ],
)
def test_a_weekly_duty_is_held_against_the_year_in_which_the_last_week_ended(day: date, ended: date) -> None:
    ((plan, days),) = planned([day], MINUTES)
    assert days == [day]
    assert plan.terms.as_of == day
    assert plan.the_week is not None and plan.the_week.as_of == ended
    (duty,) = plan.duties
    assert duty.of_the_week is True
    (entry,) = load_year(ContractYear(day.year - 1)).obligations[MINUTES]
    assert duty.entry is entry


@pytest.mark.parametrize(
    ("last", "first"), [(date(2024, 4, 7), date(2024, 4, 8)), (date(2023, 4, 2), date(2023, 4, 3))]
)
def test_from_the_first_monday_after_a_whole_week_it_is_held_against_the_new_year(last: date, first: date) -> None:
    """However the days are asked about: at once, or alone."""
    (before, of_before), (after, of_after) = planned([last, first], MINUTES)
    assert (of_before, of_after) == ([last], [first])
    assert before.the_week is not None and after.the_week is not None
    assert (before.the_week.as_of, after.the_week.as_of) == (last - timedelta(days=7), last)
    (entry,) = load_year(ContractYear(first.year)).obligations[MINUTES]
    assert after.duties[0].entry is entry


def test_a_duty_that_is_not_weekly_is_held_against_the_contract_of_the_day() -> None:
    ((plan, _),) = planned([date(2024, 4, 2)], PAYEE)
    (duty,) = plan.duties
    assert duty.of_the_week is False
    (entry,) = load_year(ContractYear(2024)).obligations[PAYEE]
    assert duty.entry is entry
    assert plan.the_week is not None  # of the duties that are weekly


def test_nothing_given_of_a_week_is_asked_about_its_last_day_and_its_days() -> None:
    of_week = BASIS.of_week(date(2024, 3, 31))
    assert (of_week.as_of, of_week.measured) == (  # type: ignore[attr-defined]
        date(2024, 3, 31),
        Period(date(2024, 3, 25), date(2024, 3, 31)),
    )


# --- days together ---


def test_days_on_which_all_that_is_read_is_the_same_are_worked_out_together() -> None:
    """Some of the contract changes on 1 October and 1 January; nothing of this duty does, before the next year."""
    one_year = [date(2023, 5, 2), date(2023, 10, 2), date(2024, 1, 9), date(2024, 3, 31)]
    the_next = [date(2024, 4, 1), date(2024, 12, 2)]
    assert [of for _, of in planned([*one_year, *the_next], PAYEE)] == [one_year, the_next]


def test_no_days_have_nothing_to_work_out() -> None:
    assert planned([], PAYEE) == []


# --- what needs no fact ---


def test_what_a_person_judges_and_what_was_not_found_have_an_answer_without_facts() -> None:
    day = [date(2024, 6, 3)]
    assert shown(day, PAYEE, MIX, "practices.registered_list") == [
        ([PAYEE], {MIX: JUDGEMENT, "practices.registered_list": UNKNOWN})
    ]
    assert shown(day, MIX) == [([], {MIX: JUDGEMENT})]
    assert shown(day, PAYEE) == [([PAYEE], {})]
    assert shown(day, "practices.registered_list") == [([], {"practices.registered_list": UNKNOWN})]


def test_a_duty_about_subjects_is_unknown_of_networks_and_worked_out_about_the_subjects() -> None:
    day = [date(2022, 11, 14)]
    assert shown(day, LEAD, PAYEE) == [([PAYEE], {LEAD: UNKNOWN})]
    assert shown(day, LEAD, PAYEE, MIX, "practices.registered_list", subject="care_home") == [([LEAD], {})]


def test_a_text_that_was_not_found_of_some_months_is_unknown_in_these() -> None:
    days = [date(2021, 6, 30), date(2021, 7, 1)]
    assert shown(days, RETURN) == [([], {RETURN: UNKNOWN}), ([RETURN], {})]


@pytest.mark.parametrize("key", ["commissioner.unclaimed_funding_decided", "network.approval_not_withheld"])
def test_the_commissioners_duties_are_not_asked_of_networks(key: str) -> None:
    assert shown([date(2020, 11, 2)], key) == [([], {})]
    assert key not in duties_of_any_day()


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (MINUTES, ("network",)),
        (LEAD, ("care_home", "network")),  # of 2024/25 on, only a gap is entered
        ("practices.registered_list", ("network",)),
        ("participation.practice_cooperates", ("network", "practice")),
    ],
)
def test_the_kinds_of_subject_that_a_duty_was_about(key: str, kinds: tuple[str, ...]) -> None:
    assert duties_of_any_day()[key] == kinds


def test_what_was_published_later_is_not_known_by_a_day() -> None:
    """This duty was published on 26 September 2022."""
    later = "anticipatory_care.contribution"
    for known_on, duties in ((date(2022, 9, 25), []), (date(2022, 9, 26), [later]), (None, [later])):
        ((plan, _),) = planned([date(2022, 11, 14)], later, known_on=known_on)
        assert [duty.entry.key for duty in plan.duties] == duties
