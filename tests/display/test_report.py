"""What a person sees of a report: text at 80 columns, and plain values for other programs."""

from __future__ import annotations

import json
from datetime import date

import pytest

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.display.report import report_html

SIZE, PERSONS = "network.list_size_ceiling", "data.nominated_persons"
CONFLICTS = "network_agreement.conflicts_dealt_with"


def test_the_bundled_network_shows_every_status(report: des.Report) -> None:
    assert set(report.counts) == set(Status)


def test_what_falls_short_is_apart_from_advisories_unknowns_and_missing_texts(report: des.Report) -> None:
    assert {finding.rule for finding in report.not_met} == {"network_agreement.signed", "enhanced_access.reminders"}
    assert report.advisories == ()
    assert {finding.rule for finding in report.information} == {SIZE, PERSONS, CONFLICTS}
    assert all(not finding.text_missing for finding in report.unknown)
    assert all(finding.status is Status.UNKNOWN for finding in report.text_missing)


def test_what_is_no_duty_is_told_apart_near_the_end(report: des.Report) -> None:
    """Riverside has 50,412 patients, a little more than networks usually have."""
    found = report[SIZE]
    assert found.status is Status.NOT_MET
    assert found not in (*report.not_met, *report.advisories, *report.with_status(Status.NOT_MET))
    assert sum(report.counts.values()) == len(report) - len(report.text_missing) - 3
    head, end = str(report).split("FOR INFORMATION: what is usual and no duty")
    assert "    3  FOR INFORMATION what is usual and no duty" in head.splitlines()
    assert "usual size" not in head
    assert "TEXT NOT FOUND: said to be" in end
    assert end.splitlines()[1:5] == [
        "  - Network not above the usual size",
        "    50,412 registered patients; at most 50,000 usual (sum over 5 Core Network",
        "    Practices at 1 January 2022)",
        "    [network.list_size_ceiling; carried; no duty]",
    ]
    duties, apart = report._repr_html_().split("<h3>FOR INFORMATION: what is usual and no duty</h3>")
    assert "Network not above" not in duties
    assert "Network not above the usual size" in apart


def test_what_is_no_duty_is_in_plain_values_with_its_strength(report: des.Report) -> None:
    plain = report.to_dict()
    found = {each["rule"]: each["status"] for each in plain["findings"] if each["strength"] == "information"}
    assert found == {SIZE: "NOT_MET", PERSONS: "UNKNOWN", CONFLICTS: "UNKNOWN"}
    assert plain["counts"]["NOT_MET"] == 2


def test_where_it_is_not_known_it_is_no_unknown_of_the_report_either() -> None:
    report = des.assess({}, date(2022, 11, 14))
    for found in report.information:
        assert found.status is Status.UNKNOWN
        assert found not in report.unknown
        assert all(found.rule not in duties for _, duties in report.records_wanted(1))


def test_an_advisory_is_below_what_falls_short() -> None:
    """That appointments are mapped is a should; that the Nominated Payee is named is a must."""
    network = des.read_network({"code": "U99903", "name": "Silent PCN", "payees": [], "returns": []})
    report = des.assess(network, date(2022, 11, 14))
    assert [finding.rule for finding in report.advisories] == ["data.appointments_mapped"]
    assert "falls short (1 advisory)" in str(report)
    assert str(report).index("NOT MET, advisory (not a must)") > str(report).index("Nominated payee named")


def test_no_line_is_wider_than_80_columns_unless_it_is_an_address(report: des.Report) -> None:
    texts = [str(report), *(report.explain(rule) for rule in report)]
    wide = [line for text in texts for line in text.splitlines() if len(line) > 80 and "http" not in line]
    assert wide == []


def test_the_report_is_headed_by_whom_it_is_about(report: des.Report) -> None:
    assert str(report).splitlines()[:4] == [
        "Riverside PCN (U99901)",
        "Commissioner: NHS Riverside and Vale ICB",
        "Clinical director: Dr Asha Menon",
        "Network Contract DES 2022/23 on 14 November 2022",
    ]
    assert "The commissioner decides what follows." in str(report)


def test_what_was_published_by_a_day_is_said_in_words() -> None:
    text = str(des.assess({}, date(2025, 5, 1), date(2025, 5, 29)))
    assert "as published by 29 May 2025" in text
    assert "known_on" not in text


def test_a_report_ends_with_the_records_that_would_settle_most() -> None:
    """Seven duties of enhanced access rest on one audit of the appointment book, two on the data sharing agreement."""
    network = des.read_network({"code": "U99903", "name": "Silent PCN"})
    report = des.assess(network, date(2022, 11, 14))
    record, duties = report.records_wanted()[0]
    assert record == "an appointment book audit in 2022/23"
    assert len(duties) == 8 - 1
    assert "WHAT WOULD SETTLE MOST OF THE UNKNOWN" in str(report)


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        (date(2022, 4, 29), []),
        (date(2022, 4, 30), ["enhanced_access.plan_submitted"]),  # 92 days before 31 July
        (date(2022, 7, 31), ["enhanced_access.plan_submitted", "enhanced_access.plan_agreed"]),
        (date(2022, 8, 1), ["enhanced_access.plan_agreed"]),  # some day of August; which is not established
    ],
)
def test_what_is_due_soon_is_apart_from_what_is_unknown_for_good(as_of: date, due: list[str]) -> None:
    """The plan of enhanced access was due by 31 July 2022, its agreement in August (contract/years/2022-23)."""
    report = des.assess(des.read_network({"code": "U99903", "name": "Silent PCN"}), as_of)
    assert [finding.rule for finding in report.due_soon() if finding.rule.startswith("enhanced_access")] == due


def test_what_is_due_soon_says_in_how_many_days_and_for_which_subject(report: des.Report) -> None:
    """The Saturday of 5 November 2022 was cancelled, and is owed back within two weeks."""
    said = "by 19 November 2022, in 5 days: Cancelled time made up, 5 November 2022"
    assert f"  - {said}" in str(report)
    assert f"<li>{said}</li>" in report_html(report)
    assert report.to_dict()["due_soon"] == [
        {"rule": "care_homes.assessment_in_time", "subject": "1-9990000003, SC-05", "due": "2022-11-18"},
        {"rule": "care_homes.care_plan_in_time", "subject": "1-9990000003, SC-05", "due": "2022-11-18"},
        {
            "rule": "enhanced_access.cancelled_time_made_up",
            "subject": "2022-11-05-saturday-afternoon",
            "due": "2022-11-19",
        },
    ]


def test_what_is_done_is_not_due_and_a_wider_window_sees_further(report: des.Report) -> None:
    assert [finding.rule for finding in report.due_soon(days=3)] == []
    assert "personalised_care.digital_care_plans" in [finding.rule for finding in report.due_soon(days=600)]


def test_an_explanation_has_working_terms_sources_and_standing(report: des.Report) -> None:
    text = report.explain("enhanced_access.weekly_minutes")
    for part in (
        "Required:    3,073.8 minutes per week (3,075 by another reading) = 60 x 51,230 /",
        "  - Weekly appointment minutes: 60 minutes per 1,000 adjusted patients per week,",
        "      key: enhanced_access.minutes_per_1000",
        "Standing:    carried",
        "https://www.gponline.com/",
    ):
        assert part in text


def test_one_subject_can_be_explained(report: des.Report) -> None:
    group = report["practices.contract_type"]
    one = report["practices.contract_type", group.parts[0].subject]  # type: ignore[index]
    assert one.subject == "Y99901"
    assert "practices.contract_type, Y99901" in report.explain("practices.contract_type", "Y99901")
    with pytest.raises(des.UnknownNameError, match="Did you mean 'Y99905'"):
        report["practices.contract_type", "Y99909"]


def test_an_unknown_finding_offers_the_nearest(report: des.Report) -> None:
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'network\.list_size'"):
        report["network.listsize"]
    assert "network.list_size" in report
    assert "network.listsize" not in report


def test_a_report_becomes_json_and_says_under_what_it_was_made(report: des.Report) -> None:
    plain = json.loads(json.dumps(report.to_dict()))
    assert plain["receipt"] == {
        "as_of": "2022-11-14",
        "known_on": None,
        "contract_year": "2022/23",
        "contract_digest": report.receipt.contract_digest,
        "package_version": des.__version__,
        "records_digest": report.receipt.records_digest,
        "practice": None,
        "amended": [],
    }
    minutes = next(finding for finding in plain["findings"] if finding["rule"] == "enhanced_access.weekly_minutes")
    assert minutes["required"] == {
        "value": None,
        "unit": "minutes per week",
        "at_least": "3073.8",
        "at_most": "3075",
        "by_reading": ["3073.8", "3075"],
    }
    assert minutes["citations"][0]["url"].startswith("https://")


@pytest.mark.parametrize("share", [-0.1, 1.1, 2])
def test_a_share_that_is_none_is_refused(report: des.Report, share: float) -> None:
    with pytest.raises(des.MisuseError, match="from 0 to 1"):
        report.records_wanted(share)
