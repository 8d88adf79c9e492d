"""What networks can be asked to meet or to break on a day, and what their records have to show; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from pcn_des.answers.status import Status
from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import every_key
from pcn_des.contract.question import terms
from pcn_des.contract.terms import Terms
from pcn_des.dates import as_day
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.facts.evidence import SHOWN_BY_AREAS
from pcn_des.strategies.recipes import RECIPES
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.wording import in_words

OUTCOMES: Final = {True: Status.MET, False: Status.NOT_MET}
SETTLED_WHEN: Final = "membership_change.left"  # the only changes that the recipe for them makes


def reachable(as_of: date) -> Mapping[str, tuple[Status, ...]]:
    """What `networks` can be asked for on a day: for each obligation in force, MET and NOT_MET if records give them.

    On 14 November 2022 `network.list_size` has both, `practices.contract_type` MET alone (every contract that can be on
    record is eligible), and `network.patient_engagement` is left out (its text was not found).

    Raises:
        OutsideDataError: the day is outside the data.
    """
    contract = terms(as_day(as_of, "as_of"))
    found = {}
    for obligation in contract.obligations.values():
        outcomes = tuple(
            status for met, status in OUTCOMES.items() if not _why_not(Requirements(contract), obligation, met)
        )
        if outcomes:
            found[obligation.key] = outcomes
    return found


def requirements_of(contract: Terms, meets: Iterable[str], breaks: Iterable[str]) -> Requirements:
    """What records have to show on a day so that these obligations are met, and those are broken.

    Raises:
        UnknownNameError: an obligation that no year has.
        MisuseError: one that can't be asked for (one error for all of them), or answers that contradict each other.
    """
    meets, breaks = dict.fromkeys(meets), dict.fromkeys(breaks)
    problems = [f"{key} is to be met and broken; ask for one of the two" for key in meets if key in breaks]
    requirements = Requirements(contract)
    for keys, met in ((meets, True), (breaks, False)):
        for key in keys:
            _check_name(contract, key)
            if key in meets and key in breaks:
                continue
            why = _why_not_in_force(contract, key) or _why_not(requirements, contract.obligations[key], met)
            if why:
                problems.append(f"{key} can't be {'met' if met else 'broken'}: {why}")
    if problems:
        day = contract.as_of
        asked = f"pcn_des.strategies.reachable(date({day.year}, {day.month}, {day.day})) lists what can be asked for"
        raise MisuseError(f"On {in_words(day)} {'; '.join(problems)}. {asked}")
    return requirements


def _check_name(contract: Terms, key: str) -> None:
    if key in contract.obligations or key in contract.missing_obligations or key in every_key("obligations"):
        return
    raise UnknownNameError(f"obligation in force on {in_words(contract.as_of)} named", key, reachable(contract.as_of))


def _why_not_in_force(contract: Terms, key: str) -> str:
    """Why there is nothing to meet or to break on the day; nothing where there is."""
    if key in contract.obligations:
        return ""
    if key in contract.missing_obligations:
        return f"its text was not found: {contract.missing_obligations[key].note}"
    return "it is not in force on that day"


def _why_not(requirements: Requirements, obligation: Obligation, met: bool) -> str:
    """Why records can't give an answer, or nothing: then what they have to show is written down."""
    missing = requirements.contract.missing_obligations
    requirements.on_behalf_of(obligation.key, met)
    if obligation.key in missing:
        return f"part of its text was not found: {missing[obligation.key].note}"
    try:
        _write_down(requirements, obligation, met)
    except UnreachableError as error:
        return str(error)
    return ""


def _write_down(requirements: Requirements, obligation: Obligation, met: bool) -> None:
    """Write down what records have to show for an obligation to be met, or not.

    Raises:
        UnreachableError: no records give that answer on the day.
        MisuseError: it contradicts what was required before.
    """
    if obligation.weekly:  # held against the year in which the last whole week ended
        obligation = requirements.weekly.obligations.get(obligation.key, obligation)
    if obligation.owed_by == "commissioner":
        raise UnreachableError("the commissioner owes it, and records of a network don't answer for the commissioner")
    if obligation.judgement:
        raise UnreachableError("a person has to judge it")
    if obligation.when and obligation.when != SETTLED_WHEN:
        raise UnreachableError(f"it is owed only where {obligation.when} holds, which no recipe settles")
    if not met and obligation.due is not None and requirements.as_of <= obligation.due.last:
        raise UnreachableError(f"it is due by {obligation.due}")
    if not met and obligation.due_in is not None and not requirements.contract[obligation.due_in].is_known:
        raise UnreachableError("the day by which it is due was not found")
    if obligation.evidence:
        _by_papers(requirements, obligation, obligation.evidence, met)
    else:
        _by_recipe(requirements, obligation.rule or obligation.key, met)


def _by_papers(requirements: Requirements, obligation: Obligation, kind: str, met: bool) -> None:
    """A record of the kind that the entry names shows it done, or none does and nothing is missing."""
    if obligation.subject != "network":
        raise UnreachableError(f"it is about each {obligation.subject}, and the recipe for papers makes none")
    requirements.show(kind, obligation, met)
    if kind in SHOWN_BY_AREAS:
        requirements.know("areas")


def _by_recipe(requirements: Requirements, rule: str, met: bool) -> None:
    if rule not in RECIPES:
        area = rule.partition(".")[0]
        raise UnreachableError(f"the rule {rule} has no recipe; write one in pcn_des/strategies/recipes/{area}.py")
    RECIPES[rule](requirements, met)
