"""Money that may be withheld, or not be paid, for a duty that falls short or is not shown to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.briefing import AtRisk
from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.answers.statement import Statement
from pcn_des.answers.status import Status
from pcn_des.answers.workforce import Workforce
from pcn_des.contract.entries import Follows
from pcn_des.contract.files import title_of
from pcn_des.wording import month_in_words

_WITHOUT_IT: Final = (Follows.NO_PAYMENT, Follows.WITHHELD)
_STREAM_OF_AREA: Final = {
    "enhanced_access": "enhanced_access",
    "extended_hours": "extended_hours_access",
    "care_homes": "care_home_premium",
}
"""Whose money hangs on the duties of an area, where one stream pays for it."""
_ALL_OF_IT: Final = "network_agreement"  # the area without which nothing is paid
_OF_A_POST: Final = "additional_roles"  # the area whose duties the claim for a post hangs on
_SHOWS: Final = "the report on the day names the records that would settle it"


def withheld(report: Report, statement: Statement, staff: Workforce) -> Iterator[AtRisk]:
    """The money that hangs on duties without which it is withheld or not paid, as the contract says of each.

    A month's, where it is paid by the month: all of it where the agreement falls short, a stream's where its duties do,
    the claim for a post where its own do. It is at risk also where nothing shows that a duty is done; only the
    agreement, on which everything hangs, has to be known to fall short. How much it is stays between the ends that are
    known. Where nothing is paid, as for a post whose role is not reimbursed, nothing is at risk.
    """
    by_stream: dict[str, list[Finding]] = {}
    of_posts: dict[str, list[Finding]] = {}
    for finding in (*report.not_met, *report.unknown):
        area = finding.rule.split(".")[0]
        if finding.follows not in _WITHOUT_IT:
            continue
        if area == _OF_A_POST:
            for part in finding.parts or (finding,):
                if part.is_short or part.status is Status.UNKNOWN:
                    of_posts.setdefault(part.subject or "", []).append(part)
        elif area in _STREAM_OF_AREA or (area == _ALL_OF_IT and finding in report.not_met):
            by_stream.setdefault(_STREAM_OF_AREA.get(area, _ALL_OF_IT), []).append(finding)
    month = report.receipt.as_of.replace(day=1)
    for stream, findings in by_stream.items():
        hangs = statement.payments if stream == _ALL_OF_IT else [statement.streams.get(stream)]
        lines = [line for total in hangs if total is not None for line in total.lines if line.month == month]
        if not lines:
            continue
        amount = sum_of(Amount.between(line.amount, line.at_least, line.at_most) for line in lines)
        if amount.is_nothing:
            continue
        money = "Every payment" if stream == _ALL_OF_IT else lines[0].entry.title
        why = f"{money} of {month_in_words(month)} may be withheld: {_what(findings)}"
        yield AtRisk(amount=amount, why=why, do=_SHOWS, rules=tuple(finding.rule for finding in findings))
    yield from _of_claims(of_posts, staff, month)


def _of_claims(of_posts: dict[str, list[Finding]], staff: Workforce, month: date) -> Iterator[AtRisk]:
    """What the posts with open duties cost in the month, up to what is reimbursed, by the sum that pays for them."""
    by_pot: dict[str, list[tuple[str, Amount]]] = {}
    for claim in staff.claims:
        amount = claim.cost.up_to(claim.maximum)
        if claim.month == month and claim.post in of_posts and not amount.is_nothing:
            by_pot.setdefault(claim.pot, []).append((claim.post, amount))
    for pot, found in by_pot.items():
        posts = [post for post, _ in found]
        findings = [finding for post in posts for finding in of_posts[post]]
        title = title_of("payments", pot)  # for the year may have no sum of it
        why = f"{title}, the claim of {month_in_words(month)} for {', '.join(posts)} may be refused: {_what(findings)}"
        rules = tuple(dict.fromkeys(finding.rule for finding in findings))
        yield AtRisk(amount=sum_of(amount for _, amount in found), why=why, do=_SHOWS, rules=rules)


def _what(findings: list[Finding]) -> str:
    """The duties that fall short; where none is known to, those of which nothing shows that they are done."""
    short = [one for one in findings if one.is_short]
    how = "falls short" if short else "is not shown to be done"
    return f"{'; '.join(dict.fromkeys(one.title for one in short or findings))} {how}"
