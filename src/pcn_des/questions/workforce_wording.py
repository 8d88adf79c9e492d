"""The questions that a workforce return leaves about one role, in words: its limit, and what is on record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from pcn_des.answers.workforce_return import HUNDREDTH, RoleReturn, hundredths
from pcn_des.contract.entries import Term
from pcn_des.contract.role_terms import in_people
from pcn_des.contract.tables import every_value
from pcn_des.questions.claims.limits import POSTS_OF_A_NETWORK
from pcn_des.questions.staff_on_record import StaffOnRecord
from pcn_des.values import EXACTLY

_COMPARED: Final = ("WTE per network", "people per network", POSTS_OF_A_NETWORK)  # one is at most 1 FTE
_WTE_OR_PEOPLE: Final = "does it count people, or WTE"


def questions_of_role(
    role: RoleReturn, names: Sequence[str], record: StaffOnRecord, announced: Sequence[Term]
) -> Iterator[str]:
    """What a person should ask about a role. `names` are those of the return that may be it or another role."""
    if role.fte is None or role.at_least is None:  # no return: nothing is known that could differ
        return
    if not role.reimbursable and _counts(role.fte):
        opened = "".join(f" {term.title}: {term.in_words}." for term in announced)
        yield f"The return counts {hundredths(role.fte)} FTE of {role.title}. {role.reason}{opened} Who pays for them?"
    if role.cap is not None:
        yield from _of_limit(role, role.cap, names)
    yield from _of_record(role, role.at_least, record)


def _of_limit(role: RoleReturn, cap: Term, names: Sequence[str]) -> Iterator[str]:
    assert role.fte is not None  # asked of a role in a return
    low, high = _limits(cap)
    counted = f"The return counts {hundredths(role.fte)} FTE of {role.title}"
    limit = f"the contract limits it to {cap.in_words}"
    if high is not None and _exceeds(role.fte, high):
        yield f"{counted}; {limit}: is the rest paid from other money?"
    elif low is not None and _exceeds(role.fte, low):
        asked = "how many registered patients has it" if cap.by else "which of them holds for this network"
        yield f"{counted}; {limit}: {asked}?"
    elif high is not None and role.at_most is not None and _exceeds(role.at_most, high):
        most = f"and up to {hundredths(role.at_most)} with names that may be it ({', '.join(dict.fromkeys(names))})"
        yield f"{counted}, {most}; {limit}: how much of that is claimed for the role?"
    elif high is not None and role.people is not None and role.people > high and not cap.unit.startswith("WTE"):
        people = f"The return has {role.people} people of {role.title}, {hundredths(role.fte)} FTE"
        asked = "who of them is paid from other money" if in_people(cap) else _WTE_OR_PEOPLE
        yield f"{people}; {limit}: {asked}?"


def _of_record(role: RoleReturn, least: Decimal, record: StaffOnRecord) -> Iterator[str]:
    """Where what is on record lies outside of what the return has, or only one of them has the role."""
    wte, most = role.on_record, role.at_most
    has = f"{_between(least, most)} FTE"
    kept = f"{record.named[:1].upper()}{record.named[1:]} are {hundredths(wte or least)} WTE of {role.title}"
    if record.wte is None or (wte is None and not (role.reimbursable and _counts(least))):
        return
    if not wte and _counts(least) and role.reimbursable:
        gaps = "have none" if record.complete else "don't name it"
        there = f"The return has {has} of {role.title}, and the {record.named} {gaps}"
        yield f"{there}: is one missing, or is it paid from other money?"
    elif wte and not _counts(least) and most is not None and not _counts(most):
        yield f"{kept}, and the return has none: which is right?"
    elif wte and most is not None and _exceeds(wte, most):
        yield f"{kept}, the return has {has}: which is right?"
    elif wte and _exceeds(least, wte):
        yield f"{kept}, the return has {has}: which is right, or is the rest paid from other money?"


def _limits(cap: Term) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest that a limit may be; None where there is none, or none is known."""
    if cap.unit not in _COMPARED:
        return None, None
    if cap.is_bounded:
        return cap.at_least, cap.at_most
    values = every_value(cap.value)
    numbers = [Decimal(value) for value in values if _is_number(value)]
    if not numbers:
        return None, None
    return min(numbers), max(numbers) if len(numbers) == len(values) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _between(least: Decimal, most: Decimal | None) -> str:
    if most is None:
        return f"at least {hundredths(least)}"
    return hundredths(least) if least == most else f"{hundredths(least)} to {hundredths(most)}"


def _counts(fte: Decimal) -> bool:
    return fte >= HUNDREDTH


def _exceeds(number: Decimal, limit: Decimal) -> bool:
    return EXACTLY.subtract(number, limit) >= HUNDREDTH
