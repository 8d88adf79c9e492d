"""The sheets of the network workbook and their columns, declared once: written, explained and read from here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from pcn_des.formats.workbook.fields import Field, Kind, fields_of
from pcn_des.network import CancelledSession, CareHome, Network, NetworkAgreement, Practice

Record = type[attrs.AttrsInstance]

WHAT: Final = "(what)"  # the column that says which list of its sheet a row belongs to
OF: Final = "(of)"  # the column that says whose list a row belongs to
HOW_TO_USE: Final = "How to use"
COMPLETE_LISTS: Final = "Complete lists"
CHOICES: Final = "Choices"
KEYS: Final[Mapping[Record, str]] = {  # what the rows of other sheets call the owner of their list by
    Practice: "code",
    NetworkAgreement: "since",
    CancelledSession: "id",
    CareHome: "location",
}

# --- the parts of a declaration ---------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Column:
    """A column: the fields that it fills (of several, that which the row's record has), its heading and its help.

    `offers` names a list on the sheet Choices whose entries are offered; other values may be written too.
    """

    fields: tuple[str, ...]
    heading: str
    help: str
    width: int = 14
    offers: str = ""


@attrs.frozen(kw_only=True)
class Listed:
    """A list of records: the record class that owns it, its field there, and its name for people.

    `when` is the column, and the value in it (None: any at all), by which a row of the sheet belongs to this list. The
    list without it has the other rows.
    """

    owner: Record
    name: str
    label: str
    when: tuple[str, str | None] | None = None

    @cached_property
    def record(self) -> Record:
        """The class of the records in the list."""
        item = fields_of(self.owner)[self.name].item
        assert item is not None, f"{self.owner.__name__}.{self.name} is no list"
        return item


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet: what it is for, its columns, and the lists that its rows belong to.

    `form` are single fields of the network above the rows, each on a line of its own. What stands in the column of the
    field `unique` may stand there only once.
    """

    title: str
    purpose: str
    columns: tuple[Column, ...]
    lists: tuple[Listed, ...]
    unique: str = ""
    form: tuple[Column, ...] = ()

    @property
    def heading_row(self) -> int:
        """The row of the headings. Above it: the purpose, the form, and the help for each column."""
        return 3 + len(self.form)

    @cached_property
    def flags(self) -> tuple[Listed, ...]:
        """The lists inside the records of this sheet; each has a column that says whether it is complete."""
        records = [own.record for own in self.lists]
        return tuple(listed for sheet in SHEETS for listed in sheet.lists if listed.owner in records)

    def columns_and_flags(self) -> tuple[Column, ...]:
        """The columns, and after them those that say whether the lists inside the records are complete."""
        return (*self.columns, *(flag_column(listed) for listed in self.flags))

    def field(self, column: Column, listed: Listed) -> Field | None:
        """The field that a column fills in the records of a list; None where it fills none."""
        fields = fields_of(listed.record)
        return next((fields[name] for name in column.fields if name in fields), None)

    def kind(self, column: Column) -> Field | None:
        """What a column holds, as far as one field says it: None for the column that only tells lists apart."""
        if OF in column.fields:
            owner = next(listed.owner for listed in self.lists if listed.owner is not Network)
            return fields_of(owner)[KEYS[owner]]
        found = (self.field(column, listed) for listed in self.lists)
        return next((field for field in found if field is not None), None)

    def needed(self, column: Column) -> bool:
        """Whether no row can do without this column."""
        if WHAT in column.fields:
            return True
        if OF in column.fields:
            return all(listed.owner is not Network for listed in self.lists)
        found = [self.field(column, listed) for listed in self.lists]
        return all(field is not None and field.needed for field in found)

    def choices(self, column: Column) -> tuple[str, ...]:
        """What may stand in a column, where only some values may."""
        if WHAT in column.fields:
            return tuple(listed.when[1] for listed in self.lists if listed.when and listed.when[1])
        field = self.kind(column)
        return field.limits.choices if field else ()


def flag_column(listed: Listed) -> Column:
    """The column, on the sheet of its owner, that says whether a list is complete."""
    return Column(
        fields=(),
        heading=f"{listed.label} complete?",
        help=f"yes, or days: the sheet {sheet_of(listed).title} has all of this row's; no or empty: it may have gaps",
        width=26,
    )


def sheet_of(listed: Listed) -> Sheet:
    """The sheet on which the rows of a list stand."""
    return next(sheet for sheet in SHEETS if listed in sheet.lists)


def owner_sheet(listed: Listed) -> Sheet:
    """The sheet on which the owners of a list stand."""
    return next(sheet for sheet in SHEETS if any(own.record is listed.owner for own in sheet.lists))


def _column(fields: str, heading: str, advice: str, width: int = 14, offers: str = "") -> Column:
    return Column(fields=tuple(fields.split()), heading=heading, help=advice, width=width, offers=offers)


def _listed(name: str, label: str, when: tuple[str, str | None] | None = None) -> Listed:
    return Listed(owner=Network, name=name, label=label, when=when)


def _inside(owner: Record, name: str, label: str, when: tuple[str, str | None] | None = None) -> Listed:
    return Listed(owner=owner, name=name, label=label, when=when)


# --- columns that several sheets have ---------------------------------------------------------------------------------

_FROM: Final = _column("since", "From", "first day, e.g. 2022-07-01", 14)
_TO: Final = _column("until", "Until", "last day; empty: it goes on", 14)
_OF_PRACTICE: Final = _column(OF, "Practice", "code of a practice on the sheet Practices, e.g. B83001", 14)
_OF_HOME: Final = _column(OF, "Care home", "location of a home on the sheet Care homes", 18)
_SERVICE: Final = _column("service", "Service", "under which access service", 18)
_ON: Final = _column("on", "Day", "e.g. 2022-10-04", 14)
_DOCUMENT: Final = _column("document", "Document", "what shows it, and where it is, e.g. letter of 26 May 2022", 44)
_REASON: Final = _column("reason", "Reason", "why, in a few words", 36)

# --- the sheets, in the order in which they are filled ----------------------------------------------------------------

SHEETS: Final[tuple[Sheet, ...]] = (
    Sheet(
        title="Profile",
        purpose="The network itself. Below: its commissioners, its Nominated Payees and its Network Areas, a row for "
        "each spell.",
        form=(
            _column("code", "Code", "the network's code, U and five digits, e.g. U00254"),
            _column("name", "Name", "the network's name, e.g. Riverside PCN"),
            _column("example_as_of", "Example day", "only for an example: the day on which it is best looked at"),
        ),
        columns=(
            _column(WHAT, "What", "which of the three this row is about", 18),
            _column("name description", "Name or description", "of the organisation, or of the area in words", 60),
            _column("code", "Organisation code", "of the commissioner or payee, e.g. QZZ", 14),
            _column("agreed_on", "Agreed on", "Network Area only: day of the commissioner's agreement", 14),
            _column("map", "Map", "Network Area only: where its map is, e.g. Schedule 1", 30),
            _FROM,
            _TO,
        ),
        lists=(
            _listed("commissioners", "Commissioners", (WHAT, "commissioner")),
            _listed("payees", "Nominated Payees", (WHAT, "Nominated Payee")),
            _listed("areas", "Network Areas", (WHAT, "Network Area")),
        ),
    ),
    Sheet(
        title="Practices",
        purpose="Every practice that is or was a member, one row each. Their memberships and patients are on the next "
        "two sheets.",
        columns=(
            _column("code", "Code", "a letter and five digits, e.g. B83001", 14),
            _column("name", "Name", "e.g. Weirside Surgery", 40),
            _column("contract_type", "Contract", "the practice's own contract", 14),
            _column("closes_half_day", "Closes half a day", "whether it shuts regularly for half a day a week", 14),
        ),
        lists=(_listed("practices", "Practices"),),
        unique="code",
    ),
    Sheet(
        title="Memberships",
        purpose="From when to when a practice was a member of this network, a row for each spell; and spells as a Core "
        "Network Practice of another one.",
        columns=(
            _OF_PRACTICE,
            _column("pcn", "Other network", "empty for this network; otherwise the other one's code, e.g. U00255", 14),
            _column("core", "Core", "this network only. yes or empty: Core Network Practice; no: another member", 14),
            _FROM,
            _TO,
        ),
        lists=(
            _inside(Practice, "membership", "Memberships"),
            _inside(Practice, "other_networks", "Other networks", ("pcn", None)),
        ),
    ),
    Sheet(
        title="Populations",
        purpose="Numbers of patients on a snapshot day, a row for each number. A correction is a row of its own with "
        "the day on which it was published.",
        columns=(
            attrs.evolve(_OF_PRACTICE, help="its code; empty for the network as a whole, where no practice's is known"),
            _column("kind", "Kind", "registered heads, contractor weighted, or PCN adjusted", 14),
            _column("at", "Snapshot day", "e.g. 2022-01-01", 14),
            _column("patients", "Patients", "e.g. 12,884 or, adjusted, 13,296.42", 14),
            _column("published", "Published", "of a correction: when it came out", 14),
            _column("source", "Source", "where the number is from", 44),
        ),
        lists=(
            _inside(Practice, "populations", "Populations", (OF, None)),
            _listed("populations", "Populations of the network"),
        ),
    ),
    Sheet(
        title="Documents and returns",
        purpose="What was sent, signed, agreed or checked, and when: the records that show a duty done.",
        columns=(
            _column("kind", "Kind", "kind of evidence; the sheet Choices explains each", 42, offers="Evidence"),
            _column("on", "Day", "sent, signed or checked on, e.g. 2022-07-29", 14),
            _column("until", "Counts until", "last day on which it counts; empty: until another takes its place", 14),
            _DOCUMENT,
            _column(
                "shows",
                "Shows",
                "only where single duties differ from a plain yes, e.g. enhanced_access.reminders = no; several with ;",
                44,
            ),
            _column("note", "Note", "anything worth knowing", 30),
        ),
        lists=(_listed("returns", "Documents and returns"),),
    ),
    Sheet(
        title="Agreements",
        purpose="The versions of the Network Agreement, a row each. Who signed them is on the next sheet.",
        columns=(
            _column("version", "Version", "its name, e.g. 2022/23", 32),
            attrs.evolve(_FROM, help="day on which it takes effect, e.g. 2022-04-01"),
            _TO,
            attrs.evolve(_DOCUMENT, help="where the signed copy is"),
        ),
        lists=(_listed("agreements", "Agreements"),),
        unique="since",
    ),
    Sheet(
        title="Signatures",
        purpose="Who signed which version of the Network Agreement, and when.",
        columns=(
            _column(OF, "Agreement from", "day on which that version takes effect, as on the sheet Agreements", 16),
            _column("practice", "Practice", "code of the practice, e.g. B83001", 14),
            _column("on", "Signed on", "e.g. 2022-03-22", 14),
        ),
        lists=(_inside(NetworkAgreement, "signatures", "Signatures"),),
    ),
    Sheet(
        title="People",
        purpose="Who was clinical director, a row for each spell of one person, and spells in which the post was "
        "vacant.",
        columns=(
            _column(WHAT, "What", "an appointment or a vacancy", 18),
            _column("name", "Name", "needed for a clinical director, e.g. Dr Asha Menon", 28),
            _column("profession", "Profession", "e.g. GP", 18),
            _column("clinician", "Clinician", "whether the person is one", 14),
            _column("practice", "Practice", "code of the practice where they work, e.g. B83001", 14),
            _column("wte", "WTE", "whole-time equivalent, e.g. 0.25", 14),
            _column("reason", "Reason", "of a vacancy", 30),
            _FROM,
            _TO,
        ),
        lists=(
            _listed("clinical_directors", "Clinical directors", (WHAT, "clinical director")),
            _listed("clinical_director_vacancies", "Clinical director vacancies", (WHAT, "vacancy")),
        ),
    ),
    Sheet(
        title="Posts",
        purpose="Shared staff under the Additional Roles Reimbursement Scheme: a row for each spell of one person in a "
        "post.",
        columns=(
            _column("id", "Post", "a name of your own for it, used once, e.g. paramedic 1", 16),
            _column("role", "Role", "as the scheme names it; see the sheet Choices", 32, offers="Roles"),
            _column("wte", "WTE", "whole-time equivalent, up to 1, e.g. 0.8", 14),
            _FROM,
            _TO,
            _column("person", "Person", "who holds it", 26),
            _column("employer", "Employer", "who employs them", 26),
            _column("annual_cost", "Cost a year", "in pounds, with on-costs, e.g. 48,532.00", 14),
        ),
        lists=(_listed("posts", "Posts"),),
        unique="id",
    ),
    Sheet(
        title="Partners",
        purpose="Other organisations that work with the network, as members that aren't core or by agreement.",
        columns=(
            _column("name", "Name", "e.g. Vale Community Services NHS Trust", 44),
            _column("kind", "Kind", "what it provides or is", 18),
            _column("code", "Organisation code", "if it has one", 14),
            _FROM,
            _TO,
        ),
        lists=(_listed("partners", "Partners"),),
    ),
    Sheet(
        title="Access sessions",
        purpose="Appointments outside core hours: a row for each session of one clinician. Two at the same time are "
        "two rows.",
        columns=(
            _SERVICE,
            _ON,
            _column("start", "Start", "e.g. 18:30", 14),
            _column("end", "End", "e.g. 20:00", 14),
            _column("site", "Site", "where", 28),
            _column("staff", "Staff", "who, or which kind of staff", 28),
            _column(
                "agreed_outside_hours",
                "Agreed outside hours",
                "yes: the commissioner agreed to it outside the Network Standard Hours",
                16,
            ),
        ),
        lists=(_listed("access_sessions", "Access sessions"),),
    ),
    Sheet(
        title="Access weeks",
        purpose="Appointment minutes of whole weeks, where only their sum is kept and not the single sessions.",
        columns=(
            _SERVICE,
            _column("week_starting", "Week from", "its Monday, e.g. 2022-11-07", 14),
            _column("minutes", "Minutes", "of the whole week, Monday to Sunday, e.g. 3075", 14),
        ),
        lists=(_listed("access_weeks", "Access weeks"),),
    ),
    Sheet(
        title="Cancelled sessions",
        purpose="Sessions that did not take place. The time that made up for them is on the next sheet.",
        columns=(
            _column("id", "Session", "a name of your own for it, used once, e.g. 2022-11-03 evening", 34),
            _SERVICE,
            attrs.evolve(_ON, help="on which it should have been"),
            _column("minutes", "Minutes", "that were lost, e.g. 90", 14),
            _REASON,
            _column("agreed_until", "Agreed until", "where the commissioner gave longer to make it up", 14),
        ),
        lists=(_listed("cancelled_sessions", "Cancelled sessions"),),
        unique="id",
    ),
    Sheet(
        title="Make-ups",
        purpose="The time that made up for cancelled sessions.",
        columns=(
            _column(OF, "Session", "as on the sheet Cancelled sessions", 34),
            _ON,
            _column("minutes", "Minutes", "e.g. 90", 14),
        ),
        lists=(_inside(CancelledSession, "made_up", "Make-ups"),),
    ),
    Sheet(
        title="Care homes",
        purpose="The care homes, a row each. Their rounds, beds, spells of alignment and admissions are on the next "
        "four sheets.",
        columns=(
            _column("location", "Location", "as the Care Quality Commission lists it, e.g. 1-9990000001", 18),
            _column("name", "Name", "e.g. Heronsmead", 36),
            _column("clinical_lead", "Clinical lead", "e.g. Dr A Menon (GP)", 28),
        ),
        lists=(_listed("care_homes", "Care homes"),),
        unique="location",
    ),
    Sheet(
        title="Home rounds",
        purpose="The home rounds that took place, a row each.",
        columns=(
            _OF_HOME,
            _ON,
            _column("led_by", "Led by", "where it was not the home's clinical lead", 32),
        ),
        lists=(_inside(CareHome, "rounds", "Rounds"),),
    ),
    Sheet(
        title="Home beds",
        purpose="The relevant beds of a home, month by month.",
        columns=(
            _OF_HOME,
            _column("month", "Month", "its first day, e.g. 2022-11-01", 14),
            _column("beds", "Beds", "e.g. 42", 14),
        ),
        lists=(_inside(CareHome, "beds", "Beds"),),
    ),
    Sheet(
        title="Home alignment",
        purpose="From when to when a home is aligned to the network, a row for each spell.",
        columns=(_OF_HOME, _FROM, _TO),
        lists=(_inside(CareHome, "alignment", "Alignment"),),
    ),
    Sheet(
        title="Home admissions",
        purpose="Residents admitted or readmitted, a row each. Where the list of a home is complete, an empty day of "
        "assessment or plan says that there was none.",
        columns=(
            _OF_HOME,
            _column("id", "Stay", "a name of your own, used once in a home, e.g. S-17; never a name or NHS number", 16),
            attrs.evolve(_ON, heading="Admitted on"),
            _column("kind", "Kind", "of admission", 14),
            _column("assessed_on", "Assessed on", "needs assessed; may be earlier, where it still serves", 14),
            _column("planned_on", "Planned on", "care and support plan in place", 14),
            _column(
                "delay_reason", "Reason of a delay", "why the assessment or the plan came late or is not there", 44
            ),
        ),
        lists=(_inside(CareHome, "admissions", "Admissions"),),
    ),
    Sheet(
        title="Exceptions",
        purpose="What the commissioner granted to this network: waivers, agreements, approvals, cap waivers and local "
        "variations.",
        columns=(
            _column("kind", "Kind", "what was granted", 18),
            _column("granted_by", "Granted by", "e.g. NHS Riverside and Vale ICB", 30),
            _FROM,
            _TO,
            _column(
                "lifts",
                "Lifts",
                "duties that need not be met meanwhile, e.g. enhanced_access.reminders; several with ;",
                36,
            ),
            _column(
                "amends",
                "Amends",
                "local variation only: terms and their value here, e.g. enhanced_access.minutes_per_1000 = 55",
                36,
            ),
            attrs.evolve(_DOCUMENT, width=30),
            attrs.evolve(_REASON, width=30),
            _column(
                "subjects",
                "Only for",
                "the practices, homes, sessions that alone are excepted, by code or name of the record; empty: all",
                30,
            ),
        ),
        lists=(_listed("variations", "Exceptions"),),
    ),
    Sheet(
        title="Remittances",
        purpose="Money that arrived, a row for each stream and month; negative where it was taken back.",
        columns=(
            _column("stream", "Stream", "what it was paid for; see the sheet Choices", 34, offers="Payments"),
            _column("month", "Month", "its first day, e.g. 2022-11-01", 14),
            _column("amount", "Amount", "in pounds, e.g. 6,277.50", 14),
            _column("paid_on", "Paid on", "e.g. 2022-11-29", 14),
            _column("payee", "Payee", "whose account it went to", 28),
            _DOCUMENT,
        ),
        lists=(_listed("remittances", "Remittances"),),
    ),
)

NETWORK_LISTS: Final = tuple(listed for sheet in SHEETS for listed in sheet.lists if listed.owner is Network)
INNER_LISTS: Final = tuple(listed for sheet in SHEETS for listed in sheet.lists if listed.owner is not Network)

# The sheet Complete lists has a row for each list of the network, and these columns.
COMPLETE_COLUMNS: Final = (
    _column("label", "List", "every list of the network", 32),
    _column("complete", "Complete?", "yes, no, days or empty", 26),
    _column("sheet", "Rows on the sheet", "where to look before you answer", 26),
    _column("inside", "Lists inside its rows", "answered for each row, on the sheet named here", 70),
)
MEANINGS: Final[Mapping[str, str]] = {  # what the choices of the record classes mean
    "commissioner": "the clinical commissioning group, later the integrated care board",
    "Nominated Payee": "the organisation that is paid for the network",
    "Network Area": "the area that the network serves",
    "GMS": "General Medical Services",
    "PMS": "Personal Medical Services",
    "APMS": "Alternative Provider Medical Services",
    "registered": "heads on the list, as NHS England publishes them each month",
    "weighted": "the contractor's weighted list (Carr-Hill formula)",
    "adjusted": "the PCN Adjusted Population",
    "clinical director": "a person's appointment",
    "vacancy": "nobody holds the post",
    "community": "a community services provider",
    "mental_health": "a mental health provider",
    "social_care": "social care",
    "pharmacy": "a community pharmacy or its committee",
    "hospital": "a hospital or its trust",
    "voluntary": "a voluntary or charitable organisation",
    "federation": "a federation of practices",
    "other": "anything else",
    "extended_hours": "extended hours access, until 30 September 2022",
    "enhanced_access": "enhanced access, from 1 October 2022",
    "admission": "to the home, for the first time or after having left it for good",
    "readmission": "back to the home, as after a stay in hospital",
    "waiver": "a duty is lifted for a time",
    "agreement": "the commissioner agreed to something",
    "approval": "the commissioner approved something",
    "cap_waiver": "a cap on reimbursed staff is lifted",
    "local_variation": "terms are replaced for this network (from 1 May 2026)",
}


def is_text(field: Field) -> bool:
    """Whether a field holds free text, which is kept to the letter."""
    return field.kind is Kind.TEXT and not field.limits.choices and not field.limits.pattern
