"""What is said of a duty with many subjects: what to look at stands alone, and the rest is counted."""

from __future__ import annotations

from typing import Any

import pytest

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.display.report import report_html
from support.homes import a_home, admitted, of_homes

ROUND, LEAD = "care_homes.weekly_home_round", "care_homes.clinical_lead"
ASSESSMENT, PLAN = "care_homes.assessment_in_time", "care_homes.care_plan_in_time"
TITLES = {
    ROUND: "Weekly home round in the care home",
    LEAD: "Named clinical lead for the care home",
    ASSESSMENT: "Needs assessed within seven working days",
    PLAN: "Personalised care and support plan within",
}


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
    assert said[2].startswith("follows: breach of the contract")
    assert said[3].startswith(f"[{rule};")
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
