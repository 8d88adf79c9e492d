"""Laws for every network, with networks that are not made for one rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Report, Status, assess, read_network, terms
from pcn_des.formats.network_file.write import network_dict
from pcn_des.strategies import contract_days, epoch_edges, networks
from support.effort import examples

SOME = settings(max_examples=examples(one_in=3), suppress_health_check=list(HealthCheck))
LISTS = (
    "practices",
    "populations",
    "agreements",
    "clinical_directors",
    "clinical_director_vacancies",
    "payees",
    "access_sessions",
    "access_weeks",
    "cancelled_sessions",
    "care_homes",
    "returns",
    "areas",
)


def owed_on(day: date) -> set[str]:
    """The obligations that a report answers for, with those whose text was not found: none of the commissioner's."""
    contract = terms(day)
    every: dict[str, Any] = {**contract.obligations, **contract.missing_obligations}
    return {key for key, entry in every.items() if entry.owed_by != "commissioner"}


@SOME
@given(networks(), contract_days() | epoch_edges())
def test_every_network_has_a_report_with_a_finding_for_each_obligation_in_force(network: Network, day: date) -> None:
    """What an exception lifts or amends has to exist, so these exceptions of any kind are left out."""
    report = assess(network.evolve(variations=None), day)
    assert set(report) == owed_on(day)
    assert report.to_dict()["findings"]
    assert str(report)


@SOME
@given(contract_days() | epoch_edges(), st.data())
def test_so_has_a_plausible_network_and_a_waiver_only_lifts(day: date, data: st.DataObject) -> None:
    network = data.draw(networks(day))
    report = assess(network, day)
    assert set(report) == owed_on(day)
    lifted = {key for variation in network.variations or () for key in variation.lifts}
    assert {finding.rule for finding in report.findings if finding.without_exception} == lifted & owed_on(day)


def statuses(report: Report) -> dict[str, Status]:
    return {finding.rule: finding.status for finding in report.findings}


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=examples(one_in=8), suppress_health_check=list(HealthCheck))
@given(day=contract_days(), data=st.data())
def test_a_list_taken_away_turns_answers_only_into_unknown(name: str, day: date, data: st.DataObject) -> None:
    """Each list of the network; those inside its records are in tests/rules/test_silence.py.

    The practices go with the network's own figures: without any list of practices those are taken to be the figures
    of the network as it is (docs/populations.md), which is an answer of its own.
    """
    network = data.draw(networks(day))
    away: dict[str, None] = {name: None} | ({"populations": None} if name == "practices" else {})
    before, after = statuses(assess(network, day)), statuses(assess(network.evolve(**away), day))
    changed = {rule for rule, was in before.items() if after[rule] not in (was, Status.UNKNOWN)}
    assert changed == set()


@SOME
@given(contract_days(), st.data())
def test_what_is_written_is_read_again(day: date, data: st.DataObject) -> None:
    network = data.draw(networks() | networks(day))
    assert read_network(network_dict(network)) == network
