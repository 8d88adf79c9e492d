"""The sheets of staff under the Additional Roles Reimbursement Scheme: posts, what they cost, what was claimed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from pcn_des.formats.workbook.declaring import Column, Sheet, column, inside, listed
from pcn_des.formats.workbook.shared_columns import DOCUMENT, FROM, MONTH, OF_POST, ROLE, UNTIL
from pcn_des.network import Post

_CLAIMS: Final = "claims"  # the name of what was added for claims
_LOCUMS: Final = "locums"  # of what was added later, for general practitioners who were locums


def _added(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Columns that older workbooks don't have."""
    return tuple(attrs.evolve(one, newer=one.newer or _CLAIMS) for one in columns)


def _substantive() -> Column:
    told = "whether it was a substantive post, not as a locum"
    return attrs.evolve(column("previous_substantive", "Was substantive", told, 14), newer=_LOCUMS)


_OF_THE_POST: Final = _added(
    (
        column("area", "Area", "where the maximum of London applies; empty: national", 14),
        column("band", "Band", "Agenda for Change band agreed, where the role has several, e.g. 7", 14),
        column("engaged", "Engaged", "how the network has the person", 15),
        column("supplier_fee", "Supplier's fee a year", "a supplier's overhead, in pounds, beyond the cost", 14),
        column("network_share", "Network's share", "part that this network has and pays, where others share it", 14),
        column("additional", "Additional", "whether it is additional to the staff of the baseline", 14),
        column("covers_leave_of", "Covers leave of", "the post in whose place it stands during leave", 16),
        column("agreed", "Agreed", "where its agreement is needed: what shows that the commissioner agreed", 30),
        column("first", "First", "mental health practitioner only: whether it is the network's first", 14),
    )
)
_OF_THE_PERSON: Final = _added(
    (
        column("previous", "Worked before", "where the person worked before", 18),
        column("previous_until", "Worked there until", "last day there, e.g. 2024-08-31", 14),
        _substantive(),
        column("more_senior", "More senior", "whether recruited to a specialist or more senior role than before", 14),
        column("moved_from", "Moved from", "older scheme that the person came from, if any", 20),
        column("regular", "Regular", "GP only: yes: works a regular pattern, and is no locum", 14),
        column("certified", "Certified", "GP only: day of the certificate of completion of training (CCT)", 14),
        column("years_from_cct", "Years from CCT", "GP only, without that day: years since then when recruited", 14),
    )
)

STAFF: Final[tuple[Sheet, ...]] = (
    Sheet(
        title="Posts",
        purpose="Shared staff under the Additional Roles Reimbursement Scheme: a row for each spell of one person in a "
        "post. What it costs is told here as a cost a year, or on one of the next two sheets.",
        columns=(
            column("id", "Post", "a name of your own for it, used once, e.g. paramedic 1", 16),
            ROLE,
            column("wte", "WTE", "whole-time equivalent, up to 1, e.g. 0.8", 14),
            FROM,
            UNTIL,
            column("person", "Person", "who holds it", 26),
            column("employer", "Employer", "who employs them", 26),
            column(
                "annual_cost",
                "Cost a year",
                "in pounds, with on-costs, of this post as it is held, not of a whole-time equivalent: "
                "e.g. 24,266.00 for half a post",
                14,
            ),
            *_OF_THE_POST,
            *_OF_THE_PERSON,
        ),
        lists=(listed("posts", "Posts"),),
        unique="id",
    ),
    Sheet(
        title="Post pay",
        purpose="What the person in a post is paid: a row for each spell of one salary. This sheet can be filled from "
        "the payroll: paste the values of its export below the headings.",
        columns=(
            OF_POST,
            attrs.evolve(FROM, help="first day of this pay, e.g. 2022-04-01"),
            attrs.evolve(UNTIL, help="last day of it; empty: it goes on. End it before the next begins"),
            column("salary", "Salary a year", "in pounds, for the hours that they work, e.g. 38,411.00", 14),
            column("national_insurance", "Employer's NI a year", "National Insurance, in pounds; 0: none is due", 14),
            column("pension", "Employer's pension a year", "in pounds; 0: none is due", 14),
        ),
        lists=(inside(Post, "pay", "Pay"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Post invoices",
        purpose="What a supplier charges for a post, a row for each month, where no salary is known.",
        columns=(
            OF_POST,
            MONTH,
            column("amount", "Amount", "in pounds, e.g. 3,912.50", 14),
            attrs.evolve(DOCUMENT, help="the invoice, and where it is, e.g. invoice 1207"),
        ),
        lists=(inside(Post, "invoices", "Invoices"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Post leave",
        purpose="Days on which the person was away from the post, a row for each spell. No illness or other reason has "
        "a place here.",
        columns=(
            OF_POST,
            FROM,
            UNTIL,
            column("kind", "Kind", "of leave; no diagnosis", 14),
            column("pay_share", "Part of pay", "that goes on meanwhile, e.g. 0.5; empty: all of it", 14),
        ),
        lists=(inside(Post, "leave", "Leave"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Extra hours",
        purpose="Hours that were worked in a post beyond its own, a row for each month.",
        columns=(
            OF_POST,
            MONTH,
            column("wte", "WTE", "whole-time equivalent of the extra hours, e.g. 0.1", 14),
            column("cost", "Cost", "what they cost in that month, in pounds, e.g. 412.00", 14),
            column("plain_time", "Plain time", "whether they were paid at plain time rates", 14),
        ),
        lists=(inside(Post, "extra_hours", "Extra hours"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Post conditions",
        purpose="Whether who holds a post meets a condition of its role: a row for each condition.",
        columns=(
            OF_POST,
            column("name", "Condition", "e.g. registration_body; see the sheet Choices", 30, offers="Conditions"),
            column("met", "Met", "yes or no", 14),
            DOCUMENT,
        ),
        lists=(inside(Post, "conditions", "Conditions"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Claims",
        purpose="What was claimed for a post, a row for each month, and what became of the claim.",
        columns=(
            column("post", "Post", "its name on the sheet Posts, e.g. paramedic 1", 16),
            MONTH,
            column("amount", "Amount", "that was claimed, in pounds, e.g. 4,044.33", 14),
            column("submitted", "Submitted", "on which day, e.g. 2022-12-08", 14),
            column("queried", "Queried", "on which day the commissioner asked back", 14),
            column("approved", "Approved", "on which day", 14),
            column("paid", "Paid", "on which day", 14),
            column("paid_amount", "Paid amount", "in pounds", 14),
            DOCUMENT,
        ),
        lists=(listed("claims", "Claims"),),
        newer=_CLAIMS,
    ),
    Sheet(
        title="Baseline vacancies",
        purpose="Posts of the staff baseline, of a practice of the network, that were vacant: a row for each spell.",
        columns=(
            ROLE,
            attrs.evolve(FROM, help="the day on which it fell vacant, e.g. 2022-07-01"),
            attrs.evolve(UNTIL, help="last day on which it was vacant; empty: it goes on"),
            column("practice", "Practice", "of which practice, e.g. B83001", 14),
        ),
        lists=(listed("baseline_vacancies", "Baseline vacancies"),),
        newer=_CLAIMS,
    ),
)
