"""Spells of a list on a day: those that follow each other without a gap and say the same are one."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.dates import ONE_DAY, Period
from pcn_des.network import Appointment, BaselineVacancy, Membership, OtherMembership, Payee, Records, Return
from pcn_des.network.records import covering, days_of_change, days_of_completeness, once, unbroken
from pcn_des.watched_day import Watch, WatchedDay


def payee(name: str, since: str, until: str | None = None) -> Payee:
    return Payee(name=name, since=date.fromisoformat(since), until=date.fromisoformat(until) if until else None)


FIRST, SECOND = payee("Mill Lane Surgery", "2021-04-01", "2022-06-30"), payee("Mill Lane Surgery", "2022-07-01")
WHOLE = payee("Mill Lane Surgery", "2021-04-01")


@pytest.mark.parametrize("day", ["2021-04-01", "2022-06-30", "2022-07-01", "2024-01-01"])
def test_a_spell_that_another_continues_is_the_whole_of_both(day: str) -> None:
    for order in ([FIRST, SECOND], [SECOND, FIRST]):
        assert covering(order, date.fromisoformat(day)) == (WHOLE,)
        assert unbroken(order) == (WHOLE,)


def test_after_a_gap_of_a_day_it_is_another() -> None:
    later = payee("Mill Lane Surgery", "2022-07-02")
    assert covering([FIRST, later], date(2022, 7, 1)) == ()
    assert covering([FIRST, later], date(2022, 7, 2)) == (later,)
    assert unbroken([FIRST, later]) == (FIRST, later)


def test_so_is_one_that_says_something_else() -> None:
    other = payee("Station Road Surgery", "2022-07-01")
    assert covering([FIRST, other], date(2022, 7, 1)) == (other,)
    assert unbroken([FIRST, other]) == (FIRST, other)


def test_several_in_a_row_are_one() -> None:
    days = ("2019-07-01", "2020-03-31"), ("2020-04-01", "2020-04-01"), ("2020-04-02", "2021-01-01")
    spells = [
        Membership(since=date.fromisoformat(since), until=date.fromisoformat(until), core=True) for since, until in days
    ]
    assert unbroken(spells) == (Membership(since=date(2019, 7, 1), until=date(2021, 1, 1)),)


def test_what_is_written_down_twice_is_one() -> None:
    """As the same record again, as another like it, or as a renewal from before the end of the first."""
    day, first = date(2022, 11, 14), Appointment(name="Dr A", since=date(2021, 4, 1))
    for again in (first, Appointment(name="Dr A", since=date(2021, 4, 1))):
        assert covering([first, again], day) == unbroken([first, again]) == (first,)
    renewed = Appointment(name="Dr A", since=date(2021, 4, 1), until=date(2022, 12, 31))
    assert covering([renewed, Appointment(name="Dr A", since=date(2022, 10, 1))], day) == (first,)


def test_two_people_of_one_name_stay_two_where_something_tells_them_apart() -> None:
    two = (
        Appointment(name="Dr A", since=date(2021, 4, 1)),
        Appointment(name="Dr A", since=date(2021, 4, 1), profession="GP"),
    )
    assert covering(two, date(2022, 11, 14)) == two


def test_two_vacant_posts_that_are_alike_stay_two() -> None:
    vacant = BaselineVacancy(role="pharmacist", practice="A00001", since=date(2021, 4, 1))
    assert covering([vacant, vacant], date(2022, 11, 14)) == (vacant, vacant)


@pytest.mark.parametrize(
    ("until", "ended_by", "whole"),
    [
        pytest.param(None, None, (None, None), id="one that goes on has no end"),
        pytest.param("2022-03-31", None, ("2022-03-31", "left"), id="who says nothing of the end does not deny it"),
        pytest.param("2023-03-31", "closed", ("2023-03-31", "closed"), id="the last end counts"),
    ],
)
def test_how_it_ended_is_said_by_the_spell_that_ended_last(
    until: str | None, ended_by: str | None, whole: tuple[str | None, str | None]
) -> None:
    left = elsewhere("2019-07-01", "2022-03-31", "left")
    other = elsewhere("2020-07-01", until, ended_by)
    for order in ([left, other], [other, left]):
        assert covering(order, date(2021, 4, 1)) == unbroken(order) == (elsewhere("2019-07-01", *whole),)


def elsewhere(since: str, until: str | None, ended_by: str | None) -> OtherMembership:
    ends = date.fromisoformat(until) if until else None
    return OtherMembership(pcn="U00002", since=date.fromisoformat(since), until=ends, ended_by=ended_by)


def test_one_to_the_end_of_the_calendar_is_followed_by_none() -> None:
    last = Payee(name="Mill Lane Surgery", since=date(2022, 7, 1), until=date.max)
    assert covering([FIRST, last], date(2022, 7, 1)) == (
        Payee(name="Mill Lane Surgery", since=date(2021, 4, 1), until=date.max),
    )


def test_no_list_has_none() -> None:
    assert covering(None, date(2022, 7, 1)) == unbroken(None) == ()


@given(kinds=st.lists(st.sampled_from(["one", "another", "third"])))
def test_records_by_a_field_are_all_of_them_in_their_order(kinds: list[str]) -> None:
    returns = Records([Return(kind=kind, on=date(2022, 4, 1)) for kind in kinds])
    grouped = returns.by("kind")
    assert sorted(one.kind for found in grouped.values() for one in found) == sorted(kinds)
    for kind, found in grouped.items():
        assert list(found) == [one for one in returns if one.kind == kind]


@given(since=st.dates(), days=st.none() | st.integers(0, 400), day=st.dates())
def test_a_spell_covers_the_days_of_its_period(since: date, days: int | None, day: date) -> None:
    until = (
        None if days is None else min(date.max, date.fromordinal(min(since.toordinal() + days, date.max.toordinal())))
    )
    spell = Payee(name="A practice", since=since, until=until)
    assert spell.covers(day) is (day in spell.period)


SPELLS = st.lists(
    st.builds(
        lambda since, length, core: Membership(
            since=date(2020, 1, 1) + timedelta(days=since),
            until=None if length is None else date(2020, 1, 1) + timedelta(days=since + length),
            core=core,
        ),
        st.integers(0, 60),
        st.one_of(st.none(), st.integers(0, 4)),
        st.booleans(),
    ),
    min_size=1,
    max_size=24,
)


@given(SPELLS, st.integers(0, 70))
def test_however_long_a_list_is_a_spell_has_all_the_days_on_end_that_say_the_same(
    spells: list[Membership], shift: int
) -> None:
    """Short lists are gone through, long ones are sorted by what they say: both as adding spell after spell would."""
    day = date(2020, 1, 1) + timedelta(days=shift)
    expected = []
    for spell in spells:
        since, until = spell.since, spell.until
        for _ in spells:
            for other in spells:
                touches = (until is None or other.since <= until + ONE_DAY) and (
                    other.until is None or since <= other.until + ONE_DAY
                )
                if other.core == spell.core and touches:
                    since = min(since, other.since)
                    until = None if until is None or other.until is None else max(until, other.until)
        expected.append(Membership(since=since, until=until, core=spell.core))
    assert unbroken(spells) == tuple(dict.fromkeys(expected))
    assert covering(spells, day) == tuple(
        dict.fromkeys(whole for whole, spell in zip(expected, spells, strict=True) if spell.covers(day))
    )


@given(SPELLS, st.lists(st.integers(0, 70), min_size=1))
def test_a_list_answers_for_one_day_as_if_no_other_had_been_asked_about(
    spells: list[Membership], shifts: list[int]
) -> None:
    asked = Records(spells, complete=True)
    for day in (date(2020, 1, 1) + timedelta(days=shift) for shift in shifts):
        watch = Watch(day)
        found = covering(asked, WatchedDay.of(day, watch))
        assert found == covering(Records(spells), day)
        following = date(2020, 1, 1) + timedelta(days=71) if watch.changes == date.max else watch.changes
        for later in range(1, (following - day).days):  # the watch learns the first day on which it may be another
            assert covering(Records(spells), day + timedelta(days=later)) == found


def test_what_follows_from_records_is_worked_out_once_and_does_not_travel() -> None:
    returns, made = Records([Return(kind="one", on=date(2022, 4, 1))]), []

    def count(records: Records[Return]) -> int:
        made.append(records)
        return len(records)

    assert (once(returns, "count", count), once(returns, "count", count)) == (1, 1)
    assert made == [returns]
    assert once(pickle.loads(pickle.dumps(returns)), "count", count) == 1
    assert len(made) == 2


def test_a_list_says_something_else_where_a_spell_or_its_completeness_begins_or_is_over() -> None:
    kept = Period(date(2020, 1, 1), date(2022, 12, 31))
    assert set(days_of_change(Records([FIRST, SECOND], complete=kept))) == {
        *(date(2021, 4, 1), date(2022, 7, 1)),  # the first is over on the day on which the second begins
        *(date(2020, 1, 1), date(2023, 1, 1)),
    }
    assert list(days_of_change(Records([payee("A", "2022-07-01", "9999-12-31")]))) == [date(2022, 7, 1)]
    assert list(days_of_completeness(None)) == list(days_of_completeness(Records([FIRST]))) == []
