"""The Aligned Care Homes of a network, the rounds made there, and the residents admitted."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.network.numbers import not_negative
from pcn_des.network.records import Records, Spell, as_records, first_of_month, not_blank, one_of
from pcn_des.network.typed import typed

KINDS_OF_ADMISSION: Final = ("admission", "readmission")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Alignment(Spell):
    """A spell in which the home is aligned to the network."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class HomeRound(Brief):
    """A home round that took place."""

    on: date
    led_by: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class BedCount(Brief):
    """The relevant care home beds of a month (its first day)."""

    month: date = attrs.field(validator=first_of_month)
    beds: int = attrs.field(validator=not_negative)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Admission(Brief):
    """A resident's admission or readmission to a home, with the days of the assessment and the care plan after it.

    `id` is the network's own pseudonym for the stay, such as S-17: never a name or an NHS number. An empty day did not
    happen where the list of admissions is complete, and is unknown where it is not. An earlier assessment or plan that
    still serves may stand with its own day; it counts as done on the day of admission. `delay_reason` is the reason on
    record for a delay of either; empty: none. No answer repeats it.
    """

    id: str = attrs.field(validator=not_blank)
    on: date
    kind: str = attrs.field(validator=one_of(*KINDS_OF_ADMISSION))
    assessed_on: date | None = None
    planned_on: date | None = None
    delay_reason: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class CareHome(Brief):
    """A care home, by its Care Quality Commission (CQC) location."""

    location: str = attrs.field(validator=not_blank)
    name: str = attrs.field(validator=not_blank)
    alignment: Records[Alignment] | None = attrs.field(default=None, converter=as_records)
    clinical_lead: str | None = attrs.field(default=None, repr=False)
    rounds: Records[HomeRound] | None = attrs.field(default=None, converter=as_records)
    beds: Records[BedCount] | None = attrs.field(default=None, converter=as_records)
    admissions: Records[Admission] | None = attrs.field(default=None, converter=as_records)

    def name_of(self, admission: Admission) -> str:
        """How reports and exceptions name an admission to the home: `1-9990000002, S-17`.

        A location with a comma or a quotation mark in it stands in quotation marks, as in a CSV file, so that no two
        homes and ids are written alike.
        """
        place = self.location
        if "," in place or '"' in place:
            place = '"' + place.replace('"', '""') + '"'
        return f"{place}, {admission.id}"
