"""The calendar of a contract year as text and HTML: what comes every month first, then the rest by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from pcn_des.contract.calendar_day import ADVICE, BREACH, DUTY, MAXIMUM, OPENS, CalendarDay
from pcn_des.contract.deadlines import Deadlines
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import month_in_words, short_day, short_month

_MANY: Final = 3  # more maxima than these on one day are told together
_OF_A_POST: Final = "per WTE per year"
_UNSAID: Final = "Where nothing else is said, a network's duty that is not done is a breach of the contract."


def deadlines_text(found: Deadlines, width: int = WIDTH) -> str:
    """What there is and why there is not more; what comes every month; then month by month a line for each day."""
    lines = filled(found.summary or f"Network Contract DES {found.contract_year}", width)
    recurring = list(_recurring(found))
    if recurring:
        lines += ["", "EVERY MONTH"]
        lines += [line for days in recurring for line in _recurring_text(days, width)]
    for month, days in _by_month(found):
        lines += ["", month.upper()]
        lines += [line for group in _together(days) for line in _group_text(group, width)]
    lines += [line for note in _below(found) for line in ("", *filled(note, width))]
    return "\n".join(lines)


def _below(found: Deadlines) -> tuple[str, ...]:
    """What is said below the days."""
    unsaid = [_UNSAID] if any(day.consequence == BREACH for day in found) else []
    return (*unsaid, *found.said_of_withdrawn, *found.notes)


def _recurring(found: Deadlines) -> Iterator[list[CalendarDay]]:
    """The days of each thing that comes every month."""
    by_key: dict[tuple[str, str, str], list[CalendarDay]] = {}
    for day in found:
        if day.every:
            by_key.setdefault((day.kind, day.key, day.contract_year), []).append(day)
    yield from by_key.values()


def _by_month(found: Deadlines) -> Iterator[tuple[str, list[CalendarDay]]]:
    """The days of each month, in order, without what comes every month."""
    once = (day for day in found if not day.every)
    for month, group in groupby(once, key=lambda day: month_in_words(day.when.last)):
        yield month, list(group)


def _together(days: Sequence[CalendarDay]) -> Iterator[list[CalendarDay]]:
    """Each day by itself, save many maxima of one day."""
    for (kind, _), found in groupby(days, key=lambda day: (day.kind, day.when)):
        group = list(found)
        yield from [group] if kind == MAXIMUM and len(group) > _MANY else ([day] for day in group)


def _recurring_text(days: Sequence[CalendarDay], width: int) -> list[str]:
    first = days[0]
    return filled(_line(first), width, f"{_months(days):<11}  {first.kind:<13} ")


def _months(days: Sequence[CalendarDay]) -> str:
    """From which month to which: 04/25-03/26."""
    return f"{days[0].when.first:%m/%y}-{days[-1].when.first:%m/%y}"


def _group_text(group: Sequence[CalendarDay], width: int) -> list[str]:
    first = group[0]
    if len(group) > 1:
        return filled(_maxima(group), width, f"{_when(first)}  {first.kind:<13} ")
    return calendar_day_text(first, width).split("\n")


def _maxima(group: Sequence[CalendarDay]) -> str:
    """The maxima of many roles, their unit said once."""
    said = (day.what.replace(": at most ", " ").replace(f" {_OF_A_POST}", "") for day in group)
    return f"{len(group)} roles, at most {_OF_A_POST}: {'; '.join(said)}"


def calendar_day_text(day: CalendarDay, width: int = WIDTH) -> str:
    """A day, or its month where no day is established: what it is, who has to act, and what follows if not."""
    return "\n".join(filled(_line(day), width, f"{_when(day)}  {day.kind:<13} "))


def _line(day: CalendarDay) -> str:
    """What it is, who has to act, whether it was moved and what follows, where that is not the usual."""
    said = f"{day.title} ({day.who})" if day.who else day.title
    said += f", {day.moved}" if day.moved else ""
    if not day.consequence or day.consequence == BREACH or day.kind == OPENS:
        return said
    return f"{said}. {'If not: ' if day.kind == DUTY and day.consequence != ADVICE else ''}{day.consequence}"


def _when(day: CalendarDay) -> str:
    return short_day(day.day) if day.day else f"   {short_month(day.when.first)}"


def deadlines_html(found: Deadlines) -> str:
    """The calendar as a table: a row for each day, with who has to act, what follows if not, and the sources."""
    rows = [_row([days[0]], f"every month, {_months_in_words(days)}") for days in _recurring(found)]
    rows += [_row(group) for _, days in _by_month(found) for group in _together(days)]
    heading = f"Network Contract DES {found.contract_year}: calendar"
    return fragment(heading, paragraphs([found.summary]), _table(rows), paragraphs(_below(found)))


def calendar_day_html(day: CalendarDay) -> str:
    """One day of the calendar."""
    return fragment(day.title, _table([_row([day])]))


def _months_in_words(days: Sequence[CalendarDay]) -> str:
    return f"{short_month(days[0].when.first)} to {short_month(days[-1].when.first)}"


def _table(rows: Iterable[Iterable[str]]) -> str:
    return table(("Day", "Kind", "What", "Who", "What follows, and sources"), rows)


def _row(group: Sequence[CalendarDay], when: str = "") -> list[str]:
    """A day, or the days that are told together."""
    first = group[0]
    followed = (part for day in group for part in (escape(day.consequence), links(day.citations)))
    return [
        escape(when or _when(first).strip()),
        escape(first.kind),
        "<br>".join(keyed(f"{day.title}{f', {day.moved}' if day.moved else ''}", day.key) for day in group),
        "<br>".join(filter(None, dict.fromkeys(escape(day.who) for day in group))),
        "<br>".join(filter(None, dict.fromkeys(followed))),
    ]
