"""Networks that meet or break what they are asked to, on days all over the eight years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Status, assess, terms
from pcn_des.engine.registry import OBLIGATION_RULES
from pcn_des.errors import MisuseError
from pcn_des.strategies import contract_days, epoch_edges, networks, reachable, texts
from support.covered import LAST_DAY
from support.effort import examples

pytestmark = pytest.mark.thorough  # a network for each rule and day


FEW = settings(max_examples=examples(one_in=30), suppress_health_check=list(HealthCheck))
DAYS = (
    date(2019, 7, 1),
    date(2020, 11, 2),
    date(2022, 10, 3),  # a week before full standard hours are due
    date(2022, 11, 14),
    date(2024, 1, 3),  # after a week with two bank holidays
    date(2025, 6, 1),  # the first day of the corrected populations
    LAST_DAY,
)
APART = (
    date(2019, 7, 1),
    date(2020, 11, 2),
    date(2022, 11, 14),
    date(2025, 6, 1),
)  # on one of them each rule is in force
NETWORK_SIZE = ("network.list_size", "network.list_size_ceiling")
MINUTES, COVERED = "enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered"
IN_POST, ELIGIBLE = "clinical_director.in_post", "clinical_director.eligible"
CORE, ONE_NETWORK = "network.core_practices", "practices.one_network"
SIGNED, UPDATED = "network_agreement.signed", "network_agreement.updated_after_change"
IN_WINDOW, PAYEE_ELIGIBLE = "participation.change_in_window", "nominated_payee.eligible"
ASSESSED, PLANNED = "care_homes.assessment_in_time", "care_homes.care_plan_in_time"
STAFF, PRACTICE_STAFF = "data.workforce_return", "data.practice_workforce_return"
DAY = date(2022, 11, 14)


def asked(outcome: Status, *keys: str) -> dict[str, Any]:
    return {"meets" if outcome is Status.MET else "breaks": keys}


def by_a_rule(day: date) -> list[tuple[str, Status]]:
    """What can be asked for on a day of the duties that a rule decides."""
    duties = terms(day).obligations
    return [(key, outcome) for key, found in reachable(day).items() for outcome in found if not duties[key].evidence]


def papers(day: date) -> dict[str, tuple[Status, ...]]:
    """What can be asked for on a day of the duties that a paper shows done."""
    duties = terms(day).obligations
    return {key: found for key, found in reachable(day).items() if duties[key].evidence}


class TestOneAtATime:
    @pytest.mark.parametrize(("day", "key", "outcome"), [(day, *asked) for day in APART for asked in by_a_rule(day)])
    def test_an_obligation_that_a_rule_decides(self, day: date, key: str, outcome: Status) -> None:
        @FEW
        @given(networks(day, **asked(outcome, key)))
        def answers(network: Network) -> None:
            assert assess(network, day)[key].status is outcome

        answers()

    def test_each_rule_is_in_force_on_one_of_the_days_on_which_it_is_asked_for_alone(self) -> None:
        duties = [duty for day in APART for duty in terms(day).obligations.values()]
        asked = {key for day in APART for key, _ in by_a_rule(day)}
        assert {duty.rule or duty.key for duty in duties if duty.key in asked} == set(OBLIGATION_RULES)

    @given(day=contract_days(), data=st.data())
    def test_any_obligation_on_any_day(self, day: date, data: st.DataObject) -> None:
        key, outcomes = data.draw(st.sampled_from(sorted(reachable(day).items())))
        outcome = data.draw(st.sampled_from(outcomes))
        network = data.draw(networks(day, **asked(outcome, key)))
        assert assess(network, day)[key].status is outcome

    @pytest.mark.parametrize("day", DAYS)
    def test_papers_some_of_which_are_there_and_some_are_not(self, day: date) -> None:
        open_both_ways = [key for key, outcomes in papers(day).items() if len(outcomes) == 2]

        @FEW
        @given(broken=st.sets(st.sampled_from(open_both_ways)), data=st.data())
        def answers(broken: set[str], data: st.DataObject) -> None:
            shown = set(papers(day)) - broken - {key for key in papers(day) if papers(day)[key] == (Status.NOT_MET,)}
            report = assess(data.draw(networks(day, meets=shown, breaks=broken)), day)
            assert {key for key in papers(day) if report[key].status is Status.NOT_MET} >= broken
            assert {key for key in papers(day) if report[key].status is Status.MET} >= shown

        answers()

    def test_texts_may_be_awkward_ones(self) -> None:
        @settings(max_examples=examples(one_in=6), suppress_health_check=list(HealthCheck))
        @given(networks(DAY, meets=by_key(DAY), texts=texts()))
        def answers(network: Network) -> None:
            report = assess(network, DAY)
            assert {report[key].status for key in by_key(DAY)} == {Status.MET}

        answers()


def by_key(day: date) -> list[str]:
    """Everything that can be met on a day."""
    return [key for key, outcomes in reachable(day).items() if Status.MET in outcomes]


class TestSeveralAtOnce:
    @pytest.mark.parametrize("day", DAYS)
    def test_everything_that_can_be_met_is_met_together(self, day: date) -> None:
        met = by_key(day)

        @FEW
        @given(networks(day, meets=met))
        def answers(network: Network) -> None:
            report = assess(network, day)
            assert {key: report[key].status for key in met} == dict.fromkeys(met, Status.MET)

        answers()

    @pytest.mark.parametrize("day", DAYS)
    def test_everything_that_can_be_broken_is_broken_together(self, day: date) -> None:
        """Too small is not too large; in a vacant post nobody falls short; nor does a practice where there is none."""
        left_out = {NETWORK_SIZE[1], ELIGIBLE, CORE}
        broken = [key for key, outcomes in reachable(day).items() if Status.NOT_MET in outcomes and key not in left_out]

        @FEW
        @given(networks(day, breaks=broken))
        def answers(network: Network) -> None:
            report = assess(network, day)
            assert {key: report[key].status for key in broken} == dict.fromkeys(broken, Status.NOT_MET)

        answers()

    @pytest.mark.parametrize(
        ("meets", "breaks"),
        [
            ((NETWORK_SIZE[1],), (NETWORK_SIZE[0],)),
            ((NETWORK_SIZE[0],), (NETWORK_SIZE[1],)),
            (NETWORK_SIZE, ()),
            ((COVERED,), (MINUTES,)),
            ((MINUTES, COVERED, *NETWORK_SIZE), ()),
            ((), (MINUTES, COVERED, NETWORK_SIZE[0])),
            ((COVERED,), (MINUTES, NETWORK_SIZE[0])),
            ((IN_POST,), (ELIGIBLE,)),
            ((ELIGIBLE, "care_homes.clinical_lead"), ("network_agreement.signed", "care_homes.weekly_home_round")),
            (("care_homes.weekly_home_round", "practices.one_network"), ("care_homes.clinical_lead",)),
            (("network.area_agreed", "practices.contract_type"), ("network.list_size", "network.area_map")),
            (("enhanced_access.reminders",), ("enhanced_access.booking_horizon", "nominated_payee.named")),
            ((), (CORE, NETWORK_SIZE[0], SIGNED, ELIGIBLE)),
            ((MINUTES, IN_WINDOW, UPDATED, IN_POST), (CORE,)),
            ((IN_WINDOW, UPDATED, SIGNED), (MINUTES, COVERED, NETWORK_SIZE[0])),
            ((UPDATED,), ("network_agreement.kept_current", "nominated_payee.named", IN_POST)),
            ((UPDATED, "network_agreement.kept_current"), ("network.area_agreed", "network.area_map")),
            (("enhanced_access.cancelled_time_made_up",), (MINUTES,)),
            ((COVERED,), (MINUTES, "enhanced_access.cancelled_time_made_up")),
            ((ASSESSED,), ("care_homes.clinical_lead",)),
            ((PLANNED,), ("care_homes.weekly_home_round",)),
            ((STAFF,), (PRACTICE_STAFF,)),
        ],
    )
    def test_some_met_and_some_broken(self, meets: tuple[str, ...], breaks: tuple[str, ...]) -> None:
        @settings(max_examples=examples(one_in=12))
        @given(networks(DAY, meets=meets, breaks=breaks))
        def answers(network: Network) -> None:
            report = assess(network, DAY)
            assert {key: report[key].status for key in meets} == dict.fromkeys(meets, Status.MET)
            assert {key: report[key].status for key in breaks} == dict.fromkeys(breaks, Status.NOT_MET)

        answers()

    @settings(suppress_health_check=list(HealthCheck))
    @given(day=contract_days() | epoch_edges(), data=st.data())
    def test_whatever_is_asked_for_together_is_answered_or_refused(self, day: date, data: st.DataObject) -> None:
        found = reachable(day)
        keys = data.draw(st.lists(st.sampled_from(sorted(found)), unique=True, max_size=25))
        asked = {key: data.draw(st.sampled_from(found[key])) for key in keys}
        meets, breaks = ([key for key in keys if asked[key] is outcome] for outcome in (Status.MET, Status.NOT_MET))
        try:
            drawn = networks(day, meets=meets, breaks=breaks)
        except MisuseError as refused:
            contradiction = str(refused)
        else:
            report = assess(data.draw(drawn), day)
            assert {key: report[key].status for key in keys} == asked
            return
        assert "the two do not agree on" in contradiction
        assert {ELIGIBLE, COVERED, PAYEE_ELIGIBLE, CORE, *NETWORK_SIZE} & set(
            asked
        )  # nothing else contradicts anything


class TestFirstDaysOfAYear:
    """The last whole week ended in the year before, and is held against its terms, patients and members."""

    @pytest.mark.parametrize("outcome", [Status.MET, Status.NOT_MET])
    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (date(2020, 4, 1), "extended_hours.weekly_minutes"),
            (date(2021, 4, 4), "extended_hours.weekly_minutes"),
            (date(2023, 4, 1), MINUTES),
            (date(2023, 4, 2), COVERED),
            (date(2026, 4, 2), MINUTES),  # the adjusted populations of the year before were corrected
        ],
    )
    def test_the_week(self, day: date, key: str, outcome: Status) -> None:
        @settings(max_examples=examples(one_in=12))
        @given(networks(day, **asked(outcome, key)))
        def answers(network: Network) -> None:
            assert assess(network, day)[key].status is outcome

        answers()

    @pytest.mark.parametrize("outcome", [Status.MET, Status.NOT_MET])
    def test_a_practice_that_left_on_the_first_day_was_still_a_member_in_the_week(self, outcome: Status) -> None:
        day = date(2022, 4, 2)  # a window was open from 1 April; the week ended on 27 March
        key = "extended_hours.weekly_minutes"
        others: dict[str, Any] = (
            {"meets": [IN_WINDOW, CORE, key]} if outcome is Status.MET else {"meets": [IN_WINDOW], "breaks": [key]}
        )

        @settings(max_examples=examples(one_in=12))
        @given(networks(day, **others))
        def answers(network: Network) -> None:
            report = assess(network, day)
            assert (report[IN_WINDOW].status, report[key].status) == (Status.MET, outcome)
            assert len(network.core_practices(date(2022, 3, 27))) == len(network.core_practices(day)) + 1

        answers()

    def test_a_bank_holiday_of_that_week_keeps_it_from_being_short(self) -> None:
        with pytest.raises(MisuseError, match="has a bank holiday on 29 March 2024"):
            networks(date(2024, 4, 5), breaks=[MINUTES])


class TestEachMonth:
    @pytest.mark.parametrize("outcome", [Status.MET, Status.NOT_MET])
    @pytest.mark.parametrize(
        "day",
        [
            date(2021, 7, 1),  # the first day of the duty: no month of it is over
            date(2021, 7, 31),
            date(2022, 4, 20),
            date(2022, 11, 14),
            LAST_DAY,
        ],
    )
    def test_returns(self, day: date, outcome: Status) -> None:
        @settings(max_examples=examples(one_in=12))
        @given(networks(day, **asked(outcome, STAFF, PRACTICE_STAFF)))
        def answers(network: Network) -> None:
            report = assess(network, day)
            assert {report[key].status for key in (STAFF, PRACTICE_STAFF)} == {outcome}

        answers()
