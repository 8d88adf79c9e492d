"""The generic evidence: the day on which a record shows an obligation done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from pcn_des.contract.entries import EvidenceKind, Obligation
from pcn_des.contract.files import evidence_kinds
from pcn_des.dates import ONE_DAY, ContractYear, Deadline, Period, month_of, whole_months
from pcn_des.engine.view import Observed, View
from pcn_des.facts._said_twice import which_is_right
from pcn_des.facts._since import due_before_it_opened, duty_on, so_since
from pcn_des.network import Network, NetworkArea, Return
from pcn_des.network.records import tells_all_of, unbroken
from pcn_des.values import NEVER, Unknown
from pcn_des.wording import in_words, month_in_words

AREA_AGREED, AREA_MAP = SHOWN_BY_AREAS = ("network_area_agreement", "network_area_map")


def wanted(obligation: Obligation) -> str:
    """The record that would show an obligation done, in words."""
    assert obligation.evidence is not None
    return evidence_kinds()[obligation.evidence].title


def shown_on(on: View, obligation: Obligation) -> Observed:
    """The day of the record that shows an obligation done, by the kind of evidence that the contract entry names.

    Where it is not done, since when; but what was due before the network opened may be due later for it.
    """
    found = _shown_on(on, obligation)
    if found.value is not NEVER or obligation.monthly:
        return found
    due = on.term(obligation.due_in) if obligation.due_in else obligation.due
    due = Deadline.on(due) if isinstance(due, date) else due
    too_early = due_before_it_opened(on, due if isinstance(due, Deadline) else None, wanted(obligation))
    return Observed(too_early) if too_early else attrs.evolve(found, since=_not_shown_since(on, obligation))


def _not_shown_since(on: View, obligation: Obligation) -> date | None:
    """The first day, of those on end up to the day, on which the records did not show a duty done."""
    assert obligation.evidence is not None
    records = _counting(on, obligation, obligation.evidence)
    edges = {record.on for record in records} | {_over(record) for record in records}
    return so_since(edges, on.as_of, lambda day: _shown_on(attrs.evolve(on, as_of=day), obligation).value is NEVER)


def _shown_on(on: View, obligation: Obligation) -> Observed:
    """The day of the record that shows an obligation done.

    What is sent by a day stays sent: the first record that shows it counts. Without a deadline, and of a kind that
    stands, the last record that still counts says how things are; where those of its day say both, nothing does. What
    stands was done in time if the first record that shows it is.
    """
    assert obligation.evidence is not None
    kind = evidence_kinds()[obligation.evidence]
    if obligation.monthly:
        return _shown_each_month(on, obligation, kind)
    found = _counting(on, obligation, kind.key)
    first = next((record for record in found if _shows(record, obligation)), None)
    if obligation.due is None or kind.stands:
        found = [record for record in found if record.until is None or record.until >= on.as_of]
        if both := _both_of_last_day(found, obligation, kind):
            return Observed(both)
        shown = found[-1] if found and _shows(found[-1], obligation) else None
        first = first if shown and obligation.due is not None else shown
    if first is not None:
        return Observed(first.on, _name(kind, first))
    if found:
        record = found[-1]
        if obligation.evidence in SHOWN_BY_AREAS and on.network.areas is None:
            return Observed(Unknown.because(f"whether there is {kind.title} after {in_words(record.on)} (areas)"))
        return Observed(NEVER, f"{_name(kind, record)} shows that it is not done")
    if _says_everything(on, obligation) and not _may_still_be_shown(on, obligation):
        return Observed(NEVER, f"the list of returns is complete and does not have {kind.title}")
    year = f" in {ContractYear.of(on.as_of)}" if obligation.yearly else ""
    return Observed(Unknown.because(f"{kind.title}{year}"))


def _shows(record: Return, obligation: Obligation) -> bool:
    """Whether a record shows a duty done, as it does where it does not say otherwise."""
    return record.shows.get(obligation.key, True)


def _both_of_last_day(found: Sequence[Return], obligation: Obligation, kind: EvidenceKind) -> Unknown | None:
    """What nobody can tell where, of the last day of a list in order, some records show a duty done and some not done.

    Where no deadline says otherwise the last record governs, whatever the earlier ones say; of one day, none is last.
    """
    last = [record for record in found if record.on == found[-1].on]
    done = [record for record in last if _shows(record, obligation)]
    if not done or len(done) == len(last):
        return None
    not_done = [record for record in last if record not in done]
    said = f"done{_in_document(done)}", f"not done{_in_document(not_done)}"
    return which_is_right(f"{kind.title} of {in_words(found[-1].on)}", *said)


def _in_document(records: Iterable[Return]) -> str:
    named = sorted({record.document for record in records if record.document})
    return f" ({', '.join(named)})" if named else ""


def _over(record: Return) -> date:
    """The first day on which a record no longer counts; the last of the calendar where it goes on."""
    return record.until + ONE_DAY if record.until is not None and record.until < date.max else date.max


def _shown_each_month(on: View, obligation: Obligation, kind: EvidenceKind) -> Observed:
    """The day of the last record, if each month asked about has one that shows it; a record counts to its `until`.

    While no month is over, the month that runs is asked about, and what it lacks may still come.
    """
    over = months_over(obligation, on.as_of, on.network.opened, on.known_on)
    found = _recorded_by(on.as_of, on.network, kind.key)
    lacking, not_done, unsettled = [], [], []
    for month in over or [month_of(on.as_of)]:
        held = [record for record in found if month.overlaps(Period(record.on, record.until or record.on))]
        both = _both_of_last_day(held, obligation, kind)
        if both:
            unsettled.append(both)
        elif not held:
            lacking.append(month)
        elif not _shows(held[-1], obligation):
            not_done.append(month)
    absent = [month for month in lacking if over and _tell_all_of(on, obligation, month.since, month.until)]
    short = (
        [f"the list of returns is complete and does not have {kind.title} for {_in_words(absent)}"] if absent else []
    )
    short += [f"{kind.title} shows that it is not done in {_in_words(not_done)}"] if not_done else []
    if short:
        return Observed(NEVER, "; ".join(short))
    if lacking or unsettled:
        needed = [Unknown.because(f"{kind.title} for {_in_words(lacking)}")] if lacking else []
        return Observed(Unknown.of([*needed, *unsettled]))
    last = max((record for record in found if _shows(record, obligation)), key=_day_of)
    return Observed(last.on, f"{_name(kind, last)}{', and one for each month that is over' if over else ''}")


def months_over(
    obligation: Obligation, as_of: date, opened: date | None = None, known_on: date | None = None
) -> list[Period]:
    """The whole months that were over before a day, for which a monthly duty asks a record each: of its contract year.

    In the first month of a year they are those of the year before, by the duty as it stood when that ended: otherwise
    nobody would ever ask about its last month, which is over when the next year has begun. A network that opened later
    has none of the months before, nor of the one in which it opened, if not on its first.
    """
    year, asked = ContractYear.of(as_of), obligation
    if month_of(as_of).since == year.first_day:
        year = ContractYear(year.starts_in - 1)
        before = duty_on(year.last_day, obligation.key, known_on)
        if before is None or not before.monthly:
            return []
        asked = before
    return list(whole_months(max(asked.since, year.first_day, opened or date.min), as_of - ONE_DAY))


def _in_words(months: Sequence[Period]) -> str:
    """The months, each or from the first to the last where none between is left out."""
    names = [month_in_words(month.since) for month in months]
    until = months[-1].until or months[-1].since
    if len(names) > 2 and len(names) == len(list(whole_months(months[0].since, until))):
        return f"each month from {names[0]} to {names[-1]}"
    return ", ".join(names)


def _day_of(record: Return) -> date:
    return record.on


def _records(network: Network, kind: str | None) -> Iterator[Return]:
    """The returns of a kind, and the records of the Network Area that say the same."""
    if network.returns is not None:
        yield from network.returns.by("kind").get(kind, ())
    for area in unbroken(network.areas) if kind in SHOWN_BY_AREAS else ():
        if kind == AREA_AGREED and area.agreed_on:
            yield _shown_by(area, AREA_AGREED, area.agreed_on, area.description)
        if kind == AREA_MAP and area.map:
            yield _shown_by(area, AREA_MAP, area.agreed_on or area.since, area.map)


def _shown_by(area: NetworkArea, kind: str, on: date, document: str) -> Return:
    """What an area shows; one that was agreed after it ended shows it on the day of the agreement alone."""
    return Return(kind=kind, on=on, until=area.until and max(area.until, on), document=document)


def _recorded_by(day: date, network: Network, kind: str) -> list[Return]:
    """The records of a kind up to a day, oldest first; the day is compared with few of them, however many there are."""
    records = sorted(_records(network, kind), key=_day_of)
    return records[: bisect_right(records, day, key=_day_of)]


def area_agreements(on: View) -> list[Return]:
    """What was recorded up to the day of the commissioner's agreement to the Network Area, oldest first."""
    return _recorded_by(on.as_of, on.network, AREA_AGREED)


def _says_everything(on: View, obligation: Obligation) -> bool:
    """Whether the records are complete for what may show a duty done: what they omit did not happen.

    A yearly duty is shown by papers that count in the contract year alone; any other by one of any day. A network has
    none of a day before it opened.
    """
    since = first_counting(obligation, on.as_of, on.known_on) if obligation.yearly else date.min
    return _tell_all_of(on, obligation, max(since, on.network.opened or date.min), on.as_of)


def _tell_all_of(on: View, obligation: Obligation, since: date, until: date | None) -> bool:
    """Whether the lists that may show a duty done have everything of these days."""
    shown_by_areas = obligation.evidence in SHOWN_BY_AREAS
    lists = [on.network.returns, on.network.areas] if shown_by_areas else [on.network.returns]
    return all(tells_all_of(records, since, until or since) for records in lists)


def _counting(on: View, obligation: Obligation, kind: str) -> list[Return]:
    """The records up to the day that count for a duty, oldest first: of a yearly one, those of the contract year."""
    found = _recorded_by(on.as_of, on.network, kind)
    if obligation.yearly:
        found = found[bisect_left(found, first_counting(obligation, on.as_of, on.known_on), key=_day_of) :]
    return found


def first_counting(obligation: Obligation, day: date, known_on: date | None) -> date:
    """The first day of which a record counts for a yearly duty: the year's, or that on which it began in the year."""
    year = ContractYear.of(day)
    began = obligation.since
    if began <= year.first_day or obligation.evidence is None or not evidence_kinds()[obligation.evidence].observes:
        return year.first_day
    return began if duty_on(began - ONE_DAY, obligation.key, known_on) is None else year.first_day


def _may_still_be_shown(on: View, obligation: Obligation) -> bool:
    """Whether a yearly duty was shown done in the year before: that this year has no record yet is no shortfall.

    It is one when the year is over. A duty with a day is not due until then, and one of this year had none before.
    """
    year = ContractYear.of(on.as_of)
    if not obligation.yearly or obligation.due is not None or on.as_of >= year.last_day:
        return False
    last_day = year.first_day - ONE_DAY
    told = [
        record
        for record in _records(on.network, obligation.evidence)
        if record.on in ContractYear.of(last_day).period
        and _shows(record, obligation)
        and (record.until is None or record.until >= on.as_of)
    ]
    if not told:
        return False
    before = obligation if obligation.since <= last_day else duty_on(last_day, obligation.key, on.known_on)
    return before is not None and any(record.on >= first_counting(before, last_day, on.known_on) for record in told)


def _name(kind: EvidenceKind, record: Return) -> str:
    document = f" ({record.document})" if record.document else ""
    return f"{kind.title} of {in_words(record.on)}{document}"
