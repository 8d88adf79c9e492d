"""The case tables in tests/cases: they are right, and leave out no status of a rule and no change of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from pcn_des.assessment import rulebook
from pcn_des.cases import Case, read_cases, run
from pcn_des.contract.entries import Obligation
from pcn_des.contract.load import YearContract, load_year, years
from pcn_des.engine.tree import AppliesWhen, DoneBy, JudgeWhen

TABLES = Path(__file__).parent / "cases"
CASES = read_cases(TABLES)
FIRST_DAY, LAST_DAY = date(2019, 7, 1), years()[-1].last_day
ONE_DAY = timedelta(days=1)
NEVER_SHORT = ("care_homes.assessment_in_time", "care_homes.care_plan_in_time")  # late is for a person to judge


# --- what the tables have to hold -------------------------------------------------------------------------------------


def networks_duties() -> Iterator[tuple[YearContract, Obligation]]:
    """Every version of every duty that is not the commissioner's."""
    for year in years():
        contract = load_year(year)
        for versions in contract.obligations.values():
            for version in versions:
                if version.owed_by != "commissioner":
                    yield contract, version


def reachable(contract: YearContract, duty: Obligation) -> set[str]:
    """The answers that a duty can have, but for exceptions, which any duty can have."""
    if duty.judgement:
        return {"JUDGEMENT"}
    found = {"MET", "UNKNOWN", "NOT MET"}
    if duty.evidence:
        return found | ({"NOT DUE"} if duty.due else set())
    tree = rulebook().bound(duty, contract).variants
    nodes = [node for variant in tree for node in variant.walk()]
    if any(isinstance(node, JudgeWhen) for node in nodes):
        found.add("JUDGEMENT")
    if duty.key in NEVER_SHORT:
        found.discard("NOT MET")
    if duty.due or any(isinstance(node, DoneBy) and node.due is not None for node in nodes):
        found.add("NOT DUE")
    if any(isinstance(node, AppliesWhen) for node in nodes) or duty.subject != "network":
        found.add("NOT APPLICABLE")
    return found


def changes() -> set[tuple[str, date]]:
    """The first days on which a duty is there, says something else than the day before, or no longer is."""
    told: dict[str, list[tuple[date, date, object]]] = {}
    for contract, duty in networks_duties():
        how = (duty.strength, duty.rule, duty.evidence, bool(duty.judgement), duty.due, duty.subject)
        for since, until, read in pieces(contract, duty):
            told.setdefault(duty.key, []).append((since, until, (how, read)))
    found = set()
    for key, spells in told.items():
        spells.sort(key=lambda spell: spell[:2])
        for (_, until, before), (since, _, after) in pairwise(spells):
            found |= {(key, since)} if until + ONE_DAY == since and before != after else set()
            found |= {(key, until + ONE_DAY), (key, since)} if until + ONE_DAY < since else set()
        found |= {(key, spells[0][0]), (key, spells[-1][1] + ONE_DAY)}
    return {(key, day) for key, day in found if FIRST_DAY < day <= LAST_DAY}


def pieces(contract: YearContract, duty: Obligation) -> Iterator[tuple[date, date, object]]:
    """A duty's days, cut where a term that its rule reads changes, each with the values of those terms."""
    if duty.judgement or duty.evidence:
        yield duty.since, duty.until, ()
        return
    read = rulebook().bound(duty, contract).terms
    versions = [version for key in read for version in contract.terms.get(key, ())]
    starts = sorted({duty.since, *(version.since for version in versions if version.since in duty.period)})
    for since, following in pairwise([*starts, duty.until + ONE_DAY]):
        known = {version.key: str(version.value) for version in versions if since in version.period}
        yield since, following - ONE_DAY, tuple(known.get(key) for key in read)


def answered(rule: str) -> dict[date, set[str]]:
    """The answers that the tables have for a duty, by day."""
    found: dict[date, set[str]] = {}
    for case in CASES:
        if case.rule == rule:
            for expected in case.answers:
                found.setdefault(expected.day, set()).add(expected.answer)
    return found


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_the_rules_answer_as_people_wrote_down(case: Case) -> None:
    assert [(str(outcome.expected.day), outcome.differences) for outcome in run(case) if outcome.differences] == []


def test_every_status_that_a_duty_can_reach_has_a_case() -> None:
    wanted: dict[str, set[str]] = {}
    for contract, duty in networks_duties():
        wanted.setdefault(duty.key, set()).update(reachable(contract, duty))
    missing = {
        rule: sorted(lacking)
        for rule, statuses in wanted.items()
        if (lacking := statuses - {answer for answers in answered(rule).values() for answer in answers})
    }
    assert missing == {}


def test_every_change_of_the_contract_has_the_day_before_the_day_and_the_day_after() -> None:
    missing = [
        f"{rule}: {day}"
        for rule, change in sorted(changes())
        for day in (change - ONE_DAY, change, change + ONE_DAY)
        if FIRST_DAY <= day <= LAST_DAY and day not in answered(rule)
    ]
    assert missing == []
