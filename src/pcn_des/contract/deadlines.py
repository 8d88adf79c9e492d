"""Every dated duty, window, snapshot, start and end of a contract year, as a calendar that can be taken elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs

from pcn_des.arguments import all_of
from pcn_des.brief import bracketed
from pcn_des.contract.beginnings import Around, beginnings
from pcn_des.contract.calendar_day import DUTY, ENDS, OF_THEIR_DAY, STARTS, CalendarDay, in_order
from pcn_des.contract.dated import dated_days, section_of
from pcn_des.contract.entries import INFORMATION
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, when_published
from pcn_des.csv_text import csv_text
from pcn_des.dates import ONE_DAY, ContractYear, as_day
from pcn_des.draft_mark import draft_mark
from pcn_des.errors import MissingExtraError
from pcn_des.showing import Shown
from pcn_des.wording import in_words, month_in_words


@attrs.frozen(repr=False)
class Deadlines(Shown, Sequence[CalendarDay]):
    """The dated things of a contract year, by day.

    `notes` say what the calendar does not have, `summary` how much it has and how many of the year's duties have no
    day. `withdrawn` are the deadlines that had been known and were dropped before their day; they are in no list.
    """

    contract_year: str
    days: tuple[CalendarDay, ...]
    notes: tuple[str, ...] = ()
    summary: str = ""
    withdrawn: tuple[CalendarDay, ...] = ()
    draft_of: str = ""

    def __getitem__(self, place: Any) -> Any:
        return self.days[place]

    def __len__(self) -> int:
        return len(self.days)

    def __repr__(self) -> str:
        return bracketed(f"Deadlines of {self.contract_year}: {len(self)}")

    def with_local(self, own: Iterable[CalendarDay]) -> Deadlines:
        """The same calendar with deadlines of one's own.

        Raises:
            MisuseError: something among them that is no `CalendarDay`.
        """
        added = all_of(own, CalendarDay, "own", "calendar days: CalendarDay(…)")
        return attrs.evolve(self, days=_ordered([*self.days, *added]))

    def to_dict(self) -> dict[str, Any]:
        """The calendar as plain values, ready for JSON."""
        return {
            "contract_year": self.contract_year,
            "summary": self.summary,
            "days": [day.to_dict() for day in self.days],
            "withdrawn": [day.to_dict() for day in self.withdrawn],
            "notes": list(self.notes),
            **draft_mark(self.draft_of),
        }

    def to_csv(self) -> str:
        """The calendar as CSV, with columns that spreadsheets and Microsoft Planner take.

        A day that is not established is the last of its month, and the notes say so.
        """
        columns = ("Task Name", "Due Date", "Bucket", "Assigned To", "Notes")
        rows = ((day.title, day.when.last.isoformat(), day.kind, day.who, self._said(day)) for day in self.days)
        return csv_text(columns, rows)

    def to_ical(self) -> bytes:
        """The calendar as iCalendar, for Outlook and others: one all-day event for each day.

        Where only the month is established the event lasts the month; what comes every month is on its last day. An
        event that is in the calendars of two years has the same name in both, so that it is there once.

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
        calendar.add("x-wr-calname", f"Network Contract DES {self.contract_year}")
        calendar.add("x-wr-caldesc", " ".join(text for text in (self.summary, *self.said_of_withdrawn) if text))
        for day, uid in zip(self.days, self._names(), strict=True):
            event = Event()
            event.add("summary", f"{day.title} ({day.who})" if day.who else day.title)
            event.add("dtstart", day.when.last if day.every else day.when.first)
            event.add("dtend", day.when.last + ONE_DAY)
            event.add("dtstamp", datetime(day.when.first.year, 1, 1, tzinfo=UTC))  # the library asks for no clock
            event.add("uid", uid)
            event.add("description", self._said(day))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    @property
    def said_of_withdrawn(self) -> tuple[str, ...]:
        """A sentence for each deadline that was withdrawn: what it was, its day, and when that was announced."""
        return tuple(
            f"Withdrawn: {day.title} ({day.who}), which was due {'on' if day.day else 'in'} {day.when.said}"
            + (f"; announced on {in_words(day.withdrawn_on)}." if day.withdrawn_on else ".")
            for day in self.withdrawn
        )

    def _said(self, day: CalendarDay) -> str:
        """The notes of a day, which begin with what they are from where that is a draft."""
        return f"DRAFT of {self.draft_of}. {_notes(day)}" if self.draft_of else _notes(day)

    def _names(self) -> Iterator[str]:
        """A name for each day that stays when others are added: an importing calendar then updates the event."""
        seen: Counter[str] = Counter()
        for day in self.days:
            own = day.key or f"{day.when.first} {day.what}"
            if day.every or day.kind in OF_THEIR_DAY:  # of any other the day may move, and it stays the same event
                own = f"{own} {day.when.plain}"
            if day.kind in (STARTS, ENDS):  # a service and its payment may have one key
                own = f"{day.what.partition(':')[0]} {own}"
            name = f"{day.contract_year or self.contract_year} {day.kind} {own}"
            seen[name] += 1
            repeated = f" {seen[name]}" if seen[name] > 1 else ""
            yield "-".join(re.findall(r"\w+", name + repeated)).lower() + "@pcn_des"


def deadlines(year: str, known_on: date | None = None) -> Deadlines:
    """Every dated duty, window, snapshot and change of a contract year, and what comes every month.

    What belongs to an earlier year and falls into this one is in the calendars of both, and says which year's it is:
    the last day for a payment of 2025/26, 31 August 2026, is in those of 2025/26 and 2026/27.

    Args:
        year: the contract year, as in `2022/23`.
        known_on: only what had been published by this day; None means all of it. A deadline that moved later is there
            as it was known then.

    Raises:
        OutsideDataError: a year that the data do not have.

    Examples:
        Of a deadline whose day is not established, the month is given:

        >>> from pcn_des import deadlines
        >>> for day in deadlines("2022/23"):
        ...     if day.kind == "duty" and not day.every and day.when.last.month in (7, 8):
        ...         print(day)
        31 Jul 2022  duty          Enhanced access plan sent to the commissioner (PCN)
           Aug 2022  duty          Enhanced access plan agreed with the commissioner
                                   (PCN and commissioner)
        31 Aug 2022  duty          Workforce plan for the year sent to the commissioner
                                   (PCN)
    """
    return calendar_of(load_year(ContractYear.parse(year)), known_on)


def calendar_of(contract: YearContract, known_on: date | None = None) -> Deadlines:
    """The calendar of a year whose contract is at hand, such as that of a draft that is being worked on."""
    known_by = date.max if known_on is None else as_day(known_on, "known_on")
    others = [load_year(other) for other in years() if other != contract.year]  # a later one may have taken a thing out
    around = Around.of(contract, known_by)
    days, withdrawn = _whole(contract, others, around)
    draft_of = contract.draft_of
    if not draft_of and others and others[-1].draft and others[-1].published <= known_by:
        after = None if around.after is others[-1] else around.after
        published = _whole(contract, others[:-1], attrs.evolve(around, after=after))
        draft_of = "" if (days, withdrawn) == published else others[-1].draft_of
    notes = [
        f"Not found: {gap.note} ({title_of(section, key)})."
        for section in ("windows", "key_dates")
        for key, gaps in sorted(contract.missing[section].items())
        for gap in gaps
        if max(contract.published, gap.since_published or contract.published) <= known_by
    ]
    unpublished = Terms(contract, contract.year.last_day, known_on).unpublished
    if unpublished:
        notes.insert(0, unpublished)
    undated = _duties(contract, known_by) - {day.key for day in (*days, *withdrawn) if day.kind == DUTY}
    summary = _summary(contract, days, len(undated), known_on)
    return Deadlines(str(contract.year), _ordered(days), tuple(notes), summary, _ordered(withdrawn), draft_of)


def _whole(
    contract: YearContract, others: Sequence[YearContract], around: Around
) -> tuple[list[CalendarDay], list[CalendarDay]]:
    """The days of a calendar, and those that were withdrawn."""
    days, withdrawn = assembled(contract, others, around.known_by)
    return [*days, *beginnings(around)], withdrawn


def assembled(
    contract: YearContract, others: Iterable[YearContract], known_by: date
) -> tuple[list[CalendarDay], list[CalendarDay]]:
    """The dated things of a year, with those of earlier years that fall into it; and those that were withdrawn.

    Of a thing that this year has too, or that several of the others have, there is one: this year's own, or the last.
    A thing that the contract of the year of its day has no more is withdrawn, with that year's first document.
    """
    latest_first = sorted(others, key=lambda other: other.year, reverse=True)
    contracts = {one.year: one for one in (contract, *latest_first)}
    found: dict[tuple[object, ...], CalendarDay] = {}
    withdrawn: list[CalendarDay] = []
    for one in contracts.values():
        days, gone = dated_days(one, known_by)
        withdrawn += gone if one is contract else ()
        for day in days:
            there = contracts.get(ContractYear.of(day.when.last))
            if one is not contract and (there is not contract or contract.year < one.year):
                continue
            if there is not None and _taken_out(day, one, there, known_by):
                withdrawn.append(attrs.evolve(day, withdrawn=True, withdrawn_on=there.published))
            else:
                found.setdefault(_same(day), day)
    return list(found.values()), withdrawn


def _taken_out(day: CalendarDay, own: YearContract, there: YearContract, known_by: date) -> bool:
    """Whether the contract of a later year, in which a thing falls, says that it is gone, and had come out."""
    later = own.year < there.year and there.published <= known_by
    return later and day.key in there.removed[section_of(day)]


def _same(day: CalendarDay) -> tuple[object, ...]:
    """What is the same in the thing of one year and that of another which repeats it."""
    return day.kind, day.key, day.when


def _ordered(days: Iterable[CalendarDay]) -> tuple[CalendarDay, ...]:
    return tuple(sorted(days, key=in_order))


def _summary(contract: YearContract, days: Sequence[CalendarDay], undated: int, known_on: date | None) -> str:
    """How many days there are, how many are of duties, and why there are not more."""
    duties = [day for day in days if day.kind == DUTY]
    dated = {day.key for day in duties if not day.every}
    monthly = {day.key for day in duties if day.every}
    known = f", as published by {in_words(known_on)}" if known_on else ""
    said = f"Network Contract DES {contract.year}{known}: {_count(len(days), 'date')}. "
    said += f"{_count(len(dated), 'duty has a day of its own', 'duties have a day of their own')}"
    if undated:
        said += f"; {_count(undated, 'is', 'are')} owed all the time, every week or once in the year"
    if monthly:
        repeated = sum(bool(day.every) for day in duties)
        said += f"; {_count(len(monthly), 'recurs', 'recur')} every month ({repeated} of the dates)"
    unworded = len(contract.missing["obligations"])
    if unworded and (known_on is None or contract.published <= known_on):
        said += f". Of {unworded} more the wording was not found, nor a day"
    return f"{said}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'No'} {one if number < 2 else many or f'{one}s'}"


def _duties(contract: YearContract, known_by: date) -> set[str]:
    """The duties of the year that had been published; what is usual and binds nobody is none."""
    return {
        duty.key
        for versions in contract.obligations.values()
        for duty in versions
        if when_published(duty) <= known_by and duty.strength != INFORMATION
    }


def _notes(day: CalendarDay) -> str:
    month = month_in_words(day.when.first)
    established = f"Every month; this one is for {month}." if day.every else f"Only the month is established: {month}."
    parts = [
        "" if day.day else established,
        f"{day.moved[0].upper()}{day.moved[1:]}." if day.moved else "",
        day.consequence,
        f"Standing: {day.standing.value}." if day.standing else "",
        "; ".join(
            f"{citation.document.publisher}, {citation.document.title}"
            + (f", {in_words(citation.document.published)}" if citation.document.published else "")
            for citation in day.citations
        ),
    ]
    return " ".join(part for part in parts if part)
