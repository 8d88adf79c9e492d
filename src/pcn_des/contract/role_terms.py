"""On what terms a role is reimbursable: maximum, cap, funded share, band and conditions."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

import attrs

from pcn_des.contract.blocks import limits
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.contract.role_names import role_called
from pcn_des.contract.tables import every_value, rows
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import unknown_term
from pcn_des.dates import Period
from pcn_des.values import UNKNOWN, Range

NOT_SHOWN: Final = ("salary_element", "max_basis")  # of which a maximum is made up
NOT_CONDITIONS: Final = ("max_reimbursement", "cap", "funding_share", "band", *NOT_SHOWN)
_NOT_SEEN: Final = "what it is for so many registered patients was not found"
CONDITION: Final = "arrs.<role>.<condition>"  # as a fact says that it may read the conditions of whichever role


def in_people(limit: Term) -> bool:
    """Whether a limit of a role counts individuals, whatever their hours."""
    return limit.unit.startswith("people")


def in_either(limit: Term) -> bool:
    """Whether it was not seen if a limit of a role counts WTE or individuals."""
    return limit.unit.startswith("posts")


def terms_of(role: str, contract: Terms, area: str, registered: int | Range | None) -> dict[str, Any]:
    """The terms of a role, by the field of the answer that they stand in."""
    prefix = f"arrs.{role}"
    maximum = maximum_of(contract, role, area)
    share = contract.get(f"{prefix}.funding_share") or contract.get("arrs.scheme.funding_share")
    return {
        "maximum": maximum,
        "first_published": None if maximum.is_known else _first_published(contract, maximum.key),
        "cap": cap_of(role, contract, registered),
        "funding_share": share,
        "band": contract.get(f"{prefix}.band"),
        "conditions": tuple(_conditions(contract, f"{prefix}.")),
    }


def names_of_conditions() -> Mapping[str, str]:
    """The last parts of the keys of all conditions of roles in any contract year, each with what their terms say.

    Examples:
        >>> names_of_conditions()["registration_body"]
        'register'
    """
    found: dict[str, dict[str, None]] = {}
    roles = {role for year in years() for role in load_year(year).roles}
    for year in years():
        for key, versions in load_year(year).terms.items():
            if is_condition(key, roles):
                found.setdefault(key.rpartition(".")[2], {})[versions[-1].title.rpartition(": ")[2]] = None
    return {name: "; ".join(found[name]) for name in sorted(found)}


def _conditions(contract: Terms, prefix: str) -> Iterator[Term]:
    """The terms under a prefix that say what the post or the person has to meet; no other is looked at, for speed."""
    for key in dict.fromkeys([*contract.contract.terms, *contract.contract.missing["terms"]]):
        if key.startswith(prefix) and key.split(".")[2] not in NOT_CONDITIONS and key in contract:
            yield contract[key]


def is_condition(key: str, roles: Container[str]) -> bool:
    """Whether a term is a condition of one of these roles, such as `arrs.paramedic.training`."""
    block, role, *rest = key.split(".")
    return block == "arrs" and role in roles and rest[0] not in NOT_CONDITIONS


def announced_for(role: str, contract: Terms) -> tuple[Term, ...]:
    """What a letter between two texts of the contract opened for a role on the day, as far as it was known."""
    opened, roles = (contract.get(f"arrs.scheme.{name}") for name in ("early_hire", "early_hire_roles"))
    if opened is None or roles is None or not (opened.is_known and roles.is_known):
        return ()
    return (opened,) if role in map(role_called, roles.value) else ()


def maximum_of(contract: Terms, role: str, area: str) -> Term:
    """The maximum of a role in an area; a role that has one figure for all of London is answered by it."""
    prefix = f"arrs.{role}"
    keys = [f"{prefix}.max_reimbursement.{area}"]
    if area != "national":
        keys.append(f"{prefix}.max_reimbursement.london")
    found = next((contract[key] for key in keys if key in contract), None)
    today = Period(contract.as_of, contract.as_of)
    return found or unknown_term(keys[0], title_of("terms", keys[0]), today, "no figure for this area was found")


def _first_published(contract: Terms, key: str) -> Term | None:
    """The last figure for the day before the one that was not found or is half known, where there was one."""
    term = contract.get(key)
    earlier = term.superseded if term is not None else None
    return earlier if earlier is not None and contract.as_of in earlier.period else None


def cap_of(role: str, contract: Terms, registered: int | Range | None) -> Term | None:
    """How much of a role a network of so many registered patients may have; None where nothing is said of a limit."""
    cap = contract.get(f"arrs.{role}.cap")
    return None if cap is None else _at_list_size(cap, registered)


def _at_list_size(cap: Term, registered: int | Range | None) -> Term:
    """The cap for so many patients; as it stands where they may be of any of its bands."""
    if registered is None or cap.by != ("list_size",):
        return cap
    at_this_size = rows(cap.value, registered)
    if isinstance(registered, Range) and at_this_size == every_value(cap.value):
        return cap
    first, *others = at_this_size
    if first is not None and all(other == first for other in others):
        return attrs.evolve(cap, value=first, by=())
    at_least, at_most = limits(at_this_size)
    if at_least is None and at_most is None:  # nothing is known: the standing and sources are those of other sizes
        note = cap.note or _NOT_SEEN
        return attrs.evolve(cap, value=UNKNOWN, by=(), note=note, standing=None, sources=(), carried_from="")
    return attrs.evolve(cap, value=UNKNOWN, at_least=at_least, at_most=at_most, by=())
