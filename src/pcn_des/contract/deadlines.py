"""Every dated duty, window and snapshot of a contract year, as a calendar that can be taken elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Entry, Obligation, Term, key_in_words
from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, in_force
from pcn_des.csv_text import csv_text
from pcn_des.dates import ONE_DAY, ContractYear, Deadline, as_day
from pcn_des.errors import MissingExtraError
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.wording import in_words, month_in_words

Kind = TypeVar("Kind", bound=Entry)
DUTY, OPENS, CLOSES, SNAPSHOT, OTHER, LOCAL = "duty", "window opens", "window closes", "snapshot", "date", "local"


@attrs.frozen(kw_only=True, repr=False)
class CalendarDay(Shown):
    """Something with a day: who has to do what, and what follows if not. `day` is None where only the month is known.

    `kind` is a duty, a window that opens or closes, a snapshot, another date of the contract, or `local`: a user's own.
    """

    when: Deadline
    who: str
    what: str
    kind: str
    key: str = ""
    consequence: str = ""
    standing: Standing | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def day(self) -> date | None:
        """The day, or None where only the month is established."""
        return self.when.day

    @classmethod
    def local(cls, day: date, what: str, *, who: str = "", consequence: str = "") -> CalendarDay:
        """A deadline of one's own, such as the commissioner's."""
        return cls(when=Deadline.on(as_day(day, "day")), who=who, what=what, kind=LOCAL, consequence=consequence)

    def __repr__(self) -> str:
        return bracketed(f"CalendarDay {self.when}: {self.what}")

    def to_dict(self) -> dict[str, Any]:
        """The day as plain values, ready for JSON."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "month": f"{self.when.first:%Y-%m}",
            "who": self.who,
            "what": self.what,
            "kind": self.kind,
            "key": self.key,
            "consequence": self.consequence,
            "standing": self.standing.value if self.standing else None,
            "sources": [citation.document.url for citation in self.citations],
        }


@attrs.frozen(repr=False)
class Deadlines(Shown, Sequence[CalendarDay]):
    """The dated things of a contract year, by day."""

    contract_year: str
    days: tuple[CalendarDay, ...]
    notes: tuple[str, ...] = ()  # what the calendar does not have
    draft_of: str = ""  # the contract year, where it is a draft

    def __getitem__(self, place: Any) -> Any:
        return self.days[place]

    def __len__(self) -> int:
        return len(self.days)

    def __repr__(self) -> str:
        return bracketed(f"Deadlines of {self.contract_year}: {len(self)}")

    def with_local(self, own: Iterable[CalendarDay]) -> Deadlines:
        """The same calendar with deadlines of one's own."""
        return attrs.evolve(self, days=_ordered([*self.days, *own]))

    def to_dict(self) -> list[dict[str, Any]]:
        """The calendar as plain values, ready for JSON."""
        mark = {"draft": True} if self.draft_of else {}
        return [{**day.to_dict(), **mark} for day in self.days]

    def to_csv(self) -> str:
        """The calendar as CSV, with columns that spreadsheets and Microsoft Planner take.

        A day that is not established is the last of its month, and the notes say so.
        """
        columns = ("Task Name", "Due Date", "Bucket", "Assigned To", "Notes")
        rows = ((day.what, day.when.last.isoformat(), day.kind, day.who, self._said(day)) for day in self.days)
        return csv_text(columns, rows)

    def to_ical(self) -> bytes:
        """The calendar as iCalendar, for Outlook and others: one all-day event for each day.

        Raises:
            MissingExtraError: icalendar is not installed.
        """
        try:
            from icalendar import Calendar, Event
        except ImportError:
            raise MissingExtraError("A calendar file", "icalendar", "calendar") from None
        calendar = Calendar()
        calendar.add("prodid", "-//pcn_des//Network Contract DES//EN")
        calendar.add("version", "2.0")
        for day, uid in zip(self.days, self._names(), strict=True):
            event = Event()
            event.add("summary", f"{day.what} ({day.who})" if day.who else day.what)
            event.add("dtstart", day.when.first)
            event.add("dtend", day.when.last + ONE_DAY)
            event.add("dtstamp", datetime(day.when.first.year, 1, 1, tzinfo=UTC))  # the library asks for no clock
            event.add("uid", uid)
            event.add("description", self._said(day))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    def _said(self, day: CalendarDay) -> str:
        """The notes of a day, which begin with what they are from where that is a draft."""
        return f"DRAFT of {self.draft_of}. {_notes(day)}" if self.draft_of else _notes(day)

    def _names(self) -> Iterator[str]:
        """A name for each day that stays when others are added: an importing calendar then updates the event."""
        seen: Counter[str] = Counter()
        for day in self.days:
            name = f"{self.contract_year} {day.kind} {day.key or f'{day.when.first} {day.what}'}"
            seen[name] += 1
            repeated = f" {seen[name]}" if seen[name] > 1 else ""
            yield "-".join(re.findall(r"\w+", name + repeated)).lower() + "@pcn_des"


def deadlines(year: str, known_on: date | None = None) -> Deadlines:
    """Every dated duty, window and snapshot of a contract year.

    Args:
        year: the contract year, as in `2022/23`.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.

    Examples:
        Of a deadline whose day is not established, the month is given:

        >>> from pcn_des import deadlines
        >>> for day in deadlines("2022/23"):
        ...     if day.kind == "duty" and day.when.last.month in (7, 8):
        ...         print(day)
        31 Jul 2022  duty          Enhanced access plan sent to the commissioner (PCN)
           Aug 2022  duty          Enhanced access plan agreed with the commissioner
                                   (PCN and commissioner)
        31 Aug 2022  duty          Workforce plan for the year sent to the commissioner
                                   (PCN)
    """
    contract = load_year(ContractYear.parse(year))
    known_by = date.max if known_on is None else as_day(known_on, "known_on")
    notes = [
        f"Not found: {gap.note} ({key})." for key, gaps in sorted(contract.missing["windows"].items()) for gap in gaps
    ]
    unpublished = Terms(contract, contract.year.last_day, known_on).unpublished
    if unpublished:
        notes.insert(0, unpublished)
    return Deadlines(str(contract.year), _ordered(_days(contract, known_by)), tuple(notes), contract.draft_of)


def _ordered(days: Iterable[CalendarDay]) -> tuple[CalendarDay, ...]:
    return tuple(sorted(days, key=lambda day: (day.when.last, day.kind, day.what)))


def _days(contract: YearContract, known_by: date) -> Iterator[CalendarDay]:
    for obligation in _answering(contract.obligations.values(), known_by):
        if obligation.due is not None and not _withdrawn(obligation, contract, known_by):
            yield _day(obligation, obligation.due, obligation.owed_by, DUTY, consequence=obligation.consequence)
    for window in _answering(contract.windows.values(), known_by):
        what = f"{window.title}: {window.what}"
        if window.opens is not None:
            yield _day(window, window.opens, window.who, OPENS, what=what, consequence=window.effect)
        if window.closes is not None:
            yield _day(window, window.closes, window.who, CLOSES, what=what, consequence=window.effect)
    for term in _answering(contract.terms.values(), known_by):
        if isinstance(term.value, date):
            if term.key.endswith("snapshot_date"):
                yield _day(term, Deadline.on(term.value), "", SNAPSHOT, what=_titled(term))
            elif term.value in contract.year.period:
                yield _day(term, Deadline.on(term.value), "", OTHER, what=_titled(term))


def _titled(term: Term) -> str:
    """The title with the area of the contract, without which it may not say what it is about."""
    return f"{key_in_words(term.key.split('.')[0])}: {term.title}"


def _withdrawn(obligation: Obligation, contract: YearContract, known_by: date) -> bool:
    """Whether a duty had ended before its day, and was known to have; one ending with the year may be due later.

    The data do not say when an end within the year was published; whoever knows that day knows that it came.
    """
    assert obligation.due is not None  # asked of dated duties
    return obligation.until < min(obligation.due.first, contract.year.last_day, known_by)


def _day(entry: Entry, when: Deadline, who: str, kind: str, *, what: str = "", consequence: str = "") -> CalendarDay:
    return CalendarDay(
        when=when,
        who=who,
        what=what or entry.title,
        kind=kind,
        key=entry.key,
        consequence=consequence,
        standing=entry.standing,
        citations=entry.sources,
    )


def _answering(entries: Iterable[tuple[Kind, ...]], known_by: date) -> Iterator[Kind]:
    """The versions that answer on some day, for whoever knows of publications up to `known_by`."""
    for versions in entries:
        for version in versions:
            if version in (in_force(versions, version.since, known_by), in_force(versions, version.until, known_by)):
                yield version


def _notes(day: CalendarDay) -> str:
    parts = [
        "" if day.day else f"Only the month is established: {month_in_words(day.when.first)}.",
        day.consequence,
        f"Standing: {day.standing.value}." if day.standing else "",
        "; ".join(
            f"{citation.document.publisher}, {citation.document.title}"
            + (f", {in_words(citation.document.published)}" if citation.document.published else "")
            for citation in day.citations
        ),
    ]
    return " ".join(part for part in parts if part)
