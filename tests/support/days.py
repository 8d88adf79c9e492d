"""The days of a calendar that a test asks about."""

from __future__ import annotations

from datetime import date

import pcn_des as des


def days_of(year: str, key: str, known_on: date | None = None) -> list[des.CalendarDay]:
    """The days of a contract year that come from an entry, in order."""
    return [day for day in des.deadlines(year, known_on) if day.key == key]
