"""The page of a year's calendar: what comes every month, then month by month what is due, opens, closes and changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pcn_des as des
from making.markup import answers, badge, cited, front, key, link, page, standing, table, text
from making.things import Thing, address_of, things
from pcn_des.contract.calendar_day import CLOSES, DUTY, ENDS, MAXIMUM, OPENS, RATE, STARTS, CalendarDay
from pcn_des.contract.files import every_key
from pcn_des.wording import count_of, in_words, month_in_words, months_in_words

TO_ACT = (DUTY, OPENS, CLOSES, "claim", "declaration", "approval", "payment", "step")
_SECTIONS = {
    DUTY: ("obligations",),
    OPENS: ("windows",),
    CLOSES: ("windows",),
    STARTS: ("services", "roles", "payments"),
    ENDS: ("services", "roles", "payments"),
}


def calendar_page(one: Thing) -> str:
    """The page as Markdown."""
    year = one.key.replace("-", "/", 1)
    found = des.deadlines(year)
    once = [day for day in found if not day.every]
    monthly = [day for day in found if day.every]
    return page(
        front(
            one.title,
            found_by=one.found_by,
            above=("Deadlines by year", "calendar/"),
            boost=4,
            description=f"Every deadline, window, claim and change of the Network Contract DES in {year}, by month.",
        ),
        f"# {text(one.title)}",
        f"{text(found.summary)} A deadline whose day is not established has its month only. To take it elsewhere: "
        f"{link(one.url, 'how-to/calendar/', 'Put the dates in a calendar')}.",
        "## To do by a day",
        *_months(one, [day for day in once if _is_to_do(day)]),
        *(["## Every month", _recurring(one, monthly)] if monthly else []),
        "## What starts, ends, changes, counts or is announced",
        *_months(one, [day for day in once if not _is_to_do(day)], level=3, suffix=": what starts, ends or counts"),
        *_below(list(found.said_of_withdrawn), "## Withdrawn before their day"),
        *_below(list(found.notes), "## Not found"),
        answers(one.url, f'print(des.deadlines("{year}"))', f"pcn-des calendar {year}", one.json),
    )


def _is_to_do(day: CalendarDay) -> bool:
    """Whether somebody has to do something by a day; otherwise something holds, counts or is announced on it."""
    return day.kind in TO_ACT and bool(day.who)


def _below(said: list[str], heading: str) -> list[str]:
    return [heading, *(f"- {text(line)}" for line in said)] if said else []


def _months(one: Thing, days: list[CalendarDay], level: int = 3, suffix: str = "") -> Iterator[str]:
    for month, together in groupby(days, key=lambda day: month_in_words(day.when.last)):
        listed = list(together)
        yield f"{'#' * level} {month}{suffix}"
        yield table(
            ("Day", "What", "Kind", "Who", "What follows", "Standing", "Source"),
            [_row(one, day) for day in listed],
            f"{month}{suffix}",
        )


def _row(one: Thing, day: CalendarDay) -> list[str]:
    when = in_words(day.day) if day.day else f"in {month_in_words(day.when.first)}"
    moved = f'<br><span class="note">{text(day.moved)}</span>' if day.moved else ""
    return [
        f'<span class="day">{when}</span>{moved}',
        _linked(one, day),
        badge(day.kind.replace(" ", "-"), day.kind),
        text(day.who),
        text(day.consequence),
        standing(day.standing) if day.standing else "",
        cited(day.citations),
    ]


def _recurring(one: Thing, days: list[CalendarDay]) -> str:
    firsts = list({(day.kind, day.key): day for day in reversed(days)}.values())[::-1]
    rows = []
    for day in firsts:
        alike = [other for other in days if (other.kind, other.key) == (day.kind, day.key)]
        months = months_in_words(dict.fromkeys(other.when.first.replace(day=1) for other in alike))
        rows.append([text(months), *_row(one, day)[1:]])
    duties = sum(day.kind == DUTY for day in firsts)
    of_them = f", of which {count_of(duties, 'is a duty', 'are duties')}" if duties < len(firsts) else ""
    said = f"{count_of(len(firsts), 'thing comes', 'things come')} every month{of_them}."
    headings = ("Months", "What", "Kind", "Who", "What follows", "Standing", "Source")
    return page(said, table(headings, rows, "Every month")).strip()


def _linked(one: Thing, day: CalendarDay) -> str:
    at = _place(day)
    words = text(day.title)
    return f"{link(one.url, at, words) if at else words}<br>{key(day.key)}"


def _place(day: CalendarDay) -> str:
    """The page of what a day is about; nothing where it has none."""
    by_key = {(other.section, other.key): other for other in things()}
    for section in (*_SECTIONS.get(day.kind, ()), "key_dates", "obligations", "windows"):
        if (section, day.key) in by_key and (section in _SECTIONS.get(day.kind, ()) or section == "key_dates"):
            return by_key[section, day.key].url
    if day.key in every_key("terms"):
        return address_of("terms", day.key)
    role = day.key.split(".")[1] if day.kind == MAXIMUM else ""
    if ("roles", role) in by_key:
        return by_key["roles", role].url
    return by_key["payments", day.key.partition(".")[0]].url if day.kind == RATE else ""
