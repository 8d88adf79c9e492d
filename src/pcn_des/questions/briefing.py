"""What a network's manager has to look at this week: money at risk, what is due, what is new, what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from pcn_des.answers.amount import NO_MONEY, Amount, sum_of
from pcn_des.answers.briefing import AtRisk, Briefing, DueSoon, WithinReach, worth_of_each
from pcn_des.answers.finding import Finding
from pcn_des.answers.improvement import Improvement
from pcn_des.answers.points import IifYear
from pcn_des.answers.reconciliation import Ends, Reconciliation, ends_together
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.answers.workforce import NOT_CLAIMED, TOO_MUCH, ClaimCheck, Pot, Workforce
from pcn_des.contract.calendar_day import DUTY, OF_THEIR_DAY
from pcn_des.contract.deadlines import deadlines
from pcn_des.contract.files import span
from pcn_des.dates import ContractYear, as_day
from pcn_des.network import Network
from pcn_des.questions.assess import assess
from pcn_des.questions.basis import a_network, notes_on
from pcn_des.questions.claims.too_many import TooMany
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.iif import iif
from pcn_des.questions.reconcile import reconcile
from pcn_des.questions.undeclared import at_risk as parts_at_risk
from pcn_des.questions.undeclared import due, undeclared
from pcn_des.questions.withheld import withheld
from pcn_des.questions.workforce import workforce
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import month_in_words

DECLARATION: Final = "capacity_and_access_improvement.declare_by"  # the day of the calendar for all parts together

AHEAD: Final = 30  # days
BEFORE: Final = 7
MOST_PAPERS: Final = 3
_OWN: Final = ("PCN", "PCN and commissioner", "Core Network Practice", "Nominated Payee")  # who acts
_NOT_TO_DO: Final = (DUTY, *OF_THEIR_DAY)  # the report has the duties that are open; the others come by themselves


def briefing(network: Network, as_of: date, known_on: date | None = None) -> Briefing:
    """What a network's manager has to look at on a day, on one page.

    Args:
        network: the network, with its records.
        as_of: the day, usually a Monday.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: the day is outside the data.
        WrongTypeError: it is no network.

    Examples:
        >>> from datetime import date
        >>> from pcn_des import briefing, example_network
        >>> page = briefing(example_network(), date(2022, 11, 14))
        >>> len(page.papers)
        3
    """
    a_network(network)
    day = as_day(as_of, "as_of")
    report = assess(network, day, known_on)
    year = str(ContractYear.of(day))
    statement = entitlements(network, year, known_on)
    staff = workforce(network, year, day, known_on)
    paid = reconcile(network, year, known_on=known_on) if network.remittances else None
    before = day - timedelta(days=BEFORE)
    new = assess(network, before, known_on).diff(report) if before in span() else ()
    open_cases = [finding for finding in report.to_judge if finding.settled is None]
    there = not network.why_not_open(day)
    incentives = _incentives(network, year, day, known_on) if there else None
    parts = undeclared(network, day, known_on) if there else None
    at_risk = [
        *(parts_at_risk(parts) if parts else ()),
        *_claims(network, staff, may_hire=there),
        *withheld(report, statement, staff),
        *_unsettled(paid, day),
    ]
    with_money = {rule for risk in at_risk for rule in risk.rules}
    return Briefing(
        heading=report.heading,
        receipt=report.receipt,
        since=before,
        at_risk=tuple(sorted(at_risk, key=_largest_first)),
        due=tuple(_due(report, day, known_on, parts)) if there else (),
        new=tuple(change for change in new if _answer(change.before) != _answer(change.after)),
        papers=tuple(report.records_wanted()[:MOST_PAPERS]),
        decide=tuple(sorted(open_cases, key=lambda finding: not finding.to_judge)),
        pots=staff.pots,
        notes=staff.notes,
        of_network=notes_on(network, day),
        incentives=incentives,
        within_reach=() if incentives is None else tuple(_within_reach(incentives, day)),
        falls_short=tuple(finding for finding in report.not_met if finding.rule not in with_money),
    )


def _incentives(network: Network, year: str, day: date, known_on: date | None) -> IifYear | None:
    """How the network stands in the fund by what was counted; None where nothing was by then, this year."""
    counted = (one.on for one in network.indicator_figures or ())
    by_day = min(day, known_on or day)
    if not any(on in ContractYear.parse(year).period and on <= by_day for on in counted):
        return None
    return iif(network, year, as_of=day, known_on=known_on)


def _within_reach(incentives: IifYear, day: date) -> Iterator[WithinReach]:
    """The indicators of the day that more can be earned by, that first of which each one more brings most."""
    found = [
        WithinReach(code=row.code, title=row.title, next_point=row.next_point, upper_threshold=row.upper_threshold)
        for row in incentives.rows
        if day in row.entry.period and (row.next_point or row.upper_threshold)
    ]
    yield from sorted(found, key=lambda one: worth_of_each(one.best), reverse=True)


def _answer(finding: Finding | None) -> Status | None:
    return None if finding is None else finding.status


def _largest_first(risk: AtRisk) -> tuple[bool, Money]:
    """By the most that it may be; what is open goes before what is not."""
    most = risk.amount.at_most
    return (most is not None, NO_MONEY - (most or NO_MONEY))


def _claims(network: Network, staff: Workforce, *, may_hire: bool) -> Iterator[AtRisk]:
    """Claims that were not made or are too high, and what the year's sums have left for who may hire."""
    for says, why, do in (
        (NOT_CLAIMED, "not claimed for staff in months that are over", "claim it, while that is accepted"),
        (TOO_MUCH, "claimed for staff beyond what may be claimed", "correct the claims"),
    ):
        found = [check for check in staff.checks if check.says == says]
        if found:
            posts = ", ".join(dict.fromkeys(check.post for check in found))
            amount = _still_to_claim(network, staff, found) if says == NOT_CLAIMED else sum_of(map(_too_much, found))
            yield AtRisk(amount=amount, why=f"{why}: {posts}", do=do)
    for pot in staff.pots:
        if pot.by_month:
            yield from _of_the_sum(pot, may_hire=may_hire)


def _of_the_sum(pot: Pot, *, may_hire: bool) -> Iterator[AtRisk]:
    """What the forecast leaves of a sum, or what goes beyond it; of a sum that is unknown neither can be said."""
    title = pot.total.title
    if pot.sum.is_open:
        why = f"{title}: the sum is not known, nor whether the forecast stays below it"
        yield AtRisk(amount=pot.sum, why=why, do="record the figures that the year's statement says are missing")
        return
    if may_hire and not pot.may_have_gaps and not pot.unspent.is_nothing:
        stays = "forecast to stay unspent" if pot.unspent.at_least > NO_MONEY else "may stay unspent"
        yield AtRisk(amount=pot.unspent, why=f"{title}: {stays} at 31 March", do="see what could still be hired")
    if not pot.over.is_nothing:
        goes = "forecast beyond the sum" if pot.over.at_least > NO_MONEY else "may go beyond the sum"
        yield AtRisk(amount=pot.over, why=f"{title}: {goes}", do="plan who pays for it")


def _still_to_claim(network: Network, staff: Workforce, found: Sequence[ClaimCheck]) -> Amount:
    """What was not claimed, all together no more than the limits of the roles let through beside what was."""
    places = {(check.post, check.month) for check in found}
    too_many = TooMany.of(network, staff.limits)
    unclaimed = (claim for claim in staff.claims if (claim.post, claim.month) in places)
    return too_many.within(unclaimed, too_many.claimed(staff.claims))


def _too_much(check: ClaimCheck) -> Amount:
    recorded = check.recorded or NO_MONEY
    return Amount(recorded, recorded).less(check.claimable)


def _unsettled(paid: Reconciliation | None, day: date) -> Iterator[AtRisk]:
    """What was paid otherwise than owed, in months that are over, by stream."""
    if paid is None:
        return
    for stream in paid.streams:
        months = [one for one in paid.to_look_at if one.stream == stream and one.month < day.replace(day=1)]
        way, amount = _difference(ends_together(one.ends for one in months))
        if not amount.is_nothing:
            causes = ", ".join(dict.fromkeys(one.cause for one in months))
            yield AtRisk(
                amount=amount, why=f"{months[0].title}: {way} ({causes})", do="the reconciliation has what to write"
            )


def _difference(ends: Ends) -> tuple[str, Amount]:
    """Which way what was paid differs from what was owed, and by how much, as far as either is known."""
    low, high = ends
    if high is not None and high <= 0:
        return "underpaid", Amount(_turned(high), None if low is None else _turned(low))
    if low is not None and low >= 0:
        return "overpaid", Amount(Money(low), None if high is None else Money(high))
    most = None if low is None or high is None else max(_turned(low), Money(high))
    return "underpaid or overpaid", Amount(at_most=most)


def _turned(pounds: Decimal) -> Money:
    """What was underpaid, from what was paid beyond what was owed."""
    return Money(EXACTLY.minus(pounds))


def _due(report: Report, day: date, known_on: date | None, parts: Improvement | None) -> Iterator[DueSoon]:
    """What the network has to do within the time ahead: duties that are open, and other days of the calendar."""
    last = day + timedelta(days=AHEAD)
    coming = [(one, one.due) for one in report.due_soon(AHEAD) if one.due is not None]
    found = [DueSoon(day=when.last, what=one.title, who=one.owed_by) for one, when in coming]
    for year in dict.fromkeys(str(ContractYear.of(one)) for one in (day, last) if one in span()):
        for one in deadlines(year, known_on):
            if one.kind in _NOT_TO_DO or one.who not in _OWN or not day <= one.when.last <= last:
                continue
            if parts is not None and one.key == DECLARATION:
                continue  # each part that is not declared yet is told by name
            what = one.what if one.day else f"{one.what}, on a day of {month_in_words(one.when.first)}"
            found.append(DueSoon(day=one.day, what=what, who=one.who))
    found += due(parts, day, last) if parts else ()
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.day or last, one.what))
