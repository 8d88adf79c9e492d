"""Networks that meet or break what they are asked to, on days all over the eight years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Status, assess, terms
from pcn_des.engine.registry import OBLIGATION_RULES
from pcn_des.errors import MisuseError, OutsideDataError, UnknownNameError
from pcn_des.strategies import contract_days, epoch_edges, networks, reachable, texts
from pcn_des.strategies.recipes import RECIPES

FEW = settings(max_examples=2, suppress_health_check=list(HealthCheck))
DAYS = (
    date(2019, 7, 1),
    date(2020, 11, 2),
    date(2022, 10, 3),  # a week before full standard hours are due
    date(2022, 11, 14),
    date(2024, 1, 3),  # after a week with two bank holidays
    date(2025, 6, 1),  # the first day of the corrected populations
    date(2027, 3, 31),
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
DAY = date(2022, 11, 14)


def wishes(outcome: Status, *keys: str) -> dict[str, Any]:
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
        @given(networks(day, **wishes(outcome, key)))
        def answers(network: Network) -> None:
            assert assess(network, day)[key].status is outcome

        answers()

    @settings(max_examples=40)
    @given(day=contract_days(), data=st.data())
    def test_any_obligation_on_any_day(self, day: date, data: st.DataObject) -> None:
        key, outcomes = data.draw(st.sampled_from(sorted(reachable(day).items())))
        outcome = data.draw(st.sampled_from(outcomes))
        network = data.draw(networks(day, **wishes(outcome, key)))
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
        @settings(max_examples=10, suppress_health_check=list(HealthCheck))
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
        """A network can't be too small and too large, and while the post is vacant nobody in it falls short."""
        left_out = {NETWORK_SIZE[1], ELIGIBLE}
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
        ],
    )
    def test_some_met_and_some_broken(self, meets: tuple[str, ...], breaks: tuple[str, ...]) -> None:
        @settings(max_examples=10)
        @given(networks(DAY, meets=meets, breaks=breaks))
        def answers(network: Network) -> None:
            report = assess(network, DAY)
            assert {key: report[key].status for key in meets} == dict.fromkeys(meets, Status.MET)
            assert {key: report[key].status for key in breaks} == dict.fromkeys(breaks, Status.NOT_MET)

        answers()

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
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
        assert {ELIGIBLE, COVERED, *NETWORK_SIZE} & set(asked)  # nothing else contradicts anything


class TestWhatCannotBeAskedFor:
    @pytest.mark.parametrize(
        ("meets", "breaks", "about"),
        [
            ((), NETWORK_SIZE, "how many registered patients there are"),
            ((MINUTES,), (COVERED,), "whether the minutes of the week are enough"),
            ((ELIGIBLE,), (IN_POST,), "whether somebody is clinical director"),
            ((), (ELIGIBLE, IN_POST), "whether somebody is clinical director"),
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
            (DAY, {"meets": ["network.patient_engagement"]}, "its text was not found: "),
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
    def test_each_rule_is_in_force_on_one_of_the_days_on_which_it_is_asked_for_alone(self) -> None:
        duties = [duty for day in APART for duty in terms(day).obligations.values()]
        asked = {key for day in APART for key, _ in by_a_rule(day)}
        assert {duty.rule or duty.key for duty in duties if duty.key in asked} == set(OBLIGATION_RULES)

    def test_every_rule_has_a_recipe_and_every_recipe_a_rule(self) -> None:
        assert sorted(RECIPES) == sorted(OBLIGATION_RULES)

    @pytest.mark.parametrize("day", DAYS)
    def test_whatever_records_decide_can_be_met(self, day: date) -> None:
        contract = terms(day)
        decided = {
            key
            for key, duty in contract.obligations.items()
            if duty.owed_by != "commissioner" and not duty.judgement and key not in contract.missing_obligations
        }
        assert {key for key, outcomes in reachable(day).items() if Status.MET in outcomes} == decided

    def test_a_shortfall_is_out_of_reach_only_where_the_contract_makes_it_so(self) -> None:
        """On 3 October 2022 three duties are not due yet, and no contract type on record is ineligible."""
        only_met = {key for key, outcomes in reachable(date(2022, 10, 3)).items() if outcomes == (Status.MET,)}
        assert only_met == {
            MINUTES,
            COVERED,
            "personalised_care.digital_care_plans",
            "practices.contract_type",
        }
