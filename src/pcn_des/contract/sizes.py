"""Which numbers a value can have: none below nought, no share above the whole, none beyond what is reckoned with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.units import SHARE
from pcn_des.values import LARGEST_NUMBER

_LONGEST: Final = {"days": 36_525, "working days": 26_100, "weeks": 5_218, "months": 1_200, "years": 100}  # a century
_EDGE: Final = "below"  # of a band: a number of what the table is looked up by, in a unit of its own


@attrs.frozen
class Unfit:
    """A number that can't be, why it can't, and what to write in its place."""

    number: int | Decimal
    why: str
    mend: str


def unfit(value: Any, unit: str) -> Unfit | None:
    """The first number that can't be of a value in a unit, in whatever table it stands; None where each can."""
    if isinstance(value, Mapping):
        parts = [(part, "" if name == _EDGE else unit) for name, part in value.items()]
        return next((found for part, of in parts if (found := unfit(part, of))), None)
    if isinstance(value, list | tuple):
        return next((found for part in value if (found := unfit(part, unit))), None)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    most = _LONGEST.get(unit)
    if value < 0:
        return Unfit(value, "it can't be below nought", "Write it without a minus, or mend the unit")
    if unit == SHARE and value > 1:
        return Unfit(value, "a share of a cost is at most 1", "Write 1 for 100%")
    if most is not None and (value > most or value != int(value)):
        return Unfit(value, f"at most {most:,} whole {unit}", "Mend the value or the unit")
    if value >= LARGEST_NUMBER:
        return Unfit(value, "it has to be below 10^15", "Mend the value or the unit")
    return None
