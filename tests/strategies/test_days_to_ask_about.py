"""Days that the contract answers for, and those on which something changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Records, read_network, terms
from pcn_des.contract.files import years
from pcn_des.dates import ONE_DAY
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.network import Payee
from pcn_des.strategies import contract_days, epoch_edges
from pcn_des.strategies.days_to_ask_about import record_edges

LAST = years()[-1].last_day


@given(contract_days())
def test_the_contract_answers_for_every_one(day: date) -> None:
    assert date(2019, 7, 1) <= day <= LAST
    assert terms(day).as_of == day


def test_they_reach_from_the_first_day_to_the_last() -> None:
    assert find(contract_days(), lambda day: True) == date(2019, 7, 1)
    assert find(contract_days(until=date(2019, 7, 1)), lambda day: True) == date(2019, 7, 1)
    assert find(contract_days(LAST), lambda day: True) == LAST


def test_days_outside_the_data_or_the_wrong_way_round() -> None:
    with pytest.raises(OutsideDataError, match="30 June 2019 is outside"):
        contract_days(date(2019, 6, 30))
    with pytest.raises(OutsideDataError, match=f"1 April {LAST.year} is outside"):
        contract_days(until=LAST + ONE_DAY)
    with pytest.raises(MisuseError, match=r"until is 1 May 2020, before since on 2 May 2020"):
        contract_days(date(2020, 5, 2), date(2020, 5, 1))


@pytest.mark.parametrize("day", [date(2022, 9, 30), date(2022, 10, 1), date(2022, 10, 2), date(2023, 3, 31)])
def test_edges_have_the_day_on_which_enhanced_access_began_and_those_around_it(day: date) -> None:
    assert find(epoch_edges(), lambda found: found == day, settings=settings(max_examples=20_000)) == day


def test_edges_shrink_to_the_first_day_of_a_year() -> None:
    assert find(epoch_edges(), lambda day: True) == date(2020, 3, 31)


def test_edges_of_a_network_are_its_days_too() -> None:
    payee = Payee(name="Weirside Surgery", since=date(2021, 5, 12), until=date(2021, 8, 3))
    network = Network(code="U99901", name="Riverside PCN", payees=Records([payee]))
    for day in (date(2021, 5, 11), date(2021, 5, 12), date(2021, 5, 13), date(2021, 8, 3), date(2021, 8, 4)):
        assert find(epoch_edges(network), lambda found, day=day: found == day) == day  # type: ignore[misc]
    assert find(epoch_edges(network), lambda day: True) == date(2021, 5, 11)


@given(st.sampled_from([date.min, date.max, LAST]), st.data())
def test_records_at_the_ends_of_time_do_no_harm(since: date, data: st.DataObject) -> None:
    network = Network(code="U99901", name="x", payees=Records([Payee(name="x", since=since)]))
    assert date(2019, 7, 1) <= data.draw(epoch_edges(network)) <= LAST


def _days_of(**records: Any) -> set[int]:
    """The days of June 2030 on which a record of a network changes."""
    edges = record_edges(read_network({"code": "U00001", "name": "Lamps", **records}))
    return {day.day for day in edges if date(2030, 6, 1) <= day <= date(2030, 6, 30)}


def test_each_day_on_record_and_the_day_after_it() -> None:
    assert _days_of(payees=[{"name": "Millbrook", "since": "2030-06-05", "until": "2030-06-20"}]) == {5, 6, 20, 21}
    practice = {
        "code": "A00001",
        "name": "Millbrook",
        "membership": [{"since": "2030-06-12"}],
        "populations": [{"kind": "registered", "at": "2030-06-18", "patients": 5}],
    }
    assert _days_of(practices=[practice]) == {12, 13, 18, 19}


def test_sessions_count_by_the_week() -> None:
    session = {"service": "enhanced_access", "on": "2030-06-05", "start": "18:30", "end": "20:00"}
    week = {"service": "enhanced_access", "week_starting": "2030-06-03", "minutes": 60}
    assert _days_of(access_sessions=[session], access_weeks=[week]) == set()
