"""What the numbers of records are held to: they can be reckoned with, and are none below what they count."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.brief import LONGEST_PART, briefly, cut
from pcn_des.errors import MisuseError
from pcn_des.values import LARGEST_NUMBER

MOST_PLACES: Final = 30  # behind the point, before a number has its first digit


def reckonable(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: a number that can be reckoned with, of whatever sign."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise MisuseError(f"{field.name} is {value}, which is no number; write one such as 48532.00")
    if is_beyond_records(value):
        such = "48532.00" if isinstance(value, Decimal) else "90"
        raise MisuseError(
            f"{field.name} is {_said_of(value)}, beyond what a record can hold; write a number such as {such}"
        )


def is_beyond_records(number: int | Decimal) -> bool:
    """Whether a number is too large, or too small, for a record."""
    too_small = isinstance(number, Decimal) and number.adjusted() < -MOST_PLACES
    return too_small or not -LARGEST_NUMBER < number < LARGEST_NUMBER


def _said_of(number: Any) -> str:
    return briefly(number) if isinstance(number, int) else cut(str(number), LONGEST_PART)


def not_negative(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: zero or more."""
    reckonable(_, field, value)
    if value < 0:
        raise MisuseError(f"{field.name} is {_said_of(value)}; it can't be less than nothing")


def part_of_one(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: a part of one, from nothing to all of it."""
    reckonable(_, field, value)
    if not 0 <= value <= 1:
        raise MisuseError(f"{field.name} is {_said_of(value)}; it is a part of one, such as 0.5")


def more_than_nothing(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: more than zero."""
    reckonable(_, field, value)
    if value <= 0:
        raise MisuseError(f"{field.name} is {_said_of(value)}; it must be more than nothing")
