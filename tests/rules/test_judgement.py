"""What a person has to decide, what is not the network's to answer for, and duties whose text was not found."""

from __future__ import annotations

import pytest

from pcn_des import Status, UnknownNameError
from support.small_network import finding, given, practice, report, waiver

# For each duty that a person decides: a first and a last day of the contract data, and the days beside them (None where
# they are outside the data). From contract/years/*/network.toml, access.toml and
# incentives.toml.
JUDGED = [
    ("network.area_makes_sense", None, "2019-07-01", "2027-03-31", None),
    ("network.area_aligned_with_neighbourhoods", "2026-03-31", "2026-04-01", "2027-03-31", None),
    ("network_agreement.national_template", None, "2019-07-01", "2027-03-31", None),
    ("practices.whole_contract", "2022-03-31", "2022-04-01", "2027-03-31", None),
    ("clinical_director.leadership", None, "2019-07-01", "2024-03-31", "2024-04-01"),
    ("clinical_director.represents_network", None, "2019-07-01", "2024-03-31", "2024-04-01"),
    ("clinical_director.allocates_resources", "2024-03-31", "2024-04-01", "2026-03-31", None),
    ("clinical_director.informs_commissioner", "2024-03-31", "2024-04-01", "2026-03-31", None),
    ("extended_hours.bank_holiday_make_up", None, "2019-07-01", "2022-09-30", "2022-10-01"),
    ("extended_hours.timing_by_preference", None, "2019-07-01", "2022-09-30", "2022-10-01"),
    ("extended_hours.consultation_modes", None, "2019-07-01", "2022-09-30", "2022-10-01"),
    ("extended_hours.practices_plan_together", "2022-03-31", "2022-04-01", "2022-09-30", "2022-10-01"),
    ("enhanced_access.plan_content", "2022-03-31", "2022-04-01", "2023-03-31", "2023-04-01"),
    ("enhanced_access.gp_physically_present", "2022-09-30", "2022-10-01", "2024-03-31", None),
    ("enhanced_access.multidisciplinary_team", "2022-09-30", "2022-10-01", "2027-03-31", None),
    ("enhanced_access.convenient_locations", "2022-09-30", "2022-10-01", "2027-03-31", None),
    ("enhanced_access.beyond_late_core_hours", "2022-09-30", "2022-10-01", "2027-03-31", None),
    ("enhanced_access.collective_responsibility", "2022-09-30", "2022-10-01", "2027-03-31", None),
    ("iif.money_reinvested", "2020-09-30", "2020-10-01", "2027-03-31", None),
    ("capacity_and_access_support.money_used_as_meant", "2022-09-30", "2022-10-01", "2023-03-31", "2023-04-01"),
]
TEXT_NOT_SEEN_AFTER = [
    ("enhanced_access.gp_physically_present", "2024-03-31", "2024-04-01"),
    ("enhanced_access.full_standard_hours_covered", "2024-03-31", "2024-04-01"),
    ("clinical_director.allocates_resources", "2026-03-31", "2026-04-01"),
    ("clinical_director.informs_commissioner", "2026-03-31", "2026-04-01"),
]


@pytest.mark.parametrize(
    ("rule", "before", "first", "last", "after"), [pytest.param(*case, id=case[0]) for case in JUDGED]
)
def test_for_a_person_to_judge_on_each_day_it_is_in_force(
    rule: str, before: str | None, first: str, last: str, after: str | None
) -> None:
    for day in (first, last):
        found = finding(rule, day)
        assert found.status is Status.JUDGEMENT
        assert found.reason.startswith(("Whether", "Where"))
        assert not found.is_shortfall
    for outside in filter(None, (before, after)):
        assert rule not in report(outside)


def test_records_do_not_judge() -> None:
    found = finding("practices.whole_contract", "2022-11-14", practices={"complete": True, "items": [practice()]})
    assert (found.status, found.parts) == (Status.JUDGEMENT, ())
    assert given("practices.whole_contract", "2022-11-14", {"network.practices": 5}).status is Status.JUDGEMENT


def test_what_a_person_judges_can_be_lifted_too() -> None:
    rule = "enhanced_access.gp_physically_present"
    found = finding(rule, "2022-11-14", variations=[waiver(rule, since="2022-10-01")])
    assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.JUDGEMENT)


@pytest.mark.parametrize(
    "rule",
    ["network.approval_not_withheld", "network.all_patients_covered", "network.agreement_content_no_ground"],
)
@pytest.mark.parametrize("day", ["2019-07-01", "2022-11-14", "2027-03-31"])
def test_the_commissioners_duties_are_never_in_a_networks_report(rule: str, day: str) -> None:
    """facts/README: 'commissioner's duties: never in a network's shortfalls'."""
    found = report(day)
    assert rule not in found
    assert rule not in {one.rule for one in (*found.findings, *found.not_met, *found.to_judge, *found.unknown)}
    theirs = {duty.rule: duty for duty in found.commissioners_duties}
    if rule in theirs:  # in force on the day: asked for, it answers
        assert (found[rule], found[rule].status) == (theirs[rule], Status.NOT_APPLICABLE)
    else:
        with pytest.raises(UnknownNameError, match="not in force"):
            found[rule]


@pytest.mark.parametrize(("rule", "last", "first"), [pytest.param(*case, id=case[0]) for case in TEXT_NOT_SEEN_AFTER])
def test_a_duty_whose_text_was_not_seen_for_the_year_is_unknown_and_counted_apart(
    rule: str, last: str, first: str
) -> None:
    """[missing] "obligations.…" in that year's folder: not ended, not seen."""
    assert not finding(rule, last).text_missing
    whole = report(first)
    assert (whole[rule].status, whole[rule].text_missing) == (Status.UNKNOWN, True)
    assert whole[rule] in whole.text_missing
    assert whole[rule] not in whole.unknown
    assert whole[rule].reason


def test_a_duty_never_seen_at_all_is_named_with_what_is_known_of_it() -> None:
    for day in ("2019-07-01", "2022-11-14", "2027-03-31"):
        found = finding("practices.registered_list", day)
        assert (found.status, found.text_missing) == (Status.UNKNOWN, True)
        assert found.reason == "that an eligible practice has a registered list is believed; no passage was found"


def test_a_plan_that_only_one_year_asked_for_is_gone_without_a_trace_after() -> None:
    """enhanced_access.plan_submitted and plan_agreed: 2022/23 only."""
    for rule in ("enhanced_access.plan_submitted", "enhanced_access.plan_agreed"):
        assert rule in report("2023-03-31")
        assert rule not in report("2023-04-01")
