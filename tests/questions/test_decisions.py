"""Decisions settle judgements, until they lapse or the text changes, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.order import Block
from pcn_des.answers.status import Status
from pcn_des.network import Decision
from pcn_des.network.decisions import JUDGED
from pcn_des.strategies import contract_days, epoch_edges, networks
from support.homes import a_home, admitted, of_homes

AREA, PLAN, SIGNED = "network.area_makes_sense", "care_homes.care_plan_in_time", "network_agreement.signed"
DAY = date(2022, 11, 14)
SOME = settings(suppress_health_check=list(HealthCheck))


def decided(obligation: str, judged: str = "met", on: date = date(2022, 5, 3), **others: Any) -> Decision:
    return Decision(obligation=obligation, judged=judged, by="the board", on=on, **others)


def report(*decisions: Decision, day: date = DAY) -> des.Report:
    return des.assess(des.example_network().evolve(decisions=list(decisions)), day)


def late_plan() -> str:
    """The subject whose care plan came late in the example: Heronsmead, HM-12."""
    (part,) = (part for part in report()[PLAN].parts if part.status is Status.JUDGEMENT)
    assert part.subject is not None
    return part.subject


def test_what_was_judged_met_stands_below_what_is_open() -> None:
    found = report(decided(AREA, document="minute 7"))
    assert found[AREA].status is Status.JUDGEMENT
    assert found[AREA].settled is not None
    assert found.blocks[Block.SETTLED] == (found[AREA],)
    assert found[AREA] not in found.to_judge
    assert found.not_met == report().not_met
    text = str(found)
    assert "judged met by the board on 3 May 2022 (minute 7), until 31 March 2023" in " ".join(text.split())
    assert "a person has to decide (1 decided)" in text
    assert text.index("FOR A PERSON TO JUDGE") < text.index("JUDGED by a person")


def test_what_was_judged_not_met_is_a_shortfall_since_the_decision() -> None:
    found = report(decided(AREA, "not_met"))
    assert found[AREA].status is Status.JUDGEMENT
    assert found[AREA] in found.not_met
    assert found[AREA].short_since == date(2022, 5, 3)
    assert found[AREA] in found.blocks[Block.NOT_MET]
    assert [finding.rule for finding in found.not_met] == [SIGNED, AREA, "enhanced_access.reminders"]
    assert found.counts == report().counts


def test_it_lapses_at_the_end_of_the_contract_year_unless_it_says_until_when() -> None:
    assert report(decided(AREA), day=date(2022, 5, 2))[AREA].settled is None
    assert report(decided(AREA), day=date(2023, 3, 31))[AREA].settled is not None
    assert report(decided(AREA), day=date(2023, 4, 1))[AREA].settled is None
    assert report(decided(AREA, until=date(2023, 6, 30)), day=date(2023, 6, 30))[AREA].settled is not None
    assert report(decided(AREA, until=date(2023, 6, 30)), day=date(2023, 7, 1))[AREA].settled is None


def test_it_lapses_when_the_text_of_the_duty_changes() -> None:
    """The duty on referrals for suspected prostate cancer has other words from 2023/24 on."""
    key = "early_cancer.prostate_referrals"
    kept = decided(key, until=date(2024, 3, 31))
    assert report(kept)[key].settled == kept
    changed = report(kept, day=date(2023, 5, 10))
    assert changed[key].settled is None
    assert any(key in note and "what the duty asks has changed since" in note for note in changed.notes)


def test_a_decision_about_one_subject_settles_that_alone() -> None:
    found = report(decided(PLAN, on=date(2022, 11, 2), subject=late_plan()))
    assert found[PLAN, late_plan()].settled is not None
    assert found[PLAN].settled is not None  # nothing else in it is open
    assert [part.subject for part in found[PLAN].parts if part.settled] == [late_plan()]
    two = of_homes(a_home("Heronsmead", admissions=admitted(3, late=2)))
    assert sum(finding.rule == PLAN for finding in two.to_judge) == 2


def test_a_should_that_was_judged_not_met_is_an_advisory() -> None:
    found = report(decided(PLAN, "not_met", on=date(2022, 11, 2), subject=late_plan()))
    assert found.advisories == found.blocks[Block.ADVISORY] == (found[PLAN],)
    assert "falls short (1 advisory)" in str(found)


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (decided("network.area_map"), "the duty is UNKNOWN, and only a judgement is for a person"),
        (decided(SIGNED), "the duty is NOT MET, and only a judgement is for a person"),
        (decided(PLAN), "the duty has several subjects; write which it is about"),
        (decided(PLAN, subject="nobody"), "the duty has no subject 'nobody' today"),
        (decided(AREA, subject="Y99901"), "the duty has no subject 'Y99901' today"),
    ],
)
def test_a_decision_that_settles_nothing_is_named_with_why(decision: Decision, why: str) -> None:
    found = report(decision)
    assert found.findings == report().findings
    (note,) = set(found.notes) - set(report().notes)
    assert note.startswith(f"A decision on {decision.obligation} does not count (judged met by the board")
    assert note.endswith(why)


def test_a_duty_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'network\.area_makes_sense'"):
        report(decided("network.area_make_sense"))


def test_plain_values_and_tables_say_how_it_was_decided() -> None:
    found = report(decided(AREA, document="minute 7"))
    plain = next(one for one in found.to_dict()["findings"] if one["rule"] == AREA)
    assert plain["settled"] == {
        "judged": "met",
        "by": "the board",
        "on": "2022-05-03",
        "until": "2023-03-31",
        "document": "minute 7",
    }
    pytest.importorskip("polars", reason="polars is not installed: pip install 'pcn_des[dev]'")
    row = found.to_frame().filter(rule=AREA).to_dicts()[0]
    assert (row["status"], row["judged"], row["judged_by"]) == ("JUDGEMENT", "met", "the board")


def test_reports_that_differ_by_a_decision_say_so() -> None:
    (difference,) = report().diff(report(decided(AREA)))
    assert (difference.rule, difference.changed) == (AREA, ("settled",))
    assert "settled: none -> judged met by the board on 3 May 2022" in " ".join(str(difference).split())


@pytest.mark.thorough
@SOME
@given(network=networks(), day=contract_days() | epoch_edges(), data=st.data())
def test_a_decision_changes_only_what_is_settled_and_the_place_in_the_order(
    network: des.Network, day: date, data: st.DataObject
) -> None:
    bare = network.evolve(variations=None, decisions=None)
    before = des.assess(bare, day)
    about = [(one.rule, part.subject or "") for one in before.findings for part in one.parts or (one,)]
    judged = data.draw(st.dictionaries(st.sampled_from(about), st.sampled_from(JUDGED), max_size=8))
    decisions = [decided(rule, answer, day, subject=subject) for (rule, subject), answer in judged.items()]
    after = des.assess(bare.evolve(decisions=decisions), day)
    assert [_without(finding) for finding in after.findings] == [finding.to_dict() for finding in before.findings]
    for finding in after.findings:
        for part in finding.parts or (finding,):
            answer = judged.get((finding.rule, part.subject or ""))
            expected = answer if part.status is Status.JUDGEMENT else None
            assert (part.settled.judged if part.settled else None) == expected
            if expected == "not_met" and finding.strength == "must":
                assert finding in after.not_met
    assert after.counts == before.counts
    assert sorted(after) == sorted(before)


def _without(finding: des.Finding) -> dict[str, Any]:
    """A finding as plain values, as if nobody had decided."""
    plain: dict[str, Any] = finding.to_dict()
    for one in (plain, *plain["parts"]):
        if one["settled"] is not None or one["status"] != "NOT_MET":
            one["short_since"] = None
        one["settled"] = None
    return plain


def test_every_duty_that_there_is_not_is_told_with_its_place() -> None:
    """Of exceptions and of decisions, in a report and in a timeline alike."""
    spell = {"kind": "waiver", "granted_by": "An ICB", "since": date(2022, 4, 1)}
    network = des.read_network(
        {
            "code": "U99904",
            "name": "Any PCN",
            "variations": [
                {**spell, "lifts": ["network.list_size"]},
                {**spell, "lifts": ["network.list_size", "network.list_siz", "network.lst_size"]},
            ],
            "decisions": [{"obligation": "network.area_make_sense", "judged": "met", "by": "Dr A", "on": "2022-05-03"}],
        }
    )
    day = date(2022, 11, 14)
    for ask in (lambda: des.assess(network, day), lambda: des.timeline(network, day, day)):
        with pytest.raises(des.UnknownNameError) as caught:
            ask()
        assert [problem.partition(": ")[0] for problem in caught.value.problems] == [
            "variations[2].lifts[2]",
            "variations[2].lifts[3]",
            "decisions[1].obligation",
        ]
        assert "Did you mean 'network.area_makes_sense'" in str(caught.value)
