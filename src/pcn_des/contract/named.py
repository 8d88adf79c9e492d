"""Names of the contract that callers give: each is there in some year, so that a wrong one is told and not silent."""

from __future__ import annotations

from pcn_des.contract.files import every_key, every_title, load_year, years
from pcn_des.contract.year import YearContract
from pcn_des.errors import UnknownNameError


def a_section(name: object, contract: YearContract) -> str:
    """The name of a section of the contract data. Raises UnknownNameError of any other."""
    if isinstance(name, str) and name in contract.missing:
        return name
    raise UnknownNameError("section", name, contract.missing)


def an_entry(section: str, key: object, contract: YearContract) -> str:
    """The key of an entry that the contract, or some year, has or misses. Raises UnknownNameError of any other."""
    own, missing = getattr(contract, a_section(section, contract)), contract.missing[section]
    if isinstance(key, str) and (key in own or key in missing or key in every_title(section)):
        return key
    raise UnknownNameError(section.removesuffix("s").replace("_", " "), key, every_key(section))


def a_block(key: object, contract: YearContract) -> str:
    """The key of a block of readings that the contract, or some year, has. Raises UnknownNameError of any other."""
    if isinstance(key, str) and (key in contract.readings or any(key in load_year(year).readings for year in years())):
        return key
    known = {block for year in years() for block in load_year(year).readings}
    raise UnknownNameError("block of readings", key, {*known, *contract.readings})
