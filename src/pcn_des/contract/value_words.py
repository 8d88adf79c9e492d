"""A value of the contract as a person says it: a number, a day, a list, a table by name or by bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pcn_des.units import SHARE, sign_of
from pcn_des.wording import in_words


def value_in_words(value: Any, unit: str = "") -> str:
    """A value and, within a table or a list, its numbers in the unit and its names without their underscores."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return f"{in_words(Fraction(value) * 100)}%" if unit == SHARE else f"{sign_of(unit)}{value:,}"
        case date():
            return in_words(value)
        case time():
            return f"{value:%H:%M}"
        case tuple() | Mapping() if not value:
            return "none"
        case tuple():
            said = [_name(item) if isinstance(item, str) else value_in_words(item, unit) for item in value]
            return "; ".join((*said, *_not_seen_above(value[-1])))
        case {"days": days, "start": start, "end": end}:
            return f"{days} {value_in_words(start)} to {value_in_words(end)}"
        case {"below": below, "value": amount, "edge": "either"}:
            return f"{value_in_words(amount, unit)} below {below:,} (exactly {below:,} not settled)"
        case {"below": below, "value": amount}:
            return f"{value_in_words(amount, unit)} below {below:,}"
        case {"value": amount}:
            return f"{value_in_words(amount, unit)} otherwise"
        case Mapping():
            return "; ".join(f"{_name(name)}{_cell(item, unit)}" for name, item in value.items())
        case _:
            return str(value)


def _not_seen_above(last: Any) -> Iterator[str]:
    """What is said of bands whose last has an end: what holds from there was not found, and that is not no limit."""
    match last:
        case {"below": below, "value": _}:
            yield f"not established from {below:,}"


def _cell(item: Any, unit: str) -> str:
    """What a table says of a name; a table within it, in brackets."""
    said = value_in_words(item, unit)
    return f" ({said})" if isinstance(item, Mapping) else f": {said}"


def _name(said: str) -> str:
    """A name of the data, such as `clinical_pharmacist`, as words; words as they are."""
    return said if " " in said else said.replace("_", " ")
