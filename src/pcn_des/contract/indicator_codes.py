"""The contract's own code of an indicator, from the code that NHS England's publications call it by."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from pcn_des.errors import UnknownNameError

_CODES: Final = "iif.indicator_code"
_WITHOUT_DASH: Final = re.compile(r"(?P<area>[A-Z]{2,4})(?P<number>[0-9]{2})(?P<limb>[A-Z]?)")


def indicator_of_code(code: str, contract: Terms, indicators: Collection[str]) -> str | None:
    """The indicator behind a publication's code: `ACC-08` for `NCD026`, `CAN-04` for `CAN04`; None where there is none.

    A year whose publication has codes of its own says which indicator each is; otherwise they are the indicators' own,
    written without a dash.
    """
    asked = code.strip().upper()
    if asked in indicators:
        return asked
    listed: Term | None = contract.get(_CODES)
    if listed is not None and listed.is_known and asked in listed.value:
        return str(listed.value[asked])
    match = _WITHOUT_DASH.fullmatch(asked)
    own = f"{match['area']}-{match['number']}{match['limb']}" if match else ""
    return own if own in indicators else None


def no_such_indicator(
    name: object,
    year: str,
    known: Collection[str],
    *,
    known_on: date | None = None,
    when: str = "",
    hint: str = "",
) -> UnknownNameError:
    """The error of a name that is no indicator's in a year; of one that other years have, it says which years."""
    asked = name.strip().upper() if isinstance(name, str) else ""
    published = [load_year(one) for one in years() if load_year(one).published <= (known_on or date.max)]
    others = [str(one.year) for one in published if asked in one.indicators and str(one.year) != year]
    told = f"It is one of {' and '.join(others)}." if others else ""
    near = () if others else known  # what is called rightly is not like another
    return UnknownNameError(f"indicator in {when or year}", name, near, hint=f"{told} {hint}".strip())
