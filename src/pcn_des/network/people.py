"""Who stands for a network: its clinical directors, Nominated Payee and commissioners, with their days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
from attrs.validators import optional

from pcn_des.network.numbers import more_than_nothing
from pcn_des.network.records import Spell, a_practice_code, not_blank
from pcn_des.network.typed import typed


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Appointment(Spell):
    """A spell of one person as clinical director; two that overlap share the post. `practice` is where they work.

    `employed_by_network` says that the network employs them, and no practice. `appointed_by` is who appointed them, by
    what `document` shows, such as a minute; `term_ends` is the last day of the term, after which the spell may still go
    on; `notified` the day on which the commissioner was told; `contact` how the commissioner reaches them.
    """

    name: str = attrs.field(validator=not_blank)
    profession: str | None = None
    clinician: bool | None = None
    practice: str | None = attrs.field(default=None, validator=optional(a_practice_code))
    wte: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(more_than_nothing)
    )
    employed_by_network: bool | None = None
    appointed_by: str = ""
    document: str = ""
    term_ends: date | None = None
    notified: date | None = None
    contact: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Vacancy(Spell):
    """A spell without a clinical director, on record as such; `covered_by` is who stands in meanwhile.

    `notified` is the day on which the commissioner was told. No answer repeats the reason.
    """

    reason: str = attrs.field(default="", repr=False)
    covered_by: str = ""
    notified: date | None = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Payee(Spell):
    """A spell as Nominated Payee: the organisation that is paid for the network."""

    name: str = attrs.field(validator=not_blank)
    code: str | None = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Commissioner(Spell):
    """A spell of the commissioner: a clinical commissioning group, later an integrated care board."""

    name: str = attrs.field(validator=not_blank)
    code: str | None = None
