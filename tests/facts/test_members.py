"""Who the members are is worked out once between two changes of the records, and is what it is on each day."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.facts._members import core_members
from pcn_des.strategies import contract_days, networks
from support.effort import examples

OPEN = {"code": "Y00001", "name": "Mill Lane", "membership": [{"since": "2019-07-01"}]}
ENDED = {
    "code": "Y00002",
    "name": "Station Road",
    "membership": {"complete": True, "items": [{"since": "2019-07-01", "until": "2026-03-31"}]},
}


def fresh(network: des.Network) -> des.Network:
    """The same network, of which nothing has been worked out."""
    again: des.Network = pickle.loads(pickle.dumps(network))
    return again


@settings(max_examples=examples(one_in=2))
@given(network=networks(), days=st.lists(contract_days(), min_size=2, max_size=6))
def test_members_are_those_of_a_day_whatever_was_asked_before(network: des.Network, days: list[date]) -> None:
    for day in [near for asked in days for near in (asked, asked + timedelta(days=1))]:
        assert core_members(network, day) == core_members(fresh(network), day)


@pytest.mark.thorough
@settings(max_examples=examples(one_in=4))
@given(network=networks(), days=st.lists(contract_days(), min_size=2, max_size=3))
def test_a_report_is_that_of_a_day_whatever_was_asked_before(network: des.Network, days: list[date]) -> None:
    asked = network.evolve(variations=None, decisions=None)  # which may name duties that there are not
    for day in days:
        assert des.assess(asked, day) == des.assess(fresh(asked), day)


def network(practices: Any = (OPEN, ENDED), **more: Any) -> des.Network:
    return des.read_network({"code": "U00001", "name": "A network", "practices": practices, **more})


@pytest.mark.parametrize(
    ("day", "members", "doubtful"),
    [
        (date(2026, 1, 2), ["Y00001", "Y00002"], []),  # a year and a day after the edition
        (date(2026, 1, 3), ["Y00002"], ["Y00001"]),
        (date(2026, 4, 1), [], ["Y00001"]),
    ],
)
def test_of_an_edition_that_is_too_old_who_has_no_last_day_may_have_left(
    day: date, members: list[str], doubtful: list[str]
) -> None:
    found = core_members(network(edition="2025-01-01"), day)
    assert found is not None
    assert [practice.code for practice in found.practices] == members
    assert [practice.code for practice in found.doubtful] == doubtful
    assert found.codes == {*members, *doubtful}


def test_each_day_after_an_old_edition_is_named_itself() -> None:
    asked = network(edition="2025-01-01")
    for day in (date(2026, 2, 1), date(2026, 2, 2)):
        found = core_members(asked, day)
        assert found is not None
        assert found.missing == (f"the members of {day.day} February 2026 (those on record are of 1 January 2025)",)


@pytest.mark.parametrize("edition", [date.max, date(9999, 1, 1)])
def test_an_edition_of_the_last_year_that_there_is_is_never_too_old(edition: date) -> None:
    assert not network(edition=edition).too_old_on(date.max)


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        (date(2022, 3, 31), ("whether the list of practices is complete",)),
        (date(2022, 4, 1), ()),
        (date(2023, 3, 31), ()),
        (date(2023, 4, 1), ("whether the list of practices is complete",)),
    ],
)
def test_a_list_that_was_kept_for_a_time_is_complete_for_its_days(day: date, missing: tuple[str, ...]) -> None:
    kept = network(practices={"complete": {"since": "2022-04-01", "until": "2023-03-31"}, "items": [OPEN]})
    for before in (date(2022, 6, 1), date(2021, 6, 1), date(2024, 6, 1)):  # which are kept, each for days around it
        core_members(kept, before)
    found = core_members(kept, day)
    assert found is not None
    assert found.missing == missing
