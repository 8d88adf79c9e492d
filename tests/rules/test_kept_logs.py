"""A log that was kept for a time: silent about other days, and what it omits of its own days did not happen.

The same week, home, year and duty are asked about with a log that covers it, one that begins a day too late, and one
that ends a day too early.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pcn_des import Status
from support.small_network import complete, finding, finding_of_week, practice

WHOLE, LATE, SHORT = "whole", "begins a day late", "ends a day early"


def kept(since: str, until: str, *items: Any) -> dict[str, Any]:
    return {"complete": {"since": since, "until": until}, "items": list(items)}


def kept_around(since: str, until: str, decided: Status) -> pytest.MarkDecorator:
    """A log of all the days that matter decides; one that lacks the first or the last of them does not."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    a_day_late, a_day_early = (first + timedelta(days=1)).isoformat(), (last - timedelta(days=1)).isoformat()
    return pytest.mark.parametrize(
        ("since", "until", "status"),
        [
            pytest.param(since, until, decided, id=WHOLE),
            pytest.param(a_day_late, until, Status.UNKNOWN, id=LATE),
            pytest.param(since, a_day_early, Status.UNKNOWN, id=SHORT),
        ],
    )


@kept_around("2022-11-07", "2022-11-13", Status.NOT_MET)
@pytest.mark.parametrize("rule", ["enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered"])
def test_sessions_of_a_week(rule: str, since: str, until: str, status: Status) -> None:
    """The week from 7 to 13 November 2022, in which nothing was offered."""
    members = complete(practice(adjusted={"2022-01-01": 15_500}))
    found = finding_of_week(rule, "2022-11-14", practices=members, access_sessions=kept(since, until))
    assert found.status is status


@kept_around("2022-11-07", "2022-11-14", Status.NOT_MET)
def test_rounds_since_the_last_that_may_have_been(since: str, until: str, status: Status) -> None:
    """A round on 2 November, and none from the 7th to the 14th, when the next is overdue by both readings.

    The last may have been on the day before the log begins: on Sunday the 6th, with the next due by Sunday the 13th, or
    on Monday the 7th, with the next due by the 20th where each week has one.
    """
    home = {
        "location": "1",
        "name": "The Elms",
        "alignment": [{"since": "2020-10-01"}],
        "rounds": kept(since, until, {"on": "2022-11-02"}),
    }
    assert finding("care_homes.weekly_home_round", "2022-11-14", care_homes=complete(home)).status is status


@kept_around("2022-04-01", "2022-11-14", Status.NOT_APPLICABLE)
def test_cancelled_sessions_of_the_year(since: str, until: str, status: Status) -> None:
    rule = "enhanced_access.cancelled_time_made_up"
    assert finding(rule, "2022-11-14", cancelled_sessions=kept(since, until)).status is status


@kept_around("2022-07-04", "2022-11-14", Status.NOT_APPLICABLE)
def test_admissions_since_the_home_was_aligned(since: str, until: str, status: Status) -> None:
    home = {
        "location": "1",
        "name": "The Elms",
        "alignment": [{"since": "2022-07-04"}],
        "admissions": kept(since, until),
    }
    assert finding("care_homes.assessment_in_time", "2022-11-14", care_homes=complete(home)).status is status


@pytest.mark.parametrize(
    ("until", "status"), [("2022-11-14", Status.JUDGEMENT), ("2022-11-13", Status.UNKNOWN)], ids=[WHOLE, SHORT]
)
def test_an_empty_day_of_an_admission(until: str, status: Status) -> None:
    """Admitted on 1 November; by the 14th seven working days have passed."""
    stay = {"id": "S-1", "on": "2022-11-01", "kind": "admission"}
    home = {
        "location": "1",
        "name": "The Elms",
        "alignment": [{"since": "2022-11-01"}],
        "admissions": kept("2022-11-01", until, stay),
    }
    found = finding("care_homes.care_plan_in_time", "2022-11-14", care_homes=complete(home))
    assert found.parts[0].status is status


@kept_around("2022-04-01", "2022-11-14", Status.NOT_MET)
def test_papers_of_the_year_for_a_yearly_duty(since: str, until: str, status: Status) -> None:
    assert finding("data.appointments_mapped", "2022-11-14", returns=kept(since, until)).status is status


@kept_around("2022-10-01", "2022-11-14", Status.NOT_MET)
def test_checks_since_it_began_for_a_duty_that_is_new(since: str, until: str, status: Status) -> None:
    assert finding("enhanced_access.booking_horizon", "2022-11-14", returns=kept(since, until)).status is status


def test_papers_of_a_time_do_not_say_that_there_was_none_before() -> None:
    """A data sharing agreement may be of any day: only a list of all days says that there is none."""
    rule = "network_agreement.data_sharing"
    assert finding(rule, "2022-11-14", returns=kept("2019-07-01", "2022-11-14")).status is Status.UNKNOWN
    assert finding(rule, "2022-11-14", returns=complete()).status is Status.NOT_MET


NOV_14 = [
    pytest.param("2022-11-14", "2022-11-14", Status.NOT_MET, id=WHOLE),
    pytest.param("2022-11-15", "2023-03-31", Status.UNKNOWN, id=LATE),
    pytest.param("2022-04-01", "2022-11-13", Status.UNKNOWN, id=SHORT),
]


@pytest.mark.parametrize(("since", "until", "status"), NOV_14)
@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("clinical_director.in_post", "clinical_directors"),
        ("nominated_payee.named", "payees"),
        ("network_agreement.signed", "agreements"),
        ("network.core_practices", "practices"),
    ],
)
def test_nobody_and_nothing_on_the_day(rule: str, name: str, since: str, until: str, status: Status) -> None:
    records: dict[str, Any] = {name: kept(since, until)}
    assert finding(rule, "2022-11-14", **records).status is status


@pytest.mark.parametrize(("since", "until", "status"), NOV_14)
def test_memberships_on_the_day(since: str, until: str, status: Status) -> None:
    members = complete(practice(membership=kept(since, until)))
    assert finding("network.core_practices", "2022-11-14", practices=members).status is status


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        pytest.param("2022-11-14", "2022-11-14", Status.MET, id=WHOLE),
        pytest.param("2022-11-15", "2023-03-31", Status.UNKNOWN, id=LATE),
        pytest.param("2022-04-01", "2022-11-13", Status.UNKNOWN, id=SHORT),
    ],
)
def test_other_networks_on_the_day(since: str, until: str, status: Status) -> None:
    members = complete(practice(other_networks=kept(since, until)))
    assert finding("practices.one_network", "2022-11-14", practices=members).status is status


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        pytest.param("2022-11-14", "2022-11-14", Status.NOT_APPLICABLE, id=WHOLE),
        pytest.param("2022-11-15", "2023-03-31", Status.UNKNOWN, id=LATE),
        pytest.param("2022-04-01", "2022-11-13", Status.UNKNOWN, id=SHORT),
    ],
)
@pytest.mark.parametrize(
    ("rule", "name"),
    [("care_homes.clinical_lead", "care_homes"), ("practices.one_network", "practices")],
)
def test_nothing_to_ask_about_on_the_day(rule: str, name: str, since: str, until: str, status: Status) -> None:
    records: dict[str, Any] = {name: kept(since, until)}
    assert finding(rule, "2022-11-14", **records).status is status


@kept_around("2022-10-03", "2022-11-14", Status.NOT_MET)
def test_make_ups_since_the_cancellation(since: str, until: str, status: Status) -> None:
    lost = {"id": "x", "service": "enhanced_access", "on": "2022-10-03", "minutes": 60, "made_up": kept(since, until)}
    found = finding("enhanced_access.cancelled_time_made_up", "2022-11-14", cancelled_sessions=complete(lost))
    assert found.status is status


@kept_around("2022-03-31", "2022-11-14", Status.NOT_APPLICABLE)
@pytest.mark.parametrize("name", ["practices", "clinical_directors", "payees", "areas"])
def test_what_the_agreement_names_since_the_day_before_the_year(
    name: str, since: str, until: str, status: Status
) -> None:
    """Nothing changed in the year so far, where nothing could be missing from the four lists."""
    records: dict[str, Any] = {listed: [] for listed in ("practices", "clinical_directors", "payees", "areas")}
    found = finding("network_agreement.updated_after_change", "2022-11-14", **(records | {name: kept(since, until)}))
    assert found.status is status


@kept_around("2022-03-31", "2022-11-14", Status.NOT_APPLICABLE)
def test_changes_of_members_since_the_day_before_the_year(since: str, until: str, status: Status) -> None:
    for members in (kept(since, until), complete(practice(membership=kept(since, until)))):
        assert finding("participation.change_in_window", "2022-11-14", practices=members).status is status
