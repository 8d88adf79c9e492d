"""Of which days a list that was put together from several files has everything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pcn_des.dates import Period, joined
from pcn_des.network import Records

ALL_DAYS: Final = Period(date.min)


def days_told(records: Records[Any] | None) -> Period | None:
    """The days of which a list has everything; None where it may have gaps on any."""
    if records is None:
        return None
    return ALL_DAYS if records.complete else records.complete_for


def complete_for(told: Iterable[Period | None]) -> bool | Period:
    """What is said of a list by files of which each tells of some days, or of none: of days apart, the last."""
    days = joined(period for period in told if period is not None)
    if not days:
        return False
    return days[-1] == ALL_DAYS or days[-1]
