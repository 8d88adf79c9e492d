"""The small parts of plain values: numbers, money, days and standings as JSON has them, null where there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pcn_des.dates import Deadline
from pcn_des.sources import Standing
from pcn_des.units import Money


def number_text(number: Decimal | int | None) -> str | None:
    """A number as text, so that nothing is rounded."""
    return None if number is None else str(number)


def pounds_text(money: Money | None) -> str | None:
    """Money as text, in pounds."""
    return None if money is None else str(money.pounds)


def day_text(day: date | None) -> str | None:
    """A day: 2022-07-31."""
    return day.isoformat() if day else None


def deadline_text(due: Deadline | None) -> str | None:
    """The day of a deadline, or its month where only that is established."""
    return due.plain if due else None


def standing_text(standing: Standing | None) -> str | None:
    """A standing as the contract's files write it."""
    return standing.value if standing else None
