"""The parts of answers read well alone: at 80 columns, and as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.questions.cases import Case, Expected, run
from pcn_des.strategies import contract_days, networks
from support.effort import examples
from support.markup import below_the_draft_line

DAY = date(2022, 11, 14)


@pytest.fixture(scope="module")
def ledger() -> des.AccessLedger:
    return des.access_ledger(des.example_network(), date(2022, 8, 1), date(2022, 11, 30))


@pytest.fixture(scope="module")
def statement() -> des.Statement:
    return des.entitlements(des.example_network(), "2022/23")


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (
            "network.list_size_ceiling",
            [
                "FOR INFORMATION: Network not above the usual size",
                "    50,412 registered patients; at most 50,000 usual (sum over 5 Core Network",
                "    Practices at 1 January 2022)",
                "    [network.list_size_ceiling; carried; no duty]",
            ],
        ),
        (
            "enhanced_access.data_sharing",
            [
                "UNKNOWN: Data sharing in place for enhanced access",
                "    needs a data sharing agreement",
                "    [enhanced_access.data_sharing; carried]",
            ],
        ),
    ],
)
def test_a_finding_is_its_entry_with_its_answer(report: des.Report, rule: str, lines: list[str]) -> None:
    assert str(report[rule]).splitlines() == lines


def test_a_finding_whose_text_was_not_found_says_so(report: des.Report) -> None:
    assert str(report.text_missing[0]).startswith("TEXT NOT FOUND: ")


def test_a_difference_has_the_answers_below_each_other(report: des.Report) -> None:
    earlier = des.assess(des.example_network(), date(2022, 6, 1))
    said = {difference.rule: str(difference) for difference in report.diff(earlier)}
    assert said["enhanced_access.plan_submitted"].splitlines() == [
        "Enhanced access plan sent to the commissioner",
        "[enhanced_access.plan_submitted]",
        "    MET (the enhanced access plan of 3 August 2022 (plan and covering e-mail), 3",
        "    days late)",
        " -> UNKNOWN (needs the enhanced access plan)",
    ]
    assert said["enhanced_access.weekly_minutes"].splitlines()[-1] == " -> not in force"


def test_a_spell_has_days_answer_duty_and_reason() -> None:
    timeline = des.timeline(des.example_network(), date(2022, 10, 1), DAY)
    assert str(timeline["enhanced_access.reminders"][0]).splitlines() == [
        "01 Oct 2022 to 06 Oct 2022: UNKNOWN",
        "    Appointment reminders",
        "    needs an appointment book audit in 2022/23",
        "    [enhanced_access.reminders]",
    ]


def test_a_week_is_its_row_and_what_is_to_be_said_of_it(ledger: des.AccessLedger) -> None:
    week = next(week for week in ledger.weeks if week.enough_only_with_make_up)
    assert str(week).splitlines() == [
        "EXTENDED HOURS",
        "Week from     Required  Offered    Short Cancelled  Made up  Owed         Answer",
        "19 Sep 2022*  1,512.36    1,530                300      300                  MET",
        "Week from 19 September 2022: enough only with the 300 minutes that made up for",
        "cancelled sessions.",
    ]


def test_a_cancelled_session_says_when_it_is_owed_back_and_what_made_up(ledger: des.AccessLedger) -> None:
    assert str(ledger.owed_back[1]).splitlines() == [
        "12 October 2022, 90 minutes (the pharmacist was ill): owed back by",
        "26 October 2022. Made up: 90 on 28 October 2022; 2 days late.",
    ]


def test_a_stream_has_its_working_and_its_months(statement: des.Statement) -> None:
    first, working, about, *rates = str(statement["core_pcn_funding"]).splitlines()[:-12]
    months = str(statement["core_pcn_funding"]).splitlines()[-12:]
    assert first == "Core PCN funding" + " " * 54 + "£75,618.00"
    assert working == "    12 months, April 2022 to March 2023; a month: (1.5 x 50,412) / 12"
    assert about == "    [core_pcn_funding; confirmed; to the Nominated Payee]"
    assert months[0] == "      Apr 2022       £6,301.50  (1.5 x 50,412) / 12"
    assert len(months) == 12
    assert " ".join(" ".join(rates).split()).startswith(
        "rate from Slideshare (unnamed author), Network Contract DES 2022"
    )


def test_a_stream_that_is_not_established_says_why(statement: des.Statement) -> None:
    assert str(statement["investment_and_impact_fund"]).splitlines() == [
        "Investment and Impact Fund",
        "    paid on achievement; des.iif works it out from figures of its indicators",
    ]


def test_a_month_has_its_amount_and_working(statement: des.Statement) -> None:
    assert str(statement["core_pcn_funding"].lines[3]).splitlines() == [
        "Core PCN funding, July 2022: £6,301.50",
        "    (1.5 x 50,412) / 12",
        "    [core_pcn_funding; confirmed; to the Nominated Payee: Weirside Surgery]",
    ]
    assert str(statement["care_home_premium"].lines[0]).startswith("Care home premium, April 2022: not established: ")


def test_heading_and_receipt_are_those_of_the_report(report: des.Report) -> None:
    lines = str(report).splitlines()
    assert str(report.heading).splitlines() == lines[:3]
    assert str(report.receipt).splitlines() == lines[-2:]


def test_an_outcome_says_whether_it_is_as_expected() -> None:
    case = Case(
        file="a.toml",
        rule="network.list_size",
        it="The minimum itself is enough",
        about={"population.registered": 30_000},
        answers=(Expected(day=DAY, answer="MET"), Expected(day=DAY, answer="NOT MET", late_by=3)),
    )
    right, wrong = run(case)
    assert str(right).splitlines() == [
        "network.list_size: The minimum itself is enough, 14 November 2022: MET",
        "    as expected",
    ]
    assert str(wrong).splitlines()[1:] == [
        "    expected NOT MET, got MET (30,000 registered patients; at least 30,000",
        "    required)",
        "    late_by is None, not 3",
    ]


def test_a_difference_as_plain_values_has_both_findings(report: des.Report) -> None:
    earlier = des.assess(des.example_network(), date(2022, 6, 1))
    plain = next(each for each in report.diff(earlier) if each.rule == "enhanced_access.weekly_minutes").to_dict()
    assert plain["before"] == report["enhanced_access.weekly_minutes"].to_dict()
    assert (plain["rule"], plain["subject"], plain["after"]) == ("enhanced_access.weekly_minutes", None, None)
    assert plain["changed"] == []
    plan = next(each for each in report.diff(earlier) if each.rule == "enhanced_access.plan_submitted").to_dict()
    assert plan["changed"] == ["status", "late_by", "reason", "observed", "missing", "done"]


@settings(max_examples=examples(one_in=5), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_part_of_every_answer_has_text_html_and_plain_values(data: st.DataObject) -> None:
    """Whole words alone make a line wider than 80 columns: a word, an address, a name that the text may not break."""
    day = data.draw(contract_days())
    for part in _parts(data.draw(networks(as_of=day)), day):
        lines = str(part).splitlines()
        assert lines
        assert [line for line in lines if len(line) > 80 and len(line.split()) > 2 and "http" not in line] == []
        assert below_the_draft_line(part._repr_html_()).startswith('<div class="pcn-des"><style>')
        json.dumps(part.to_dict())


def _parts(network: des.Network, day: date) -> Iterator[Any]:
    report = des.assess(network, day)
    yield report.receipt
    for finding in report.findings:
        yield finding
        yield from finding.parts[:2]
    statement = des.entitlements(network, f"{day.year - (day.month < 4)}/{(day.year + (day.month > 3)) % 100:02}")
    yield from statement.values()
    yield from (total.lines[0] for total in statement.values() if total.lines)
