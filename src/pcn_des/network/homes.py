"""The Aligned Care Homes of a network and the rounds made there."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.network.records import Records, Spell, not_blank, not_negative


@attrs.frozen(kw_only=True)
class Alignment(Spell):
    """A spell in which the home is aligned to the network."""


@attrs.frozen(kw_only=True)
class HomeRound:
    """A home round that took place."""

    on: date
    led_by: str = ""


@attrs.frozen(kw_only=True)
class BedCount:
    """The relevant care home beds of a month (its first day)."""

    month: date
    beds: int = attrs.field(validator=not_negative)

    def __attrs_post_init__(self) -> None:
        if self.month.day != 1:
            raise ValueError(f"month is {self.month}; a month is written as its first day, {self.month.replace(day=1)}")


@attrs.frozen(kw_only=True)
class CareHome:
    """A care home, by its Care Quality Commission (CQC) location."""

    location: str = attrs.field(validator=not_blank)
    name: str = attrs.field(validator=not_blank)
    alignment: Records[Alignment] | None = None
    clinical_lead: str | None = None
    rounds: Records[HomeRound] | None = None
    beds: Records[BedCount] | None = None
