"""The sheets of the network workbook and their columns, declared once: written, explained and read from here."""

from __future__ import annotations

from typing import Final

import attrs

from pcn_des.formats.workbook.declaring import OF, SAID, WHAT, Sheet, column, inside, listed
from pcn_des.formats.workbook.incentive_sheets import INCENTIVES
from pcn_des.formats.workbook.shared_columns import (
    DOCUMENT,
    FROM,
    MONTH,
    OF_HOME,
    OF_PRACTICE,
    ON,
    REASON,
    SERVICE,
    UNTIL,
)
from pcn_des.formats.workbook.staff_sheets import STAFF
from pcn_des.network import CancelledSession, CareHome, NetworkAgreement, Practice

HOW_TO_USE: Final = "How to use"
COMPLETE_LISTS: Final = "Complete lists"
CHOICES: Final = "Choices"

SHEETS: Final[tuple[Sheet, ...]] = (  # in the order in which they are filled
    Sheet(
        title="Profile",
        purpose="The network itself. Below: its commissioners, its Nominated Payees and its Network Areas, a row for "
        "each spell.",
        form=(
            column("code", "Code", "the network's code, U and five digits, e.g. U00254"),
            column("name", "Name", "the network's name, e.g. Riverside PCN"),
            column("opened", "Opened", "the day on which the network opened, as approved, e.g. 2019-07-01"),
            column("closed", "Closed", "the last day on which the network was open; empty: it goes on"),
            column(
                "edition", "Edition", "day of the public file that members and commissioner are from; usually empty"
            ),
            column("example_as_of", "Example day", "only for an example: the day on which it is best looked at"),
        ),
        columns=(
            column(WHAT, "What", "which of the three this row is about", 18),
            column("name description", "Name or description", "of the organisation, or of the area in words", 60),
            column("code", "Organisation code", "of the commissioner or payee, e.g. QZZ", 14),
            column("agreed_on", "Agreed on", "Network Area only: day of the commissioner's agreement", 14),
            column("map", "Map", "Network Area only: where its map is, e.g. Schedule 1", 30),
            FROM,
            UNTIL,
        ),
        lists=(
            listed("commissioners", "Commissioners", (WHAT, "commissioner")),
            listed("payees", "Nominated Payees", (WHAT, "Nominated Payee")),
            listed("areas", "Network Areas", (WHAT, "Network Area")),
        ),
    ),
    Sheet(
        title="Practices",
        purpose="Every practice that is or was a member, one row each. Their memberships and patients are on the next "
        "two sheets.",
        columns=(
            column("code", "Code", "a letter and five digits, e.g. B83001", 14),
            column("name", "Name", "e.g. Weirside Surgery", 40),
            column("contract_type", "Contract", "the practice's own contract", 14),
            column("closes_half_day", "Closes half a day", "whether it shuts regularly for half a day a week", 14),
        ),
        lists=(listed("practices", "Practices"),),
        unique="code",
    ),
    Sheet(
        title="Memberships",
        purpose="From when to when a practice was a member of this network, a row for each spell; and spells as a Core "
        "Network Practice of another one.",
        columns=(
            OF_PRACTICE,
            column("pcn", "Other network", "empty for this network; otherwise the other one's code, e.g. U00255", 14),
            column("core", "Core", "this network only. yes or empty: Core Network Practice; no: another member", 14),
            FROM,
            UNTIL,
            column("ended_by", "Ended by", "how the spell ended, where it did; merged: say into which practice", 14),
            column("into", "Into", "merged only: code of the practice that has its patients since", 14),
            column("notified", "Notified", "day on which the commissioner was told of the end", 14),
            column("agreed", "Agreed", "day on which the commissioner agreed to the end", 14),
        ),
        lists=(
            inside(Practice, "membership", "Memberships"),
            inside(Practice, "other_networks", "Other networks", ("pcn", None)),
        ),
    ),
    Sheet(
        title="Populations",
        purpose="Numbers of patients on a snapshot day, a row for each number. A correction is a row of its own with "
        "the day on which it was published.",
        columns=(
            attrs.evolve(OF_PRACTICE, help="its code; empty for the network as a whole, where no practice's is known"),
            column("kind", "Kind", "registered heads, contractor weighted, or PCN adjusted", 14),
            column("at", "Snapshot day", "e.g. 2022-01-01", 14),
            column("patients", "Patients", "e.g. 12,884 or, adjusted, 13,296.42", 14),
            column("published", "Published", "of a correction: when it came out", 14),
            column("source", "Source", "where the number is from", 44),
        ),
        lists=(
            inside(Practice, "populations", "Populations", (OF, None)),
            listed("populations", "Populations of the network"),
        ),
    ),
    Sheet(
        title="Documents and returns",
        purpose="What was sent, signed, agreed or checked, and when: the records that show a duty done.",
        columns=(
            column("kind", "Kind", "kind of evidence; the sheet Choices explains each", 42, offers="Evidence"),
            column("on", "Day", "sent, signed or checked on, e.g. 2022-07-29", 14),
            column("until", "Counts until", "last day on which it counts; empty: until another takes its place", 14),
            DOCUMENT,
            column(
                "shows",
                "Shows",
                "only where single duties differ from a plain yes, e.g. enhanced_access.reminders = no; several with ;",
                44,
            ),
            column("note", "Note", "anything worth knowing", 30),
        ),
        lists=(listed("returns", "Documents and returns"),),
    ),
    Sheet(
        title="Agreements",
        purpose="The versions of the Network Agreement, a row each. Who signed them is on the next sheet.",
        columns=(
            column("version", "Version", "its name, e.g. 2022/23", 32),
            attrs.evolve(FROM, help="day on which it takes effect, e.g. 2022-04-01"),
            UNTIL,
            attrs.evolve(DOCUMENT, help="where the signed copy is"),
        ),
        lists=(listed("agreements", "Agreements"),),
        unique="since",
    ),
    Sheet(
        title="Signatures",
        purpose="Who signed which version of the Network Agreement, and when.",
        columns=(
            column(OF, "Agreement from", "day on which that version takes effect, as on the sheet Agreements", 16),
            column("practice", "Practice", "code of the practice, e.g. B83001", 14),
            column("on", "Signed on", "e.g. 2022-03-22", 14),
        ),
        lists=(inside(NetworkAgreement, "signatures", "Signatures"),),
    ),
    Sheet(
        title="People",
        purpose="Who was clinical director, a row for each spell of one person, and spells in which the post was "
        "vacant.",
        columns=(
            column(WHAT, "What", "an appointment or a vacancy", 18),
            column("name", "Name", "needed for a clinical director, e.g. Dr Asha Menon", 28),
            column("profession", "Profession", "e.g. GP", 18),
            column("clinician", "Clinician", "whether the person is one", 14),
            column("practice", "Practice", "code of the practice where they work, e.g. B83001", 14),
            column("wte", "WTE", "whole-time equivalent, e.g. 0.25", 14),
            column("reason", "Reason", "of a vacancy", 30),
            FROM,
            UNTIL,
            column("employed_by_network", "Employed by the network", "yes: by the network, and by no practice", 14),
            column("appointed_by", "Appointed by", "e.g. the members of the network", 28),
            column("document", "Document", "what shows the appointment, e.g. minute of 24 June 2021", 30),
            column("term_ends", "Term ends", "last day of the term, e.g. 2024-06-30", 14),
            column("notified", "Commissioner told", "the day, e.g. 2021-06-25", 14),
            column("contact", "Contact", "how the commissioner reaches the clinical director", 28),
            column("covered_by", "Covered by", "of a vacancy: who stands in meanwhile", 28),
        ),
        lists=(
            listed("clinical_directors", "Clinical directors", (WHAT, "clinical director")),
            listed("clinical_director_vacancies", "Clinical director vacancies", (WHAT, "vacancy")),
        ),
    ),
    *STAFF,
    Sheet(
        title="Partners",
        purpose="Other organisations that work with the network, as members that aren't core or by agreement.",
        columns=(
            column("name", "Name", "e.g. Vale Community Services NHS Trust", 44),
            column("kind", "Kind", "what it provides or is", 18),
            column("code", "Organisation code", "if it has one", 14),
            FROM,
            UNTIL,
        ),
        lists=(listed("partners", "Partners"),),
    ),
    Sheet(
        title="Access sessions",
        purpose="Appointments outside core hours: a row for each session of one clinician. Two at the same time are "
        "two rows.",
        columns=(
            SERVICE,
            ON,
            column("start", "Start", "e.g. 18:30", 14),
            column("end", "End", "e.g. 20:00", 14),
            column("site", "Site", "where", 28),
            column("staff", "Staff", "who, or which kind of staff", 28),
            column(
                "agreed_outside_hours",
                "Agreed outside hours",
                "yes: the commissioner agreed to it outside the Network Standard Hours",
                16,
            ),
        ),
        lists=(listed("access_sessions", "Access sessions"),),
    ),
    Sheet(
        title="Access weeks",
        purpose="Appointment minutes of whole weeks, where only their sum is kept and not the single sessions.",
        columns=(
            SERVICE,
            column("week_starting", "Week from", "its Monday, e.g. 2022-11-07", 14),
            column("minutes", "Minutes", "of the whole week, Monday to Sunday, e.g. 3075", 14),
        ),
        lists=(listed("access_weeks", "Access weeks"),),
    ),
    Sheet(
        title="Cancelled sessions",
        purpose="Sessions that did not take place. The time that made up for them is on the next sheet.",
        columns=(
            column("id", "Session", "a name of your own for it, used once, e.g. 2022-11-03 evening", 34),
            SERVICE,
            attrs.evolve(ON, help="on which it should have been"),
            column("minutes", "Minutes", "that were lost, e.g. 90", 14),
            REASON,
            column("agreed_until", "Agreed until", "where the commissioner gave longer to make it up", 14),
        ),
        lists=(listed("cancelled_sessions", "Cancelled sessions"),),
        unique="id",
    ),
    Sheet(
        title="Make-ups",
        purpose="The time that made up for cancelled sessions.",
        columns=(
            column(OF, "Session", "as on the sheet Cancelled sessions", 34),
            ON,
            column("minutes", "Minutes", "e.g. 90", 14),
        ),
        lists=(inside(CancelledSession, "made_up", "Make-ups"),),
    ),
    Sheet(
        title="Care homes",
        purpose="The care homes, a row each. Their rounds, beds, spells of alignment and admissions are on the next "
        "four sheets.",
        columns=(
            column("location", "Location", "as the Care Quality Commission lists it, e.g. 1-9990000001", 18),
            column("name", "Name", "e.g. Heronsmead", 36),
            column("clinical_lead", "Clinical lead", "e.g. Dr A Menon (GP)", 28),
        ),
        lists=(listed("care_homes", "Care homes"),),
        unique="location",
    ),
    Sheet(
        title="Home rounds",
        purpose="The home rounds that took place, a row each.",
        columns=(
            OF_HOME,
            ON,
            column("led_by", "Led by", "where it was not the home's clinical lead", 32),
        ),
        lists=(inside(CareHome, "rounds", "Rounds"),),
    ),
    Sheet(
        title="Home beds",
        purpose="The relevant beds of a home, month by month.",
        columns=(
            OF_HOME,
            MONTH,
            column("beds", "Beds", "e.g. 42", 14),
        ),
        lists=(inside(CareHome, "beds", "Beds"),),
    ),
    Sheet(
        title="Home alignment",
        purpose="From when to when a home is aligned to the network, a row for each spell.",
        columns=(OF_HOME, FROM, UNTIL),
        lists=(inside(CareHome, "alignment", "Alignment"),),
    ),
    Sheet(
        title="Home admissions",
        purpose="Residents admitted or readmitted, a row each. Where the list of a home is complete, an empty day of "
        "assessment or plan says that there was none.",
        columns=(
            OF_HOME,
            column("id", "Stay", "a name of your own, used once in a home, e.g. S-17; never a name or NHS number", 16),
            attrs.evolve(ON, heading="Admitted on"),
            column("kind", "Kind", "of admission", 14),
            column("assessed_on", "Assessed on", "needs assessed; may be earlier, where it still serves", 14),
            column("planned_on", "Planned on", "care and support plan in place", 14),
            column("delay_reason", "Reason of a delay", "why the assessment or the plan came late or is not there", 44),
        ),
        lists=(inside(CareHome, "admissions", "Admissions"),),
    ),
    Sheet(
        title="Exceptions",
        purpose="What the commissioner granted to this network: waivers, agreements, approvals, cap waivers and local "
        "variations.",
        columns=(
            column("kind", "Kind", "what was granted", 18),
            column("granted_by", "Granted by", "e.g. NHS Riverside and Vale ICB", 30),
            FROM,
            UNTIL,
            column(
                "lifts",
                "Lifts",
                "duties that need not be met meanwhile, e.g. enhanced_access.reminders; several with ;",
                36,
            ),
            column(
                "amends",
                "Amends",
                "local variation only: terms and their value here, e.g. enhanced_access.minutes_per_1000 = 55",
                36,
            ),
            attrs.evolve(DOCUMENT, width=30),
            attrs.evolve(REASON, width=30),
            column(
                "subjects",
                "Only for",
                "the practices, homes, sessions, posts that alone are excepted, by code or name; empty: all",
                30,
            ),
        ),
        lists=(listed("variations", "Exceptions"),),
    ),
    Sheet(
        title="Decisions",
        purpose="What a person judged of duties that no record can settle: filled in once, signed and dated. It lapses "
        "at the end of the contract year, or when the text of the duty changes.",
        columns=(
            column("obligation", "Duty", "its id, e.g. network.area_makes_sense", 36, offers="Judgements"),
            column("subject", "About", "the practice, home or admission, where the duty has several", 24),
            column(SAID, "To decide", "what has to be decided; nothing to fill in", 60),
            column("judged", "Judged", "met or not_met; empty: not decided yet", 12),
            column("by", "By", "who decided, e.g. the network board", 28),
            column("on", "On", "the day of the decision, e.g. 2022-05-03", 14),
            column("until", "Until", "last day for which it holds; empty: to the end of the contract year", 14),
            attrs.evolve(DOCUMENT, width=30),
        ),
        lists=(listed("decisions", "Decisions"),),
        awaits=("judged", "by", "on", "until", "document"),
        newer="decisions",
    ),
    *INCENTIVES,
    Sheet(
        title="Remittances",
        purpose="Money that arrived, a row for each stream and month; negative where it was taken back.",
        columns=(
            column("stream", "Stream", "what it was paid for; see the sheet Choices", 34, offers="Payments"),
            MONTH,
            column("amount", "Amount", "in pounds, e.g. 6,277.50", 14),
            column("paid_on", "Paid on", "e.g. 2022-11-29", 14),
            column("payee", "Payee", "whose account it went to", 28),
            DOCUMENT,
        ),
        lists=(listed("remittances", "Remittances"),),
    ),
)

# The sheet Complete lists has a row for each list of the network, and these columns.
COMPLETE_COLUMNS: Final = (
    column("label", "List", "every list of the network", 32),
    column("complete", "Complete?", "yes, no, days or empty", 26),
    column("sheet", "Rows on the sheet", "where to look before you answer", 26),
    column("inside", "Lists inside its rows", "answered for each row, on the sheet named here", 70),
)
