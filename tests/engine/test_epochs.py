"""The days on which an answer can change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pcn_des import Network, read_network
from pcn_des.contract.year import YearContract
from pcn_des.dates import Deadline, Period
from pcn_des.engine.epochs import after, edges
from support.lamps import duty, term, year_of

JUNE = Period(date(2030, 6, 1), date(2030, 6, 30))  # from a Saturday to a Sunday
MONDAYS = {3, 10, 17, 24}
EMPTY = year_of("")


def days(contract: YearContract = EMPTY, period: Period = JUNE, **records: Any) -> set[int]:
    """The days of the month, without its first and its Mondays."""
    network: Network = read_network({"code": "U00001", "name": "Lamps", **records})
    found = edges(network, [contract], period)
    assert {period.since.replace(day=day) for day in MONDAYS} <= found
    return {day.day for day in found} - MONDAYS - {1}


def test_the_first_day_and_every_monday() -> None:
    assert days() == set()
    from_a_monday = Period(date(2030, 6, 3), date(2030, 6, 10))
    network = read_network({"code": "U00001", "name": "Lamps"})
    assert edges(network, [EMPTY], from_a_monday) == {date(2030, 6, 3), date(2030, 6, 10)}
    from_a_tuesday = Period(date(2030, 6, 4), date(2030, 6, 9))
    assert edges(network, [EMPTY], from_a_tuesday) == {date(2030, 6, 4)}


def test_the_first_day_of_a_contract_year() -> None:
    network = read_network({"code": "U00001", "name": "Lamps"})
    spring = Period(date(2030, 3, 30), date(2030, 4, 3))
    assert edges(network, [EMPTY], spring) == {date(2030, 3, 30), date(2030, 4, 1)}


def test_each_day_on_record_and_the_day_after_it() -> None:
    assert days(payees=[{"name": "Millbrook", "since": "2030-06-05", "until": "2030-06-20"}]) == {5, 6, 20, 21}
    practice = {
        "code": "A00001",
        "name": "Millbrook",
        "membership": [{"since": "2030-06-12"}],
        "populations": [{"kind": "registered", "at": "2030-06-18", "patients": 5}],
    }
    assert days(practices=[practice]) == {12, 13, 18, 19}


def test_sessions_count_by_the_week() -> None:
    session = {"service": "enhanced_access", "on": "2030-06-05", "start": "18:30", "end": "20:00"}
    week = {"service": "enhanced_access", "week_starting": "2030-06-03", "minutes": 60}
    assert days(access_sessions=[session], access_weeks=[week]) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (term("a.b", "1", "minutes", "from = 2030-06-05\nuntil = 2030-06-20\npublished = 2030-03-01"), {5, 21}),
        (duty("a.b", "from = 2030-06-05\nuntil = 2030-06-20\npublished = 2030-03-01"), {5, 21}),
        (duty("a.b", "due = 2030-06-12"), {13}),
        (duty("a.b", 'due = "2030-06"'), {2}),
        (duty("a.b", 'due = "2030-05"'), set()),
        (term("a.day", "2030-06-12", "date"), {12, 13}),
        ('[missing]\n"a.b" = { note = "x", from = 2030-06-05, until = 2030-06-20 }\n', {5, 21}),
    ],
)
def test_where_an_entry_or_a_deadline_begins_or_ends(text: str, found: set[int]) -> None:
    assert days(year_of(text)) == found


def test_the_days_after_a_deadline() -> None:
    assert after(Deadline.on(date(2030, 6, 12))) == (date(2030, 6, 13), date(2030, 6, 13))
    assert after(Deadline.in_month("2030-06")) == (date(2030, 6, 2), date(2030, 7, 1))


def test_nothing_outside_the_period() -> None:
    network = read_network(
        {"code": "U00001", "name": "Lamps", "payees": [{"name": "Millbrook", "since": "2030-05-05"}]}
    )
    assert all(JUNE.since <= day <= JUNE.until for day in edges(network, [EMPTY], JUNE))  # type: ignore[operator]
    assert JUNE.since - timedelta(days=1) not in edges(network, [EMPTY], JUNE)
