"""The Aligned Care Homes of a network and the rounds made there."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.network.records import Records, Spell, not_blank


@attrs.frozen(kw_only=True)
class Alignment(Spell):
    """A spell in which the home is aligned to the network."""


@attrs.frozen(kw_only=True)
class HomeRound:
    """A home round that took place."""

    on: date
    led_by: str = ""


@attrs.frozen(kw_only=True)
class CareHome:
    """A care home, by its Care Quality Commission (CQC) location."""

    location: str = attrs.field(validator=not_blank)
    name: str = attrs.field(validator=not_blank)
    alignment: Records[Alignment] | None = None
    clinical_lead: str | None = None
    rounds: Records[HomeRound] | None = None
