"""Which changes of the Core Network Practices a contract year has, and what is missing to know of all of them."""

from __future__ import annotations

from typing import Any

import pytest

from support.observing import complete, practice, subjects

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
    assert subjects("membership_change", "participation", DAY).missing == ("the list of practices",)
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
