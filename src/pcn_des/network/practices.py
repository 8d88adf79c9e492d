"""The practices of a network: contract, membership and populations, with the days on which they changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Final

import attrs
from attrs.validators import optional

from pcn_des.brief import Brief
from pcn_des.errors import MisuseError
from pcn_des.network.numbers import not_negative
from pcn_des.network.records import (
    Records,
    Spell,
    a_pcn_code,
    a_practice_code,
    as_records,
    covering,
    not_blank,
    one_of,
)
from pcn_des.network.typed import typed
from pcn_des.wording import in_words

POPULATIONS: Final = ("registered", "weighted", "adjusted")
CONTRACTS: Final = ("GMS", "PMS", "APMS")
MERGED: Final = "merged"
LEFT: Final = "left"
ENDINGS: Final = (MERGED, LEFT, "dispersed", "closed")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class MemberSpell(Spell):
    """A spell as a member, and how it ended.

    `ended_by` is `merged` (into the practice with the code `into`, which has its patients from the next day on),
    `left`, `dispersed` (its patients went to practices round about) or `closed`; None does not say. `notified` is the
    day on which the commissioner was told of the end, `agreed` the day on which it agreed to it.
    """

    of_the_end: ClassVar[tuple[str, ...]] = ("ended_by", "into", "notified", "agreed")

    ended_by: str | None = attrs.field(default=None, validator=optional(one_of(*ENDINGS)))
    into: str | None = attrs.field(default=None, validator=optional(a_practice_code))
    notified: date | None = None
    agreed: date | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.until is None and (self.ended_by or self.notified or self.agreed):
            raise MisuseError("it says how it ends, and has no last day; write `until`")
        if (self.ended_by == MERGED) is not (self.into is not None):
            raise MisuseError("`into` names the practice that it merged into: write both ended_by = merged and into")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Membership(MemberSpell):
    """A spell as a member of the network: a Core Network Practice, or another member (`core` false)."""

    core: bool = True


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class OtherMembership(MemberSpell):
    """A spell as a Core Network Practice of another network."""

    pcn: str = attrs.field(validator=a_pcn_code)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
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

    @cached_property
    def exact(self) -> Fraction:
        """The patients as a number that calculations take."""
        return Fraction(self.patients)

    @cached_property
    def in_words(self) -> str:
        """The day of the list and its patients: `1 January 2022 (8,123.4)`."""
        return f"{in_words(self.at)} ({in_words(self.exact)})"


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Practice(Brief):
    """A practice that is or was a member, by its Organisation Data Service (ODS) code."""

    code: str = attrs.field(validator=a_practice_code)
    name: str = attrs.field(validator=not_blank)
    contract_type: str | None = attrs.field(default=None, validator=optional(one_of(*CONTRACTS)))
    membership: Records[Membership] | None = attrs.field(default=None, converter=as_records)
    populations: Records[Population] | None = attrs.field(default=None, converter=as_records)
    other_networks: Records[OtherMembership] | None = attrs.field(default=None, converter=as_records)
    closes_half_day: bool | None = None  # shuts regularly for half a day each week

    @cached_property
    def spells(self) -> tuple[MemberSpell, ...]:
        """Its spells as a Core Network Practice, of this network and of others, as far as they are on record."""
        here = (spell for spell in self.membership or () if spell.core)
        return (*here, *(self.other_networks or ()))


def is_core(practice: Practice, day: date) -> bool:
    """Whether a practice is on record as a Core Network Practice on a day."""
    return any(spell.core for spell in covering(practice.membership, day))
