"""The dated entries of a contract year as calendar days: those that stand, those that were moved or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, Generic, TypeVar

import attrs

from pcn_des.contract.calendar_day import ADVICE, BREACH, CLOSES, DUTY, OPENS, OTHER, SNAPSHOT, CalendarDay
from pcn_des.contract.entries import COMMISSIONER, Entry, Follows, KeyDate, Obligation, Term, Window, key_in_words
from pcn_des.contract.year import YearContract, as_known, in_force, when_published
from pcn_des.dates import ONE_DAY, Deadline, Period, whole_months

Kind = TypeVar("Kind", bound=Entry)
_SECTIONS: Final = {DUTY: "obligations", OPENS: "windows", CLOSES: "windows", SNAPSHOT: "terms", OTHER: "terms"}
_FOLLOWS: Final = {
    Follows.BREACH: BREACH,
    Follows.ADVICE: ADVICE,
}


@attrs.frozen
class Fate(Generic[Kind]):
    """What became of a deadline that was known: it stands, perhaps after a move, or it was withdrawn.

    `known` is the day on which the move or the withdrawal became known, where the data say it.
    """

    entry: Kind
    when: Deadline
    moved_from: Deadline | None = None
    withdrawn: bool = False
    known: date | None = None


def dated_days(contract: YearContract, known_by: date) -> tuple[list[CalendarDay], list[CalendarDay]]:
    """The dated things of a year for whoever knows of publications up to `known_by`: those that stand, and withdrawn.

    What comes every month is there once for each month.
    """
    days = [*_duties(contract, known_by), *_windows(contract, known_by), *_dates(contract, known_by)]
    days += _key_dates(contract, known_by)
    return [day for day in days if not day.withdrawn], [day for day in days if day.withdrawn]


def section_of(day: CalendarDay) -> str:
    """The section of the data that a dated thing comes from."""
    return _SECTIONS.get(day.kind, "key_dates")


def fates(
    versions: Iterable[Kind], when: Callable[[Kind], Deadline | None], known_by: date, last_day: date
) -> Iterator[Fate[Kind]]:
    """What became of each deadline that the versions of an entry ever gave, as far as it was known by a day.

    A version gives its deadline as long as it is the one that answers on that day, or on the nearest of its own days.
    Where another answers there, the deadline was moved to that one's, or, if that has none, withdrawn. The law: what
    was once known stands, was moved to one that stands, or is withdrawn.
    """
    known = sorted((one for one in versions if when_published(one) <= known_by), key=when_published)
    moved: dict[int, Fate[Kind]] = {}
    gone: list[Fate[Kind]] = []
    standing: list[Kind] = []
    for version in known:
        due = when(version)
        if due is None:
            continue
        following = _following(version, when, known, last_day, known_by)
        if following[-1] is version:
            standing.append(version)
            continue
        since = _superseded(version, due, known)
        heir = following[-1]
        to = None if heir is None else when(heir)
        if heir is None or to is None:
            gone = [Fate(version, due, withdrawn=True, known=since)]
        elif to != due:
            moved[id(heir)] = Fate(heir, to, moved_from=due, known=since)
    for version in standing:
        due = when(version)
        assert due is not None  # only dated versions stand
        yield moved.get(id(version), Fate(version, due))
    yield from gone


def _following(
    version: Kind, when: Callable[[Kind], Deadline | None], known: list[Kind], last_day: date, known_by: date
) -> list[Kind | None]:
    """The versions that took the place of one after another, itself first; None at the end where nothing did."""
    line: list[Kind | None] = [version]
    while True:
        last = line[-1]
        due = when(last) if last is not None else None
        if last is None or due is None:
            return line
        answers = in_force(known, _day_of(last, due), date.max)
        if answers is last and _ended_early(last, due, last_day, known_by):
            answers = in_force(known, last.until + ONE_DAY, date.max)
        if answers is last:
            return line
        if any(answers is one for one in line):
            return [*line, None]
        line.append(answers)


def _day_of(version: Entry, due: Deadline) -> date:
    """The day of its deadline, or the nearest on which the version is in force."""
    return min(max(due.last, version.since), version.until)


def _superseded(version: Kind, due: Deadline, known: list[Kind]) -> date | None:
    """When it became known that the deadline of a version does not stand; None where the data do not say it."""
    day, published = _day_of(version, due), when_published(version)
    later = [when_published(one) for one in known if day in one.period and when_published(one) > published]
    if later:
        return min(later)
    return version.end_known


def _ended_early(version: Entry, due: Deadline, last_day: date, known_by: date) -> bool:
    """Whether a duty or a step had ended before its day, and was known to have.

    One that ends with the year may be due later. Where the data do not say when the end was published, whoever knows
    that day knows that it came.
    """
    if not isinstance(version, Obligation | KeyDate) or version.until >= min(due.first, last_day):
        return False
    return (version.end_known or version.until + ONE_DAY) <= known_by


def _duties(contract: YearContract, known_by: date) -> Iterator[CalendarDay]:
    for versions in contract.obligations.values():
        for fate in fates(versions, lambda duty: duty.due, known_by, contract.year.last_day):
            duty = fate.entry
            first = ": the first whole week, and every week after" if duty.weekly else ""
            yield _of(contract, fate, duty.owed_by, DUTY, f"{duty.title}{first}", _follows(duty))
        for month, duty in _months(contract, versions, lambda duty: duty.monthly, known_by):
            yield _occurrence(contract, duty, month, duty.owed_by, DUTY, _follows(duty))


def _follows(duty: Obligation) -> str:
    """What follows if a duty is not done: as a source says it, and otherwise by its strength."""
    if duty.consequence or duty.owed_by == COMMISSIONER or duty.follows is None:
        return duty.consequence
    return _FOLLOWS.get(duty.follows, "")


def _windows(contract: YearContract, known_by: date) -> Iterator[CalendarDay]:
    ends: tuple[tuple[str, Callable[[Window], Deadline | None]], ...] = (
        (OPENS, lambda window: window.opens),
        (CLOSES, lambda window: window.closes),
    )
    for versions in contract.windows.values():
        for kind, end in ends:
            for fate in fates(versions, end, known_by, contract.year.last_day):
                window = fate.entry
                yield _of(contract, fate, window.who, kind, f"{window.title}: {window.what}", window.effect)


def _dates(contract: YearContract, known_by: date) -> Iterator[CalendarDay]:
    """The terms that are a day: a snapshot whenever it was taken, any other from the first day of the year on."""
    about = {entry.term: entry for entry in _known_key_dates(contract, known_by) if entry.term}
    for key, versions in contract.terms.items():
        for fate in fates(versions, _date_of, known_by, contract.year.last_day):
            if key in about:
                told = about[key]
                yield _of(contract, fate, told.who, told.kind, told.title, told.effect)
            elif key.endswith("snapshot_date"):
                yield _of(contract, fate, "", SNAPSHOT, _titled(fate.entry), "")
            elif fate.when.first >= contract.year.first_day:
                yield _of(contract, fate, "", OTHER, _titled(fate.entry), "")


def _date_of(term: Term) -> Deadline | None:
    return Deadline.on(term.value) if isinstance(term.value, date) else None


def _titled(term: Term) -> str:
    """The title with the area of the contract, without which it may not say what it is about."""
    return f"{key_in_words(term.key.split('.')[0])}: {term.title}"


def _known_key_dates(contract: YearContract, known_by: date) -> Iterator[KeyDate]:
    for versions in contract.key_dates.values():
        yield from as_known(versions, known_by)


def _key_dates(contract: YearContract, known_by: date) -> Iterator[CalendarDay]:
    for versions in contract.key_dates.values():
        for fate in fates(versions, lambda entry: entry.on, known_by, contract.year.last_day):
            entry = fate.entry
            yield _of(contract, fate, entry.who, entry.kind, entry.title, entry.effect)
        for month, entry in _months(contract, versions, lambda entry: bool(entry.every), known_by):
            yield _occurrence(contract, entry, month, entry.who, entry.kind, entry.effect)


def _months(
    contract: YearContract, versions: tuple[Kind, ...], recurs: Callable[[Kind], bool], known_by: date
) -> Iterator[tuple[Period, Kind]]:
    """The whole months on whose first and last day an entry that recurs is in force."""
    for month in whole_months(contract.year.first_day, contract.year.last_day):
        first, last = (in_force(versions, day, known_by) for day in (month.since, month.last))
        if first is not None and last is not None and recurs(first) and recurs(last):
            yield month, last


def _occurrence(
    contract: YearContract, entry: Entry, month: Period, who: str, kind: str, consequence: str
) -> CalendarDay:
    return _of(
        contract, Fate(entry, Deadline.in_month(f"{month.since:%Y-%m}")), who, kind, entry.title, consequence, "month"
    )


def _of(
    contract: YearContract,
    fate: Fate[Kind],
    who: str,
    kind: str,
    what: str,
    consequence: str,
    every: str = "",
) -> CalendarDay:
    return CalendarDay(
        when=fate.when,
        who=who,
        what=what,
        kind=kind,
        key=fate.entry.key,
        consequence=consequence,
        standing=fate.entry.standing,
        citations=fate.entry.sources,
        contract_year=str(contract.year),
        every=every,
        moved_from=fate.moved_from,
        moved_on=fate.known if fate.moved_from else None,
        withdrawn=fate.withdrawn,
        withdrawn_on=fate.known if fate.withdrawn else None,
    )
