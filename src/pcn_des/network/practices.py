"""The practices of a network: contract, membership and populations, with the days on which they changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import attrs
from attrs.validators import optional

from pcn_des.brief import Brief
from pcn_des.network.records import (
    PCN_CODE,
    PRACTICE_CODE,
    Records,
    Spell,
    as_records,
    code,
    not_blank,
    not_negative,
    one_of,
)

POPULATIONS: Final = ("registered", "weighted", "adjusted")
CONTRACTS: Final = ("GMS", "PMS", "APMS")


@attrs.frozen(kw_only=True, repr=False)
class Membership(Spell):
    """A spell as a member of the network: a Core Network Practice, or another member (`core` false)."""

    core: bool = True


@attrs.frozen(kw_only=True, repr=False)
class OtherMembership(Spell):
    """A spell as a Core Network Practice of another network."""

    pcn: str = attrs.field(validator=code(r"U[0-9]{5}", PCN_CODE))


@attrs.frozen(kw_only=True, repr=False)
class Population(Brief):
    """A number of patients at a snapshot day: `registered` heads, contractor `weighted` or PCN `adjusted`.

    A correction is another record of the same kind and day with a later `published`; without it, the first edition.
    Adjusted populations may have decimals.
    """

    kind: str = attrs.field(validator=one_of(*POPULATIONS))
    at: date
    patients: Decimal = attrs.field(converter=Decimal, validator=not_negative)
    published: date | None = None
    source: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Practice(Brief):
    """A practice that is or was a member, by its Organisation Data Service (ODS) code."""

    code: str = attrs.field(validator=code(r"[A-Z][0-9]{5}", PRACTICE_CODE))
    name: str = attrs.field(validator=not_blank)
    contract_type: str | None = attrs.field(default=None, validator=optional(one_of(*CONTRACTS)))
    membership: Records[Membership] | None = attrs.field(default=None, converter=as_records)
    populations: Records[Population] | None = attrs.field(default=None, converter=as_records)
    other_networks: Records[OtherMembership] | None = attrs.field(default=None, converter=as_records)
    closes_half_day: bool | None = None  # shuts regularly for half a day each week
