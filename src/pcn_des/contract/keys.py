"""How a key of the contract data is spelt, and whether its area is one that is listed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from pcn_des.contract.fields import Place
from pcn_des.errors import nearest

_IN_PARTS: Final = ("terms", "obligations")  # <area>.<what>
BY_AREA: Final = (*_IN_PARTS, "key_dates", "services", "payments")  # whose keys begin with their area
_PART: Final = "[a-z][a-z0-9_]*"
_NAME: Final = (re.compile(rf"{_PART}(\.{_PART})*"), "small letters, digits and _, such as enhanced_access")
_PARTS: Final = (re.compile(rf"{_PART}(\.{_PART})+"), "<area>.<what> in small letters, digits and _, such as arrs.cap")
_CODE: Final = (re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*"), "the code of an indicator, such as CVD-01")


def check_key(at: Place, section: str, key: str, sections: Collection[str] = ()) -> None:
    """A key is spelt as those of its section are, and its area is one of those that the place knows.

    `sections` are what a key may begin with besides, where it stands in a table of several sections.

    Raises:
        ContractDataError: it is not.
    """
    spelling, said = _CODE if section == "indicators" else _PARTS if section in _IN_PARTS else _NAME
    if not spelling.fullmatch(key):
        raise at.wrong(f"'{key}' is no key of {section}", f"Write {said}")
    area = key.split(".")[0]
    if at.areas is not None and section in BY_AREA and area not in at.areas:
        near = nearest(area, (*at.areas, *sections))
        offer = f"Did you mean '{near[0]}'? A new area is listed" if near else "List it"
        raise at.wrong(f"there is no area '{area}'", f"{offer} with its title: add it to areas.toml")
