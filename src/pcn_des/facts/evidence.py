"""The generic evidence: the day on which a record shows an obligation done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pcn_des.contract.entries import EvidenceKind, Obligation
from pcn_des.contract.files import evidence_kinds
from pcn_des.dates import ONE_DAY, ContractYear, Period, month_of, whole_months
from pcn_des.engine.view import Observed, View
from pcn_des.facts._said_twice import which_is_right
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

    With a deadline, the first record that shows it counts. Without one, the last record says how things stand; where
    those of its day say both, nothing does.
    """
    assert obligation.evidence is not None
    kind = evidence_kinds()[obligation.evidence]
    if obligation.monthly:
        return _shown_each_month(on, obligation, kind)
    found = _counting(on, obligation, obligation.evidence)
    shows = [record for record in found if record.shows.get(obligation.key, True)]
    if obligation.due is None and (both := _both_of_last_day(found, shows)):
        return Observed(which_is_right(f"{kind.title} of {in_words(found[-1].on)}", *both))
    if shows and (obligation.due is not None or shows[-1] is found[-1]):
        record = shows[0] if obligation.due is not None else shows[-1]
        return Observed(record.on, _name(kind, record))
    if found:
        record = found[-1]
        if obligation.evidence in SHOWN_BY_AREAS and on.network.areas is None:
            return Observed(Unknown.because(f"whether there is {kind.title} after {in_words(record.on)} (areas)"))
        return Observed(
            NEVER, f"{_name(kind, record)} shows that it is not done", since=_not_done_since(found, obligation)
        )
    if _says_everything(on, obligation) and not _shown_last_year(on, obligation):
        return Observed(NEVER, f"the list of returns is complete and does not have {kind.title}")
    year = f" in {ContractYear.of(on.as_of)}" if obligation.yearly else ""
    return Observed(Unknown.because(f"{kind.title}{year}"))


def _both_of_last_day(found: Sequence[Return], shows: Sequence[Return]) -> tuple[str, ...]:
    """What the records of the last day of a list in order say, where some show a duty done and some not done."""
    last = [record for record in found if record.on == found[-1].on]
    done = [record for record in shows if record.on == found[-1].on]
    if not done or len(done) == len(last):
        return ()
    return f"done{_in_document(done)}", f"not done{_in_document([record for record in last if record not in done])}"


def _in_document(records: Iterable[Return]) -> str:
    named = sorted({record.document for record in records if record.document})
    return f" ({', '.join(named)})" if named else ""


def _not_done_since(found: Sequence[Return], obligation: Obligation) -> date:
    """The day of the first of the records, at the end of a list in order, that all show a duty not done."""
    last_done = max((record.on for record in found if record.shows.get(obligation.key, True)), default=date.min)
    return min((record.on for record in found if record.on > last_done), default=found[-1].on)


def _shown_each_month(on: View, obligation: Obligation, kind: EvidenceKind) -> Observed:
    """The day of the last record, if each whole month of the contract year has one; a record counts to its `until`.

    While no month of the year is over, the month that runs is asked about, and what it lacks may still come.
    """
    over = months_over(obligation, on.as_of, on.network.opened)
    found = _recorded_by(on.as_of, on.network, kind.key)
    shows = [record for record in found if record.shows.get(obligation.key, True)]
    lacking = [month for month in over or [month_of(on.as_of)] if not _any_in(month, shows)]
    if not lacking:
        last = max(shows, key=lambda record: record.on)
        return Observed(last.on, f"{_name(kind, last)}{', and one for each month that is over' if over else ''}")
    names = _in_words(lacking)
    if over and _says_everything(on, obligation):
        return Observed(NEVER, f"the list of returns is complete and does not have {kind.title} for {names}")
    not_done = [month for month in lacking if _any_in(month, found)]
    if not_done:
        return Observed(NEVER, f"{kind.title} shows that it is not done in {_in_words(not_done)}")
    return Observed(Unknown.because(f"{kind.title} for {names}"))


def months_over(obligation: Obligation, as_of: date, opened: date | None = None) -> list[Period]:
    """The whole months of the contract year, up to a day, for which a monthly duty asks a record each.

    A network that opened later has none of the months before, nor of the one in which it opened, if not on its first.
    """
    return list(whole_months(max(obligation.since, ContractYear.of(as_of).first_day, opened or date.min), as_of))


def _in_words(months: Sequence[Period]) -> str:
    """The months, each or from the first to the last where none between is left out."""
    names = [month_in_words(month.since) for month in months]
    until = months[-1].until or months[-1].since
    if len(names) > 2 and len(names) == len(list(whole_months(months[0].since, until))):
        return f"each month from {names[0]} to {names[-1]}"
    return ", ".join(names)


def _any_in(month: Period, records: Iterable[Return]) -> bool:
    return any(month.overlaps(Period(record.on, record.until or record.on)) for record in records)


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

    A yearly or monthly duty is shown by papers of the contract year alone; any other by one of any day. A network has
    none of a day before it opened.
    """
    year = ContractYear.of(on.as_of).first_day if obligation.yearly or obligation.monthly else date.min
    first = max(year, on.network.opened or date.min)
    shown_by_areas = obligation.evidence in SHOWN_BY_AREAS
    lists = [on.network.returns, on.network.areas] if shown_by_areas else [on.network.returns]
    return all(tells_all_of(records, first, on.as_of) for records in lists)


def _counting(on: View, obligation: Obligation, kind: str) -> list[Return]:
    """The records that count for a duty on the day, oldest first: of a yearly one, those of the contract year."""
    found = _recorded_by(on.as_of, on.network, kind)
    if obligation.yearly:
        found = found[bisect_left(found, ContractYear.of(on.as_of).first_day, key=_day_of) :]
    if obligation.due is not None:
        return found
    return [record for record in found if record.until is None or record.until >= on.as_of]


def _shown_last_year(on: View, obligation: Obligation) -> bool:
    """Whether a record of the year before showed a yearly duty done: that this year has none yet is no shortfall."""
    this_year = ContractYear.of(on.as_of).first_day
    last_year = ContractYear.of(this_year - ONE_DAY).period
    return (
        obligation.yearly
        and obligation.since == this_year
        and any(
            record.on in last_year
            and record.shows.get(obligation.key, True)
            and (record.until is None or record.until >= on.as_of)
            for record in _records(on.network, obligation.evidence)
        )
    )


def _name(kind: EvidenceKind, record: Return) -> str:
    document = f" ({record.document})" if record.document else ""
    return f"{kind.title} of {in_words(record.on)}{document}"
