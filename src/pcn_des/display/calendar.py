"""The calendar of a contract year as text and HTML: by month, with what comes every month on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from pcn_des.contract.calendar_day import MAXIMUM, CalendarDay
from pcn_des.contract.deadlines import Deadlines
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import month_in_words, short_day, short_month

EVERY_MONTH: Final = "every month"
_MANY: Final = 3  # more maxima than these on one day are told together
_OF_A_POST: Final = "GBP per WTE per year"


def deadlines_text(found: Deadlines, width: int = WIDTH) -> str:
    """What there is and why there is not more, then month by month a line for each day."""
    lines = filled(found.summary or f"Network Contract DES {found.contract_year}", width)
    for month, days in _by_month(found.days):
        lines += ["", month.upper()]
        lines += [line for group in _together(days) for line in _group_text(group, width)]
    below = (*found.said_of_withdrawn, *found.notes)
    return "\n".join([*lines, *(line for note in below for line in ("", *filled(note, width)))])


def _by_month(days: Iterable[CalendarDay]) -> Iterator[tuple[str, list[CalendarDay]]]:
    """The days of each month, in order."""
    for month, group in groupby(days, key=lambda day: month_in_words(day.when.last)):
        yield month, list(group)


def _together(days: Sequence[CalendarDay]) -> Iterator[list[CalendarDay]]:
    """Each day of a month by itself, save many maxima of one day; then, together, what comes every month."""
    once = [day for day in days if not day.every]
    for (kind, _), found in groupby(once, key=lambda day: (day.kind, day.when)):
        group = list(found)
        yield from [group] if kind == MAXIMUM and len(group) > _MANY else ([day] for day in group)
    recurring = [day for day in days if day.every]
    if recurring:
        yield recurring


def _group_text(group: Sequence[CalendarDay], width: int) -> list[str]:
    first = group[0]
    if first.every:
        return filled("; ".join(map(_who_and_what, group)), width, f"{'':<11}  {EVERY_MONTH:<13} ")
    if len(group) > 1:
        return filled(_maxima(group), width, f"{_when(first)}  {first.kind:<13} ")
    return calendar_day_text(first, width).split("\n")


def _maxima(group: Sequence[CalendarDay]) -> str:
    """The maxima of many roles, their unit said once."""
    said = (day.what.replace(": at most ", " ").replace(f" {_OF_A_POST}", "") for day in group)
    return f"{len(group)} roles, {_OF_A_POST} at most: {'; '.join(said)}"


def _who_and_what(day: CalendarDay) -> str:
    return f"{day.title} ({day.who})" if day.who else day.title


def calendar_day_text(day: CalendarDay, width: int = WIDTH) -> str:
    """A day, or its month where no day is established, with what it is, who has to act, and whether it was moved."""
    moved = f", {day.moved}" if day.moved else ""
    return "\n".join(filled(f"{_who_and_what(day)}{moved}", width, f"{_when(day)}  {day.kind:<13} "))


def _when(day: CalendarDay) -> str:
    return short_day(day.day) if day.day else f"   {short_month(day.when.first)}"


def deadlines_html(found: Deadlines) -> str:
    """The calendar as a table: a row for each day, with who has to act, what follows if not, and the sources."""
    heading = f"Network Contract DES {found.contract_year}: calendar"
    rows = (_row(group) for _, days in _by_month(found.days) for group in _together(days))
    return fragment(
        heading,
        paragraphs([found.summary]),
        _table(rows),
        paragraphs((*found.said_of_withdrawn, *found.notes)),
    )


def calendar_day_html(day: CalendarDay) -> str:
    """One day of the calendar."""
    return fragment(day.title, _table([_row([day])]))


def _table(rows: Iterable[Iterable[str]]) -> str:
    return table(("Day", "Kind", "What", "Who", "What follows, and sources"), rows)


def _row(group: Sequence[CalendarDay]) -> list[str]:
    """A day, or the days that are told together."""
    first = group[0]
    return [
        escape(_when(first).strip()),
        escape(EVERY_MONTH if first.every else first.kind),
        "<br>".join(keyed(f"{day.title}{f', {day.moved}' if day.moved else ''}", day.key) for day in group),
        "<br>".join(dict.fromkeys(escape(day.who) for day in group)),
        "<br>".join(dict.fromkeys(part for day in group for part in (escape(day.consequence), links(day.citations)))),
    ]
