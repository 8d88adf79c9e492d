"""Laws of the calendar: what was once known is never silently dropped, and what recurs stays inside its period."""

from __future__ import annotations

from bisect import bisect
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.calendar_day import CalendarDay, in_order
from pcn_des.contract.dated import dated_days
from pcn_des.contract.deadlines import assembled
from pcn_des.contract.files import load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.dates import ContractYear, Deadline, whole_months
from support.lamps import COMMON, YEAR, duty, year_of

FIRST, LAST = YEAR.first_day, YEAR.last_day
IN_THE_YEAR = st.dates(FIRST, LAST)


@st.composite
def editions(draw: st.DrawFn) -> str:
    """A duty in one to four editions: each with another day or none, for the year or its rest; it may end early."""
    until = draw(st.none() | IN_THE_YEAR)
    published = sorted(draw(st.sets(st.dates(date(2030, 3, 1), date(2031, 2, 28)), min_size=1, max_size=4)))
    text = ""
    for number, day in enumerate(published):
        more = [f"published = {day}"]
        if number and draw(st.booleans()):
            more.append(f"from = {draw(st.dates(FIRST, until or LAST))}")
        due = draw(st.none() | IN_THE_YEAR.map(str) | IN_THE_YEAR.map(lambda one: f'"{one:%Y-%m}"'))
        if due is not None:
            more.append(f"due = {due}")
        if until is not None:
            more.append(f"until = {until}")
            more += [f"end_known = {draw(st.dates(day, LAST))}"] if draw(st.booleans()) else []
        text += duty("lamps.lit", 'judgement = "x"\n' + "\n".join(more))
    return text


def dropped(before: list[CalendarDay], days: list[CalendarDay], withdrawn: list[CalendarDay]) -> list[CalendarDay]:
    """What was known before and neither stands, nor was moved, nor is among what was withdrawn."""
    standing = {(day.key, day.kind, day.when) for day in days}
    moved = {(day.key, day.kind) for day in days if day.moved_from is not None}
    gone = {(day.key, day.kind) for day in withdrawn}
    return [
        day
        for day in before
        if (day.key, day.kind, day.when) not in standing and (day.key, day.kind) not in moved | gone
    ]


@given(editions(), st.tuples(IN_THE_YEAR, IN_THE_YEAR).map(sorted))
def test_what_is_known_later_replaces_and_never_silently_drops(text: str, known: list[date]) -> None:
    contract = year_of(text)
    before, _ = dated_days(contract, known[0])
    days, withdrawn = dated_days(contract, known[1])
    assert dropped(before, days, withdrawn) == []
    assert all(day.withdrawn_on is None or day.withdrawn_on <= known[1] for day in withdrawn)
    assert all(day.moved_on is not None and day.moved_on <= known[1] for day in days if day.moved_from)
    assert all(day.moved_from != day.when for day in days)


@cache
def publications(year: ContractYear) -> list[date]:
    """The days on which what is known of a year can change."""
    contract = load_year(year)
    found = {contract.published}
    for section in SECTIONS:
        for versions in getattr(contract, section).values():
            for version in versions:
                found |= {version.published, version.until + timedelta(1)}
    return sorted(found)


@pytest.mark.parametrize("year", years(), ids=str)
def test_no_deadline_of_the_contract_is_silently_dropped(year: ContractYear) -> None:
    contract = load_year(year)
    every = [dated_days(contract, day) for day in publications(year)]
    for number, (before, _) in enumerate(every):
        for days, withdrawn in every[number:]:
            assert dropped(before, days, withdrawn) == []


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_calendar_is_in_order_and_opens_before_it_closes(year: ContractYear) -> None:
    days = des.deadlines(str(year))
    assert [day.when.last for day in days] == sorted(day.when.last for day in days)
    for last in {day.when.last for day in days}:
        kinds = [day.kind for day in days if day.when.last == last]
        opening = [place for place, kind in enumerate(kinds) if kind in ("window opens", "starts")]
        closing = [place for place, kind in enumerate(kinds) if kind in ("window closes", "ends")]
        assert opening == list(range(len(opening)))
        assert closing == list(range(len(kinds) - len(closing), len(kinds)))


@given(st.lists(st.tuples(IN_THE_YEAR, st.sampled_from(["duty", "starts", "ends", "window opens", "window closes"]))))
def test_any_days_are_in_order(things: list[tuple[date, str]]) -> None:
    days = [CalendarDay(when=Deadline.on(day), who="", what="x", kind=kind) for day, kind in things]
    ordered = sorted(days, key=in_order)
    for one, other in pairwise(ordered):
        assert one.when <= other.when
        if one.when == other.when:
            assert not (one.kind in ("ends", "window closes") and other.kind in ("starts", "window opens"))


THREE = tuple(ContractYear(YEAR.starts_in + later) for later in range(3))


@given(st.dates(FIRST, THREE[-1].last_day))
def test_what_is_due_after_its_year_is_in_both_calendars_and_only_those(due: date) -> None:
    text = duty("lamps.lit", f'judgement = "x"\ndue = {due}')
    contracts = [year_of(text), *(year_of("", later) for later in THREE[1:])]
    found = {}
    for contract in contracts:
        days, _ = assembled(contract, [one for one in contracts if one is not contract], date.max)
        found[contract.year] = [(day.when.day, day.contract_year) for day in days]
    having = {year for year, days in found.items() if days}
    assert having == {YEAR, ContractYear.of(due)}
    assert all(found[year] == [(due, "2030/31")] for year in having)


@given(IN_THE_YEAR, IN_THE_YEAR, st.booleans())
def test_each_time_of_what_recurs_lies_in_its_period(one: date, other: date, is_duty: bool) -> None:
    since, until = sorted([one, other])
    more = f"from = {since}\nuntil = {until}\npublished = 2030-03-01\n"
    text = duty("lamps.counted", f'evidence = "x"\nmonthly = true\n{more}')
    if not is_duty:
        text = f'[[key_dates.lamps.paid]]\ntitle = "x"\nwho = "PCN"\nkind = "claim"\nevery = "month"\n{COMMON}{more}'
    days, withdrawn = dated_days(year_of(text), date.max)
    assert withdrawn == []
    assert [(day.when.first, day.when.last) for day in days] == [
        (month.since, month.until) for month in whole_months(since, until)
    ]
    assert all(since <= day.when.first and day.when.last <= until and day.every == "month" for day in days)


@pytest.mark.parametrize("year", years(), ids=str)
def test_knowing_less_gives_nothing_that_was_not_published(year: ContractYear) -> None:
    contract, days = load_year(year), publications(year)
    for known_on in (*days, days[0] - timedelta(1)):
        for day in dated_days(contract, known_on)[0]:
            section = {"duty": "obligations", "window opens": "windows", "window closes": "windows"}.get(day.kind)
            if section is not None:
                published = sorted(entry.published for entry in getattr(contract, section)[day.key])
                assert bisect(published, known_on) > 0
