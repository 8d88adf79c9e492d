"""Exceptions and decisions are about duties that there are; what decisions settle: judgements, while they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import every_key
from pcn_des.contract.terms import Terms
from pcn_des.errors import OutsideDataError, UnknownNameError
from pcn_des.network import Variation
from pcn_des.network.decisions import Decision, latest_first

ASKED: Final = ("title", "owed_by", "strength", "subject", "judgement", "rule", "evidence")  # what a duty asks
DutiesOn = Callable[[date], Mapping[str, Obligation]]
"""The duties in force on a day, by key."""


def check_exceptions(variations: Sequence[Variation], decisions: Sequence[Decision], contract: Terms) -> None:
    """A variation, or a decision, about an obligation that no year has is a slip of the pen, not an exception.

    Raises:
        UnknownNameError: there is no such obligation; every one is told, with its place.
    """
    found = [*_slips_of_variations(variations, contract), *_slips_of_decisions(decisions, contract)]
    if found:
        raise UnknownNameError.of(found)


Slips = Iterator[tuple[str, UnknownNameError]]
"""Names that no year has, each behind the place where it stands in the records."""


def _slips_of_variations(variations: Sequence[Variation], contract: Terms) -> Slips:
    for number, variation in enumerate(variations, 1):
        for place, key in enumerate(variation.lifts, 1):
            if not _is_duty(key, contract):
                known = every_key("obligations")
                error = UnknownNameError("obligation", key, known, hint=f"The {variation.name} lifts it.")
                yield f"variations[{number}].lifts[{place}]", error


def _slips_of_decisions(decisions: Sequence[Decision], contract: Terms) -> Slips:
    for number, decision in enumerate(decisions, 1):
        if not _is_duty(decision.obligation, contract):
            known = every_key("obligations")
            error = UnknownNameError("obligation", decision.obligation, known, hint=f"It is {decision.name}.")
            yield f"decisions[{number}].obligation", error


def _is_duty(key: str, contract: Terms) -> bool:
    """Whether a year has a duty of this key, or whoever asks has added one."""
    return key in contract.obligations or key in every_key("obligations")


def settled(
    findings: Sequence[Finding], decisions: Iterable[Decision], contract: Terms
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings, each with the decision that settles it, and notes on decisions that hold and settle nothing.

    Of two decisions that say the same, the later counts. Statuses stay as they are.
    """
    decisions = tuple(decisions)
    if not decisions:
        return tuple(findings), ()
    holding = [decision for decision in latest_first(decisions) if contract.as_of in decision.period]
    by_rule = {finding.rule: finding for finding in findings}
    counting: dict[tuple[str, str], Decision] = {}
    notes = []
    duties_on = _duties_by_day(contract)
    for decision in holding:
        finding = by_rule.get(decision.obligation)
        if finding is None:
            continue  # the duty is not in force today
        why = _settles_nothing(decision, finding, duties_on)
        if why:
            notes.append(f"A decision on {decision.obligation} does not count ({decision.name}): {why}")
        else:
            counting.setdefault((decision.obligation, decision.subject), decision)
    return tuple(_settled(finding, counting) for finding in findings), tuple(notes)


def _settles_nothing(decision: Decision, finding: Finding, duties_on: DutiesOn) -> str:
    """Why a decision settles nothing; empty where it does settle something."""
    part: Finding | None = finding
    if decision.subject or finding.parts:
        part = next((part for part in finding.parts if part.subject == decision.subject), None)
    if part is None and not decision.subject:
        return "the duty has several subjects; write which it is about"
    if part is None:
        return f"the duty has no subject '{decision.subject}' today"
    if part.status in (Status.UNKNOWN, Status.NOT_MET):
        return f"the duty is {part.status.words}, and only a judgement is for a person"
    return _changed(finding.entry, duties_on(decision.on)) if part.status is Status.JUDGEMENT else ""


def _changed(duty: Obligation, duties: Mapping[str, Obligation]) -> str:
    """Why a decision is no longer about the text of today; empty where it is."""
    if duty.key not in duties:  # `get` would look for the nearest name
        return "the duty was not in force on the day of the decision"
    before = duties[duty.key]
    same = all(getattr(before, name) == getattr(duty, name) for name in ASKED)
    return "" if same else "what the duty asks has changed since"


def _duties_by_day(contract: Terms) -> DutiesOn:
    """The duties of the days on which decisions were taken, looked up once a day; none outside the data."""
    found: dict[date, Mapping[str, Obligation]] = {contract.as_of: contract.obligations}

    def duties_on(day: date) -> Mapping[str, Obligation]:
        if day not in found:
            try:
                found[day] = contract.on(day).obligations
            except OutsideDataError:
                found[day] = {}
        return found[day]

    return duties_on


def _settled(finding: Finding, counting: dict[tuple[str, str], Decision]) -> Finding:
    """A finding with the decision that settles it; of several subjects, each with its own."""
    if not finding.parts:
        decision = counting.get((finding.rule, finding.subject or ""))
        return attrs.evolve(finding, settled=decision) if decision and finding.status is Status.JUDGEMENT else finding
    parts = tuple(_settled(part, counting) for part in finding.parts)
    if parts == finding.parts:
        return finding
    return attrs.evolve(finding, parts=parts, settled=_of_all(finding, parts))


def _of_all(finding: Finding, parts: Sequence[Finding]) -> Decision | None:
    """The decision for a duty as a whole: where every judgement in it is settled, the latest that is gravest."""
    judged = list(_decisions(parts))
    if finding.status is not Status.JUDGEMENT or None in judged:
        return None
    return min(latest_first(filter(None, judged)), key=lambda decision: decision.is_met)


def _decisions(parts: Iterable[Finding]) -> Iterator[Decision | None]:
    return (part.settled for part in parts if part.status is Status.JUDGEMENT)
