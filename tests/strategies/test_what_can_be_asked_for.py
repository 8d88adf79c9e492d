"""What can be asked for on a day and what can't, and the errors that say why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Status, terms
from pcn_des.errors import MisuseError, OutsideDataError, UnknownNameError
from pcn_des.strategies import networks, reachable
from support.covered import LAST_DAY

DAY = date(2022, 11, 14)
DAYS = (
    date(2019, 7, 1),
    date(2020, 11, 2),
    date(2022, 10, 3),  # a week before full standard hours are due
    DAY,
    date(2024, 1, 3),
    date(2025, 6, 1),
    LAST_DAY,
)
NO_WINDOW = {date(2024, 1, 3), date(2025, 6, 1)}  # their years have no window for leaving whose days are established
NETWORK_SIZE = ("network.list_size", "network.list_size_ceiling")
MINUTES, COVERED = "enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered"
IN_POST, ELIGIBLE = "clinical_director.in_post", "clinical_director.eligible"
CORE, ONE_NETWORK = "network.core_practices", "practices.one_network"
UPDATED, IN_WINDOW = "network_agreement.updated_after_change", "participation.change_in_window"
PAYEE_ELIGIBLE = "nominated_payee.eligible"
ASSESSED, PLANNED = "care_homes.assessment_in_time", "care_homes.care_plan_in_time"
NEVER_BROKEN = {UPDATED, IN_WINDOW, PAYEE_ELIGIBLE, ASSESSED, PLANNED}  # a shortfall is for a person to judge


class TestWhatCannotBeAskedFor:
    @pytest.mark.parametrize(
        ("meets", "breaks", "about"),
        [
            ((), NETWORK_SIZE, "how many registered patients there are"),
            ((MINUTES,), (COVERED,), "whether the minutes of the week are enough"),
            ((ELIGIBLE,), (IN_POST,), "whether somebody is clinical director"),
            ((), (ELIGIBLE, IN_POST), "whether somebody is clinical director"),
            ((), (CORE, ONE_NETWORK), "whether some practice is a Core Network Practice"),
            ((NETWORK_SIZE[0],), (CORE,), "how many registered patients there are"),
        ],
    )
    def test_contradictions_name_both(self, meets: tuple[str, ...], breaks: tuple[str, ...], about: str) -> None:
        with pytest.raises(MisuseError) as raised:
            networks(DAY, meets=meets, breaks=breaks)
        message = str(raised.value)
        assert all(key in message for key in (*meets, *breaks))
        assert message.startswith("On 14 November 2022 no network ")
        assert f"the two do not agree on {about}" in message

    @pytest.mark.parametrize(
        ("day", "asked", "why"),
        [
            (DAY, {"meets": ["enhanced_access.convenient_locations"]}, "a person has to judge it"),
            (DAY, {"meets": ["data.care_home_beds"]}, "the commissioner owes it"),
            (DAY, {"meets": ["extended_hours.weekly_minutes"]}, "it is not in force on that day"),
            (
                DAY,
                {"breaks": ["practices.contract_type"]},
                r"contract .* on record \(GMS, PMS, APMS\) is eligible",
            ),
            (DAY, {"meets": ["network.patient_engagement"]}, r"its text was not found: \w+ (?!note)"),
            (date(2020, 11, 2), {"breaks": [PAYEE_ELIGIBLE]}, "a person has to judge whether a payee"),
            (DAY, {"breaks": [UPDATED]}, "a person has to judge whether an update that has not come is still in time"),
            (DAY, {"breaks": [IN_WINDOW]}, "a person has to judge a change outside the windows"),
            (DAY, {"breaks": [ASSESSED]}, "a person has to judge whether an assessment that is late"),
            (DAY, {"breaks": [PLANNED]}, "a person has to judge whether a care plan that is late"),
            (date(2025, 6, 1), {"meets": [IN_WINDOW]}, "no window in which a practice could have left by then is est"),
            (date(2026, 4, 30), {"meets": [IN_WINDOW]}, "no window in which a practice could have left by then is est"),
            (date(2022, 10, 9), {"breaks": [MINUTES]}, "it is due by 9 October 2022"),
            (date(2022, 8, 31), {"breaks": ["enhanced_access.plan_agreed"]}, "due by a day of August 2022"),
            (date(2024, 1, 3), {"breaks": [MINUTES]}, "has a bank holiday on 25 December 2023, 26 December 2023"),
            (DAY, {"meets": [MINUTES], "breaks": [MINUTES]}, "is to be met and broken; ask for one of the two"),
        ],
    )
    def test_the_error_names_the_obligation_and_where_to_look(self, day: date, asked: Any, why: str) -> None:
        key = next(iter(asked.values()))[0]
        with pytest.raises(MisuseError, match=why) as raised:
            networks(day, **asked)
        assert key in str(raised.value)
        assert f"pcn_des.strategies.reachable(date({day.year}, {day.month}, {day.day})) lists" in str(raised.value)

    def test_all_that_cannot_be_is_in_one_error(self) -> None:
        with pytest.raises(MisuseError, match=r"can't be met: .*; practices.contract_type can't be broken: "):
            networks(DAY, meets=["enhanced_access.convenient_locations"], breaks=["practices.contract_type"])

    def test_an_unknown_obligation(self) -> None:
        with pytest.raises(UnknownNameError, match=r"Did you mean 'enhanced_access.weekly_minutes'"):
            networks(DAY, meets=["enhanced_access.weekly_minute"])

    def test_days_and_keys_of_the_wrong_kind(self) -> None:
        with pytest.raises(MisuseError, match="give as_of"):
            networks(meets=[MINUTES])
        with pytest.raises(MisuseError, match="it must be several keys"):
            networks(DAY, meets=MINUTES)
        with pytest.raises(TypeError, match=r"as_of must be a datetime.date"):
            networks("2022-11-14")  # type: ignore[arg-type]
        with pytest.raises(OutsideDataError):
            networks(date(2019, 6, 30))


class TestReachable:
    @pytest.mark.parametrize("day", DAYS)
    def test_whatever_records_decide_can_be_met(self, day: date) -> None:
        contract = terms(day)
        decided = {
            key
            for key, duty in contract.obligations.items()
            if duty.owed_by != "commissioner" and not duty.judgement and key not in contract.missing_obligations
        }
        out_of_reach = {IN_WINDOW} if day in NO_WINDOW else set()
        assert {key for key, outcomes in reachable(day).items() if Status.MET in outcomes} == decided - out_of_reach

    def test_a_shortfall_is_out_of_reach_only_where_the_contract_makes_it_so(self) -> None:
        """On 3 October 2022 four duties are not due yet, no contract on record is ineligible, and a person judges."""
        only_met = {key for key, outcomes in reachable(date(2022, 10, 3)).items() if outcomes == (Status.MET,)}
        assert only_met == {
            MINUTES,
            COVERED,
            "data.workforce_plan_to_2024",
            "personalised_care.digital_care_plans",
            "personalised_care.shared_decision_audit",  # by when it is due was not found
            "practices.contract_type",
            *(NEVER_BROKEN - {PAYEE_ELIGIBLE}),  # not in force any more
        }
