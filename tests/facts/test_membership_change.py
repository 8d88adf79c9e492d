"""Which changes of the Core Network Practices a contract year has, and what is missing to know of all of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcn_des.engine.view import Observed, Subjects
from pcn_des.facts.membership_change import days_to_leave
from support.observing import complete, observe, practice, subjects

DAY = "2022-11-14"
FOUNDED = practice("A00001")


def member(code: str, *spells: dict[str, Any]) -> dict[str, Any]:
    return practice(code, membership=complete(*spells))


def ids(day: str, *others: dict[str, Any]) -> list[str]:
    held = complete(FOUNDED, *others)
    return [subject.id for subject in subjects("membership_change", "participation", day, practices=held).found]


def test_who_joined_is_listed_from_the_day_of_joining() -> None:
    joined = member("A00002", {"since": "2022-07-01"})
    assert ids("2022-06-30", joined) == []
    assert ids("2022-07-01", joined) == ["A00002 joined 2022-07-01"]


def test_who_left_is_listed_from_the_day_after_the_last() -> None:
    left = member("A00002", {"since": "2019-07-01", "until": "2022-06-30"})
    assert ids("2022-06-30", left) == []
    assert ids("2022-07-01", left) == ["A00002 left 2022-07-01"]


def test_a_practice_may_join_and_leave_in_one_year() -> None:
    guest = member("A00002", {"since": "2022-07-01", "until": "2022-09-30"})
    assert ids(DAY, guest) == ["A00002 joined 2022-07-01", "A00002 left 2022-10-01"]


def test_changes_of_another_year_and_the_founding_are_not_listed() -> None:
    old = member("A00002", {"since": "2021-07-01", "until": "2022-03-30"})
    assert ids("2022-03-31", old) == ["A00002 joined 2021-07-01", "A00002 left 2022-03-31"]
    assert ids("2022-04-01", old) == []
    assert ids("2019-11-14") == []


def test_a_member_that_is_no_core_network_practice_is_not_asked_about() -> None:
    assert ids(DAY, member("A00002", {"since": "2022-07-01", "core": False})) == []


def test_spells_that_leave_no_day_of_the_year_out_leave_nothing_to_know() -> None:
    """A member that is no Core Network Practice from 1 July 2022 on left on that day, and nothing else changed."""
    spells = [{"since": "2019-07-01", "until": "2022-06-30"}, {"since": "2022-07-01", "core": False}]
    held = complete(FOUNDED, practice("A00002", membership={"complete": False, "items": spells}))
    found = subjects("membership_change", "participation", DAY, practices=held)
    assert ([one.id for one in found.found], found.missing) == (["A00002 left 2022-07-01"], ())


@pytest.mark.parametrize(
    ("since", "missing"),
    [
        pytest.param("2022-03-31", (), id="the same all year"),
        pytest.param(
            "2022-04-01", ("every membership of Practice A00001 of the year",), id="perhaps of another before"
        ),
    ],
)
def test_one_spell_that_lasts_all_year_needs_no_complete_list(since: str, missing: tuple[str, ...]) -> None:
    held = complete(practice("A00001", membership=[{"since": since}]))
    assert subjects("membership_change", "participation", DAY, practices=held).missing == missing


def test_what_is_missing() -> None:
    assert subjects("membership_change", "participation", DAY) == Subjects((), ("the list of practices",))
    nameless = {"code": "A00002", "name": "Practice A00002"}
    silent = subjects("membership_change", "participation", DAY, practices=complete(FOUNDED, nameless))
    assert silent.missing == ("every membership of Practice A00002 of the year",)
    found = subjects("membership_change", "participation", DAY, practices=[FOUNDED])
    assert found.missing == ("whether the list of practices is complete",)


@pytest.mark.parametrize(
    ("kept", "missing"),
    [
        (True, ()),
        (
            {"since": "2022-03-31"},
            ("whether there was a member before 1 July 2022, or the network was founded then",),
        ),
    ],
    ids=["all on record", "kept since the end of the year before"],
)
def test_the_first_to_join_may_have_founded_the_network(kept: object, missing: tuple[str, ...]) -> None:
    """A member before is on no record, where the memberships were kept only from a later day."""
    other = practice("A00001", membership={"complete": kept, "items": [{"since": "2022-03-31", "core": False}]})
    held = complete(other, member("A00002", {"since": "2022-07-01"}))
    found = subjects("membership_change", "participation", DAY, practices=held)
    assert (found.found, found.missing) == ((), missing)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        pytest.param("2022-04-01", "1 April 2022", id="on the first day of the year"),
        pytest.param(DAY, "14 November 2022", id="today"),
        pytest.param("2022-03-31", None, id="the year before"),
    ],
)
def test_whether_the_first_to_join_founded_the_network_is_asked_of_this_year_alone(
    since: str, said: str | None
) -> None:
    joined = practice("A00001", membership={"complete": {"since": "2022-03-01"}, "items": [{"since": since}]})
    found = subjects("membership_change", "participation", DAY, practices=complete(joined))
    wanted = f"whether there was a member before {said}, or the network was founded then"
    assert found.missing == (() if said is None else (wanted,))


@pytest.mark.parametrize(("until", "known"), [("2022-06-30", True), ("2022-06-29", False)])
def test_memberships_that_were_kept_until_the_day_before_tell_who_founded_the_network(until: str, known: bool) -> None:
    kept = {"complete": {"since": "0001-01-01", "until": until}, "items": [{"since": "2022-07-01"}]}
    found = subjects("membership_change", "x", DAY, practices=complete(practice("A00001", membership=kept)))
    assert (found.missing == ()) is known


ENDED = {"since": "2019-07-01", "until": "2022-06-30"}


@pytest.mark.parametrize(
    ("spell", "id_", "left", "because"),
    [
        ({"since": "2022-07-01"}, "A00002 joined 2022-07-01", False, "joined on 1 July 2022"),
        (ENDED, "A00002 left 2022-07-01", True, "a member until 30 June 2022"),
        (
            {**ENDED, "ended_by": "left", "notified": "2022-04-20"},
            "A00002 left 2022-07-01",
            True,
            "a member until 30 June 2022, notified on 20 April 2022",
        ),
        (
            {**ENDED, "ended_by": "left", "agreed": "2022-05-02"},
            "A00002 left 2022-07-01",
            True,
            "a member until 30 June 2022, agreed by the commissioner on 2 May 2022",
        ),
    ],
)
def test_a_change_says_what_it_was_and_when(spell: dict[str, Any], id_: str, left: bool, because: str) -> None:
    held = complete(FOUNDED, member("A00002", spell))
    (one,) = subjects("membership_change", "participation", DAY, practices=held).found
    assert (one.id, one.name, one.happened) == (id_, "Practice A00002", date(2022, 7, 1))
    assert observe("membership_change.left", DAY, about=one.record) == Observed(left, because)


def inside(day: str, spell: dict[str, Any], notice: int | None = None) -> Observed:
    """Whether the only change of a year was inside a window."""
    held = complete(FOUNDED, member("A00002", spell))
    (one,) = subjects("membership_change", "participation", day, practices=held).found
    terms = {} if notice is None else {"participation.notice_months": Fraction(notice)}
    return observe("membership_change.inside_window", day, terms=terms, about=one.record)


YEARLY = "Yearly window to join or leave, 1 April 2022 to 30 April 2022"
WITHIN = "Yearly window to join or leave, from 1 April 2022 to 30 April 2022"
OCTOBER = "Window after a national change within the year, 1 October 2022 to 31 October 2022"


def until(day: str) -> dict[str, Any]:
    return {"since": "2019-07-01", "until": day}


@pytest.mark.parametrize(
    ("day", "spell", "notice", "expected"),
    [
        # the window of 2022/23 is the month of April, and after the change of October that month
        (DAY, until("2022-04-15"), 1, Observed(True, f"a member until 15 April 2022: {WITHIN}")),
        ("2022-06-01", until("2022-04-30"), None, Observed(True, f"a member until 30 April 2022: {WITHIN}")),
        ("2022-06-01", until("2022-05-01"), None, Observed(False, f"a member until 1 May 2022; windows: {YEARLY}")),
        ("2022-06-01", until("2022-05-30"), 1, Observed(True, f"a member until 30 May 2022: {WITHIN}")),
        ("2022-06-01", until("2022-05-31"), 1, Observed(False, f"a member until 31 May 2022; windows: {YEARLY}")),
        (DAY, until("2022-05-31"), 1, Observed(False, f"a member until 31 May 2022; windows: {YEARLY}; {OCTOBER}")),
        # notice is given by those who leave: who joins in May is late
        (DAY, {"since": "2022-04-30"}, 1, Observed(True, f"joined on 30 April 2022: {WITHIN}")),
        (DAY, {"since": "2022-05-01"}, 1, Observed(False, f"joined on 1 May 2022; windows: {YEARLY}")),
        (
            "2019-12-01",  # of 2019/20 no window for joining or leaving is in the data
            {"since": "2019-08-01"},
            None,
            Observed(False, "joined on 1 August 2019; windows: none of the year is established"),
        ),
        (
            "2023-09-01",
            {"since": "2023-07-01"},
            None,
            Observed(
                False,
                "joined on 1 July 2023; windows: Yearly window to join or leave, a day of April 2023 that is not "
                "established to a day of April 2023 that is not established",
            ),
        ),
        (
            "2024-06-01",  # of 2024/25 only the closing was seen
            {"since": "2024-05-01"},
            None,
            Observed(False, "joined on 1 May 2024; windows: Yearly window to join or leave, to 30 April 2024"),
        ),
    ],
)
def test_a_change_is_inside_a_window_of_its_year_or_outside_all(
    day: str, spell: dict[str, Any], notice: int | None, expected: Observed
) -> None:
    assert inside(day, spell, notice) == expected


@pytest.mark.parametrize(
    ("as_of", "months", "periods"),
    [
        (date(2022, 4, 1), 0, [(date(2022, 4, 1), date(2022, 4, 1))]),
        (date(2022, 4, 15), 1, [(date(2022, 4, 1), date(2022, 4, 15))]),
        (date(2022, 6, 1), 0, [(date(2022, 4, 1), date(2022, 5, 1))]),  # no member any more on the day after the last
        (date(2022, 6, 1), 1, [(date(2022, 4, 1), date(2022, 5, 31))]),  # 30 April and a month, and the day after
        (
            date(2022, 12, 1),
            0,
            [(date(2022, 4, 1), date(2022, 5, 1)), (date(2022, 10, 1), date(2022, 11, 1))],
        ),
        (date(2023, 6, 1), 1, []),  # which days of April 2023 it was is not established
        (date(2024, 6, 1), 0, [(date(2024, 4, 1), date(2024, 5, 1))]),  # from the first day of the contract year
        (date(2019, 8, 1), 1, []),
    ],
)
def test_the_days_on_which_who_left_inside_a_window_is_no_member(
    as_of: date, months: int, periods: list[tuple[date, date]]
) -> None:
    assert [(found.since, found.until) for found in days_to_leave(as_of, months)] == periods
