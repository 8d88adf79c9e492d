"""Shared staff and partners: posts under the Additional Roles Reimbursement Scheme, and organisations worked with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import attrs
from attrs.validators import optional

from pcn_des.brief import Brief
from pcn_des.network.records import Spell, more_than_nothing, not_blank, not_negative, one_of

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


@attrs.frozen(kw_only=True, repr=False)
class Post(Spell):
    """A spell of one person in a shared post.

    `role` is a key such as `paramedic`; `annual_cost` is in pounds a year, with on-costs; it is
    one person's pay, so only who asks for it by its name is shown it.

    Raises:
        ValueError: more than one whole-time equivalent (WTE), or less than nothing.
    """

    id: str = attrs.field(validator=not_blank)
    role: str = attrs.field(validator=not_blank)
    wte: Decimal = attrs.field(converter=Decimal, validator=more_than_nothing)
    person: str = ""
    employer: str = ""
    annual_cost: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.wte > 1:
            raise ValueError(f"wte is {self.wte}; one person is at most 1 whole-time equivalent: split the post")


@attrs.frozen(kw_only=True, repr=False)
class Partner(Spell):
    """A spell in which another organisation works with the network, as a non-core member or by agreement."""

    name: str = attrs.field(validator=not_blank)
    kind: str = attrs.field(validator=one_of(*PARTNERS))
    code: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Remittance(Brief):
    """Money that arrived: for a stream and a month (its first day), in pounds; negative where it was taken back."""

    stream: str = attrs.field(validator=not_blank)
    month: date
    amount: Decimal = attrs.field(converter=Decimal)
    paid_on: date | None = None
    payee: str = ""
    document: str = ""

    def __attrs_post_init__(self) -> None:
        if self.month.day != 1:
            raise ValueError(f"month is {self.month}; a month is written as its first day, {self.month.replace(day=1)}")
