"""The order of a report: what matters first, every finding once, the same wherever it is shown."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

import pcn_des as des
from pcn_des.answers.order import Block
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.contract.entries import Follows
from pcn_des.strategies import contract_days, epoch_edges, networks
from support.homes import a_home, admitted, of_homes

pytestmark = pytest.mark.thorough  # whole reports of many networks


SIGNED, MADE_UP, REMINDERS = (
    "network_agreement.signed",
    "enhanced_access.cancelled_time_made_up",
    "enhanced_access.reminders",
)

SOME = settings(suppress_health_check=list(HealthCheck))
DAYS = contract_days() | epoch_edges()


def example(day: date) -> Report:
    return des.assess(des.example_network(), day)


def test_the_unsigned_agreement_stands_before_minutes_lost_to_snow_in_march() -> None:
    """Sallowfield did not sign the agreement of 1 April 2022; the session of 8 March 2023 was due by 22 March."""
    report = example(date(2023, 5, 10))
    assert [finding.rule for finding in report.not_met] == [SIGNED, MADE_UP]
    assert report.blocks[Block.NOT_MET] == (report[SIGNED],)
    assert report.blocks[Block.PAST] == (report[MADE_UP],)
    assert (report[SIGNED].follows, report[SIGNED].short_since) == (Follows.NO_PAYMENT, date(2022, 4, 1))
    assert (report[MADE_UP].follows, report[MADE_UP].short_since) == (Follows.BREACH, date(2023, 3, 23))


def test_until_its_year_is_over_a_lost_session_is_no_past_one() -> None:
    report = example(date(2023, 3, 31))
    assert MADE_UP in [finding.rule for finding in report.blocks[Block.NOT_MET]]
    assert Block.PAST not in report.blocks


def test_each_shortfall_says_since_when_it_falls_short() -> None:
    report = example(date(2022, 11, 14))
    assert [(finding.rule, finding.short_since) for finding in report.not_met] == [
        (SIGNED, date(2022, 4, 1)),
        (REMINDERS, date(2022, 10, 7)),
    ]


def test_a_shortfall_of_which_it_is_not_known_since_when_stands_last() -> None:
    report = of_homes(
        a_home("Heronsmead", clinical_lead="", rounds={"complete": True, "items": [{"on": "2022-10-20"}]}),
        returns={"complete": True, "items": []},
    )
    since = [finding.short_since for finding in report.not_met if finding.follows is Follows.BREACH]
    assert since[:2] == [date(2020, 8, 1), date(2022, 8, 1)]
    days = [day for day in since if day is not None]
    assert since == [*sorted(days), *[None] * (len(since) - len(days))]
    assert None in since


@pytest.mark.parametrize(
    ("key", "day", "follows"),
    [
        ("network_agreement.signed", date(2019, 7, 1), Follows.NO_PAYMENT),
        ("network_agreement.signed", date(2026, 5, 1), Follows.NO_PAYMENT),
        ("care_homes.residents_coded", date(2024, 5, 1), Follows.NO_PAYMENT),
        ("care_homes.residents_coded", date(2020, 11, 1), Follows.BREACH),  # that the premium depends on it: not cited
        ("extended_hours.weekly_minutes", date(2019, 10, 1), Follows.WITHHELD),
        ("extended_hours.weekly_minutes", date(2021, 10, 1), Follows.BREACH),
        ("capacity_and_access.plan_submitted", date(2023, 5, 1), Follows.ADVICE),
        ("network.list_size_ceiling", date(2022, 5, 1), None),  # for information
    ],
)
def test_what_follows_is_cited_or_comes_from_the_strength(key: str, day: date, follows: Follows | None) -> None:
    assert des.terms(day).obligations[key].follows is follows


@SOME
@given(network=networks(), day=DAYS)
def test_every_finding_stands_in_one_block_and_every_display_has_that_order(network: des.Network, day: date) -> None:
    report = des.assess(network.evolve(variations=None), day)
    held = [finding.rule for findings in report.blocks.values() for finding in findings]
    assert sorted(held) == sorted(finding.rule for finding in report.findings)
    assert held == list(report) == [finding.rule for finding in report.in_order]
    assert list(report.blocks) == [block for block in Block if block in report.blocks]
    plain = report.to_dict()
    assert [finding["rule"] for finding in plain["findings"]] == held
    assert [rule for block in plain["blocks"] for rule in block["rules"]] == held
    assert re.findall(r"<th scope=row>.*?<span class=rule>([^<]+)</span></th>", report._repr_html_()) == held


@SOME
@given(network=networks(), day=DAYS)
def test_shortfalls_are_ordered_by_what_follows_and_then_by_how_long_they_last(network: des.Network, day: date) -> None:
    report = des.assess(network.evolve(variations=None), day)
    for block in (Block.NOT_MET, Block.ADVISORY, Block.PAST):
        found = report.blocks.get(block, ())
        ranks = [(list(Follows).index(one.follows), one.short_since or date.max) for one in found if one.follows]
        assert ranks == sorted(ranks)
        assert len(ranks) == len(found)
        assert all(one.status is Status.NOT_MET for one in found)
    assert all((one.short_since or date.min) <= day for one in report.findings)


@SOME
@given(network=networks(), day=DAYS)
def test_a_short_report_tells_or_counts_every_finding_and_leaves_out_no_shortfall(
    network: des.Network, day: date
) -> None:
    report = des.assess(network.evolve(variations=None), day)
    whole, short = str(report).splitlines(), report.in_short("pcn-des check with --all").splitlines()
    left = left_out(short)
    for block, findings in report.blocks.items():
        assert told(whole, block) == len(findings)
        assert told(short, block) + left.pop(block.answer, 0) == len(findings)
        assert told(short, block) == len(findings) or not block.is_short
    assert left == {}
    assert [line for line in short if line.startswith("  - by ")] == [x for x in whole if x.startswith("  - by ")]


def told(lines: list[str], block: Block) -> int:
    """How many findings stand under the heading of a block."""
    if block.heading not in lines:
        return 0
    below = lines[lines.index(block.heading) + 1 :]
    return sum(line.startswith("  - ") for line in below[: below.index("")])


def left_out(lines: list[str]) -> dict[str, int]:
    """What a short report counts as left out."""
    said = " ".join(lines)
    if "Left out: " not in said:
        return {}
    listed, _, rest = said.split("Left out: ")[1].partition("; shown by: ")
    assert rest.startswith("pcn-des check with --all")
    return {answer: int(count) for count, answer in (one.split(" ", 1) for one in listed.split(", "))}


def test_a_case_to_judge_beside_a_home_of_which_nothing_is_known_is_told_on_the_page_too() -> None:
    silent = a_home("Heronsmead")
    del silent["admissions"]
    report = of_homes(silent, a_home("Millgate", admissions=admitted(8, late=1)))
    assert report["care_homes.care_plan_in_time"].status is Status.UNKNOWN
    assert "Millgate, S-1: JUDGEMENT (late by 5 days)" in report.in_short()


def test_the_example_is_told_on_a_page_of_sixty_lines() -> None:
    lines = example(date(2022, 11, 14)).in_short("pcn-des check with --all (open judgements: --to-judge)").splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 80
    assert left_out(lines) == {
        "UNKNOWN": 25,
        "TO JUDGE": 40,
        "NOT DUE": 1,
        "MET": 26,
        "NOT APPLICABLE": 3,
        "INFORMATION": 3,
        "TEXT NOT FOUND": 15,
    }
