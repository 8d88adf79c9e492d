"""What a network's manager has to look at this week: money at risk, what is due, what is new, what to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pcn_des.answers.amount import NO_MONEY, Amount, sum_of
from pcn_des.answers.briefing import AtRisk, Briefing, DueSoon
from pcn_des.answers.finding import Finding
from pcn_des.answers.reconciliation import Reconciliation
from pcn_des.answers.report import Report
from pcn_des.answers.statement import Statement
from pcn_des.answers.status import Status
from pcn_des.answers.workforce import NOT_CLAIMED, TOO_MUCH, ClaimCheck, Workforce
from pcn_des.contract.calendar_day import DUTY, OF_THEIR_DAY
from pcn_des.contract.deadlines import deadlines
from pcn_des.contract.files import span
from pcn_des.dates import ContractYear, as_day
from pcn_des.errors import MisuseError
from pcn_des.network import Network
from pcn_des.questions.assess import assess
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.reconcile import reconcile
from pcn_des.questions.workforce import workforce
from pcn_des.wording import month_in_words

AHEAD: Final = 30  # days
BEFORE: Final = 7
MOST_PAPERS: Final = 3
_OWN: Final = ("PCN", "PCN and commissioner", "Core Network Practice", "Nominated Payee")  # who acts
_NOT_TO_DO: Final = (DUTY, *OF_THEIR_DAY)  # the report has the duties that are open; the others come by themselves
_WITHOUT_IT: Final = ("no_payment", "withheld")
_STREAM_OF_AREA: Final = {
    "enhanced_access": "enhanced_access",
    "extended_hours": "extended_hours_access",
    "care_homes": "care_home_premium",
}
"""Whose money hangs on the duties of an area, where one stream pays for it."""
_ALL_OF_IT: Final = "network_agreement"  # the area without which nothing is paid


def briefing(network: Network, as_of: date, known_on: date | None = None) -> Briefing:
    """What a network's manager has to look at on a day, on one page.

    Args:
        network: the network, with its records.
        as_of: the day, usually a Monday.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: the day is outside the data.
        MisuseError: it is no network.

    Examples:
        >>> from datetime import date
        >>> from pcn_des import briefing, example_network
        >>> page = briefing(example_network(), date(2022, 11, 14))
        >>> len(page.papers)
        3
    """
    if not isinstance(network, Network):
        raise MisuseError(f"{network!r} is no network; give a Network (read_network reads one)")
    day = as_day(as_of, "as_of")
    report = assess(network, day, known_on)
    year = str(ContractYear.of(day))
    statement = entitlements(network, year, known_on)
    staff = workforce(network, year, day, known_on)
    paid = reconcile(network, year, known_on=known_on) if network.remittances else None
    before = day - timedelta(days=BEFORE)
    new = assess(network, before, known_on).diff(report) if before in span() else ()
    open_cases = [finding for finding in report.to_judge if finding.settled is None]
    at_risk = [*_claims(staff), *_withheld(report, statement), *_unsettled(paid, day)]
    return Briefing(
        heading=report.heading,
        receipt=report.receipt,
        since=before,
        at_risk=tuple(sorted(at_risk, key=_largest_first)),
        due=tuple(_due(report, day, known_on)),
        new=tuple(change for change in new if _answer(change.before) != _answer(change.after)),
        papers=tuple(report.records_wanted()[:MOST_PAPERS]),
        decide=tuple(sorted(open_cases, key=lambda finding: not finding.to_judge)),
        pots=staff.pots,
        notes=staff.notes,
    )


def _answer(finding: Finding | None) -> Status | None:
    return None if finding is None else finding.status


def _largest_first(risk: AtRisk) -> tuple[bool, Decimal]:
    """By the most that it may be; what is open goes before what is not."""
    most = risk.amount.at_most
    return (most is not None, -(most or NO_MONEY).pounds)


def _claims(staff: Workforce) -> Iterator[AtRisk]:
    """Claims that were not made or are too high, and what the year's sums have left."""
    for says, why, do in (
        (NOT_CLAIMED, "not claimed for staff in months that are over", "claim it, while that is accepted"),
        (TOO_MUCH, "claimed for staff beyond what may be claimed", "correct the claims"),
    ):
        found = [check for check in staff.checks if check.says == says]
        if found:
            posts = ", ".join(dict.fromkeys(check.post for check in found))
            yield AtRisk(amount=sum_of(_amount_of(check) for check in found), why=f"{why}: {posts}", do=do)
    for pot in staff.pots:
        if not pot.may_have_gaps and pot.by_month and not pot.unspent.is_nothing:
            why = f"{pot.total.title}: forecast to stay unspent at 31 March"
            yield AtRisk(amount=pot.unspent, why=why, do="see what could still be hired: pcn-des workforce --hire")
        if not pot.over.is_nothing and pot.by_month:
            yield AtRisk(amount=pot.over, why=f"{pot.total.title}: forecast beyond the sum", do="plan who pays for it")


def _amount_of(check: ClaimCheck) -> Amount:
    if check.recorded is None:
        return check.claimable
    return Amount(check.recorded, check.recorded).less(check.claimable)


def _withheld(report: Report, statement: Statement) -> Iterator[AtRisk]:
    """A month's money that may be withheld: all where the agreement falls short, a stream's where its duties do.

    A stream's is at risk also where nothing shows that its duties are done.
    """
    by_stream: dict[str, list[Finding]] = {}
    for finding in (*report.not_met, *report.unknown):
        area, follows = finding.rule.split(".")[0], finding.follows.value if finding.follows else ""
        if follows in _WITHOUT_IT and (area in _STREAM_OF_AREA or (area == _ALL_OF_IT and finding in report.not_met)):
            by_stream.setdefault(_STREAM_OF_AREA.get(area, _ALL_OF_IT), []).append(finding)
    month = report.receipt.as_of.replace(day=1)
    for stream, findings in by_stream.items():
        hangs = statement.payments if stream == _ALL_OF_IT else [statement.streams.get(stream)]
        lines = [line for total in hangs if total is not None for line in total.lines if line.month == month]
        if not lines:
            continue
        short = [one for one in findings if one in report.not_met]
        how = "falls short" if short else "is not shown to be done"
        what = "; ".join(dict.fromkeys(one.title for one in short or findings))
        amount = sum_of(Amount(line.amount or line.at_least or NO_MONEY, line.amount or line.at_most) for line in lines)
        money = "Every payment" if stream == _ALL_OF_IT else lines[0].entry.title
        why = f"{money} of {month_in_words(month)} may be withheld: {what} {how}"
        yield AtRisk(amount=amount, why=why, do="pcn-des check shows the records that would settle it")


def _unsettled(paid: Reconciliation | None, day: date) -> Iterator[AtRisk]:
    """What was paid otherwise than owed, in months that are over, by stream."""
    if paid is None:
        return
    for stream in paid.streams:
        months = [one for one in paid.to_look_at if one.stream == stream and one.month < day.replace(day=1)]
        difference = sum((one.difference for one in months if one.difference is not None), start=NO_MONEY.pounds)
        if difference:
            owed = Amount.of(Fraction(abs(difference)))
            causes = ", ".join(dict.fromkeys(one.cause for one in months))
            way = "underpaid" if difference < 0 else "overpaid"
            yield AtRisk(
                amount=owed, why=f"{months[0].title}: {way} ({causes})", do="pcn-des reconcile has what to write"
            )


def _due(report: Report, day: date, known_on: date | None) -> Iterator[DueSoon]:
    """What the network has to do within the time ahead: duties that are open, and other days of the calendar."""
    last = day + timedelta(days=AHEAD)
    coming = [(one, one.due) for one in report.due_soon(AHEAD) if one.due is not None]
    found = [DueSoon(day=due.last, what=one.title, who=one.owed_by) for one, due in coming]
    for year in dict.fromkeys(str(ContractYear.of(one)) for one in (day, last) if one in span()):
        for one in deadlines(year, known_on):
            if one.kind in _NOT_TO_DO or one.who not in _OWN or not day <= one.when.last <= last:
                continue
            what = one.what if one.day else f"{one.what}, on a day of {month_in_words(one.when.first)}"
            found.append(DueSoon(day=one.day, what=what, who=one.who))
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.day or last, one.what))
