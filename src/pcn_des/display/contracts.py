"""The calendar of a contract year as text and HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pcn_des.contract.deadlines import CalendarDay, Deadlines
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import short_day, short_month


def deadlines_text(found: Deadlines, width: int = WIDTH) -> str:
    """A line for each day, with what it is and who has to act."""
    lines = [f"Network Contract DES {found.contract_year}: dated duties, windows and snapshots", ""]
    lines += [calendar_day_text(day, width) for day in found]
    lines += [line for note in found.notes for line in ("", *filled(note, width))]
    return "\n".join(lines)


def calendar_day_text(day: CalendarDay, width: int = WIDTH) -> str:
    """A day, or its month where no day is established, with what it is and who has to act."""
    when = short_day(day.day) if day.day else f"   {short_month(day.when.first)}"
    who = f" ({day.who})" if day.who else ""
    return "\n".join(filled(f"{day.what}{who}", width, f"{when}  {day.kind:<13} "))


def deadlines_html(found: Deadlines) -> str:
    """The calendar as a table: a row for each day, with who has to act, what follows if not, and the sources."""
    heading = f"Network Contract DES {found.contract_year}: dated duties, windows and snapshots"
    return fragment(heading, _days(found), paragraphs(found.notes))


def calendar_day_html(day: CalendarDay) -> str:
    """One day of the calendar."""
    return fragment(day.what, _days([day]))


def _days(days: Iterable[CalendarDay]) -> str:
    rows = (
        [
            escape(short_day(day.day) if day.day else short_month(day.when.first)),
            escape(day.kind),
            keyed(day.what, day.key),
            escape(day.who),
            f"{escape(day.consequence)}<br>{links(day.citations)}",
        ]
        for day in days
    )
    return table(("Day", "Kind", "What", "Who", "What follows, and sources"), rows)
