"""The case tables in tests/cases: they are right, and leave out no status of a duty and no change of the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import documents, load_year, years
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.engine.tree import AppliesWhen, DoneBy, JudgeWhen
from pcn_des.formats.case_tables import read_cases
from pcn_des.questions.basis import rulebook
from pcn_des.questions.cases import NOT_IN_FORCE, TEXT_NOT_FOUND, Case, run
from pcn_des.wording import in_words
from support.published import PUBLISHED

TABLES = Path(__file__).parents[1] / "cases"
CASES = read_cases(TABLES)
FIRST_DAY, LAST_DAY = date(2019, 7, 1), PUBLISHED[-1].last_day
ONE_DAY = timedelta(days=1)
NEVER_SHORT = (
    "care_homes.assessment_in_time",  # late is for a person to judge
    "care_homes.care_plan_in_time",  # late is for a person to judge
    "network_agreement.updated_after_change",  # no day is known by which an update follows: a person judges
    "nominated_payee.eligible",  # of any payee but a practice a person judges
    "participation.change_in_window",  # a change outside the windows is for a person to judge
    "practices.contract_type",  # a record knows only the three kinds of contract, and all of them are eligible
)


# --- what the tables have to hold -------------------------------------------------------------------------------------


def networks_duties(among: tuple[ContractYear, ...] = PUBLISHED) -> Iterator[tuple[YearContract, Obligation]]:
    """Every version of every duty that is not the commissioner's; cases are demanded of published years alone."""
    for year in among:
        contract = load_year(year)
        for versions in contract.obligations.values():
            for version in versions:
                if version.owed_by != "commissioner" and version.until >= FIRST_DAY:
                    yield contract, version


@cache
def reachable(among: tuple[ContractYear, ...] = PUBLISHED) -> dict[str, set[str]]:
    """The answers that each duty can have in one of its versions."""
    found: dict[str, set[str]] = defaultdict(set)
    for contract, duty in networks_duties(among):
        found[duty.key] |= reachable_in(contract, duty)
    return found


def reachable_in(contract: YearContract, duty: Obligation) -> set[str]:
    """The answers that a version of a duty can have; NOT APPLICABLE by an exception is asked only of rules."""
    if duty.judgement:
        return {"JUDGEMENT"}
    found = {"MET", "UNKNOWN"}
    if (duty.due is None or duty.due.last < duty.until) and duty.due_in is None:  # whose day was not found
        found.add("NOT MET")
    if duty.due and duty.due.first >= max(duty.since, FIRST_DAY):
        found.add("NOT DUE")
    if duty.evidence:
        return found | ({"NOT APPLICABLE"} if duty.when else set())
    nodes = [node for variant in rulebook().bound(duty, contract).variants for node in variant.walk()]
    if any(isinstance(node, JudgeWhen) for node in nodes):
        found.add("JUDGEMENT")
    if any(isinstance(node, DoneBy) and node.due is not None for node in nodes):
        found.add("NOT DUE")
    if (
        duty.waivable_by != "nobody"
        or duty.subject != "network"
        or any(isinstance(node, AppliesWhen) for node in nodes)
    ):
        found.add("NOT APPLICABLE")
    return found - ({"NOT MET"} if duty.key in NEVER_SHORT else set())


@cache
def changes() -> dict[str, set[date]]:
    """By duty, the first days on which it is there, says something else than the day before, or no longer is."""
    told: dict[str, list[tuple[date, date, object]]] = defaultdict(list)
    for contract, duty in networks_duties():
        how = (duty.strength, duty.rule, duty.evidence, bool(duty.judgement), duty.due, duty.due_in, duty.subject)
        for since, until, read in pieces(contract, duty):
            told[duty.key].append((since, until, (how, read)))
    found = {}
    for key, spells in told.items():
        spells.sort(key=lambda spell: spell[:2])
        days = {spells[0][0], spells[-1][1] + ONE_DAY}
        for (_, until, before), (since, _, after) in pairwise(spells):
            if until + ONE_DAY < since:
                days |= {until + ONE_DAY, since}
            elif until + ONE_DAY == since and before != after:
                days.add(since)
        found[key] = {day for day in days if FIRST_DAY < day <= LAST_DAY}
    return found


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


@cache
def answered() -> dict[str, dict[date, set[str]]]:
    """The answers that the tables have, by duty and day."""
    found: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for case in CASES:
        for expected in case.answers:
            found[case.rule][expected.day].add(expected.answer)
    return found


def statuses(rule: str) -> set[str]:
    """Every answer that the tables have for a duty, on any day."""
    return {answer for answers in answered()[rule].values() for answer in answers}


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_the_rules_answer_as_people_wrote_down(case: Case) -> None:
    differing = [
        f"{in_words(outcome.expected.day)}: {difference}" for outcome in run(case) for difference in outcome.differences
    ]
    assert not differing, "\n".join([f"{case.file}, {case.name}", *differing])


@pytest.mark.parametrize("rule", sorted(reachable()))
def test_every_status_that_a_duty_can_reach_has_a_case(rule: str) -> None:
    missing = sorted(reachable()[rule] - statuses(rule))
    assert not missing, f"{rule} has no case that answers {' or '.join(missing)}"


def test_no_case_has_a_status_that_its_duty_was_thought_not_to_reach() -> None:
    """The other way round: `reachable` says too little of none."""
    anywhere = {NOT_IN_FORCE, TEXT_NOT_FOUND, "NOT APPLICABLE"}
    can = reachable(years())  # a duty of a draft may have cases
    surplus = {rule: found for rule in answered() if (found := statuses(rule) - can[rule] - anywhere)}
    assert surplus == {}


@pytest.mark.parametrize("rule", sorted(reachable()))
def test_every_change_of_a_duty_has_an_answer_on_the_day_before_the_day_and_the_day_after(rule: str) -> None:
    missing = [
        f"{rule} has no answer on {in_words(day)}, {place} its change of {in_words(change)}"
        for change in sorted(changes()[rule])
        for place, day in (("before", change - ONE_DAY), ("the day of", change), ("after", change + ONE_DAY))
        if FIRST_DAY <= day <= LAST_DAY and day not in answered()[rule]
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("enhanced_access.weekly_minutes", date(2022, 10, 1)),  # the duty begins
        ("enhanced_access.weekly_minutes", date(2024, 4, 1)),  # another day of the population decides
        ("medication_reviews.patients_identified", date(2024, 4, 1)),  # a duty becomes advice
        ("care_homes.homes_agreed", date(2021, 4, 1)),  # the deadline falls away
        ("anticipatory_care.plan_agreed", date(2022, 9, 26)),  # the duty ends within the year
    ],
)
def test_kinds_of_change_that_are_found(key: str, day: date) -> None:
    assert day in changes()[key]


def test_a_source_is_a_passage_that_the_contract_data_cite() -> None:
    """`source` is a document and a few words, as an entry of the contract has them."""
    cited: dict[str, list[str]] = defaultdict(list)
    for year in years():
        contract = load_year(year)
        for kind in (contract.obligations, contract.terms, contract.services):
            for versions in kind.values():
                for citation in (citation for version in versions for citation in version.sources):
                    cited[citation.document.key].append(citation.words)
    wrong = []
    for source in sorted({case.source for case in CASES if case.source}):
        document, _, words = source.partition(": ")
        if document not in documents() or not any(words in passage for passage in cited[document]):
            wrong.append(source)
    assert wrong == []
