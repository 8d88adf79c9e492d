"""Appointments offered outside core hours: sessions, weeks summed elsewhere, and cancelled time with its make-up."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.errors import MisuseError
from pcn_des.network.numbers import more_than_nothing, not_negative
from pcn_des.network.records import Records, as_records, not_blank, one_of
from pcn_des.network.typed import typed
from pcn_des.wording import weekday_in_words

ACCESS_SERVICES: Final = ("extended_hours", "enhanced_access")


def _monday(_: object, field: attrs.Attribute[date], value: date) -> None:
    if value.weekday() != 0:
        raise MisuseError(f"{field.name} is {value}, a {weekday_in_words(value)}; a week starts on its Monday")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class AccessSession(Brief):
    """One clinician's session, from `start` to `end` on one day.

    Two at the same time are two sessions, unless `staff` names the same clinician in both: then the time counts at
    least once and at most twice. Sessions of one clinician at one `site` that touch are one, written down in pieces.
    `agreed_outside_hours` says that the commissioner agreed to its lying outside the Network Standard Hours.
    """

    service: str = attrs.field(validator=one_of(*ACCESS_SERVICES))
    on: date
    start: time
    end: time
    site: str = ""
    staff: str = ""
    agreed_outside_hours: bool = False

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            raise MisuseError(f"it ends at {self.end:%H:%M}, not after its start at {self.start:%H:%M}; correct one")

    @property
    def minutes(self) -> int:
        """How long the session lasts, in whole minutes; what a week offers is summed to the second."""
        length = datetime.combine(self.on, self.end) - datetime.combine(self.on, self.start)
        return int(length.total_seconds() // 60)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class AccessWeek(Brief):
    """The appointment minutes of one week, Monday to Sunday, where only their sum is kept."""

    service: str = attrs.field(validator=one_of(*ACCESS_SERVICES))
    week_starting: date = attrs.field(validator=_monday)
    minutes: int = attrs.field(validator=not_negative)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class MakeUp(Brief):
    """Minutes that made up for a cancelled session."""

    on: date
    minutes: int = attrs.field(validator=more_than_nothing)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class CancelledSession(Brief):
    """A session that did not take place, and its make-up; `agreed_until` where the commissioner gave longer."""

    id: str = attrs.field(validator=not_blank)
    service: str = attrs.field(validator=one_of(*ACCESS_SERVICES))
    on: date
    minutes: int = attrs.field(validator=more_than_nothing)
    reason: str = ""
    agreed_until: date | None = None
    made_up: Records[MakeUp] | None = attrs.field(default=None, converter=as_records)
