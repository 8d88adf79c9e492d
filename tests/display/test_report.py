"""What a person sees of a report: text at 80 columns, HTML, tables and plain values."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.display.report import report_html, report_page


@pytest.fixture(scope="module")
def report() -> des.Report:
    network = des.example_network()
    assert network.example_as_of is not None
    return des.assess(network, network.example_as_of)


def test_the_bundled_network_shows_every_status(report: des.Report) -> None:
    assert set(report.counts) == set(Status)


def test_what_falls_short_is_apart_from_advisories_unknowns_and_missing_texts(report: des.Report) -> None:
    assert {finding.rule for finding in report.not_met} == {"network_agreement.signed", "enhanced_access.reminders"}
    assert {finding.rule for finding in report.advisories} == {"network.list_size_ceiling"}
    assert all(not finding.text_missing for finding in report.unknown)
    assert all(finding.status is Status.UNKNOWN for finding in report.text_missing)


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
        "enhanced_access.minutes_per_1000: 60 minutes per 1,000 adjusted patients per",
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
    }
    minutes = next(finding for finding in plain["findings"] if finding["rule"] == "enhanced_access.weekly_minutes")
    assert minutes["required"] == {"value": "3073.8", "unit": "minutes per week", "alternatives": ["3075"]}
    assert minutes["citations"][0]["url"].startswith("https://")


# --- twelve homes and their admissions ---

ROUND, LEAD = "care_homes.weekly_home_round", "care_homes.clinical_lead"
ASSESSMENT, PLAN = "care_homes.assessment_in_time", "care_homes.care_plan_in_time"
TITLES = {
    ROUND: "Weekly home round in the care home",
    LEAD: "Named clinical lead for the care home",
    ASSESSMENT: "Needs assessed within seven working days",
    PLAN: "Personalised care and support plan within",
}


def a_home(name: str, **fields: Any) -> dict[str, Any]:
    """A home with a lead, a round in the week of the question and nobody admitted, where the fields say no other."""
    return {
        "location": name,
        "name": name,
        "alignment": [{"since": "2020-08-01"}],
        "clinical_lead": "Dr A",
        "rounds": {"complete": True, "items": [{"on": "2022-11-10"}]},
        "admissions": [],
        **fields,
    }


def admitted(count: int, late: int = 0) -> dict[str, Any]:
    """Residents admitted on 3 October 2022, due by 12 October; the first few assessed and planned on the 17th."""
    days = ["2022-10-17"] * late + ["2022-10-05"] * (count - late)
    stays = [
        {"id": f"S-{place}", "on": "2022-10-03", "kind": "admission", "assessed_on": day, "planned_on": day}
        for place, day in enumerate(days, 1)
    ]
    return {"complete": True, "items": stays}


def of_homes(*homes: dict[str, Any]) -> des.Report:
    """The report of 14 November 2022 on eleven homes with which all is well, and these."""
    well = [a_home(f"Home {place}") for place in range(1, 12)]
    listed = {"complete": True, "items": [*well, *homes]}
    return des.assess(
        des.read_network({"code": "U99906", "name": "Homes PCN", "care_homes": listed}), date(2022, 11, 14)
    )


def in_text(report: des.Report, rule: str) -> list[str]:
    """The lines about a duty in the text of a report, below its title."""
    lines = str(report).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"  - {TITLES[rule]}"))
    entry = []
    for line in lines[start + 1 :]:
        if not line.startswith("    "):
            break
        entry.append(line.strip())
    return entry


def in_html(report: des.Report, rule: str) -> str:
    """The row about a duty in the HTML of a report, without what is folded away."""
    row = next(row for row in report_html(report).split("<tr>") if f"<span class=rule>{rule}</span>" in row)
    return row.split("<details>")[0]


@pytest.mark.parametrize(
    ("rule", "failing", "why"),
    [
        pytest.param(
            ROUND,
            a_home("Heronsmead", rounds={"complete": True, "items": [{"on": "2022-10-20"}]}),
            "it was due by 27 October 2022",
            id="no round",
        ),
        pytest.param(LEAD, a_home("Heronsmead", clinical_lead=""), "nobody is named", id="no lead"),
    ],
)
def test_one_failing_home_of_twelve_stands_alone(rule: str, failing: dict[str, Any], why: str) -> None:
    found = of_homes(failing)
    said = in_text(found, rule)
    assert said[:2] == ["1 of 12 care homes: Heronsmead", f"Heronsmead: NOT MET, {why}"]
    assert said[2].startswith(f"[{rule};")
    assert in_html(found, rule).count("<li>") == 1
    assert "<li>Heronsmead: " in in_html(found, rule)


def test_of_twelve_homes_that_are_met_none_is_listed() -> None:
    found = of_homes(a_home("Heronsmead"))
    for rule in (ROUND, LEAD):
        assert in_text(found, rule) == ["all 12 care homes"]
        assert "<li>" not in in_html(found, rule)


def test_one_home_of_twelve_of_which_nothing_is_known_is_named_with_what_it_needs() -> None:
    silent = a_home("Heronsmead")
    del silent["clinical_lead"]
    assert in_text(of_homes(silent), LEAD) == ["1 of 12 care homes: Heronsmead; needs the clinical lead of Heronsmead"]


def test_one_late_admission_of_forty_stands_alone_with_what_is_to_be_judged() -> None:
    found = of_homes(a_home("Heronsmead", admissions=admitted(40, late=1)))
    assert in_text(found, ASSESSMENT) == [
        "1 of 40 admissions: Heronsmead, S-1",
        "to be judged: whether an assessment that came later than the days allowed,",
        "or has not come, had a good reason; it may draw on earlier assessments",
        "Heronsmead, S-1: JUDGEMENT (late by 5 days), assessed on 17 October 2022;",
        "no reason for the delay is on record",
    ]
    assert in_html(found, ASSESSMENT).count("<li>") == 1
    assert "To be judged: whether an assessment" in in_html(found, ASSESSMENT)


def test_of_many_late_admissions_the_first_are_listed_and_the_others_counted() -> None:
    found = of_homes(a_home("Heronsmead", admissions=admitted(40, late=12)))
    said = in_text(found, PLAN)
    assert "12 of 40 admissions: Heronsmead, S-1; Heronsmead, S-2; Heronsmead, S-3; …" in said
    assert sum("JUDGEMENT" in line for line in said) == 5
    assert said[-1] == "and 7 more"
    assert in_html(found, PLAN).count("<li>") == 5 + 1
    assert "<li>and 7 more</li>" in in_html(found, PLAN)


def test_a_home_without_a_list_does_not_hide_what_is_to_be_judged_elsewhere() -> None:
    silent = a_home("Heronsmead")
    del silent["admissions"]
    found = of_homes(silent, a_home("Millgate", admissions=admitted(8, late=1)))
    said = in_text(found, PLAN)
    assert "needs the admissions of Heronsmead" in said
    assert "Millgate, S-1: JUDGEMENT (late by 5 days), plan made on 17 October 2022;" in said
    assert "Millgate, S-1" in in_html(found, PLAN)


def test_in_full_the_admissions_to_look_at_come_first() -> None:
    admissions = admitted(3, late=1)
    admissions["items"].reverse()
    text = of_homes(a_home("Heronsmead", admissions=admissions)).explain(PLAN)
    listed = text.split("One by one:")[1]
    assert listed.index("S-1: JUDGEMENT") < listed.index("S-3: MET") < listed.index("S-2: MET")
    assert "To judge:    whether a plan that came later than the days allowed" in text


def test_a_table_of_findings_says_what_is_to_be_judged() -> None:
    pytest.importorskip("polars", reason="polars is not installed: pip install 'pcn_des[dev]'")
    found = of_homes(a_home("Heronsmead", admissions=admitted(1, late=1)))
    judged = found.to_frame().filter(rule=PLAN)["to_judge"].to_list()
    assert judged == ["whether a plan that came later than the days allowed, or has not come, has a good reason"]
    assert found.to_dict()["findings"][list(found).index(PLAN)]["to_judge"] == judged[0]


class _Checker(HTMLParser):
    """Counts open elements; void ones never close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_says_each_status_in_words(report: des.Report) -> None:
    checker = _Checker()
    checker.feed(report_page(report))
    assert checker.open == []
    for status in Status:
        assert status.words in report_html(report)
    assert report._repr_html_() == report_html(report)


def test_html_escapes_what_the_records_say() -> None:
    network = des.read_network({"code": "U99903", "name": "<script>alert(1)</script> & Sons"})
    page = report_page(des.assess(network, date(2022, 11, 14)))
    checker = _Checker()
    checker.feed(page)
    assert checker.scripts == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in page


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_report_becomes_a_table_with_a_row_for_each_subject(report: des.Report, backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed: pip install 'pcn_des[dev]'")
    nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")
    table = nw.from_native(report.to_frame(backend))
    rows = sum(len(finding.parts) or 1 for finding in report.findings)
    assert table.shape == (rows, len(table.columns))
    reminders = table.filter(nw.col("rule") == "enhanced_access.reminders").rows(named=True)[0]
    assert (reminders["status"], reminders["pcn"]) == ("NOT_MET", "U99901")
    assert table.filter(nw.col("rule") == "enhanced_access.plan_submitted")["late_by"].to_list() == [3]


def test_an_unknown_kind_of_table_is_refused(report: des.Report) -> None:
    with pytest.raises(ValueError, match="polars, pandas, pyarrow"):
        report.to_frame("excel")


def test_what_is_silent_beside_a_shortfall_is_named_and_wanted() -> None:
    silent = a_home("Heronsmead")
    del silent["rounds"]
    found = of_homes(silent, a_home("Millgate", rounds={"complete": True, "items": [{"on": "2022-09-01"}]}))
    finding = found["care_homes.weekly_home_round"]
    assert finding.status is Status.NOT_MET
    assert finding.wants == ("the home rounds of Heronsmead",)
    assert "the home rounds of Heronsmead" in [record for record, _ in found.records_wanted(1)]
    assert "not known: Heronsmead (needs the home rounds of Heronsmead)" in in_text(
        found, "care_homes.weekly_home_round"
    )


@pytest.mark.parametrize("share", [-0.1, 1.1, 2])
def test_a_share_that_is_none_is_refused(report: des.Report, share: float) -> None:
    with pytest.raises(des.MisuseError, match="from 0 to 1"):
        report.records_wanted(share)
