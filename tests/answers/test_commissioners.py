"""The commissioner's own duties are answered with what the contract says, and are none of the network's."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.contract.entries import COMMISSIONER
from support.covered import ANY_DAY
from support.effort import examples

COVERED = "network.all_patients_covered"


@pytest.fixture(scope="module")
def report() -> des.Report:
    return des.assess(des.example_network(), date(2022, 11, 14))


def test_it_is_answered_with_the_entry(report: des.Report) -> None:
    found = report[COVERED]
    assert found.entry == des.terms(date(2022, 11, 14)).obligations[COVERED]
    assert found.status is des.Status.NOT_APPLICABLE
    assert found.reason == "a duty of the commissioner; the network does not owe it and is not checked"
    said = report.explain(COVERED)
    assert said.startswith("THE COMMISSIONER'S DUTY: Every registered patient covered by a network\n")
    assert "Owed by:     commissioner (must)" in said
    assert "To judge:    Whether the patients of every practice" in said
    assert "“to ensure 100% geographic coverage”" in said
    assert str(found).startswith("THE COMMISSIONER'S DUTY: Every registered patient")
    assert "THE COMMISSIONER" in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["rule"] == COVERED


def test_a_dated_one_has_its_day() -> None:
    dated = [
        (day, finding)
        for day in (date(2020, 7, 1), date(2022, 7, 1), date(2024, 7, 1))
        for finding in des.assess(des.example_network(), day).commissioners_duties
        if finding.entry.due is not None
    ]
    assert all(finding.due == finding.entry.due for _, finding in dated)


@settings(max_examples=examples(one_in=5))
@given(ANY_DAY)
def test_every_one_of_the_day_is_answered_and_in_no_list(day: date) -> None:
    report = des.assess({"population.registered": 40_000}, day)
    theirs = {key for key, duty in des.terms(day).obligations.items() if duty.owed_by == COMMISSIONER}
    assert {finding.rule for finding in report.commissioners_duties} == theirs
    for key in theirs:
        assert report[key].owed_by == COMMISSIONER
        assert report[key].title in " ".join(report.explain(key).split())
        assert key not in report
        assert key not in list(report)
        assert key not in {finding.rule for finding in report.findings}
