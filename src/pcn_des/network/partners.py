"""Organisations that a network works with, and money that arrived."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.network.pence import in_pence
from pcn_des.network.records import Spell, first_of_month, not_blank, one_of
from pcn_des.network.typed import typed

PARTNERS: Final = (
    "community",
    "mental_health",
    "social_care",
    "pharmacy",
    "hospital",
    "voluntary",
    "federation",
    "other",
)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Partner(Spell):
    """A spell in which another organisation works with the network, as a non-core member or by agreement."""

    name: str = attrs.field(validator=not_blank)
    kind: str = attrs.field(validator=one_of(*PARTNERS))
    code: str | None = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Remittance(Brief):
    """Money that arrived: for a stream and a month (its first day), in pounds; negative where it was taken back.

    `stream` is the key of a stream, a title of the contract, or the name under which the money came, as it is printed.
    """

    stream: str = attrs.field(validator=not_blank)
    month: date = attrs.field(validator=first_of_month)
    amount: Decimal = attrs.field(converter=Decimal, validator=in_pence)
    paid_on: date | None = None
    payee: str = ""
    document: str = ""
