"""Whatever is worked out from a day stays as it is until the day that the watch notes."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.dates import ONE_DAY, ContractYear, Period, last_whole_week, month_of, whole_months, working_days_after
from pcn_des.watched_day import BetweenChanges, Watch, WatchedDay, apart, as_value, changes_of, plain_day, stays
from pcn_des.wording import in_words

DAYS = st.dates(date(2019, 7, 1), date(2026, 12, 31))
SPAN = 420  # days that are looked at: more than a year
Reading = Callable[[date, date, int], Any]
READINGS: dict[str, Reading] = {
    "before": lambda day, other, _: day < other,
    "by": lambda day, other, _: day <= other,
    "after": lambda day, other, _: day > other,
    "from": lambda day, other, _: day >= other,
    "on": lambda day, other, _: day == other,
    "not on": lambda day, other, _: day != other,
    "the other side": lambda day, other, _: (other < day, other <= day, other > day, other >= day, other == day),
    "in a period": lambda day, other, days: day in Period(other, other + timedelta(days)),
    "overlapping": lambda day, other, days: Period(other, other + timedelta(days)).overlaps(Period(day, day)),
    "the earlier": lambda day, other, _: min(day, other) == other,
    "the later": lambda day, other, _: max([other, day]) == other,
    "in order": lambda day, other, _: [one == other for one in sorted([day, other, other])],
    "some days later": lambda day, other, days: day + timedelta(days) < other,
    "some days earlier": lambda day, other, days: day - timedelta(days) >= other,
    "days until": lambda day, other, days: (other - day).days < days,
    "days since": lambda day, other, days: (day - other).days < days,
    "days to itself": lambda day, _, days: (day + timedelta(days) - day).days,
    "year": lambda day, *_: day.year,
    "month": lambda day, *_: day.month,
    "year a while ago": lambda day, _, days: (day - timedelta(days)).year,
    "month a while ago": lambda day, _, days: (day - timedelta(days)).month,
    "day of the month": lambda day, *_: day.day,
    "weekday": lambda day, *_: day.weekday(),
    "written": lambda day, *_: (f"{day:%d.%m.%Y}", str(day), repr(plain_day(day)), day.isoformat(), in_words(day)),
    "looked up": lambda day, other, _: {other: "found"}.get(day),
    "one of": lambda day, other, days: day in {other, other + timedelta(days)},
    "first of its month": lambda day, *_: day.replace(day=1),
    "contract year": lambda day, *_: ContractYear.of(day),
    "contract year a while ago": lambda day, _, days: ContractYear.of(day - timedelta(days)),
    "month as a period": lambda day, *_: month_of(day),
    "week": lambda day, *_: last_whole_week(day),
    "whole months": lambda day, *_: list(whole_months(ContractYear.of(day).first_day, day)),
    "a working day": lambda day, other, _: working_days_after(other, 3) <= day,
}


@given(
    DAYS, DAYS | st.just(date.max) | st.just(date.min), st.integers(0, 40), st.sampled_from(sorted(READINGS)), st.data()
)
def test_an_answer_stays_until_the_day_that_is_noted(
    day: date, other: date, days: int, name: str, data: st.DataObject
) -> None:
    if other in (date.min, date.max):
        days = 0
    if "working" in name or "days later" in name or name == "in a period":
        other = min(max(other, date(2019, 7, 1)), date(2026, 6, 30))
    read, watch = READINGS[name], Watch(day)
    answer = read(WatchedDay.of(day, watch), other, days)
    assert answer == read(day, other, days)
    same = min((watch.changes - day).days, SPAN)
    later = day + timedelta(data.draw(st.integers(0, same - 1)))
    assert read(later, other, days) == answer, f"{name}: {later}, said to change on {watch.changes}"


@pytest.mark.parametrize(
    ("read", "changes"),
    [
        (lambda day: day < date(2022, 6, 10), date(2022, 6, 10)),
        (lambda day: day <= date(2022, 5, 1), date(2022, 5, 2)),
        (lambda day: day > date(2022, 4, 30), date.max),
        (lambda day: day + timedelta(30) >= date(2022, 6, 10), date(2022, 5, 11)),
        (lambda day: ContractYear.of(day), date(2023, 4, 1)),
        (lambda day: last_whole_week(day), date(2022, 5, 2)),
        (lambda day: month_of(day), date(2022, 6, 1)),
        (lambda day: day.year, date(2023, 1, 1)),
        (lambda day: day.weekday(), date(2022, 5, 2)),
        (lambda day: None, date.max),
    ],
)
def test_when_an_answer_changes(read: Callable[[date], Any], changes: date) -> None:
    watch = Watch(date(2022, 5, 1))  # a Sunday
    read(WatchedDay.of(date(2022, 5, 1), watch))
    assert watch.changes == changes


def test_the_nearest_change_counts_and_a_watch_begins_anew() -> None:
    watch = Watch(date(2022, 5, 1))
    day = WatchedDay.of(date(2022, 5, 1), watch)
    assert day < date(2022, 9, 1) and day < date(2022, 7, 1) and day > date(2022, 1, 1)
    assert watch.changes == changes_of(day) == date(2022, 7, 1)
    watch.begin()
    assert changes_of(day) == date.max


def test_a_part_is_watched_apart() -> None:
    day = WatchedDay.of(date(2022, 5, 1), Watch(date(2022, 5, 1)))
    part = apart(day)
    assert part < date(2022, 7, 1)
    assert (changes_of(part), changes_of(day)) == (date(2022, 7, 1), date.max)
    stays(day, lambda: changes_of(part))
    assert changes_of(day) == date(2022, 7, 1)
    plain = date(2022, 5, 1)
    assert apart(plain) is plain
    assert (changes_of(plain), changes_of(date.max)) == (date(2022, 5, 2), date.max)


def test_two_questions_do_not_share_their_days() -> None:
    one, other = (WatchedDay.of(date(2022, 5, 1), Watch(date(2022, 5, 1))) for _ in range(2))
    assert one == other
    assert changes_of(one) == changes_of(other) == date(2022, 5, 2)


def test_the_days_between_two_questions_are_of_both() -> None:
    one, other = (WatchedDay.of(date(2022, 5, 1), Watch(date(2022, 5, 1))) for _ in range(2))
    assert (one - other).days == 0
    assert changes_of(one) == changes_of(other) == date(2022, 5, 2)


@pytest.mark.parametrize(
    "made",
    [
        lambda kind: kind.fromordinal(738_276),
        lambda kind: kind.fromisoformat("2022-05-01"),
        lambda kind: kind.fromisocalendar(2022, 17, 7),
        lambda kind: kind(2022, 5, 1),
        lambda kind: kind(year=2022, month=5, day=1),
    ],
)
def test_a_day_made_by_the_type_of_another_is_plain(made: Callable[[Any], date]) -> None:
    day = WatchedDay.of(date(2022, 5, 1), Watch(date(2022, 5, 1)))
    assert type(made(type(day))) is date
    assert made(type(day)) == date(2022, 5, 1)


def test_a_day_that_is_a_value_is_told_once_and_for_all() -> None:
    watch = Watch(date(2022, 5, 1))
    value = as_value(WatchedDay.of(date(2022, 5, 1), watch) - timedelta(7))
    assert type(value) is date
    assert value == date(2022, 4, 24)
    assert watch.changes == date(2022, 5, 2)
    assert as_value("no day") == "no day"


def test_it_goes_on_as_a_plain_day() -> None:
    day = WatchedDay.of(date(2022, 5, 1), Watch(date(2022, 5, 1)))
    for again in (pickle.loads(pickle.dumps(day)), copy.deepcopy(day), day.plain):
        assert type(again) is date
        assert again == date(2022, 5, 1)


@given(st.dates(), st.timedeltas(timedelta(-5), timedelta(5)))
def test_the_ends_of_the_calendar_do_no_harm(day: date, ahead: timedelta) -> None:
    watched = WatchedDay.of(day, Watch(day), ahead)
    assert watched <= date.max and watched >= date.min
    assert (watched.year, watched.month, watched.day) == (day.year, day.month, day.day)
    assert watched < date.max or day > date.max - ONE_DAY


@given(st.lists(DAYS, max_size=6), st.lists(DAYS, min_size=1, max_size=12))
def test_what_changes_on_some_days_is_worked_out_once_between_two_of_them(
    changes: list[date], days: list[date]
) -> None:
    """In whatever order the days are asked about; a watch learns the next change, and nothing of the days between."""
    made: list[int] = []

    def changed_by(day: date) -> int:
        made.append(sum(change <= day for change in {*changes}))
        return made[-1]

    spells = BetweenChanges(changes, changed_by)
    for day in days:
        watch = Watch(day)
        assert spells.on(WatchedDay.of(day, watch)) == sum(change <= day for change in {*changes})
        assert watch.changes == min((change for change in changes if change > day), default=date.max)
    assert len(made) == len({*made})


def test_what_never_changes_is_worked_out_of_a_plain_day() -> None:
    watch = Watch(date(2022, 11, 14))
    found = BetweenChanges((), lambda day: day).on(WatchedDay.of(watch.day, watch))
    assert type(found) is date
    assert watch.changes == date.max
