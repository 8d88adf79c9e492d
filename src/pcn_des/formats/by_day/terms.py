"""The terms of an area: every version of each, and which of them answers for which days."""

from __future__ import annotations

from typing import Any

from pcn_des.contract.areas import area_title
from pcn_des.contract.files import every_key, load_year, title_of, years
from pcn_des.contract.history import history
from pcn_des.contract.spells import spells
from pcn_des.errors import UnknownNameError
from pcn_des.formats.by_day.packing import Packed, Plain, last_day


def areas_of_terms() -> tuple[str, ...]:
    """The areas that have terms: the first parts of their keys."""
    return tuple(sorted({key.partition(".")[0] for key in every_key("terms")}))


def keys_of(area: str) -> tuple[str, ...]:
    """The keys of an area; those of the roles of the ARRS are with each role."""
    roles = every_key("roles")
    found = (key.split(".") for key in every_key("terms"))
    return tuple(sorted(".".join(key) for key in found if key[0] == area and not (area == "arrs" and key[1] in roles)))


def terms(area: str) -> Plain:
    """Every term whose key begins with an area: its spells of days as known today, and all that was ever published.

    The terms of the roles are left out of `arrs`: they are in the file of each role.

    Raises:
        UnknownNameError: an area that has no terms.

    Examples:
        >>> found = terms("enhanced_access")
        >>> rate = found["keys"]["enhanced_access.rate"]
        >>> [found["terms"][place]["value"] for place in rate["history"]][:3]
        ['3.764', '7.578', '7.674']
    """
    if area not in areas_of_terms():
        raise UnknownNameError("area with terms", area, areas_of_terms())
    packed = Packed()
    keys = {key: _term(key, packed) for key in keys_of(area)}
    return packed.file("terms", area, area_title(area), keys=keys)


def _term(key: str, packed: Packed) -> dict[str, Any]:
    contracts = (load_year(year) for year in years())
    today = (spell.term for contract in contracts for spell in spells(contract, key, last_day()))
    return {
        "title": title_of("terms", key),
        "spells": packed.terms(today),
        "history": packed.terms(history(key)),
    }
