"""Since when a duty falls short: never before there was a network, and short on every day from then on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import Status
from pcn_des.dates import ContractYear
from pcn_des.frame import assess as assess_table
from pcn_des.frame import facts
from pcn_des.strategies import contract_days, networks
from support.effort import examples

FIRST = date(2019, 7, 1)


def network(**records: Any) -> des.Network:
    return des.read_network({"code": "U99901", "name": "X", **records})


def all_of(*items: Any) -> dict[str, Any]:
    return {"complete": True, "items": list(items)}


class TestOpenedLate:
    """What was due before a network opened is no shortfall of it: by when it owes that was not found."""

    @pytest.mark.parametrize(
        ("opened", "duty", "paper"),
        [
            ("2022-10-01", "enhanced_access.plan_submitted", "the enhanced access plan"),
            ("2020-10-05", "participation.national_form", "the participation form"),
            ("2019-11-01", "network_agreement.initial_submitted", "the first Network Agreement"),
            ("2019-11-01", "network_agreement.signed", "the signed Network Agreement"),
        ],
    )
    def test_by_when_it_owes_what_was_due_before_is_not_known(self, opened: str, duty: str, paper: str) -> None:
        day = date.fromisoformat(opened)
        late = network(opened=opened, returns=all_of(), agreements=all_of())
        found = des.assess(late, day)[duty]
        said = f"by when a network that opened on {day.day} {day:%B %Y} owes {paper}"
        assert (found.status, found.missing, found.short_since) == (Status.UNKNOWN, (said,), None)

    @pytest.mark.parametrize(("opened", "status"), [("2022-07-31", Status.NOT_MET), ("2022-08-01", Status.UNKNOWN)])
    def test_who_opened_by_the_day_owes_it_by_then(self, opened: str, status: Status) -> None:
        """31 July 2022 was the day for the plan of enhanced access."""
        report = des.assess(network(opened=opened, returns=all_of()), date(2022, 8, 1))
        assert report["enhanced_access.plan_submitted"].status is status

    @pytest.mark.parametrize(("opened", "late"), [("2022-07-31", 75), ("2022-08-01", None), ("2022-10-01", None)])
    def test_what_is_done_is_done_and_late_by_no_day_from_before_it_opened(self, opened: str, late: int | None) -> None:
        """From 31 July to 14 October 2022 are 75 days."""
        sent = all_of({"kind": "enhanced_access_plan", "on": "2022-10-14"})
        found = des.assess(network(opened=opened, returns=sent), date(2022, 10, 14))["enhanced_access.plan_submitted"]
        assert (found.status, found.late_by) == (Status.MET, late)

    @given(st.data())
    @settings(max_examples=examples(one_in=2), deadline=None)
    def test_nothing_is_short_since_before_it_opened(self, data: st.DataObject) -> None:
        day = data.draw(contract_days())
        opened = data.draw(st.dates(max(FIRST, day - timedelta(days=400)), day))
        drawn = data.draw(networks(day)).evolve(opened=None, closed=None)
        for one in (drawn, network(returns=all_of(), agreements=all_of(), clinical_directors=all_of())):
            report = des.assess(one.evolve(opened=opened), day)
            parts = [part for finding in report.findings for part in (finding, *finding.parts)]
            since = [(part.rule, part.short_since) for part in parts if part.settled is None and part.short_since]
            assert [(rule, on) for rule, on in since if on < opened] == []

    @pytest.mark.parametrize("opened", ["2022-07-31", "2022-08-01", "2022-10-01"])
    def test_tables_say_the_same(self, opened: str) -> None:
        late = network(opened=opened, returns=all_of(), agreements=all_of())
        day = date(2022, 11, 14)
        (row,) = assess_table(facts([late], [day])).to_dicts()
        report = des.assess(late, day)
        duties = [finding.rule for finding in report.findings if finding.entry.due and not finding.parts]
        assert {duty: row[duty] for duty in duties} == {duty: report[duty].status.name for duty in duties}


class TestLiterally:
    def test_a_home_is_without_a_lead_since_it_was_aligned(self) -> None:
        """The leads were to be named by 31 July 2020."""
        home = {"location": "1-1", "name": "N", "clinical_lead": "", "alignment": all_of({"since": "2020-12-01"})}
        found = des.assess(network(care_homes=all_of(home)), date(2020, 12, 15))["care_homes.clinical_lead"]
        assert (found.status, found.short_since) == (Status.NOT_MET, date(2020, 12, 1))

    @pytest.mark.parametrize(
        ("day", "status", "since"),
        [(8, Status.UNKNOWN, None), (9, Status.UNKNOWN, None), (10, Status.NOT_MET, date(2022, 10, 10))],
    )
    def test_two_readings_both_have_to_be_over(self, day: int, status: Status, since: date | None) -> None:
        """The last round was on Friday 30 September: the next is due by the 7th or, by the other, Sunday the 9th."""
        home = {
            "location": "1-1",
            "name": "N",
            "alignment": all_of({"since": "2020-12-01"}),
            "rounds": all_of({"on": "2022-09-30"}),
        }
        found = des.assess(network(care_homes=all_of(home)), date(2022, 10, day))["care_homes.weekly_home_round"]
        assert (found.status, found.short_since) == (status, since)

    @pytest.mark.parametrize("day", [date(2022, 11, 15), date(2022, 12, 15)])
    def test_nobody_is_director_since_the_last_one_went(self, day: date) -> None:
        director = {"name": "A", "since": "2022-04-01", "until": "2022-10-31", "clinician": True}
        vacant = network(
            clinical_directors=all_of(director), clinical_director_vacancies=all_of({"since": "2022-12-01"})
        )
        assert des.assess(vacant, day)["clinical_director.in_post"].short_since == date(2022, 11, 1)

    def test_a_team_whose_paper_ended_is_short_since_then(self) -> None:
        """It was to be there by 30 September 2020, and was."""
        paper = {"kind": "care_home_team", "on": "2020-08-01", "until": "2020-12-31"}
        found = des.assess(network(returns=all_of(paper)), date(2021, 2, 15))["care_homes.team_established"]
        assert (found.status, found.short_since) == (Status.NOT_MET, date(2021, 1, 1))


@given(contract_days().flatmap(lambda day: st.tuples(st.just(day), networks(day))))
@settings(max_examples=examples(one_in=5), deadline=None)
def test_what_is_short_since_a_day_is_short_on_every_day_from_then_on(of: tuple[date, des.Network]) -> None:
    """Within the contract year, and without exceptions: what is lifted for a time is not short in it."""
    day, drawn = of
    plain = drawn.evolve(variations=None, decisions=None)
    first = max(FIRST, ContractYear.of(day).first_day)
    short = [finding for finding in des.assess(plain, day).not_met if finding.short_since]
    if short:
        said = des.timeline(plain, first, day)
        for finding in short:
            assert finding.short_since is not None
            spells = [spell for spell in said[finding.rule] if spell.until >= max(first, finding.short_since)]
            assert {spell.status for spell in spells} == {Status.NOT_MET}, (finding.rule, finding.short_since)
