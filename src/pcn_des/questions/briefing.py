"""What a network's manager has to look at this week: money at risk, what is due, what is new, what to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from pcn_des.answers.amount import NO_MONEY, Amount, sum_of
from pcn_des.answers.briefing import AtRisk, Briefing, DueSoon, WithinReach, worth_of_each
from pcn_des.answers.finding import Finding
from pcn_des.answers.improvement import Improvement
from pcn_des.answers.points import IifYear
from pcn_des.answers.reconciliation import Ends, ends_together
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
from pcn_des.questions.members_on_record import LEFT_OUT
from pcn_des.questions.reconcile import NO_STREAM
from pcn_des.questions.undeclared import at_risk as undeclared
from pcn_des.questions.undeclared import due
from pcn_des.questions.withheld import withheld
from pcn_des.questions.year_on_a_day import YearOnADay, open_years
from pcn_des.units import Money
from pcn_des.values import EXACTLY
from pcn_des.wording import in_words, month_in_words

DECLARATION: Final = "capacity_and_access_improvement.declare_by"  # the day of the calendar for all parts together

AHEAD: Final = 30  # days
BEFORE: Final = 7
A_YEAR: Final = relativedelta(years=1)
NOT_FOUND: Final = "the last day for it was not found"
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
    years = tuple(open_years(network, day, known_on))
    of_day, before = years[0], day - timedelta(days=BEFORE)
    assert of_day.staff is not None  # its claims are open, as it is not over
    new = assess(network, before, known_on).diff(report) if before in span() else ()
    open_cases = [finding for finding in report.to_judge if finding.settled is None]
    there = not network.why_not_open(day)
    at_risk = [
        *(risk for year in years for risk in _of_year(network, year, there=there)),
        *withheld(report, entitlements(network, str(of_day.year), known_on), of_day.staff),
    ]
    with_money = {rule for risk in at_risk for rule in risk.rules}
    incentives = of_day.incentives if there else None
    of_network = notes_on(network, day)
    return Briefing(
        heading=report.heading,
        receipt=report.receipt,
        since=before,
        at_risk=tuple(sorted(at_risk, key=_largest_first)),
        due=tuple(_due(report, day, known_on, of_day.improvement)) if there else (),
        new=tuple(change for change in new if _answer(change.before) != _answer(change.after)),
        papers=tuple(report.records_wanted()[:MOST_PAPERS]),
        decide=tuple(sorted(open_cases, key=lambda finding: not finding.to_judge)),
        pots=of_day.staff.pots,
        notes=of_day.staff.notes,
        of_network=of_network,
        of_records=tuple(note for note in _of_records(report, years) if note not in of_network),
        incentives=incentives,
        incentives_before=next((year.incentives for year in years[1:]), None),
        within_reach=() if incentives is None else tuple(_within_reach(incentives, day)),
        falls_short=tuple(finding for finding in report.not_met if finding.rule not in with_money),
    )


def _of_records(report: Report, years: Iterable[YearOnADay]) -> Iterator[str]:
    """What is on record and counts for nothing, or for something else, as each answer says, each once."""
    of_years = (
        note
        for year in years
        for found, left_out in ((year.improvement, LEFT_OUT), (year.incentives, LEFT_OUT), (year.paid, NO_STREAM))
        for note in (found.notes if found is not None else ())
        if left_out in note
    )
    yield from dict.fromkeys((*report.notes, *of_years))


def _of_year(network: Network, year: YearOnADay, *, there: bool) -> Iterator[AtRisk]:
    """The money of a year that a day leaves open; `there`: the network is one on the day, and may declare and hire."""
    if year.improvement is not None and there:
        yield from undeclared(year.improvement, year.day)
    if year.staff is not None:
        yield from _claims(network, year.staff, year, may_hire=there and year.day < year.year.last_day)
    yield from _unsettled(year)


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


def _claims(network: Network, staff: Workforce, year: YearOnADay, *, may_hire: bool) -> Iterator[AtRisk]:
    """Claims that were not made or are too high, and what the year's sums have left for who may still hire."""
    not_claimed = "not claimed for staff in months that are over"
    claim_it = "claim it, while that is accepted"
    in_year = ""
    if year.is_over:
        not_claimed, in_year = f"not claimed for staff in {year.year}", f" in {year.year}"
        by_when = f"claim it by {in_words(year.last_claim)}" if year.last_claim else f"{claim_it}: {NOT_FOUND}"
        claim_it = by_when
    for says, why, do in (
        (NOT_CLAIMED, not_claimed, claim_it),
        (TOO_MUCH, f"claimed for staff beyond what may be claimed{in_year}", "correct the claims"),
    ):
        found = [check for check in staff.checks if check.says == says]
        if found:
            posts = ", ".join(dict.fromkeys(check.post for check in found))
            amount = _still_to_claim(network, staff, found) if says == NOT_CLAIMED else sum_of(map(_too_much, found))
            yield AtRisk(amount=amount, why=f"{why}: {posts}", do=do)
    for pot in staff.pots if network.posts is not None else ():
        if pot.by_month or not pot.may_have_gaps:  # of a list with gaps and nothing in it, nothing can be said
            yield from _beyond(pot, year) if year.is_over else _of_the_sum(pot, may_hire=may_hire)


def _of_the_sum(pot: Pot, *, may_hire: bool) -> Iterator[AtRisk]:
    """What the forecast leaves of a sum, or what goes beyond it; of a sum that is unknown neither can be said."""
    title = pot.total.title
    if pot.sum.is_open:
        forecast = "whether the forecast stays below it" if pot.by_month else "how much of it is left without any staff"
        why = f"{title}: the sum is not known, nor {forecast}"
        yield AtRisk(amount=pot.sum, why=why, do="record the figures that the year's statement says are missing")
        return
    if may_hire and not pot.may_have_gaps and not pot.unspent.is_nothing:
        stays = "forecast to stay unspent" if pot.unspent.at_least > NO_MONEY else "may stay unspent"
        yield AtRisk(amount=pot.unspent, why=f"{title}: {stays} at 31 March", do="see what could still be hired")
    if not pot.over.is_nothing:
        goes = "forecast beyond the sum" if pot.over.at_least > NO_MONEY else "may go beyond the sum"
        yield AtRisk(amount=pot.over, why=f"{title}: {goes}", do="plan who pays for it")


def _beyond(pot: Pot, year: YearOnADay) -> Iterator[AtRisk]:
    """What went beyond the sum of a year that is over; what it left can't be used any more."""
    if not pot.sum.is_open and not pot.over.is_nothing:
        goes = "beyond the sum" if pot.over.at_least > NO_MONEY else "may be beyond the sum"
        yield AtRisk(amount=pot.over, why=f"{pot.total.title} of {year.year}: {goes}", do="settle who pays for it")


def _still_to_claim(network: Network, staff: Workforce, found: Sequence[ClaimCheck]) -> Amount:
    """What was not claimed, all together no more than the limits of the roles let through beside what was."""
    places = {(check.post, check.month) for check in found}
    too_many = TooMany.of(network, staff.limits)
    unclaimed = (claim for claim in staff.claims if (claim.post, claim.month) in places)
    return too_many.within(unclaimed, too_many.claimed(staff.claims))


def _too_much(check: ClaimCheck) -> Amount:
    recorded = check.recorded or NO_MONEY
    return Amount(recorded, recorded).less(check.claimable)


def _unsettled(year: YearOnADay) -> Iterator[AtRisk]:
    """What was paid otherwise than owed, in months that are over, by stream."""
    if year.paid is None:
        return
    of = f" of {year.year}" if year.is_over else ""
    for stream in year.paid.streams:
        this_month = year.day.replace(day=1)
        months = [one for one in year.paid.to_look_at if one.stream == stream and one.month < this_month]
        way, amount = _difference(ends_together(one.ends for one in months))
        if not amount.is_nothing:
            causes = ", ".join(dict.fromkeys(one.cause for one in months))
            why = f"{months[0].title}{of}: {way} ({causes})"
            yield AtRisk(amount=amount, why=why, do="the reconciliation has what to write")


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
    days = (day - A_YEAR, day, last)  # some of what a year asks for is due after it
    for year in dict.fromkeys(str(ContractYear.of(one)) for one in days if one in span()):
        for one in deadlines(year, known_on):
            if one.kind in _NOT_TO_DO or one.who not in _OWN or not day <= one.when.last <= last:
                continue
            if parts is not None and one.key == DECLARATION:
                continue  # each part that is not declared yet is told by name
            what = one.what if one.day else f"{one.what}, on a day of {month_in_words(one.when.first)}"
            found.append(DueSoon(day=one.day, what=what, who=one.who))
    found += due(parts, day, last) if parts else ()
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.day or last, one.what))
